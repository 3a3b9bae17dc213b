"""Consistency checks of a plan: each is a generator of findings, independent of the others."""

from planextract.check.consistency import check

__all__ = ["check"]
