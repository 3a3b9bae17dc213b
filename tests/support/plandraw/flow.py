"""Filling pages from top to bottom with strips and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from .marks import Mark, Piece, Sheet, moved
from .style import Style
from .table import Table


@dataclass(frozen=True, slots=True)
class Strip:
    """Marks with their origin at the upper edge, and whether they stay with what follows."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep_next: bool = False


Brick: TypeAlias = Strip | Table
Part: TypeAlias = tuple[str, Brick]
"""A brick and what it belongs to."""


class Flow:
    """Collects sheets; `furnish` gives the running header and the footer of a page by its number."""

    def __init__(
        self, size: tuple[float, float], style: Style, furnish: Callable[[int], Iterable[Mark]]
    ) -> None:
        self.width, self.height = size
        self.style = style
        self.top = self.height - style.margin
        self.floor = style.margin
        self._furnish = furnish
        self._sheets: list[Sheet] = []
        self._pieces: list[Piece] = []
        self.y = self.top

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.y - self.floor

    @property
    def page(self) -> int:
        """The number of the page that is being filled."""
        return len(self._sheets) + 1

    def place(self, owner: str, marks: Iterable[Mark]) -> None:
        """Put marks on the page where they stand."""
        self._pieces.extend(Piece(owner, mark) for mark in marks)

    def end_page(self) -> None:
        """Finish the page, if anything is on it."""
        if not self._pieces:
            return
        self.place("page", self._furnish(self.page))
        self._sheets.append(Sheet(self.width, self.height, tuple(self._pieces), bottom=self.y))
        self._pieces = []
        self.y = self.top

    def finish(self) -> tuple[Sheet, ...]:
        """All pages."""
        self.end_page()
        return tuple(self._sheets)

    def _lay(self, owner: str, strip: Strip) -> None:
        """Lay a strip; bare space is left out at the top of a page."""
        if strip.marks or self.y < self.top:
            self.place(owner, (moved(mark, 0.0, self.y) for mark in strip.marks))
            self.y = max(self.floor, self.y - strip.height)

    def _lay_table(self, owner: str, table: Table) -> None:
        rest = table
        while (
            rest.height > self.room
            and self.style.flow != "keep"
            and (parts := rest.split(self.room, self.style))
        ):
            first, rest = parts
            self.place(owner, first.marks(self.y, self.style))
            self.end_page()
        if rest.height > self.room:
            self.end_page()
        # A table longer than a page is parted whatever the style says.
        while rest.height > self.room and (
            parts := rest.split(self.room, replace(self.style, flow="header"))
        ):
            self.place(owner, parts[0].marks(self.y, self.style))
            self.end_page()
            rest = parts[1]
        self.place(owner, rest.marks(self.y, self.style))
        self.y -= rest.height

    def lay(self, parts: Sequence[Part]) -> None:
        """Lay parts below each other, going to the next page where one does not fit."""
        bricks = [brick for _, brick in parts]
        total = sum(brick.height for brick in bricks)
        if self.style.flow == "keep" and self.room < total <= self.top - self.floor:
            self.end_page()
        for index, (owner, brick) in enumerate(parts):
            if isinstance(brick, Table):
                self._lay_table(owner, brick)
                continue
            if self.room < self._needed(bricks[index:]):
                self.end_page()
            self._lay(owner, brick)

    def _needed(self, bricks: Sequence[Brick]) -> float:
        """The height of a strip and all that must stay with it."""
        height = 0.0
        for brick in bricks:
            if isinstance(brick, Table):
                return height + sum(brick.heights[: brick.header + 1])
            height += brick.height if brick.marks or height else 0.0
            if not brick.keep_next:
                break
        return height
