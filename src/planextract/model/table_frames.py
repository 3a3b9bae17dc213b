"""Turn the published tables into data frames of pandas or Polars, with the types of their columns."""

from __future__ import annotations

import importlib
from typing import Any

from planextract.model.table_rows import TableRows
from planextract.model.table_schema import describe_columns

_PANDAS_TYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
_POLARS_TYPES = {"string": "String", "integer": "Int64", "number": "Float64", "boolean": "Boolean"}


def build_pandas_frame(table: TableRows) -> Any:
    """Return a table as a pandas DataFrame. Raises ModuleNotFoundError without pandas."""
    pandas = importlib.import_module("pandas")
    columns = zip(*table.iter_values(), strict=True) if table.rows else [()] * len(table.columns)
    return pandas.DataFrame(
        {
            column.name: pandas.Series(list(values), dtype=_PANDAS_TYPES[column.kind])
            for column, values in zip(describe_columns(table), columns, strict=True)
        }
    )


def build_polars_frame(table: TableRows) -> Any:
    """Return a table as a Polars DataFrame. Raises ModuleNotFoundError without polars."""
    polars = importlib.import_module("polars")
    schema = {column.name: getattr(polars, _POLARS_TYPES[column.kind]) for column in describe_columns(table)}
    return polars.DataFrame(list(table.iter_values()), schema=schema, orient="row")
