"""The two halves of a table on facing pages of a sheet, told from tables beside each other."""

from __future__ import annotations

from dataclasses import replace

from planextract.model.layout import Block, Table
from planextract.structure.facing_tables import join_facing_tables
from tests.support.build import line, table


def moved(made: Table, by: float) -> Table:
    cells = tuple(
        replace(cell, box=cell.box._replace(x0=cell.box.x0 + by, x1=cell.box.x1 + by)) for cell in made.cells
    )
    box = made.box._replace(x0=made.box.x0 + by, x1=made.box.x1 + by)
    return Table(box, tuple(edge + by for edge in made.columns), made.rows, cells)


LEFT = table(("事業名", "限度額"), ("橋", "12"), ("坂", "7"))
RIGHT = moved(table(("期間", "金額"), ("９年度", "12"), ("10年度", "7")), 400)


def joined(*blocks: Block) -> list[Block]:
    return [block for _, block in join_facing_tables(enumerate(blocks), lambda block: "事業名" in str(block))]


def test_the_right_half_is_joined_to_its_rows() -> None:
    caption, foot = line("（単位：千円）", 180, x0=450), line("- 595 -", 800)
    above, whole, below = joined(LEFT, foot, caption, RIGHT)
    assert (above, below) == (caption, foot)
    assert isinstance(whole, Table)
    rows = [[cell.text for cell in whole.cells if cell.row == row] for row in range(3)]
    assert rows == [
        ["事業名", "限度額", "期間", "金額"],
        ["橋", "12", "９年度", "12"],
        ["坂", "7", "10年度", "7"],
    ]


def test_a_table_with_a_header_of_its_own_stays() -> None:
    other = moved(LEFT, 400)
    assert joined(LEFT, other) == [LEFT, other]


def test_a_table_with_other_rows_stays() -> None:
    other = moved(table(("期間",), ("９年度",)), 400)
    assert joined(LEFT, other) == [LEFT, other]
