"""A table means the same wherever a page break cuts it: every break, every family, every reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from random import Random
from typing import Any

import pytest

from plandraw import draw, random_plan, random_style
from plandraw.lists import draw_list, random_list, random_list_style
from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_tables import read_plan_table
from planextract.families.list.list_columns import find_list_header
from planextract.families.list.list_profile import ListProfile
from planextract.families.profile_loader import load_profile
from planextract.families.registry import assemble_plan
from planextract.model.layout import PageLayout, Table
from planextract.model.raw_plan import RawPlan, TracedText
from planextract.pages import iter_layouts
from planextract.profiles.schema import Profile
from planextract.read.registry import ENGINES, get_reader
from tests.support.cut_tables import cut_table, iter_page_breaks


def lay_out(pdf: bytes, engine: str) -> list[PageLayout]:
    with get_reader(engine).open(pdf, None) as document:
        return list(iter_layouts(document, 1, document.page_count))


def meaning(value: Any) -> Any:
    """What is read, without the places where it is printed."""
    if isinstance(value, TracedText):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: meaning(getattr(value, each.name)) for each in fields(value) if each.name != "spans"
        }
    return tuple(map(meaning, value)) if isinstance(value, tuple) else value


def read(pages: list[PageLayout], profile: Profile) -> tuple[RawPlan, Any]:
    draft = assemble_plan(pages, profile)
    totals = tuple((each.label, each.projects, each.budget) for each in draft.totals)
    return draft, meaning((draft.projects, totals))


def header_end(table: Table, profile: Profile) -> int | None:
    """The grid row under the header of a table; None where it has none."""
    if isinstance(profile, ListProfile):
        header = find_list_header(table, 1, profile)
        return header.end if header is not None else None
    assert isinstance(profile, BlockProfile)
    grammar = BlockGrammar(profile)
    whole = read_plan_table(table, 1, grammar)
    if whole is None or not whole.has_header:
        return None
    for row in range(1, len(table.rows) - 1):
        upper = read_plan_table(cut_table(table, row)[0], 1, grammar)
        if upper is not None and upper.columns == whole.columns:
            return row
    return None


def broken(pages: list[PageLayout], profile: Profile) -> Iterator[tuple[str, list[PageLayout]]]:
    """The pages cut after each row below the header of a table."""
    for index, page in enumerate(pages):
        for table, row, halves in iter_page_breaks(page):
            end = header_end(table, profile)
            if end is not None and row > end:
                yield f"page {page.number}, row {row}", [*pages[:index], *halves, *pages[index + 1 :]]


def assert_breaks_change_nothing(pages: list[PageLayout], name: str) -> None:
    profile = load_profile(name)
    draft, expected = read(pages, profile)
    assert draft.projects
    for where, cut in broken(pages, profile):
        assert read(cut, profile)[1] == expected, where


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(12))
def test_a_list_means_the_same_wherever_its_pages_end(seed: int, engine: str) -> None:
    rng = Random(seed)
    style = random_list_style(rng)
    document = draw_list(random_list(rng, style, projects=(3, 6)), style)
    pages = lay_out(document.pdf, engine)
    assert_breaks_change_nothing(pages, "list")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(12))
def test_a_plan_means_the_same_wherever_its_pages_end(seed: int, engine: str) -> None:
    rng = Random(seed)
    document = draw(random_plan(rng, strategies=1, projects=(2, 3)), random_style(rng))
    assert_breaks_change_nothing(lay_out(document.pdf, engine), "ward")
