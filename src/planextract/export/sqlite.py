"""Write all tables as an SQLite database, with keys, a view that joins them, and full-text search.

Every table of rows but `projects` has a column `row`, its printed order, as key. `plan` joins project,
item and period. `texts` contains every text of a project with full-width forms narrowed, so that AI finds
ＡＩ. `projects_fts`, `milestones_fts` and `texts_fts` are indexes that Datasette detects; with MATCH they
find any part of a text of three or more characters. For one or two, use LIKE on `texts`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from planextract.errors import UsageError
from planextract.export.facts import facts
from planextract.japanese.widths import fold
from planextract.model.plan import Plan, Project
from planextract.model.table_rows import TableRows, tables
from planextract.model.table_schema import KEYS, REFERENCES, Column, columns

_OLDEST = (3, 34, 0)
"""First version of SQLite with a trigram index, which finds Japanese text without a dictionary."""

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}

_VIEW = """
CREATE VIEW plan AS
SELECT p.id, p.pillar, p.pillar_title, p.strategy, p.strategy_title, p.title, p.starred,
       m.item, m.goal, m.period, m.fiscal_year, m.text, m.stage, m.term, m.note, m.value, m.unit,
       b.amount AS budget, b.unit AS budget_unit
FROM projects p
LEFT JOIN milestones m ON m.id = p.id
LEFT JOIN budgets b ON b.id = p.id AND b.period = m.period
ORDER BY p.rowid, m."row"
"""

_TEXTS = """
CREATE TABLE texts (
  id TEXT PRIMARY KEY REFERENCES projects (id),
  title TEXT NOT NULL,
  text TEXT NOT NULL
)
"""

_INDEXED = {
    "projects": ("title", "strategy_title", "section", "description"),
    "milestones": ("goal", "text", "note"),
    "texts": ("title", "text"),
}


def sqlite_bytes(plan: Plan) -> bytes:
    """Return the bytes of the database file.

    Raises UsageError when the SQLite that Python was built with is too old.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise UsageError(
            f"The sqlite format needs SQLite 3.34, and Python has {sqlite3.sqlite_version} here.",
            "Use a newer Python, or another format.",
        )
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA page_size = 4096")
        database.execute("BEGIN")
        database.execute("CREATE TABLE source (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.executemany("INSERT INTO source VALUES (?, ?)", facts(plan).items())
        for table in tables(plan):
            _fill(database, table)
        database.execute(_VIEW)
        database.execute(_TEXTS)
        database.executemany("INSERT INTO texts VALUES (?, ?, ?)", _texts_of(plan))
        _index(database)
        database.execute("COMMIT")
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def _fill(database: sqlite3.Connection, table: TableRows) -> None:
    """Create one table with its rows, keys and the index of its foreign key."""
    described = columns(table)
    parts = [] if table.name in KEYS else ['"row" INTEGER PRIMARY KEY']
    parts += [_definition(column) for column in described]
    if table.name in KEYS:
        parts.append(f"PRIMARY KEY ({_names(KEYS[table.name])})")
    if table.name in REFERENCES:
        column, other, key = REFERENCES[table.name]
        parts.append(f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(other)} ({_name(key)})")
    listed = ",\n  ".join(parts)
    database.execute(f"CREATE TABLE {_name(table.name)} (\n  {listed}\n)")
    places = ", ".join("?" * len(described))
    database.executemany(
        f"INSERT INTO {_name(table.name)} ({_names(table.columns)}) VALUES ({places})", table.values()
    )
    if table.name in REFERENCES:
        column = REFERENCES[table.name][0]
        database.execute(
            f"CREATE INDEX {_name(f'{table.name}_{column}')} ON {_name(table.name)} ({_name(column)})"
        )


def _definition(column: Column) -> str:
    """Return the SQL that defines a column."""
    parts = [_name(column.name), _TYPES[column.kind]]
    if not column.nullable:
        parts.append("NOT NULL")
    if column.values:
        parts.append(f"CHECK ({_name(column.name)} IN ({', '.join(map(_literal, column.values))}))")
    elif column.kind == "boolean":
        parts.append(f"CHECK ({_name(column.name)} IN (0, 1))")
    return " ".join(parts)


def _index(database: sqlite3.Connection) -> None:
    for table, names in _INDEXED.items():
        index = f"{table}_fts"
        # Datasette knows an index by its content="…"
        database.execute(
            f'CREATE VIRTUAL TABLE {index} USING fts5({_names(names)}, content="{table}", tokenize="trigram")'
        )
        database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _texts_of(plan: Plan) -> Iterator[tuple[str, str, str]]:
    for project in plan.projects:
        yield project.id, fold(project.title or ""), fold("\n".join(_texts(project)))


def _texts(project: Project) -> Iterator[str]:
    """Yield every printed text of a project."""
    yield project.title or ""
    yield project.section or ""
    yield project.description
    for item in project.items:
        yield item.goal
        yield from (cell.text for cell in item.cells)
    for department in project.departments:
        yield from (department.department, *department.sections)
    for row in project.relisted:
        yield from (row.initiative, row.content)
    for note in project.footnotes:
        yield from (note.term or "", note.text)
    yield project.remarks


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(_name, names))


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
