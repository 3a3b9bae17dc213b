"""The sets of rules, by the name that the command line takes."""

from __future__ import annotations

from planextract.rules import soumu
from planextract.rules.base import Rule

RULE_SETS: dict[str, tuple[Rule, ...]] = {"soumu": soumu.RULES}
