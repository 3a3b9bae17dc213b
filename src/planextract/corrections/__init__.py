"""Corrections that people make by hand after comparing the data with the printed page."""
