"""Keep datasets up to date: fetch, parse, compare, judge, write."""

from planextract.dataset.config import load_config
from planextract.dataset.run import UpdateOutcome, update_datasets

__all__ = ["UpdateOutcome", "load_config", "update_datasets"]
