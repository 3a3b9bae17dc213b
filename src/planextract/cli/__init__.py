"""The command line: thin wrappers over plain functions, one module a command."""

from planextract.cli.app import main

__all__ = ["main"]
