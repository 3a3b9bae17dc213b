"""Write plans to files: one module for each format, all from the same rows."""

from planextract.export.write import WrittenFiles, write_plan

__all__ = ["WrittenFiles", "write_plan"]
