"""Find the pages whose content is damaged in the file: streams that can't be unpacked whole.

Readers show such a page as far as its content goes, often not at all, and report nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

_OBJECT_HEAD = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_MAX_HEAD_BYTES = 4200
"""Bytes before a stream in which the number of its object is searched: its dictionary is shorter."""

_UNPRINTED_KEYS = ("/Parent", "/Annots", "/B", "/Metadata", "/PieceInfo", "/StructParents", "/Thumb")
"""Entries of a page that lead elsewhere than to what it shows."""


def find_damaged_pages(data: bytes, damaged: Iterable[int]) -> frozenset[int]:
    """Return the numbers, from 1, of the pages that use any of the damaged streams, given by their offsets.

    All pages count as damaged where the file can't be examined.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    numbers = {number for offset in damaged if (number := _find_object_number(data, offset)) is not None}
    if not numbers:
        return frozenset()
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        return frozenset(index for index, page in enumerate(pages, 1) if _uses_any(page, numbers))
    except (PyPdfError, RecursionError, LookupError, TypeError, ValueError, AttributeError):
        return _ALL_PAGES


class _AllPages(frozenset[int]):
    """A set that has every number."""

    def __contains__(self, _: object) -> bool:
        return True


_ALL_PAGES = _AllPages()


def _find_object_number(data: bytes, offset: int) -> int | None:
    heads = list(_OBJECT_HEAD.finditer(data, max(0, offset - _MAX_HEAD_BYTES), offset))
    return int(heads[-1][1]) if heads else None


def _uses_any(page: Any, numbers: set[int]) -> bool:
    """Return whether what a page shows is made of any of these objects."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    todo: list[Any] = [page.raw_get(key) for key in page if key not in _UNPRINTED_KEYS]
    seen: set[int] = set()
    while todo:
        value = todo.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in numbers:
                return True
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, DictionaryObject):
            todo.extend(value.raw_get(key) for key in value if key not in _UNPRINTED_KEYS)
        elif isinstance(value, ArrayObject):
            todo.extend(value)
    return False
