"""How a list is printed: one frozen value, every choice independent of the others where it can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from ..digits import Width
from ..style import Style


@dataclass(frozen=True, slots=True)
class ListStyle:
    """The look of a list.

    `money` is one year's budget, one column for each of several years, or none. `funding` names its sources
    in short under 財源内訳, or each in full with nothing above. `year` and `unit` tell where these stand.
    `flow` is what happens at the end of a page: the header is printed again or not, and a row may be cut in
    two. `departments` lets a cell span the rows of one department, over a page break too, or prints 〃.
    """

    numbered: Literal["half", "full", "circled", "No."] = "half"
    departments: Literal["each", "merged", "ditto", "none"] = "each"
    classification: Literal["none", "joined", "columns"] = "joined"
    money: Literal["one", "years", "none"] = "one"
    total: bool = False
    compared: bool = False
    funding: Literal["none", "short", "full"] = "short"
    schedule: Literal["none", "words", "goals"] = "none"
    description: bool = True
    remarks: bool = False
    headers: int = 2
    """Rows of the header, at the most."""
    year: Literal["header", "title"] = "header"
    unit: Literal["header", "caption"] = "header"
    flow: Literal["rows", "header", "cut"] = "rows"
    framed_title: bool = False
    """The title stands in the first row of the table's frame, and not above it."""
    continued: bool = False
    """The title is printed again on later pages, with （続き）."""
    era: Literal["long", "short", "western", "dual"] = "long"
    digits: Width = "half"
    blank: Literal["", "―", "0"] = ""
    words: int = 0
    """Which of the words for a column are taken."""
    landscape: bool = True
    size: float = 8.0
    base: Style = field(default=Style())
    """Rules, margins, and what stands at the head and foot of pages."""

    @property
    def has_previous(self) -> bool:
        """Whether the year before is printed, and the change since."""
        return self.compared and self.money == "one"


def random_list_style(rng: Random) -> ListStyle:
    """A style by chance."""

    def coin(chance: float = 0.5) -> bool:
        return rng.random() < chance

    schedule: Literal["none", "words", "goals"] = rng.choice(("none", "none", "words", "goals"))
    money: Literal["one", "years", "none"] = (
        rng.choice(("one", "one", "years")) if schedule == "none" else rng.choice(("one", "none", "years"))
    )
    base = Style(
        rules=rng.choice(("lines", "segments", "rects", "boxes")),
        rule_width=rng.choice((0.25, 0.5, 1.0)),
        shaded_header=coin(),
        page_number=rng.choice(("plain", "dashed", "full", "none")),
        running_header=coin(),
        running_footer=coin(),
        margin=rng.choice((36.0, 42.0, 50.0)),
    )
    return ListStyle(
        numbered=rng.choice(("half", "half", "full", "circled", "No.")),
        departments=rng.choice(("each", "each", "merged", "ditto", "none")),
        classification=rng.choice(("none", "joined", "columns")),
        money=money,
        total=money == "years" and coin(),
        compared=coin(),
        funding=rng.choice(("none", "short", "full")) if money == "one" else "none",
        schedule=schedule,
        description=coin(0.7),
        remarks=coin(0.3),
        headers=rng.choice((1, 2, 2, 3)),
        year=rng.choice(("header", "title")) if money == "one" and schedule == "none" else "header",
        unit=rng.choice(("header", "caption")),
        flow=rng.choice(("rows", "header", "cut")),
        framed_title=coin(0.2),
        continued=coin(0.3),
        era=rng.choice(("long", "long", "short", "western", "dual")),
        digits=rng.choice(("half", "full")),
        blank=rng.choice(("", "", "―", "0")),
        words=rng.randrange(6),
        landscape=schedule != "none" or money == "years" or coin(0.8),
        size=rng.choice((7.0, 7.5, 8.0)),
        base=base,
    )
