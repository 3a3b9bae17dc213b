"""Readers list the glyphs, shapes and painting operations of each page of a file."""
