"""Comparison of pillars and strategies, paired by title, then by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from planextract.diff.model import HeadingDiff
from planextract.japanese.widths import match_key
from planextract.model.plan import Pillar, Plan, Strategy

Level = Literal["pillar", "strategy"]
Heading = Pillar | Strategy


def compare_headings(old: Plan, new: Plan) -> list[HeadingDiff]:
    """Return the pillars and strategies that changed, pillars first."""
    pillars = _pair_headings(old.pillars, new.pillars)
    numbers = {a.number: b.number for a, b in pillars if a and b}
    found = list(_compare_heading_pairs("pillar", pillars))
    strategies = _pair_headings(old.strategies, new.strategies)
    found += _compare_heading_pairs("strategy", strategies)
    for a, b in strategies:
        if isinstance(a, Strategy) and isinstance(b, Strategy):
            before = numbers.get(a.pillar, a.pillar) if a.pillar is not None else None
            if before != b.pillar:
                found.append(
                    HeadingDiff(
                        level="strategy",
                        status="moved",
                        number=b.number,
                        old=None if a.pillar is None else f"pillar {a.pillar}",
                        new=None if b.pillar is None else f"pillar {b.pillar}",
                    )
                )
    return found


def _pair_headings(
    old: Sequence[Heading], new: Sequence[Heading]
) -> list[tuple[Heading | None, Heading | None]]:
    """Return pairs (old, new) of headings by the new number; None where an edition lacks the heading."""
    left, right = list(old), list(new)
    pairs: list[tuple[Heading | None, Heading | None]] = []
    for same in (_is_same_heading, _is_same_title, _is_same_number):
        for a in list(left):
            b = next((candidate for candidate in right if same(a, candidate)), None)
            if b is not None:
                left.remove(a)
                right.remove(b)
                pairs.append((a, b))
    pairs += [(a, None) for a in left]
    pairs += [(None, b) for b in right]
    return sorted(pairs, key=lambda pair: (_get_heading_number(pair), pair[0] is None))


def _get_heading_number(pair: tuple[Heading | None, Heading | None]) -> int:
    heading = pair[1] or pair[0]
    assert heading is not None
    return heading.number


def _is_same_heading(a: Heading, b: Heading) -> bool:
    return _is_same_number(a, b) and match_key(a.title or "") == match_key(b.title or "")


def _is_same_title(a: Heading, b: Heading) -> bool:
    return bool(a.title) and match_key(a.title or "") == match_key(b.title or "")


def _is_same_number(a: Heading, b: Heading) -> bool:
    return a.number == b.number


def _compare_heading_pairs(
    level: Level, pairs: Sequence[tuple[Heading | None, Heading | None]]
) -> Iterator[HeadingDiff]:
    """Yield the added, removed, renumbered and retitled headings of one level."""
    for a, b in pairs:
        if b is None:
            assert a is not None
            yield HeadingDiff(level=level, status="removed", number=a.number, old=a.title, new=None)
        elif a is None:
            yield HeadingDiff(level=level, status="added", number=b.number, old=None, new=b.title)
        elif a.number != b.number:
            yield HeadingDiff(
                level=level, status="renumbered", number=b.number, old=str(a.number), new=str(b.number)
            )
        elif match_key(a.title or "") != match_key(b.title or ""):
            yield HeadingDiff(level=level, status="retitled", number=b.number, old=a.title, new=b.title)
