"""Runs one command and tells what it cost: `python -I -S measure.py SECONDS COMMAND…` prints JSON.

It stands between the benchmark and the command for the sake of the memory figure: on Linux the peak that
wait4 tells of a child is at least what its parent held when it was started, so the parent must be small.
"""

import json
import os
import signal
import subprocess
import sys
import time


def main() -> int:
    """Run the command; when the time is up, end it with all that it started."""
    limit, command = float(sys.argv[1]), sys.argv[2:]
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    cut_off = False

    def stop(*_: object) -> None:
        nonlocal cut_off
        cut_off = True
        os.killpg(child.pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, usage = os.wait4(child.pid, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    seconds = time.perf_counter() - start
    figures = {
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss / 1024,
        "status": os.waitstatus_to_exitcode(status),
        "cut_off": cut_off,
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
