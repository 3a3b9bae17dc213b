"""Rules of others for tables, applied to the files that were written."""

from planextract.compliance.base import Breach, Rule, Sheet
from planextract.compliance.sets import RULE_SETS

__all__ = ["RULE_SETS", "Breach", "Rule", "Sheet"]
