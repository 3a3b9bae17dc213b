"""Keep datasets up to date: fetch, parse, compare, judge, write."""

from planextract.update.config import load_config
from planextract.update.run import Outcome, update

__all__ = ["Outcome", "load_config", "update"]
