"""Determine the body that published a plan and the licence of its data, from the options or the profile."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from planextract.errors import UsageError
from planextract.japanese.body_codes import validate_body_code
from planextract.model.plan import Body
from planextract.model.record import Licence
from planextract.profiles.schema import Profile
from planextract.wording.messages import make_message


def resolve_publisher(
    profile: Profile, code: str | None, name: str | None, licence: str | None
) -> dict[str, Any]:
    """Return the fields `body` and `licence` of a plan; an option takes precedence over the profile.

    Raises UsageError when the code or the licence is not valid.
    """
    code = code if code is not None else profile.body.code
    name = name or profile.body.name
    licence = licence if licence is not None else profile.licence
    if code is not None:
        try:
            validate_body_code(code)
        except ValueError as error:
            raise UsageError(
                make_message("--body-code: {error}.", error=error), "Look it up in the list of 総務省."
            ) from error
    if licence is not None:
        try:
            TypeAdapter(Licence).validate_python(licence)
        except ValidationError as error:
            raise UsageError(
                make_message("{licence!r} names no licence.", licence=licence),
                "Give an identifier such as CC-BY-4.0, or a URL.",
            ) from error
    body = Body(code=code, name=name) if code is not None or name else None
    return {"body": body, "licence": licence}
