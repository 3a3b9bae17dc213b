"""Tests of the structure, the names and the language of the package."""
