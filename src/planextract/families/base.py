"""The one object that a layout family is: its profile, its signs, and how its plans are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from planextract.families.page_progress import PageDone
from planextract.model.layout import PageLayout
from planextract.model.raw_plan import RawPlan
from planextract.profiles.schema import Profile

P = TypeVar("P", bound=Profile)

UNSURE = "UNSURE"
"""The word that begins the comment on every field of a drafted profile that a person should check."""


class DraftedYaml(NamedTuple):
    """A profile as YAML, and the fields in it for which the pages give no evidence."""

    yaml: str
    unsure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family(Generic[P]):
    """A kind of layout. Registered once in `families.registry`; nothing else asks which family it has."""

    name: str
    """The value of the field `layout` in its profiles."""
    profile_type: type[P]
    """The model of its profiles."""
    signs: tuple[str, ...]
    """Phrases for what its pages show, by which a profile is chosen; the first is indispensable."""
    find_signs: Callable[[PageLayout, P], Iterable[str]]
    """Return those of `signs` that a page shows; a sign may be returned more than once."""
    assemble: Callable[[Iterable[PageLayout], P, PageDone], RawPlan]
    """Read all pages by a profile of the family, and account for every glyph."""
    draft_profile: Callable[[str, str, Sequence[PageLayout]], DraftedYaml]
    """Draft a profile from a name, a description and the pages of a plan of unknown layout."""
