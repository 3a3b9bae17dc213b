"""Apply the UserUnit of pages, which PDFium and pdfminer ignore (ISO 32000-1, table 30).

A page may measure in units of several points each. Here its content and boxes are enlarged to points, so that
every later stage sees the page in its true size.
"""

from __future__ import annotations

from typing import Any

_BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")


def get_user_unit(page: Any) -> float:
    """Return the size of a page's unit in points."""
    unit = page.get("/UserUnit", 1)
    return float(unit) if isinstance(unit, int | float) and 0 < unit <= 75000 else 1.0


def enlarge_page(writer: Any, page: Any) -> bool:
    """Enlarge the content, boxes and annotations of a page by its UserUnit; False where it has none."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, StreamObject

    unit = get_user_unit(page)
    if unit == 1:
        return False

    def enlarge(numbers: Any) -> Any:
        return ArrayObject(FloatObject(float(number) * unit) for number in numbers)

    def make_stream(content: bytes) -> Any:
        stream = StreamObject()
        stream.set_data(content)
        return writer._add_object(stream)

    for key in _BOXES:
        inherited = page.get_inherited(key) if hasattr(page, "get_inherited") else page.get(key)
        if inherited is not None:
            page[NameObject(key)] = enlarge(inherited.get_object())
    contents = page.get("/Contents")
    if contents is not None:
        whole = contents.get_object()
        parts = list(whole) if isinstance(whole, ArrayObject) else [page.raw_get("/Contents")]
        page[NameObject("/Contents")] = ArrayObject(
            [make_stream(f"q {unit} 0 0 {unit} 0 0 cm\n".encode("ascii")), *parts, make_stream(b"\nQ")]
        )
    for annotation in page.get("/Annots") or ():
        made = annotation.get_object()
        if "/Rect" in made:
            made[NameObject("/Rect")] = enlarge(made["/Rect"])
    del page["/UserUnit"]
    return True
