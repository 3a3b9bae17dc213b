"""Turn the action plan that a Japanese municipality publishes as a PDF into validated data.

>>> import planextract
>>> plan = planextract.parse("samples/shinonomeno.pdf")      # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planextract.errors import ExitCode, PlanextractError
    from planextract.model.plan import Plan
    from planextract.pipeline import Options, parse

    __version__: str

_HOMES = {
    "ExitCode": "planextract.errors",
    "Options": "planextract.pipeline",
    "Plan": "planextract.model.plan",
    "PlanextractError": "planextract.errors",
    "parse": "planextract.pipeline",
}

__all__ = ["ExitCode", "Options", "Plan", "PlanextractError", "__version__", "parse"]


def __getattr__(name: str) -> object:
    """Import a public name on first use, since the command line needs few of them and starts faster."""
    if name == "__version__":
        from importlib.metadata import version

        return version("planextract")
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'planextract' has no attribute {name!r}")
