"""The rules for tables that machines can read: what breaks each, and that written tables keep all."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from plandraw import draw, random_plan, random_style
from planextract.api import Options, parse
from planextract.compliance import CHECK_SETS, Sheet
from planextract.compliance.compliance_check import CellValue, apply_checks
from planextract.compliance.sheets import read_sheets
from planextract.errors import UnreadableError
from planextract.export import write_plan

openpyxl = pytest.importorskip("openpyxl", reason="the xlsx extra is not installed")

RULES = CHECK_SETS["soumu"]
SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"


def _broken(*found: Sheet) -> list[tuple[str, int | None, int | None]]:
    return [
        (report.check.code, breach.row, breach.column)
        for report in apply_checks(RULES, found)
        for breach in report.breaches
    ]


@pytest.mark.parametrize("seed", [None, 1, 2, 3, 4])
def test_written_tables_keep_every_rule(tmp_path: Path, seed: int | None) -> None:
    path = SAMPLE
    if seed is not None:
        rng = Random(seed)
        path = tmp_path / "plan.pdf"
        path.write_bytes(draw(random_plan(rng), random_style(rng), []).pdf)
    plan = parse(path, Options(body_code="131202", body_name="東雲野区"))
    write_plan(plan, tmp_path / "out", ["csv", "xlsx"])
    found = read_sheets(tmp_path / "out")
    assert len(found) == 7 + 9
    assert _broken(*found) == []


def test_a_body_without_a_name_is_only_a_warning(tmp_path: Path) -> None:
    write_plan(parse(SAMPLE), tmp_path, ["csv"])
    reports = [report for report in apply_checks(RULES, read_sheets(tmp_path)) if report.breaches]
    assert {(report.check.code, report.check.severity) for report in reports} == {
        ("soumu-1-12-named", "warning")
    }


def _budgets(*rows: tuple[CellValue, ...], typed: bool = True, header: tuple[CellValue, ...] = ()) -> Sheet:
    heads = header or ("id", "period", "fiscal_year", "amount", "unit", "body_code")
    return Sheet("plan.xlsx", "budgets", heads, rows, typed)


GOOD: tuple[CellValue, ...] = ("5-1", "2027", 2027, 48, "百万円", "131202")


def _with(**changes: CellValue) -> tuple[CellValue, ...]:
    names = ("id", "period", "fiscal_year", "amount", "unit", "body_code")
    return tuple(changes.get(name, value) for name, value in zip(names, GOOD, strict=True))


def test_good_rows_break_nothing() -> None:
    assert _broken(_budgets(GOOD)) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (_with(id="5-1、5-2"), "soumu-1-2", 1),
        (_with(period="2027 2028"), "soumu-1-2", 2),
        (_with(amount="1,200"), "soumu-1-3", 4),
        (_with(amount="４８"), "soumu-1-3", 4),
        (_with(amount="48百万円"), "soumu-1-3", 4),
        (_with(amount="48"), "soumu-1-3", 4),
        (_with(amount="―"), "soumu-1-13", 4),
        (_with(amount="***"), "soumu-1-13", 4),
        (_with(id=" 5-1"), "soumu-1-5", 1),
        (_with(unit="百　　万円"), "soumu-1-5", 5),
        (_with(id=None), "soumu-1-6", 1),
        (_with(id="〃"), "soumu-1-6", 1),
        (_with(unit=None), "soumu-1-9", 4),
        (_with(period="①"), "soumu-1-10", 2),
        (_with(period="令和９年度"), "soumu-1-11", 2),
        (_with(period="R9"), "soumu-1-11", 2),
        (_with(fiscal_year=27), "soumu-1-11", 3),
        (_with(body_code="131203"), "soumu-1-12", 6),
        (_with(body_code=131202), "soumu-1-12", 6),
    ],
)
def test_each_rule_finds_its_breach(row: tuple[CellValue, ...], code: str, column: int) -> None:
    assert _broken(_budgets(GOOD, row)) == [(code, 3, column)]


def test_rules_about_the_whole_sheet() -> None:
    header = ("id", "period", "fiscal_year", "amount", "unit", "body_code")
    assert _broken(_budgets(GOOD, (None,) * 6, GOOD)) == [("soumu-1-6", 3, 1), ("soumu-1-14", 3, None)]
    assert _broken(_budgets(GOOD, GOOD[:5])) == [("soumu-1-14", 3, None)]
    assert ("soumu-1-15", 3, None) in _broken(_budgets(GOOD, header))
    assert _broken(_budgets(header=("id", None, "fiscal_year", "amount", "amount", "body_code"))) == [
        ("soumu-1-6", 1, 2),
        ("soumu-1-6", 1, 4),
        ("soumu-1-6", 1, 5),
    ]


def test_a_workbook_that_was_made_for_the_eye(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "budgets"
    sheet.append(["id", "amount", "unit", "body_name"])
    sheet.append(["5-1", "=1+1", "円", "東雲野区"])
    sheet.append(["5-2", None, "円", "東雲野区"])
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "plan.xlsx")
    codes = {code for code, _, _ in _broken(*read_sheets(tmp_path))}
    assert {"soumu-1-4", "soumu-1-7"} <= codes


def test_a_table_edited_by_hand(tmp_path: Path) -> None:
    write_plan(parse(SAMPLE, Options(body_code="131202")), tmp_path, ["csv"])
    path = tmp_path / "budgets.csv"
    text = path.read_bytes().decode("utf-8-sig")
    path.write_bytes(text.replace(",48,百万円", ',"1,048",百万円', 1).encode("utf-8-sig"))
    assert _broken(*read_sheets(tmp_path)) == [("soumu-1-3", 2, 4)]


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no table"):
        read_sheets(tmp_path)
    with pytest.raises(UnreadableError, match="no folder"):
        read_sheets(tmp_path / "nowhere")
