"""Arrange the glyphs and rulings of a page as lines of text and tables."""
