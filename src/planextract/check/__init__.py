"""Consistency checks of a plan: each is a generator of findings, independent of the others."""

from planextract.check.consistency import check_plan

__all__ = ["check_plan"]
