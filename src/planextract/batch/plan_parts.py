"""Write the tables of one plan as its part of a partitioned Parquet dataset.

The part of a plan is one file in each table that it fills:
`tables/TABLE/body_code=CODE/edition=YEAR/NAME.parquet`. Every row begins with `plan_id`, so that
`(plan_id, id)` is unique and the tables of many plans can be put together.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from planextract.export.extras import import_library
from planextract.export.parquet import make_arrow_field
from planextract.model.plan import Plan
from planextract.model.table_rows import TableRows, build_tables
from planextract.model.table_schema import describe_columns

TABLES_FOLDER = "tables"

UNKNOWN = "unknown"
"""The body or edition of a plan that names none."""


class PlanKey(NamedTuple):
    """The three parts of a plan's id."""

    body: str
    """Code of the body (全国地方公共団体コード), or `unknown`."""
    name: str
    """Name of the plan's output in its run."""
    edition: str
    """First fiscal year of the plan, or what the table of sources names, or `unknown`."""

    @property
    def plan_id(self) -> str:
        """The id in every row, such as `131202/shinonomeno/2027`."""
        return "/".join(self)


def make_plan_key(plan: Plan, name: str, edition: str | None = None) -> PlanKey:
    """Return the key of a plan; `edition` replaces the first fiscal year."""
    body = plan.body.code if plan.body is not None and plan.body.code is not None else UNKNOWN
    first = str(min(plan.fiscal_years)) if plan.fiscal_years else UNKNOWN
    return PlanKey(body, name, edition or first)


def write_plan_parts(plan: Plan, key: PlanKey, dataset: Path) -> list[str]:
    """Write a plan's part of each table and return the paths below the dataset.

    Parts that an earlier run wrote of a plan of this name are removed.

    Raises UsageError when pyarrow is missing.
    """
    parts = {
        f"{TABLES_FOLDER}/{table.name}/body_code={key.body}/edition={key.edition}/{key.name}.parquet": table
        for table in build_tables(plan.model_copy(update={"body": None}))
        if table.rows
    }
    for earlier in dataset.glob(f"{TABLES_FOLDER}/*/*/*/{key.name}.parquet"):
        if earlier.relative_to(dataset).as_posix() not in parts:
            earlier.unlink()
    for path, table in parts.items():
        write_atomically(dataset / path, encode_part(table, key.plan_id))
    return sorted(parts)


def encode_part(table: TableRows, plan_id: str) -> bytes:
    """Return a table as Parquet, `plan_id` first; every part of a table has the same schema."""
    pa, pq = import_library("pyarrow", "parquet"), import_library("pyarrow.parquet", "parquet")
    full = replace(table, extended=table.model.extensions)
    fields = [pa.field("plan_id", pa.string(), nullable=False)]
    fields += [_make_plain_field(pa, make_arrow_field(pa, column)) for column in describe_columns(full)]
    columns = [
        [plan_id] * len(full.rows),
        *(list(values) for values in zip(*full.iter_values(), strict=True)),
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), out, compression="zstd")
    return out.getvalue()


def _make_plain_field(pa: Any, field: Any) -> Any:
    """Return a field of categories as one of strings: the parts of a table may differ in categories."""
    return field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader finds either what was there or all of the new bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    staged.write_bytes(data)
    staged.replace(path)
