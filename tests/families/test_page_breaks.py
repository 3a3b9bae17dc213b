"""What goes on over a page, and what only looks like it."""

from __future__ import annotations

import itertools

import pytest

from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_tables import PlanColumn, PlanRows, PlanTable, read_plan_table
from planextract.families.block.project_builder import ProjectBuilder
from planextract.families.profile_loader import load_profile
from planextract.model.geometry import Box
from planextract.model.layout import Line, PageLayout, Segment, Table, TableCell
from planextract.model.raw_plan import Period, RawCell, RawItem, SourceSpan, TracedText
from planextract.structure.running_heads import find_furniture


@pytest.fixture(scope="module")
def grammar() -> BlockGrammar:
    profile = load_profile("ward")
    assert isinstance(profile, BlockProfile)
    return BlockGrammar(profile)


def line(text: str, top: float, *, size: float = 14.0) -> Line:
    box = Box(50, top, 50 + size * len(text), top + size)
    return Line(text, box, size, (Segment(text, box.x0, box.x1),), len(text))


def page(number: int, *blocks: Line) -> PageLayout:
    return PageLayout(number, 595, 842, blocks, (), {})


def furniture(grammar: BlockGrammar, *pages: PageLayout) -> list[list[str]]:
    return [
        [
            block.text
            for index, block in enumerate(layout.blocks)
            if index in found and isinstance(block, Line)
        ]
        for layout, found in find_furniture(pages, grammar)
    ]


def test_a_line_in_the_margin_of_three_pages_is_a_running_head(grammar: BlockGrammar) -> None:
    pages = [page(number, line("川べりのまちの計画", 30, size=9)) for number in (1, 2, 3)]
    assert furniture(grammar, *pages) == [["川べりのまちの計画"]] * 3


def test_headings_worded_alike_that_begin_pages_far_apart_stay(grammar: BlockGrammar) -> None:
    pages = [page(number, *[line("１　物置の片付け", 30)] * (number % 8 == 0)) for number in range(1, 40)]
    assert furniture(grammar, *pages) == [[]] * 39


def test_a_prominent_heading_that_begins_every_third_page_stays(grammar: BlockGrammar) -> None:
    text = line("物置の中をひとつずつ確かめます。", 300, size=10)
    pages = [
        page(number, *[line("１　物置の片付け", 30, size=12)] * (number % 3 == 0), text)
        for number in range(1, 12)
    ]
    assert furniture(grammar, *pages) == [[]] * 11


def test_the_unit_of_a_table_at_the_top_of_every_page_stays(grammar: BlockGrammar) -> None:
    assert furniture(grammar, *[page(number, line("（単位：千円）", 60)) for number in (1, 2, 3)]) == [[]] * 3


def test_titles_that_break_alike_at_the_top_of_pages_stay_whole(grammar: BlockGrammar) -> None:
    pages = [
        page(
            number,
            line(f"{number}　{what}に関する調査と", 30),
            line("その結果に基づく計画の作", 46),
            line("成", 62),
        )
        for number, what in ((4, "井戸"), (5, "物置"), (6, "屋根"))
    ]
    assert furniture(grammar, *pages) == [[]] * 3


def test_a_running_head_with_a_number_and_a_line_under_it_is_none_of_the_titles(
    grammar: BlockGrammar,
) -> None:
    pages = [page(number, line("３　川べり", 30), line("まちの計画", 46)) for number in (4, 5, 6)]
    assert furniture(grammar, *pages) == [["３　川べり", "まちの計画"]] * 3


@pytest.mark.parametrize("foot", ["川べりのまちの計画　{}", "川べりのまちの計画　- {} -"])
def test_a_foot_that_counts_the_pages_is_known_from_two(grammar: BlockGrammar, foot: str) -> None:
    pages = [page(number, line(foot.format(number + 6), 800, size=9)) for number in (3, 4)]
    assert furniture(grammar, *pages) == [[foot.format(9)], [foot.format(10)]]


def test_lines_in_the_margin_whose_numbers_do_not_count_the_pages_stay(grammar: BlockGrammar) -> None:
    pages = [page(number, line(f"手すりの数は{count}", 800)) for number, count in ((3, 40), (4, 52))]
    assert furniture(grammar, *pages) == [[], []]


def test_the_second_line_of_a_title_on_three_pages_is_no_running_head(grammar: BlockGrammar) -> None:
    pages = [
        page(number, line("戦略計画 3 坂の多い地区の", 50), line("足を守る取組", 68)) for number in (1, 2, 3)
    ]
    assert furniture(grammar, *pages) == [[], [], []]


def test_contents_are_no_headings(grammar: BlockGrammar) -> None:
    entries = ["戦略計画 3　坂の足・・・・・・・・12", "１　乗合タクシー…………13", "２　手すり‥‥‥14"]
    contents = [line(text, 100 + 20 * index, size=10) for index, text in enumerate(entries)]
    assert furniture(grammar, page(1, line("目次", 50), *contents)) == [["目次", *entries]]


def test_one_entry_with_a_leader_is_no_heading(grammar: BlockGrammar) -> None:
    entry = line("戦略計画 3　坂の足・・・・・・・・12", 300)
    assert furniture(grammar, page(1, line("施策の柱１", 200), entry)) == [[entry.text]]


def table(edges: tuple[float, ...]) -> Table:
    cells = tuple(
        TableCell(0, index, 1, 1, Box(x0, 50, x1, 70), (line("実施", 52, size=8),))
        for index, (x0, x1) in enumerate(itertools.pairwise(edges))
    )
    return Table(Box(edges[0], 50, edges[-1], 70), edges, (50, 70), cells)


COLUMNS = (
    PlanColumn(50, 170, None, "goal", "目標"),
    PlanColumn(170, 360, Period("2027", 2027), "period", "令和９年度"),
    PlanColumn(360, 545, Period("total", None), "period", "計"),
)


def test_rows_under_the_same_edges_go_on(grammar: BlockGrammar) -> None:
    read = read_plan_table(table((50.4, 169.5, 361, 545)), 1, grammar, COLUMNS)
    assert read is not None
    assert [cell.text for cell in read.rows.items[0].cells] == ["実施", "実施"]


def test_a_table_with_other_edges_does_not_go_on(grammar: BlockGrammar) -> None:
    assert read_plan_table(table((50, 208, 421, 545)), 1, grammar, COLUMNS) is None


def building(*items: RawItem) -> ProjectBuilder:
    return ProjectBuilder(3, 1, None, None, [], [], items=list(items), columns=COLUMNS)


def item(goal: str, year: str, total: str) -> RawItem:
    texts = (Period("2027", 2027), year), (Period("total", None), total)
    return RawItem(TracedText(goal), tuple(RawCell(period, TracedText(text)) for period, text in texts))


def part(*items: RawItem) -> PlanTable:
    return PlanTable(None, COLUMNS, PlanRows(items, None, ()), (), False, 0)


def test_a_row_that_prints_only_a_total_is_the_rest_of_the_one_before_the_break() -> None:
    project = building(item("手すりの設", "検討\n実施", "検討"))
    project.add_table(part(item("置", "", "実施")), goes_on=True)
    assert project.items == [item("手すりの設置", "検討\n実施", "検討\n実施")]


def test_a_second_line_without_a_total_is_the_rest_of_the_row_before_the_break() -> None:
    project = building(item("手すりの設", "検討", "実施"))
    project.add_table(part(item("置", "実施", "")), goes_on=True)
    assert project.items == [item("手すりの設置", "検討\n実施", "実施")]


def test_a_second_line_without_a_total_goes_on_under_a_goal_that_fills_its_column() -> None:
    goal = TracedText("手すりの設", (SourceSpan(1, Box(52, 700, 165, 708)),))
    project = building(item("", "検討", "検討")._replace(goal=goal))
    project.add_table(part(item("置", "実施", "")), goes_on=True)
    assert [row.goal.text for row in project.items] == ["手すりの設置"]


def test_a_goal_without_a_number_goes_on_where_all_have_one() -> None:
    project = building(item("①物置の片付け", "検討", "検討"), item("②手すりの設", "検討", "検討"))
    project.add_table(part(item("置", "実施", "実施"), item("③坂道の舗装", "検討", "検討")), goes_on=True)
    assert [row.goal.text for row in project.items] == ["①物置の片付け", "②手すりの設置", "③坂道の舗装"]


def test_a_row_of_words_after_one_of_numbers_with_their_sum_stays() -> None:
    rows = item("手すりの設置", "3か所", "3か所"), item("坂道の舗装", "実施", "")
    project = building(rows[0])
    project.add_table(part(rows[1]), goes_on=True)
    assert project.items == list(rows)


def test_rows_that_print_a_year_each_stay_two() -> None:
    rows = item("手すりの設置", "検討", "検討"), item("坂道の舗装", "実施", "")
    project = building(rows[0])
    project.add_table(part(rows[1]), goes_on=True)
    assert project.items == list(rows)


def test_a_cell_that_goes_on_over_two_years_stands_for_both(grammar: BlockGrammar) -> None:
    years = (
        PlanColumn(50, 170, None, "goal", "目標"),
        *(
            PlanColumn(x0, x0 + 100, Period(str(year), year), "period", f"令和{year - 2018}年度")
            for year, x0 in ((2027, 170), (2028, 270), (2029, 370))
        ),
    )
    read = read_plan_table(table((50, 170, 370, 470)), 1, grammar, years)
    assert read is not None
    (item,) = read.rows.items
    assert [cell.text for cell in item.cells] == ["実施", "実施", "実施"]
    assert [cell.period.key for cell in item.cells] == ["2027", "2028", "2029"]
