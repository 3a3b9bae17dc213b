"""Editions of the block layout differ in years, words, digits and signs; all are read without a change.

The choices are plandraw's own list of conventions, so that a failure shrinks to the convention that fails.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plandraw import Drawn, Edition, Style, draw, random_plan
from plandraw.random_plan import CONVENTIONS, TOTALS
from planextract.export.json import plan_json
from planextract.inputs import Options
from tests.property.test_drawn_plans import read
from tests.support.truth import differences


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    chosen: dict[str, Any] = {name: draw(st.sampled_from(_once(of))) for name, of in CONVENTIONS.items()}
    count = draw(st.sampled_from((3, *range(1, 11))))
    totals = (*TOTALS, f"{count}か年計")
    return Edition(
        baseline_year=draw(st.integers(2015, 2032)),
        year_count=count,
        total_label=draw(st.sampled_from(totals)),
        id_spaced=draw(st.booleans()),
        **chosen,
    )


styles = st.builds(
    Style,
    band=st.sampled_from(("inside", "above")),
    departments=st.sampled_from(("below", "inside", "rows")),
    header=st.sampled_from(("single", "double")),
    flow=st.sampled_from(("keep", "rows", "header", "cut")),
    star=st.sampled_from(("behind", "apart", "before", "front")),
    strategy=st.sampled_from(("box", "line")),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(edition=editions(), style=styles, seed=st.integers(0, 99))
def test_every_edition_is_read_without_a_change(edition: Edition, style: Style, seed: int) -> None:
    document = draw(random_plan(Random(seed), edition, strategies=1, projects=(1, 2)), style)
    for engine in ("pdfium", "pdfplumber"):
        assert_read(document, engine)


def assert_read(document: Drawn, engine: str) -> None:
    result = read(document, Options(engine=engine))
    wrong = differences(document.truth, json.loads(plan_json(result.plan)))
    assert not wrong, "\n" + "\n".join([engine, *wrong])


def _once(values: Sequence[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
