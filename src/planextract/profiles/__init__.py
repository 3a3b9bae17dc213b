"""Layouts as data: YAML profiles, and the vocabulary of milestones."""

from planextract.profiles.load import load_profile, load_vocabulary, shipped_profiles
from planextract.profiles.model import BlockProfile, ListProfile, Profile

__all__ = ["BlockProfile", "ListProfile", "Profile", "load_profile", "load_vocabulary", "shipped_profiles"]
