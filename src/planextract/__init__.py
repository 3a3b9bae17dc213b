"""Turns the action plan that a Japanese ward publishes as a PDF into data that people can trust.

>>> import planextract
>>> plan = planextract.parse("samples/shinonomeno.pdf")      # doctest: +SKIP
"""

from importlib.metadata import version

from planextract.errors import ExitCode, PlanextractError
from planextract.model.plan import Plan
from planextract.pipeline import Options, parse
from planextract.workers import Guard

__version__ = version("planextract")
__all__ = ["ExitCode", "Guard", "Options", "Plan", "PlanextractError", "__version__", "parse"]
