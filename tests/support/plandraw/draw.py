"""From sheets to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfgen.canvas import Canvas

from .content import Plan, truth
from .hazards import Hazard
from .layout import lay_out
from .marks import IDENTITY, Box, Drawing, Group, Mark, Matrix, Picture, Polygon, Shape, Sheet, Stroke, Text
from .style import Style
from .typeface import font
from .unmapped import base, is_unmapped


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished document and the facts that a reader of its visible pages must find."""

    pdf: bytes
    truth: dict[str, Any]
    drawing: Drawing


class Unfinished(NamedTuple):
    """A document that lacks what reportlab can't write: `unmapped` names fonts that must lose their map."""

    raw: bytes
    unmapped: frozenset[str]
    layered: bool
    states: bool


class Painter:
    """Writes marks to a reportlab canvas."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, invariant=1, pageCompression=1)
        # The group is kept beside its name: only of a living object is the identity its own.
        self._forms: dict[int, tuple[Group, str]] = {}
        self._white = ImageReader(Image.new("RGB", (8, 8), "white"))
        self._layered = False
        self._states = False

    def finish(self) -> Unfinished:
        """The document as reportlab writes it."""
        lost = font("unmapped")
        document = self._canvas._doc  # type: ignore[attr-defined]
        state = lost.state.get(document)
        count = len(state.subsets) if state else 0
        names = {lost.getSubsetInternalName(index, document) for index in range(count)}
        self._canvas.save()
        return Unfinished(self._buffer.getvalue(), frozenset(names), self._layered, self._states)

    def page(self, sheet: Sheet) -> None:
        """Draw one sheet, upright as it is to be read."""
        turned, box = _frame(sheet)
        self._canvas.setPageSize((box[2] - box[0], box[3] - box[1]))
        marks: tuple[Mark, ...] = (*sheet.under, *sheet.marks, *sheet.over)
        for depth, matrix in reversed(list(enumerate(sheet.wraps))):
            marks = _wrapped(marks, matrix, own=depth % 2 == 0)
        self._define_forms(marks)
        if turned != IDENTITY:
            self._canvas.transform(*turned)
        self._paint(marks)
        self._canvas.showPage()

    def _define_forms(self, marks: Sequence[Mark]) -> None:
        """Forms are written before the page that shows them, the innermost first."""
        for mark in marks:
            if isinstance(mark, Group):
                self._define_forms(mark.marks)
                if mark.form:
                    name = f"F{len(self._forms):05}"
                    self._forms[id(mark)] = mark, name
                    self._canvas.beginForm(name, *(mark.bbox or (-20000, -20000, 20000, 20000)))
                    self._clip(mark.clips)
                    self._paint(mark.marks)
                    self._canvas.endForm(Matrix=PDFArray(mark.matrix))

    def _paint(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            match mark:
                case Text():
                    self._text(mark)
                case Stroke():
                    self._canvas.setStrokeColorRGB(*mark.colour)
                    self._canvas.setLineWidth(mark.width)
                    self._canvas.line(mark.x0, mark.y0, mark.x1, mark.y1)
                case Box():
                    self._box(mark)
                case Shape():
                    self._canvas.setFillColorRGB(*mark.fill)
                    self._canvas.drawPath(self._path(mark.corners), stroke=0, fill=1)
                case Picture():
                    self._canvas.drawImage(self._white, mark.x, mark.y, mark.width, mark.height)
                case Group():
                    self._group(mark)

    def _path(self, corners: Polygon) -> Any:
        path = self._canvas.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        return path

    def _clip(self, clips: Sequence[Polygon]) -> None:
        for clip in clips:
            self._canvas.clipPath(self._path(clip), stroke=0, fill=0)

    def _box(self, box: Box) -> None:
        if box.fill is not None:
            self._canvas.setFillColorRGB(*box.fill)
        if box.stroke is not None:
            self._canvas.setStrokeColorRGB(*box.colour)
            self._canvas.setLineWidth(box.stroke)
        self._canvas.rect(
            box.x,
            box.y,
            box.width,
            box.height,
            stroke=int(box.stroke is not None),
            fill=int(box.fill is not None),
        )

    def _text(self, text: Text) -> None:
        line = self._canvas.beginText(text.x, text.y)
        line.setTextRenderMode(text.render_mode) if text.render_mode else None  # type: ignore[arg-type]
        line.setFillColorRGB(*text.colour)
        if text.render_mode in (1, 2):
            line.setStrokeColorRGB(*text.colour)
            self._canvas.setLineWidth(text.size * 0.02)
        line.setCharSpace(text.spacing) if text.spacing else None
        for lost, run in groupby(text.text, is_unmapped):
            line.setFont(font("unmapped" if lost else text.font).fontName, text.size)
            line.textOut("".join(map(base, run)))
        # Spacing and mode are part of the graphics state: what comes next must not inherit them.
        line.setCharSpace(0) if text.spacing else None
        line.setTextRenderMode(0) if text.render_mode else None
        self._canvas.drawText(line)

    def _group(self, group: Group) -> None:
        canvas = self._canvas
        if group.layer:
            self._layered = True
            canvas._code.append(f"/OC /{group.layer} BDC")  # type: ignore[attr-defined]
        canvas.saveState()
        if group.state:
            self._states = True
            canvas._code.append(f"/{group.state} gs")  # type: ignore[attr-defined]
        if group.letters:
            self._clip_to_letter()
        if group.matrix != IDENTITY and not group.form:
            canvas.transform(*group.matrix)
        if group.form:
            canvas.doForm(self._forms[id(group)][1])
        else:
            self._clip(group.clips)
            self._paint(group.marks)
        canvas.restoreState()
        if group.layer:
            canvas._code.append("EMC")  # type: ignore[attr-defined]

    def _clip_to_letter(self) -> None:
        letter = self._canvas.beginText(4, 4)
        letter.setTextRenderMode(7)
        letter.setFont(font("main").fontName, 6)
        letter.textOut("口")
        letter.setTextRenderMode(0)
        self._canvas.drawText(letter)


def _wrapped(marks: tuple[Mark, ...], matrix: Matrix, *, own: bool) -> tuple[Mark, ...]:
    """Marks in a form that has the matrix of its `own`, or is drawn under it."""
    if own:
        return (Group(marks, matrix=matrix, form=True),)
    return (Group((Group(marks, form=True),), matrix=matrix),)


def _turn(angle: int, width: float, height: float) -> Matrix:
    """The matrix that lays upright content so that /Rotate shows it upright again."""
    return {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, height, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, width),
    }[angle]


def _frame(sheet: Sheet) -> tuple[Matrix, tuple[float, float, float, float]]:
    """The matrix of the page's content and its crop box in the file's own coordinates."""
    a, b, c, d, e, f = _turn(sheet.rotate, sheet.width, sheet.height)
    x, y = sheet.origin
    wide, high = (sheet.width, sheet.height) if sheet.rotate % 180 == 0 else (sheet.height, sheet.width)
    return (a, b, c, d, e + x, f + y), (x, y, x + wide, y + high)


def _media(sheet: Sheet) -> tuple[float, float, float, float]:
    """The media box in the file's own coordinates."""
    (a, b, c, d, e, f), crop = _frame(sheet)
    if sheet.media is None:
        return crop
    x0, y0, x1, y1 = sheet.media
    corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in ((x0, y0), (x1, y1))]
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _rounded(box: Sequence[float]) -> pikepdf.Array:
    return pikepdf.Array([round(value, 2) for value in box])


def _resources(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The resource dictionaries of all pages and forms."""
    for page in pdf.pages:
        yield page.obj.Resources
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form" and "/Resources" in item:
            yield item.Resources


def _set_boxes(pdf: pikepdf.Pdf, sheets: Sequence[Sheet]) -> None:
    """Set the boxes and the rotation of each page."""
    for page, sheet in zip(pdf.pages, sheets, strict=True):
        page.obj.MediaBox = _rounded(_media(sheet))
        if sheet.media is not None or sheet.origin != (0, 0):
            page.obj.CropBox = _rounded(_frame(sheet)[1])
        if sheet.rotate:
            page.obj.Rotate = sheet.rotate


def _hide_layers(pdf: pikepdf.Pdf) -> None:
    """Make the layer and the set of layers, and turn them off."""
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Hidden"))
    layers = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=layer))
    default = pikepdf.Dictionary(Order=[], ON=[], OFF=[layer], BaseState=pikepdf.Name.ON)
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=default)
    for resources in _resources(pdf):
        resources.Properties = pikepdf.Dictionary(Hidden=layer, HiddenSet=layers)


def _define_states(pdf: pikepdf.Pdf) -> None:
    """Give the graphics states to pages and forms alike; reportlab leaves forms without them."""
    group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
    everywhere = [-20000, -20000, 20000, 20000]
    black = pdf.make_stream(b"0 g -20000 -20000 40000 40000 re f", Subtype=pikepdf.Name.Form, BBox=everywhere)
    black.Group = group
    mask = pikepdf.Dictionary(Type=pikepdf.Name.Mask, S=pikepdf.Name.Luminosity, G=black)
    states = {
        "/Clear": pikepdf.Dictionary(ca=0, CA=0),
        "/Masked": pikepdf.Dictionary(SMask=mask),
        "/Marker": pikepdf.Dictionary(BM=pikepdf.Name.Multiply),
    }
    shared = {name: pdf.make_indirect(state) for name, state in states.items()}
    for resources in _resources(pdf):
        resources.ExtGState = pikepdf.Dictionary(shared)


def _drop_maps(pdf: pikepdf.Pdf, fonts: frozenset[str]) -> None:
    """Take the Unicode maps away from fonts, by their resource names."""
    for resources in _resources(pdf):
        for name, entry in resources.get("/Font", {}).items():
            if name in fonts and "/ToUnicode" in entry:
                del entry["/ToUnicode"]


def _finish(sheets: Sequence[Sheet], document: Unfinished) -> bytes:
    """Set what reportlab can't: page boxes, rotation, the hidden layer, and fonts without a map."""
    with pikepdf.open(BytesIO(document.raw)) as pdf:
        _set_boxes(pdf, sheets)
        if document.layered:
            _hide_layers(pdf)
        if document.states:
            _define_states(pdf)
        if document.unmapped:
            _drop_maps(pdf, document.unmapped)
        target = BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def paint(drawing: Drawing) -> bytes:
    """The PDF of a drawing."""
    painter = Painter()
    for sheet in drawing.sheets:
        painter.page(sheet)
    return _finish(drawing.sheets, painter.finish())


def _pages(drawing: Drawing, owner: str) -> list[int]:
    """The pages that show a part of `owner`, not counting pages that only repeat another."""
    return [
        place
        for place, sheet in enumerate(drawing.sheets, start=1)
        if owner in sheet.owners and not sheet.copy
    ]


def draw(plan: Plan, style: Style | None = None, hazards: Sequence[Hazard] = ()) -> Drawn:
    """Draw a plan with all the hazards in the order of their stages, whatever order they come in."""
    style = style or Style()
    for hazard in hazards:
        plan, style = hazard.rewrite(plan), hazard.restyle(style)
    drawing = lay_out(plan, style)
    for hazard in sorted(hazards, key=lambda hazard: hazard.stage):
        drawing = hazard.apply(drawing)
    facts = truth(plan)
    for pillar in facts["pillars"]:
        pillar["pages"] = _pages(drawing, f"pillar {pillar['number']}")
    return Drawn(paint(drawing), facts, drawing)
