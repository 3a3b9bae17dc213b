"""Digits of either width, as Japanese print mixes them."""

from __future__ import annotations

from typing import Literal

Width = Literal["half", "full", "mixed"]

_HALF = "0123456789,-"
_FULL = "０１２３４５６７８９，－"
_WIDEN = str.maketrans(_HALF, _FULL)
_NARROW = str.maketrans(_FULL, _HALF)


def narrow(text: str) -> str:
    """The text with full-width digits and separators made half-width."""
    return text.translate(_NARROW)


def widen(text: str) -> str:
    """The text with half-width digits and separators made full-width."""
    return text.translate(_WIDEN)


def number(value: int | str, width: Width) -> str:
    """A number in the given width; `mixed` sets single digits full-width and longer numbers half-width."""
    text = str(value)
    return widen(text) if width == "full" or (width == "mixed" and len(text) == 1) else text
