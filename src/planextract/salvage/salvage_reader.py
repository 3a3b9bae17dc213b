"""Read the fragments of a text, and keep the coverage: the fate of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from planextract.families.block.grammar import Grammar
from planextract.interpret.milestones import Vocabulary
from planextract.japanese.widths import bare
from planextract.model.findings import finding
from planextract.model.page import Reason
from planextract.model.plan import Finding
from planextract.model.raw_plan import PageAccount, Role
from planextract.salvage.aligned_columns import Unfolder
from planextract.salvage.cell_assignment import Rules
from planextract.salvage.column_positions import column_heads, header_end
from planextract.salvage.footnote_parts import with_notes
from planextract.salvage.fragments import Kind, Piece, without_number
from planextract.salvage.header_lines import upright_joined
from planextract.salvage.header_periods import read_periods
from planextract.salvage.line_recogniser import Recogniser
from planextract.salvage.neighbours import labelled_strategies, numbered_titles, page_numbers, with_names
from planextract.salvage.overprinted_text import undouble, undoubled
from planextract.salvage.project_captions import with_strategies
from planextract.salvage.repeated_blocks import repeated
from planextract.salvage.split_headings import gathered
from planextract.salvage.superscripts import with_marks
from planextract.salvage.text_lines import TextDocument, TextLine, read_lines
from planextract.salvage.title_continuation import with_whole_titles

OFTEN = 3
"""Fewest pages with a running head."""

PLAN = re.compile(r"(?:計画|プラン|戦略|ビジョン)$")
"""Pattern of the end of a plan's title."""

_EDGE = 3
"""Lines at the top or bottom of a page among which running heads and feet are."""

_SHOWN = 8
"""Most texts that a finding lists."""


@dataclass(slots=True)
class Reading:
    """The fragments of a text, with the coverage and the findings of the plan read from them."""

    grammar: Grammar
    pieces: list[Piece]
    printed: tuple[TextLine, ...]
    """All lines as they are in the file."""
    once: list[TextLine]
    """The same without overprint."""
    repeats: dict[int, int]
    """Indices of lines of `once` in a repeated block, each with the page of the first copy."""
    running: frozenset[str]
    aligned: bool
    """Columns are kept by spaces, and so is the order of the page."""
    scrambled: bool = False
    """The text is in no order."""
    findings: list[Finding] = field(default_factory=list)
    _roles: dict[int, Role] = field(default_factory=dict)
    """The fate of fragments, by their identity."""

    def use(self, piece: Piece, role: Role = Role.RECORD) -> None:
        """Record the fate of a fragment."""
        self._roles[id(piece)] = role

    def tell(self, found: Finding, pieces: Iterable[Piece] = ()) -> None:
        """Add a finding; the fragments it names are not reported again as unused."""
        self.findings.append(found)
        for piece in pieces:
            self._roles.setdefault(id(piece), Role.UNUSED)

    def is_read(self, piece: Piece) -> bool:
        """Return whether a fragment was read into a record."""
        return self._roles.get(id(piece)) is Role.RECORD

    def is_used(self, piece: Piece) -> bool:
        """Return whether the fate of a fragment is recorded."""
        return id(piece) in self._roles

    def report_unused(self) -> None:
        """Add a finding for each page with fragments that are in no record."""
        pages: dict[int, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            if not self.is_used(piece):
                pages[piece.page].append(piece)
        for page, pieces in sorted(pages.items()):
            stars = [piece for piece in pieces if piece.kind is Kind.STAR]
            texts = [piece.text or piece.kind.value for piece in pieces if piece.kind is not Kind.STAR]
            if stars:
                count = len(stars)
                self.findings.append(
                    finding(
                        "loose-mark",
                        f"{count} {stars[0].text.strip()} apart from any title.",
                        page=page,
                    )
                )
            if texts:
                more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
                sample = " / ".join(f"“{text[:60]}”" for text in texts[:_SHOWN])
                self.findings.append(
                    finding(
                        "unused-text", f"{len(texts)} texts landed in no record: {sample}{more}.", page=page
                    )
                )

    def accounts(self) -> Iterator[PageAccount]:
        """Yield for each page the count of characters by fate."""
        roles: dict[int, Role] = {}
        for piece in self.pieces:
            role = self._roles.get(id(piece), Role.UNUSED)
            for line in piece.lines:
                for number in range(line.first, line.last + 1):
                    if roles.get(number, Role.UNUSED) is Role.UNUSED:
                        roles[number] = role
        pages: dict[int, Counter[Role]] = defaultdict(Counter)
        struck: Counter[int] = Counter()
        for index, line in enumerate(self.once):
            role = Role.REPEATED if index in self.repeats else roles.get(line.first, Role.UNUSED)
            pages[line.page][role] += line.characters
            struck[line.page] -= line.characters
        for line in self.printed:
            struck[line.page] += line.characters
        for page in sorted(pages):
            dropped = {Reason.STRUCK_AGAIN.value: struck[page]} if struck[page] else {}
            yield PageAccount(page, dropped, dict(pages[page]))


def read_pieces(text: str, grammar: Grammar, vocabulary: Vocabulary) -> Reading:
    """Return the fragments of a text in its order, without overprint and repeated blocks."""
    document = read_lines(text)
    upright = document.lines if document.aligned else upright_joined(document.lines)
    grammar = with_strategies(grammar, (undoubled(line.text.strip()) for line in document.lines))
    plain = Recogniser(grammar, vocabulary)
    once = gathered(undouble(upright, plain.is_word), plain.is_word)
    repeats = repeated(once, lambda text: _number(text, grammar), plain.is_header)
    kept = [line for index, line in enumerate(once) if index not in repeats]
    recogniser = Recogniser(grammar, vocabulary, _captions(kept, grammar), _running(kept, document))
    if document.aligned:
        kept = _unfolded(kept, recogniser)
    pieces: list[Piece] = []
    for page in dict.fromkeys(line.page for line in kept):
        lines = [line for line in kept if line.page == page]
        pieces += recogniser.pieces(lines)
    pieces = with_whole_titles(labelled_strategies(page_numbers(pieces), grammar), grammar)
    pieces = with_notes(with_names(numbered_titles(pieces), recogniser), grammar)
    reading = Reading(grammar, pieces, document.lines, once, repeats, recogniser.running, document.aligned)
    for page, source in sorted({(once[index].page, source) for index, source in repeats.items()}):
        reading.findings.append(
            finding("repeated-block", f"Text of page {source} stands again on page {page}.", page=page)
        )
    for piece in pieces:
        if piece.kind in (Kind.FURNITURE, Kind.HEADER):
            reading.use(piece, Role.FURNITURE if piece.kind is Kind.FURNITURE else Role.RECORD)
    return reading


def _unfolded(lines: Sequence[TextLine], recogniser: Recogniser) -> list[TextLine]:
    """Return the lines with their tables written out.

    Tools make columns of different width: as wide as any character or as characters are on average. The way
    by which fewer lines are lost is right.
    """
    lines = list(with_marks(lines, recogniser.grammar))
    ways = []
    for scaled in (False, True):
        own = [replace(line, scaled=scaled) for line in lines]
        rules = Rules(recogniser.vocabulary, _columns(own, recogniser))
        ways.append(list(Unfolder(recogniser, rules).unfold(own)))
    return min(ways, key=lambda way: sum(line.lost for line in way))


def _columns(lines: Sequence[TextLine], recogniser: Recogniser) -> int:
    """Return how many columns of cells the tables have."""
    heads: list[list[str]] = []
    place = 0
    while place < len(lines):
        end = header_end(lines, place, recogniser.header_words)
        heads.append([head.text for head in column_heads(lines[place:end], recogniser.header_words)])
        place = max(end, place + 1)
    return len(read_periods(heads, (line.text for line in lines)))


def _number(text: str, grammar: Grammar) -> str | None:
    """Return the number of the project whose caption a line is; None for other lines."""
    band = grammar.band(" ".join(text.split()), None)
    return band.id if band is not None else None


def _captions(lines: Sequence[TextLine], grammar: Grammar) -> frozenset[str]:
    """Return the texts behind the numbers of captions, or repeatedly on the line after them."""
    counts: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for line, following in zip_longest(lines, lines[1:]):
        band = grammar.band(line.text.strip(), None)
        if band is None:
            continue
        if band.caption:
            counts[bare(band.caption)] += 1
        elif following is not None:
            behind[bare(following.text)] += 1
    counts += Counter({text: count for text, count in behind.items() if count >= OFTEN})
    return frozenset(caption for caption in counts if "再掲" not in caption)


def _running(lines: Sequence[TextLine], document: TextDocument) -> frozenset[str]:
    """Return the running heads: lines on page after page that are too long for a cell or a label.

    The title of the plan needs only the edges of two pages.
    """
    pages: dict[str, set[int]] = defaultdict(set)
    edges: dict[str, set[int]] = defaultdict(set)
    for index, line in enumerate(lines):
        around = (lines[at] if 0 <= at < len(lines) else None for at in (index - _EDGE, index + _EDGE))
        edge = any(other is None or other.page != line.page for other in around)
        for part in re.split(r"\s{3,}", line.text.strip()):
            pages[without_number(part)].add(line.page)
            if edge and PLAN.search(without_number(part)):
                edges[without_number(part)].add(line.page)
    return frozenset(
        text
        for text, on in pages.items()
        if len(text) >= 6
        and (PLAN.search(text) or not re.search(r"課|費|年度", text))
        and (OFTEN <= len(on) > 0.6 * document.pages or len(edges[text]) > 1)
    )
