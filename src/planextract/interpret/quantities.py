"""Interpret the text of a cell as a quantity of the published format."""

from __future__ import annotations

from planextract.japanese.amounts import parse_quantity
from planextract.model.plan import Quantity


def make_quantity(text: str) -> Quantity | None:
    """Return the quantity that a cell prints; None if the text is not a quantity."""
    printed = parse_quantity(text)
    return Quantity(**printed._asdict()) if printed is not None else None
