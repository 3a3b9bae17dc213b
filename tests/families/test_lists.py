"""Lists of projects from hand-made layouts: headers, rows that go on, numbers, headings, totals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planextract.families.list.list_profile import ListProfile
from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.model.layout import Block, Line
from planextract.model.raw_plan import RawPlan, RawProject
from tests.support.build import layout, line, table

Rows = Sequence[Sequence[str | None]]


@pytest.fixture(scope="module")
def profile() -> ListProfile:
    found = load_profile("list")
    assert isinstance(found, ListProfile)
    return found


HEADER = ("番号", "担当課", "事業名", "令和８年度予算額（千円）", "事業概要")


def read(profile: ListProfile, *pages: Rows | Sequence[Block], title: str = "主な事業") -> RawPlan:
    """The draft of pages, each given as the rows of one table, the first under a title, or as its blocks."""
    made = []
    for number, page in enumerate(pages, 1):
        blocks = list(page)
        if not isinstance(blocks[0], Line):
            above = [line(title, 150, size=12)] if number == 1 else []
            blocks = [*above, table(*page)]  # type: ignore[arg-type]
        made.append(layout(*blocks, number=number))  # type: ignore[arg-type]
    return assemble_plan(made, profile)


def titles(draft: RawPlan) -> dict[str, str | None]:
    return {project.id: project.title.text if project.title else None for project in draft.projects}


def codes(draft: RawPlan) -> list[str]:
    return [found.code for found in draft.findings]


def only(draft: RawPlan) -> RawProject:
    (project,) = draft.projects
    return project


# -- headers ---------------------------------------------------------------------------------------


def test_the_budget_without_a_year_is_that_of_the_title(profile: ListProfile) -> None:
    rows = [("事業名", "事業費", "担当課"), ("広場の改修", "12", "公園課")]
    budget = only(read(profile, rows, title="令和８年度の主な事業")).budget
    assert budget is not None
    assert [(cell.period.key, cell.text) for cell in budget.cells] == [("2026", "12")]


@pytest.mark.parametrize(
    "title", ["主な事業", "令和８年度～令和１０年度の主な事業", "令和８～１０年度の主な事業"]
)
def test_a_budget_whose_year_nothing_names_is_the_total(profile: ListProfile, title: str) -> None:
    draft = read(profile, [("事業名", "事業費"), ("広場の改修", "12")], title=title)
    budget = only(draft).budget
    assert budget is not None
    assert [cell.period.key for cell in budget.cells] == ["total"]
    assert "missing-year" in codes(draft)


def test_a_date_above_a_list_is_neither_its_title_nor_its_year(profile: ListProfile) -> None:
    above = [line("令和８年度の主な事業", 120, size=12), line("令和８年２月２４日現在", 150, size=8)]
    dated = line("令和８年２月２４日　財政課", 100, size=8)
    draft = read(profile, [dated, *above, table(("事業名", "事業費"), ("広場の改修", "12"))])
    (strategy,) = draft.strategies
    assert strategy.title is not None
    assert strategy.title.text == "令和８年度の主な事業"
    budget = only(draft).budget
    assert budget is not None
    assert [cell.period.key for cell in budget.cells] == ["2026"]


def test_of_two_years_with_a_change_between_the_earlier_is_the_year_before(profile: ListProfile) -> None:
    header = ("事業名", "Ｒ７予算額", "Ｒ８予算額")
    with_change = only(read(profile, [(*header, "増減"), ("広場の改修", "3", "5", "2")])).budget
    assert with_change is not None
    assert with_change.previous is not None
    assert (with_change.previous.period.fiscal_year, with_change.previous.text) == (2025, "3")
    assert [cell.period.key for cell in with_change.cells] == ["2026"]
    without = only(read(profile, [header, ("広場の改修", "3", "5")])).budget
    assert without is not None
    assert without.previous is None
    assert [cell.period.key for cell in without.cells] == ["2025", "2026"]


def test_a_column_in_another_unit_or_for_the_same_year_again_is_not_understood(profile: ListProfile) -> None:
    header = ("事業名", "Ｒ８予算額（千円）", "Ｒ８補正後予算額（千円）", "Ｒ９予算額（円）")
    draft = read(profile, [header, ("広場の改修", "1", "2", "3")])
    budget = only(draft).budget
    assert budget is not None
    assert [cell.text for cell in budget.cells] == ["1"]
    assert codes(draft).count("unknown-column") == 2


@pytest.mark.parametrize(
    ("this", "last", "change"),
    [
        ("令和８年度当初予算額（千円）(A)", "令和７年度当初予算額（千円）(B)", "増減額（A－B）"),
        ("Ｒ８当初予算額　Ａ　千円", "Ｒ７当初予算額Ｂ\n（単位：千円）", "比較　Ａ－Ｂ"),
        ("本年度予算額［千円］①", "前年度予算額②", "差引増減①－②"),
    ],
)
def test_what_headers_say_beside_their_words(profile: ListProfile, this: str, last: str, change: str) -> None:
    rows = [("事業名", this, last, change), ("広場の改修", "5", "3", "2")]
    budget = only(read(profile, rows, title="令和８年度の主な事業")).budget
    assert budget is not None
    assert budget.previous is not None
    assert budget.change is not None
    assert budget.unit is not None
    assert (budget.cells[0].text, budget.previous.text, budget.change.text) == ("5", "3", "2")
    assert (budget.unit.text, budget.previous.period.fiscal_year) == ("千円", 2025)


def test_of_two_columns_with_titles_the_last_is_the_project(profile: ListProfile) -> None:
    rows = [("事業名", "細事業名", "Ｒ８予算額"), ("広場", "舗装", "1"), ("^", "植栽", "2")]
    draft = read(profile, rows)
    assert titles(draft) == {"1-1": "舗装", "1-2": "植栽"}
    assert [project.section.text for project in draft.projects if project.section] == ["広場", "広場"]


def test_a_column_that_says_no_year_is_no_schedule(profile: ListProfile) -> None:
    rows = [("事業名", "Ｒ８予算額", "スケジュール"), ("広場", "1", "秋に着工")]
    draft = read(profile, rows)
    assert only(draft).items == ()
    assert codes(draft).count("unknown-column") == 1


def test_years_alone_hold_amounts_only_under_a_unit_of_money(profile: ListProfile) -> None:
    rows = [("事業名", "令和８年度", "令和９年度"), ("広場の改修", "1,000", "―")]
    caption = line("（単位：千円）", 170, size=8)
    money = read(profile, [line("主な事業", 150, size=12), caption, table(*rows)])
    assert only(money).budget is not None
    assert only(money).items == ()
    done = read(profile, rows)
    assert only(done).budget is None
    assert [cell.text for cell in only(done).items[0].cells] == ["1,000", "―"]


@pytest.mark.parametrize(
    "header",
    [
        ("学校名", "所在地", "電話番号"),
        ("議案番号", "件名", "審議結果"),
        ("目", "本年度予算額", "前年度予算額"),
        ("事業名", "場所", "問合せ"),
    ],
)
def test_what_is_no_list_of_projects_gives_none(profile: ListProfile, header: tuple[str, ...]) -> None:
    draft = read(profile, [header, ("1", "2", "3"), ("4", "5", "6")])
    assert draft.projects == ()
    assert "unknown-table" in codes(draft)


# -- rows ------------------------------------------------------------------------------------------


def test_a_row_cut_by_the_page_is_one(profile: ListProfile) -> None:
    first = [HEADER, ("1", "公園課", "広場の改修", "10", "舗装と"), ("", "", "川辺の", "", "階段を直し、")]
    second = [("2", "河川課", "遊歩道", "20", "手すりを付ける。"), ("3", "河川課", "橋", "5", "塗る。")]
    draft = read(profile, first, second)
    assert titles(draft) == {"1-1": "広場の改修", "1-2": "川辺の遊歩道", "1-3": "橋"}
    assert draft.projects[1].description.text == "階段を直し、手すりを付ける。"
    assert [place.page for place in draft.projects[1].spans] == [1, 2]


def test_rows_that_both_print_an_amount_are_two(profile: ListProfile) -> None:
    first = [HEADER, ("1", "公園課", "広場の改修", "10", "舗装。")]
    second = [("", "公園課", "広場の管理", "20", "掃除。")]
    draft = read(profile, first, second)
    assert titles(draft) == {"1-1": "広場の改修", "1-2": "広場の管理"}
    assert "counted-number" in codes(draft)


def test_a_row_without_a_number_is_cut_where_all_others_have_an_amount(profile: ListProfile) -> None:
    header = HEADER[1:]
    first = [
        header,
        ("公園課", "広場", "10", "直す。"),
        ("公園課", "水路", "7", "掃除。"),
        ("", "川辺に沿っている", "", ""),
    ]
    second = [("河川課", "遊歩道", "20", "手すり。")]
    assert list(titles(read(profile, first, second)).values()) == ["広場", "水路", "川辺に沿っている遊歩道"]


def test_a_row_without_amounts_whose_title_ends_before_the_edge_stays(profile: ListProfile) -> None:
    first = [HEADER[1:], ("公園課", "広場", "10", "直す。"), ("公園課", "川辺", "", "")]
    second = [("河川課", "遊歩道", "20", "手すり。")]
    assert list(titles(read(profile, first, second)).values()) == ["広場", "川辺", "遊歩道"]


def test_a_department_over_a_page_break_is_that_of_all_its_rows(profile: ListProfile) -> None:
    def departments(*names: Sequence[str]) -> list[list[str]]:
        pages = [
            [(str(10 * page + row), name, "橋", "1", "塗る。") for row, name in enumerate(listed)]
            for page, listed in enumerate(names, 1)
        ]
        draft = read(profile, [HEADER, *pages[0]], *pages[1:])
        return [[line.text for line in project.departments] for project in draft.projects]

    assert departments(["公園課", "河川課", "^"], ["", "^", "道路課"]) == [
        *[["公園課"], ["河川課"], ["河川課"], ["河川課"], ["河川課"], ["道路課"]]
    ]
    assert departments(["公園課", "", "^"], ["河川課", "^"]) == [["公園課"], *[["河川課"]] * 4]
    assert departments(["公園課", "〃"], ["〃", "河川課"]) == [*[["公園課"]] * 3, ["河川課"]]


def test_what_is_done_in_several_rows_of_one_project(profile: ListProfile) -> None:
    rows = [
        ("番号", "事業名", "取組項目", "令和８年度", "令和９年度"),
        ("1", "広場の改修", "調査の実施", "検討", "→"),
        ("^", "^", "舗装の改良", "設計", "工事"),
        ("2", "橋の点検", "点検", "実施", None),
    ]
    first, second = read(profile, rows).projects
    assert [(item.goal.text, [cell.text for cell in item.cells]) for item in first.items] == [
        ("調査の実施", ["検討", "→"]),
        ("舗装の改良", ["設計", "工事"]),
    ]
    assert [cell.text for cell in second.items[0].cells] == ["実施", "実施"]


def test_the_last_page_may_hold_nothing_but_the_total(profile: ListProfile) -> None:
    first = [HEADER, ("1", "公園課", "広場の改修", "10", "舗装。")]
    total = table(("合　計", None, None, "10", ""))
    # The edges under the label are not drawn.
    narrow = table(("合　計", "10", ""))
    edges = (total.columns[0], *total.columns[3:])
    cells = tuple(type(cell)(cell.row, cell.column, 1, 1, cell.box, cell.lines) for cell in narrow.cells)
    draft = read(profile, first, [line("続き", 100), type(total)(total.box, edges, total.rows, cells)])
    (row,) = draft.totals
    assert (row.label, row.projects, row.budget.cells[0].text, row.page) == ("合計", ("1-1",), "10", 2)


def test_a_row_that_is_nothing_is_told(profile: ListProfile) -> None:
    draft = read(
        profile, [HEADER, ("", "", "", "", "上記のほか事務費"), ("1", "公園課", "橋", "1", "塗る。")]
    )
    assert titles(draft) == {"1-1": "橋"}
    assert "unused-text" in codes(draft)
    assert draft.accounts[0].fates["unused"] > 0


# -- numbers and headings --------------------------------------------------------------------------


def row(number: str, title: str) -> tuple[str, ...]:
    return (number, "公園課", title, "1", "直す。")


def heading(text: str) -> tuple[str | None, ...]:
    return (text, None, None, None, None)


def test_headings_under_which_the_numbers_run_on_are_sections(profile: ListProfile) -> None:
    rows = [HEADER, heading("水辺"), row("1", "橋"), heading("坂道"), row("2", "手すり")]
    draft = read(profile, rows)
    assert titles(draft) == {"1-1": "橋", "1-2": "手すり"}
    assert [project.section.text for project in draft.projects if project.section] == ["水辺", "坂道"]
    assert [strategy.title.text for strategy in draft.strategies if strategy.title] == ["主な事業"]


def test_headings_under_which_the_numbers_begin_again_are_strategies(profile: ListProfile) -> None:
    rows = [HEADER, heading("水辺"), row("1", "橋"), heading("第５章　坂道"), row("1", "手すり")]
    draft = read(profile, rows)
    assert titles(draft) == {"1-1": "橋", "5-1": "手すり"}
    assert {strategy.number: strategy.title and strategy.title.text for strategy in draft.strategies} == {
        1: "水辺",
        5: "坂道",
    }
    assert [project.section for project in draft.projects] == [None, None]


def test_numbers_may_say_their_strategy(profile: ListProfile) -> None:
    draft = read(profile, [HEADER, row("２－１", "橋"), row("２－２", "広場"), row("３－１", "手すり")])
    assert titles(draft) == {"2-1": "橋", "2-2": "広場", "3-1": "手すり"}
    assert [project.printed_number for project in draft.projects] == [None, None, None]


def test_a_strategy_that_numbers_come_back_to_is_the_same(profile: ListProfile) -> None:
    rows = [HEADER, row("2-1", "橋"), row("3-1", "手すり"), row("2-2", "広場")]
    draft = read(profile, rows)
    assert titles(draft) == {"2-1": "橋", "2-2": "広場", "3-1": "手すり"}
    assert [strategy.number for strategy in draft.strategies] == [2, 3]


def test_a_heading_printed_again_on_the_next_page_begins_nothing(profile: ListProfile) -> None:
    draft = read(
        profile, [HEADER, heading("水辺"), row("1", "橋")], [heading("水辺（続き）"), row("2", "広場")]
    )
    assert [project.section and project.section.text for project in draft.projects] == ["水辺", "水辺"]


def test_numbers_that_are_none_are_counted_and_kept(profile: ListProfile) -> None:
    draft = read(profile, [HEADER, row("Ａ－い", "橋"), row("", "広場"), row("1", "手すり")])
    assert titles(draft) == {"1-2": "橋", "1-3": "広場", "1-1": "手すり"}
    kept = {project.id: project.printed_number for project in draft.projects}
    assert kept["1-2"] is not None
    assert (kept["1-2"].text, kept["1-3"], kept["1-1"]) == ("Ａ－い", None, None)
    assert "counted-number" in codes(draft)


def test_a_number_beside_several_titles_is_none_of_theirs(profile: ListProfile) -> None:
    draft = read(profile, [HEADER, row("4", "橋"), ("^", "公園課", "広場", "2", "直す。")])
    assert titles(draft) == {"1-1": "橋", "1-2": "広場"}
    assert [project.printed_number and project.printed_number.text for project in draft.projects] == [
        "4",
        "4",
    ]


def test_the_same_number_twice_is_told(profile: ListProfile) -> None:
    draft = read(profile, [HEADER, row("1", "橋の塗替え"), row("2", "広場"), row("2", "坂道の手すり")])
    assert titles(draft) == {"1-1": "橋の塗替え", "1-2": "広場"}
    assert "number-repeat" in codes(draft)


def test_a_page_bound_in_twice_counts_once(profile: ListProfile) -> None:
    page = [row(str(number), f"{number}番目の広場の改修") for number in range(3, 9)]
    draft = read(profile, [HEADER, row("1", "橋"), row("2", "坂")], page, page)
    assert len(draft.projects) == 8
    assert codes(draft) == ["repeated-page"]


# -- totals ----------------------------------------------------------------------------------------


def total(label: str) -> tuple[str | None, ...]:
    return (label, None, None, "1", "")


def test_which_rows_a_total_adds_up(profile: ListProfile) -> None:
    rows = [
        HEADER,
        *(row("1", "橋"), row("2", "坂"), total("小計")),
        *(row("3", "森"), total("土木課 小計"), total("合　計")),
        *(row("4", "海"), total("合計"), total("総計")),
    ]
    assert [(each.label, each.projects) for each in read(profile, rows).totals] == [
        ("小計", ("1-1", "1-2")),
        ("土木課小計", ("1-3",)),
        ("合計", ("1-1", "1-2", "1-3")),
        ("合計", ("1-4",)),
        ("総計", ("1-1", "1-2", "1-3", "1-4")),
    ]


def test_marks_beside_a_title_and_in_a_column_are_no_part_of_it(profile: ListProfile) -> None:
    rows = [("区分", "事業名", "令和８年度予算額"), ("新規", "★橋の塗替え【重点】", "1")]
    project = only(read(profile, rows))
    assert project.title is not None
    assert (project.title.text, project.starred, project.marks) == ("橋の塗替え", True, ("【重点】", "新規"))


# -- what nobody sees ------------------------------------------------------------------------------


def test_a_hidden_copy_is_none_and_a_hidden_project_is_told(profile: ListProfile) -> None:
    shown = [HEADER, row("1", "橋の塗替え"), row("2", "広場")]
    hidden = [HEADER, row("1", "森の手入れ"), row("2", "広場")]
    page = layout(line("主な事業", 150, size=12), table(*shown), hidden=[table(*hidden)])
    draft = assemble_plan([page], profile)
    assert titles(draft) == {"1-1": "橋の塗替え", "1-2": "広場"}
    (unseen,) = draft.hidden
    assert unseen.title is not None
    assert unseen.printed_number is not None
    assert (unseen.id, unseen.title.text, unseen.printed_number.text) == ("1-3", "森の手入れ", "1")


def test_a_page_bound_in_twice_under_another_page_number_counts_once(profile: ListProfile) -> None:
    rows = [row(str(number), f"{number}番目の広場の改修") for number in range(1, 7)]
    first = [line("主な事業", 150, size=12), table(HEADER, *rows), line("3", 820, size=8)]
    again = [line("主な事業", 150, size=12), table(HEADER, *rows), line("17", 820, size=8)]
    draft = read(profile, first, again)
    assert len(draft.projects) == 6
    assert codes(draft) == ["repeated-page"]


def test_a_list_without_numbers_is_bound_in_twice_too(profile: ListProfile) -> None:
    rows = [("公園課", f"{name}の改修と管理", "1", "直す。") for name in ("広場", "水路", "橋", "坂道")]
    page = [line("主な事業", 150, size=12), table(HEADER[1:], *rows)]
    draft = read(profile, page, [*page, line("12", 820, size=8)])
    assert len(draft.projects) == 4
    assert "repeated-page" in codes(draft)


def test_a_column_that_is_not_understood_is_kept_under_its_header(profile: ListProfile) -> None:
    rows = [("事業名", "令和８年度予算額", "合言葉"), ("広場の改修", "1", "みんなで")]
    draft = read(profile, rows)
    (extra,) = only(draft).extra
    assert (extra.label, extra.printed.text) == ("合言葉", "みんなで")
    assert "unknown-column" in codes(draft)


# -- entries without a table -----------------------------------------------------------------------


def test_a_line_and_a_paragraph_for_each_project() -> None:
    entries = load_profile("entries")
    page = [
        line("平成23年度　当初予算事業概要", 30, size=12),
        line("総務費", 60, size=11),
        line("新規", 86, x0=50, boxed=True),
        line("会議の配信事業費（ 議 会 事 務 局 ）", 86, x0=100),
        line("1,559 千円", 86, x0=480),
        line("会議の中継を行います。", 102, x0=110),
        line("案内業務委託料（総務課）", 134, x0=100),
        line("5,304 千円", 134, x0=480),
        line("案内を委託します。", 150, x0=110),
        line("財政課からのお知らせは次のページからの長い文章であり、どの事業の説明でもない。", 300, x0=110),
    ]
    draft = assemble_plan([layout(*page)], entries)
    first, second = draft.projects
    assert titles(draft) == {"1-1": "会議の配信事業費", "1-2": "案内業務委託料"}
    assert [each.text for each in first.departments] == ["議会事務局"]
    assert (first.marks, first.section and first.section.text) == (("新規",), "総務費")
    assert second.description.text == "案内を委託します。"
    assert second.budget is not None
    assert [(cell.period.key, cell.text) for cell in second.budget.cells] == [("2011", "5,304 千円")]
    assert "unused-text" in codes(draft)


def test_an_evaluation_keeps_what_has_no_field(profile: ListProfile) -> None:
    rows = [("事業番号", "事務事業名", "決算額", "評価"), ("0101", "橋の塗替え", "12", "A")]
    project = only(read(profile, rows))
    assert project.printed_number is not None
    assert (project.number, project.printed_number.text) == (101, "0101")
    assert [(each.label, each.printed.text) for each in project.extra] == [("決算額", "12"), ("評価", "A")]


def test_carried_over_amounts_and_their_sources(profile: ListProfile) -> None:
    rows: Rows = [
        ("款", "項", "事業名", "金額", "翌年度繰越額", "左の財源内訳", None, None),
        ("^", "^", "^", "^", "^", "既収入特定財源", "未収入特定財源", "一般財源"),
        ("^", "^", "^", "^", "^", "^", "国県支出金", "^"),
        ("総務費", "総務管理費", "庁舎改修", "100", "50", "0", "20", "30"),
        ("合　計", None, None, "100", "50", "0", "20", "30"),
    ]
    draft = read(profile, rows, title="令和８年度繰越明許費繰越計算書")
    budget = only(draft).budget
    assert budget is not None
    assert budget.carried is not None
    assert ([cell.text for cell in budget.cells], budget.carried.text) == (["100"], "50")
    assert [part.source for part in budget.funding] == ["received", "national_prefectural", "general"]
    assert [total.label for total in draft.totals] == ["合計"]


def test_before_and_after_a_change_are_told_apart(profile: ListProfile) -> None:
    rows: Rows = [
        ("番号", "事業名", "変更前", None, "変更後", None),
        ("^", "^", "期間", "限度額", "期間", "限度額"),
        ("1", "橋の塗替え", "９年度", "10", "10年度", "20"),
    ]
    project = only(read(profile, rows))
    assert project.budget is not None
    assert project.budget.limit is not None
    assert project.period is not None
    assert (project.period.text, project.budget.limit.text) == ("10年度", "20")
    kept = [(each.label, each.printed.text) for each in project.extra]
    assert kept == [("変更前/期間", "９年度"), ("変更前/限度額", "10")]


@pytest.mark.parametrize("number", ["重点1", "A-3", "1-2-3", "Ⅰ", "一", "1-(2)-③"])
def test_numbers_of_other_kinds_are_kept_as_printed(profile: ListProfile, number: str) -> None:
    project = only(read(profile, [HEADER, row(number, "橋")]))
    assert project.printed_number is not None
    assert (project.id, project.printed_number.text) == ("1-1", number)


def test_commitments_beside_projects_do_not_count_twice(profile: ListProfile) -> None:
    works = table(HEADER, row("1", "橋"), top=200)
    commitments = table(("事項", "期間", "限度額"), ("橋の塗替え", "９年度", "5"), top=400)
    both = read(profile, [line("主な事業", 150, size=12), works, commitments])
    assert titles(both) == {"1-1": "橋"}
    assert "unknown-table" in codes(both)
    alone = read(profile, [line("債務負担行為", 150, size=12), commitments])
    assert titles(alone) == {"1-1": "橋の塗替え"}


def test_the_year_of_another_list_is_not_that_of_a_list_about_several(profile: ListProfile) -> None:
    one = [line("令和８年度の主な事業", 150, size=12), table(("事業名", "事業費"), ("橋", "1"), top=200)]
    several = [
        line("令和８年度～令和１０年度の主な事業", 300, size=12),
        table(("事業名", "事業費"), ("坂", "2"), top=340),
    ]
    none = [line("その他の主な事業", 450, size=12), table(("事業名", "事業費"), ("森", "3"), top=500)]
    draft = read(profile, [*one, *several, *none])
    keys = [project.budget.cells[0].period.key for project in draft.projects if project.budget is not None]
    assert keys == ["2026", "total", "2026"]
