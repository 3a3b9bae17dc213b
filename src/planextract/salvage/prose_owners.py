"""Attribute descriptions and footnotes to projects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planextract.japanese.widths import nfkc_key
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding
from planextract.salvage.attribution import (
    POSITION_WEIGHT,
    choose_best,
    find_candidates,
    find_slot_before,
    find_slot_of_heading_before,
    measure_likeness,
)
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.lexicon import FOOTNOTE_MARK
from planextract.salvage.project_slots import ProjectSlot, SalvagedFootnote
from planextract.salvage.salvage_reader import SalvageReading

HEADING_WEIGHT = 0.6
"""Score added for the project whose heading immediately precedes the paragraph."""

_MIN_FULL_SHARE = 0.6
"""Least length of a line that continues, as a share of the longest: words may be lost."""

_MIN_FULL_SHARE_OVER_GAP = 0.8
"""The same for a line before a blank line."""

_SENTENCE_ENDS = ("。", "）", "」")

_LOST_WORD_SPACE = re.compile(r"[ぁ-んァ-ヶ一-龠（「、] (?=[ぁ-んァ-ヶ一-龠、。※])")
"""Pattern of a narrow space inside a sentence: the font of a word had no map to characters."""


def attribute_prose(reading: SalvageReading, sites: Sequence[ProjectSlot]) -> None:
    """Give each project its description: first by certain attribution, then texts left over one to one."""
    pieces = reading.pieces
    owners: dict[int, ProjectSlot] = {}
    left: list[int] = []
    torn = {
        piece.page
        for index, piece in enumerate(pieces)
        if piece.kind is FragmentKind.PROSE and not _is_finished(index, pieces)
    }
    for index, piece in enumerate(pieces):
        if piece.kind is not FragmentKind.PROSE or not _is_finished(index, pieces):
            continue
        if not _has_even_lines(piece) or (
            piece.page in torn and not _is_paragraph_start(index, pieces, sites)
        ):
            reading.report_finding(_make_torn_text_finding(piece), [piece])
            continue
        owner = _find_prose_owner(index, pieces, sites, owners)
        if owner is None:
            left.append(index)
        else:
            owners[index] = owner
    for index in left:
        around = find_candidates(index, pieces, sites)
        empty = [site for site in around if site not in owners.values()]
        alone = sum(pieces[other].page == pieces[index].page for other in left) == 1
        if len(empty) == 1 and alone and measure_likeness(empty[0].title or "", pieces[index].text) > 0:
            owners[index] = empty[0]
        elif around:
            reading.report_finding(_make_unplaced_finding(pieces[index], around), [pieces[index]])
    for index, site in sorted(owners.items()):
        site.prose.append(pieces[index])
        site.pieces.append(pieces[index])
        hole = _LOST_WORD_SPACE.search(pieces[index].text)
        if hole is not None:
            text = pieces[index].text[max(hole.start() - 10, 0) : hole.end() + 10]
            reading.report_finding(
                finding(FindingCode.LOST_WORD, page=pieces[index].page, project=site.id, text=text)
            )


def _is_finished(index: int, pieces: Sequence[Fragment]) -> bool:
    """Return whether a paragraph ends or continues in the next fragment, rather than breaking off."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if "。" in piece.text[-2:]:
        return True
    if following is None or following.kind is not FragmentKind.PROSE:
        return False
    # only a full line continues across a blank line: a shorter one is a title
    full = max(line.characters for line in following.lines)
    return (
        not following.has_gap_before
        or following.page != piece.page
        or piece.lines[-1].characters >= _MIN_FULL_SHARE_OVER_GAP * full
    )


def _has_even_lines(piece: Fragment) -> bool:
    """Return whether lines have the lengths of a paragraph's lines.

    Each is full but the last, in which a sentence ends, and but where a footnote's mark has a line of its
    own.
    """
    lengths = [line.characters for line in piece.lines]
    marks = [FOOTNOTE_MARK.fullmatch(nfkc_key(line.text)) is not None for line in piece.lines]
    return all(
        size >= _MIN_FULL_SHARE * max(lengths)
        or line.text.rstrip().endswith(_SENTENCE_ENDS)
        or own
        or following
        for size, line, own, following in zip(lengths[:-1], piece.lines, marks, marks[1:], strict=False)
    )


def _is_paragraph_start(index: int, pieces: Sequence[Fragment], sites: Sequence[ProjectSlot]) -> bool:
    """Return whether a paragraph is where one can begin: behind a heading, or behind another paragraph."""
    before = pieces[index - 1] if index else None
    above = find_slot_of_heading_before(index, pieces, sites)
    return above is not None or (before is not None and before.kind is FragmentKind.PROSE)


def _make_torn_text_finding(piece: Fragment) -> Finding:
    return finding(FindingCode.UNPLACED_TEXT, page=piece.page, rest=piece.text)


def _find_prose_owner(
    index: int, pieces: Sequence[Fragment], sites: Sequence[ProjectSlot], owners: dict[int, ProjectSlot]
) -> ProjectSlot | None:
    piece = pieces[index]
    before = pieces[index - 1] if index else None
    goes_on = before is not None and before.kind is FragmentKind.PROSE and not before.text.endswith("。")
    if goes_on:
        return owners.get(index - 1)
    above = find_slot_of_heading_before(index, pieces, sites)
    last = find_slot_before(index, pieces, sites)
    scores = []
    for site in find_candidates(index, pieces, sites):
        score = measure_likeness(site.title or "", piece.text)
        score += HEADING_WEIGHT * (site is above) + POSITION_WEIGHT * (site is last)
        scores.append((site, score))
    return choose_best(scores)


def _make_unplaced_finding(piece: Fragment, sites: Sequence[ProjectSlot]) -> Finding:
    projects = [site.id for site in sites]
    return finding(FindingCode.UNPLACED_TEXT, page=piece.page, text=piece.text, projects=projects)


def _make_torn_footnote_finding(piece: Fragment) -> Finding:
    return finding(FindingCode.UNPLACED_TEXT, page=piece.page, footnote=piece.text)


def attribute_footnotes(reading: SalvageReading, sites: Sequence[ProjectSlot]) -> None:
    """Give each footnote to the project whose texts contain its mark."""
    grammar = reading.grammar
    pieces = reading.pieces
    for index, piece in enumerate(pieces):
        if piece.kind is not FragmentKind.FOOTNOTE:
            continue
        start = grammar.read_footnote(piece.text)
        assert start is not None
        last = find_slot_before(index, pieces, sites)
        around = find_candidates(index, pieces, sites)
        if not start.text:
            reading.report_finding(_make_torn_footnote_finding(piece), [piece])
            continue
        mark = nfkc_key(start.marker)
        exact = re.compile(re.escape(mark) + r"(?!\d)")
        scores = []
        for site in around:
            score = POSITION_WEIGHT * (site is last)
            score += 1.0 * bool(mark[-1:].isdigit() and exact.search(site.marked_text))
            score += 0.5 * bool(start.term and nfkc_key(start.term) in site.marked_text)
            score -= 0.5 * any(nfkc_key(note.marker) == mark for note in site.footnotes)
            scores.append((site, score))
        owner = around[0] if len(around) == 1 else choose_best(scores)
        if owner is None:
            if around:
                reading.report_finding(_make_unplaced_finding(piece, around), [piece])
            continue
        owner.footnotes.append(SalvagedFootnote(start.marker, start.term, start.text, piece))
        owner.pieces.append(piece)
        reading.record_fate(piece)
    for site in sites:
        site.footnotes.sort(key=lambda note: nfkc_key(note.marker))
