"""Plans of measures by chance."""

from __future__ import annotations

from random import Random
from typing import Literal

from .. import vocabulary
from ..digits import widen
from ..sheets import words
from ..sheets.content import Column
from ..sheets.random_sheets import random_columns
from .content import LEGEND, Measure, MeasurePlan, MeasureProject, Row
from .style import MeasureStyle

Ids = Literal["none", "plain", "two", "three", "letter", "words", "code"]
_DEPARTMENTS = ("道路課", "子育て応援課", "水辺再生推進課", "図書館", "学校教育課", "市民協働課")
_TEXTS = ("検討", "調査", "設計", "実施", "工事", "運用", "拡充", "実施\n（一部）", "", "―")


def random_measures(rng: Random, style: MeasureStyle, *, projects: tuple[int, int] = (2, 7)) -> MeasurePlan:
    """A plan that fits the style."""
    ids: Ids = rng.choice(("none", "none", "plain", "plain", "two", "three", "letter", "words", "code"))
    columns = _bare_columns(rng) if style.bare else random_columns(rng)
    symbols = rng.random() < 0.3
    described = rng.random() < 0.7
    extra = rng.choice((None, None, "事業主体", "対象者"))
    several = rng.random() < 0.4
    measures = []
    for number in range(1, rng.randint(1, 4) + 1):
        listed = tuple(
            _project(
                rng,
                columns,
                _printed_id(rng, ids, number, place),
                symbols=symbols,
                described=described,
                several=several,
                extra=extra,
            )
            for place in range(1, rng.randint(*projects) + 1)
        )
        measures.append(Measure(number, rng.choice(words.SECTIONS), listed))
    years = f"平成{columns[0].year - 1988}～{columns[-1].year - 1988}年度　" if style.bare else ""  # type: ignore[operator]
    title = f"{years}{words.CITY}推進計画の施策別事業一覧"
    arrow = "⇒" if style.arrows == "double" else "→"
    return MeasurePlan(title, words.CITY, columns, tuple(measures), ids, extra, arrow)


def _bare_columns(rng: Random) -> tuple[Column, ...]:
    first = rng.choice((2010, 2013, 2015))
    return tuple(
        Column(str(year), year, None, str(year - 1988)) for year in range(first, first + rng.randint(3, 4))
    )


def _printed_id(rng: Random, ids: Ids, measure: int, place: int) -> str:
    match ids:
        case "plain":
            return rng.choice((str(place), widen(str(place)), chr(ord("①") + place - 1)))
        case "two":
            return f"{measure}-{place}"
        case "three":
            return rng.choice((f"{measure}-2-{place}", f"{measure}-(2)-{chr(ord('①') + place - 1)}"))
        case "letter":
            return f"{'ABCD'[measure - 1]}-{place}"
        case "words":
            return f"重点{place}"
        case "code":
            return f"{measure}11{place}1" if measure % 2 else f"0{measure}{place}0"
        case _:
            return ""


def _project(
    rng: Random,
    columns: tuple[Column, ...],
    number: str,
    *,
    symbols: bool,
    described: bool,
    several: bool,
    extra: str | None,
) -> MeasureProject:
    topic = rng.choice(vocabulary.TOPICS)
    sentence = rng.choice(vocabulary.SENTENCES).format(topic=topic)
    count = rng.choice((1, 1, 2, 3)) if several else 1
    rows = tuple(
        Row(department, _texts(rng, columns, symbols=symbols))
        for department in rng.sample(_DEPARTMENTS, count)
    )
    return MeasureProject(
        number,
        rng.choice(words.TITLES).format(topic=topic),
        sentence if described else "",
        rows,
        rng.choice(("市", "町会", "社会福祉協議会")) if extra else "",
    )


def _texts(rng: Random, columns: tuple[Column, ...], *, symbols: bool) -> tuple[str, ...]:
    if symbols:
        return tuple(rng.choice(list(LEGEND)) for _ in columns)
    found = [rng.choice(_TEXTS[:7])]
    for column in columns[1:]:
        choices = [rng.choice(_TEXTS)]
        if column.key != "total" and columns[len(found) - 1].key != "baseline":
            choices += ["="] if found[-1] not in (">", "", "―") else []
            choices += [">"] if found[-1] != "" else []
        found.append(rng.choice(choices))
    return tuple(found)
