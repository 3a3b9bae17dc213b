"""Read the fragments of a text, and keep the coverage: the fate of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, zip_longest
from operator import attrgetter

from planextract.families.block.grammar import BlockGrammar
from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode, finding
from planextract.model.page import DropReason
from planextract.model.plan import Finding
from planextract.model.raw_plan import GlyphFate, PageAccount, Period
from planextract.profiles.vocabulary import Vocabulary
from planextract.read.doubled_text import drop_overprint
from planextract.salvage.footnote_parts import join_footnotes
from planextract.salvage.fragments import Fragment, FragmentKind, strip_page_number
from planextract.salvage.header_lines import join_upright_years
from planextract.salvage.header_periods import collect_headers, read_periods
from planextract.salvage.line_recogniser import LineRecogniser
from planextract.salvage.neighbours import (
    join_numbered_titles,
    join_strategy_labels,
    mark_page_numbers,
    mark_unit_names,
)
from planextract.salvage.overprinted_text import drop_line_overprints
from planextract.salvage.profile_words import derive_words
from planextract.salvage.project_captions import add_strategies
from planextract.salvage.repeated_blocks import find_repeated_blocks
from planextract.salvage.split_headings import join_split_headings
from planextract.salvage.text_lines import TextDocument, TextLine, read_lines
from planextract.salvage.title_continuation import join_title_continuations

RUNNING_HEAD_MIN_PAGES = 3
"""Fewest pages with a running head."""

PLAN_TITLE_ENDING = re.compile(r"(?:計画|プラン|戦略|ビジョン)$")
"""Pattern of the end of a plan's title."""

_EDGE_LINES = 3
"""Lines at the top or bottom of a page among which running heads and feet are."""

_MAX_SHOWN_TEXTS = 8
"""Most texts that a finding lists."""


@dataclass
class SalvageReading:
    """The fragments of a text, with the coverage and the findings of the plan read from them."""

    grammar: BlockGrammar
    pieces: list[Fragment]
    source_lines: tuple[TextLine, ...]
    """All lines as they are in the file."""
    lines_without_overprint: list[TextLine]
    """The same without overprint."""
    repeats: dict[int, int]
    """Indices of `lines_without_overprint` in a repeated block, each with the page of its first copy."""
    running_heads: frozenset[str]
    scrambled: bool = False
    """The text is in no order."""
    findings: list[Finding] = field(default_factory=list)
    _roles: dict[int, GlyphFate] = field(default_factory=dict)
    """The fate of fragments, by their identity."""

    @cached_property
    def periods(self) -> list[Period]:
        """The periods that all headers of the plan name."""
        return read_periods(collect_headers(self.pieces), [], self.grammar.profile)

    def get_page(self, number: int) -> list[Fragment]:
        """Return the fragments of a page."""
        first = bisect_left(self.pieces, number, key=attrgetter("page"))
        return self.pieces[first : bisect_right(self.pieces, number, key=attrgetter("page"))]

    def record_fate(self, piece: Fragment, role: GlyphFate = GlyphFate.RECORD) -> None:
        """Record the fate of a fragment."""
        self._roles[id(piece)] = role

    def report_finding(self, found: Finding, pieces: Iterable[Fragment] = ()) -> None:
        """Add a finding; the fragments it names are not reported again as unused."""
        self.findings.append(found)
        for piece in pieces:
            self._roles.setdefault(id(piece), GlyphFate.UNUSED)

    def is_read(self, piece: Fragment) -> bool:
        """Return whether a fragment was read into a record."""
        return self._roles.get(id(piece)) is GlyphFate.RECORD

    def is_used(self, piece: Fragment) -> bool:
        """Return whether the fate of a fragment is recorded."""
        return id(piece) in self._roles

    def report_unused(self) -> None:
        """Add a finding for each page with fragments that are in no record."""
        pages: dict[int, list[Fragment]] = defaultdict(list)
        for piece in self.pieces:
            if not self.is_used(piece):
                pages[piece.page].append(piece)
        for page, pieces in sorted(pages.items()):
            stars = [piece for piece in pieces if piece.kind is FragmentKind.STAR]
            texts = [
                piece.text or piece.kind.value for piece in pieces if piece.kind is not FragmentKind.STAR
            ]
            if stars:
                self.findings.append(
                    finding(FindingCode.LOOSE_MARK, page=page, count=len(stars), mark=stars[0].text.strip())
                )
            if texts:
                more = len(texts) - _MAX_SHOWN_TEXTS
                rest = {"more": more} if more > 0 else {}
                self.findings.append(
                    finding(
                        FindingCode.UNUSED_TEXT,
                        page=page,
                        project=None,
                        pointer=None,
                        count=len(texts),
                        texts=texts[:_MAX_SHOWN_TEXTS],
                        **rest,
                    )
                )

    def account_pages(self) -> Iterator[PageAccount]:
        """Yield for each page the count of characters by fate."""
        roles: dict[int, GlyphFate] = {}
        for piece in self.pieces:
            role = self._roles.get(id(piece), GlyphFate.UNUSED)
            for line in piece.lines:
                for number in range(line.first, line.last + 1):
                    if roles.get(number, GlyphFate.UNUSED) is GlyphFate.UNUSED:
                        roles[number] = role
        pages: dict[int, Counter[GlyphFate]] = defaultdict(Counter)
        struck: Counter[int] = Counter()
        for index, line in enumerate(self.lines_without_overprint):
            role = GlyphFate.REPEATED if index in self.repeats else roles.get(line.first, GlyphFate.UNUSED)
            pages[line.page][role] += line.characters
            struck[line.page] -= line.characters
        for line in self.source_lines:
            struck[line.page] += line.characters
        for page in sorted(pages):
            dropped = {DropReason.OVERPRINTED.value: struck[page]} if struck[page] else {}
            yield PageAccount(page, dropped, dict(pages[page]))


def read_fragments(text: str, grammar: BlockGrammar, vocabulary: Vocabulary) -> SalvageReading:
    """Return the fragments of a text in its order, without overprint and repeated blocks."""
    document = read_lines(text)
    upright = join_upright_years(document.lines, grammar.profile)
    grammar = add_strategies(grammar, (drop_overprint(line.text.strip()) for line in document.lines))
    plain = LineRecogniser(grammar, vocabulary)
    once = join_split_headings(
        drop_line_overprints(upright, plain.is_word), plain.is_word, plain.words.strategy_label_ends
    )
    repeats = find_repeated_blocks(once, lambda text: _read_project_number(text, grammar), plain.is_header)
    kept = [line for index, line in enumerate(once) if index not in repeats]
    recogniser = LineRecogniser(
        grammar, vocabulary, _find_captions(kept, grammar), _find_running_heads(kept, document)
    )
    pieces: list[Fragment] = []
    for _, lines in groupby(kept, key=attrgetter("page")):
        pieces += recogniser.recognise_page(list(lines))
    pieces = join_title_continuations(join_strategy_labels(mark_page_numbers(pieces), grammar), grammar)
    pieces = join_footnotes(mark_unit_names(join_numbered_titles(pieces), recogniser), grammar)
    reading = SalvageReading(grammar, pieces, document.lines, once, repeats, recogniser.running_heads)
    for page, source in sorted({(once[index].page, source) for index, source in repeats.items()}):
        reading.findings.append(finding(FindingCode.REPEATED_BLOCK, page=page, first_page=source))
    for piece in pieces:
        if piece.kind in (FragmentKind.FURNITURE, FragmentKind.HEADER):
            reading.record_fate(
                piece, GlyphFate.FURNITURE if piece.kind is FragmentKind.FURNITURE else GlyphFate.RECORD
            )
    return reading


def _read_project_number(text: str, grammar: BlockGrammar) -> str | None:
    """Return the number of the project whose caption a line is; None for other lines."""
    band = grammar.read_project_caption(" ".join(text.split()), None)
    return band.id if band is not None else None


def _find_captions(lines: Sequence[TextLine], grammar: BlockGrammar) -> frozenset[str]:
    """Return the texts behind the numbers of captions, or repeatedly on the line after them."""
    counts: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for line, following in zip_longest(lines, lines[1:]):
        band = grammar.read_project_caption(line.text.strip(), None)
        if band is None:
            continue
        if band.caption:
            counts[match_key(band.caption)] += 1
        elif following is not None:
            behind[match_key(following.text)] += 1
    counts += Counter({text: count for text, count in behind.items() if count >= RUNNING_HEAD_MIN_PAGES})
    return frozenset(
        caption for caption in counts if not derive_words(grammar.profile).names_relisted(caption)
    )


def _find_running_heads(lines: Sequence[TextLine], document: TextDocument) -> frozenset[str]:
    """Return the running heads: lines on page after page that are too long for a cell or a label.

    The title of the plan needs only the edges of two pages.
    """
    pages: dict[str, set[int]] = defaultdict(set)
    edges: dict[str, set[int]] = defaultdict(set)
    for index, line in enumerate(lines):
        around = (
            lines[at] if 0 <= at < len(lines) else None for at in (index - _EDGE_LINES, index + _EDGE_LINES)
        )
        edge = any(other is None or other.page != line.page for other in around)
        for part in re.split(r"\s{3,}", line.text.strip()):
            pages[strip_page_number(part)].add(line.page)
            if edge and PLAN_TITLE_ENDING.search(strip_page_number(part)):
                edges[strip_page_number(part)].add(line.page)
    return frozenset(
        text
        for text, on in pages.items()
        if len(text) >= 6
        and (PLAN_TITLE_ENDING.search(text) or not re.search(r"課|費|年度", text))
        and (RUNNING_HEAD_MIN_PAGES <= len(on) > 0.6 * document.pages or len(edges[text]) > 1)
    )
