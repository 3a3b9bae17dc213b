"""Write all tables as an SQLite database, with keys, views of one grain each, and full-text search.

Every table of rows but `projects` has a column `row`, its printed order, as key. `texts` contains every text
of a project with full-width forms narrowed, so that AI finds ＡＩ. `projects_fts`, `milestones_fts` and
`texts_fts` are indexes that Datasette detects; with MATCH they find any part of a text of three or more
characters. For one or two, use LIKE on `texts`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from planextract.errors import UsageError
from planextract.export.facts import collect_facts
from planextract.export.sqlite_views import VIEWS
from planextract.japanese.widths import narrow_width
from planextract.model.field_values import iter_searched_texts
from planextract.model.plan import Plan
from planextract.model.table_rows import TableRows, build_tables
from planextract.model.table_schema import FOREIGN_KEYS, PRIMARY_KEYS, ColumnSchema, describe_columns
from planextract.wording.messages import make_message

_MIN_SQLITE_VERSION = (3, 34, 0)
"""First version of SQLite with a trigram index, which finds Japanese text without a dictionary."""

_SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}

_TEXTS_TABLE_SQL = """
CREATE TABLE texts (
  id TEXT PRIMARY KEY REFERENCES projects (id),
  title TEXT NOT NULL,
  text TEXT NOT NULL
)
"""

_INDEXED_COLUMNS = {
    "projects": ("title", "strategy_title", "section", "description"),
    "milestones": ("goal", "text", "note"),
    "texts": ("title", "text"),
}


def sqlite_bytes(plan: Plan) -> bytes:
    """Return the bytes of the database file.

    Raises UsageError when the SQLite that Python was built with is too old.
    """
    if sqlite3.sqlite_version_info < _MIN_SQLITE_VERSION:
        raise UsageError(
            make_message(
                "The sqlite format needs SQLite 3.34, and Python has {sqlite_version} here.",
                sqlite_version=sqlite3.sqlite_version,
            ),
            "Use a newer Python, or another format.",
        )
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA page_size = 4096")
        database.execute("BEGIN")
        database.execute("CREATE TABLE source (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.executemany("INSERT INTO source VALUES (?, ?)", collect_facts(plan).items())
        published = build_tables(plan)
        for table in published:
            _create_table(database, table)
        _explain_columns(database, published)
        for name, sql in VIEWS.items():
            database.execute(f"CREATE VIEW {name} AS{sql}")
        database.execute(_TEXTS_TABLE_SQL)
        database.executemany("INSERT INTO texts VALUES (?, ?, ?)", _iter_text_rows(plan))
        _create_search_indexes(database)
        database.execute("COMMIT")
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def _create_table(database: sqlite3.Connection, table: TableRows) -> None:
    """Create one table with its rows, keys and the index of its foreign key."""
    described = describe_columns(table)
    parts = [] if table.name in PRIMARY_KEYS else ['"row" INTEGER PRIMARY KEY']
    parts += [_define_column(column) for column in described]
    if table.name in PRIMARY_KEYS:
        parts.append(f"PRIMARY KEY ({_quote_names(PRIMARY_KEYS[table.name])})")
    if table.name in FOREIGN_KEYS:
        column, other, key = FOREIGN_KEYS[table.name]
        parts.append(
            f"FOREIGN KEY ({_quote_name(column)}) REFERENCES {_quote_name(other)} ({_quote_name(key)})"
        )
    listed = ",\n  ".join(parts)
    database.execute(f"CREATE TABLE {_quote_name(table.name)} (\n  {listed}\n)")
    places = ", ".join("?" * len(described))
    database.executemany(
        f"INSERT INTO {_quote_name(table.name)} ({_quote_names(table.columns)}) VALUES ({places})",
        table.iter_values(),
    )
    if table.name in FOREIGN_KEYS:
        column = FOREIGN_KEYS[table.name][0]
        database.execute(
            f"CREATE INDEX {_quote_name(f'{table.name}_{column}')} "
            f"ON {_quote_name(table.name)} ({_quote_name(column)})"
        )


def _explain_columns(database: sqlite3.Connection, published: Iterable[TableRows]) -> None:
    """Create the table `columns`: the label and meaning of every column in English and in Japanese."""
    database.execute(
        "CREATE TABLE columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, label_ja TEXT NOT NULL, "
        "meaning TEXT NOT NULL, meaning_ja TEXT NOT NULL, PRIMARY KEY (table_name, column_name))"
    )
    database.executemany(
        "INSERT INTO columns VALUES (?, ?, ?, ?, ?)",
        (
            (table.name, column.name, column.label, column.description, column.meaning)
            for table in published
            for column in describe_columns(table)
        ),
    )


def _define_column(column: ColumnSchema) -> str:
    """Return the SQL that defines a column."""
    parts = [_quote_name(column.name), _SQL_TYPES[column.kind]]
    if not column.nullable:
        parts.append("NOT NULL")
    if column.values:
        parts.append(
            f"CHECK ({_quote_name(column.name)} IN ({', '.join(map(_quote_literal, column.values))}))"
        )
    elif column.kind == "boolean":
        parts.append(f"CHECK ({_quote_name(column.name)} IN (0, 1))")
    return " ".join(parts)


def _create_search_indexes(database: sqlite3.Connection) -> None:
    for table, names in _INDEXED_COLUMNS.items():
        index = f"{table}_fts"
        # Datasette knows an index by its content="…"
        database.execute(
            f"CREATE VIRTUAL TABLE {index} "
            f'USING fts5({_quote_names(names)}, content="{table}", tokenize="trigram")'
        )
        database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _iter_text_rows(plan: Plan) -> Iterator[tuple[str, str, str]]:
    for project in plan.projects:
        yield (
            project.id,
            narrow_width(project.title or ""),
            narrow_width("\n".join(iter_searched_texts(project))),
        )


def _quote_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quote_names(names: tuple[str, ...]) -> str:
    return ", ".join(map(_quote_name, names))


def _quote_literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
