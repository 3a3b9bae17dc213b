"""The tools that planextract is compared with: `python table_tools.py TOOL PDF ROWS.json` runs one of them.

ROWS.json receives all rows of all tables that it finds. The tool is imported only here, so that the time
and the memory of this process are its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Rows = Iterator[Sequence[str | None]]


def with_pdfplumber(pdf: str) -> Rows:
    """pdfplumber, as its documentation advises for doubled characters."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        for page in document.pages:
            for table in page.dedupe_chars().extract_tables():
                yield from table
            page.close()


def with_camelot(pdf: str) -> Rows:
    """camelot on ruled tables."""
    import camelot

    for table in camelot.read_pdf(pdf, pages="all", flavor="lattice"):
        yield from table.df.values.tolist()


def with_pymupdf(pdf: str) -> Rows:
    """PyMuPDF by the rules on the page alone."""
    yield from _with_pymupdf(pdf, use_layout=False)


def with_pymupdf_layout(pdf: str) -> Rows:
    """PyMuPDF with the network that finds tables, which is its default since 2.0."""
    yield from _with_pymupdf(pdf, use_layout=True)


def _with_pymupdf(pdf: str, *, use_layout: bool) -> Rows:
    import pymupdf

    with pymupdf.open(pdf) as document:
        for page in document:
            for table in page.find_tables(use_layout=use_layout).tables:
                yield from table.extract()


def with_pdfium(pdf: str) -> Rows:
    """PDFium alone: every character with its box and every path segment are asked for, and nothing kept."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    edges = [ctypes.c_double() for _ in range(4)]
    at_edges = [ctypes.byref(edge) for edge in edges]
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)

    def walk(count: int, get: Callable[[int], object]) -> None:
        for index in range(count):
            item = get(index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                walk(
                    raw.FPDFFormObj_CountObjects(item),
                    lambda inner, form=item: raw.FPDFFormObj_GetObject(form, inner),
                )
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                for place in range(raw.FPDFPath_CountSegments(item)):
                    segment = raw.FPDFPath_GetPathSegment(item, place)
                    raw.FPDFPathSegment_GetType(segment)
                    raw.FPDFPathSegment_GetPoint(segment, at_x, at_y)

    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = raw.FPDF_LoadPage(document.raw, number)
            walk(
                raw.FPDFPage_CountObjects(page), lambda index, page=page: raw.FPDFPage_GetObject(page, index)
            )
            text = raw.FPDFText_LoadPage(page)
            for index in range(raw.FPDFText_CountChars(text)):
                raw.FPDFText_GetUnicode(text, index)
                raw.FPDFText_GetCharBox(text, index, *at_edges)
            raw.FPDFText_ClosePage(text)
            raw.FPDF_ClosePage(page)
    yield from ()


TOOLS: dict[str, Callable[[str], Rows]] = {
    "pdfplumber": with_pdfplumber,
    "camelot": with_camelot,
    "pymupdf": with_pymupdf,
    "pymupdf-layout": with_pymupdf_layout,
    "pdfium": with_pdfium,
}


def main() -> int:
    """Run one tool on one file."""
    tool, pdf, target = sys.argv[1:]
    rows = list(TOOLS[tool](pdf))
    Path(target).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
