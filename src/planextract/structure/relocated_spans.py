"""Convert the source spans of a raw plan from positions on a page to lines of a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from planextract.model.geometry import Box
from planextract.model.raw_plan import SourceSpan

_Record = TypeVar("_Record")


def relocate_spans(record: _Record, locate: Callable[[int, Box], Box]) -> _Record:
    """Return a raw plan, or a part of one, with the box of each source span replaced by `locate`.

    Each of several equal spans of a text is kept once.
    """
    return _convert(record, locate)  # type: ignore[no-any-return]


def _convert(value: Any, locate: Callable[[int, Box], Box]) -> Any:
    if isinstance(value, SourceSpan):
        return SourceSpan(value.page, locate(value.page, value.box))
    if isinstance(value, tuple):
        parts = [_convert(part, locate) for part in value]
        if hasattr(value, "_make"):
            return type(value)._make(parts)
        if parts and isinstance(parts[0], SourceSpan):
            return tuple(dict.fromkeys(parts))
        return tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: _convert(getattr(value, each.name), locate) for each in fields(value)}
        )
    return value
