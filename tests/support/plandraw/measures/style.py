"""How tables of measures are printed: one frozen value, every choice independent of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from ..style import Style


@dataclass(frozen=True, slots=True)
class MeasureStyle:
    """The look of tables of measures.

    `arrows` prints an arrow as a character, as a drawn line with a head, or as a block arrow. `heading` is
    what the headings of measures begin with. `over` is a header over the columns of periods. `bare` heads
    them with the number of the year alone, under `over`, and the title names the era.
    """

    arrows: Literal["char", "double", "line", "open", "block"] = "char"
    heading: Literal["施策", "基本目標", ""] = "施策"
    over: bool = False
    bare: bool = False
    departments_last: bool = False
    repeat_header: bool = False
    words: int = 0
    size: float = 8.0
    landscape: bool = True
    base: Style = field(default=Style())


def random_measure_style(rng: Random) -> MeasureStyle:
    """A style by chance."""

    def coin(chance: float = 0.5) -> bool:
        return rng.random() < chance

    over = coin()
    return MeasureStyle(
        arrows=rng.choice(("char", "double", "line", "open", "block")),
        heading=rng.choice(("施策", "基本目標", "")),
        over=over,
        bare=over and coin(0.3),
        departments_last=coin(),
        repeat_header=coin(),
        words=rng.randrange(12),
        size=rng.choice((7.5, 8.0, 9.0)),
        base=Style(
            rules=rng.choice(("lines", "segments", "rects", "boxes")),
            rule_width=rng.choice((0.25, 0.5, 1.0)),
            shaded_header=coin(),
            page_number=rng.choice(("plain", "dashed", "none")),
            running_header=coin(),
            margin=rng.choice((36.0, 42.0, 50.0)),
        ),
    )
