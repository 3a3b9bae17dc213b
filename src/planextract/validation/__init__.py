"""Check files that somebody hands in: against the published schema, themselves, and each other."""

from planextract.validation.dataset_folder import find_folder_mistakes
from planextract.validation.plan_file import find_plan_mistakes

__all__ = ["find_folder_mistakes", "find_plan_mistakes"]
