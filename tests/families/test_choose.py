"""Which profile is taken: what its family must show, how far the pages are read, and what is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from planextract.families.choose import MIN_PAGES_WITH_SIGNS, ProfileChoice, choose_layout_profile
from planextract.families.profile_loader import shipped_profiles
from planextract.model.layout import Block, PageLayout
from tests.support.build import layout, line, table

PLAN: tuple[Block, ...] = (
    line("戦略計画 22　地域のつながり", 60, size=14),
    line("№22-1 年度別の取組計画", 120),
    table(
        ["令和８年度目標", "令和５年度末の現況", "令和６年度", "計"],
        ["広場の改修", "調査", "工事", "開設"],
        ["事業費（百万円）", "", "10", "10"],
    ),
)
LIST: tuple[Block, ...] = (
    table(
        ["番号", "担当課", "事業名", "令和６年度予算額（千円）"],
        ["1", "公園課", "広場の改修", "100"],
        ["2", "道路課", "街路灯", "200"],
    ),
)
LETTER: tuple[Block, ...] = (line("令和６年度のお知らせ"), table(["受付", "場所"], ["10時", "区役所"]))


def chosen(*pages: tuple[Block, ...]) -> ProfileChoice:
    return choose_layout_profile(
        [layout(*blocks, number=number) for number, blocks in enumerate(pages, 1)], shipped_profiles()
    )


@pytest.mark.parametrize(("blocks", "name"), [(PLAN, "ward"), (LIST, "list")])
def test_the_layout_with_all_its_signs_is_taken(blocks: tuple[Block, ...], name: str) -> None:
    choice = chosen(blocks)
    assert (choice.best.profile.name, choice.best.score, choice.best.missing) == (name, 1.0, ())
    assert choice.best.is_fit
    assert not any(fit.is_fit for fit in choice.others)


def test_nothing_fits_a_letter() -> None:
    choice = chosen(LETTER)
    assert choice.best.score == 0
    assert not choice.best.is_fit


def test_the_score_is_the_share_of_the_signs() -> None:
    best = chosen(PLAN[1:2]).best
    assert best.score == 0.25
    assert len(best.missing) == 3
    assert not best.is_fit


def test_what_lacks_the_first_sign_does_not_fit_whatever_it_scores() -> None:
    best = chosen((PLAN[0], PLAN[2])).best
    assert best.profile.name == "ward"
    assert best.score == 0.75
    assert not best.is_fit
    assert best.missing == ("a project's number over a table",)


def test_tables_before_the_plan_do_not_decide() -> None:
    """A list in the preface: what only one of its rows is headed like scores less than the whole plan."""
    preface = (table(["番号", "事業名", "担当課"], ["1", "広場の改修", "公園課"]),)
    assert chosen(preface, preface, PLAN).best.profile.name == "ward"


@pytest.mark.parametrize(
    ("blocks", "needed"),
    [
        pytest.param(PLAN, 1, id="the first profile has all its signs"),
        pytest.param(PLAN[1:], MIN_PAGES_WITH_SIGNS, id="it may yet have"),
        pytest.param(LIST, MIN_PAGES_WITH_SIGNS, id="another may do better"),
    ],
)
def test_no_more_pages_are_read_than_tell_and_none_is_lost(blocks: tuple[Block, ...], needed: int) -> None:
    read: list[int] = []

    def pages() -> Iterator[PageLayout]:
        for number in range(1, 40):
            read.append(number)
            yield layout(*blocks, number=number)

    choice = choose_layout_profile(pages(), shipped_profiles())
    assert len(read) == needed
    assert [page.number for page in choice.pages] == list(range(1, 40))


def test_a_plan_behind_a_long_preface_is_found() -> None:
    choice = chosen(*[LETTER] * 30, PLAN)
    assert choice.best.is_fit
    assert len(list(choice.pages)) == 31
