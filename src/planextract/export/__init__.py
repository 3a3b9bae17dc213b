"""Write plans to files: one module for each format, all from the same rows."""

from planextract.export.write import write_plan

__all__ = ["write_plan"]
