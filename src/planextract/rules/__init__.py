"""Rules of others for tables, applied to the files that were written."""

from planextract.rules.base import Breach, Rule, Sheet
from planextract.rules.sets import RULE_SETS

__all__ = ["RULE_SETS", "Breach", "Rule", "Sheet"]
