"""Read rows of a relisted table (取組項目, 取組内容, 計画／事業№) from texts and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planextract.japanese.widths import match_key
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.text_lines import TextLine

_NARROWEST_COLUMN_CHARACTERS = 14
"""Characters of a line in the narrowest column."""


@dataclass(frozen=True, slots=True)
class RelistedEntry:
    """A row of the relisted table; fields not known for certain are empty."""

    initiative: str
    content: str
    reference: str
    pieces: tuple[Fragment, ...]

    @property
    def texts(self) -> tuple[str, str, str]:
        return self.initiative, self.content, self.reference


def has_one_line_entries(runs: Iterable[Sequence[Fragment]]) -> bool:
    """Return whether neighbouring cells come out on one line; cells spanning several come apart."""
    return any(len(part) == 3 and _is_on_one_line(part) for run in runs for part in _split_entries(run))


def read_entries(
    runs: Sequence[Sequence[Fragment]], *, alone: bool, lined: bool
) -> tuple[list[RelistedEntry], list[Fragment]]:
    """Return the entries in runs of texts and references, and the texts that could not be placed.

    `alone`: all are of one project; `lined`: neighbouring cells come out on one line.
    """
    width = _measure_content_width(runs)
    found: list[RelistedEntry] = []
    unplaced: list[Fragment] = []
    parts = [part for run in runs for part in _split_entries(run)]
    # A line that names its initiative and project but no content shows that contents are printed
    # elsewhere: then no text is certain to belong to the reference beside it.
    scattered = any(_is_head_only(part[:2]) and not _has_tail(part) for part in parts) and any(
        len(_find_references(part)) == 1 and len(part) > 3 for part in parts if not _is_head_only(part[:2])
    )
    apart = [piece for part in parts if not _find_references(part) for piece in part]
    for part in parts:
        taken, left = _read_part(part, width, scattered=scattered, lined=lined)
        found += taken
        unplaced += left
    if (
        alone
        and len({entry.reference for entry in found}) == 1
        and found[0].initiative
        and apart == unplaced != []
    ):
        # all entries refer to one project: the separate texts are its contents
        first = found[0]
        found += [
            RelistedEntry(first.initiative, piece.text, first.reference, (piece,)) for piece in unplaced
        ]
        unplaced = []
    return found, unplaced


def _measure_content_width(runs: Sequence[Sequence[Fragment]]) -> int:
    """Return the characters of the longest line that another line of its text follows; 0 if none."""
    return max(
        (len(match_key(line.text)) for run in runs for piece in run for line in piece.lines[:-1]), default=0
    )


def _split_entries(run: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Yield a run cut where an entry is complete: all of it on one line, or its texts in one block."""
    part: list[Fragment] = []
    index = 0
    while index < len(run):
        here = run[index : index + 3]
        if [piece.kind for piece in here] == [
            FragmentKind.TEXT,
            FragmentKind.TEXT,
            FragmentKind.REFERENCE,
        ] and _is_on_one_line(here):
            size = 3
        elif [piece.kind for piece in here[:2]] == [FragmentKind.TEXT, FragmentKind.REFERENCE] and len(
            here[0].lines
        ) > 1:
            size = 2
        else:
            part.append(run[index])
            index += 1
            continue
        if part:
            yield part
        yield list(run[index : index + size])
        part = []
        index += size
    if part:
        yield part


def _is_on_one_line(pieces: Sequence[Fragment]) -> bool:
    return len({piece.lines for piece in pieces}) == 1


def _find_references(part: Sequence[Fragment]) -> list[Fragment]:
    return [piece for piece in part if piece.kind is FragmentKind.REFERENCE]


def _is_head_only(part: Sequence[Fragment]) -> bool:
    return len(part) == 2 and _is_on_one_line(part) and part[1].kind is FragmentKind.REFERENCE


def _has_tail(part: Sequence[Fragment]) -> bool:
    """Return whether a content follows the reference directly."""
    return len(part) > 2 and part[2].kind is FragmentKind.TEXT


def _read_part(
    part: list[Fragment], width: int, *, scattered: bool, lined: bool
) -> tuple[list[RelistedEntry], list[Fragment]]:
    references = _find_references(part)
    texts = [piece for piece in part if piece.kind is FragmentKind.TEXT]
    if not references:
        return [], texts
    if len(part) == 3 and len(texts) == 2 and _is_on_one_line(part):
        return [RelistedEntry(texts[0].text, texts[1].text, references[0].text, tuple(part))], []
    if not all(map(_is_separate, part)):
        return [], texts  # texts of several columns in one block: it is open which belongs to which
    if len(part) == 2 and len(texts) == 1 and len(texts[0].lines) > 2:
        split = _split_columns(texts[0].lines, width)
        if split is not None:
            return [RelistedEntry(*split, references[0].text, tuple(part))], []
    if any(map(_is_broken, texts)):
        return [], texts
    if len(references) > 1:
        return _pair_references(part, texts)
    if not lined:
        return [], texts
    reference = references[0]
    beside = [piece for piece in texts if piece.lines == reference.lines]
    head = [piece for piece in beside if part.index(piece) < part.index(reference)]
    if scattered:
        tail = [piece for piece in beside if piece not in head]
        taken = [*head[:1], *tail[:1]]
        entry = RelistedEntry(
            head[0].text if head else "", tail[0].text if tail else "", reference.text, (*taken, reference)
        )
        return ([entry] if taken else []), [piece for piece in texts if piece not in taken]
    initiative = head[0] if len(head) == 1 else (texts[0] if len(texts) > 1 else None)
    contents = [piece for piece in texts if piece is not initiative]
    if initiative is None or not contents:
        text = texts[0].text if texts else ""
        return [RelistedEntry(text if head else "", "" if head else text, reference.text, tuple(part))], []
    return [
        RelistedEntry(initiative.text, content.text, reference.text, (initiative, content, reference))
        for content in contents
    ], []


def _is_separate(piece: Fragment) -> bool:
    """Return whether a fragment has a block of its own, or is a reference, recognised anywhere."""
    return piece.has_gap_before or piece.kind is FragmentKind.REFERENCE


def _is_broken(text: Fragment) -> bool:
    """Return whether a text has a broken line shorter than any column, so that it is several texts."""
    return any(len(match_key(line.text)) < _NARROWEST_COLUMN_CHARACTERS for line in text.lines[:-1])


def _pair_references(
    part: list[Fragment], texts: list[Fragment]
) -> tuple[list[RelistedEntry], list[Fragment]]:
    """Return entries of texts and references in alternation, and the texts that could not be placed.

    Each text is the content of the reference behind it; on one line with the reference it is the
    initiative, for the content may take several lines and be elsewhere.
    """
    found: list[RelistedEntry] = []
    pairs = [part[index : index + 2] for index in range(0, len(part), 2)]
    if all(map(_is_head_only, pairs)):
        return [RelistedEntry(pair[0].text, "", pair[1].text, tuple(pair)) for pair in pairs], []
    for index in range(1, len(part)):
        turn = part[index - 1].kind is FragmentKind.TEXT and part[index].kind is FragmentKind.REFERENCE
        if turn and (index == 1 or part[index - 2].kind is FragmentKind.REFERENCE):
            found.append(
                RelistedEntry("", part[index - 1].text, part[index].text, (part[index - 1], part[index]))
            )
    if len(found) != len(_find_references(part)):
        return [], texts
    taken = [entry.pieces[0] for entry in found]
    return found, [piece for piece in texts if piece not in taken]


def _split_columns(lines: Sequence[TextLine], width: int) -> tuple[str, str] | None:
    """Return the initiative and the content of a block that contains both; None if the cut is not certain.

    A line that continues on the next is as long as its column is wide, so only one cut is possible; a
    broken line too short for the wider column, which is the contents', is the initiative's.
    """
    texts = [line.text.strip() for line in lines]
    lengths = [len(match_key(text)) for text in texts]
    cuts = [cut for cut in range(1, len(texts)) if _is_even(lengths[:cut]) and _is_even(lengths[cut:])]
    if len(cuts) != 1:
        return None
    first, second = "".join(texts[: cuts[0]]), "".join(texts[cuts[0] :])
    broken = lengths[cuts[0] : -1]
    if broken and max(broken) + 2 < width:
        return second, first
    return first, second


def _is_even(lengths: Sequence[int]) -> bool:
    """Return whether lines of these lengths can be those of one cell: only the last may be short."""
    return len(lengths) < 2 or min(lengths[:-1]) + 2 >= max(lengths)
