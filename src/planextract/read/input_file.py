"""Read the bytes of an input file within a size limit."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from planextract import limits
from planextract.errors import UnreadableError
from planextract.wording.messages import make_message


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; `-` is standard input.

    Raises UnreadableError when the file does not exist, can't be read, is empty or exceeds the size limit.
    """
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableError(
            make_message("There is no file {path}.", path=path), "Check the path."
        ) from error
    except OSError as error:
        raise UnreadableError(
            make_message("{path} can't be read ({strerror}).", path=path, strerror=error.strerror),
            "Check what it is.",
        ) from error
    check_size(path, data)
    return data


def check_size(path: Path, data: bytes) -> None:
    """Raise UnreadableError when the bytes of a file are none or exceed the size limit."""
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError(
            make_message("{path} is larger than {size} MiB.", path=path, size=limits.FILE_BYTES >> 20),
            "Check that it is the right file.",
        )
    if not data:
        raise UnreadableError(make_message("{path} is empty.", path=path), "Download it again.")
