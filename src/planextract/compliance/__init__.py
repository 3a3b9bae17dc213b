"""Check written tables against published rules for machine-readable data."""

from planextract.compliance.base import Breach, Rule, Sheet
from planextract.compliance.sets import RULE_SETS

__all__ = ["RULE_SETS", "Breach", "Rule", "Sheet"]
