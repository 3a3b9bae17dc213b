"""Sets of rules, by the name used on the command line."""

from __future__ import annotations

from planextract.compliance import soumu
from planextract.compliance.base import Rule

RULE_SETS: dict[str, tuple[Rule, ...]] = {"soumu": soumu.RULES}
