"""The examples in docstrings give what they show."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.architecture.source_tree import load_modules

WITH_EXAMPLES = [module for module in load_modules() if ">>> " in module.text]


@pytest.mark.parametrize("module", WITH_EXAMPLES, ids=lambda module: module.name)
def test_examples_give_what_they_show(module) -> None:
    name = "planextract." + module.name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    results = doctest.testmod(importlib.import_module(name.removesuffix(".__init__")))
    assert results.attempted
    assert not results.failed
