"""The command line: one module for each command, a thin wrapper over plain functions."""

import gc


def main() -> None:
    """Run the command line; its modules are imported where an interrupt is already handled."""
    # A page makes and drops some ten thousand objects, hardly any of them in cycles: a plan of 400 pages
    # leaves a thousand. With the default thresholds the collector would scan all kept objects again and
    # again, longer with every page.
    gc.set_threshold(100_000, 50, 100)
    try:
        from planextract.cli.app import run_command_line as run
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


__all__ = ["main"]
