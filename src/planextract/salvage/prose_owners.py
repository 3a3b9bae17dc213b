"""Attribute descriptions and footnotes to projects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planextract.japanese.widths import compatible
from planextract.model.findings import finding
from planextract.model.plan import Finding
from planextract.salvage.attribution import PLACE, behind, best, candidates, directly_behind_heading, likeness
from planextract.salvage.fragments import Kind, Piece
from planextract.salvage.lexicon import MARKER
from planextract.salvage.project_slots import Footnote, Site
from planextract.salvage.salvage_reader import Reading

BEHIND_HEADING = 0.6
"""Score added for the project whose heading immediately precedes the paragraph."""

_FULL = 0.6
"""Least length of a line that continues, as a share of the longest: words may be lost."""

_WIDE = 0.8
"""The same for a line before a blank line."""

_ENDS = ("。", "）", "」")

_HOLE = re.compile(r"[ぁ-んァ-ヶ一-龠（「、] (?=[ぁ-んァ-ヶ一-龠、。※])")
"""Pattern of a narrow space inside a sentence: the font of a word had no map to characters."""


def give_prose(reading: Reading, sites: Sequence[Site]) -> None:
    """Give each project its description: first by certain attribution, then texts left over one to one."""
    pieces = reading.pieces
    owners: dict[int, Site] = {}
    left: list[int] = []
    torn = {
        piece.page
        for index, piece in enumerate(pieces)
        if piece.kind is Kind.PROSE and not _is_finished(index, pieces)
    }
    for index, piece in enumerate(pieces):
        if piece.kind is not Kind.PROSE or not _is_finished(index, pieces):
            continue
        if not _is_even(piece) or (piece.page in torn and not _begins(index, pieces, sites)):
            reading.tell(_torn_text(piece), [piece])
            continue
        owner = _owner(index, pieces, sites, owners)
        if owner is None:
            left.append(index)
        else:
            owners[index] = owner
    for index in left:
        around = candidates(index, pieces, sites)
        empty = [site for site in around if site not in owners.values()]
        alone = sum(pieces[other].page == pieces[index].page for other in left) == 1
        if len(empty) == 1 and alone and likeness(empty[0].title or "", pieces[index].text) > 0:
            owners[index] = empty[0]
        elif around:
            reading.tell(_unplaced(pieces[index], around), [pieces[index]])
    for index, site in sorted(owners.items()):
        site.prose.append(pieces[index])
        site.pieces.append(pieces[index])
        hole = _HOLE.search(pieces[index].text)
        if hole is not None:
            text = pieces[index].text[max(hole.start() - 10, 0) : hole.end() + 10]
            reading.tell(
                finding(
                    "lost-word",
                    f"A word may be missing in “{text}”.",
                    project=site.id,
                    page=pieces[index].page,
                )
            )


def _is_finished(index: int, pieces: Sequence[Piece]) -> bool:
    """Return whether a paragraph ends or continues in the next fragment, rather than breaking off."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if "。" in piece.text[-2:]:
        return True
    if following is None or following.kind is not Kind.PROSE:
        return False
    # only a full line continues across a blank line: a shorter one is a title
    full = max(line.characters for line in following.lines)
    return not following.gap or following.page != piece.page or piece.lines[-1].characters >= _WIDE * full


def _is_even(piece: Piece) -> bool:
    """Return whether lines have the lengths of a paragraph's lines.

    Each is full but the last, in which a sentence ends, and but where a footnote's mark has a line of its
    own.
    """
    lengths = [line.characters for line in piece.lines]
    marks = [MARKER.fullmatch(compatible(line.text)) is not None for line in piece.lines]
    return all(
        size >= _FULL * max(lengths) or line.text.rstrip().endswith(_ENDS) or own or following
        for size, line, own, following in zip(lengths[:-1], piece.lines, marks, marks[1:], strict=False)
    )


def _begins(index: int, pieces: Sequence[Piece], sites: Sequence[Site]) -> bool:
    """Return whether a paragraph is where one can begin: behind a heading, or behind another paragraph."""
    before = pieces[index - 1] if index else None
    above = directly_behind_heading(index, pieces, sites)
    return above is not None or (before is not None and before.kind is Kind.PROSE)


def _torn_text(piece: Piece) -> Finding:
    message = f"“{piece.text[:60]}” may be the rest of a paragraph of which only the beginning is known."
    return finding("unplaced-text", message, page=piece.page)


def _owner(
    index: int, pieces: Sequence[Piece], sites: Sequence[Site], owners: dict[int, Site]
) -> Site | None:
    piece = pieces[index]
    before = pieces[index - 1] if index else None
    goes_on = before is not None and before.kind is Kind.PROSE and not before.text.endswith("。")
    if goes_on:
        return owners.get(index - 1)
    above = directly_behind_heading(index, pieces, sites)
    last = behind(index, pieces, sites)
    scores = []
    for site in candidates(index, pieces, sites):
        score = likeness(site.title or "", piece.text)
        score += BEHIND_HEADING * (site is above) + PLACE * (site is last)
        scores.append((site, score))
    return best(scores)


def _unplaced(piece: Piece, sites: Sequence[Site]) -> Finding:
    ids = ", ".join(site.id for site in sites)
    return finding("unplaced-text", f"“{piece.text[:60]}” belongs to one of {ids}.", page=piece.page)


def _torn(piece: Piece) -> Finding:
    message = f"What the footnote “{piece.text[:60]}” says can't be told from the text."
    return finding("unplaced-text", message, page=piece.page)


def give_footnotes(reading: Reading, sites: Sequence[Site]) -> None:
    """Give each footnote to the project whose texts contain its mark."""
    grammar = reading.grammar
    pieces = reading.pieces
    for index, piece in enumerate(pieces):
        if piece.kind is not Kind.FOOTNOTE:
            continue
        start = grammar.footnote(piece.text)
        assert start is not None
        last = behind(index, pieces, sites)
        around = candidates(index, pieces, sites)
        if not start.text:
            reading.tell(_torn(piece), [piece])
            continue
        mark = compatible(start.marker)
        exact = re.compile(re.escape(mark) + r"(?!\d)")
        scores = []
        for site in around:
            score = PLACE * (site is last)
            score += 1.0 * bool(mark[-1:].isdigit() and exact.search(site.marked))
            score += 0.5 * bool(start.term and compatible(start.term) in site.marked)
            score -= 0.5 * any(compatible(note.marker) == mark for note in site.footnotes)
            scores.append((site, score))
        owner = around[0] if len(around) == 1 else best(scores)
        if owner is None:
            if around:
                reading.tell(_unplaced(piece, around), [piece])
            continue
        owner.footnotes.append(Footnote(start.marker, start.term, start.text, piece))
        owner.pieces.append(piece)
        reading.use(piece)
    for site in sites:
        site.footnotes.sort(key=lambda note: compatible(note.marker))
