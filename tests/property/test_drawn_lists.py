"""Whatever list is drawn, in whatever way, reading it gives back the facts that were drawn.

A seed names a list and its style; `python -m plandraw random-list --seed …` draws the same one for a look.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plandraw import HAZARDS, Drawn
from plandraw.lists import draw_list, random_list, random_list_style
from planextract.api import Options, Result, parse_with_accounts
from planextract.export.json import plan_json
from planextract.model.field_values import iter_correctable_fields
from planextract.report.report_data import iter_value_areas
from tests.support.lists import list_differences

SEEDS = st.integers(0, 2**32 - 1)
OF_THE_DRAWING = [
    name
    for name, hazard in HAZARDS.items()
    if hazard.stage.name in ("SHEETS", "GLYPHS", "ORDER", "GHOSTS", "FRAME")
]
UNSUMMED = {"budget-sum", "budget-change", "funding-sum", "total-sum"}
UNKNOWN = {"unknown-table", "unknown-column", "hidden-project"}
"""Findings that a list must not have whose sums are right, whose headers are known, and which is all seen."""

# A smaller seed is no simpler list, so there is nothing to shrink.
several = settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def drawn(seed: int, hazards: tuple[str, ...] = (), *, projects: tuple[int, int] = (3, 26)) -> Drawn:
    rng = Random(seed)
    style = random_list_style(rng)
    return draw_list(random_list(rng, style, projects=projects), style, [HAZARDS[name] for name in hazards])


def assert_read_back(document: Drawn, folder: Path, engine: str = "pdfium") -> Result:
    path = folder / "list.pdf"
    path.write_bytes(document.pdf)
    result = parse_with_accounts(path, Options(profile="list", engine=engine))
    wrong = list_differences(document.truth, json.loads(plan_json(result.plan)))
    assert not wrong, "\n" + "\n".join(wrong)
    assert not [found for found in result.plan.findings if found.code in UNSUMMED | UNKNOWN]
    return result


@several
@given(seed=SEEDS)
def test_every_style(seed: int, tmp_path: Path) -> None:
    result = assert_read_back(drawn(seed), tmp_path)
    for project in result.plan.projects:
        spots = result.places.projects[project.id]
        missing = [
            field.pointer
            for field in iter_correctable_fields(project)
            if field.value and not [*iter_value_areas(field, spots)]
        ]
        assert not missing, (project.id, missing)


@pytest.mark.parametrize("seed", range(6))
def test_the_other_engine(seed: int, tmp_path: Path) -> None:
    assert_read_back(drawn(7000 + seed, projects=(3, 12)), tmp_path, "pdfplumber")


@pytest.mark.parametrize("name", OF_THE_DRAWING)
def test_every_hazard_of_the_drawing(name: str, tmp_path: Path) -> None:
    # A seed of its own for each, whatever other hazards there are.
    assert_read_back(drawn(crc32(name.encode()), (name,), projects=(6, 16)), tmp_path)
