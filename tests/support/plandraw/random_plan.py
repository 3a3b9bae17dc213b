"""Random plans: every choice comes from the `random.Random` that is passed in, so a seed names a plan."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from . import vocabulary as words
from .content import (
    Budget,
    Chapter,
    Department,
    Footnote,
    Item,
    Pillar,
    Plan,
    Project,
    Relisted,
    Section,
    Strategy,
)
from .digits import Width, number, widen
from .edition import Edition

T = TypeVar("T")


TOTALS = ("計", "合計", "目標")

CONVENTIONS: dict[str, tuple[Any, ...]] = {
    "unit": ("百万円", "千円", "円", "万円"),
    "unit_form": ("（{unit}）", "（{unit}）", "（単位：{unit}）", "〔{unit}〕"),
    "unit_place": ("label", "label", "caption", "band"),
    "era": ("long", "long", "long", "short", "short-year", "western", "dual", "dual-after", "western-dual"),
    "digits": ("full", "half", "mixed"),
    "first_year": ("元", "1"),
    "year_suffix": ("", "", "", "計画", "目標", "（目標）", "予定"),
    "year_break": ("none", "none", "lines", "upright", "rows", "era-row"),
    "goal_form": ("{year}目標", "{year}末目標", "{year}の目標", "目標", "取組", "取組項目", "項目"),
    "baseline_label": ("現況", "現状", "実績", "実績（見込）"),
    "baseline_form": (
        "{year}末の{label}",
        "{year}末{label}",
        "{year}{label}",
        "{year}（{label}）",
        "{label}（{year}末）",
        "{label}",
    ),
    "budget_label": ("事業費", "経費", "予算額", "計画事業費"),
    "department_label": ("事業実施課", "所管課", "担当課", "所管"),
    "id_sign": ("№", "№", "No.", "No. ", "事業番号", "事業番号：", "番号"),
    "id_dash": ("-", "－", ".", ""),
    "id_digits": ("half", "full"),
}
"""What editions print differently, by the field of `Edition`."""


def random_edition(rng: Random, *, year_count: int | None = None) -> Edition:
    """An edition with printed conventions of its own."""
    count = year_count or rng.choice((1, 2, 3, 3, 3, 3, 4, 5, 5, 7, 10))
    return Edition(
        baseline_year=rng.randint(2015, 2030),
        year_count=count,
        **{name: rng.choice(choices) for name, choices in CONVENTIONS.items()},
        total_label=rng.choice((*TOTALS, f"{number(count, 'full')}か年計")),
        id_spaced=rng.random() < 0.3,
    )


def _topical(rng: Random, templates: Sequence[str]) -> str:
    return rng.choice(templates).format(topic=rng.choice(words.TOPICS), marker="", term="")


def _several(rng: Random, choices: Sequence[T], low: int, high: int) -> list[T]:
    return rng.sample(choices, min(len(choices), rng.randint(low, high)))


def _activity(rng: Random, years: int) -> tuple[str, tuple[str, ...], str]:
    """A row of stages: a short course, stretched over the years by staying at a stage."""
    course = rng.choice(words.ACTIVITIES)
    steps = sorted(rng.randrange(1, 4) for _ in range(years))
    texts = tuple(course[step] for step in steps)
    last = texts[-1].split("\n")[0]
    first = texts[0].split("\n")[0]
    total = last if first in (last, "―") or rng.random() < 0.5 else f"{first}\n{last}"
    if rng.random() < 0.1:
        texts = (*texts[:-1], "")
    return course[0], texts, total


def _quantity(rng: Random, years: int) -> tuple[str, tuple[str, ...], str]:
    """A row of counts with their unit; the sum may also count what was there before."""
    unit = rng.choice(words.UNITS)
    width: Width = rng.choice(("half", "full"))
    before = rng.choice((0, rng.randint(1, 40), rng.randint(900, 9000)))
    counts = [rng.choice((rng.randint(1, 30), 11, 1100, rng.randint(1000, 4000))) for _ in range(years)]

    def show(value: int) -> str:
        text = f"{value:,}{unit}"
        return widen(text) if width == "full" else text

    total = sum(counts)
    cumulative = f"\n（累計{show(before + total)}）" if rng.random() < 0.5 else ""
    return (show(before) if before else "―"), tuple(map(show, counts)), f"{show(total)}{cumulative}"


def _item(rng: Random, edition: Edition, index: int, enumerated: bool) -> Item:
    row = _quantity if rng.random() < 0.3 else _activity
    baseline, years, total = row(rng, edition.year_count)
    mark = chr(ord("①") + index) if enumerated else ""
    return Item(mark + _topical(rng, words.GOALS), baseline, years, total)


def _budget(rng: Random, edition: Edition, note: str | None) -> Budget:
    kind = rng.choice(("blank", "plain", "plain", "plain", "signs"))
    if kind == "blank":
        return Budget(("",) * edition.year_count, "", note)
    scale = {"百万円": 900, "千円": 900_000, "円": 9_000_000, "万円": 90_000}[edition.unit]
    values: list[int | None] = [rng.randint(1, scale) for _ in range(edition.year_count)]
    if kind == "signs":
        values = [rng.choice((value, None, -(value or 1))) for value in values]
    width: Width = rng.choice(("half", "half", "full"))

    def show(value: int | None) -> str:
        text = "―" if value is None else f"▲{-value:,}" if value < 0 else f"{value:,}"
        return widen(text) if width == "full" else text

    known = [value for value in values if value is not None]
    return Budget(tuple(map(show, values)), show(sum(known) if known else None), note)


def _departments(rng: Random) -> tuple[tuple[Department, ...], ...]:
    def unit(entry: tuple[str, tuple[str, ...]]) -> Department:
        name, sections = entry
        return Department(name, tuple(_several(rng, sections, 0, 3)))

    units = [unit(entry) for entry in _several(rng, words.DEPARTMENTS, 1, 3)]
    if len(units) > 1 and rng.random() < 0.4:
        return (tuple(units[:2]), *((one,) for one in units[2:]))
    return tuple((one,) for one in units)


def _relisted(rng: Random, strategies: Sequence[int]) -> tuple[Relisted, ...]:
    lines: list[Relisted] = []
    for initiative in dict.fromkeys(_topical(rng, words.INITIATIVES) for _ in range(rng.randint(1, 3))):
        target = (rng.choice(strategies), rng.randint(1, 12))
        for content in dict.fromkeys(_topical(rng, words.CONTENTS) for _ in range(rng.randint(1, 3))):
            if rng.random() < 0.2:
                target = (rng.choice(strategies), rng.randint(1, 12))
            lines.append(Relisted(initiative, content, target))
    return tuple(lines)


def _marker(index: int, rng: Random) -> str:
    return f"※{number(index, rng.choice(('full', 'full', 'half')))}"


def _project(rng: Random, edition: Edition, index: int, strategies: Sequence[int]) -> Project:
    paragraphs = [
        "".join(_topical(rng, words.SENTENCES) for _ in range(rng.randint(1, 3)))
        for _ in range(rng.randint(1, 2))
    ]
    notes: list[Footnote] = []
    for term, text in _several(rng, words.TERMS, 0, 2) if rng.random() < 0.4 else ():
        marker = _marker(len(notes) + 1, rng)
        paragraphs[-1] += rng.choice(words.TERM_SENTENCES).format(term=term, marker=marker)
        notes.append(Footnote(marker, text, term))
    common = {
        "number": index,
        "title": _topical(rng, words.PROJECT_TITLES),
        "starred": rng.random() < 0.3,
        "marks": tuple(_several(rng, words.MARKS, 1, 2)) if rng.random() < 0.3 else (),
    }
    if rng.random() < 0.15:
        return Project(
            **common,  # type: ignore[arg-type]
            paragraphs=tuple(paragraphs),
            relisted=_relisted(rng, strategies),
            relisted_title=rng.choice(words.RELISTED_TITLES),
            departments=_departments(rng) if rng.random() < 0.3 else (),
            footnotes=tuple(notes),
        )
    note = None
    if rng.random() < 0.15:
        note = _marker(len(notes) + 1, rng)
        notes.append(Footnote(note, rng.choice(words.BUDGET_NOTES)))
    if rng.random() < 0.1:
        notes.append(Footnote("※", rng.choice(words.PLAIN_NOTES)))
    enumerated = rng.random() < 0.4
    return Project(
        **common,  # type: ignore[arg-type]
        paragraphs=tuple(paragraphs),
        items=tuple(_item(rng, edition, row, enumerated) for row in range(rng.randint(1, 4))),
        budget=_budget(rng, edition, note) if note or rng.random() < 0.9 else None,
        departments=_departments(rng),
        footnotes=tuple(notes),
    )


def _strategy(rng: Random, edition: Edition, index: int, count: int, known: Sequence[int]) -> Strategy:
    projects = tuple(_project(rng, edition, 1 + place, known) for place in range(count))
    title = rng.choice(words.STRATEGY_TITLES)
    if count < 2 or rng.random() < 0.6:
        return Strategy(index, title, (Section(None, projects),))
    cut = rng.randrange(1, count)
    names = rng.sample(words.SECTION_TITLES, 2)
    parts = (projects[:cut], projects[cut:])
    return Strategy(
        index,
        title,
        tuple(
            Section(f"{number(place, 'full')}　{name}", part)
            for place, (name, part) in enumerate(zip(names, parts, strict=True), start=1)
        ),
    )


def random_plan(
    rng: Random,
    edition: Edition | None = None,
    *,
    strategies: int | None = None,
    projects: tuple[int, int] = (1, 4),
    hidden: int = 1,
) -> Plan:
    """Draw up a plan.

    `strategies` is how many to write (1 to 4 when not given), `projects` how many each may have, `hidden` how
    many projects there are of a strategy that no page shows, for hazards to hide.
    """
    edition = edition or random_edition(rng)
    count = strategies or rng.randint(1, 4)
    first = rng.randint(1, 22)
    numbers = range(first, first + count)
    pillar = rng.randint(1, 4)
    chapters: list[Chapter] = []
    rest = list(numbers)
    titles = iter(rng.sample(words.PILLAR_TITLES, len(words.PILLAR_TITLES)))
    while rest:
        take = (
            len(rest) if len(chapters) == len(words.PILLAR_TITLES) - 1 else rng.randint(1, min(len(rest), 12))
        )
        mine, rest = rest[:take], rest[take:]
        chapters.append(
            Chapter(
                Pillar(pillar + len(chapters), next(titles)),
                tuple(_strategy(rng, edition, index, rng.randint(*projects), numbers) for index in mine),
            )
        )
    unseen = (_strategy(rng, edition, first + count, hidden, numbers),) if hidden else ()
    return Plan(rng.choice(words.PLAN_TITLES), words.WARD, edition, tuple(chapters), unseen)
