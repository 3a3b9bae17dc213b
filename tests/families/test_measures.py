"""Tables of measures from hand-made layouts: periods, departments, legends, bare years."""

from __future__ import annotations

import pytest

from planextract.families.list.list_profile import ListProfile
from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.japanese.symbol_legends import read_symbol_legend
from planextract.model.layout import Line
from planextract.model.raw_plan import RawPlan
from planextract.structure.legends import LegendCollector
from tests.support.build import layout, line, table


@pytest.fixture(scope="module")
def profile() -> ListProfile:
    found = load_profile("measure")
    assert isinstance(found, ListProfile)
    return found


def read(
    profile: ListProfile, *rows: tuple[str | None, ...], above: tuple[str, ...] = ("施策１　歩けるまち",)
) -> RawPlan:
    lines: list[Line] = [line(text, 100 + 20 * index) for index, text in enumerate(above)]
    return assemble_plan([layout(*lines, table(*rows))], profile)


def cells(plan: RawPlan, project: int = 0, item: int = 0) -> dict[str, str]:
    return {cell.period.key: cell.text for cell in plan.projects[project].items[item].cells}


def test_columns_of_several_years(profile: ListProfile) -> None:
    plan = read(
        profile,
        ("事業名", "前期\nH19-H22", "令和５～７年度", "2011年度以降", "担当課"),
        ("広場の改修", "検討", "実施", "→", "公園課"),
    )
    periods = [cell.period for cell in plan.projects[0].items[0].cells]
    assert [period.key for period in periods] == ["2007-2010", "2023-2025", "2011-"]
    assert [period.years for period in periods] == [(2007, 2010), (2023, 2025), (2011, None)]
    assert {period.fiscal_year for period in periods} == {None}


def test_a_span_over_single_years_is_that_of_all(profile: ListProfile) -> None:
    plan = read(
        profile,
        ("事業名", "計画（令和８～９年度）", None, "担当課"),
        ("^", "令和８年度", "令和９年度", "^"),
        ("広場の改修", "設計", "工事", "公園課"),
    )
    assert cells(plan) == {"2026": "設計", "2027": "工事"}


def test_each_department_keeps_its_cells(profile: ListProfile) -> None:
    plan = read(
        profile,
        ("コード", "事業", "担当課", "令和８年度", "令和９年度"),
        ("11111", "名簿の検討", "児童福祉課", "○", "◎"),
        ("^", "^", "学校教育課", "△", "○"),
        ("11112", "図書の充実", "図書館", "◎", "◎"),
    )
    first, second = plan.projects
    assert (first.id, second.id) == ("1-11111", "1-11112")
    assert [item.department and item.department.text for item in first.items] == ["児童福祉課", "学校教育課"]
    assert cells(plan, 0, 1) == {"2026": "△", "2027": "○"}
    assert [item.department for item in second.items] == [None]


def test_numbers_of_years_get_the_era_that_a_line_above_names(profile: ListProfile) -> None:
    rows = (
        ("事業名", "工程", None, None, "担当課"),
        ("^", "25", "26", "27", "^"),
        ("広場の改修", "検討", "設計", "工事", "公園課"),
    )
    plan = read(profile, *rows, above=("平成25～27年度 推進計画", "施策１　歩けるまち"))
    assert cells(plan) == {"2013": "検討", "2014": "設計", "2015": "工事"}
    bare = read(profile, *rows)
    assert cells(bare) == {"25": "検討", "26": "設計", "27": "工事"}
    assert "missing-era" in [found.code for found in bare.findings]


def test_a_legend_is_no_title(profile: ListProfile) -> None:
    plan = read(
        profile,
        ("事業名", "令和８年度", "令和９年度", "担当課"),
        ("広場の改修", "△", "○", "公園課"),
        above=("施策１　歩けるまち", "△検討　○着手・実施　◎継続・充実"),
    )
    (strategy,) = plan.strategies
    assert strategy.title is not None
    assert strategy.title.text == "歩けるまち"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("凡例：◎…充実　○…実施　△…検討", {"◎": "充実", "○": "実施", "△": "検討"}),
        ("※ 〇：実施、△：検討", {"○": "実施", "△": "検討"}),
        ("○ 広場の改修を進めます。", {}),
        ("○広場　○公園", {}),
        ("令和８年度の事業", {}),
    ],
)
def test_legends_of_symbols(text: str, found: dict[str, str]) -> None:
    assert read_symbol_legend(text) == found


def test_the_first_legend_of_a_symbol_counts() -> None:
    collector = LegendCollector()
    pages = [layout(line("○実施　△検討")), layout(line("○検討　◎実施"))]
    assert list(collector.watch_pages(pages)) == pages
    assert collector.words == {"○": "実施", "△": "検討", "◎": "実施"}
