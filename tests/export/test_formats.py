"""Every format, read back with the tools that people open it with, says what plan.json says."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from plandraw import draw, random_plan, random_style
from planextract.api import Options, parse
from planextract.errors import OutputError, UsageError
from planextract.export import extras, write_plan
from planextract.export.formats import FORMATS, parse_format_names
from planextract.export.xlsx import xlsx_bytes
from planextract.model.plan import Plan
from tests.export.facts_of_json import expected

openpyxl = pytest.importorskip("openpyxl", reason="the xlsx extra is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the parquet extra is not installed")

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"
LIST = SAMPLE.with_name("shiomino.pdf")
TABLES = ("projects", "milestones", "budgets", "departments", "relisted", "footnotes", "findings")
OF_LISTS = ("funding", "classification", "extra", "totals")
"""Tables that are only there where a list fills them."""


def _random_pdf(folder: Path, seed: int) -> Path:
    rng = Random(seed)
    path = folder / f"random-{seed}.pdf"
    path.write_bytes(draw(random_plan(rng), random_style(rng), []).pdf)
    return path


@pytest.fixture(scope="module", params=["sample", "sample with body", "list", 3])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    path = _random_pdf(folder, request.param) if isinstance(request.param, int) else SAMPLE
    options = Options()
    if request.param == "sample with body":
        options = Options(body_code="131202", body_name="東雲野区", licence="CC-BY-4.0")
    elif request.param == "list":
        path, options = LIST, Options(profile="list")
    write_plan(parse(path, options), folder / "out", FORMATS)
    return folder / "out"


@pytest.fixture
def plan(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "plan.json").read_bytes())
    return found


@pytest.fixture(params=[*TABLES, *OF_LISTS])
def table(request: pytest.FixtureRequest, written: Path, plan: dict[str, Any]) -> str:
    name: str = request.param
    if name not in expected(plan):
        assert not list(written.glob(f"{name}.*"))
        pytest.skip("only lists have it")
    return name


def _by_name(header: list[str], rows: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(header, row, strict=True)) for row in rows]


def _blank_is_none(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a format without empty texts can tell."""
    return [{key: None if value == "" else value for key, value in row.items()} for row in rows]


def test_csv(written: Path, plan: dict[str, Any], table: str) -> None:
    def printed(value: object) -> str:
        if value is None:
            return ""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return f"'{text}" if isinstance(value, str) and len(text) > 1 and text[0] in "=+-@" else text

    rows = list(csv.DictReader(io.StringIO((written / f"{table}.csv").read_text("utf-8-sig"), newline="")))
    assert rows == [{key: printed(value) for key, value in row.items()} for row in expected(plan)[table]]


def test_xlsx(written: Path, plan: dict[str, Any], table: str) -> None:
    sheet = openpyxl.load_workbook(written / "plan.xlsx")[table]
    header, *rows = sheet.iter_rows(values_only=True)
    starred = [
        {**row, "starred": "★" if row["starred"] else None} if "starred" in row else row
        for row in expected(plan)[table]
    ]
    assert _by_name(list(header), rows) == _blank_is_none(starred)
    assert sheet.freeze_panes == "A2"


def test_xlsx_explains_every_column(written: Path, plan: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(written / "plan.xlsx")
    explained = {row[:2] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    assert explained == {
        (name, cell.value) for name in expected(plan) for cell in next(book[name].iter_rows(max_row=1))
    }


def test_sqlite(written: Path, plan: dict[str, Any], table: str) -> None:
    with sqlite3.connect(written / "plan.sqlite") as database:
        database.row_factory = sqlite3.Row
        found = [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")]
    if table != "projects":
        assert [row.pop("row") for row in found] == list(range(1, len(found) + 1))
    assert found == expected(plan)[table]


def test_sqlite_is_sound(written: Path, plan: dict[str, Any]) -> None:
    database = sqlite3.connect(written / "plan.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = expected(plan)
    keys = {table: database.execute(f"PRAGMA foreign_key_list({table})").fetchall() for table in rows}
    assert {
        table for table, found in keys.items() if found and found[0][2:5] == ("projects", "id", "id")
    } == {
        "milestones",
        "budgets",
        "departments",
        "relisted",
        "footnotes",
    } | ({"funding", "classification"} & set(rows))
    joined = database.execute("SELECT id, item, period, term, value FROM plan WHERE item NOTNULL")
    assert joined.fetchall() == [
        (row["id"], row["item"], row["period"], row["term"], row["value"]) for row in rows["milestones"]
    ]
    database.close()


def test_sums_over_a_view_are_right(written: Path, plan: dict[str, Any]) -> None:
    yen = {"百万円": 1_000_000, "万円": 10_000, "千円": 1_000, "円": 1}
    amounts = [
        (project["id"], amount["fiscal_year"], amount["amount"] * yen[project["budget"]["unit"]])
        for project in plan["projects"]
        if project["budget"]
        for amount in project["budget"]["amounts"]
        if amount["amount"] is not None
    ]
    total = sum(amount for _, _, amount in amounts) or None
    with sqlite3.connect(written / "plan.sqlite") as database:
        (found,) = database.execute("SELECT sum(amount_yen) FROM budget_by_year").fetchone()
        assert found == total
        (found,) = database.execute("SELECT sum(amount_yen) FROM budget_by_strategy").fetchone()
        assert found == total
        (found, rows) = database.execute("SELECT sum(budget_yen), count(*) FROM project_overview").fetchone()
        assert (found, rows) == (total, len(plan["projects"]))
        (rows,) = database.execute("SELECT count(*) FROM plan WHERE item NOTNULL").fetchone()
        assert rows == len(expected(plan)["milestones"])


def test_datasette_knows_title_licence_and_columns(tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    write_plan(
        parse(SAMPLE, Options(licence="CC-BY-4.0", body_name="東雲野区")), tmp_path, ["json", "sqlite"]
    )
    metadata = json.loads((tmp_path / "metadata.json").read_bytes())
    plan = json.loads((tmp_path / "plan.json").read_bytes())
    assert metadata["title"] == plan["title"]
    assert (metadata["license"], metadata["source"]) == ("CC-BY-4.0", "東雲野区")
    with sqlite3.connect(tmp_path / "plan.sqlite") as database:
        for name, table in metadata["databases"]["plan"]["tables"].items():
            found = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            assert set(table.get("columns", ())) <= set(found)
            assert all(table.get("columns", {}).values())

    def get(path: str) -> Any:
        page = subprocess.run(
            [
                *(sys.executable, "-W", "ignore", "-m", "datasette", str(tmp_path / "plan.sqlite")),
                *("--metadata", str(tmp_path / "metadata.json"), "--get", path),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        return page.stdout

    for name in metadata["databases"]["plan"]["queries"]:
        assert json.loads(get(f"/plan/{name}.json?_shape=array"))
    shown = get("/plan/projects")
    assert "CC-BY-4.0" in shown
    assert "事業" in shown


def test_a_workbook_prints_and_shows_its_texts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(parse(SAMPLE))))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
    projects = book["projects"]
    long = max(range(2, projects.max_row + 1), key=lambda row: len(projects.cell(row, 10).value or ""))
    assert projects.row_dimensions[long].height > 30
    assert {cell.data_type for cell in projects["A"]} == {"s"}, "5-1 is no date"


MATCH = "SELECT id FROM texts WHERE rowid IN (SELECT rowid FROM texts_fts WHERE texts_fts MATCH ?)"


def test_sqlite_search_finds_japanese(tmp_path: Path) -> None:
    write_plan(parse(SAMPLE), tmp_path, ["sqlite"])
    database = sqlite3.connect(tmp_path / "plan.sqlite")

    def ids(query: str, words: str) -> list[str]:
        return [row[0] for row in database.execute(query, (words,))]

    assert ids(MATCH, "車いす") == ["5-1"]
    assert ids("SELECT id FROM texts WHERE text LIKE ?", "%石畳%") == ["5-1"]
    assert ids(
        "SELECT id FROM projects WHERE rowid IN (SELECT rowid FROM projects_fts WHERE projects_fts MATCH ?)",
        '"舟運の試行"',
    ) == ["5-2"]
    assert ids(MATCH, "無い言葉") == []
    database.close()


def test_datasette_reads_the_database(written: Path, plan: dict[str, Any]) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "datasette", "inspect", str(written / "plan.sqlite")],
        check=True,
        capture_output=True,
        text=True,
    )
    counted = json.loads(told.stdout)["plan"]["tables"]
    assert {name: counted[name]["count"] for name in expected(plan)} == {
        name: len(rows) for name, rows in expected(plan).items()
    }
    page = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", "datasette", str(written / "plan.sqlite")),
            *("--get", "/plan/projects.json?_search=の&_shape=array"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert page.returncode == 0, page.stderr


def test_parquet(written: Path, plan: dict[str, Any], table: str) -> None:
    found = pq.read_table(written / f"{table}.parquet")
    assert found.to_pylist() == expected(plan)[table]
    metadata = found.schema.metadata
    assert metadata[b"source_sha256"].decode() == plan["source"]["sha256"]
    kinds = {"fiscal_year": "int64", "value": "double", "starred": "bool", "amount": "int64", "id": "string"}
    for name in set(kinds) & set(found.column_names):
        assert str(found.schema.field(name).type) == kinds[name]


def test_datapackage_is_valid(written: Path, plan: dict[str, Any]) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.validate(str(written / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    package = frictionless.Package(str(written / "datapackage.json"))
    for name, rows in expected(plan).items():
        read = [row.to_dict() for row in package.get_resource(name).read_rows()]
        plain = [
            {key: value.removeprefix("'") if isinstance(value, str) else value for key, value in row.items()}
            for row in read
        ]
        told = [
            {key: value.removeprefix("'") if isinstance(value, str) else value for key, value in row.items()}
            for row in _blank_is_none(rows)
        ]
        assert plain == told
    assert package.sources[0]["sha256"] == plan["source"]["sha256"]


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("milestones", "検討", "検問", "constraint-error"),
        ("milestones", "5-1,1,", "5-99,1,", "foreign-key"),
        ("projects", "5-2,", "5-1,", "primary-key"),
    ],
)
def test_datapackage_tells_what_is_wrong(tmp_path: Path, table: str, old: str, new: str, kind: str) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    write_plan(parse(SAMPLE), tmp_path, ["datapackage"])
    path = tmp_path / f"{table}.csv"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert kind in {error[0] for error in report.flatten(["type"])}


def test_body_and_licence_travel(tmp_path: Path) -> None:
    options = Options(body_code="131202", body_name="東雲野区", licence="CC-BY-4.0")
    write_plan(parse(SAMPLE, options), tmp_path, FORMATS)
    plan = json.loads((tmp_path / "plan.json").read_bytes())
    assert plan["body"] == {"code": "131202", "name": "東雲野区"}
    assert plan["licence"] == "CC-BY-4.0"
    package = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["body"] == plan["body"]
    with sqlite3.connect(tmp_path / "plan.sqlite") as database:
        assert database.execute("SELECT DISTINCT body_code, typeof(body_code) FROM projects").fetchall() == [
            ("131202", "text")
        ]
    assert pq.read_table(tmp_path / "projects.parquet")["body_code"][0].as_py() == "131202"
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["budgets"]
    assert [cell.value for cell in sheet[2]][-2:] == ["131202", "東雲野区"]


def test_same_input_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(parse(SAMPLE), tmp_path / "a", FORMATS)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    write_plan(parse(SAMPLE), tmp_path / "b", FORMATS)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
    with zipfile.ZipFile(tmp_path / "a" / "plan.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


def _with_title(title: str) -> Plan:
    plan = parse(SAMPLE)
    first = plan.projects[0].model_copy(update={"title": title})
    return plan.model_copy(update={"projects": [first, *plan.projects[1:]]})


@pytest.mark.parametrize("title", ["=1+1", "+SUM(A1)", "-2", "@x", '=HYPERLINK("http://x")', "'quoted"])
def test_workbook_runs_no_formula(title: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(_with_title(title))))
    cell = book["projects"]["H2"]
    assert (cell.value, cell.data_type) == (title, "s")


def test_workbook_takes_what_xml_cannot_hold() -> None:
    data = xlsx_bytes(_with_title("a\x00b\x0b_x0041_"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "a_x0000_b_x000B__x005F_x0041_" in archive.read("xl/sharedStrings.xml").decode()


def test_workbook_refuses_to_cut_a_text() -> None:
    assert xlsx_bytes(_with_title("字" * 32_767))
    with pytest.raises(OutputError, match="32,768 characters"):
        xlsx_bytes(_with_title("字" * 32_768))


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"planextract\[xlsx\]"):
        extras.import_library("openpyxl", "xlsx")


def test_names_of_formats() -> None:
    assert parse_format_names([]) == ("json", "csv", "xlsx")
    assert parse_format_names(["csv,xlsx", " SQLite ", "csv"]) == ("csv", "xlsx", "sqlite")
    with pytest.raises(UsageError, match="'ods' is no format"):
        parse_format_names(["csv,ods"])
