"""Whatever plan is drawn, in whatever way, reading it gives back the facts that were drawn.

A seed names a plan and its style; `python -m plandraw random --seed …` draws the same one for a look.
The examples are the same at every run. PLANEXTRACT_EXAMPLES=500 tries that many others in each test.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from plandraw import HAZARDS, Drawn, Edition, Hazard, Style, draw, random_plan, random_style
from plandraw.draw import paint
from plandraw.marks import Box
from plandraw.style import Rules
from planextract.api import Options, Result, parse_with_accounts
from planextract.errors import NoPlanError
from planextract.export.json import plan_json
from tests.support.accounts import assert_accounts_hold
from tests.support.truth import differences, unreported

SEEDS = st.integers(0, 2**32 - 1)

GHOSTS = [name for name, hazard in HAZARDS.items() if hazard.stage.name == "GHOSTS"]
UNREPORTED_GHOSTS = frozenset({"tiny"})
"""Ghosts whose lines are thinner than a hair: there is nothing to lay out, so nothing to report."""

FRAMES = [name for name, hazard in HAZARDS.items() if hazard.stage.name == "FRAME"]
OTHERS = [name for name in HAZARDS if name not in FRAMES]

RULES: tuple[Rules, ...] = ("lines", "segments", "rects", "boxes")
"""The ways of drawing a table: long lines, a line a cell, stroked rectangles, thin filled boxes."""


def drawn(
    seed: int,
    hazards: Sequence[Hazard] = (),
    *,
    merged: bool = False,
    rules: Rules | None = None,
    **plan: Any,
) -> Drawn:
    """The plan that `python -m plandraw random --seed SEED` draws; `rules` is another way of ruling it."""
    rng = Random(seed)
    content, style = random_plan(rng, **plan), random_style(rng, merged=merged)
    return draw(content, replace(style, rules=rules) if rules else style, hazards)


def read(document: Drawn, options: Options | None = None) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        path.write_bytes(document.pdf)
        return parse_with_accounts(path, options or Options())


def assert_read_back(document: Drawn) -> Result:
    result = read(document)
    wrong = differences(document.truth, json.loads(plan_json(result.plan)))
    assert not wrong, "\n" + "\n".join(wrong)
    return result


# A smaller seed is no simpler plan, so there is nothing to shrink.
EXAMPLES = int(os.environ.get("PLANEXTRACT_EXAMPLES", "0"))
few = settings(
    max_examples=EXAMPLES or 12,
    derandomize=not EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],
)


@few
@given(seed=SEEDS)
def test_every_style_and_edition(seed: int) -> None:
    assert_read_back(drawn(seed))


@few
@given(seed=SEEDS)
def test_every_style_with_merged_cells(seed: int) -> None:
    assert_read_back(drawn(seed, merged=True))


@pytest.mark.parametrize("seed", [11, 26, 28, 47])
def test_a_long_plan_whose_projects_are_worded_alike(seed: int) -> None:
    """Headings, departments and captions come again by chance, which is no reason to leave any out."""
    result = assert_read_back(drawn(seed, strategies=15, projects=(4, 8)))
    assert not [found for found in result.plan.findings if found.code == "repeated-block"]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("name", HAZARDS)
def test_every_hazard_alone(name: str, rules: Rules) -> None:
    # A seed of its own for each, whatever other hazards there are.
    seed = crc32(f"{name} {rules}".encode())
    size = (2, (1, 2)) if rules == "lines" else (1, (1, 1))
    document = drawn(seed, [HAZARDS[name]], rules=rules, strategies=size[0], projects=size[1])
    assert_read_back(document)


@pytest.mark.parametrize("seed", [3, 12, 15, 20, 24, 36, 38])
def test_a_part_printed_again_under_another_project(seed: int) -> None:
    document = drawn(seed, [HAZARDS["repeated-strip"]])
    strips = [piece for sheet in document.drawing.sheets for piece in sheet.pieces if piece.owner == "repeat"]
    assert strips, "there is no room for a strip in this plan"
    result = assert_read_back(document)
    assert_accounts_hold(document.pdf, result.accounts)
    assert any(found.code == "repeated-block" for found in result.plan.findings)


@pytest.mark.parametrize("name", [name for name in GHOSTS if name not in UNREPORTED_GHOSTS])
def test_a_project_that_only_a_ghost_holds_is_reported(name: str) -> None:
    # One page, so that the hidden project is not drawn across the ghost of a second one.
    plan = random_plan(Random(3), Edition(), strategies=1, projects=(1, 1))
    document = draw(plan, Style(pillar="line"), [HAZARDS[name]])
    assert len(document.drawing.sheets) == 1
    assert document.truth["hidden_projects"]
    result = assert_read_back(document)
    assert not unreported(document.truth, json.loads(plan_json(result.plan)))
    with_hidden = read(document, Options(include_hidden=True)).plan
    shown = {project.id: project.hidden for project in with_hidden.projects}
    hidden = document.truth["hidden_projects"]
    assert shown == {project.id: False for project in result.plan.projects} | dict.fromkeys(hidden, True)


@pytest.mark.xfail(
    strict=False,
    reason="seed 1712 (shuffled, a draft mark across the page, merged cells): the first row of 8-2 is lost",
)
@settings(few, max_examples=EXAMPLES or 40)
@given(
    seed=SEEDS,
    names=st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4, unique=True),
    frame=st.sampled_from(["", *FRAMES]),
    merged=st.booleans(),
    rules=st.sampled_from(RULES),
)
def test_sets_of_hazards(seed: int, names: list[str], frame: str, merged: bool, rules: Rules) -> None:
    # Three kinds of strikes upon each other strike a letter a dozen times and more, wider than it is.
    assume(sum(name.startswith("struck") for name in names) < 3)
    hazards = [HAZARDS[name] for name in (*names, frame) if name]
    assert_read_back(drawn(seed, hazards, merged=merged, rules=rules, strategies=2, projects=(1, 2)))


def test_a_plan_that_nobody_sees_is_read_only_when_asked_for() -> None:
    plan = random_plan(Random(5), Edition(), strategies=1, projects=(1, 2))
    document = draw(plan, Style())
    sheets = document.drawing.sheets
    covered = [
        replace(sheet, over=(Box(0, 0, sheet.width, sheet.height, fill=(1.0, 1.0, 1.0)),)) for sheet in sheets
    ]
    pdf = paint(replace(document.drawing, sheets=tuple(covered)))
    unseen = replace(document, pdf=pdf)
    with pytest.raises(NoPlanError, match="--include-hidden"):
        read(unseen)
    result = read(unseen, Options(include_hidden=True)).plan
    assert all(project.hidden for project in result.projects)
    assert not differences(document.truth, json.loads(plan_json(result)))


@few
@given(seed=SEEDS, frame=st.sampled_from(FRAMES))
def test_a_frame_changes_nothing(seed: int, frame: str) -> None:
    """Turned pages and odd origins say the same in the same places as the plain page."""
    size: dict[str, Any] = {"strategies": 1, "projects": (1, 2)}
    plain, framed = drawn(seed, **size), drawn(seed, [HAZARDS[frame]], **size)
    first, second = assert_read_back(plain).plan, assert_read_back(framed).plan
    for one, other in zip(first.projects, second.projects, strict=True):
        assert one.pages == other.pages
        for here, there in zip(one.areas, other.areas, strict=True):
            # Coordinates written with two decimals may fall on the other side of a whole point.
            for edge in ("x0", "top", "x1", "bottom"):
                assert abs(getattr(here, edge) - getattr(there, edge)) <= 1, (one.id, edge)


@pytest.mark.xfail(
    strict=False,
    reason="seed 7507 (an unmapped goal and ghosts): 18 glyphs of page 1 are in no account",
)
@few
@given(
    seed=SEEDS,
    names=st.lists(st.sampled_from(list(HAZARDS)), max_size=3, unique=True),
)
def test_accounts_hold(seed: int, names: list[str]) -> None:
    """Every glyph that the file paints is kept or dropped for a reason, and every kept one has a use."""
    document = drawn(seed, [HAZARDS[name] for name in names], strategies=1, projects=(1, 2))
    assert_accounts_hold(document.pdf, read(document).accounts)


@few
@given(seed=SEEDS)
def test_a_second_run_says_the_same(seed: int) -> None:
    document = drawn(seed, [HAZARDS["shuffled"]], strategies=1, projects=(1, 2))
    assert plan_json(read(document).plan) == plan_json(read(document).plan)
