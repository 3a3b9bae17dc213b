"""What is said of pictures that were not read can be done, and helps."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from planextract.api import parse
from planextract.errors import NoTextError, UsageError
from planextract.inputs import Options
from planextract.recognise import extra
from tests.support.pdfs import drawn_plan
from tests.support.scans import scan

ROOT = Path(__file__).parents[2]
SCAN = scan(drawn_plan(), 100)


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in list(__import__("sys").modules.values()):
        if module.__name__.startswith("planextract") and hasattr(module, "is_installed"):
            monkeypatch.setattr(module, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize("data", [SCAN, scan(drawn_plan(), 100, layer=True)], ids=["picture", "with layer"])
def test_without_the_extra_the_command_that_installs_it_is_named(data: bytes) -> None:
    with pytest.raises(NoTextError) as raised:
        parse(data, name="plan.pdf")
    command = re.search(r"`(.*)`", raised.value.remedy)
    assert command is not None
    assert command[1] == extra.INSTALL
    name = re.search(r"\[(\w+)\]", command[1])
    assert name is not None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert name[1] in project["optional-dependencies"]


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_it_can_not_be_asked_for() -> None:
    with pytest.raises(UsageError, match="not installed"):
        parse(SCAN, Options(ocr="always"), name="plan.pdf")


@pytest.mark.skipif(not extra.is_installed(), reason="the extra planextract[ocr] is not installed")
def test_the_option_that_is_named_helps() -> None:
    with pytest.raises(NoTextError) as raised:
        parse(scan(drawn_plan(), 200), Options(ocr="never"), name="plan.pdf")
    advice = re.search(r"--ocr (\w+)", raised.value.remedy)
    assert advice is not None
    assert parse(scan(drawn_plan(), 200), Options(ocr=advice[1]), name="plan.pdf").projects


def test_an_unknown_mode_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="sometimes"):
        parse(SCAN, Options(ocr="sometimes"), name="plan.pdf")
