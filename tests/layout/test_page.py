"""Text in the cells it stands in, the rest as lines."""

from __future__ import annotations

from planextract.layout.page_layout import build_blocks, build_page_layout
from planextract.model.layout import Line, Table
from planextract.model.page import CleanPage, DroppedContent, DropReason
from tests.support.build import across, clean, down, glyphs, ruled


def test_text_goes_into_its_cell_and_the_rest_are_lines() -> None:
    page = (
        *glyphs("題", 10, 10),
        *glyphs("目標", 12, 35),
        *glyphs("検討", 112, 35),
        *glyphs("実施", 112, 65),
        *glyphs("注", 10, 95),
    )
    before, table, after = build_blocks(page, ruled([10, 100, 190], [20, 50, 80]))
    assert isinstance(before, Line)
    assert isinstance(after, Line)
    assert isinstance(table, Table)
    assert (before.text, after.text) == ("題", "注")
    assert [cell.text for cell in table.cells] == ["目標", "検討", "", "実施"]
    assert table.glyphs == 6


def test_lines_of_a_cell_are_kept_apart() -> None:
    page = (*glyphs("工事", 12, 30), *glyphs("開設", 12, 42))
    (table,) = build_blocks(page, ruled([10, 100, 190], [20, 50, 80]))
    assert isinstance(table, Table)
    assert table.cells[0].text == "工事\n開設"
    assert table.cells[0].joined_text == "工事開設"


def test_a_frame_is_no_table() -> None:
    (line,) = build_blocks(glyphs("戦略計画22", 15, 40), ruled([10, 190], [20, 60]))
    assert isinstance(line, Line)
    assert line.boxed


def test_a_table_in_a_frame_is_a_table() -> None:
    rules = [*ruled([0, 200], [0, 100]), *ruled([10, 100, 190], [20, 50, 80])]
    found = build_blocks((*glyphs("目標", 12, 35), *glyphs("題", 10, 12)), rules)
    assert [type(block) for block in found] == [Line, Table]


def test_an_empty_table_says_nothing() -> None:
    assert build_blocks((), ruled([10, 100, 190], [20, 50, 80])) == ()


def test_every_glyph_is_counted_once() -> None:
    page = (*glyphs("題名", 10, 10), *glyphs("目標", 12, 35), *glyphs("はみ出す長い文字列", 150, 35))
    rules = [*ruled([10, 100, 190], [20, 50, 80]), across(5, 0, 200), down(3, 0, 100)]
    assert sum(block.glyphs for block in build_blocks(page, rules)) == len(page)


def test_what_is_hidden_is_laid_out_by_itself() -> None:
    ghost = glyphs("隠れた事業の題名がここに書かれているのです")
    page = CleanPage(1, 200, 100, glyphs("見える"), (), (DroppedContent(DropReason.CLIPPED, ghost, ()),))
    layout = build_page_layout(page)
    (seen,) = layout.blocks
    ((unseen,),) = layout.hidden
    assert isinstance(seen, Line)
    assert isinstance(unseen, Line)
    assert seen.text == "見える"
    assert unseen.text == "隠れた事業の題名がここに書かれているのです"
    assert layout.dropped == {"clipped": len(ghost)}


def test_strikes_are_counted_but_not_laid_out() -> None:
    ghost = glyphs("二度打たれた文字がここに書かれているのです")
    dropped = (DroppedContent(DropReason.OVERPRINTED, ghost, ()),)
    layout = build_page_layout(CleanPage(1, 200, 100, glyphs("見える"), (), dropped))
    assert layout.hidden == ()
    assert layout.dropped == {"struck-again": len(ghost)}


def test_a_blank_page() -> None:
    layout = build_page_layout(clean(()))
    assert (layout.blocks, layout.hidden, layout.dropped) == ((), (), {})


def test_a_number_in_a_frame_is_read_before_the_taller_caption_beside_it() -> None:
    page = (*glyphs("№3-1", 20, 40, 8), *glyphs("年度別の取組計画", 80, 40, 12))
    found = build_blocks(page, ruled([15, 60], [28, 45]))
    assert [block.text for block in found if isinstance(block, Line)] == ["№3-1", "年度別の取組計画"]


def test_a_frame_around_a_word_in_a_cell_leaves_it_in_its_cell() -> None:
    words = (*glyphs("訪問", 20, 30), *glyphs("実施", 110, 30), *glyphs("充実", 110, 60))
    table = ruled([10, 100, 190], [10, 40, 70])
    frame = ruled([108, 132], [20, 33])
    (block,) = build_page_layout(CleanPage(1, 200, 100, words, (*table, *frame), ())).blocks
    assert isinstance(block, Table)
    assert [cell.text for cell in block.cells] == ["訪問", "実施", "", "充実"]
