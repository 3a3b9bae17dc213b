"""Sheets from hand-made layouts: arrangements of labels, tables of years, where a sheet begins and ends."""

from __future__ import annotations

import pytest

from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.model.layout import Block
from planextract.model.raw_plan import RawPlan, RawProject
from tests.support.build import layout, line, table


@pytest.fixture(scope="module")
def profile() -> SheetProfile:
    found = load_profile("sheet")
    assert isinstance(found, SheetProfile)
    return found


def read(profile: SheetProfile, *pages: list[Block]) -> RawPlan:
    return assemble_plan((layout(*blocks, number=number) for number, blocks in enumerate(pages, 1)), profile)


def only(plan: RawPlan) -> RawProject:
    (project,) = plan.projects
    return project


def titles(plan: RawPlan) -> list[str]:
    return [project.title.text for project in plan.projects if project.title is not None]


def told(plan: RawPlan) -> list[str]:
    return [found.code for found in plan.findings if found.severity != "info"]


def extras(project: RawProject) -> dict[str, str]:
    return {each.label: each.printed.text for each in project.extra}


def items(project: RawProject) -> list[tuple[str, dict[str, str]]]:
    return [(item.goal.text, {cell.period.key: cell.text for cell in item.cells}) for item in project.items]


LEFT = (
    ("事業名", "広場の改修", None, "所管課", "公園課"),
    ("概要", "石畳を直します。", None, None, None),
    ("年度", "現状", "令和８年度", "令和９年度", "令和10年度以降"),
    ("事業目標", "検討", "設計", "工事", "運用"),
    ("事業費（千円）", "", "120", "3,400", ""),
)


def test_labels_left_of_their_values(profile: SheetProfile) -> None:
    plan = read(profile, [table(*LEFT)])
    project = only(plan)
    assert titles(plan) == ["広場の改修"]
    assert [each.text for each in project.departments] == ["公園課"]
    assert project.description.text == "石畳を直します。"
    assert items(project) == [
        ("事業目標", {"baseline": "検討", "2026": "設計", "2027": "工事", "2028-": "運用"})
    ]
    assert project.budget is not None
    assert project.budget.unit is not None
    assert project.budget.unit.text == "千円"
    assert [cell.text for cell in project.budget.years] == ["120", "3,400"]
    assert told(plan) == []


def test_two_sheets_in_one_grid(profile: SheetProfile) -> None:
    other = (("事業名", "坂道の手すり", None, "所管課", "道路課"), *LEFT[1:])
    plan = read(profile, [table(*LEFT, *other)])
    assert titles(plan) == ["広場の改修", "坂道の手すり"]
    assert [len(project.items) for project in plan.projects] == [1, 1]
    assert told(plan) == []


def test_labels_above_their_values(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [
            table(
                ("番号", "事業名", None, "所管課"),
                ("3", "広場の改修", None, "公園課"),
                ("事業概要", None, None, "事業主体"),
                ("石畳を直します。", None, None, "市"),
            )
        ],
    )
    project = only(plan)
    assert (project.id, titles(plan)) == ("1-3", ["広場の改修"])
    assert project.description.text == "石畳を直します。"
    assert extras(project) == {"事業主体": "市"}


def test_labels_in_one_cell_with_their_values(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [
            table(
                ("事業名：広場の改修", "所管課：公園課\n電話：123-4567"),
                ("【概要】\n石畳を直します。", None),
                ("【対象者】町会", "根拠法令：都市公園法"),
            )
        ],
    )
    project = only(plan)
    assert titles(plan) == ["広場の改修"]
    assert [each.text for each in project.departments] == ["公園課"]
    assert project.description.text == "石畳を直します。"
    assert extras(project) == {"電話": "123-4567", "対象者": "町会", "根拠法令": "都市公園法"}


def test_a_list_is_no_sheet(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [
            table(
                ("番号", "事業名", "所管課", "概要"),
                ("1", "広場の改修", "公園課", "石畳を直します。"),
                ("2", "坂道の手すり", "道路課", "点検します。"),
            )
        ],
    )
    assert plan.projects == ()
    assert told(plan) == ["unknown-table"]


def test_the_measure_above_the_project_is_its_section(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [
            table(
                ("施策名", "歩けるまち"),
                ("事業名", "広場の改修"),
                ("所管課", "公園課"),
                ("概要", "直します。"),
            ),
            table(
                ("施策名", "歩けるまち"),
                ("事業名", "坂道の手すり"),
                ("所管課", "道路課"),
                ("概要", "付けます。"),
                top=400,
            ),
        ],
    )
    assert titles(plan) == ["広場の改修", "坂道の手すり"]
    assert [project.section and project.section.text for project in plan.projects] == ["歩けるまち"] * 2


def test_a_sheet_goes_on_under_its_head_on_the_next_page(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [table(*LEFT[:2])],
        [table(("事業名", "広場の改修（続き）", None, "所管課", "公園課"), *LEFT[2:])],
    )
    assert titles(plan) == ["広場の改修"]
    assert len(only(plan).items) == 1
    assert {span.page for span in only(plan).spans} == {1, 2}


def test_the_rows_of_a_table_of_years_go_on_without_its_header(profile: SheetProfile) -> None:
    plan = read(profile, [table(*LEFT[:4])], [table(("実績", "検討", "設計", "", ""), LEFT[4])])
    assert [goal for goal, _ in items(only(plan))] == ["事業目標", "実績"]
    assert only(plan).budget is not None


def test_a_sheet_that_is_bound_in_twice_counts_once(profile: SheetProfile) -> None:
    plan = read(profile, [table(*LEFT)], [table(*LEFT)])
    assert titles(plan) == ["広場の改修"]
    assert "repeated-block" in [found.code for found in plan.findings]


def test_headings_between_sheets_are_strategies(profile: SheetProfile) -> None:
    second = (("事業名", "見守り訪問", None, "所管課", "福祉課"), *LEFT[1:])
    plan = read(
        profile,
        [
            line("基本目標１　歩けるまち", 100),
            table(*LEFT, top=150),
            line("基本目標２　支え合うまち", 400),
            table(*second, top=450),
        ],
    )
    assert [project.id for project in plan.projects] == ["1-1", "2-1"]
    assert [each.title and each.title.text for each in plan.strategies] == ["歩けるまち", "支え合うまち"]


def test_plan_and_result_of_each_year_are_rows_of_their_own(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [
            table(
                ("事業名", "広場の改修", None, None, None),
                ("所管課", "公園課", None, None, None),
                ("区分", "令和８年度", None, "令和９年度", None),
                ("^", "計画", "実績", "計画", "実績"),
                ("取組", "設計", "設計", "工事", ""),
                ("事業費（千円）", "10", "9", "20", ""),
            )
        ],
    )
    project = only(plan)
    assert items(project) == [
        ("取組　計画", {"2026": "設計", "2027": "工事"}),
        ("取組　実績", {"2026": "設計", "2027": ""}),
    ]
    assert project.budget is not None
    assert [cell.text for cell in project.budget.years] == ["10", "20"]
    assert extras(project) == {"事業費（千円）　実績 2026": "9"}


def test_years_down_the_side(profile: SheetProfile) -> None:
    plan = read(
        profile,
        [
            table(
                ("事業名", "広場の改修", None),
                ("所管課", "公園課", None),
                ("年度", "実施内容", "事業費（千円）"),
                ("令和８年度", "設計", "120"),
                ("令和９年度", "工事", "3,400"),
            )
        ],
    )
    project = only(plan)
    assert items(project) == [("実施内容", {"2026": "設計", "2027": "工事"})]
    assert project.budget is not None
    assert [cell.text for cell in project.budget.years] == ["120", "3,400"]
    assert told(plan) == []


def test_the_heading_above_labels_without_a_title_names_the_project(profile: SheetProfile) -> None:
    body = LEFT[1:]
    plan = read(
        profile,
        [
            line("１－１　広場の改修", 170),
            table(("所管課", "公園課", None, None, None), *body, top=190),
            line("１－２　坂道の手すり", 370),
            table(("所管課", "道路課", None, None, None), *body, top=390),
        ],
    )
    assert titles(plan) == ["広場の改修", "坂道の手すり"]
    assert [project.id for project in plan.projects] == ["1-1", "1-2"]
    assert told(plan) == []
