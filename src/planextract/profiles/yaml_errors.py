"""Parse and validate YAML files, and report every mistake with its path and line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

_Model = TypeVar("_Model", bound=BaseModel)


class Mistake(NamedTuple):
    """A mistake in a YAML file, with its path and line."""

    path: str
    """Path such as `headings.strategy[0]`; empty for the file as a whole."""
    line: int | None
    """Number of the line, counted from 1."""
    message: str

    def __str__(self) -> str:
        line = f"line {self.line}, " if self.line is not None else ""
        return f"{line}{self.path or 'the file'}: {self.message}"


class InvalidFile(Exception):  # noqa: N818 - it is an answer, which the caller words
    """The file is not YAML, or its model does not allow its content."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml if PyYAML has it: the pure Python one adds 40 ms to every start."""


class UniqueKeyLoader(_Loader):  # type: ignore[misc, valid-type]
    """A YAML loader that rejects a repeated key; PyYAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a list or mapping can't be a key", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value} is given twice", key.start_mark
                )
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def parse_yaml(text: str) -> Any:
    """Parse a YAML text to Python values.

    Raises InvalidFile when it is not YAML or repeats a key.
    """
    try:
        return yaml.load(text, Loader=UniqueKeyLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else None
        raise InvalidFile([Mistake("", line, f"not YAML: {error.problem}")]) from error
    except yaml.YAMLError as error:
        raise InvalidFile([Mistake("", None, f"not YAML: {error}")]) from error
    except (ValueError, OverflowError, RecursionError) as error:  # a date or number that does not exist
        raise InvalidFile([Mistake("", None, f"a value that can't be read ({error})")]) from error


def parse_yaml_as(model: type[_Model], text: str) -> _Model:
    """Parse a YAML text and validate it against a model.

    Raises InvalidFile with every mistake.
    """
    data = parse_yaml(text)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        root = yaml.compose(text, Loader=_Loader)
        raise InvalidFile(
            [
                Mistake(
                    _format_path(one["loc"]),
                    _find_line(root, one["loc"]),
                    _reword_message(one["type"], one["msg"]),
                )
                for one in error.errors()
            ]
        ) from error


def find_line_of(text: str, *path: int | str) -> int | None:
    """Return the line of the value at a path in a YAML text, counted from 1; None for an empty text."""
    return _find_line(yaml.compose(text, Loader=_Loader), path)


def _format_path(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")


def _find_line(node: yaml.Node | None, loc: Sequence[int | str]) -> int | None:
    """Return the line of the innermost existing node on the way to a location, counted from 1."""
    if node is None:
        return None
    line: int = node.start_mark.line + 1
    for part in loc:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            inner = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if inner is None:
                break
            line, node = inner[0].start_mark.line + 1, inner[1]
            continue
        else:
            break
        line = node.start_mark.line + 1
    return line


_PLAIN_MESSAGES = {
    "extra_forbidden": "there is no field of this name here",
    "missing": "this field must be given",
    "tuple_type": "a list is wanted here",
    "string_type": "a text is wanted here; put it in quotes if it looks like a number",
    "dict_type": "a mapping of fields is wanted here",
    "model_type": "a mapping of fields is wanted here",
}
"""Plain messages that replace those of pydantic, which use Python's terms, by type of error."""


def _reword_message(kind: str, message: str) -> str:
    return _PLAIN_MESSAGES.get(kind, message.removeprefix("Value error, "))
