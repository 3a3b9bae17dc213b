"""Recognise headers of the tables of goals by the words they consist of, and join years set upright.

A header names a goal, a baseline, years and a total. A text breaks it up anywhere (`令和６年度` / `予定`,
`令和` / `６年度`, a character to a line), so that a line is known only to consist of such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.families.block.block_profile import BlockProfile
from planextract.japanese.widths import match_key
from planextract.salvage.profile_words import YEAR_CHARACTERS, derive_words
from planextract.salvage.text_lines import TextLine, find_run_ends

ERA_PATTERN = r"(?:明治|大正|昭和|平成|令和|[MTSHR]\.?)"
"""Pattern of an era as headers print it, in narrow text."""

_ERA_YEAR = r"(?:元|\d{1,2})"
_WESTERN_YEAR = r"(?:19|20)\d{2}"
_SINGLE_YEAR = rf"(?:{ERA_PATTERN}{_ERA_YEAR}|{_WESTERN_YEAR})"
YEAR_PATTERN = rf"{_SINGLE_YEAR}(?:年度?)?(?:\({_SINGLE_YEAR}(?:年度?)?\))?(?:年度?)?"
"""Pattern of a year in a header, in narrow text: 令和６年度, R6, 2024（令和６）年度."""

_HEADER_PARTS = (
    rf"\({_SINGLE_YEAR}(?:年度?)?\)",
    rf"{_ERA_YEAR}年度?",
    ERA_PATTERN,
    "年度?",
    r"末の?",
    "の",
    "年",
    "末",
    r"[()]",
)
"""Patterns of the parts that headers come apart into."""

_MIN_UPRIGHT_LINES = 4
"""Fewest lines of a year set upright: R, 6, 年, 度."""

_MAX_UPRIGHT_LINES = 150
"""Most lines of all the years of a header together."""


@dataclass(frozen=True)
class HeaderWords:
    """The patterns of the parts that lines of headers consist of."""

    parts: tuple[re.Pattern[str], ...]

    def can_spell(self, plain: str) -> bool:
        """Return whether a bare text consists only of such parts, one after the other.

        Parts overlap (年度, 年度別計画), so every continuation is followed; each position once.
        """
        reached = {0}
        for place in range(len(plain)):
            if place in reached:
                found = (part.match(plain, place) for part in self.parts)
                reached.update(match.end() for match in found if match is not None)
        return bool(plain) and len(plain) in reached


def compile_header_words(profile: BlockProfile, more: Iterable[str] = ()) -> HeaderWords:
    """Return the words of headers in plans of a profile; `more` are words of this plan alone."""
    columns = profile.columns
    patterns = [pattern.pattern.removesuffix("$") for pattern in (*columns.baseline, *columns.total)]
    known = derive_words(profile)
    words = (*columns.after_year, *known.relisted, *known.relisted_parts, *more)
    fixed = [re.escape(match_key(word)) for word in words if word]
    unit = rf"[(\[](?:単位[:・]?)?(?:{'|'.join(map(re.escape, profile.units))})[)\]]"
    return HeaderWords(tuple(map(re.compile, (*fixed, YEAR_PATTERN, *_HEADER_PARTS, *patterns, unit))))


def join_upright_years(lines: Sequence[TextLine], profile: BlockProfile) -> list[TextLine]:
    """Return the lines, with years set a character to a line joined to one line each."""
    words = derive_words(profile)
    single = re.compile(rf"[{YEAR_CHARACTERS}{words.letters}]|\d{{2}}|(?:19|20)\d{{2}}")
    behind = "|".join(map(re.escape, (*words.after_year, *words.goals, "年次", "末", "の")))
    column = re.compile(rf"{YEAR_PATTERN}(?:\([^()]{{2,4}}\)|{behind})*")
    ends = find_run_ends(
        lines, lambda at: bool(single.fullmatch(match_key(lines[at].text))), within_blocks=True
    )
    result: list[TextLine] = []
    place = 0
    while place < len(lines):
        end = min(ends[place], place + _MAX_UPRIGHT_LINES)
        run = lines[place:end]
        parts = list(_split_upright_years(run, column)) if len(run) >= _MIN_UPRIGHT_LINES else []
        if parts:
            result += parts
            place = end
        else:
            result.append(lines[place])
            place += 1
    return result


def _split_upright_years(lines: Sequence[TextLine], column: re.Pattern[str]) -> Iterator[TextLine]:
    """Yield a line for each year that a run of single characters spells; none where it spells other text."""
    text = "".join(match_key(line.text) for line in lines)
    owners = [line for line in lines for _ in match_key(line.text)]
    matches = list(column.finditer(text))
    if not matches or "年" not in text or sum(len(match[0]) for match in matches) < 0.8 * len(text):
        return
    place = 0
    for match in matches:
        if match.start() > place:
            yield _slice_line(lines, owners, place, match.start(), text)
        yield _slice_line(lines, owners, match.start(), match.end(), text)
        place = match.end()
    if place < len(text):
        yield _slice_line(lines, owners, place, len(text), text)


def _slice_line(
    lines: Sequence[TextLine], owners: Sequence[TextLine], start: int, end: int, text: str
) -> TextLine:
    first, last = owners[start], owners[end - 1]
    return replace(first, last=last.last, text=text[start:end], gap=first.gap)
