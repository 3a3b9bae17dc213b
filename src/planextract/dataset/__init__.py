"""Keep datasets up to date: fetch, parse, compare, judge, write."""

from planextract.dataset.config import load_config
from planextract.dataset.run import Outcome, update

__all__ = ["Outcome", "load_config", "update"]
