"""Read the bytes of an input file within a size limit."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from planextract import limits
from planextract.errors import UnreadableError


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; `-` is standard input.

    Raises UnreadableError when the file does not exist, can't be read, is empty or exceeds the size limit.
    """
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file {path}.", "Check the path.") from error
    except OSError as error:
        raise UnreadableError(f"{path} can't be read ({error.strerror}).", "Check what it is.") from error
    check_size(path, data)
    return data


def check_size(path: Path, data: bytes) -> None:
    """Raise UnreadableError when the bytes of a file are none or exceed the size limit."""
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError(
            f"{path} is larger than {limits.FILE_BYTES >> 20} MiB.", "Check that it is the right file."
        )
    if not data:
        raise UnreadableError(f"{path} is empty.", "Download it again.")
