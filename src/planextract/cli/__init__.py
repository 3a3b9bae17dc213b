"""The command line: thin wrappers over plain functions, one module a command."""

import gc


def main() -> None:
    """Run the command line; what it takes is imported where an interrupt is already answered for."""
    # A page makes and drops some ten thousand objects, hardly any of them in cycles: a plan of 400 pages
    # leaves a thousand. At Python's own pace the collector would go through everything that is kept again
    # and again, longer with every page.
    gc.set_threshold(100_000, 50, 100)
    try:
        from planextract.cli.app import main as run
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


__all__ = ["main"]
