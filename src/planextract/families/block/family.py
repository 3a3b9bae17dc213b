"""The block family as one object: a numbered table for each project under its heading."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from planextract.families.base import Family
from planextract.families.block.assemble_block import assemble_block_plan
from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.draft_block import draft_block_profile
from planextract.families.block.grammar import BlockGrammar
from planextract.families.block.plan_tables import read_plan_table
from planextract.families.block.table_parts import cut_rows
from planextract.model.layout import Line, PageLayout, Table

_SIGNS = _CAPTION, _HEADER, _HEADING, _ROW = (
    "a project's number over a table",
    "a table header that names fiscal years",
    "the heading of a strategy",
    "a row of the budget or of the departments",
)

_get_grammar = lru_cache(maxsize=8)(BlockGrammar)
"""Return the recognisers of a profile, which are compiled once."""


def find_block_signs(page: PageLayout, profile: BlockProfile) -> Iterator[str]:
    """Yield the signs of the block family on a page."""
    grammar = _get_grammar(profile)
    for block in page.blocks:
        if isinstance(block, Line):
            yield from _find_line_signs(block, grammar)
        else:
            yield from _find_table_signs(block, page.number, grammar)


def _is_any_caption(text: str, grammar: BlockGrammar) -> bool:
    """Return whether a text is the caption of a project, with the number of strategy and project or not."""
    return grammar.is_like_project_caption(text) or grammar.read_unnumbered_caption(text) is not None


def _find_line_signs(line: Line, grammar: BlockGrammar) -> Iterator[str]:
    if _is_any_caption(line.text, grammar):
        yield _CAPTION
    if grammar.read_strategy(line.text) is not None:
        yield _HEADING
    if grammar.read_departments(line.text):
        yield _ROW


def _find_table_signs(table: Table, page: int, grammar: BlockGrammar) -> Iterator[str]:
    first = "　".join(cell.joined_text for cell in table.cells if cell.row == 0 and cell.lines)
    if _is_any_caption(first, grammar):
        yield _CAPTION
        if len(table.rows) > 2:
            # Without the strategy above, a number such as 1201 can't be read, and the header is under it.
            table = cut_rows(table, 1, len(table.rows) - 1)
    if len(table.rows) == 2 and grammar.read_strategy(first) is not None:
        yield _HEADING
    read = read_plan_table(table, page, grammar)
    if read is not None and any(column.period is not None for column in read.columns):
        yield _HEADER
    labels = [cell.joined_text for cell in table.cells if cell.column == 0]
    if any(grammar.read_budget_label(label) or grammar.is_departments_row(label) for label in labels):
        yield _ROW


BLOCK = Family(
    name="block",
    profile_type=BlockProfile,
    signs=_SIGNS,
    find_signs=find_block_signs,
    assemble=assemble_block_plan,
    draft_profile=draft_block_profile,
)
