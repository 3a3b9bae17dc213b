"""Find every text of the program that a person reads on the command line or in an error."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import planextract

SOURCE = Path(planextract.__file__).parent

_ERROR = re.compile(r"^class (\w+Error)\(\w*Error\):", re.M)
_PRINTERS = {"print_message": 1, "_print_error": 1, "make_message": 1, "PageError": 1}


def list_templates() -> dict[str, str]:
    """Return the place of each template and each fixed text, by the text."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    errors = {name for source in sources.values() for name in _ERROR.findall(source)}
    readers = {**dict.fromkeys(errors - {"PageError"}, 2), **_PRINTERS}
    found: dict[str, str] = {}
    for path, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (count := readers.get(_name_of(node.func))) is not None:
                for argument in node.args[:count]:
                    for text in _iter_texts(argument):
                        found.setdefault(text, f"{path.relative_to(SOURCE)}:{argument.lineno}")
    return found


def list_strings() -> set[str]:
    """Return every string of the program outside of the wording."""
    return {
        node.value
        for path in sorted(SOURCE.rglob("*.py"))
        if path.parent.name != "wording"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def list_f_strings() -> list[str]:
    """Return the places where an f-string is given to an error or printed, which can't be translated."""
    places = []
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        errors = {*_ERROR.findall((SOURCE / "errors.py").read_text(encoding="utf-8")), "print_message"}
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and _name_of(node.func) in errors - {"PageError"}:
                places += [
                    f"{path.relative_to(SOURCE)}:{argument.lineno}"
                    for argument in node.args[:2]
                    if isinstance(argument, ast.JoinedStr)
                ]
    return places


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _iter_texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _iter_texts(node.body)
        yield from _iter_texts(node.orelse)
