"""In which order the text of a page is read that is set in two columns."""

from __future__ import annotations

from planextract.layout.page_layout import build_blocks
from planextract.layout.spread import split_spread
from planextract.model.layout import Line, Table
from tests.support.build import glyphs, ruled

LEFT = ("園路の段差をなくしだれもが歩ける", "緑道にします。沿道の団体とともに花", "壇の手入れを続けます。")
RIGHT = ("休憩所を三か所に置き、見守りの目を", "増やします。夜間の照明は省電力のも", "のに替えます。")


def texts(*blocks: object) -> list[str]:
    return [
        block.text if isinstance(block, Line) else "table"
        for block in blocks
        if isinstance(block, Line | Table)
    ]


def test_running_text_in_two_columns_is_read_column_by_column() -> None:
    rows = [
        glyph
        for place, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
        for glyph in (*glyphs(left, 20, 100 + 13 * place), *glyphs(right, 230, 100 + 13 * place))
    ]
    found = build_blocks([*glyphs("見出し", 20, 50), *rows, *glyphs("後の文", 20, 200)], ())
    assert texts(*found) == ["見出し", *LEFT, *RIGHT, "後の文"]


def test_labels_with_their_values_are_read_across() -> None:
    rows = [
        *glyphs("所管課", 20, 100),
        *glyphs("土木部", 230, 100),
        *glyphs("費用", 20, 113),
        *glyphs("百円", 230, 113),
    ]
    assert texts(*build_blocks(rows, ())) == ["所管課　土木部", "費用　百円"]


def test_tables_side_by_side_take_the_text_over_them_along() -> None:
    words = [
        *glyphs("１甲の事業", 20, 50),
        *glyphs("２乙の事業", 230, 50),
        *glyphs("甲", 25, 115),
        *glyphs("乙", 235, 115),
    ]
    rules = [*ruled((20, 60, 100), (100, 120, 140)), *ruled((230, 270, 310), (100, 120, 140))]
    assert texts(*build_blocks(words, rules)) == ["１甲の事業", "table", "２乙の事業", "table"]


def test_four_pages_on_a_sheet_are_read_row_by_row() -> None:
    pages = [
        glyphs(f"{name}の頁の文の終わりまで", x, y, 5)
        for name, x, y in (("一", 30, 60), ("二", 330, 60), ("三", 30, 480), ("四", 330, 480))
    ]
    sides = list(split_spread(595, 842, [glyph for page in pages for glyph in page], ()))
    assert ["".join(glyph.text for glyph in own)[:1] for own, _ in sides] == ["一", "二", "三", "四"]
