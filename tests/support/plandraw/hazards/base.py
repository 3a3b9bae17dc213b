"""What a hazard is, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from ..content import Plan
from ..marks import Drawing
from ..style import Style


class Stage(IntEnum):
    """When a hazard is applied: a ghost shows the strikes of its page, and a frame takes in the ghosts."""

    PRINT = 0
    BLOCKS = 1
    SHEETS = 2
    GLYPHS = 3
    ORDER = 4
    GHOSTS = 5
    FRAME = 6


def _same_plan(plan: Plan) -> Plan:
    return plan


def _same_style(style: Style) -> Style:
    return style


def _same_drawing(drawing: Drawing) -> Drawing:
    return drawing


@dataclass(frozen=True, slots=True)
class Hazard:
    """A named way of making a plan hard to read for a program and no harder for a person."""

    name: str
    summary: str
    stage: Stage
    apply: Callable[[Drawing], Drawing] = field(default=_same_drawing, repr=False)
    rewrite: Callable[[Plan], Plan] = field(default=_same_plan, repr=False)
    restyle: Callable[[Style], Style] = field(default=_same_style, repr=False)


class Registry(dict[str, Hazard]):
    """All hazards by name."""

    def add(self, hazard: Hazard) -> None:
        """Enter a hazard under its name, which must be new."""
        if hazard.name in self:
            raise ValueError(f"two hazards are named {hazard.name}")
        self[hazard.name] = hazard

    def named(self, names: str) -> Iterator[Hazard]:
        """The hazards of a list of names with commas between them."""
        for name in filter(None, names.split(",")):
            if name not in self:
                raise KeyError(f"no hazard is named {name!r}; `python -m plandraw list` names them all")
            yield self[name]


HAZARDS = Registry()
