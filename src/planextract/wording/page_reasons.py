"""Japanese of the reasons why a page can't be read, by their English templates."""

from __future__ import annotations

import re
from functools import cache

from planextract.wording.language import Language

PAGE_REASONS = {
    "PDFium can't load it ({error})": "PDFium では開けません（{error}）",
    "pdfplumber fails on it ({error})": "pdfplumber では読めません（{error}）",
    "something on it is painted nowhere": "どこにも描かれないものがあります",
    "its readers disagree about what is painted on it": "何が描かれているかが、読み取り方によって違います",
    "its annotations paint more than {objects_per_page:,} objects": (
        "注釈が描くものが{objects_per_page:,}個を超えています"
    ),
    "it has more than {glyphs_per_page:,} characters": "文字が{glyphs_per_page:,}字を超えています",
    "it has more than {rulings_per_page:,} lines": "線が{rulings_per_page:,}本を超えています",
    "it paints more than {objects_per_page:,} objects": "描くものが{objects_per_page:,}個を超えています",
    "its paths have more than {points_per_page:,} points": "線の点が{points_per_page:,}個を超えています",
    "its forms are nested deeper than {form_depth}": "入れ子が{form_depth}段を超えています",
    "it measures {width:,.0f} by {height:,.0f} points, where {page_size:,} a side are read": (
        "大きさが {width:,.0f}×{height:,.0f} ポイントです。読めるのは一辺 {page_size:,} までです"
    ),
}

_FACT = re.compile(r"\\\{[^{}]*\\\}")


def translate_reason(reason: str, language: Language) -> str:
    """Return a reason in a language. A finding keeps it as text, with its numbers filled in.

    >>> translate_reason("it has more than 20,000 characters", "ja")
    '文字が20,000字を超えています'
    """
    if language == "en":
        return reason
    for pattern, japanese in _compile_reasons():
        if match := pattern.fullmatch(reason):
            return re.sub(r"\{[^{}]*\}", "{}", japanese).format(*match.groups())
    return reason


@cache
def _compile_reasons() -> list[tuple[re.Pattern[str], str]]:
    """Return each reason as a pattern whose groups are its facts, in the order of both languages."""
    return [
        (re.compile(_FACT.sub(r"(.+)", re.escape(english))), japanese)
        for english, japanese in PAGE_REASONS.items()
    ]
