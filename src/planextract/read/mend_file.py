"""Mend what readers of PDF files misunderstand, before any of them sees the file.

Each mending is seldom needed, and what a file may need is known from its traits. All readers get the mended
copy; the printed page stays the same.
"""

from __future__ import annotations

import io
import logging
from typing import Any

from planextract.errors import UnreadableError
from planextract.read.false_maps import correct_character_map
from planextract.read.pattern_forms import replace_text_tiles
from planextract.read.predefined_cmaps import can_have_unknown_cmap, is_encoded_unknown, write_cmap
from planextract.read.stream_sizes import FileTraits
from planextract.read.unmapped_fonts import (
    can_have_unmapped_font,
    find_fonts,
    is_unmapped_font,
    make_replacement_map,
)
from planextract.read.user_units import enlarge_page, get_user_unit
from planextract.wording.messages import make_message

logging.getLogger("pypdf").setLevel(logging.ERROR)


def can_need_mending(traits: FileTraits) -> bool:
    """Return True where the traits of a file do not rule out that it needs mending."""
    return (
        traits.has_character_maps
        or traits.has_text_tiles
        or traits.has_key(b"/UserUnit")
        or can_have_unmapped_font(traits)
        or can_have_unknown_cmap(traits)
    )


def mend_file(data: bytes, traits: FileTraits) -> bytes | None:
    """Return a mended copy of a file; None where nothing is to be mended.

    The file must be readable without a password. Raises UnreadableError where it can't be examined.
    """
    # Imported here: it takes a tenth of a second.
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        if not _needs_mending(PdfReader(io.BytesIO(data)), traits):
            return None
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        _mend(writer, traits)
        copy = io.BytesIO()
        writer.write(copy)
    except (PyPdfError, RecursionError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(
            make_message(
                "The fonts of this file can't be looked at ({name}: {error}).",
                name=type(error).__name__,
                error=error,
            ),
            "Save it anew with another program.",
        ) from error
    return copy.getvalue()


def _needs_mending(reader: Any, traits: FileTraits) -> bool:
    if traits.has_text_tiles or any(
        is_unmapped_font(font) or is_encoded_unknown(font) or correct_character_map(font) is not None
        for font in find_fonts(reader.pages)
    ):
        return True
    return traits.has_key(b"/UserUnit") and any(get_user_unit(page) != 1 for page in reader.pages)


def _mend(writer: Any, traits: FileTraits) -> None:
    from pypdf.generic import NameObject, StreamObject

    def add_stream(content: bytes) -> Any:
        stream = StreamObject()
        stream.set_data(content)
        return writer._add_object(stream)

    no_map: Any = None
    seen: set[int] = set()
    for font in find_fonts(writer.pages):
        if id(font) in seen:
            continue
        seen.add(id(font))
        if is_encoded_unknown(font):
            write_cmap(font, writer)
        elif is_unmapped_font(font):
            no_map = no_map or add_stream(make_replacement_map())
            font[NameObject("/ToUnicode")] = no_map
        elif (content := correct_character_map(font)) is not None:
            font[NameObject("/ToUnicode")] = add_stream(content)
    for page in writer.pages:
        # Tiles are placed in the page's own units, so they come first.
        if traits.has_text_tiles:
            replace_text_tiles(writer, page)
        enlarge_page(writer, page)
