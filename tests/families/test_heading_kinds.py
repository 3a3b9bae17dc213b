"""What is a title, a description, a section or something printed beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.model.layout import Block, Line, Segment
from planextract.model.page import Box
from planextract.model.raw_plan import RawPlan, RawProject
from tests.support.build import layout, line, table

STRATEGY = line("戦略計画３　坂の多い地区の足を守る", 40, size=18)
TITLE = line("１　乗合タクシーの運行", 70, size=13)
SENTENCE = "坂の上と駅前を結ぶ乗合タクシーを走らせます。"
USUAL = [line(SENTENCE * 2, 200 + 20 * index) for index in range(4)]
HEADER = ("目標", "令和６年度", "令和７年度", "計")
GOAL = ("道筋の決定", "検討", "実施", "実施")


def plan_table(
    number: str | None = "№3-1　年度別の取組計画", top: float = 300, *more: tuple[str, ...]
) -> Block:
    caption = [(number, None, None, None)] if number else []
    return table(*caption, HEADER, GOAL, *more, top=top)


def read(*blocks: Block) -> RawPlan:
    profile = load_profile("ward")
    return assemble_plan([layout(*USUAL), layout(STRATEGY, *blocks, number=2)], profile)


def only(plan: RawPlan) -> RawProject:
    (project,) = plan.projects
    return project


def title_of(project: RawProject) -> str:
    return project.title.text if project.title is not None else ""


def beside(title: Line, text: str, *, x0: float = 450, size: float = 13) -> Line:
    """The title's line with one more text on it, far to the right."""
    own = Segment(title.text, title.box.x0, title.box.x1, title.size)
    more = Segment(text, x0, x0 + size * len(text), size)
    box = Box(title.box.x0, title.box.top, more.x1, title.box.bottom)
    return replace(
        title,
        text=f"{title.text}　{text}",
        box=box,
        segments=(own, more),
        glyphs=title.glyphs + len(text),
    )


@pytest.mark.parametrize("badge", ["新規", "【新規】", "充実"])
def test_a_badge_beside_a_title_is_a_mark(badge: str) -> None:
    project = only(read(beside(TITLE, badge), plan_table()))
    assert (title_of(project), project.marks) == ("乗合タクシーの運行", (badge,))


def test_a_star_between_a_title_and_a_badge_still_counts() -> None:
    starred = line("１　乗合タクシーの運行　★", 70, size=13)
    project = only(read(beside(starred, "新規"), plan_table()))
    assert (title_of(project), project.starred) == ("乗合タクシーの運行", True)


@pytest.mark.parametrize("text", ["交通部　計画課", "（交通部　計画課）", "担当課：交通部　計画課"])
def test_departments_beside_a_title(text: str) -> None:
    project = only(read(beside(TITLE, text), plan_table()))
    assert title_of(project) == "乗合タクシーの運行"
    assert any("交通部　計画課" in each.text for each in project.departments)


def test_a_small_label_beside_a_title_is_reported() -> None:
    plan = read(beside(TITLE, "ＳＤＧｓ３", size=7), plan_table())
    assert title_of(only(plan)) == "乗合タクシーの運行"
    assert [found.project for found in plan.findings if "ＳＤＧｓ" in found.message] == ["3-1"]


def test_a_sentence_as_large_as_the_title_is_no_part_of_it() -> None:
    lead = line("だれもが駅前まで行けるようにします。", 85, size=13)
    project = only(read(TITLE, lead, line(SENTENCE, 110), plan_table()))
    assert title_of(project) == "乗合タクシーの運行"
    assert project.description.text == f"だれもが駅前まで行けるようにします。{SENTENCE}"


def test_a_title_may_take_two_lines() -> None:
    long = line("１　坂の上と駅前を結ぶ乗合タクシーの運行と停留所の設置および", 70, size=13)
    project = only(read(long, line("その周知", 85, size=13), plan_table()))
    assert title_of(project).endswith("およびその周知")


def test_a_list_in_a_description_has_no_titles() -> None:
    project = only(
        read(
            TITLE,
            line("次の取組を進めます。", 100),
            line("１　停留所を置く", 120),
            line("２　道筋を決める", 140),
            plan_table(),
        )
    )
    assert title_of(project) == "乗合タクシーの運行"
    assert project.description.text == "次の取組を進めます。１　停留所を置く２　道筋を決める"


def test_labels_of_a_chart_are_no_description() -> None:
    chart = [line(text, 130 + 10 * place, x0=420, size=6) for place, text in enumerate(["100", "137", "R3"])]
    plan = read(TITLE, line(SENTENCE, 100), *chart, plan_table())
    assert only(plan).description.text == SENTENCE
    assert any("137" in found.message for found in plan.findings)


def test_a_section_whose_title_is_lost_is_no_title() -> None:
    plan = read(
        line("１　足の確保", 70, size=15),
        line("(1) 乗合タクシーの運行", 90, size=13),
        line(SENTENCE, 110),
        plan_table(top=130),
        line("２　歩く道の整備", 230, size=15),
        line(SENTENCE, 250),
        plan_table("№3-2　年度別の取組計画"),
    )
    second = plan.projects[1]
    assert title_of(second) == ""
    assert second.section is not None
    assert second.section.text == "２　歩く道の整備"


def test_departments_above_the_table() -> None:
    project = only(read(TITLE, line("所管課：交通部　計画課", 90), line(SENTENCE, 110), plan_table()))
    assert [each.text for each in project.departments] == ["交通部　計画課"]
    assert project.description.text == SENTENCE


def test_related_departments_are_kept_apart() -> None:
    project = only(
        read(TITLE, plan_table(), line("所管課：交通部　計画課", 400), line("関係課：総務部　契約課", 415))
    )
    assert [each.text for each in project.departments] == ["交通部　計画課"]
    assert [(each.label, each.printed.text) for each in project.extra] == [("関係課", "総務部　契約課")]


@pytest.mark.parametrize(
    ("caption", "printed"),
    [
        ("重点１　年度別の取組計画", "重点１"),
        ("年度別の取組計画", None),
        ("事業番号 2-3-1　年度別の取組計画", "2-3-1"),
    ],
)
def test_other_numbers_are_kept_and_reported(caption: str, printed: str | None) -> None:
    plan = read(TITLE, line(SENTENCE, 100), line(caption, 130), plan_table(None))
    project = only(plan)
    assert project.id == "3-1"
    assert (project.printed_number.text if project.printed_number else None) == printed
    assert len(project.items) == 1
    assert "other-number" in [found.code for found in plan.findings]


def test_a_caption_without_a_number_in_the_table() -> None:
    plan = read(TITLE, plan_table("重点１　年度別の取組計画"))
    assert [item.goal.text for item in only(plan).items] == ["道筋の決定"]


@pytest.mark.parametrize("heading", ["基本目標Ⅰ", "基本目標１", "施策の柱一"])
def test_pillars_of_other_words_and_numerals(heading: str) -> None:
    first = layout(line(heading, 200, size=17), line("水辺のまち", 230, size=23))
    plan = assemble_plan([first, layout(STRATEGY, TITLE, plan_table(), number=2)], load_profile("ward"))
    assert [(pillar.number, pillar.title and pillar.title.text) for pillar in plan.pillars] == [
        (1, "水辺のまち")
    ]


@pytest.mark.parametrize("heading", ["戦略計画三　坂の足", "戦略計画その３　坂の足", "戦略計画Ⅲ　坂の足"])
def test_strategies_in_other_numerals(heading: str) -> None:
    pages = [layout(*USUAL), layout(line(heading, 40, size=18), TITLE, plan_table(), number=2)]
    plan = assemble_plan(pages, load_profile("ward"))
    assert [(each.number, each.title and each.title.text) for each in plan.strategies] == [(3, "坂の足")]


def test_a_footnote_at_the_foot_belongs_where_its_term_bears_the_mark() -> None:
    plan = read(
        TITLE,
        line("ＺＥＢ※１を取り入れます。", 100),
        plan_table(top=120),
        line("２　坂道の手すりの設置", 220, size=13),
        line("ＭａａＳ※１と結びます。", 240),
        plan_table("№3-2　年度別の取組計画", 260),
        line("※１　ＺＥＢ・・・消費が差し引き零の建築物", 780, size=7),
        line("※１　ＭａａＳ・・・移動を一つにする考え", 790, size=7),
    )
    assert [[note.text.text for note in project.footnotes] for project in plan.projects] == [
        ["消費が差し引き零の建築物"],
        ["移動を一つにする考え"],
    ]


def test_a_footnote_under_a_project_that_has_lost_its_mark() -> None:
    plan = read(
        TITLE,
        line("ＺＥＢ※１を取り入れます。", 100),
        plan_table(top=120),
        line("※１　ＺＥＢ・・・消費が差し引き零の建築物", 205, size=7),
        line("２　坂道の手すりの設置", 230, size=13),
        plan_table("№3-2　年度別の取組計画", 260),
        line("※１　手すり・・・区が置くもの", 345, size=7),
    )
    assert [[note.text.text for note in project.footnotes] for project in plan.projects] == [
        ["消費が差し引き零の建築物"],
        ["区が置くもの"],
    ]


def test_a_heading_without_a_project_among_others_is_reported() -> None:
    plan = read(
        TITLE,
        plan_table(top=90),
        line("２　坂道の手すりの設置", 190, size=13),
        line("３　停留所の屋根", 210, size=13),
        plan_table("№3-3　年度別の取組計画", 230),
    )
    told = [found.message for found in plan.findings if found.code == "unused-heading"]
    assert len(told) == 1
    assert "坂道の手すりの設置" in told[0]


def test_a_title_in_other_type_than_its_siblings_is_reported() -> None:
    sizes = (13, 13, 13, 15, 13)
    blocks: list[Block] = []
    for place, size in enumerate(sizes):
        blocks.append(line(f"{place + 1}　第{place + 1}の道の手入れ", 70 + 150 * place, size=size))
        blocks.append(plan_table(f"№3-{place + 1}　年度別の取組計画", 90 + 150 * place))
    plan = read(*blocks)
    assert [found.project for found in plan.findings if found.code == "odd-heading"] == ["3-4"]


def test_a_badge_before_a_title_is_a_mark() -> None:
    project = only(read(line("１　新規　乗合タクシーの運行", 70, size=13), plan_table()))
    assert (title_of(project), project.marks) == ("乗合タクシーの運行", ("新規",))


def test_a_small_line_under_a_title_is_no_description() -> None:
    label = line("SDGs：3 すべての人に健康と福祉を　11 住み続けられるまちづくりを", 88, size=6.5)
    plan = read(TITLE, label, line(SENTENCE, 100), plan_table())
    assert only(plan).description.text == SENTENCE
    assert [found.project for found in plan.findings if "SDGs" in found.message] == ["3-1"]


def test_a_number_that_starts_again_under_a_section_is_reported() -> None:
    plan = read(
        line("１　足の確保", 60, size=15),
        line("(1) 乗合タクシーの運行", 80, size=13),
        plan_table(top=100),
        line("(1) 歩道の整備", 200, size=13),
        plan_table("№3-2　年度別の取組計画", 230),
    )
    assert [found.project for found in plan.findings if found.code == "odd-heading"] == ["3-2"]


@pytest.mark.parametrize("heading", [line("１　用語の説明", 120, size=13), line("用語", 120, size=9)])
def test_notes_of_an_annex_are_no_footnotes_of_the_last_project(heading: Line) -> None:
    pages = [
        layout(*USUAL),
        layout(STRATEGY, TITLE, plan_table(), number=2),
        layout(
            line("資料編", 50, size=18), heading, line("※１　ＫＰＩ・・・達成の度合い", 140, size=8), number=3
        ),
    ]
    project = only(assemble_plan(pages, load_profile("ward")))
    assert project.footnotes == ()
