"""Plans of sheets by chance."""

from __future__ import annotations

from random import Random
from typing import Literal

from .. import vocabulary
from ..digits import widen
from ..edition import Edition
from . import words
from .content import Column, Sheet, SheetGroup, SheetPlan, Step
from .style import SheetStyle

Ids = Literal["none", "plain", "two", "three", "code", "letter", "words"]


def random_sheets(rng: Random, style: SheetStyle, *, sheets: tuple[int, int] = (1, 6)) -> SheetPlan:
    """A plan that fits the style."""
    ids: Ids = rng.choice(("none", "none", "plain", "plain", "two", "three", "code", "letter", "words"))
    columns = random_columns(rng)
    headed = rng.random() < 0.4
    titled = bool(rng.random() < 0.5)
    groups = []
    title_word = words.TITLE[style.words % len(words.TITLE)]
    for strategy in range(1, (rng.randint(2, 3) if headed else 1) + 1):
        section = rng.choice(words.SECTIONS) if titled and title_word != "施策名" else None
        listed = tuple(
            _sheet(rng, columns, _printed_id(rng, ids, strategy, place), section, costs=rng.random() < 0.9)
            for place in range(1, rng.randint(*sheets) + 1)
        )
        heading = f"基本目標{strategy}　{rng.choice(words.SECTIONS)}" if headed else None
        groups.append(SheetGroup(heading, listed))
    return SheetPlan(
        f"{words.CITY}実施計画 事業一覧",
        words.CITY,
        columns,
        rng.choice(("千円", "百万円", "円")),
        tuple(groups),
        ids,
    )


def random_columns(rng: Random, *, spans: bool = True) -> tuple[Column, ...]:
    """The periods of a table of years."""
    first = rng.choice((2008, 2024, 2025, 2026))
    edition = Edition(
        era=rng.choice(("long", "long", "short", "western", "dual")), digits=rng.choice(("half", "full"))
    )
    if spans and rng.random() < 0.2:
        return tuple(_spans(edition, first))
    count = rng.randint(2, 4)
    found = [Column(str(year), year, None, edition.year(year)) for year in range(first, first + count)]
    if rng.random() < 0.4:
        named = rng.random() < 0.5
        printed = (
            f"{edition.year(first - 1)}末の現況" if named else rng.choice(("現状", "現状（計画策定時）"))
        )
        found.insert(0, Column("baseline", first - 1 if named else None, None, printed))
    if rng.random() < 0.3:
        last = first + count
        found.append(Column(f"{last}-", None, (last, None), f"{edition.year(last)}以降"))
    elif rng.random() < 0.4:
        found.append(Column("total", None, None, rng.choice(("合計", "計"))))
    return tuple(found)


def _spans(edition: Edition, first: int) -> list[Column]:
    found = []
    for place, name in enumerate(("前期", "後期")):
        start, end = first + 4 * place, first + 4 * place + 3
        printed = f"{edition.year(start)}～{edition.year(end)}"
        if edition.era == "long":
            printed = f"{name}\n{printed}"
        found.append(Column(f"{start}-{end}", None, (start, end), printed))
    return found


def _printed_id(rng: Random, ids: Ids, strategy: int, place: int) -> str:
    match ids:
        case "plain":
            return rng.choice((str(place), widen(str(place)), chr(ord("①") + place - 1)))
        case "two":
            return f"{strategy}-{place}"
        case "three":
            return rng.choice((f"{strategy}-2-{place}", f"{strategy}-(2)-{chr(ord('①') + place - 1)}"))
        case "code":
            return f"{strategy * 2 - 1:02}{place * 20:02}" if strategy < 2 else f"{strategy}1{place:02}1"
        case "letter":
            return f"{'ABC'[strategy - 1]}-{place}"
        case "words":
            return f"重点{place}"
        case _:
            return ""


def _sheet(
    rng: Random, columns: tuple[Column, ...], number: str, section: str | None, *, costs: bool
) -> Sheet:
    topic = rng.choice(vocabulary.TOPICS)
    labels = rng.sample(words.STEPS, rng.randint(1, 2))
    steps = tuple(Step(label, tuple(rng.choice(words.STAGES) for _ in columns)) for label in labels)
    has_years = any(column.year is not None and column.key != "baseline" for column in columns)
    amounts: tuple[str, ...] = ()
    if costs and has_years:
        values = [rng.randint(1, 90_000) for _ in columns]
        whole = sum(
            value
            for column, value in zip(columns, values, strict=True)
            if column.year is not None and column.key != "baseline"
        )
        amounts = tuple(
            f"{whole if column.key == 'total' else value:,}"
            if (column.year is not None and column.key != "baseline") or column.key == "total"
            else ""
            for column, value in zip(columns, values, strict=True)
        )
    extra = rng.sample(words.EXTRA, rng.randint(0, 2))
    return Sheet(
        number,
        rng.choice(words.TITLES).format(topic=topic),
        rng.choice(words.DEPARTMENTS),
        section,
        _sentence(rng, topic) if rng.random() < 0.5 else "",
        "".join(_sentence(rng, topic) for _ in range(rng.randint(1, 4))),
        steps if rng.random() < 0.9 or not amounts else (),
        amounts,
        tuple((label, rng.choice(values)) for label, values in extra),
        rng.choice(("", "", "国の補助は２か年。")),
    )


def _sentence(rng: Random, topic: str) -> str:
    return rng.choice(vocabulary.SENTENCES).format(topic=topic)
