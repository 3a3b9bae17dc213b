"""Sets of rules, by the name used on the command line."""

from __future__ import annotations

from planextract.compliance import soumu
from planextract.compliance.compliance_check import ComplianceCheck

CHECK_SETS: dict[str, tuple[ComplianceCheck, ...]] = {"soumu": soumu.SOUMU_CHECKS}
