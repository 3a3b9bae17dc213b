"""Put datasets together: into one dataset, one SQLite database, or one DuckDB database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from planextract.batch.manifest import ManifestRow, read_rows, write_manifest
from planextract.batch.plan_parts import TABLES_FOLDER, write_atomically
from planextract.errors import UsageError
from planextract.export.extras import import_library
from planextract.wording.messages import make_message

DATABASE_SUFFIXES = (".sqlite", ".duckdb")


class MergedDatasets(NamedTuple):
    """The number of plans and of files that were put together."""

    plans: int
    files: int


def merge_datasets(datasets: Sequence[Path], out: Path) -> MergedDatasets:
    """Write the tables of the datasets to `out`: a `.sqlite` or `.duckdb` file, else the folder of a dataset.

    Raises UsageError when a folder is not a dataset, when two datasets have a file of the same name, so that
    ids of plans could be the same, or when `out` exists.
    """
    rows = _collect_rows(datasets)
    if out.exists():
        raise UsageError(
            make_message("{out} exists.", out=out), "Name a file or folder that does not, or delete it."
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.suffix == ".sqlite":
        _write_sqlite(datasets, rows, out)
    elif out.suffix == ".duckdb":
        _write_duckdb(datasets, out)
    else:
        for path, part in _iter_parts(datasets):
            write_atomically(out / part, path.read_bytes())
        write_manifest(out, rows)
    return MergedDatasets(sum(row.plan_id is not None for row in rows.values()), len(rows))


def _collect_rows(datasets: Iterable[Path]) -> dict[str, ManifestRow]:
    """Return the rows of all datasets by name; no two may be of one name or one plan."""
    found: dict[str, ManifestRow] = {}
    homes: dict[str, Path] = {}
    for dataset in datasets:
        rows = read_rows(dataset)
        if not rows:
            raise UsageError(
                make_message("{dataset} is not a dataset.", dataset=dataset),
                "Name folders that `planextract batch` has written.",
            )
        for name, row in rows.items():
            if name in homes:
                raise UsageError(
                    make_message(
                        "{home} and {dataset} both have {name}.",
                        home=homes[name],
                        dataset=dataset,
                        name=name,
                    ),
                    "Merge datasets without a file in common, or rename one and read it again.",
                )
            homes[name] = dataset
            found[name] = row
    return found


def _iter_parts(datasets: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each part of each table, and its path below its dataset."""
    for dataset in datasets:
        for path in sorted((dataset / TABLES_FOLDER).rglob("*.parquet")):
            yield path, path.relative_to(dataset).as_posix()


def _list_tables(datasets: Iterable[Path]) -> list[str]:
    return sorted({part.split("/")[1] for _, part in _iter_parts(datasets)})


def _write_sqlite(datasets: Sequence[Path], rows: dict[str, ManifestRow], out: Path) -> None:
    parquet = import_library("pyarrow.parquet", "parquet")
    with closing(sqlite3.connect(out)) as database, database:
        known: set[str] = set()
        for path, part in _iter_parts(datasets):
            table = part.split("/")[1]
            data = parquet.read_table(path)
            names = data.column_names
            if table not in known:
                columns = ", ".join(f'"{name}" {_get_sqlite_type(data.field(name))}' for name in names)
                database.execute(f'CREATE TABLE "{table}" ({columns})')
                if "id" in names:
                    unique = "UNIQUE" if table == "projects" else ""
                    database.execute(f'CREATE {unique} INDEX "{table}_key" ON "{table}" (plan_id, id)')
                known.add(table)
            marks = ", ".join("?" * len(names))
            values = zip(*data.to_pydict().values(), strict=True)
            database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)
        database.execute(
            "CREATE TABLE plans (plan_id TEXT PRIMARY KEY, name TEXT, source TEXT, sha256 TEXT, "
            "pages INTEGER, profile TEXT, projects INTEGER)"
        )
        database.executemany(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (row.plan_id, row.name, row.source, row.sha256, row.pages, row.profile, row.projects)
                for _, row in sorted(rows.items())
                if row.plan_id is not None
            ],
        )


def _get_sqlite_type(field: Any) -> str:
    kind = str(field.type)
    return {"int64": "INTEGER", "double": "REAL", "bool": "INTEGER"}.get(kind, "TEXT")


def _write_duckdb(datasets: Sequence[Path], out: Path) -> None:
    duckdb = import_library("duckdb", "duckdb")
    with closing(duckdb.connect(str(out))) as database:
        for table in _list_tables(datasets):
            parts = [str(path) for path, part in _iter_parts(datasets) if part.split("/")[1] == table]
            database.execute(
                f'CREATE TABLE "{table}" AS SELECT * FROM read_parquet(?, hive_partitioning = true)', [parts]
            )
