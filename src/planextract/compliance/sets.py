"""The sets of rules, by the name that the command line takes."""

from __future__ import annotations

from planextract.compliance import soumu
from planextract.compliance.base import Rule

RULE_SETS: dict[str, tuple[Rule, ...]] = {"soumu": soumu.RULES}
