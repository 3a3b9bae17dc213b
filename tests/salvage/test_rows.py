"""Cells to rows, with cells given by hand."""

from __future__ import annotations

import pytest

from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.salvage.cell_assignment import RowRules, assign_loose_cells, find_stackings
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.goal_rows import bind_rows
from planextract.salvage.text_lines import TextLine

RULES = RowRules(load_vocabulary("milestones"), 5)


def goal(number: int, *lines: str) -> Fragment:
    own = tuple(TextLine(1, number + at, number + at, text) for at, text in enumerate(lines))
    return Fragment(FragmentKind.TEXT, own, "".join(lines))


def cells(number: int, *texts: str, stacked: bool = False) -> Fragment:
    line = TextLine(1, number, number, " ".join(texts))
    return Fragment(FragmentKind.CELLS, (line,), "\n".join(texts), texts, stacked=stacked)


@pytest.mark.parametrize(
    ("row", "allowed"),
    [
        (("検討", "検討", "策定", "―", "策定"), True),
        (("実施", "充実", "実施", "実施", "充実"), True),
        (("用地取得", "設計", "工事", "開設", "設計\n工事\n開設"), True),
        (("検討", "一部導入", "拡大", "拡大", "導入・拡大"), True),
        (("3件", "2件", "4件", "1件", "7件"), True),
        (("検討", "構築", "運用", "運用", "構築\n運用開始"), False),  # no year says 運用開始
        (("実施", "検討", "実施", "実施", "実施"), False),
        (("検討", "運用", "構築", "運用", "運用"), False),
        (("3件", "実施", "4件", "1件", "7件"), False),
        (("検討", "検討\n検討", "実施", "実施", "実施"), False),
    ],
)
def test_what_a_row_may_say(row: tuple[str, ...], allowed: bool) -> None:
    assert RULES.is_possible(row) is allowed


def test_lines_of_one_cell_are_found_by_the_number_of_cells() -> None:
    pieces = [
        cells(1, "検討\n検討", stacked=True),
        cells(3, "導入", stacked=True),
        cells(4, "拡大", "拡大", "導入・拡大"),
    ]
    allowed = [way for way in find_stackings(pieces, 5) if RULES.is_possible(way)]
    assert allowed == [("検討", "検討\n導入", "拡大", "拡大", "導入・拡大")]


def test_amounts_between_cells_are_the_budgets() -> None:
    pieces = [goal(1, "橋の点検"), *(cells(at, text, stacked=True) for at, text in enumerate(
        ["試行", "実施", "5", "実施", "6", "充実", "7", "充実", "18"], start=2
    ))]  # fmt: skip
    bound = bind_rows(pieces, RULES, budget=True)
    assert [row.cells for row in bound.rows] == [("試行", "実施", "実施", "充実", "充実")]
    assert bound.amounts == ("5", "6", "7", "18")


def test_goals_one_to_a_line_are_told_from_one_that_goes_on() -> None:
    row = ["実施", "実施", "充実", "充実", "充実"]
    two = [cells(at, text, stacked=True) for at, text in enumerate([*row, *row], start=9)]
    apart = bind_rows([goal(1, "橋の点検", "水路の清掃のしくみ"), *two], RULES, budget=False)
    assert [item.goal for item in apart.rows] == ["橋の点検", "水路の清掃のしくみ"]
    broken = bind_rows([goal(1, "水路の清掃のしくみづく", "り"), *two], RULES, budget=False)
    assert [item.goal for item in broken.rows] == ["水路の清掃のしくみづくり"]
    assert not broken.rows[0].is_whole


def test_a_total_that_adds_up_settles_where_a_quantity_stands() -> None:
    rows = bind_rows([goal(1, "雨庭"), cells(2, "11件", "10件", "12件", "22件")], RULES, budget=False).rows
    assert assign_loose_cells(rows, [cells(9, "44件")], RULES)
    assert rows[0].cells == ("11件", "10件", "12件", "22件", "44件")
