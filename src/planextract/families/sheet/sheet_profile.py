"""The profile of the sheet family: labels and values of one project after the other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planextract.profiles.schema import Pattern, Profile, ProfilePart, Titled


class SheetLabels(ProfilePart):
    """How the values of a sheet are labelled, by what they mean; patterns match the whole label."""

    title: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    """The project's name. Of several in one sheet the pattern that is first here names the project, and
    what the others name is what the project is a part of."""
    number: tuple[Pattern, ...] = ()
    """The project's number."""
    section: tuple[Pattern, ...] = ()
    """What the project is a part of."""
    department: tuple[Pattern, ...] = ()
    """Who is in charge."""
    classification: tuple[Pattern, ...] = ()
    """款項目"""
    mark: tuple[Pattern, ...] = ()
    """新規, 継続 and the like."""
    description: tuple[Pattern, ...] = ()
    """What the project is about."""
    period: tuple[Pattern, ...] = ()
    """From when to when it takes place."""
    remarks: tuple[Pattern, ...] = ()
    """備考"""
    budget: tuple[Pattern, ...] = ()
    """What it costs: a value of its own, or a row of the table of years."""


class SheetPeriods(ProfilePart):
    """How the columns of a sheet's table of years are headed; a header that is a year needs no word."""

    baseline: tuple[Pattern, ...] = ()
    """How things stood before."""
    total: tuple[Pattern, ...] = ()
    """All years together."""
    beside_year: tuple[Pattern, ...] = ()
    """What may be printed beside a year in its header."""


class SheetProfile(Profile):
    """Layouts with a group of labels and values for each project."""

    layout: Literal["sheet"]
    """The family."""
    labels: SheetLabels
    """What the values are labelled."""
    frames: tuple[Pattern, ...] = ()
    """Labels of a table of years as a whole, which say nothing more of it."""
    periods: SheetPeriods = SheetPeriods()
    """How the columns of years are headed."""
    headings: tuple[Titled, ...] = ()
    """Headings above sheets that bear a number; groups `number` and `title`."""
