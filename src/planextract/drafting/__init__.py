"""Drafting of a profile from the words and numbers that an unknown plan prints."""
