"""Rows of tables that are kept by spaces."""

from __future__ import annotations

from planextract.profiles.loader import load_vocabulary
from planextract.salvage.cell_assignment import RowRules
from planextract.salvage.text_grid import read_grid_rows
from planextract.salvage.text_lines import TextLine

RULES = RowRules(load_vocabulary("milestones"), 4)


def table(text: str, *, scaled: bool = False) -> list[TextLine]:
    found: list[TextLine] = []
    gap = True
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        if line.strip():
            found.append(TextLine(1, number, number, line.rstrip(), gap, scaled=scaled))
        gap = not line.strip()
    return found


def rows(text: str, *, scaled: bool = False) -> list[tuple[str, tuple[str, ...]]] | None:
    found = read_grid_rows(table(text, scaled=scaled), RULES)
    return found and [(row.goal, row.cells) for row in found]


def test_lines_above_and_below_belong_to_the_row_they_surround() -> None:
    text = """
橋の点検を担う団体                        実施
          検討    実施    充実
への助成                             充実
水路の清掃     ―     検討    実施    実施
"""
    assert rows(text) == [
        ("橋の点検を担う団体への助成", ("検討", "実施", "充実", "実施\n充実")),
        ("水路の清掃", ("―", "検討", "実施", "実施")),
    ]


def test_a_blank_year_is_known_by_its_column() -> None:
    text = """
橋の点検      検討    実施    充実    充実
水路の清掃     検討    実施          実施
"""
    found = rows(text)
    assert found is not None
    assert found[1] == ("水路の清掃", ("検討", "実施", "", "実施"))


def test_columns_may_be_as_wide_as_the_characters_of_a_line() -> None:
    text = """
職員の研修         240人       300人       300人
                                                900人
水路の清掃      検討      実施      実施      実施
"""
    assert rows(text) is None  # 900人 is no line's last column
    assert rows(text.replace("\n" + " " * 48 + "900人", " " * 7 + "600人"), scaled=True) == [
        ("職員の研修", ("240人", "300人", "300人", "600人")),
        ("水路の清掃", ("検討", "実施", "実施", "実施")),
    ]


def test_what_can_not_be_cut_into_rows_is_none() -> None:
    assert rows("橋の点検    検討    実施\n水路の清掃   検討\n") is None
