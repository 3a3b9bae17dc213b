"""Link the report's JavaScript modules into one script, which a page without a server can hold inline."""

from __future__ import annotations

import re
from collections.abc import Callable

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<name>\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async |function|const|let|class)", re.MULTILINE)


def link_scripts(read_module: Callable[[str], str], main: str = "main") -> str:
    """Return a module and all that it imports as one script, each module after those that it imports.

    `read_module` returns the text of a module by its name. The modules share one scope, so no two may
    declare the same name. Raises ValueError when modules import each other in a circle.
    """
    linked: dict[str, str] = {}
    _add_module(main, read_module, linked, ())
    return '"use strict";\n' + "\n".join(linked.values())


def _add_module(
    name: str, read_module: Callable[[str], str], linked: dict[str, str], importers: tuple[str, ...]
) -> None:
    if name in importers:
        raise ValueError(f"the modules {' → '.join((*importers, name))} import each other in a circle")
    if name in linked:
        return
    text = read_module(name)
    for match in _IMPORT.finditer(text):
        _add_module(match["name"], read_module, linked, (*importers, name))
    linked[name] = _EXPORT.sub("", _IMPORT.sub("", text))
