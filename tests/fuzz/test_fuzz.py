"""A bounded run over damaged plans; `python -m tests.fuzz.run` makes a longer one."""

from __future__ import annotations

import contextlib
import sys
import time
from random import Random

import pytest

from planextract.read.registry import ENGINES
from tests.fuzz.mutate import IMPOSSIBLE, MUTATIONS, mutated
from tests.fuzz.run import fuzz
from tests.support import pdfs

FILES = {"pdfium": 60, "pdfplumber": 20}
SECONDS = 30
"""For each reader; on a slow machine fewer files are read."""


@pytest.mark.skipif(sys.platform == "win32", reason="starts copies of itself")
@pytest.mark.parametrize("engine", ENGINES)
def test_no_damaged_plan_makes_the_program_fail_or_lie(engine: str) -> None:
    tally = fuzz(range(FILES[engine]), engine, until=time.monotonic() + SECONDS)
    assert tally.files
    assert tally.failures == []
    assert [told for told in tally.silent if "SILENT" in told] == []


def test_a_seed_names_the_damage() -> None:
    data = pdfs.drawn_plan()
    for seed in range(10):
        assert mutated(data, seed) == mutated(data, seed)


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_way_of_damage_does_some(name: str) -> None:
    data = pdfs.drawn_plan()
    found = {data}
    for seed in range(8):
        with contextlib.suppress(*IMPOSSIBLE):
            found.add(MUTATIONS[name](data, Random(seed)))
    assert len(found) > 2
