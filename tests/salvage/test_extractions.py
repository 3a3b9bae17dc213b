"""The sample as other tools extract its text: how much of what it says comes back.

Its strings are drawn at random; `-in-order` is the same drawn in the order in which one reads it.

The floors are what is reached; they may rise and never fall. What is read wrongly is bounded too, so that
nothing is reached by guessing. The texts are made by tests/text/extract.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planextract.api import parse
from planextract.errors import NoPlanError
from planextract.export.json import plan_json
from tests.salvage.score import Score, score

EXTRACTED = Path(__file__).parent / "extracted"

FLOORS: dict[str, dict[str, tuple[int, int]]] = {
    "pdftotext": {"descriptions": (19, 1), "departments": (27, 0), "relisted": (0, 0)},
    "pdftotext-layout": {},
    "pymupdf-sorted": {},
    # Of a relisted table without lines nothing tells initiatives from contents.
    "pymupdf-in-order": {"cells": (130, 0), "relisted": (0, 0)},
    # Headings come out a character to a line, and each page with the one before it in it.
    "pdfminer-in-order": {
        "projects": (20, 1),  # 4-4 stands only in a hidden page, but the text does not say so
        "titles": (15, 1),
        "stars": (16, 0),
        "sections": (4, 0),
        "descriptions": (14, 0),
        "goals": (26, 0),
        "cells": (76, 0),
        "budgets": (55, 0),
        "departments": (26, 1),
        "relisted": (0, 0),
    },
    # The same in no order.
    "pdfminer": {
        "pillars": (0, 0),
        "strategies": (1, 0),
        "projects": (20, 1),
        "titles": (8, 0),
        "stars": (7, 1),
        "sections": (0, 0),
        "descriptions": (15, 1),
        "goals": (23, 0),
        "cells": (73, 0),
        "budgets": (47, 0),
        "departments": (23, 1),
        "relisted": (0, 0),
    },
}
"""By tool and field: how many rows are right at least, and how many are read wrongly at most. A field that
is not named is right in every row."""


def scores(name: str, truth: dict[str, Any]) -> dict[str, Score]:
    plan = parse(EXTRACTED / f"{name}.txt")
    return score(truth, json.loads(plan_json(plan)))


@pytest.fixture(scope="module")
def truth(sample: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sample.with_suffix(".truth.json").read_bytes())
    return data


@pytest.mark.parametrize("name", FLOORS)
def test_what_comes_back(name: str, truth: dict[str, Any]) -> None:
    below = []
    for field, found in scores(name, truth).items():
        least, most_wrong = FLOORS[name].get(field, (found.expected, 0))
        if found.right < least or found.wrong > most_wrong:
            below.append(f"{field}: {found.right} of {found.expected} right, {found.wrong} wrong")
    assert not below, "\n".join(below)


def test_a_text_in_the_order_of_drawing_is_refused() -> None:
    """PyMuPDF's get_text() keeps the order in which the sample draws its strings, which is at random: no
    number of a project is in one piece, and nothing says whose a text is."""
    with pytest.raises(NoPlanError):
        parse(EXTRACTED / "pymupdf.txt")
