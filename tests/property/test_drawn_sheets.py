"""Whatever sheets are drawn, in whatever arrangement, reading them gives back the facts that were drawn.

A seed names a plan and its style; `python -m plandraw random-sheets --seed …` draws the same one for a look.
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
from plandraw.sheets import draw_sheets, random_sheet_style, random_sheets
from planextract.api import Options, Result, parse_with_accounts
from planextract.export.json import plan_json
from tests.support.sheets import sheet_differences

SEEDS = st.integers(0, 2**32 - 1)
OF_THE_DRAWING = [
    name
    for name, hazard in HAZARDS.items()
    if hazard.stage.name in ("SHEETS", "GLYPHS", "ORDER", "GHOSTS", "FRAME")
]
LOST = {"unused-text", "unknown-table", "unknown-column", "hidden-project", "bad-amount", "number-repeat"}
"""Findings that sheets must not have whose words are all known or have a label."""

# A smaller seed is no simpler plan, so there is nothing to shrink.
several = settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def drawn(seed: int, hazards: tuple[str, ...] = (), *, sheets: tuple[int, int] = (1, 6)) -> Drawn:
    rng = Random(seed)
    style = random_sheet_style(rng)
    plan = random_sheets(rng, style, sheets=sheets)
    return draw_sheets(plan, style, [HAZARDS[name] for name in hazards])


def assert_read_back(
    document: Drawn, folder: Path, engine: str = "pdfium", *, nothing_lost: bool = True
) -> Result:
    path = folder / "sheets.pdf"
    path.write_bytes(document.pdf)
    result = parse_with_accounts(path, Options(engine=engine))
    assert result.plan.source.profile == "sheet"
    wrong = sheet_differences(document.truth, json.loads(plan_json(result.plan)))
    assert not wrong, "\n" + "\n".join(wrong)
    if nothing_lost:
        assert not [found for found in result.plan.findings if found.code in LOST]
    return result


@several
@given(seed=SEEDS)
def test_every_style(seed: int, tmp_path: Path) -> None:
    assert_read_back(drawn(seed), tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_the_other_engine(seed: int, tmp_path: Path) -> None:
    assert_read_back(drawn(7000 + seed, sheets=(1, 3)), tmp_path, "pdfplumber")


@pytest.mark.parametrize("name", OF_THE_DRAWING)
def test_every_hazard_of_the_drawing(name: str, tmp_path: Path) -> None:
    # A seed of its own for each, whatever other hazards there are.
    assert_read_back(drawn(crc32(name.encode()), (name,), sheets=(2, 4)), tmp_path, nothing_lost=False)
