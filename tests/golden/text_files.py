"""The files of a plan that a person can compare line by line."""

from __future__ import annotations

from pathlib import Path

from planextract.api import Result
from planextract.export.folder import replace_files
from planextract.export.json import PLACES_FILE, places_json
from planextract.export.write import dataset_files


def write_text_files(result: Result, folder: Path) -> None:
    """Write plan.json, places.json and the CSV files, and remove tables that the plan does not have."""
    files = {PLACES_FILE: places_json(result.places), **dataset_files(result.plan, ("json", "csv"))}
    replace_files(folder, files, [path.name for path in folder.glob("*.csv") if path.name not in files])
