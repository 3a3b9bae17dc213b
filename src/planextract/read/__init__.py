"""Readers: glyphs, shapes and their painting out of a file."""
