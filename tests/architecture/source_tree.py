"""The package's source files, parsed once for the tests of the architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "planextract"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function


class SourceModule(NamedTuple):
    """One module of the package."""

    path: Path
    name: str
    """Path below the package, such as `clean/overprint.py`."""
    room: str
    """The folder right below the package, or the module itself where it lies in none."""
    text: str
    tree: ast.Module


@cache
def load_modules() -> tuple[SourceModule, ...]:
    """Parse every module of the package, in the order of their paths."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        text = path.read_text(encoding="utf-8")
        room = relative.parts[0].removesuffix(".py")
        found.append(SourceModule(path, relative.as_posix(), room, text, ast.parse(text)))
    return tuple(found)


def find_documented(module: SourceModule) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every docstring of modules, classes and functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            text = ast.get_docstring(node)
            if text is not None:
                yield getattr(node, "lineno", 1), text


def find_functions(module: SourceModule) -> Iterator[Function]:
    """Yield every function and method that is not a dunder method."""
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("__"):
            yield node
