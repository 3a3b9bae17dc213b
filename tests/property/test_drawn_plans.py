"""Whatever plan is drawn, in whatever way, reading it gives back the facts that were drawn.

A seed names a plan and its style; `python -m plandraw random --seed …` draws the same one for a look.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plandraw import HAZARDS, Drawn, Edition, Hazard, Style, draw, random_plan, random_style
from planextract.export.json import plan_json
from planextract.pipeline import Options, Result, parse_with_accounts
from planextract.read.readers import reader
from tests.truth import differences, unreported

SEEDS = st.integers(0, 2**32 - 1)

GHOSTS = [name for name, hazard in HAZARDS.items() if hazard.stage.name == "GHOSTS"]
UNREPORTED_GHOSTS = frozenset({"tiny"})
"""Ghosts whose lines are thinner than a hair: there is nothing to lay out, so nothing to report."""

FRAMES = [name for name, hazard in HAZARDS.items() if hazard.stage.name == "FRAME"]


def drawn(seed: int, hazards: Sequence[Hazard] = (), *, merged: bool = False, **plan: Any) -> Drawn:
    """The plan that `python -m plandraw random --seed SEED` draws."""
    rng = Random(seed)
    content, style = random_plan(rng, **plan), random_style(rng, merged=merged)
    return draw(content, style, hazards)


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
few = settings(
    max_examples=12,
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


@pytest.mark.parametrize("name", HAZARDS)
def test_every_hazard_alone(name: str) -> None:
    number = list(HAZARDS).index(name)
    assert_read_back(drawn(1000 + number, [HAZARDS[name]], strategies=2, projects=(1, 2)))


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


@few
@given(
    seed=SEEDS,
    names=st.lists(st.sampled_from(list(HAZARDS)), min_size=2, max_size=5, unique=True),
    merged=st.booleans(),
)
def test_sets_of_hazards(seed: int, names: list[str], merged: bool) -> None:
    hazards = [HAZARDS[name] for name in names]
    assert_read_back(drawn(seed, hazards, merged=merged, strategies=2, projects=(1, 2)))


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


@few
@given(
    seed=SEEDS,
    names=st.lists(st.sampled_from(list(HAZARDS)), max_size=3, unique=True),
)
def test_accounts_hold(seed: int, names: list[str]) -> None:
    """Every glyph that the file paints is kept or dropped for a reason, and every kept one has a use."""
    document = drawn(seed, [HAZARDS[name] for name in names], strategies=1, projects=(1, 2))
    accounts = read(document).accounts
    with reader("pdfium").open(document.pdf, None) as file:
        painted = {page.number: len(page.glyphs) for page in file.pages(1, file.page_count)}
    assert {account.page: account.read for account in accounts} == painted
    for account in accounts:
        assert account.kept == sum(account.used.values())
        assert account.read == account.kept + sum(account.dropped.values())
        assert all(count > 0 for count in account.dropped.values()), account
        assert all(count >= 0 for count in account.used.values()), account


@few
@given(seed=SEEDS)
def test_a_second_run_says_the_same(seed: int) -> None:
    document = drawn(seed, [HAZARDS["shuffled"]], strategies=1, projects=(1, 2))
    assert plan_json(read(document).plan) == plan_json(read(document).plan)
