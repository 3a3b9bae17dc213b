"""What lines and tables become in the order they are read."""

from __future__ import annotations

import pytest

from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.model.layout import Block
from planextract.model.raw_plan import RawPlan, RawProject
from tests.support.build import layout, line, table

STRATEGY = line("戦略計画３　坂の多い地区の足を守る", 40, size=18)
TITLE = line("１　乗合タクシーの運行", 70, size=13)
SENTENCE = "坂の上と駅前を結ぶ乗合タクシーを、地区ごとの会議で決めた道筋で走らせ、"
REST = "通院と買物の足を守ります。"
HEADER = ("目標", "令和６年度", "計")


def read(*blocks: Block) -> RawPlan:
    # Running text on a page of its own tells how large it is.
    usual = [line(SENTENCE * 2, 200 + 20 * index) for index in range(4)]
    return assemble_plan([layout(*usual), layout(STRATEGY, TITLE, *blocks, number=2)], load_profile("ward"))


def only(draft: RawPlan) -> RawProject:
    (project,) = draft.projects
    return project


def plan_table(*rows: tuple[str, ...], top: float = 200) -> Block:
    return table(HEADER, *rows, top=top)


def test_a_description_may_stand_under_its_table() -> None:
    draft = read(
        line("№3-1　年度別の取組計画", 180),
        plan_table(("道筋の決定", "検討", "検討")),
        line(SENTENCE, 260),
        line(REST, 275),
    )
    assert only(draft).description.text == SENTENCE + REST
    assert [place.box.top for place in only(draft).description.spans] == [260, 275]


def test_what_stands_under_the_table_of_a_project_with_a_description_is_unused() -> None:
    draft = read(
        line(SENTENCE + REST, 100),
        line("№3-1　年度別の取組計画", 180),
        plan_table(("道筋の決定", "検討", "検討")),
        line(SENTENCE, 260),
    )
    assert only(draft).description.text == SENTENCE + REST
    assert "unused-text" in [found.code for found in draft.findings]


def test_a_caption_beside_the_number_in_its_frame_is_no_description() -> None:
    number = line("№3-1", 150, size=12, boxed=True)
    caption = line("年度別の取組計画", 151, x0=150)
    draft = read(line(SENTENCE + REST, 100), number, caption, plan_table(("道筋の決定", "検討", "検討")))
    assert only(draft).description.text == SENTENCE + REST
    assert "unused-text" not in [found.code for found in draft.findings if found.page == 2]


@pytest.mark.parametrize("unit", ["千円", "百万円"])
def test_the_unit_may_stand_behind_each_amount(unit: str) -> None:
    draft = read(
        line("№3-1　年度別の取組計画", 180),
        plan_table(("道筋の決定", "検討", "検討"), ("事業費", f"1,200{unit}", f"1,200{unit}")),
    )
    budget = only(draft).budget
    assert budget is not None
    assert budget.unit is not None
    assert budget.unit.text == unit


def test_a_mark_broken_between_two_lines_finds_its_footnote() -> None:
    draft = read(
        line(SENTENCE + "フレイル※", 100),
        line("１の予防にもつなげます。", 115),
        line("№3-1　年度別の取組計画", 180),
        plan_table(("道筋の決定", "検討", "検討")),
        line("２　坂道の手すりの設置", 280, size=13),
        line(SENTENCE + REST, 310),
        line("№3-2　年度別の取組計画", 330),
        plan_table(("手すりの設置", "実施", "実施"), top=350),
        line("※１　フレイル・・・　老いて弱ること", 420, size=7),
    )
    first, second = draft.projects
    assert [note.text.text for note in first.footnotes] == ["老いて弱ること"]
    assert not second.footnotes


def test_rows_with_a_goal_in_common_are_rows_of_their_own() -> None:
    draft = read(
        line("№3-1　年度別の取組計画", 180),
        table(
            ("令和８年度目標", None, "令和６年度", "計"),
            ("乗合タクシー", "車両の購入", "１台", "２台"),
            ("^", "停留所の設置", "検討", "実施"),
            ("事業費（千円）", None, "900", "900"),
            ("担当課", "交通部　計画課", None, None),
        ),
    )
    project = only(draft)
    assert [item.goal.text for item in project.items] == [
        "乗合タクシー車両の購入",
        "乗合タクシー停留所の設置",
    ]
    assert [[cell.text for cell in item.cells] for item in project.items] == [
        ["１台", "２台"],
        ["検討", "実施"],
    ]
    assert [line.text for line in project.departments] == ["交通部　計画課"]


def test_footnotes_at_the_end_of_a_strategy_are_those_of_its_pages() -> None:
    usual = [line(SENTENCE * 2, 200 + 20 * index) for index in range(4)]
    marked = (STRATEGY, TITLE, line(SENTENCE + "フレイル※１の予防にもつなげます。", 100))
    first = (line("№3-1　年度別の取組計画", 180), plan_table(("道筋の決定", "検討", "検討")))
    second = (
        line("２　坂道の手すりの設置", 50, size=13),
        line(SENTENCE + REST, 80),
        line("№3-2　年度別の取組計画", 180),
        plan_table(("手すりの設置", "実施", "実施")),
        line("※１　フレイル・・・　老いて弱ること", 420, size=7),
    )
    pages = [layout(*usual), layout(*marked, *first, number=2), layout(*second, number=3)]
    one, two = assemble_plan(pages, load_profile("ward")).projects
    assert [note.text.text for note in one.footnotes] == ["老いて弱ること"]
    assert not two.footnotes
