"""Prepare stdout, stderr and signals, on machines where one of them is not as usual."""

from __future__ import annotations

import codecs
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

_UNPRINTABLE: set[str] = set()
"""Characters that the encoding of the output can't hold."""


class TerminatedError(KeyboardInterrupt):
    """The program was asked to end (SIGTERM); everything that an interrupt cleans up is cleaned up."""


def prepare_streams() -> None:
    """Make stdout and stderr usable where they are closed or of an encoding that lacks characters."""
    for number in range(3):
        # a file that is opened later would take the number of a closed stream, and the output would go there
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - as long as the program runs
    if sys.stdout is None:
        sys.stdout = _open_closed(1)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    codecs.register_error("planextract", _replace_unprintable)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="planextract")


def _open_closed(number: int) -> Any:
    """Return a stream for a closed one, whose use fails as it should."""
    return open(number, "w", encoding="utf-8", closefd=False)


def _replace_unprintable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    part = error.object[error.start : error.end]
    _UNPRINTABLE.update(part)
    return "?" * len(part), error.end


def report_unprintable(report: Callable[[str], None]) -> None:
    """Report once which characters were printed as a question mark."""
    if not _UNPRINTABLE:
        return
    count = len(_UNPRINTABLE)
    _UNPRINTABLE.clear()
    report(
        f"{count} kinds of characters can't be printed here ({sys.stdout.encoding}) and are shown as ?. "
        "Set PYTHONIOENCODING=utf-8 to have them."
    )


def discard_output() -> None:
    """Discard what is still to be written to stdout, of which nobody reads the rest."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # it is not a file
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    finally:
        os.close(nowhere)


def handle_termination() -> None:
    """Make SIGTERM clean up like an interrupt; an interrupted replacement of files is made good later."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _raise_terminated)


def _raise_terminated(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the cleaning up is not interrupted
    raise TerminatedError
