"""Read the bytes of an input file within limits of size and time."""

from __future__ import annotations

import os
import select
import stat
import sys
import time
from pathlib import Path

from planextract import limits
from planextract.errors import UnreadableError
from planextract.harmless import make_printable
from planextract.wording.messages import make_message

PIPE_PATIENCE_SECONDS = 20.0
"""Seconds to wait for the next bytes of a pipe that is given as a file."""

PIPE_DEADLINE_SECONDS = 600.0
"""Seconds in which all of them must have come."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; `-` is standard input.

    Raises UnreadableError when the file does not exist, can't be read, is empty, too slow or too large.
    """
    name = make_printable(str(path))
    try:
        data = _read_stdin() if str(path) == "-" else _read_path(path, name)
    except FileNotFoundError as error:
        raise UnreadableError(
            make_message("There is no file {path}.", path=name), "Check the path."
        ) from error
    except OSError as error:
        raise UnreadableError(
            make_message("{path} can't be read ({strerror}).", path=name, strerror=error.strerror),
            "Check what it is.",
        ) from error
    except ValueError as error:  # a path with a NUL character
        raise UnreadableError(make_message("{path} is not a path.", path=name), "Check the path.") from error
    check_size(path, data)
    return data


def check_size(path: Path, data: bytes) -> None:
    """Raise UnreadableError when the bytes of a file are none or exceed the size limit."""
    name = make_printable(str(path))
    if len(data) > limits.FILE_BYTES:
        raise UnreadableError(
            make_message("{path} is larger than {size} MiB.", path=name, size=limits.FILE_BYTES >> 20),
            "Check that it is the right file.",
        )
    if not data:
        raise UnreadableError(make_message("{path} is empty.", path=name), "Download it again.")


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read(limits.FILE_BYTES + 1)


def _read_path(path: Path, name: str) -> bytes:
    kind = path.stat().st_mode
    if stat.S_ISFIFO(kind):
        return _read_pipe(path, name)
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise UnreadableError(make_message("{path} is a device, not a file.", path=name), "Name a file.")
    with path.open("rb") as file:
        return file.read(limits.FILE_BYTES + 1)


def _read_pipe(path: Path, name: str) -> bytes:
    """Return what is written to a pipe, such as that of `<(command)` in a shell."""
    data = bytearray()
    end = time.monotonic() + PIPE_DEADLINE_SECONDS
    has_begun = False
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        quiet_since = time.monotonic()
        while len(data) <= limits.FILE_BYTES:
            now = time.monotonic()
            if now > end or now - quiet_since > PIPE_PATIENCE_SECONDS:
                raise UnreadableError(
                    make_message(
                        "{path} is a pipe from which nothing came within {seconds} seconds.",
                        path=name,
                        seconds=int(PIPE_PATIENCE_SECONDS),
                    ),
                    "Write into it, or name a file.",
                )
            ready, _, _ = select.select([handle], [], [], 0.1)
            part = _read_available(handle) if ready else None
            if part:
                data += part
                has_begun, quiet_since = True, now
            elif part == b"":
                if has_begun:
                    return bytes(data)
                time.sleep(0.02)  # nobody has opened it for writing yet
    finally:
        os.close(handle)
    return bytes(data)


def _read_available(handle: int) -> bytes | None:
    """Return the bytes that are there, none at the end, None where there are none yet."""
    try:
        return os.read(handle, 1 << 16)
    except BlockingIOError:
        return None
