"""Whatever one thing is lost or moved on a drawn page, no value changes without a finding that points to it.

A ruling, a header, a label, a number, a heading, a text or a character of it is deleted or moved. The data
then say the same as before, or what the page still prints, or a finding names the project or its page.
PLANEXTRACT_EXAMPLES=20 tries that many changes of each plan.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from plandraw import draw, random_plan, random_style
from plandraw.draw import paint
from planextract.api import Options, parse_with_accounts
from planextract.errors import PlanextractError
from planextract.export.json import plan_json
from tests.support.mutation import find_silent_changes, mutate

CHANGES = int(os.environ.get("PLANEXTRACT_EXAMPLES", "0")) or 8
"""Number of changes of each plan."""


def parse(pdf: bytes) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        path.write_bytes(pdf)
        data: dict[str, Any] = json.loads(plan_json(parse_with_accounts(path, Options()).plan))
        return data


@pytest.mark.parametrize("seed", range(6))
def test_nothing_changes_in_silence(seed: int) -> None:
    rng = Random(seed)
    plan = random_plan(rng, strategies=2, projects=(2, 3), hidden=0)
    drawn = draw(plan, random_style(rng, merged=seed % 2 == 0))
    before = parse(drawn.pdf)
    silent = []
    for change in range(CHANGES):
        mutant = mutate(drawn.drawing, Random(seed * 1000 + change))
        try:
            after = parse(paint(mutant.drawing))
        except PlanextractError:
            continue  # refused, with an exit status and a message
        changes = find_silent_changes(before, after, mutant)
        if changes:
            silent.append("\n  ".join((mutant.name, *changes)))
    assert not silent, "\n" + "\n".join(silent)
