"""A plan to its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from planextract.export.folder import replace_files
from planextract.export.formats import DEFAULT, FORMATS
from planextract.model.plan import Plan


def write(
    plan: Plan, folder: Path, formats: Iterable[str] = DEFAULT, beside: Mapping[str, bytes] | None = None
) -> None:
    """Write the plan into the folder in each of the formats, and other files beside it, all at once.

    Raises OutputError when the folder can't be written, UsageError when a format needs a library that
    is not installed.
    """
    replace_files(folder, {**(beside or {}), **dataset_files(plan, formats)})


def dataset_files(plan: Plan, formats: Iterable[str] = DEFAULT) -> dict[str, bytes]:
    """What `write` puts into the folder in these formats: file names and their bytes."""
    files: dict[str, bytes] = {}
    for name in formats:
        files |= FORMATS[name](plan)
    return files
