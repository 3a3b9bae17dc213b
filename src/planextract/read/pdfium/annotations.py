"""Find the annotations that are printed with a page: stamps, comments, form fields."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import count, repeat
from typing import NamedTuple

import pypdfium2.raw as raw

from planextract import limits
from planextract.errors import PageError
from planextract.model.geometry import Box, Matrix
from planextract.read.pdfium.calls import Handle, lib
from planextract.wording.messages import make_message

_UNPRINTED_SUBTYPES = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)


class Annotation(NamedTuple):
    """An annotation printed on top of a page."""

    box: Box
    """Bounding box in points from the top left of the visible page."""
    has_text: bool


def find_printed_annotations(page: Handle, visible: Matrix) -> Iterator[Annotation]:
    """Yield the annotations that are printed with a page, those outside its visible area included.

    Raises PageError when their objects exceed a bound of `limits`: nested forms multiply.
    """
    looked_at = count()
    for index in range(lib.FPDFPage_GetAnnotCount(page)):
        annotation = lib.FPDFPage_GetAnnot(page, index)
        hidden = lib.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_HIDDEN
        if not hidden and lib.FPDFAnnot_GetSubtype(annotation) not in _UNPRINTED_SUBTYPES:
            rectangle = raw.FS_RECTF()
            lib.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle))
            box = visible.map_rectangle(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield Annotation(box, _has_printed_text(annotation, looked_at) or _has_value(annotation))
        lib.FPDFPage_CloseAnnot(annotation)


def _has_value(annotation: Handle) -> bool:
    """Return True for a field of a form with a value that viewers print, since it has no appearance yet."""
    if lib.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET or lib.FPDFAnnot_HasKey(
        annotation, b"AP"
    ):
        return False
    # An empty value is a string of two zero bytes.
    return bool(lib.FPDFAnnot_GetStringValue(annotation, b"V", None, ctypes.c_ulong(0)) > 2)


def _has_printed_text(annotation: Handle, looked_at: Iterator[int]) -> bool:
    """Return True where the appearance of an annotation, or a form inside it, contains text."""
    objects = range(lib.FPDFAnnot_GetObjectCount(annotation))
    for kind in _iter_object_types(map(lib.FPDFAnnot_GetObject, repeat(annotation), objects), 0):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            return True
        if next(looked_at) >= limits.OBJECTS_PER_PAGE:
            raise PageError(
                make_message(
                    "its annotations paint more than {objects_per_page:,} objects",
                    objects_per_page=limits.OBJECTS_PER_PAGE,
                )
            )
    return False


def _iter_object_types(handles: Iterable[Handle], depth: int) -> Iterator[int]:
    """Yield PDFium's type of each page object, and of the objects inside forms."""
    for handle in handles:
        kind = lib.FPDFPageObj_GetType(handle)
        yield kind
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < limits.FORM_DEPTH:
            objects = range(lib.FPDFFormObj_CountObjects(handle))
            yield from _iter_object_types(map(lib.FPDFFormObj_GetObject, repeat(handle), objects), depth + 1)
