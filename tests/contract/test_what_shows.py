"""What of a page shows, where neither colour nor a plain clip or cover tells; each drawn by hand.

SEEN is what a person reads on the page, GHOST what nobody sees. Both engines must agree.
"""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planextract.clean.visibility import drop_hidden_content
from planextract.model.page import PageContent
from planextract.read.registry import ENGINES, get_reader
from tests.support.pdfs import changed, from_content

Change = Callable[[pikepdf.Pdf], None]


def word(text: str, x: float = 20, y: float = 50, mode: int = 0) -> str:
    return f" BT {mode} Tr /F1 10 Tf {x} {y} Td ({text}) Tj ET "


GHOST, SEEN = word("GHOST"), word("SEEN", y=15)
COVER = " 1 g 0 40 200 60 re f 0 g "


def nothing(_: pikepdf.Pdf) -> None:
    pass


def state(**entries: object) -> Change:
    """/S gs sets these entries of the graphics state."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.Resources.ExtGState = Dictionary(S=Dictionary(Type=Name.ExtGState, **entries))

    return change


def form(document: pikepdf.Pdf, content: str, **entries: object) -> pikepdf.Stream:
    made = document.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, **entries)
    made.BBox = Array([0, 0, 200, 100])
    made.Resources = document.pages[0].obj.Resources
    return made


def black_mask(document: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(
        Type=Name.Mask, S=Name.Luminosity, G=form(document, "0 g 0 0 200 100 re f", Group=group)
    )
    state(SMask=mask)(document)


def layers(document: pikepdf.Pdf) -> None:
    """/On and /Off are layers, /Policy is a set of layers that holds the one that is off, /F a form in it."""
    on, off = (document.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("on", "off"))
    default = Dictionary(Order=Array([]), OFF=Array([off]))
    document.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=default)
    resources = document.pages[0].obj.Resources
    policy = document.make_indirect(Dictionary(Type=Name.OCMD, OCGs=off))
    resources.Properties = Dictionary(On=on, Off=off, Policy=policy)
    resources.XObject = Dictionary(F=form(document, GHOST, OC=off))


def far_form(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Resources.XObject = Dictionary(F=form(document, GHOST, Matrix=[1, 0, 0, 1, 300, 0]))


def shading(document: pikepdf.Pdf) -> None:
    """/S is white fading to a pale grey, as a shading and as a pattern."""
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0.9], N=1)
    made = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=[0, 0, 200, 0], Function=function)
    resources = document.pages[0].obj.Resources
    resources.Shading = Dictionary(S=made)
    resources.Pattern = Dictionary(S=Dictionary(PatternType=2, Shading=made))


def dark_shading(document: pikepdf.Pdf) -> None:
    """/S is black fading to dark grey, as a shading and as a pattern."""
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[0.3], N=1)
    made = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=[0, 0, 200, 0], Function=function)
    resources = document.pages[0].obj.Resources
    resources.Shading = Dictionary(S=made)
    resources.Pattern = Dictionary(S=Dictionary(PatternType=2, Shading=made))


def tile(content: str, side: float) -> Change:
    """/T is a pattern that repeats this content after so many points."""

    def change(document: pikepdf.Pdf) -> None:
        made = document.make_stream(content.encode(), PatternType=1, PaintType=1, TilingType=1)
        made.BBox, made.XStep, made.YStep = Array([0, 0, side, side]), side, side
        made.Resources = document.pages[0].obj.Resources
        document.pages[0].obj.Resources.Pattern = Dictionary(T=made)

    return change


def print_layers(document: pikepdf.Pdf) -> None:
    """/Print is a layer for print only, /Screen one for the screen only."""
    print_, screen = (document.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("p", "s"))
    for layer, print_state, view_state in ((print_, Name.ON, Name.OFF), (screen, Name.OFF, Name.ON)):
        layer.Usage = Dictionary(
            Print=Dictionary(PrintState=print_state), View=Dictionary(ViewState=view_state)
        )
    both = Array([print_, screen])
    usage = [Dictionary(Event=event, Category=Array([event]), OCGs=both) for event in (Name.Print, Name.View)]
    document.Root.OCProperties = Dictionary(OCGs=both, D=Dictionary(Order=Array([]), AS=Array(usage)))
    document.pages[0].obj.Resources.Properties = Dictionary(Print=print_, Screen=screen)


def annotation(*, hidden: bool, content: str = "1 g 0 0 200 100 re f") -> Change:
    """A white box, or what else, laid over the upper half of the page as a comment."""

    def change(document: pikepdf.Pdf) -> None:
        look = Dictionary(N=form(document, content))
        box = Array([0, 40, 200, 100])
        made = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=box, F=2 if hidden else 4, AP=look)
        document.pages[0].obj.Annots = Array([document.make_indirect(made)])

    return change


def picture(opacity: bytes | None) -> Change:
    """/I is a white picture, clear where the opacity is zero."""

    def image(document: pikepdf.Pdf, data: bytes, space: Name) -> pikepdf.Stream:
        made = document.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        made.ColorSpace, made.BitsPerComponent = space, 8
        return made

    def change(document: pikepdf.Pdf) -> None:
        made = image(document, b"\xff\xff\xff", Name.DeviceRGB)
        if opacity is not None:
            made.SMask = image(document, opacity, Name.DeviceGray)
        document.pages[0].obj.Resources.XObject = Dictionary(I=made)

    return change


OVER = " q 200 0 0 60 0 40 cm /I Do Q "
UPPER = word("SEEN")
"""Where the ghosts stand."""

PAGES: dict[str, tuple[str, Change]] = {
    "clipped to letters": ("q" + word("X", 150, 80, 7) + GHOST + "Q" + SEEN, nothing),
    "in the hole of an even-odd clip": (
        f"q 0 0 200 100 re 10 40 100 30 re W* n {GHOST} Q {SEEN}",
        nothing,
    ),
    "in a rectangle drawn twice in a nonzero clip": (
        f"q 0 0 200 100 re 10 40 100 30 re W n {UPPER} Q",
        nothing,
    ),
    "behind a black soft mask": (f"q /S gs {GHOST} Q {SEEN}", black_mask),
    "in all but no ink": (f"q /S gs {GHOST} Q {SEEN}", state(ca=0.03)),
    "marked with a marker": (f"{UPPER} q /S gs 1 1 0 rg 0 40 200 60 re f Q", state(BM=Name.Multiply)),
    "under a veil": (f"{UPPER} q /S gs 1 g 0 40 200 60 re f Q", state(ca=0.5)),
    "in a form of a layer": (f"/F Do {SEEN}", layers),
    "in a set of layers": (f"/OC /Policy BDC {GHOST} EMC {SEEN}", layers),
    "in a layer under another": (
        f"/OC /Off BDC {GHOST} EMC /OC /On BDC {UPPER} EMC",
        layers,
    ),
    "in a form beside the page": (f"/F Do {SEEN}", far_form),
    "under a shading": (f"{GHOST} q 0 40 200 60 re W n /S sh Q {SEEN}", shading),
    "under a pattern": (f"{GHOST} /Pattern cs /S scn 0 40 200 60 re f 0 g {SEEN}", shading),
    "filled with a pattern": (f"/Pattern cs /S scn {UPPER}", dark_shading),
    "in white on a dark pattern": (f"/Pattern cs /S scn 0 0 200 100 re f 1 g {UPPER}", dark_shading),
    "under a hatching": (f"{UPPER} /Pattern cs /T scn 0 0 200 100 re f", tile("0 0 0.3 9 re f", 9)),
    "in the one tile of a pattern": ("/Pattern cs /T scn 0 0 200 100 re f", tile(UPPER, 200)),
    "as a clip for a box": (f"q {word('SEEN', mode=7)} 0 0 200 100 re f Q", nothing),
    "as a clip for nothing": (f"q {word('GHOST', mode=7)} Q {SEEN}", nothing),
    "in a layer for print": (f"/OC /Print BDC {UPPER} EMC /OC /Screen BDC {GHOST} EMC", print_layers),
    "upon a pattern": (f"/Pattern cs /S scn 0 0 200 100 re f 0 g {SEEN}", shading),
    "under a picture": (f"{GHOST} {OVER} {SEEN}", picture(None)),
    "under a clear picture": (f"{UPPER} {OVER}", picture(b"\x00")),
    "under a picture written into the page": (
        f"{GHOST} q 200 0 0 60 0 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q {SEEN}",
        nothing,
    ),
    "under a comment": (GHOST + SEEN, annotation(hidden=False)),
    "under a hidden comment": (UPPER, annotation(hidden=True)),
    "printed again over a white box": (UPPER + COVER + UPPER, nothing),
    "under a slanted box": (f"{GHOST} 1 g q .9 .1 -.1 .9 10 30 cm 0 0 120 40 re f Q 0 g {SEEN}", nothing),
    "under a thick stroke": (f"{GHOST} 1 G 40 w 0 55 m 200 55 l S {SEEN}", nothing),
    "in white ink of four colours": (f"0 0 0 0 k {GHOST} 0 g {SEEN}", nothing),
    "read from a picture of it": (f"{word('GHOST', mode=3)} {OVER} {SEEN}", picture(None)),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("where", PAGES)
def test_only_what_shows_is_kept(where: str, engine: str) -> None:
    content, change = PAGES[where]
    with get_reader(engine).open(changed(from_content(content), change), None) as document:
        kept = [glyph.text for page in document.pages(1, 1) for glyph in drop_hidden_content(page).glyphs]
    assert "".join(kept) == "SEEN"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("content", "hidden", "told"),
    [(SEEN, False, 1), (SEEN, True, 0), ("1 g 0 0 200 100 re f", False, 0)],
    ids=["text", "hidden text", "a box"],
)
def test_comments_that_print_text_are_told(content: str, hidden: bool, told: int, engine: str) -> None:
    data = changed(from_content(SEEN), annotation(hidden=hidden, content=content))
    with get_reader(engine).open(data, None) as document:
        (page,) = document.pages(1, 1)
    assert isinstance(page, PageContent)
    assert page.annotations == told


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("value", "told"), [("120", 1), ("", 0)])
def test_fields_with_a_value_and_no_appearance_are_told(value: str, told: int, engine: str) -> None:
    def change(document: pikepdf.Pdf) -> None:
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V=value, F=4)
        field.Rect = Array([0, 40, 100, 60])
        made = document.make_indirect(field)
        document.pages[0].obj.Annots = Array([made])
        document.Root.AcroForm = Dictionary(Fields=Array([made]), NeedAppearances=True)

    with get_reader(engine).open(changed(from_content(SEEN), change), None) as document:
        (page,) = document.pages(1, 1)
    assert isinstance(page, PageContent)
    assert page.annotations == told
