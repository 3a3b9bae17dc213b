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
    files = {"plan.json": plan_json(plan)}
    files |= {f"{table.name}.csv": csv_bytes(table) for table in tables(plan)}
    replace_files(folder, files)
