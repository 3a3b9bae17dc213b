"""Imports point one way: a stage knows the types and the stages before it, never those after it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_tree import SourceModule, load_modules

LAYERS: tuple[tuple[str, ...], ...] = (
    ("limits", "wording"),
    ("errors", "japanese", "harmless"),
    ("model",),
    ("profiles",),
    ("read", "recognise"),
    ("clean",),
    ("layout",),
    ("structure",),
    ("families",),
    ("salvage",),
    ("interpret",),
    ("check",),
    ("corrections",),
    ("isolation",),
    ("pages", "page_sources", "unmapped_pages"),
    ("inputs",),
    ("pipeline",),
    ("plan_reader",),
    ("export", "compliance", "diff", "validation"),
    ("inspect", "report"),
    ("api",),
    ("dataset", "drafting"),
    ("batch",),
    ("cli",),
    ("__init__", "__main__"),
)
"""From the bottom to the top: a room may import from its own layer and from those above it in this list."""

TO_UNTANGLE = frozenset(
    {f"structure/{name}.py" for name in ("page_rows", "repeated_pages", "repeated_parts")}
)
"""Modules that are known to import a later stage."""

HEIGHT = {room: height for height, layer in enumerate(LAYERS) for room in layer}


def find_imports(module: SourceModule) -> Iterator[tuple[int, str]]:
    """Yield the line and the room of every import of the package's own modules."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        parts = node.module.split(".")
        if parts[0] != "planextract":
            continue
        for room in parts[1:2] or [alias.name for alias in node.names]:
            if not room.startswith("__"):
                yield node.lineno, room


@pytest.mark.parametrize("module", load_modules(), ids=lambda module: module.name)
def test_imports_point_downward(module: SourceModule) -> None:
    upward = [
        f"line {line} imports {room}"
        for line, room in find_imports(module)
        if HEIGHT[room] > HEIGHT[module.room]
    ]
    assert not upward or module.name in TO_UNTANGLE


def test_every_room_has_a_layer() -> None:
    assert {module.room for module in load_modules()} <= set(HEIGHT)
