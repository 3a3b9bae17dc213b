"""Import the optional libraries that only some formats need, when such a format is requested."""

from __future__ import annotations

import importlib
from typing import Any

from planextract.errors import UsageError
from planextract.wording.messages import make_message


def import_library(name: str, extra: str) -> Any:
    """Import and return the module `name`.

    Raises UsageError with the command that installs it when it is missing.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != name.partition(".")[0]:
            raise  # it is there, but broken
        raise UsageError(
            make_message(
                "The {extra} format needs {library}, which is not installed.",
                extra=extra,
                library=name.partition(".")[0],
            ),
            make_message("Run `pip install 'planextract[{extra}]'`.", extra=extra),
        ) from error
