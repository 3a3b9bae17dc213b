"""Plans to files: one module a format, all from the same rows."""

from planextract.export.write import write

__all__ = ["write"]
