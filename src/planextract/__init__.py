"""Turn the action plan that a Japanese municipality publishes as a PDF into validated data.

>>> import planextract
>>> plan = planextract.parse("samples/shinonomeno.pdf")
>>> plan.project("5-1").title
'川辺の広場の改修'

`parse_with_accounts` also returns where on the pages each value is printed; its result has `save`. `load`
loads what was saved. Every error is a `PlanextractError` with a message and a remedy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planextract.api import (
        PageDrawing,
        Result,
        draw_page,
        load,
        parse,
        parse_with_accounts,
        write_dataset,
    )
    from planextract.diff import PlanDiff, compare_plans
    from planextract.errors import (
        EncryptedError,
        ExitCode,
        InvalidDataError,
        NoPlanError,
        NoTextError,
        OutputError,
        PlanextractError,
        UnreadableError,
        UsageError,
    )
    from planextract.inputs import Options
    from planextract.isolation.guard import Guard
    from planextract.model.findings import FindingCode
    from planextract.model.plan import Finding, Plan, Project
    from planextract.model.provenance import Places

    __version__: str

_HOMES = {
    "planextract.api": (
        "PageDrawing",
        "Result",
        "draw_page",
        "load",
        "parse",
        "parse_with_accounts",
        "write_dataset",
    ),
    "planextract.diff": ("PlanDiff", "compare_plans"),
    "planextract.errors": (
        "EncryptedError",
        "ExitCode",
        "InvalidDataError",
        "NoPlanError",
        "NoTextError",
        "OutputError",
        "PlanextractError",
        "UnreadableError",
        "UsageError",
    ),
    "planextract.inputs": ("Options",),
    "planextract.isolation.guard": ("Guard",),
    "planextract.model.findings": ("FindingCode",),
    "planextract.model.plan": ("Finding", "Plan", "Project"),
    "planextract.model.provenance": ("Places",),
}
"""Public names by the module that defines them."""

__all__ = [
    "EncryptedError",
    "ExitCode",
    "Finding",
    "FindingCode",
    "Guard",
    "InvalidDataError",
    "NoPlanError",
    "NoTextError",
    "Options",
    "OutputError",
    "PageDrawing",
    "Places",
    "Plan",
    "PlanDiff",
    "PlanextractError",
    "Project",
    "Result",
    "UnreadableError",
    "UsageError",
    "__version__",
    "compare_plans",
    "draw_page",
    "load",
    "parse",
    "parse_with_accounts",
    "write_dataset",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use, since the command line needs few of them and starts faster."""
    if name == "__version__":
        from importlib.metadata import version

        return version("planextract")
    for module, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(module), name)
    raise AttributeError(f"module 'planextract' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, those that are not imported yet included."""
    return sorted(__all__)
