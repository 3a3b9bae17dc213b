"""Texts of a small plan, with the troubles that extracted texts have, to drafts."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.families.block.block_profile import BlockProfile
from planextract.families.profile_loader import load_profile
from planextract.model.raw_plan import GlyphFate, RawPlan
from planextract.profiles.vocabulary_loader import load_vocabulary
from planextract.salvage.salvage_text import assemble_text
from tests.salvage.plan import FIRST, SECOND, copied, plan


def draft(text: str) -> RawPlan:
    profile = load_profile("ward")
    assert isinstance(profile, BlockProfile)
    return assemble_text(text, profile, load_vocabulary("milestones"))


def rows(found: RawPlan) -> dict[str, list[list[str]]]:
    return {
        project.id: [[item.goal.text, *(cell.text for cell in item.cells)] for item in project.items]
        for project in found.projects
    }


def codes(found: RawPlan) -> list[str]:
    return [each.code for each in found.findings]


def test_everything_of_the_plan_comes_back_once() -> None:
    found = draft(plan(FIRST, SECOND))
    assert [project.id for project in found.projects] == ["14-1", "14-2", "14-3"]
    assert [project.title.text if project.title else None for project in found.projects] == [
        "水路の清掃のしくみづくり",
        "石橋の点検の強化",
        "よみがえる湧き水の案内",
    ]
    assert [project.starred for project in found.projects] == [True, False, False]
    assert rows(found) == {
        "14-1": [["水路の清掃のしくみの実施", "検討", "試行", "実施", "実施", "試行・実施"]],
        "14-2": [["石橋の点検の実施", "実施", "充実", "充実", "充実", "充実"]],
        "14-3": [],
    }
    assert [[line.text for line in project.departments] for project in found.projects] == [
        ["みどり部　水路課"],
        ["みどり部　水路課", "土木部　橋りょう課、道路課"],
        [],
    ]
    third = found.projects[2]
    assert [(row.initiative.text, row.content.text, row.reference.text) for row in third.relisted] == [
        ("湧き水の案内の充実", "案内板の多言語化", "計画９／事業№９－３")
    ]
    assert [(note.marker.text, note.term and note.term.text) for note in third.footnotes] == [
        ("※１", "案内板")
    ]
    assert [(pillar.number, pillar.title and pillar.title.text) for pillar in found.pillars] == [
        (3, "坂と水路を生かす")
    ]
    assert [(each.number, each.title and each.title.text, each.parent) for each in found.strategies] == [
        (14, "水路の手入れを続ける", 3)
    ]


@pytest.mark.parametrize("without", ["", "七つの石橋", "石橋の点検の実施", "みどり部"])
@pytest.mark.parametrize("mark", ["\f", "\n ", "\n"])
def test_a_repeated_page_is_in_no_field(without: str, mark: str) -> None:
    """Whether pages end in form feeds, in an odd space, or are not known; a line may be missing."""
    text = copied(without=without).replace("\f", mark)
    whole = draft(plan(FIRST, SECOND))
    found = draft(text)
    assert rows(found) == rows(whole)
    for one, other in zip(found.projects, whole.projects, strict=True):
        assert one.description.text == other.description.text
        assert [line.text for line in one.departments] == [line.text for line in other.departments]
    assert "repeated-block" in codes(found)


def test_a_lost_word_is_told() -> None:
    found = [each for each in draft(plan(FIRST, SECOND)).findings if each.code == "lost-word"]
    assert [each.project for each in found] == ["14-2"]
    assert "加え、 による" in found[0].message


def test_areas_are_lines_of_the_file() -> None:
    text = plan(FIRST, SECOND)
    lines = list(chain.from_iterable(line.split("\f") for line in text.split("\n")))
    assert lines
    project = draft(text).projects[1]
    goal = project.items[0].goal
    assert [text.split("\n")[int(place.box.top) - 1] for place in goal.spans] == ["石橋の点検の実施"]
    cells = project.items[0].cells[0].printed
    assert [text.split("\n")[int(place.box.top) - 1] for place in cells.spans] == ["実施 充実 充実 充実 充実"]


def test_every_character_is_accounted_for() -> None:
    text = copied(without="七つ")
    found = draft(text)
    counted = sum(account.glyph_count for account in found.accounts)
    assert counted == len("".join(text.split()))
    assert sum(account.fates.get(GlyphFate.REPEATED, 0) for account in found.accounts) > 100


def test_what_belongs_nowhere_is_told() -> None:
    found = draft(plan(FIRST, SECOND + "\n橋の名前のいわれ\n"))
    assert any(each.code == "unused-text" and "橋の名前のいわれ" in each.message for each in found.findings)


def test_a_table_that_stands_before_its_heading_is_given_to_what_it_is_about() -> None:
    table = "石橋の点検の実施\n\n実施 充実 充実 充実 充実\n"
    text = FIRST.replace(table, "")
    found = draft(plan(table + "\n" + text, SECOND))
    assert rows(found)["14-2"] == [["石橋の点検の実施", "実施", "充実", "充実", "充実", "充実"]]


def without_cells(*parts: str) -> RawPlan:
    """The plan with the cells of its first row on lines of their own, the last of them far away."""
    text = FIRST.replace("しくみの実施 検討 試行 実施 実施 試行・実施", f"しくみの実施 {parts[0]}")
    return draft(plan(text.replace("１　水路の清掃", f"{parts[1]}\n\n１　水路の清掃"), SECOND))


def test_cells_that_stand_apart_are_put_where_alone_they_can_stand() -> None:
    """Nothing is examined (検討) again once it runs."""
    found = without_cells("検討 運用 運用", "運用 運用")
    assert rows(found)["14-1"][0][1:] == ["検討", "運用", "運用", "運用", "運用"]
    assert "unplaced-cell" not in codes(found)


def test_a_cell_that_may_stand_in_several_columns_is_left_out_and_told() -> None:
    found = without_cells("検討 試行 実施 実施", "試行・実施")
    assert rows(found)["14-1"][0][1:] == ["検討"], "only what all arrangements agree on"
    told = next(each for each in found.findings if each.code == "unplaced-cell")
    assert told.project == "14-1"
    assert "検討｜試行｜実施｜実施｜試行・実施" in told.message


@given(st.data())
def test_any_text_is_accounted_for_and_never_fails(data: st.DataObject) -> None:
    """Lines in any order, twice or not at all: each project is there once, each character is somewhere."""
    lines = copied().split("\n")
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=80))
    text = "\n".join(chosen)
    found = draft(text)
    ids = [project.id for project in found.projects]
    assert len(ids) == len(set(ids))
    assert sum(account.glyph_count for account in found.accounts) == len("".join(text.split()))
    assert all(len(item.cells) <= len(found.columns) for project in found.projects for item in project.items)
