"""Check written tables against published rules for machine-readable data."""

from planextract.compliance.check_sets import CHECK_SETS
from planextract.compliance.compliance_check import Breach, ComplianceCheck, Sheet

__all__ = ["CHECK_SETS", "Breach", "ComplianceCheck", "Sheet"]
