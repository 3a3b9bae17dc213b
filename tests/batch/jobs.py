"""Jobs that the tests give to a pool: they answer, fail, crash, hang or take memory."""

from __future__ import annotations

import ctypes
import os
import time

from planextract.batch.pool import Report
from planextract.errors import NoPlanError


def do_job(job: str, report: Report) -> tuple[str, int]:
    report(1, 1)
    match job:
        case "crash":
            ctypes.string_at(0)
        case "hang":
            time.sleep(60)
        case "hoard":
            bytearray(2**31)
        case "refuse":
            raise NoPlanError("No plan.", "Try another.")
        case "bug":
            raise ZeroDivisionError("a bug")
    return job.upper(), os.getpid()
