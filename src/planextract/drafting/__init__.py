"""Drafts a profile from what the pages of an unknown plan print."""
