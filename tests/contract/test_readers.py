"""What every reader must list of a page, whichever library it stands on.

Glyphs are placed by their em box on the visible page: 0.88 of the size above the baseline, 0.12 below.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Sequence
from itertools import product

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from plandraw.typeface import FONT_FILE
from planextract.errors import EncryptedError, UnreadableError
from planextract.model.page import CLIPPING_TEXT_DOUBT, Box, Glyph, PageContent, PaintKind
from planextract.read.base import Reader
from planextract.read.registry import ENGINES, get_reader
from tests.support import pdfs
from tests.support.pdfs import from_content, pdf, with_page

MODULES = {"pdfium": "pdfium", "pdfplumber": "plumber"}
NEAR = 0.05
"""Points by which a reader may place a glyph beside where the file puts it."""

WIDTH, HEIGHT = 200, 100


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Reader:
    name: str = request.param
    module = f"planextract.read.{MODULES[name]}"
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    return get_reader(name)


def pages(engine: Reader, data: bytes) -> list[PageContent]:
    with engine.open(data, None) as document:
        return list(document.pages(1, document.page_count))


def page(engine: Reader, data: bytes) -> PageContent:
    (only,) = pages(engine, data)
    return only


def text(content: PageContent) -> str:
    return "".join(glyph.text for glyph in content.glyphs)


def box(glyph: Glyph) -> tuple[float, ...]:
    return glyph.x0, glyph.top, glyph.x1, glyph.bottom


def at(x0: float, top: float, x1: float, bottom: float) -> object:
    return pytest.approx((x0, top, x1, bottom), abs=NEAR)


def hello(canvas: Canvas) -> None:
    canvas.drawString(20, 50, "計画")


# Where glyphs are ----------------------------------------------------------------------------------

UPRIGHT = {  # content that /Rotate shows upright again, for an origin at zero
    0: "1 0 0 1 0 0",
    90: f"0 1 -1 0 {HEIGHT} 0",
    180: f"-1 0 0 -1 {WIDTH} {HEIGHT}",
    270: f"0 -1 1 0 0 {WIDTH}",
}
ORIGINS = ((0, 0), (36, 72), (-300, -180.5))


@pytest.mark.parametrize(("rotate", "origin"), list(product(UPRIGHT, ORIGINS)))
def test_pages_that_look_alike_read_alike(engine: Reader, rotate: int, origin: tuple[float, float]) -> None:
    wide, high = (WIDTH, HEIGHT) if rotate % 180 == 0 else (HEIGHT, WIDTH)
    x, y = origin
    content = page(
        engine,
        from_content(
            f"1 0 0 1 {x} {y} cm {UPRIGHT[rotate]} cm "
            "BT /F1 10 Tf 20 50 Td (HI) Tj ET 0 0 0 RG 2 w 30 20 m 90 20 l S",
            box=(x, y, x + wide, y + high),
            Rotate=rotate,
        ),
    )
    assert (content.width, content.height) == (WIDTH, HEIGHT)
    assert text(content) == "HI"
    # Helvetica: H is 0.722 wide, I 0.278.
    assert [box(glyph) for glyph in content.glyphs] == [
        at(20, 41.2, 27.22, 51.2),
        at(27.22, 41.2, 30, 51.2),
    ]
    assert {(glyph.angle, round(glyph.size, 3)) for glyph in content.glyphs} == {(0, 10)}
    (line,) = content.shapes
    ends = sorted((round(px, 1), round(py, 1)) for px, py in line.points)
    assert ends == [(30, 80), (90, 80)]
    assert line.width == pytest.approx(2, abs=NEAR)


@pytest.mark.parametrize(
    ("rotate", "angle", "place"),
    [
        (0, 0, (20, 41.2, 27.22, 51.2)),
        (90, 90, (48.8, 20, 58.8, 27.22)),
        (180, 180, (172.78, 48.8, 180, 58.8)),
        (270, 270, (41.2, 172.78, 51.2, 180)),
    ],
)
def test_a_turned_page_turns_its_text(
    engine: Reader, rotate: int, angle: int, place: tuple[float, float, float, float]
) -> None:
    content = page(engine, from_content("BT /F1 10 Tf 20 50 Td (H) Tj ET", Rotate=rotate))
    (glyph,) = content.glyphs
    assert (box(glyph), glyph.angle) == (at(*place), angle)
    assert glyph.size == pytest.approx(10, abs=NEAR)


@pytest.mark.parametrize(
    ("boxes", "size", "shift"),
    [
        ({"MediaBox": [0, 0, 200, 100]}, (200, 100), (0, 0)),
        ({"MediaBox": [0, 0, 200, 100], "CropBox": [10, 20, 110, 90]}, (100, 70), (-10, -10)),
        ({"MediaBox": [0, 0, 200, 100], "CropBox": [-50, -50, 400, 400]}, (200, 100), (0, 0)),
        ({"MediaBox": [200, 100, 0, 0]}, (200, 100), (0, 0)),
        ({"MediaBox": [-40, -30, 160, 70]}, (200, 100), (40, -30)),
        ({"MediaBox": [0, 0, 200, 100], "CropBox": [110, 90, 10, 20]}, (100, 70), (-10, -10)),
        # ArtBox, TrimBox and BleedBox say nothing about what is visible.
        ({"MediaBox": [0, 0, 200, 100], "TrimBox": [30, 30, 60, 60]}, (200, 100), (0, 0)),
    ],
    ids=["media", "crop", "crop beyond media", "upside down", "negative", "crop upside down", "trim"],
)
def test_the_visible_page_is_the_crop_box_within_the_media_box(
    engine: Reader,
    boxes: dict[str, Sequence[float]],
    size: tuple[float, float],
    shift: tuple[float, float],
) -> None:
    content = page(engine, with_page(pdf(hello), **boxes))
    assert (content.width, content.height) == pytest.approx(size, abs=NEAR)
    x, y = 20 + shift[0], 41.2 + shift[1]
    assert [box(glyph) for glyph in content.glyphs] == [
        at(x, y, x + 10, y + 10),
        at(x + 10, y, x + 20, y + 10),
    ]


def test_boxes_and_rotation_may_be_inherited(engine: Reader) -> None:
    def inherit(document: pikepdf.Pdf) -> None:
        node = document.Root.Pages
        node.MediaBox = pikepdf.Array([0, 0, 100, 50])
        node.Rotate = 90
        for entry in ("/MediaBox", "/Rotate"):
            if entry in document.pages[0].obj:
                del document.pages[0].obj[entry]

    content = page(engine, pdfs.changed(pdf(hello), inherit))
    assert (content.width, content.height) == (50, 100)
    assert {glyph.angle for glyph in content.glyphs} == {90}


@pytest.mark.parametrize(
    "content",
    [
        "BT /F1 10 Tf 20 50 Td (H) Tj ET",
        "BT /F1 1 Tf 10 0 0 10 20 50 Tm (H) Tj ET",
        "0.5 0 0 0.5 0 0 cm BT /F1 20 Tf 40 100 Td (H) Tj ET",
        "BT /F1 10 Tf 100 50 Td (HHH) Tj -80 -5 Td 5 Ts (H) Tj ET",
        "q 2 0 0 2 10 20 cm Q BT /F1 10 Tf 20 50 Td (H) Tj ET",
    ],
    ids=["plain", "text matrix", "page matrix", "rise", "restored"],
)
def test_the_size_is_that_on_paper(engine: Reader, content: str) -> None:
    glyph = page(engine, from_content(content)).glyphs[-1]
    assert glyph.size == pytest.approx(10, abs=NEAR)
    assert box(glyph) == at(20, 41.2, 27.22, 51.2)


def test_narrow_type_keeps_its_size(engine: Reader) -> None:
    content = page(engine, from_content("BT /F1 10 Tf 50 Tz 20 50 Td (HI) Tj ET"))
    assert [box(glyph) for glyph in content.glyphs] == [
        at(20, 41.2, 23.61, 51.2),
        at(23.61, 41.2, 25, 51.2),
    ]
    assert [glyph.size for glyph in content.glyphs] == [pytest.approx(10, abs=NEAR)] * 2


@pytest.mark.parametrize(
    ("matrix", "angle"),
    [("1 0 0 1", 0), ("0 -1 1 0", 90), ("-1 0 0 -1", 180), ("0 1 -1 0", 270)],
)
def test_turned_text(engine: Reader, matrix: str, angle: int) -> None:
    """Degrees clockwise: 90 reads downwards, as the back of a book."""
    content = page(engine, from_content(f"BT /F1 10 Tf {matrix} 100 50 Tm (HI) Tj ET"))
    assert [glyph.angle for glyph in content.glyphs] == [angle] * 2
    first, second = content.glyphs
    middle = {
        axis: (low(second) + high(second) - low(first) - high(first)) / 2
        for axis, low, high in (
            ("x", lambda g: g.x0, lambda g: g.x1),
            ("y", lambda g: g.top, lambda g: g.bottom),
        )
    }
    step = 5.0  # from the middle of H to that of I: (7.22 + 2.78) / 2
    expected = {0: (step, 0), 90: (0, step), 180: (-step, 0), 270: (0, -step)}[angle]
    assert (middle["x"], middle["y"]) == pytest.approx(expected, abs=NEAR)


def test_content_of_forms_is_placed_by_all_their_matrices(engine: Reader) -> None:
    content = page(engine, _in_forms("BT /F1 10 Tf 0 0 Td (H) Tj ET"))
    (glyph,) = content.glyphs
    # The outer form doubles and moves by (10, 20); the inner one moves by (5, 15) before that.
    assert box(glyph) == at(20, HEIGHT - 50 - 17.6, 34.44, HEIGHT - 50 + 2.4)
    assert glyph.size == pytest.approx(20, abs=NEAR)


def _in_forms(inner: str, **extra: object) -> bytes:
    """A page that shows a form that shows a form with this content."""
    data = from_content("/Outer Do")

    def nest(document: pikepdf.Pdf) -> None:
        resources = document.pages[0].obj.Resources
        form = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form}
        small = document.make_stream(
            inner.encode(),
            **form,
            BBox=pikepdf.Array([-100, -100, 300, 300]),
            Matrix=pikepdf.Array([1, 0, 0, 1, 5, 15]),
            Resources=resources,
            **extra,
        )
        large = document.make_stream(
            b"/Inner Do",
            **form,
            BBox=pikepdf.Array([-100, -100, 300, 300]),
            Matrix=pikepdf.Array([2, 0, 0, 2, 10, 20]),
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=small)),
        )
        resources.XObject = pikepdf.Dictionary(Outer=large)

    return pdfs.changed(data, nest)


# What is listed --------------------------------------------------------------------------------------


def test_white_space_is_not_listed(engine: Reader) -> None:
    def spaced(canvas: Canvas) -> None:
        canvas.drawString(20, 50, " 計 画　の　柱 ")
        canvas.drawString(20, 30, "　 ")

    assert text(page(engine, pdf(spaced))) == "計画の柱"


def test_characters_are_listed_as_printed(engine: Reader) -> None:
    """Nothing is normalised: full-width digits, enclosed numbers and № stay what they are."""
    printed = "№２２－１①★※▲―・（％）Ａａ"
    assert text(page(engine, pdf(lambda canvas: canvas.drawString(10, 50, printed)))) == printed


def test_a_character_without_a_unicode_value_is_a_replacement(engine: Reader) -> None:
    lost = TTFont("Lost", str(FONT_FILE), asciiReadable=False)
    # reportlab takes fonts whose faces have one name for one font
    lost.face.name += b"Lost" if isinstance(lost.face.name, bytes) else "Lost"
    pdfmetrics.registerFont(lost)

    def words(canvas: Canvas) -> None:
        canvas.drawString(20, 70, "計画")
        canvas.setFont("Lost", 10)
        canvas.drawString(20, 50, "菜園Ａ")

    def lose(document: pikepdf.Pdf) -> None:
        (font,) = (f for f in document.pages[0].obj.Resources.Font.values() if "Lost" in str(f.BaseFont))
        del font["/ToUnicode"]

    content = page(engine, pdfs.changed(pdf(words), lose))
    assert text(content) == "計画\ufffd\ufffd\ufffd"
    assert [box(glyph) for glyph in content.glyphs[2:]] == [
        at(20 + 10 * index, 41.2, 30 + 10 * index, 51.2) for index in range(3)
    ]


@pytest.mark.parametrize("times", [1, 2, 3, 4])
@pytest.mark.parametrize("offset", [0.0, 0.05, 0.2])
def test_a_run_is_listed_as_often_as_it_is_drawn(engine: Reader, times: int, offset: float) -> None:
    """Which of several strikes is seen is decided later, and only what is listed can be counted."""

    def strike(canvas: Canvas) -> None:
        for index in range(times):
            canvas.drawString(20 + index * offset, 50, "№22-1　計画")

    content = page(engine, pdf(strike))
    assert Counter(glyph.text for glyph in content.glyphs) == {
        **dict.fromkeys("№-1計画", times),
        "2": 2 * times,
    }
    first = sorted((glyph.paint, glyph.x0) for glyph in content.glyphs if glyph.text == "№")
    assert len({paint for paint, _ in first}) == times
    for index, (_, x0) in enumerate(first):
        assert x0 == pytest.approx(20 + index * offset, abs=NEAR)


@pytest.mark.parametrize("in_form", [False, True])
@pytest.mark.parametrize("offset", [0.0, 0.05, 0.2])
def test_strikes_upon_strikes_are_all_listed_where_they_are(
    engine: Reader, offset: float, in_form: bool
) -> None:
    """Character by character, each eight times, and then all of it as a string eight times."""

    def strike(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10)
        for place, character in enumerate("二二計画"):
            for index in range(8):
                canvas.drawString(20 + 10 * place + index * offset, 50, character)
        for index in range(8):
            canvas.drawString(100 + index * offset, 50, "二二計画")

    def draw(canvas: Canvas) -> None:
        if not in_form:
            return strike(canvas)
        canvas.beginForm("struck")
        strike(canvas)
        canvas.endForm()
        return canvas.doForm("struck")

    content = page(engine, pdf(draw))
    assert Counter(glyph.text for glyph in content.glyphs) == {"二": 32, "計": 16, "画": 16}
    found = sorted(glyph.x0 for glyph in content.glyphs if glyph.text == "計")
    assert found == pytest.approx([x + index * offset for x in (40, 120) for index in range(8)], abs=NEAR)
    assert {round(glyph.bottom, 1) for glyph in content.glyphs} == {51.2}


def test_letters_that_are_really_double_stay_double(engine: Reader) -> None:
    printed = "いきいき１１ああ――11"
    assert text(page(engine, pdf(lambda canvas: canvas.drawString(10, 50, printed)))) == printed


def test_actual_text_names_a_glyph_and_moves_nothing(engine: Reader) -> None:
    """ISO 32000-1, 14.9.4; so Chromium tells the ・ of Noto Sans from its look-alike ‧."""
    content = page(
        engine,
        from_content("/Span <</ActualText <FEFF30FB>>> BDC BT /F1 10 Tf 20 50 Td (.) Tj ET EMC"),
    )
    (glyph,) = content.glyphs
    assert (glyph.text, glyph.x0) == ("・", pytest.approx(20, abs=NEAR))
    assert glyph.bottom == pytest.approx(100 - 50 + 1.2, abs=NEAR)


def test_actual_text_in_a_form_stands_where_the_form_does(engine: Reader) -> None:
    """PDFium leaves the form's matrix out there: a page hidden beside another then shows in part."""
    named = "/Span <</ActualText <FEFF7528>>> BDC BT /F1 10 Tf 0 0 Td (.) Tj ET EMC"
    content = page(engine, _in_forms(f"{named} BT /F1 10 Tf 10 0 Td (H) Tj ET"))
    assert [(glyph.text, round(glyph.x0), glyph.size) for glyph in content.glyphs] == [
        ("用", 20, 20),
        ("H", 40, 20),
    ]
    assert content.glyphs[0].bottom == pytest.approx(content.glyphs[1].bottom)


def test_a_soft_mask_around_a_form_is_a_doubt(engine: Reader) -> None:
    data = from_content("BT /F1 10 Tf 20 20 Td (A) Tj ET /Masked gs /Ghost Do")

    def mask(document: pikepdf.Pdf) -> None:
        resources = document.pages[0].obj.Resources
        form = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form}
        box = pikepdf.Array([0, 0, 200, 100])
        group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
        black = document.make_stream(b"0 g 0 0 200 100 re f", **form, BBox=box, Group=group)
        ghost = b"BT /F1 10 Tf 20 60 Td (B) Tj ET"
        resources.XObject = pikepdf.Dictionary(
            Ghost=document.make_stream(
                ghost, **form, BBox=box, Resources=pikepdf.Dictionary(Font=resources.Font)
            )
        )
        luminosity = pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=black)
        resources.ExtGState = pikepdf.Dictionary(Masked=pikepdf.Dictionary(SMask=luminosity))

    content = page(engine, pdfs.changed(data, mask))
    assert {glyph.text: content.paints[glyph.paint].is_doubtful for glyph in content.glyphs} == {
        "A": False,
        "B": True,
    }


def test_a_character_beyond_the_basic_plane_is_one(engine: Reader) -> None:
    def map_y(document: pikepdf.Pdf) -> None:
        document.pages[0].Resources.Font.F1.ToUnicode = document.make_stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
            b"endcodespacerange 1 beginbfchar <79> <d842dfb7> endbfchar endcmap end"
        )

    content = page(engine, pdfs.changed(from_content("BT /F1 10 Tf 20 50 Td (yes) Tj ET"), map_y))
    assert text(content) == "𠮷es"


def test_glyphs_come_in_paint_order(engine: Reader) -> None:
    def words(canvas: Canvas) -> None:
        canvas.drawString(100, 20, "三")
        canvas.drawString(20, 80, "一")
        canvas.drawString(60, 50, "二")

    content = page(engine, pdf(words))
    assert text(content) == "三一二"
    assert [glyph.paint for glyph in content.glyphs] == sorted(glyph.paint for glyph in content.glyphs)


# What paints -----------------------------------------------------------------------------------------


def test_paint_order_of_text_and_areas(engine: Reader) -> None:
    content = page(
        engine,
        from_content(
            "BT /F1 10 Tf 20 50 Td (A) Tj ET 1 0 0 rg 10 40 60 30 re f BT /F1 10 Tf 20 50 Td (B) Tj ET"
        ),
    )
    assert [paint.kind for paint in content.paints] == [PaintKind.TEXT, PaintKind.PATH, PaintKind.TEXT]
    assert {glyph.text: glyph.paint for glyph in content.glyphs} == {"A": 0, "B": 2}
    red = content.paints[1]
    assert red.fill == (255, 0, 0, 255)
    assert red.stroke is None
    assert red.box == pytest.approx((10, 30, 70, 60), abs=NEAR)
    assert [shape.paint for shape in content.shapes] == [1]


def test_what_a_form_paints_stands_between_what_is_before_and_after_it(
    engine: Reader, request: pytest.FixtureRequest
) -> None:
    if engine.name == "pdfplumber":
        reason = "pdfminer leaves the matrix of a form inside a form in force until the next Q"
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    data = _in_forms("BT /F1 10 Tf 0 0 Td (B) Tj ET 0 0 5 5 re f")

    def around(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Contents = document.make_stream(
            b"BT /F1 10 Tf 20 80 Td (A) Tj ET /Outer Do BT /F1 10 Tf 20 10 Td (C) Tj ET"
        )

    content = page(engine, pdfs.changed(data, around))
    kinds = [PaintKind.TEXT, PaintKind.TEXT, PaintKind.PATH, PaintKind.TEXT]
    assert [paint.kind for paint in content.paints] == kinds
    assert {glyph.text: glyph.paint for glyph in content.glyphs} == {"A": 0, "B": 1, "C": 3}


@pytest.mark.parametrize("mode", range(8))
def test_render_modes(engine: Reader, mode: int) -> None:
    """ISO 32000-1, table 106: 3 and 7 leave no ink, 0 2 4 6 fill, 1 2 5 6 stroke."""
    content = page(engine, from_content(f"0 0 1 rg 1 0 0 RG BT /F1 10 Tf {mode} Tr 20 50 Td (H) Tj ET"))
    (glyph,) = content.glyphs
    paint = content.paints[glyph.paint]
    assert paint.hidden == (mode == 3)
    assert paint.doubt == (CLIPPING_TEXT_DOUBT if mode == 7 else "")
    if mode in (0, 1, 2, 4, 5, 6):
        assert (paint.fill is not None) == (mode in (0, 2, 4, 6))
        assert (paint.stroke is not None) == (mode in (1, 2, 5, 6))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0 g", (0, 0, 0, 255)),
        ("1 g", (255, 255, 255, 255)),
        ("1 0 0 rg", (255, 0, 0, 255)),
        ("0 0 0 0 k", (255, 255, 255, 255)),
        ("0.2 0.4 0.6 rg", (51, 102, 153, 255)),
        ("/Half gs 0 g", (0, 0, 0, 128)),
        ("/Clear gs 0 g", (0, 0, 0, 0)),
    ],
)
def test_colours_and_opacity(engine: Reader, content: str, expected: tuple[int, ...]) -> None:
    states = pikepdf.Dictionary(Half=pikepdf.Dictionary(ca=0.5), Clear=pikepdf.Dictionary(ca=0))
    data = from_content(
        f"{content} BT /F1 10 Tf 20 50 Td (H) Tj ET 10 10 20 20 re f", resources={"ExtGState": states}
    )
    found = page(engine, data)
    for paint in found.paints:
        assert paint.fill == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_clips_lie_on_the_visible_page(engine: Reader, rotate: int) -> None:
    content = page(
        engine,
        from_content(
            "q 10 40 30 20 re W n 15 30 100 50 re W n BT /F1 10 Tf 20 50 Td (A) Tj ET Q "
            "BT /F1 10 Tf 20 20 Td (B) Tj ET",
            Rotate=rotate,
        ),
    )
    paints = {glyph.text: content.paints[glyph.paint] for glyph in content.glyphs}
    assert paints["B"].clips == ()
    area = _common(paints["A"].clips)
    # x 15 to 40, y 40 to 60 of the file
    expected = {
        0: (15, 40, 40, 60),
        90: (40, 15, 60, 40),
        180: (160, 40, 185, 60),
        270: (40, 160, 60, 185),
    }
    assert area == pytest.approx(expected[rotate], abs=NEAR)


def _common(clips: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> Box:
    """The area that rectangular clips leave."""
    left = Box(-1e9, -1e9, 1e9, 1e9)
    for clip in clips:
        points = [point for polygon in clip for point in polygon]
        xs, ys = zip(*points, strict=True)
        left = left.intersect_with(Box(min(xs), min(ys), max(xs), max(ys)))
    return left


def test_a_clip_goes_with_the_forms_inside_it(engine: Reader) -> None:
    data = _in_forms("BT /F1 10 Tf 0 0 Td (A) Tj ET")

    def clip(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Contents = document.make_stream(b"q 0 0 5 5 re W n /Outer Do Q")

    content = page(engine, pdfs.changed(data, clip))
    (glyph,) = content.glyphs
    area = _common(content.paints[glyph.paint].clips)
    assert area.intersect_with(Box(*box(glyph))).width < 0


# Shapes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawing", "stroked", "filled"),
    [("S", True, False), ("f", False, True), ("B", True, True), ("f*", False, True), ("n", None, None)],
)
def test_a_rectangle(engine: Reader, drawing: str, stroked: bool | None, filled: bool | None) -> None:
    content = page(engine, from_content(f"0.5 w 10 20 60 30 re {drawing}"))
    if stroked is None:
        assert content.shapes == ()
        return
    (shape,) = content.shapes
    assert (shape.stroked, shape.filled) == (stroked, filled)
    corners = {(round(x, 1), round(y, 1)) for x, y in shape.points}
    assert corners == {(10, 80), (70, 80), (70, 50), (10, 50)}
    assert shape.points[0] == shape.points[-1], "a closed outline has all its sides"
    if stroked:
        assert shape.width == pytest.approx(0.5, abs=NEAR)


def test_an_open_outline_stays_open(engine: Reader) -> None:
    (shape,) = page(engine, from_content("10 20 m 70 20 l 70 50 l S")).shapes
    assert [(round(x), round(y)) for x, y in shape.points] == [(10, 80), (70, 80), (70, 50)]


def test_the_subpaths_of_a_path_are_shapes_of_one_paint(engine: Reader) -> None:
    content = page(engine, from_content("10 20 m 70 20 l 10 40 m 70 40 l S"))
    assert len(content.shapes) == 2
    assert {shape.paint for shape in content.shapes} == {0}
    assert [paint.kind for paint in content.paints] == [PaintKind.PATH]


def test_the_width_of_a_stroke_is_that_on_paper(engine: Reader) -> None:
    (shape,) = page(engine, from_content("q 0.1 0 0 0.1 0 0 cm 5 w 100 200 m 700 200 l S Q")).shapes
    assert shape.width == pytest.approx(0.5, abs=NEAR)
    assert sorted((round(x), round(y)) for x, y in shape.points) == [(10, 80), (70, 80)]


def test_a_picture_paints_its_place(engine: Reader) -> None:
    content = page(engine, pdfs.picture_only())
    (picture,) = content.paints
    assert picture.kind is PaintKind.IMAGE
    assert picture.box == pytest.approx((0, 0, 200, 100), abs=NEAR)
    assert content.glyphs == ()


def test_a_blank_page_lists_nothing(engine: Reader) -> None:
    content = page(engine, pdf(lambda canvas: None))
    assert (content.glyphs, content.shapes, content.paints) == ((), (), ())


# The second look -------------------------------------------------------------------------------------


def test_looking_tells_whether_a_paint_leaves_a_mark(engine: Reader) -> None:
    data = from_content(
        "BT /F1 10 Tf 20 50 Td (A) Tj ET "
        "BT /F1 10 Tf 20 20 Td (B) Tj ET 1 g 10 10 60 30 re f 0 g "
        "BT 3 Tr /F1 10 Tf 120 50 Td (C) Tj ET"
    )
    with engine.open(data, None) as document:
        for content in document.pages(1, 1):
            glyphs = {glyph.text: glyph for glyph in content.glyphs}
            seen = {
                name: content.render_diff([glyph.paint], [Box(*box(glyph))]) for name, glyph in glyphs.items()
            }
            outside = content.render_diff([glyphs["A"].paint], [Box(300, 10, 310, 20)])
    assert seen == {"A": [True], "B": [False], "C": [False]}
    assert outside == [False]


# Documents -------------------------------------------------------------------------------------------


def test_pages_are_listed_in_the_range_asked_for(engine: Reader) -> None:
    data = pdf(*(lambda canvas, n=n: canvas.drawString(20, 50, n) for n in "一二三四"))
    with engine.open(data, None) as document:
        assert document.page_count == 4
        found = [(content.number, text(content)) for content in document.pages(2, 3)]
    assert found == [(2, "二"), (3, "三")]


def test_the_engine_bears_its_name(engine: Reader) -> None:
    assert engine.name in ENGINES


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_refused(engine: Reader, data: bytes) -> None:
    with pytest.raises(UnreadableError), engine.open(data, None):
        pass


@pytest.mark.parametrize("password", [None, "", "wrong"])
def test_an_encrypted_file_needs_its_password(engine: Reader, password: str | None) -> None:
    data = pdfs.encrypted(pdf(hello), "right")
    with pytest.raises(EncryptedError), engine.open(data, password):
        pass


def test_the_right_password_opens(engine: Reader) -> None:
    with engine.open(pdfs.encrypted(pdf(hello), "right"), "right") as document:
        assert [text(content) for content in document.pages(1, 1)] == ["計画"]


def test_a_file_that_only_forbids_copying_opens_without_a_password(engine: Reader) -> None:
    assert text(page(engine, pdfs.encrypted(pdf(hello), ""))) == "計画"
