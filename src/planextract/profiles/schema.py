"""Define the fields of profiles and vocabulary files, which are strictly validated."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from planextract.japanese.widths import match_key
from planextract.model.record import BodyCode, Licence, Stage
from planextract.profiles.organisation import Organisation
from planextract.profiles.vocabulary import Vocabulary


class ProfilePart(BaseModel):
    """Base of every model in a profile; docs/profiles.md is made from the docstrings of the fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


def _compile_pattern(source: object) -> re.Pattern[str]:
    if not isinstance(source, str):
        raise ValueError("a pattern is a string")
    try:
        return re.compile(source)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error


def require_groups(*groups: str) -> AfterValidator:
    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        missing = [group for group in groups if group not in pattern.groupindex]
        if missing:
            raise ValueError(f"needs the named group {', '.join(missing)}: {pattern.pattern}")
        return pattern

    return AfterValidator(check)


def require_either_groups(*choices: tuple[str, ...]) -> AfterValidator:
    """Return a validator that requires all named groups of at least one of the choices."""

    def check(pattern: re.Pattern[str]) -> re.Pattern[str]:
        if not any(set(choice) <= set(pattern.groupindex) for choice in choices):
            named = " or ".join(" and ".join(choice) for choice in choices)
            raise ValueError(f"needs the named groups {named}: {pattern.pattern}")
        return pattern

    return AfterValidator(check)


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compile_pattern)]
Numbered = Annotated[Pattern, require_groups("number")]
Titled = Annotated[Pattern, require_groups("number", "title")]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


class Marks(ProfilePart):
    """Marks printed beside a title, which are not part of it."""

    starred: tuple[str, ...] = ("★",)
    """Those that set a project's `starred`."""
    others: tuple[str, ...] = ()
    """Those that are only kept, in a project's `marks`."""

    @property
    def all_marks(self) -> tuple[str, ...]:
        """All marks, the longest first, so that none is read as the beginning of another."""
        return tuple(sorted({*self.starred, *self.others}, key=lambda mark: (-len(mark), mark)))


class Units(ProfilePart):
    """Last words of the names of a body's departments and sections."""

    departments: Words
    """Those of the higher level: 部."""
    sections: Words
    """Those within them: 課."""


class BodyOfProfile(ProfilePart):
    """The local public body that a profile is for."""

    code: BodyCode | None = None
    """全国地方公共団体コード, six digits with the check digit."""
    name: str | None = Field(default=None, min_length=1)
    """Name of the body."""


class Profile(ProfilePart):
    """The fields that profiles of every layout family have."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """What `source.profile` of plan.json says; small letters, digits and hyphens."""
    description: str
    """One line for `planextract profiles list`."""
    body: BodyOfProfile = BodyOfProfile()
    """Whose plans it is for; goes into the data."""
    licence: Licence | None = None
    """Licence of the data: an identifier such as CC-BY-4.0, or a URL."""
    vocabulary: str = "milestones"
    """Words of the milestones: the name of a shipped vocabulary or the path of a YAML file."""
    units: Words
    """Units of money."""
    organisation: Units
    """How the names of departments and sections end."""
    marks: Marks = Marks()
    """Marks beside a title."""
    reference: tuple[
        Annotated[Pattern, require_either_groups(("strategy", "number"), ("plan", "joined"))], ...
    ] = ()
    """How a text points to a project; groups `strategy` and `number`, or `plan` and `joined` for a number
    like 2201. Found anywhere in the text, which has no spaces. The first that fits counts."""
    furniture: tuple[Pattern, ...] = ()
    """Lines that are no part of the plan, such as running heads."""

    def make_organisation(self) -> Organisation:
        """Return the endings of departments' and sections' names for the parser of departments."""
        return Organisation(self.organisation.departments, self.organisation.sections)


class VocabularyFile(ProfilePart):
    """A file that maps printed words to stages of a project."""

    name: str
    """What it is called."""
    stages: dict[Stage, tuple[str, ...]]
    """The words that stand for each stage; the stage's own name need not be among them."""
    goes_on: tuple[str, ...] = ()
    """Signs that stand for the stage of the period before."""

    def make_vocabulary(self) -> Vocabulary:
        """Return the vocabulary that the file defines."""
        return Vocabulary(dict(self.stages), self.goes_on)


def find_leading_word(text: str, words: tuple[str, ...]) -> str | None:
    """Return the longest of the words with which the text begins, compared without spaces, or None."""
    plain = match_key(text)
    fitting = [word for word in words if plain.startswith(match_key(word))]
    return max(fitting, key=len, default=None)
