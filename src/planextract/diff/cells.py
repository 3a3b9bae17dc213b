"""Comparison of one cell of a project's table in two editions."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.diff.model import ProjectChange
from planextract.japanese.widths import match_key, nfkc_key
from planextract.model.plan import Cell


def is_same_cell(a: Cell, b: Cell) -> bool:
    """Return whether two cells have the same words, stages and quantity, ignoring spacing and width."""
    return (
        match_key(a.text) == match_key(b.text)
        and _list_milestones(a) == _list_milestones(b)
        and a.quantity == b.quantity
    )


def compare_cell(goal: str, old: Cell, new: Cell) -> Iterator[ProjectChange]:
    """Yield at most one change between two cells: of the quantity, of the stages, or of the wording alone."""
    if is_same_cell(old, new):
        return
    common = {"item": goal, "period": new.period, "old": _get_cell_text(old), "new": _get_cell_text(new)}
    a, b = old.quantity, new.quantity
    if a is not None or b is not None:
        if a is not None and b is not None and a == b:
            yield ProjectChange.model_validate(common | {"kind": "wording"})
        elif a is not None and b is not None and match_key(a.unit) == match_key(b.unit):
            difference = _subtract_values(b.value, a.value)
            if difference == 0 and a.cumulative is not None and b.cumulative is not None:
                difference = _subtract_values(b.cumulative, a.cumulative)
            yield ProjectChange.model_validate(
                common | {"kind": "quantity", "difference": difference, "unit": b.unit}
            )
        else:
            yield ProjectChange.model_validate(common | {"kind": "quantity"})
    elif {word.stage for word in old.milestones} != {word.stage for word in new.milestones}:
        yield ProjectChange.model_validate(common | {"kind": "stage"})
    else:
        yield ProjectChange.model_validate(common | {"kind": "wording"})


def _list_milestones(cell: Cell) -> list[tuple[str, str, str]]:
    """Return the (word, stage, note) of each milestone, in the form in which they are compared."""
    return [(nfkc_key(word.term), word.stage, match_key(word.note or "")) for word in cell.milestones]


def _get_cell_text(cell: Cell) -> str | None:
    return cell.text or None


def _subtract_values(a: float, b: float) -> float:
    """Return `a - b`, rounded to nine decimals to remove the noise of binary fractions."""
    return a - b if isinstance(a, int) and isinstance(b, int) else round(a - b, 9)
