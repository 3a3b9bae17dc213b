"""How sheets are printed: one frozen value, every choice independent of the others where it can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from ..style import Style

Arrangement = Literal["left", "above", "mixed", "inside"]


@dataclass(frozen=True, slots=True)
class SheetStyle:
    """The look of sheets.

    `arrangement` sets labels left of their values, above them, short values left and prose below its label
    (mixed), or in one cell with them (inside). `stacked` rules a sheet as several tables. `flow` puts every
    sheet on a page of its own, several on a page, or cuts one at the page's end, where `head_again` prints
    its head once more. `frame` is a cell left of the table of years that names it.
    """

    arrangement: Arrangement = "left"
    stacked: bool = False
    flow: Literal["page", "several", "cut"] = "several"
    head_again: bool = False
    frame: Literal["none", "beside", "above"] = "none"
    unit: Literal["label", "caption", "frame"] = "label"
    decorated: Literal["", "■", "number", "【】"] = ""
    spaced: bool = False
    """Labels are printed with spaces between their letters."""
    joined_department: bool = False
    """部 and 課 are printed without a space between them."""
    words: int = 0
    size: float = 9.0
    landscape: bool = False
    base: Style = field(default=Style())


def random_sheet_style(rng: Random) -> SheetStyle:
    """A style by chance."""

    def coin(chance: float = 0.5) -> bool:
        return rng.random() < chance

    flow: Literal["page", "several", "cut"] = rng.choice(("page", "several", "several", "cut"))
    return SheetStyle(
        arrangement=rng.choice(("left", "left", "above", "mixed", "inside")),
        stacked=coin(0.3),
        flow=flow,
        head_again=flow == "cut" and coin(0.5),
        frame=rng.choice(("none", "beside", "above")),
        unit=rng.choice(("label", "label", "caption", "frame")),
        decorated=rng.choice(("", "", "■", "number", "【】")),
        spaced=coin(0.2),
        joined_department=coin(0.2),
        words=rng.randrange(12),
        size=rng.choice((8.0, 9.0, 10.0)),
        landscape=coin(0.3),
        base=Style(
            rules=rng.choice(("lines", "segments", "rects", "boxes")),
            rule_width=rng.choice((0.25, 0.5, 1.0)),
            shaded_header=coin(),
            page_number=rng.choice(("plain", "dashed", "none")),
            running_header=coin(),
            margin=rng.choice((36.0, 42.0, 50.0)),
        ),
    )
