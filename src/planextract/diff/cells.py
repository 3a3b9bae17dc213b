"""Comparison of one cell of a project's table in two editions."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.diff.model import Change
from planextract.japanese.widths import bare, compatible
from planextract.model.plan import Cell


def same_cell(a: Cell, b: Cell) -> bool:
    """Return whether two cells have the same words, stages and quantity, ignoring spacing and width."""
    return bare(a.text) == bare(b.text) and _words(a) == _words(b) and a.quantity == b.quantity


def compare_cell(goal: str, old: Cell, new: Cell) -> Iterator[Change]:
    """Yield at most one change between two cells: of the quantity, of the stages, or of the wording alone."""
    if same_cell(old, new):
        return
    common = {"item": goal, "period": new.period, "old": _text(old), "new": _text(new)}
    a, b = old.quantity, new.quantity
    if a is not None or b is not None:
        if a is not None and b is not None and a == b:
            yield Change.model_validate(common | {"kind": "wording"})
        elif a is not None and b is not None and bare(a.unit) == bare(b.unit):
            difference = _minus(b.value, a.value)
            if difference == 0 and a.cumulative is not None and b.cumulative is not None:
                difference = _minus(b.cumulative, a.cumulative)
            yield Change.model_validate(
                common | {"kind": "quantity", "difference": difference, "unit": b.unit}
            )
        else:
            yield Change.model_validate(common | {"kind": "quantity"})
    elif {word.stage for word in old.milestones} != {word.stage for word in new.milestones}:
        yield Change.model_validate(common | {"kind": "stage"})
    else:
        yield Change.model_validate(common | {"kind": "wording"})


def _words(cell: Cell) -> list[tuple[str, str, str]]:
    """Return the (word, stage, note) of each milestone, in the form in which they are compared."""
    return [(compatible(word.term), word.stage, bare(word.note or "")) for word in cell.milestones]


def _text(cell: Cell) -> str | None:
    return cell.text or None


def _minus(a: float, b: float) -> float:
    """Return `a - b`, rounded to nine decimals to remove the noise of binary fractions."""
    return a - b if isinstance(a, int) and isinstance(b, int) else round(a - b, 9)
