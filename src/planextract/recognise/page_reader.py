"""Read a page in its picture where that is asked for, and say how it was read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from planextract.errors import PageError
from planextract.model.geometry import Box
from planextract.model.page import Glyph, PageContent
from planextract.model.recognition import (
    SURE_CONFIDENCE,
    DoubtfulCharacter,
    GlyphPlace,
    GreyPicture,
    LayerDisagreement,
    OcrMode,
    PageRecognition,
    RecoveredCharacter,
    RecoveredWord,
    RenderPage,
)
from planextract.model.record import PageMethod
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.recognise.extra import is_installed
from planextract.recognise.page_kind import has_text_layer, is_picture

_DPI_SCALE = 300 / 72
"""Pixels per point in which pages are rendered for recognition."""

_WORD_GAP_EM = 0.3
"""Ems between the glyphs of one word."""


def wants_recognition(content: PageContent, mode: OcrMode) -> bool:
    """Return True where a page is to be read in its picture."""
    if mode is OcrMode.NEVER:
        return False
    return mode is OcrMode.ALWAYS or is_picture(content)


def recognise_page(content: PageContent) -> tuple[PageContent, PageRecognition] | None:
    """Read a page in its picture; None where nothing is printed on it, or the extra is missing.

    Raises PageError when the page can't be rendered.
    """
    if content.render is None or not is_installed():
        return None
    # Half a second and 150 MiB, only where there is a picture to be read.
    from planextract.recognise.page_content import make_content
    from planextract.recognise.recogniser import load_recogniser, to_picture
    from planextract.recognise.scanned_page import read_page
    from planextract.recognise.text_layer import compare_with_layer

    picture = to_picture(_render(content.render))
    # By its area, since a page may have been turned to be read.
    scale = math.sqrt(picture.shape[0] * picture.shape[1] / (content.width * content.height))
    scanned = read_page(picture, load_recogniser(), scale)
    if not scanned.glyphs:
        return None
    method: PageMethod = "ocr"
    disagreements: tuple[LayerDisagreement, ...] = ()
    if has_text_layer(content):
        method = "ocr-layer"
        scanned, disagreements = compare_with_layer(scanned, content)
    made = make_content(content, scanned)
    doubtful = tuple(
        DoubtfulCharacter(glyph.text, glyph.box, round(glyph.confidence, 2), glyph.rival)
        for glyph in scanned.glyphs
        if glyph.confidence < SURE_CONFIDENCE
    )
    is_moved = scanned.quarters != 0 or scanned.skew != 0.0
    return made, PageRecognition(
        method, doubtful, scanned.to_paper() if is_moved else None, (), tuple(disagreements)
    )


def _render(render: RenderPage) -> GreyPicture:
    try:
        return render(_DPI_SCALE)
    except (OSError, ValueError, RuntimeError) as error:
        raise PageError(f"it can't be rendered ({error})") from error


def restore_unnamed(
    number: int, glyphs: tuple[Glyph, ...], recovered: Mapping[GlyphPlace, RecoveredCharacter]
) -> tuple[tuple[Glyph, ...], PageRecognition | None]:
    """Put recovered characters in place of U+FFFD, and list the words that they make up."""
    found: dict[int, RecoveredCharacter] = {}
    restored = []
    for index, glyph in enumerate(glyphs):
        known = recovered.get((number, glyph[1:5])) if glyph.text == REPLACEMENT_CHARACTER else None
        if known is not None:
            found[index] = known
        restored.append(glyph if known is None else glyph._replace(text=known.text))
    if not found:
        return glyphs, None
    words = tuple(_join_words([(glyphs[index], known) for index, known in found.items()]))
    doubtful = tuple(
        DoubtfulCharacter(known.text, Box(*glyphs[index][1:5]), round(known.confidence, 2), "")
        for index, known in found.items()
        if known.confidence < SURE_CONFIDENCE
    )
    return tuple(restored), PageRecognition("text", doubtful, None, words)


def _join_words(found: Iterable[tuple[Glyph, RecoveredCharacter]]) -> Iterator[RecoveredWord]:
    word: RecoveredWord | None = None
    for glyph, known in found:
        box = Box(*glyph[1:5])
        if (
            word is not None
            and abs(word.box.bottom - box.bottom) < 0.2 * glyph.size
            and -0.5 * glyph.size < box.x0 - word.box.x1 < _WORD_GAP_EM * glyph.size
        ):
            word = RecoveredWord(
                word.text + known.text, word.box.unite_with(box), min(word.confidence, known.confidence)
            )
            continue
        if word is not None:
            yield word
        word = RecoveredWord(known.text, box, known.confidence)
    if word is not None:
        yield word


def without_hidden_layer(content: PageContent) -> PageContent:
    """Return a page without its invisible text, which is read elsewhere."""
    return replace(
        content, glyphs=tuple(glyph for glyph in content.glyphs if not content.paints[glyph.paint].hidden)
    )
