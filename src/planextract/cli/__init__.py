"""The command line: thin wrappers over plain functions, one module a command."""


def main() -> None:
    """Run the command line; what it takes is imported where an interrupt is already answered for."""
    try:
        from planextract.cli.app import main as run
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


__all__ = ["main"]
