"""Encode tables as Parquet, one file each, with the types of the model.

The metadata of the file describe the source of the data; the metadata of a field describe its meaning.
"""

from __future__ import annotations

import io
from typing import Any

from planextract.export.extras import import_library
from planextract.export.facts import collect_facts
from planextract.model.plan import Plan
from planextract.model.table_rows import TableRows
from planextract.model.table_schema import ColumnSchema, describe_columns


def parquet_bytes(table: TableRows, plan: Plan) -> bytes:
    """Return a table as the bytes of a Parquet file.

    Raises UsageError when pyarrow is missing.
    """
    pa, pq = import_library("pyarrow", "parquet"), import_library("pyarrow.parquet", "parquet")
    described = describe_columns(table)
    schema = pa.schema([make_arrow_field(pa, column) for column in described], metadata=collect_facts(plan))
    data = [list(values) for values in zip(*table.iter_values(), strict=True)] or [[] for _ in described]
    arrays = [pa.array(values, field.type) for values, field in zip(data, schema, strict=True)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def make_arrow_field(pa: Any, column: ColumnSchema) -> Any:
    """Return the Arrow field of a column; `pa` is the pyarrow module."""
    kinds = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "string": pa.string()}
    # a fixed list of words is a category to pandas and the like
    kind = pa.dictionary(pa.int8(), pa.string()) if column.values else kinds[column.kind]
    metadata = {"description": column.description} if column.description else None
    return pa.field(column.name, kind, nullable=column.nullable, metadata=metadata)
