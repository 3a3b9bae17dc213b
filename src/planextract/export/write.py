"""A plan to its folder."""

from __future__ import annotations

from pathlib import Path

from planextract.export.csv import csv_bytes
from planextract.export.folder import replace_files
from planextract.export.json import plan_json
from planextract.model.plan import Plan
from planextract.model.rows import tables


def write(plan: Plan, folder: Path) -> None:
    """Write plan.json and one CSV file a table into the folder, all at once.

    Raises OutputError when the folder can't be written.
    """
    replace_files(folder, dataset_files(plan))


def dataset_files(plan: Plan) -> dict[str, bytes]:
    """What `write` puts into the folder: file names and their bytes."""
    files = {"plan.json": plan_json(plan)}
    return files | {f"{table.name}.csv": csv_bytes(table) for table in tables(plan)}
