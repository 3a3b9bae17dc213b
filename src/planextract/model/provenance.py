"""Where on paper each value of a plan was read: what `places.json` holds, beside `plan.json`.

Kept apart from `plan.json`, whose form is fixed and which people read: a plan has some twenty values for
every project, and each stands in one place or more.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from planextract.model.plan import Area, ProjectId, Record

Pointer = Annotated[
    str,
    Field(pattern=r"^(/[^/]+)+$", examples=["/items/0/cells/1/text"]),
]
"""JSON Pointer (RFC 6901) to a value, from the record it is a part of."""

Spots = dict[Pointer, list[Area]]
"""For each value the lines or cells it was printed in, in reading order."""


class Places(Record):
    """Where every value of a plan stands; a value that is nowhere printed, such as a null, has no entry."""

    schema_version: Literal["1.0"] = "1.0"
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file that was read")
    title: list[Area] = Field(description="of the plan's title")
    pillars: dict[str, Spots] = Field(description="by number")
    strategies: dict[str, Spots] = Field(description="by number")
    projects: dict[ProjectId, Spots] = Field(description="by id")

    def __reduce__(self) -> tuple[Any, ...]:
        """As `Plan.__reduce__`."""
        return type(self).model_validate_json, (self.model_dump_json(),)
