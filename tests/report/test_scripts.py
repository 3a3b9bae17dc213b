"""The report's JavaScript: linked into one script, and tested by itself where Node.js is installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from planextract.report.scripts import link_scripts
from tests.conftest import ROOT


def test_modules_are_linked_after_what_they_import() -> None:
    modules = {
        "main": 'import { a } from "./one.js";\nimport { b } from "./two.js";\na(b);\n',
        "one": 'import { b } from "./two.js";\n\nexport function a() {\n  return b;\n}\n',
        "two": "export const b = 1;\n",
    }
    script = link_scripts(modules.__getitem__)
    assert script == '"use strict";\nconst b = 1;\n\n\nfunction a() {\n  return b;\n}\n\na(b);\n'


def test_a_circle_of_imports_is_an_error() -> None:
    modules = {
        "main": 'import { a } from "./one.js";\n',
        "one": 'import { m } from "./main.js";\nexport const a = m;\n',
    }
    with pytest.raises(ValueError, match="main → one → main"):
        link_scripts(modules.__getitem__)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_modules_pass_their_own_tests() -> None:
    tests = sorted(str(path) for path in (ROOT / "tests" / "report" / "page").glob("*.test.js"))
    assert tests
    done = subprocess.run(["node", "--test", *tests], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
