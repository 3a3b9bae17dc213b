"""Recognition of the block family's lines and rows, by which its pages are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from planextract.families.block.grammar import BlockGrammar
from planextract.model.layout import Table


@dataclass(frozen=True)
class BlockRecogniser:
    """The `PageRecogniser` of the block family."""

    grammar: BlockGrammar

    def is_furniture(self, text: str) -> bool:
        """Return whether a line is a running head that the profile names."""
        return self.grammar.is_furniture(text)

    def is_structural(self, text: str) -> bool:
        """Return whether a line is a heading or the like, which is never a running head."""
        return self.grammar.is_structural(text)

    def is_numbered(self, text: str) -> bool:
        """Return whether a line begins with the number of a heading."""
        return self.grammar.is_numbered(text)

    def is_known(self, text: str) -> bool:
        """Return whether the profile recognises a line, as a heading, caption, footnote or departments."""
        grammar = self.grammar
        return (
            grammar.is_structural(text)
            or grammar.is_numbered(text)
            or grammar.read_departments(text) is not None
        )

    def is_heading(self, text: str) -> bool:
        """Return whether a line is a numbered heading of any level."""
        grammar = self.grammar
        return (
            grammar.is_numbered(text)
            or grammar.read_strategy(text) is not None
            or grammar.read_pillar(text) is not None
        )

    def read_strategy_number(self, text: str) -> int | None:
        """Return the number in the heading of a strategy; None where the text is not one."""
        heading = self.grammar.read_strategy(text)
        return heading.number if heading is not None else None

    def read_project_id(self, text: str, strategy: int | None) -> str | None:
        """Return the id in a project caption, such as `22-1`; None where the text is not a caption."""
        caption = self.grammar.read_project_caption(text, strategy)
        return caption.id if caption is not None else None

    def read_departments(self, text: str) -> str | None:
        """Return the text after the label of the departments; None where the text has no such label."""
        return self.grammar.read_departments(text)

    def is_departments_row(self, text: str) -> bool:
        """Return whether a text is the label of a row of departments and nothing else."""
        return self.grammar.is_departments_row(text)

    def is_footnote(self, text: str) -> bool:
        """Return whether a footnote begins with a line."""
        return self.grammar.read_footnote(text) is not None

    def identify_rows(self, table: Table, page: int, strategy: int | None) -> Sequence[str | None]:
        """Return for each grid row the id of the project whose caption it is; None for other rows."""
        found: list[str | None] = [None] * (len(table.rows) - 1)
        for row, cells in groupby(table.cells, key=attrgetter("row")):
            text = "　".join(cell.text for cell in cells if cell.lines)
            found[row] = self.read_project_id(text, strategy)
        return found
