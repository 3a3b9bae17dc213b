"""The fields of profiles of the entries family: a line and a paragraph for each project."""

from __future__ import annotations

from typing import Annotated, Literal

from planextract.profiles.schema import Pattern, Profile, require_groups


class EntryProfile(Profile):
    """Profile of a layout without tables, with a line of title, department and amount for each project."""

    layout: Literal["entries"]
    """The family."""
    title_departments: tuple[Annotated[Pattern, require_groups("department")], ...]
    """Who is in charge, at the end of the title; group `department`."""
