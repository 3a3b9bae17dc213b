"""The columns of the tables, told from the pieces of their headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from planextract.model.draft import Period
from planextract.normalise.eras import fiscal_year
from planextract.normalise.fold import bare
from planextract.text.pieces import YEAR, Kind, Piece

_NAMED = re.compile(rf"(?P<year>{YEAR})(?P<rest>末|目標)?")
_RARE = 0.25
"""A year that heads a column in fewer tables than this share is a slip, or another table's."""


def read_periods(pieces: Sequence[Piece]) -> list[Period]:
    """Baseline, fiscal years and total, as far as headers name them; the headers of a text come apart, so
    they are counted over the whole of it."""
    years: Counter[int] = Counter()
    baselines: Counter[int | None] = Counter()
    total = False
    for plain in _headers(pieces):
        for match in _NAMED.finditer(plain):
            year = fiscal_year(match["year"])
            if year is not None and match["rest"] is None:
                years[year] += 1
            elif year is not None and match["rest"] == "末":
                baselines[year] += 1
        rest = _NAMED.sub("", plain)
        total = total or "計" in rest
        if re.search("現[況状]|実績", rest):
            baselines[None] += 0
    common = sorted(year for year in years if years[year] >= _RARE * max(years.values()))
    periods = [Period(str(year), year) for year in common]
    if baselines:
        best = max(baselines, key=lambda year: (baselines[year], year or 0))
        periods.insert(0, Period("baseline", best))
    return [*periods, Period("total", None)] if total else periods


def _headers(pieces: Sequence[Piece]) -> Iterator[str]:
    """The pieces of headers that follow each other, joined: 令和５年度末の / 現況."""
    joined = ""
    for piece in pieces:
        if piece.kind is Kind.HEADER:
            joined += bare(piece.text)
        elif joined:
            yield joined
            joined = ""
    if joined:
        yield joined
