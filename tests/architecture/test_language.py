"""Names and docstrings that a stranger understands at first reading."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

import pytest

from tests.architecture.source_tree import SourceModule, find_documented, find_functions, load_modules

MAX_ONE_WORD_SHARE = 0.30
"""Of all function names; seven model codebases have 11 to 33 %."""

OPENINGS = ("Whether", "What", "Whose", "Those", "Of ", "It ")
"""Words with which a docstring must not begin: the reader would have to look up what they refer to."""

IDIOMS = re.compile(
    r"\b(stands? for itself|stands? (?:at|in|on|under|above|beside|behind|there|alone)|goes? on|says? so)\b"
)
"""Turns of phrase for which there is a plain term: is located, is printed, continues, reports."""

JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-龥々]")
WORDED_ROOMS = ("japanese", "profiles", "wording")
"""Rooms that may hold Japanese words in code; elsewhere they come from a profile or the vocabulary."""

MAX_MODULE_LINES = 400
"""Beyond this a module holds more than one idea; catalogues of messages are lists and may be longer."""

TO_SPLIT = frozenset({"families/block/assemble_block.py", "families/block/plan_tables.py"})
"""Modules that are known to be too long."""


def test_most_function_names_have_a_verb_and_an_object() -> None:
    names = [function.name.strip("_") for module in load_modules() for function in find_functions(module)]
    one_word = [name for name in names if "_" not in name]
    assert len(one_word) < MAX_ONE_WORD_SHARE * len(names)


def test_a_class_name_means_one_class() -> None:
    homes = defaultdict(list)
    for module in load_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(module.name)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


@pytest.mark.parametrize("module", load_modules(), ids=lambda module: module.name)
def test_docstrings_are_statements(module: SourceModule) -> None:
    riddles = [
        f"line {line}: {text.splitlines()[0]}"
        for line, text in find_documented(module)
        if text.startswith(OPENINGS)
    ]
    assert not riddles


@pytest.mark.parametrize("module", load_modules(), ids=lambda module: module.name)
def test_docstrings_use_plain_terms(module: SourceModule) -> None:
    idioms = [
        f"line {line}: {match.group()}"
        for line, text in find_documented(module)
        if (match := IDIOMS.search(text)) is not None
    ]
    assert not idioms


@pytest.mark.parametrize("module", load_modules(), ids=lambda module: module.name)
def test_modules_can_be_read_at_a_sitting(module: SourceModule) -> None:
    if module.room != "wording" and module.name not in TO_SPLIT:
        assert len(module.text.splitlines()) <= MAX_MODULE_LINES
