"""Register the output formats of a plan by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planextract.errors import UsageError
from planextract.export.csv import encode_csv
from planextract.export.datapackage import datapackage_json
from planextract.export.datasette_metadata import datasette_metadata_json
from planextract.export.json import PLACES_FILE, plan_json
from planextract.export.parquet import parquet_bytes
from planextract.export.sqlite import sqlite_bytes
from planextract.export.xlsx import xlsx_bytes
from planextract.model.plan import EMPTY_PLAN, Plan
from planextract.model.table_rows import LIST_ONLY_TABLES, build_tables
from planextract.wording.messages import make_message

DEFAULT_FORMATS = ("json", "csv", "xlsx")
"""Formats that are written if none is requested."""

REPORT_FILE = "report.html"
METADATA_FILE = "metadata.json"
"""Names of the report, and of the file that describes plan.sqlite to Datasette."""

Files = Mapping[str, bytes]
"""File names and their bytes."""


def _json_files(plan: Plan) -> Files:
    return {"plan.json": plan_json(plan)}


def _csv_files(plan: Plan) -> Files:
    return {f"{table.name}.csv": encode_csv(table) for table in build_tables(plan)}


def _xlsx_files(plan: Plan) -> Files:
    return {"plan.xlsx": xlsx_bytes(plan)}


def _sqlite_files(plan: Plan) -> Files:
    return {"plan.sqlite": sqlite_bytes(plan), METADATA_FILE: datasette_metadata_json(plan)}


def _parquet_files(plan: Plan) -> Files:
    return {f"{table.name}.parquet": parquet_bytes(table, plan) for table in build_tables(plan)}


def _datapackage_files(plan: Plan) -> Files:
    """Return the Data Package together with the CSV files that it describes."""
    files = _csv_files(plan)
    return {**files, "datapackage.json": datapackage_json(plan, files)}


FORMATS: dict[str, Callable[[Plan], Files]] = {
    "json": _json_files,
    "csv": _csv_files,
    "xlsx": _xlsx_files,
    "sqlite": _sqlite_files,
    "parquet": _parquet_files,
    "datapackage": _datapackage_files,
}


def list_file_names() -> frozenset[str]:
    """Return the names of all files that a dataset's folder may contain, whatever its formats."""
    tables = {table.name for table in build_tables(EMPTY_PLAN)} | LIST_ONLY_TABLES
    csv_or_parquet = {f"{table}.{kind}" for table in tables for kind in ("csv", "parquet")}
    single = {
        "plan.json",
        PLACES_FILE,
        "plan.xlsx",
        "plan.sqlite",
        METADATA_FILE,
        "datapackage.json",
        REPORT_FILE,
    }
    return frozenset(csv_or_parquet | single)


def parse_format_names(words: Iterable[str]) -> tuple[str, ...]:
    """Parse names of formats from the command line; each word has one name or several with commas.

    Raises UsageError for an unknown name.
    """
    names = [name.strip().lower() for word in words for name in word.split(",") if name.strip()]
    for name in names:
        if name not in FORMATS:
            raise UsageError(
                make_message("{name!r} is no format.", name=name),
                make_message("Choose from {formats}.", formats=[*FORMATS]),
            )
    return tuple(dict.fromkeys(names)) or DEFAULT_FORMATS
