"""Classify lines: turn each line, or each run of lines, into a fragment by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.japanese.widths import match_key, narrow_width
from planextract.read.doubled_text import count_shared_characters, rejoin_heading
from planextract.salvage.fragments import (
    MIN_SENTENCE_CHARACTERS,
    Fragment,
    FragmentKind,
    make_fragment,
    split_blocks,
    strip_page_number,
)
from planextract.salvage.lexicon import FOOTNOTE_MARK
from planextract.salvage.table_lines import TableLineRecogniser
from planextract.salvage.text_lines import TextLine

_CONTENTS_LEADER = re.compile(r"[・.…]{6,}\s*\d*$")
_PAGE_NUMBER = re.compile(r"[-~]\d{1,4}[-~]")
_MAX_HEADER_LINES = 12
"""Most lines that a header comes apart into."""

_MAX_HEADING_PARTS = 8
"""Most parts that a heading is cut into."""

_MAX_BUDGET_LABEL_LINES = 3
"""Most lines of the label of a budget."""


@dataclass(frozen=True)
class LineRecogniser(TableLineRecogniser):
    """Classifies all lines of a document."""

    running_heads: frozenset[str] = frozenset()
    """Running heads and feet, without page numbers and spaces."""

    def recognise_page(self, lines: Sequence[TextLine]) -> Iterator[Fragment]:
        """Yield the fragments of one page, in the order of the text."""
        for block in split_blocks(lines):
            yield from self._recognise_block(block)

    def _recognise_block(self, block: Sequence[TextLine]) -> Iterator[Fragment]:
        loose: list[TextLine] = []
        place = 0
        while place < len(block):
            found, used = self._recognise_line(block, place, bool(loose))
            if found:
                yield from self._join_loose_lines(loose)
                loose = []
                yield from found
                place += used
            else:
                loose.append(block[place])
                place += 1
        yield from self._join_loose_lines(loose)

    def _join_loose_lines(self, lines: list[TextLine]) -> Iterator[Fragment]:
        """Yield lines that nothing recognises, as one paragraph or one short text."""
        if not lines:
            return
        prose = any(
            "。" in line.text or len(match_key(line.text)) >= MIN_SENTENCE_CHARACTERS for line in lines
        )
        yield make_fragment(FragmentKind.PROSE if prose else FragmentKind.TEXT, lines)

    def _recognise_line(
        self, block: Sequence[TextLine], place: int, loose: bool
    ) -> tuple[list[Fragment], int]:
        """Return the fragments that begin with a line, and how many lines they take; none if unrecognised."""
        line = block[place]
        if line.doubtful:
            heading = self._read_heading(block[place : place + 1], 0)
            return [heading or make_fragment(FragmentKind.TEXT, [line])], 1
        text = line.text.strip()
        plain = match_key(text)
        if (
            strip_page_number(text) in self.running_heads
            or self.grammar.is_furniture(text)
            or _CONTENTS_LEADER.search(plain)
        ):
            return [make_fragment(FragmentKind.FURNITURE, [line])], 1
        if _PAGE_NUMBER.fullmatch(plain):
            return [make_fragment(FragmentKind.FURNITURE, [line])], 1
        if plain and not self.grammar.read_title(plain).text:
            return [make_fragment(FragmentKind.STAR, [line])], 1
        heading = self._read_heading(block, place)
        if heading is not None:
            return [heading], len(heading.lines)
        if FOOTNOTE_MARK.fullmatch(plain):
            return [make_fragment(FragmentKind.MARK, [line])], 1
        if self.grammar.read_footnote(text) is not None and not loose:
            end = place + 1
            while (
                end < len(block) and _is_continued(block[end - 1]) and not self._is_fragment_start(block[end])
            ):
                end += 1
            return [make_fragment(FragmentKind.FOOTNOTE, block[place:end])], end - place
        broken = self._count_header_lines(block[place : place + _MAX_HEADER_LINES])
        if broken == 1 and loose and not self.header_sign.search(plain):
            broken = 0  # the rest of a goal: 計画
        elif broken:
            return [make_fragment(FragmentKind.HEADER, block[place : place + broken])], broken
        if (broken or not loose or self.header_sign.search(plain)) and self.is_header(plain):
            return [make_fragment(FragmentKind.HEADER, [line])], 1
        if plain.endswith("】") and len(plain) < MIN_SENTENCE_CHARACTERS and self.words.names_relisted(plain):
            return [make_fragment(FragmentKind.HEADER, [line])], 1
        names = self.grammar.read_departments(text)
        if names is not None:
            return self._read_departments(line, names), 1
        if self.grammar.read_budget_label(text.split()[0]) is not None:
            return self.read_budget(line), 1
        size = self.count_budget_lines(block[place : place + _MAX_BUDGET_LABEL_LINES])
        if size:
            return [make_fragment(FragmentKind.BUDGET, block[place : place + size])], size
        if self.words.has_reference(text):
            return [*self.split_references(line)], 1
        if self.is_unit_names(text, alone=True):
            return [make_fragment(FragmentKind.NAMES, [line])], 1
        return self.read_cells(block, place, loose)

    def _is_fragment_start(self, line: TextLine) -> bool:
        """Return whether a line begins another fragment than the rest of a footnote."""
        text = line.text.strip()
        grammar = self.grammar
        return (
            grammar.read_footnote(text) is not None
            or grammar.read_project_caption(text, None) is not None
            or grammar.is_numbered(text)
            or grammar.read_departments(text) is not None
            or strip_page_number(text) in self.running_heads
        )

    def _read_heading(self, block: Sequence[TextLine], place: int) -> Fragment | None:
        """Return a heading or a project caption, on one line or in the parts that a line was cut into."""
        grammar = self.grammar
        end = place + 1
        pieces = [block[place].text.strip()]
        while (
            end < len(block)
            and len(pieces) < _MAX_HEADING_PARTS
            and count_shared_characters(pieces[-1], block[end].text.strip())
        ):
            pieces.append(block[end].text.strip())
            end += 1
        tries = [(rejoin_heading(pieces[:size]), size) for size in range(len(pieces), 0, -1)]
        if place + 1 < len(block):
            tries.append((pieces[0] + block[place + 1].text.strip(), 2))
        for text, size in tries:
            lines = block[place : place + size]
            band = grammar.read_project_caption(text, None)
            if band is not None:
                return Fragment(FragmentKind.BAND, tuple(lines), text)
            for kind, number in (
                (FragmentKind.PILLAR, grammar.read_pillar(text)),
                (FragmentKind.STRATEGY, grammar.read_strategy(_collapse_spaces(text))),
            ):
                if number is not None:
                    return Fragment(kind, tuple(lines), number.title, number=number.number)
            if grammar.read_strategy(match_key(text) + "1") is not None and not re.search(
                r"\d", narrow_width(text)
            ):
                return Fragment(FragmentKind.STRATEGY, tuple(lines), "")
            if size == 2 and len(pieces) == 1:
                continue
            for kind, number in (
                (FragmentKind.LOWER, grammar.read_lower_heading(text)),
                (FragmentKind.UPPER, grammar.read_upper_heading(text)),
            ):
                if number is not None and self._is_title(number.title):
                    return Fragment(kind, tuple(lines), text, number=number.number)
        return None

    def _is_title(self, text: str) -> bool:
        return not text.endswith("。") and len(text) <= 60 and not self.is_cell(text)

    def _count_header_lines(self, lines: Sequence[TextLine]) -> int:
        """Return how many lines are the parts of one header, `２０１９（令和` / `１）年度末の`; 0 if none."""
        end = 0
        while end < len(lines) and self.words.broken_header.fullmatch(match_key(lines[end].text)):
            end += 1
        texts = [match_key(line.text) for line in lines[:end]]
        return next((size for size in range(end, 0, -1) if self.is_header("".join(texts[:size]))), 0)

    def _read_departments(self, line: TextLine, names: str) -> list[Fragment]:
        label = Fragment(FragmentKind.LABEL, (line,), line.text)
        return [label, Fragment(FragmentKind.NAMES, (line,), names)] if names else [label]


def _is_continued(line: TextLine) -> bool:
    """Return whether running text may continue on the next line: it is long and ends no sentence."""
    plain = match_key(line.text)
    return len(plain) >= MIN_SENTENCE_CHARACTERS and not plain.endswith("。")


def _collapse_spaces(text: str) -> str:
    return " ".join(text.split())
