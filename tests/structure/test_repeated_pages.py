"""What is bound in again, and what only looks like it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.model.layout import Block, PageLayout
from planextract.model.raw_plan import GlyphFate, RawPlan
from tests.support.build import layout, line, stacked, table

HEADER = ("令和８年度目標", "令和５年度末の現況", "令和６年度", "令和７年度", "令和８年度", "計")


def read(*pages: Sequence[Block]) -> RawPlan:
    layouts: list[PageLayout] = [layout(*blocks, number=number) for number, blocks in enumerate(pages, 1)]
    draft = assemble_plan(layouts, load_profile("ward"))
    for page, account in zip(layouts, draft.accounts, strict=True):
        assert account.kept_count == sum(block.glyphs for block in page.blocks)
    return draft


def codes(draft: RawPlan) -> list[str]:
    return [found.code for found in draft.findings]


def project(
    number: str = "3-1",
    title: str = "１　見守り訪問の広がり",
    *,
    text: Sequence[str] = (
        "町会の役員とともに、ひとり暮らしの家を訪ねます。",
        "訪ねた家の数は毎年公表します。",
    ),
    cell: str = "１００件",
    goal: str = "訪問の件数",
    top: float = 120,
) -> list[Block]:
    size = 2.0 * (14 + 10 * len(text))
    rows = (
        HEADER,
        (goal, "―", cell, "１１０件", "１２０件", "３３０件"),
        ("事業費（千円）", "", "1", "2", "3", "6"),
    )
    return [
        *stacked((title, 14), *((part, 10) for part in text), top=top),
        line(f"№{number}　年度別の取組計画", top + size),
        table(*rows, top=top + size + 20),
        line("事業実施課　福祉部　高齢者課", top + size + 90),
    ]


def opening(*blocks: Block) -> list[Block]:
    return [line("戦略計画　3　ひとりにしない", 60, size=16), *blocks]


def test_a_page_bound_twice_counts_once() -> None:
    draft = read(opening(*project()), opening(*project()))
    assert [each.id for each in draft.projects] == ["3-1"]
    assert len(draft.projects[0].items) == 1
    assert codes(draft) == ["repeated-page"]
    assert "Page 2" in draft.findings[0].message
    assert "page 1" in draft.findings[0].message
    assert set(draft.accounts[1].fates) == {GlyphFate.REPEATED}


@pytest.mark.parametrize("left_out", [0, 2, 3, 6])
def test_a_copy_may_miss_a_line(left_out: int) -> None:
    page = opening(*project())
    copy = [block for index, block in enumerate(page) if index != left_out]
    draft = read(page, copy)
    assert draft.projects == read(page).projects
    assert codes(draft) == ["repeated-page"]


def test_a_copy_may_have_another_head_and_page_number() -> None:
    first = [line("第１章", 20), *opening(*project()), line("５", 800)]
    again = [line("第２章", 20), *opening(*project()), line("６", 800)]
    assert codes(read(first, again)) == [*codes(read(first)), "repeated-page"]


def test_a_line_that_only_the_copy_has_is_told_and_lands_nowhere() -> None:
    draft = read(opening(*project()), [*opening(*project()), line("この頁は差し替えです。", 600)])
    assert draft.projects == read(opening(*project())).projects
    assert codes(draft) == ["repeated-page", "unused-text"]
    assert draft.accounts[1].fates[GlyphFate.UNUSED] == 11


def test_a_footnote_that_goes_on_above_a_copy_is_the_project_befores() -> None:
    other = project("3-2", "２　見守りの（※１）手引の作成", goal="手引の改訂")
    again = [line("※１　国の交付金を含みます。", 40), *project()]
    draft = read(opening(*project()), other, again)
    assert [note.text.text for note in draft.projects[1].footnotes] == ["国の交付金を含みます。"]
    assert codes(draft).count("repeated-page") == 1


def test_copies_that_disagree_are_told_with_both_values() -> None:
    draft = read(opening(*project()), opening(*project(cell="１９０件")))
    (found,) = draft.findings
    assert (found.code, found.severity, found.project, found.page) == (
        "conflicting-copies",
        "error",
        "3-1",
        2,
    )
    assert "“１００件” and “１９０件”" in found.message
    assert draft.projects[0].items[0].cells[1].text == "１００件"


def test_projects_that_look_alike_are_both_kept() -> None:
    draft = read(opening(*project()), project("3-2", "２　見守り訪問の広がり２"))
    assert [each.id for each in draft.projects] == ["3-1", "3-2"]
    goals = [[item.goal.text for item in each.items] for each in draft.projects]
    assert goals == [["訪問の件数"], ["訪問の件数"]]
    assert not draft.findings


def test_projects_that_end_alike_on_pages_of_their_own_are_both_kept() -> None:
    *body, departments = project()
    *other, _ = project("3-2", "２　見守り訪問の広がり２")
    draft = read(opening(*body), [departments], other, [departments])
    departments_read = [[unit.text for unit in each.departments] for each in draft.projects]
    assert departments_read == [["福祉部　高齢者課"]] * 2
    assert not draft.findings


def test_the_end_of_a_project_bound_twice_counts_once() -> None:
    *body, departments = project()
    draft = read(opening(*body), [departments], [departments])
    assert [unit.text for unit in draft.projects[0].departments] == ["福祉部　高齢者課"]
    assert codes(draft) == ["repeated-page"]


def test_a_table_that_goes_on_under_its_header_is_no_copy() -> None:
    band = line("№3-1　年度別の取組計画", 60)
    more = table(HEADER, ("事業費（千円）", "", "", "", "", ""), top=80)
    title, *text, _, _, _ = project()
    first = [title, *text, band, table(HEADER, ("訪問の件数", "―", "１", "２", "３", "６"), top=80)]
    draft = read(opening(*first), [band, more])
    assert draft.projects[0].budget is not None
    assert not draft.findings


def test_a_table_of_contents_is_not_what_its_pages_repeat() -> None:
    heads = ["施策の柱２　水辺と坂道のまちを手渡す", "施策の柱３　しごとと商いがめぐるまちにする"]
    contents = stacked(*((head, 10) for head in heads))
    draft = read(contents, [line(heads[0], 60, size=20)], opening(*project()), [line(heads[1], 60, size=20)])
    assert [pillar.pages for pillar in draft.pillars] == [(1, 2), (1, 4)]
