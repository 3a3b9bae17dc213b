"""Write a plan to a folder in several formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from planextract.export.folder import replace_files
from planextract.export.formats import DEFAULT_FORMATS, FORMATS
from planextract.model.plan import Plan
from planextract.model.table_rows import LIST_ONLY_TABLES


def write_plan(
    plan: Plan,
    folder: Path,
    formats: Iterable[str] = DEFAULT_FORMATS,
    beside: Mapping[str, bytes] | None = None,
) -> None:
    """Write the plan into the folder in each of the formats, with the files of `beside`, atomically.

    A table that an earlier plan left there and this plan does not have is removed.

    Raises OutputError when the folder can't be written, UsageError when a format needs a library that
    is not installed.
    """
    files = {**(beside or {}), **dataset_files(plan, formats)}
    kinds = [kind for kind in ("csv", "parquet") if f"projects.{kind}" in files]
    left = {f"{table}.{kind}" for table in LIST_ONLY_TABLES for kind in kinds}
    replace_files(folder, files, left - files.keys())


def dataset_files(plan: Plan, formats: Iterable[str] = DEFAULT_FORMATS) -> dict[str, bytes]:
    """Return the file names and bytes of a plan in each of the formats."""
    files: dict[str, bytes] = {}
    for name in formats:
        files |= FORMATS[name](plan)
    return files
