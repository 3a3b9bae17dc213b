"""Find and load profiles, both the shipped ones and YAML files of a user, each as a profile of its family."""

from __future__ import annotations

from pathlib import Path

from planextract.families.registry import SHIPPED_PROFILES, load_family
from planextract.profiles.profile_files import make_invalid_file_error, read_profile_text
from planextract.profiles.schema import Profile
from planextract.profiles.yaml_errors import InvalidFile, Mistake, find_line_of, parse_yaml, parse_yaml_as

SHIPPED_NAMES = tuple(name for names in SHIPPED_PROFILES.values() for name in names)
"""Names of the shipped profiles in the order of trial: of two that fit equally well, the first wins."""


def shipped_profiles() -> list[Profile]:
    """Load the profiles that come with the program, in the order in which they are tried."""
    return [load_profile(name) for name in SHIPPED_NAMES]


def load_profile(name: str | Path) -> Profile:
    """Load a shipped profile by its name, or a profile from a YAML file.

    Raises UsageError when it is missing or not valid; the message names the line in the file.
    """
    text = read_profile_text(name)
    try:
        return parse_profile(text)
    except InvalidFile as error:
        raise make_invalid_file_error("profile", name, error) from error


def parse_profile(text: str) -> Profile:
    """Parse the YAML text of a profile.

    Raises InvalidFile with every mistake.
    """
    data = parse_yaml(text)
    layout = data.get("layout", "block") if isinstance(data, dict) else "block"
    if layout not in SHIPPED_PROFILES:
        known = " or ".join(SHIPPED_PROFILES)
        message = f"{layout!r} is no family of layouts; it is {known}"
        raise InvalidFile([Mistake("layout", find_line_of(text, "layout"), message)])
    profile: Profile = parse_yaml_as(load_family(layout).profile_type, text)
    return profile
