"""How a plan is printed: one frozen value, every choice independent of the others."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

Rules = Literal["lines", "segments", "rects", "boxes"]


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a plan.

    `flow` is what happens to a table at the end of a page: it is kept whole, or goes on without or with its
    header, or even a row is cut in two. `merge` prints a text that neighbouring year cells share once, in a
    cell that spans them. `star` sets ★ and other marks behind the title, alone at the right margin, before
    the title, or in front of its number.
    """

    rules: Rules = "lines"
    rule_width: float = 0.5
    band: Literal["inside", "above"] = "inside"
    departments: Literal["below", "inside", "rows"] = "below"
    spaced_label: bool = True
    strategy: Literal["box", "line"] = "box"
    pillar: Literal["page", "line"] = "page"
    header: Literal["single", "double"] = "single"
    flow: Literal["keep", "rows", "header", "cut"] = "keep"
    merge: Literal["none", "columns", "rows"] = "none"
    star: Literal["behind", "apart", "before", "front"] = "behind"
    amounts: Literal["left", "centre", "right"] = "centre"
    body_size: float = 10.0
    cell_size: float = 8.5
    title_size: float = 11.5
    shaded_header: bool = True
    justified: bool = False
    indented: bool = True
    superscript: bool = False
    tracking: float = 0.0
    page_number: Literal["plain", "dashed", "full", "none"] = "plain"
    running_header: bool = True
    running_footer: bool = False
    landscape: bool = False
    cover: bool = False
    contents: bool = False
    margin: float = 50.0


def random_style(rng: Random, *, merged: bool = False) -> Style:
    """A style by chance; cells merged over years or rows only when `merged` allows them."""

    def coin(chance: float = 0.5) -> bool:
        return rng.random() < chance

    return Style(
        rules=rng.choice(("lines", "segments", "rects", "boxes")),
        rule_width=rng.choice((0.25, 0.5, 1.0)),
        band=rng.choice(("inside", "above")),
        departments=rng.choice(("below", "inside", "rows")),
        spaced_label=coin(),
        strategy=rng.choice(("box", "line")),
        pillar=rng.choice(("page", "line")),
        header=rng.choice(("single", "single", "double")),
        flow=rng.choice(("keep", "keep", "rows", "header", "cut")),
        merge=rng.choice(("none", "columns", "rows")) if merged else "none",
        star=rng.choice(("behind", "apart", "before", "front")),
        amounts=rng.choice(("left", "centre", "right")),
        body_size=rng.choice((9.0, 10.0, 10.5)),
        cell_size=rng.choice((7.5, 8.5, 9.0)),
        title_size=rng.choice((11.0, 11.5, 13.0)),
        shaded_header=coin(),
        justified=coin(),
        indented=coin(0.7),
        superscript=coin(),
        page_number=rng.choice(("plain", "dashed", "full", "none")),
        running_header=coin(),
        running_footer=coin(),
        landscape=coin(0.1),
        cover=coin(0.3),
        contents=coin(0.3),
        margin=rng.choice((42.0, 50.0, 60.0)),
    )
