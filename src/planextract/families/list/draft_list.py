"""Writes a profile of the list family as YAML: the shipped one, with comments on the headers of a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from planextract.families.base import UNSURE, DraftedYaml
from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.list_columns import find_list_header, split_header_words
from planextract.families.list.list_profile import ListProfile
from planextract.model.layout import PageLayout, Table
from planextract.profiles.profile_files import read_profile_text
from planextract.profiles.yaml_errors import parse_yaml_as

_LIST_MIN_COLUMNS = 4
"""A table with at most this many columns is not taken for a list of projects."""


def draft_list_profile(name: str, description: str, pages: Iterable[PageLayout]) -> DraftedYaml:
    """Return the shipped profile `list` under a new name, with a comment on every header of the plan.

    A header that no pattern matches is unsure: a person decides on its meaning."""
    shipped = parse_yaml_as(ListProfile, read_profile_text("list"))
    known: Counter[tuple[str, str]] = Counter()
    unknown: Counter[str] = Counter()
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                for path, meaning in _list_headers(block, page.number, shipped):
                    if meaning is ColumnMeaning.UNKNOWN:
                        unknown[path] += 1
                    else:
                        known[path, meaning.value] += 1
    comments = [f"#   {path} ({count} tables): {meaning}" for (path, meaning), count in known.most_common()]
    comments += [
        f"#   {path} ({count} tables): {UNSURE}: no pattern matches it; add it where it belongs under columns"
        for path, count in unknown.most_common()
    ]
    if not any(meaning == ColumnMeaning.TITLE for _, meaning in known):
        comments.append(f"# {UNSURE}: no header is known for the titles of projects (columns.title).")
    body = re.sub(r"\A(?:#.*\n)*", "", read_profile_text("list"))
    body = re.sub(r"^name: .*$", f"name: {name}", body, flags=re.M)
    body = re.sub(r"^description: .*$", f"description: '{description}'", body, flags=re.M)
    unsure = [f"columns ({path})" for path in unknown]
    return DraftedYaml(
        "\n".join(["# The headers of the tables, and what they are taken for:", *comments, body]),
        tuple(unsure),
    )


def _list_headers(table: Table, page: int, profile: ListProfile) -> Iterator[tuple[str, ColumnMeaning]]:
    """Yield the headers of a table with their meanings."""
    header = find_list_header(table, page, profile)
    if header is not None:
        yield from ((column.path, column.meaning) for column in header.columns if column.path)
    elif len(table.columns) > _LIST_MIN_COLUMNS and len(table.rows) > 2:
        for cell in table.cells:
            words = split_header_words(cell.joined_text, profile)[2]
            if cell.row == 0 and words and not any(character.isdigit() for character in words):
                yield words, ColumnMeaning.UNKNOWN
