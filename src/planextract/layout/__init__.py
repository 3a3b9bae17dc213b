"""Glyphs and rules to lines and tables."""
