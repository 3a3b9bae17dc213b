"""Recognition of the lines above a list: its title, its unit of money and its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from planextract.japanese.eras import find_all_fiscal_years
from planextract.japanese.symbol_legends import read_symbol_legend
from planextract.japanese.widths import match_key, narrow_width
from planextract.japanese.year_spans import split_year_span
from planextract.model.layout import Line, Table
from planextract.model.raw_plan import SourceSpan, TracedText
from planextract.structure.running_heads import is_page_number

_DATE = re.compile(r"[^ ]*年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?")

_DATED = re.compile(rf"{_DATE.pattern} ?(?:現在|作成|公表|発表|発行)?")


def find_list_title(above: Sequence[Line], page: int, units: Sequence[str]) -> TracedText | None:
    """Return the title of a list: the nearest line above it that is not a unit, date, note or sentence."""
    for line in reversed(above):
        text = line.text.strip()
        if text.endswith("。") or text.startswith(("※", "（", "(")) or is_page_number(text):
            continue
        if read_symbol_legend(text):
            continue
        if read_money_unit(text, units) is None and not _DATED.fullmatch(narrow_width(text)):
            return TracedText(text, (SourceSpan(page, line.box),))
    return None


def read_money_unit(text: str, units: Sequence[str]) -> str | None:
    """Return the unit of money that a line names, one of `units`; None where it names none.

    >>> read_money_unit("（単位：千円）", ["円", "千円"]), read_money_unit("（円）", ["円", "千円"])
    ('千円', '円')
    """
    folded = narrow_width(text)
    match = re.search(r"単位[:・ ]?(?P<unit>[^)\]\s]+)", folded) or re.fullmatch(
        r"[(\[](?P<unit>[^)\]]+)[)\]]", folded.strip()
    )
    return match["unit"] if match and match["unit"] in units else None


def find_only_year(texts: Iterable[str]) -> int | None:
    """Return the one fiscal year named by the first text with any, dates left out.

    None where that text names several years or a span of years.

    >>> find_only_year(["一覧表", "令和７年度 主要事業", "令和６年度"])
    2025
    """
    for text in texts:
        undated = _DATE.sub("", narrow_width(text))
        years = find_all_fiscal_years(undated)
        if years:
            return years.pop() if len(years) == 1 and not re.search(r"年?度?~|間", undated) else None
    return None


def find_named_years(texts: Iterable[str]) -> frozenset[int]:
    """Return every fiscal year that texts name or span.

    >>> sorted(find_named_years(["平成25～28年度", "令和６年度"]))
    [2013, 2014, 2015, 2016, 2024]
    """
    found: set[int] = set()
    for text in texts:
        span, rest = split_year_span(text)
        if span is not None and span.last is not None:
            found.update(range(span.first, span.last + 1))
        found |= find_all_fiscal_years(rest if span is not None else text)
    return frozenset(found)


def has_year(texts: Iterable[str]) -> bool:
    """Return whether any text names a fiscal year, dates left out.

    >>> has_year(["一覧表", "令和６～８年度"]), has_year(["令和７年２月２４日現在"])
    (True, False)
    """
    return any(find_all_fiscal_years(_DATE.sub("", narrow_width(text))) for text in texts)


def is_same_title(title: str, other: str) -> bool:
    """Return whether two titles are equal apart from a final （続き）, which marks a continued list.

    >>> is_same_title("主要事業一覧（続き）", "主要事業一覧")
    True
    """
    plain, another = (
        re.sub(r"[(\[](?:続き|つづき|続)[)\]]$", "", match_key(each)) for each in (title, other)
    )
    return plain == another


def read_spanning_row(table: Table, row: int) -> Line | None:
    """Return the line in a row that consists of a single cell across the whole table; None for other rows."""
    cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
    if len(cells) != 1 or len(cells[0].lines) != 1 or cells[0].row_span != 1:
        return None
    return cells[0].lines[0]
