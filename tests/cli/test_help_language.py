"""The help of every command and option is there in Japanese."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from planextract.cli.app import app
from planextract.cli.help_language import is_example, split_paragraphs, translate_help, wrap_text
from planextract.wording.help_texts import JAPANESE_HELP
from tests.cli.conftest import Run
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "shinonomeno.pdf"


def _iter_texts(command: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the command and the text of every help."""
    for text in (command.help, getattr(command, "epilog", None)):
        if text:
            yield name, text
    for parameter in command.params:
        if getattr(parameter, "help", None):
            yield name, parameter.help
    if hasattr(command, "list_commands"):
        with command.make_context(name, [], resilient_parsing=True) as context:
            for each in command.list_commands(context):
                yield from _iter_texts(command.get_command(context, each), f"{name} {each}")


PARAGRAPHS = {
    paragraph: name
    for name, text in _iter_texts(typer.main.get_command(app), "planextract")
    for paragraph in split_paragraphs(text)
    if not is_example(paragraph) and not paragraph.startswith("Example: ")
}


def test_no_help_is_untranslated() -> None:
    assert {text: name for text, name in PARAGRAPHS.items() if text not in JAPANESE_HELP} == {}


def test_nothing_is_translated_that_no_help_says() -> None:
    assert JAPANESE_HELP.keys() - PARAGRAPHS.keys() == {"Show this message and exit."}


def test_commands_to_type_stay_as_they_are() -> None:
    assert translate_help("The plan.\n\n  planextract text x.pdf", "ja") == (
        "計画のファイル。\n\n  planextract text x.pdf"
    )
    assert translate_help("The plan.", "en") == "The plan."


@pytest.mark.parametrize("arguments", [("--help",), ("parse", "--help"), ("profiles", "new", "--help")])
def test_help_follows_the_language(run: Run, arguments: tuple[str, ...]) -> None:
    shown = run(*arguments, "--lang", "ja")
    assert shown.status == 0
    assert shown.out.startswith("使い方：planextract")
    assert "このヘルプを示して終わります。" in shown.out
    assert "Options" not in shown.out
    assert run(*arguments, "--lang", "en").out.startswith("Usage: planextract")


def test_japanese_is_wrapped_by_its_width() -> None:
    lines = wrap_text("計画を読み取り、plan.json と CSV などの形式で書きます。" * 3, 40)
    assert all(sum(1 + (each > "\u2e80") for each in line) <= 40 for line in lines)
    assert "".join(lines).count("plan.json") == 3


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_error_is_in_the_language_asked_for(run: Run, language: str) -> None:
    told = run("parse", "missing.pdf", "--lang", language)
    assert told.status == 3
    assert ("ファイル missing.pdf がありません。" in told.err) == (language == "ja")


def test_an_unknown_language_is_a_mistake(run: Run) -> None:
    told = run("--lang", "fr", "parse", "missing.pdf")
    assert told.status == 2
    assert "Choose from en, ja." in told.err


def test_data_are_the_same_bytes_in_every_language_and_the_summary_is_not(run: Run, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "plan.pdf")
    told = {}
    for locale in ("ja_JP.UTF-8", "C.UTF-8"):
        told[locale] = run("parse", "plan.pdf", "--out", locale, LC_ALL=locale).err
    japanese, english = (
        {path.name: path.read_bytes() for path in (tmp_path / locale).iterdir()} for locale in told
    )
    assert japanese == english
    assert "事業" in told["ja_JP.UTF-8"]
    assert "projects in" in told["C.UTF-8"]
