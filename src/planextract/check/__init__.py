"""What must hold of a plan: each check is a generator of findings, independent of the others."""

from planextract.check.consistency import check

__all__ = ["check"]
