"""Load YAML profiles, which describe layouts, and the vocabularies of milestones."""

from planextract.profiles.loader import load_profile, load_vocabulary, shipped_profiles
from planextract.profiles.schema import BlockProfile, ListProfile, Profile

__all__ = ["BlockProfile", "ListProfile", "Profile", "load_profile", "load_vocabulary", "shipped_profiles"]
