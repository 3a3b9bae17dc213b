"""Numbers too large to count, in every place of a content stream."""

from __future__ import annotations

from itertools import product

import pytest

from planextract.pages import iter_layouts
from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import from_content

HUGE = "340282346638528859811704183484516925440.0"
NUMBERS = (HUGE, f"-{HUGE}", "100000000000000000000.0", "0")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("numbers", list(product(NUMBERS, repeat=2)))
def test_they_are_out_of_reach_or_nowhere(numbers: tuple[str, str], engine: str) -> None:
    a, b = numbers
    data = from_content(
        f"q {a} 0 0 {b} {a} 0 cm BT /F1 {a} Tf {b} 0 0 {a} 20 {b} Tm (ABC) Tj ET {a} {b} m {b} 50 l S "
        f"{a} 0 {b} {a} re f Q BT /F1 {b} Tf 20 50 Td (ABCDEF) Tj ET {a} w 10 10 m 100 10 l S "
        f"{a} {b} m 0 {a} {b} 0 5 5 c W n 1 1 5 5 re f"
    )
    with get_reader(engine).open(data, None) as document:
        (page,) = iter_layouts(document, 1, 1)
    assert page.unreadable in (None, "something on it is painted nowhere")


def test_a_line_longer_than_any_page_is_one() -> None:
    with get_reader("pdfium").open(from_content(f"0 50 m {HUGE} 50 l S 9 9 m 50 9 l S"), None) as document:
        (page,) = document.pages(1, 1)
        assert len(page.shapes) == 2  # type: ignore[union-attr]


def test_type_of_no_size_is_hidden() -> None:
    content = "BT /F1 0 Tf 20 50 Td (ABCDEFGHIJKLMNOPQRSTUVWXYZ) Tj ET"
    with get_reader("pdfium").open(from_content(content), None) as document:
        (page,) = iter_layouts(document, 1, 1)
    assert page.blocks == ()
