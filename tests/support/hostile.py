"""Files made to harm whoever reads them, drawn here because some would be large on disk."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from io import BytesIO

import pikepdf

from tests.support.pdfs import bomb, from_content, packed_blanks


def bomb_of_1500_mb() -> bytes:
    """1.5 GB of blanks in 1.5 MB."""
    return bomb(1500 * 2**20)


def bomb_in_a_bomb() -> bytes:
    """The same, packed again: 1.5 GB in a few kilobytes."""
    return _raw_content(zlib.compress(packed_blanks(1500 * 2**20), 9), "[/FlateDecode /FlateDecode]")


def many_bombs() -> bytes:
    """20 pages of 100 MB each."""
    return bomb(100 * 2**20, pages=20)


def form_that_draws_itself() -> bytes:
    return _with_forms(lambda document, form: [form])


def forms_that_multiply() -> bytes:
    """Twelve forms, each of which draws the next one ten times."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 100))
    inner = _form(document, "0 0 m 9 9 l S", {})
    for _ in range(12):
        inner = _form(document, "/F Do " * 10, {"F": inner})
    _draw(document, inner)
    return _saved(document)


def forms_nested_deep(depth: int = 2_000) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 100))
    inner = _form(document, "0 0 m 9 9 l S", {})
    for _ in range(depth):
        inner = _form(document, "/F Do", {"F": inner})
    _draw(document, inner)
    return _saved(document)


def many_rules(count: int = 400_000) -> bytes:
    return from_content("".join(f"{n % 190} {n % 97} m {n % 190 + 9} {n % 97} l S\n" for n in range(count)))


def one_path_of_many_points(count: int = 400_000) -> bytes:
    lines = "".join(f"{n % 190} {n % 97} m {n % 190 + 9} {n % 97} l\n" for n in range(count))
    return from_content(f"{lines} S")


def more_rules_than_a_page_has(count: int = 11_000) -> bytes:
    return many_rules(count)


def hatching(lines: int = 4_900) -> bytes:
    """4,900 lines that cross 4,900 others: nearly as many as are read."""
    across = "".join(f"0 {2 * n} m 14000 {2 * n} l S\n" for n in range(lines))
    down = "".join(f"{2 * n} 0 m {2 * n} 14000 l S\n" for n in range(lines))
    return from_content(across + down, box=(0, 0, 14_000, 14_000))


def many_characters(count: int = 400_000) -> bytes:
    return from_content("BT /F1 9 Tf 0 50 Td " + f"({'x' * 1000}) Tj\n" * (count // 1000) + "ET")


def clips_without_end(count: int = 20_000) -> bytes:
    """A clip path of a thousand corners around each of many lines."""
    corners = " ".join(f"{n % 200} {n % 100} l" for n in range(1000))
    return from_content(f"0 0 m {corners} W n\n" + "0 0 m 9 9 l S\n" * count)


def wide_page() -> bytes:
    return _page("[ 0 0 20000000 100 ]")


def box_of_nonsense() -> bytes:
    return _page("[ 1e400 -1e400 99999999999999999999999 nan ]")


def page_tree_with_a_loop() -> bytes:
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [ 3 0 R 4 0 R ] /Count 2 >>",
            "<< /Type /Pages /Kids [ 2 0 R 4 0 R ] /Count 2 /Parent 2 0 R >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 200 100 ] >>",
        ]
    )


def page_tree_nested_deep(depth: int = 20_000) -> bytes:
    nodes = [f"<< /Type /Pages /Kids [ {number + 1} 0 R ] /Count 1 >>" for number in range(2, depth + 2)]
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            *nodes,
            f"<< /Type /Page /Parent {depth + 1} 0 R /MediaBox [ 0 0 200 100 ] >>",
        ]
    )


def many_pages(count: int = 100_000) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 200 100 ] >>"
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [ {kids} ] /Count {count} >>",
            *[page] * count,
        ]
    )


def more_pages_than_there_are() -> bytes:
    return _page("[ 0 0 200 100 ]", count=2_000_000_000)


def many_objects(count: int = 1_100_000) -> bytes:
    return _page("[ 0 0 200 100 ]") + b"1 0 obj\nnull\nendobj\n" * count


def arrays_nested_deep(depth: int = 100_000) -> bytes:
    return _page("[ 0 0 200 100 ]", more=f"/Nested {'[' * depth}{']' * depth}")


HOSTILE: dict[Callable[[], bytes], tuple[int, str]] = {
    # what is handed in: exit status, and what the message speaks of
    bomb_of_1500_mb: (3, "unpacks to more than 256 MiB"),
    bomb_in_a_bomb: (3, "--memory-limit"),
    many_bombs: (3, "unpack to more than 1024 MiB"),
    form_that_draws_itself: (3, "nested deeper than 20"),
    forms_that_multiply: (3, "--memory-limit"),
    forms_nested_deep: (3, "nested deeper than 20"),
    many_rules: (3, "paints more than 200,000 objects"),
    one_path_of_many_points: (3, "more than 500,000 points"),
    more_rules_than_a_page_has: (3, "more than 10,000 lines"),
    hatching: (5, "text layer"),
    many_characters: (3, "more than 100,000 characters"),
    clips_without_end: (3, "more than 500,000 points"),
    wide_page: (3, "20,000,000 by 100 points"),
    box_of_nonsense: (5, "text layer"),
    page_tree_with_a_loop: (3, "can't load it"),
    page_tree_nested_deep: (3, "can't load it"),
    many_pages: (3, "100,000 pages"),
    more_pages_than_there_are: (5, "text layer"),
    many_objects: (3, "more than 1,000,000 objects"),
    arrays_nested_deep: (5, ""),
}


# -- how they are made ---------------------------------------------------------------------------


def _saved(document: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    document.save(
        target,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return target.getvalue()


def _form(document: pikepdf.Pdf, content: str, inner: dict[str, pikepdf.Object]) -> pikepdf.Object:
    return document.make_stream(
        content.encode(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=pikepdf.Array([0, 0, 200, 100]),
        Resources=pikepdf.Dictionary(
            XObject=pikepdf.Dictionary({f"/{name}": form for name, form in inner.items()})
        ),
    )


def _draw(document: pikepdf.Pdf, form: pikepdf.Object) -> None:
    page = document.pages[0].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/F": form}))
    page.Contents = document.make_stream(b"/F Do")


def _with_forms(drawn: Callable[[pikepdf.Pdf, pikepdf.Object], Iterable[pikepdf.Object]]) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 100))
    form = _form(document, "/F Do", {})
    (inner,) = drawn(document, form)
    form.Resources.XObject["/F"] = inner
    _draw(document, form)
    return _saved(document)


def _raw_content(packed: bytes, filters: str) -> bytes:
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 200 100 ] /Contents 4 0 R >>",
            (f"<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode() + packed + b"\nendstream"),
        ]
    )


def _page(box: str, count: int = 1, more: str = "") -> bytes:
    return _file(
        [
            f"<< /Type /Catalog /Pages 2 0 R {more} >>",
            f"<< /Type /Pages /Kids [ 3 0 R ] /Count {count} >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} >>",
        ]
    )


def _file(objects: Iterable[str | bytes]) -> bytes:
    """A PDF of these objects, the first its catalog, with a table of where they are."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        body = content.encode() if isinstance(content, str) else content
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table))
    return out.getvalue()
