"""What the rows and columns of a table are, where a ruling or a header is missing or tables share a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planextract.families.block.table_repair import split_header_columns
from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.model.layout import Block, Line, Segment, Table, TableCell
from planextract.model.page import Box
from planextract.model.raw_plan import RawPlan, RawProject
from tests.support.build import layout, line, table

STRATEGY = line("戦略計画３　坂の多い地区の足を守る", 40, size=18)
TITLE = line("１　乗合タクシーの運行", 70, size=13)
CAPTION = line("№3-1　年度別の取組計画", 180)
USUAL = [
    line("坂の上と駅前を結ぶ乗合タクシーを、地区ごとの会議で決めた道筋で走らせます。", 200 + 20 * i)
    for i in range(4)
]
HEADER = ("令和７年度目標", "令和５年度末の現況", "令和６年度", "令和７年度", "計")
GOAL = ("道筋の決定", "検討", "設計", "工事", "開設")
COSTS = ("事業費（千円）", None, "900", "100", "1,000")
IN_CHARGE = ("担当課", "交通部　計画課", None, None, None)


def read(*blocks: Block) -> RawPlan:
    return assemble_plan(
        [layout(*USUAL), layout(STRATEGY, TITLE, CAPTION, *blocks, number=2)], load_profile("ward")
    )


def only(plan: RawPlan) -> RawProject:
    (project,) = plan.projects
    return project


def rows(project: RawProject) -> list[tuple[str, ...]]:
    return [(item.goal.text, *(cell.text for cell in item.cells)) for item in project.items]


def codes(plan: RawPlan) -> list[str]:
    return [found.code for found in plan.findings if found.severity != "info" and found.page == 2]


def merged(drawn: Table, row: int, column: int, *, columns: int = 1, rows: int = 1) -> Table:
    """The table without the rulings between some cells, whose lines stay where they are."""
    over = [
        cell
        for cell in drawn.cells
        if row <= cell.row < row + rows and column <= cell.column < column + columns
    ]
    lines: dict[float, list[Line]] = {}
    for cell in over:
        for text in cell.lines:
            lines.setdefault(text.box.top, []).append(text)
    joined = tuple(_beside(lines[top]) for top in sorted(lines))
    box = Box(over[0].box.x0, over[0].box.top, over[-1].box.x1, over[-1].box.bottom)
    whole = TableCell(row, column, rows, columns, box, joined)
    cells = [cell for cell in drawn.cells if cell not in over]
    return replace(drawn, cells=tuple(sorted([*cells, whole], key=lambda cell: (cell.row, cell.column))))


def _beside(lines: Sequence[Line]) -> Line:
    segments = tuple(Segment(each.text, each.box.x0, each.box.x1) for each in lines)
    box = Box(lines[0].box.x0, lines[0].box.top, lines[-1].box.x1, lines[-1].box.bottom)
    text = "　".join(each.text for each in lines)
    return replace(lines[0], text=text, box=box, segments=segments, glyphs=sum(each.glyphs for each in lines))


def test_sources_of_the_costs_are_no_goals() -> None:
    project = only(
        read(
            table(
                HEADER,
                GOAL,
                COSTS,
                ("うち国庫支出金", None, "400", "0", "400"),
                ("うち一般財源", None, "500", "100", "600"),
            )
        )
    )
    assert rows(project) == [GOAL]
    assert project.budget is not None
    assert [(part.source, part.label, part.printed.text) for part in project.budget.funding] == [
        ("national", "うち国庫支出金", "400"),
        ("general", "うち一般財源", "600"),
    ]


def test_the_first_of_several_rows_of_costs_is_the_budget() -> None:
    plan = read(table(HEADER, GOAL, COSTS, ("経費（千円）", None, "7", "7", "14")))
    budget = only(plan).budget
    assert budget is not None
    assert [cell.text for cell in budget.cells] == ["", "900", "100", "1,000"]
    assert "second-budget" in codes(plan)


@pytest.mark.parametrize(
    "header",
    [
        ("成果指標", "現状", "令和６年度", "令和７年度", "目標"),
        ("これまでの実績", "令和元年度", "令和２年度", "令和３年度", "令和４年度"),
        ("項目", "令和２年度", "令和３年度", "令和４年度", "計"),
    ],
)
def test_another_table_near_the_plan_is_no_part_of_it(header: tuple[str, ...]) -> None:
    plan = read(table(HEADER, GOAL, COSTS), table(header, ("利用者数", "1", "2", "3", "4"), top=400))
    assert rows(only(plan)) == [GOAL]
    assert {period.key for period in plan.columns} == {"baseline", "2024", "2025", "total"}
    assert [(found.code, found.project) for found in plan.findings if found.page == 2] == [
        ("unknown-table", "3-1")
    ]


def test_a_second_table_with_the_same_header_continues_the_plan() -> None:
    second = ("停留所の設置", "―", "1か所", "2か所", "3か所")
    plan = read(table(HEADER, GOAL), table(HEADER, second, top=400))
    assert rows(only(plan)) == [GOAL, second]


def test_tables_in_one_grid_are_read_apart() -> None:
    plan = read(
        table(
            HEADER,
            GOAL,
            COSTS,
            IN_CHARGE,
            ("№3-1　関連する事業【再掲】", None, None, None, None),
            ("取組項目", "取組内容", None, None, "計画／事業№"),
            ("水辺の再生", "護岸の緑化", None, None, "計画２／事業№２－３"),
            ("№3-2　年度別の取組計画", None, None, None, None),
            HEADER,
            ("手すりの設置", "―", "1か所", "2か所", "3か所"),
        )
    )
    first, second = plan.projects
    assert rows(first) == [GOAL]
    assert [tuple(part.text for part in row) for row in first.relisted] == [
        ("水辺の再生", "護岸の緑化", "計画２／事業№２－３")
    ]
    assert rows(second) == [("手すりの設置", "―", "1か所", "2か所", "3か所")]


def test_a_target_before_the_years_is_the_total() -> None:
    header = ("取組項目", "令和５年度末の現況", "令和７年度目標", "令和６年度", "令和７年度")
    plan = read(table(header, ("ベンチの設置", "10基", "22基", "5基", "7基")))
    assert [(cell.period.key, cell.text) for cell in only(plan).items[0].cells] == [
        ("baseline", "10基"),
        ("total", "22基"),
        ("2024", "5基"),
        ("2025", "7基"),
    ]


def test_a_total_may_be_before_the_years() -> None:
    header = ("目標", "計", "令和６年度", "令和７年度")
    plan = read(table(header, ("ベンチの設置", "12基", "5基", "7基")))
    assert [(cell.period.key, cell.text) for cell in only(plan).items[0].cells] == [
        ("total", "12基"),
        ("2024", "5基"),
        ("2025", "7基"),
    ]


def test_halves_of_a_year_are_one_cell() -> None:
    plan = read(
        table(
            ("目標", "令和６年度", None, "令和７年度", None, "計"),
            ("^", "上半期", "下半期", "上半期", "下半期", "^"),
            ("道筋の決定", "検討", "設計", "工事", "開設", "開設"),
            ("事業費（千円）", "900", None, "100", None, "1,000"),
        )
    )
    project = only(plan)
    assert rows(project) == [("道筋の決定", "検討\n設計", "工事\n開設", "開設")]
    assert project.budget is not None
    assert [cell.text for cell in project.budget.cells] == ["900", "100", "1,000"]


def test_departments_in_a_column_of_the_table() -> None:
    plan = read(
        table(
            (*HEADER, "所管課"),
            (*GOAL, "交通部　計画課"),
            ("停留所の設置", "―", "1か所", "2か所", "3か所", "^"),
            (*COSTS, ""),
        )
    )
    assert len(rows(only(plan))) == 2
    assert [line.text for line in only(plan).departments] == ["交通部　計画課"]


def test_the_total_without_a_header_is_known_by_the_costs() -> None:
    plan = read(table((*HEADER[:4], ""), GOAL, COSTS))
    assert rows(only(plan)) == [GOAL]
    assert codes(plan) == []


def test_a_column_without_a_header_is_reported_where_nothing_proves_what_it_is() -> None:
    plan = read(table((*HEADER[:4], ""), GOAL))
    assert rows(only(plan)) == [GOAL[:4]]
    assert any("開設" in found.message and found.project == "3-1" for found in plan.findings)


def test_a_baseline_without_a_header_is_no_goal() -> None:
    plan = read(table((HEADER[0], "", *HEADER[2:]), GOAL))
    assert only(plan).items[0].goal.text == "道筋の決定"
    assert any("検討" in found.message and found.project == "3-1" for found in plan.findings)


def test_a_year_without_a_header_is_the_one_between_its_neighbours() -> None:
    header = ("目標", "令和６年度", "", "令和８年度", "計")
    plan = read(table(header, ("ベンチの設置", "1基", "2基", "3基", "6基")))
    assert [cell.period.key for cell in only(plan).items[0].cells] == ["2024", "2025", "2026", "total"]


def test_a_ruling_missing_after_the_goals() -> None:
    drawn = table(HEADER, GOAL, COSTS, IN_CHARGE, width=100)
    for row in range(3):
        drawn = merged(drawn, row, 0, columns=2)
    plan = read(drawn)
    assert rows(only(plan)) == [GOAL]
    assert codes(plan) == []


def test_a_ruling_missing_after_one_goal() -> None:
    plan = read(merged(table(HEADER, GOAL, COSTS, width=100), 1, 0, columns=2))
    assert rows(only(plan)) == [GOAL]


def test_a_ruling_missing_between_two_rows() -> None:
    second = ("停留所の設置", "―", "検討", "実施", "実施")
    drawn = table(
        HEADER, *(tuple(f"{one}\n{other}" for one, other in zip(GOAL, second, strict=True)),), height=40
    )
    apart = tuple(
        replace(cell, lines=tuple(_lowered(each, 12 * place) for place, each in enumerate(cell.lines)))
        if cell.row == 1
        else cell
        for cell in drawn.cells
    )
    plan = read(replace(drawn, cells=apart))
    assert rows(only(plan)) == [GOAL, second]


def test_lines_close_together_are_one_row() -> None:
    plan = read(
        table(HEADER, ("道筋\nの決定", "検討\n設計", "検討\n設計", "検討\n設計", "検討\n設計"), height=40)
    )
    assert rows(only(plan)) == [("道筋の決定", *["検討\n設計"] * 4)]


def _lowered(text: Line, distance: float) -> Line:
    box = text.box
    return replace(text, box=Box(box.x0, box.top + distance, box.x1, box.bottom + distance))


def test_a_ruling_missing_between_relisted_rows() -> None:
    drawn = table(
        ("取組項目", "取組内容", "計画／事業№"),
        ("水辺の再生", "護岸の緑化", "計画８／事業№８－６"),
        ("花の拠点", "花壇の手入れ", "計画３／事業№３－５"),
        width=150,
    )
    for column in (0, 2):
        drawn = merged(drawn, 1, column, rows=2)
    plan = read(drawn)
    assert [tuple(part.text for part in row) for row in only(plan).relisted] == [
        ("水辺の再生", "護岸の緑化", "計画８／事業№８－６"),
        ("花の拠点", "花壇の手入れ", "計画３／事業№３－５"),
    ]


def test_a_frame_out_of_line_is_no_column() -> None:
    drawn = table(HEADER, GOAL, COSTS)
    edge = drawn.columns[-1]
    cells = tuple(
        replace(
            cell,
            column_span=cell.column_span + (cell.column + cell.column_span == 5 and cell.row == 1),
            box=cell.box,
        )
        for cell in drawn.cells
    )
    sliver = [
        TableCell(row, 5, 1, 1, Box(edge, drawn.rows[row], edge + 3, drawn.rows[row + 1]), ())
        for row in (0, 2)
    ]
    cells = tuple(sorted([*cells, *sliver], key=lambda cell: (cell.row, cell.column)))
    plan = read(replace(drawn, columns=(*drawn.columns, edge + 3), cells=cells))
    assert rows(only(plan)) == [GOAL]


def test_a_row_whose_goal_is_on_the_next_page_under_the_number_again() -> None:
    first = layout(
        STRATEGY,
        TITLE,
        table(
            ("№3-1　年度別の取組計画", None, None, None, None),
            HEADER,
            GOAL,
            ("", "―", "検討", "実施", "実施"),
            top=700,
        ),
        number=2,
    )
    second = layout(
        table(
            ("№3-1　年度別の取組計画（続き）", None, None, None, None),
            HEADER,
            ("停留所の設置", "", "", "", ""),
            COSTS,
        ),
        number=3,
    )
    plan = assemble_plan([layout(*USUAL), first, second], load_profile("ward"))
    assert rows(only(plan)) == [GOAL, ("停留所の設置", "―", "検討", "実施", "実施")]


@pytest.mark.parametrize(("width", "new"), [(60, 1), (60, 2)])
def test_columns_of_a_sheet_wider_than_the_paper_are_on_the_next_page(width: int, new: int) -> None:
    whole = (HEADER, GOAL, COSTS)
    left = table(*(row[:-new] for row in whole), top=300, width=width)
    right = table(*(row[-new:] for row in whole), top=300, width=width)
    pages = [layout(*USUAL), layout(STRATEGY, TITLE, CAPTION, left, number=2), layout(right, number=3)]
    plan = assemble_plan(pages, load_profile("ward"))
    project = only(plan)
    assert rows(project) == [GOAL]
    assert project.budget is not None
    assert [cell.text for cell in project.budget.cells] == ["", "900", "100", "1,000"]
    assert [cell.printed.spans[0].page for cell in project.items[0].cells] == [2] * (4 - new) + [3] * new


def test_a_table_with_other_rows_on_the_next_page_is_no_rest_of_a_sheet() -> None:
    left = table(*(row[:-1] for row in (HEADER, GOAL)), top=300)
    right = table(("計",), ("開設",), top=320)
    pages = [layout(*USUAL), layout(STRATEGY, TITLE, CAPTION, left, number=2), layout(right, number=3)]
    plan = assemble_plan(pages, load_profile("ward"))
    assert rows(only(plan)) == [GOAL[:-1]]
    assert [(found.code, found.project) for found in plan.findings if found.page == 3] == [
        ("unknown-table", "3-1")
    ]


@pytest.mark.parametrize("label", ["人件費（千円）", "うち新規分", "維持管理費"])
def test_amounts_under_the_costs_are_no_goal(label: str) -> None:
    plan = read(table(HEADER, GOAL, COSTS, (label, "", "7", "7", "14")))
    assert rows(only(plan)) == [GOAL]
    assert [found.project for found in plan.findings if found.code == "second-budget"] == ["3-1"]


def test_a_goal_with_quantities_after_the_costs_stays() -> None:
    more = ("停留所の設置", "―", "1か所", "2か所", "3か所")
    assert rows(only(read(table(HEADER, GOAL, COSTS, more)))) == [GOAL, more]


@pytest.mark.parametrize("label", ["備考", "現状と課題", "関係課"])
def test_one_text_over_all_periods_is_kept_under_its_label(label: str) -> None:
    plan = read(table(HEADER, GOAL, (label, "道筋は地区ごとの会議で決めます。", None, None, None), COSTS))
    project = only(plan)
    assert rows(project) == [GOAL]
    assert [(each.label, each.printed.text) for each in project.extra] == [
        (label, "道筋は地区ごとの会議で決めます。")
    ]


def test_a_stage_over_all_periods_is_that_of_a_goal() -> None:
    plan = read(table(HEADER, ("道筋の決定", "検討・実施", None, None, None), COSTS))
    assert rows(only(plan)) == [("道筋の決定", *["検討・実施"] * 4)]


def test_a_table_of_past_years_before_the_plan_gives_way() -> None:
    past = table(("項目", "令和３年度", "令和４年度"), ("利用者数", "90人", "100人"), top=200)
    plan = read(past, table(HEADER, GOAL, COSTS, top=300))
    assert rows(only(plan)) == [GOAL]
    assert {period.key for period in plan.columns} == {"baseline", "2024", "2025", "total"}
    assert any("利用者数" in found.message and found.project == "3-1" for found in plan.findings)


def test_the_label_of_the_costs_in_the_cell_of_a_goal() -> None:
    joined = tuple(
        "\n".join(filter(None, pair))
        for pair in zip(GOAL, ("事業費（千円）", "", "900", "100", "1,000"), strict=True)
    )
    plan = read(table(HEADER, joined, height=40))
    assert rows(only(plan)) == [GOAL]
    budget = only(plan).budget
    assert budget is not None
    assert [cell.text for cell in budget.cells] == ["", "900", "100", "1,000"]


def test_a_header_that_runs_over_the_edge_of_its_cell_divides_nothing() -> None:
    drawn = table(("目標", "計"), ("道筋の決定", "開設"))
    first = drawn.cells[0]
    over = replace(
        first.lines[0],
        text="目標　計",
        segments=(Segment("目標", 52, 64), Segment("計", 114, 120)),
    )
    drawn = replace(drawn, cells=(replace(first, lines=(over,)), *drawn.cells[1:]))
    assert split_header_columns(drawn, lambda text: text == "計") == drawn


def test_lines_over_each_other_are_not_parted() -> None:
    drawn = table(HEADER, ("道筋の決定\n事業費（千円）", "検討", "1", "2", "3"), height=40)
    over = tuple(
        replace(cell, lines=tuple(replace(each, box=cell.lines[0].box) for each in cell.lines))
        if cell.row == 1 and cell.column == 0
        else cell
        for cell in drawn.cells
    )
    assert len(only(read(replace(drawn, cells=over))).items) == 1
