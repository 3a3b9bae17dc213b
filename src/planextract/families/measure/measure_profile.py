"""The fields of profiles of the measure family: those of lists, whose rows its tables have."""

from __future__ import annotations

from typing import Literal

from planextract.families.list.list_profile import ListProfile


class MeasureProfile(ListProfile):
    """Layouts with a table per measure, a row per project and a column per year."""

    layout: Literal["measure"]  # type: ignore[assignment]
    """The family."""
