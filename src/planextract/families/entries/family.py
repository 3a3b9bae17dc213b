"""The entries family as one object: a line and a paragraph for each project, without tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planextract.families.base import DraftedYaml, Family
from planextract.families.captions import find_only_year
from planextract.families.entries.assemble_entries import assemble_entry_plan
from planextract.families.entries.entry_lines import group_rows, read_entry_line
from planextract.families.entries.entry_profile import EntryProfile
from planextract.model.layout import Line, PageLayout
from planextract.profiles.profile_files import read_profile_text

_SIGNS = _ENTRY, _SEVERAL, _PROSE, _YEAR = (
    "a line of a title, a department in brackets and an amount with its unit",
    "several such lines on a page, their amounts one above the other",
    "a line of prose under a title",
    "a line that names the fiscal year",
)

_SAME_EDGE_PT = 6.0
"""Points within which amounts one above the other end."""


def find_entry_signs(page: PageLayout, profile: EntryProfile) -> Iterator[str]:
    """Yield the signs of the entries family on a page."""
    rows = group_rows(block for block in page.blocks if isinstance(block, Line))
    found = [read_entry_line(row, profile.units, profile.title_departments) for row in rows]
    named = [entry for entry in found if entry is not None and entry.department is not None]
    if not named:
        return
    yield _ENTRY
    edges = [entry.amount_box.x1 for entry in found if entry is not None]
    if len(named) > 1 and max(edges) - min(edges) <= _SAME_EDGE_PT:
        yield _SEVERAL
    for row, entry, below in zip(rows, found, found[1:], strict=False):
        if entry is not None and below is None:
            yield _PROSE
        if entry is None and find_only_year([row.text]) is not None:
            yield _YEAR


def draft_entry_profile(name: str, description: str, pages: Sequence[PageLayout]) -> DraftedYaml:
    """Return the shipped profile `entries` under a new name."""
    body = re.sub(r"\A(?:#.*\n)*", "", read_profile_text("entries"))
    body = re.sub(r"^name: .*$", f"name: {name}", body, flags=re.M)
    quoted = description.replace("'", "''")
    body = re.sub(r"^description: .*$", lambda _: f"description: '{quoted}'", body, flags=re.M)
    return DraftedYaml(body, ())


ENTRIES = Family(
    name="entries",
    profile_type=EntryProfile,
    signs=_SIGNS,
    find_signs=find_entry_signs,
    assemble=assemble_entry_plan,
    draft_profile=draft_entry_profile,
)
