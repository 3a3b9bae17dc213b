"""Show the help of commands in Japanese."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from typing import Any

from planextract.wording.help_texts import HEADINGS, JAPANESE_HELP
from planextract.wording.language import Language

_EXAMPLE = "Example: "
_COMMANDS = ("planextract ", "pdftotext ", "cd ", "plans:")
"""Beginnings of paragraphs that show what to type, which stay as they are."""


def translate_help(text: str, language: Language) -> str:
    """Return a help text in a language, paragraph by paragraph; examples of commands stay.

    >>> translate_help("The plan.\\n\\nExample: planextract text plan.pdf", "ja")
    '計画のファイル。\\n\\n例：planextract text plan.pdf'
    """
    if language == "en":
        return text
    return "\n\n".join(_translate_paragraph(paragraph) for paragraph in split_paragraphs(text))


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text, each on one line but for examples."""
    parts = [part for part in re.split(r"\n\s*\n", textwrap.dedent(text).strip("\n")) if part.strip()]
    return [part if is_example(part) else " ".join(part.split()) for part in parts]


def is_example(paragraph: str) -> bool:
    """Return whether a paragraph shows what to type."""
    return paragraph.strip().startswith(_COMMANDS)


def _translate_paragraph(paragraph: str) -> str:
    if is_example(paragraph):
        return paragraph
    if paragraph.startswith(_EXAMPLE):
        return f"例：{paragraph.removeprefix(_EXAMPLE)}"
    return JAPANESE_HELP.get(paragraph, paragraph)


def translate_command(command: Any, language: Language) -> Any:
    """Return a command whose help, and that of its options and subcommands, is in a language."""
    if language == "en":
        return command
    command.context_class = _make_context_class(command.context_class)
    for name in ("help", "epilog"):
        if text := getattr(command, name, None):
            setattr(command, name, translate_help(text, language))
    if command.help:
        command.short_help = command.help.partition("\n\n")[0]
    for parameter in command.params:
        if help_text := getattr(parameter, "help", None):
            parameter.help = translate_help(help_text, language)
    for each in getattr(command, "commands", {}).values():
        translate_command(each, language)
    return command


def _make_context_class(base: Any) -> Any:
    """Return a context class whose help is wrapped by the width of Japanese characters."""

    class JapaneseFormatter(base.formatter_class):  # type: ignore[misc]
        """Writes help with Japanese headings."""

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, f"{HEADINGS['Usage']}：")

        def write_heading(self, heading: str) -> None:
            super().write_heading(HEADINGS.get(heading, heading))

        def write_text(self, text: str) -> None:
            for paragraph in text.split("\n\n"):
                lines = [paragraph] if is_example(paragraph) else wrap_text(paragraph, self._room())
                self.write("".join(f"{' ' * self.current_indent}{line}\n" for line in lines))
                self.write_paragraph()

        def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
            indent = " " * (self.current_indent + 4)
            for first, second in rows:
                self.write(f"{' ' * self.current_indent}{first}\n")
                for line in wrap_text(_translate_extra(second), self._room() - 4):
                    self.write(f"{indent}{line}\n")

        def _room(self) -> int:
            return max(int(self.width) - int(self.current_indent), 20)

    class JapaneseContext(base):  # type: ignore[misc]
        """A context whose help is in Japanese."""

        formatter_class = JapaneseFormatter

    return JapaneseContext


def _translate_extra(text: str) -> str:
    """Translate what is written behind the help of an option: its default, or that it is required."""
    text = JAPANESE_HELP.get(text, text)
    return text.replace("[default: ", "［既定値：").replace("[required]", "［必須］").replace("]", "］")


def wrap_text(text: str, width: int) -> list[str]:
    """Wrap a text to a number of half-width columns; words of Latin letters are not divided.

    >>> wrap_text("計画を読む planextract parse", 12)
    ['計画を読む', 'planextract', 'parse']
    """
    lines, line = [], ""
    for token in _iter_tokens(text):
        if line and _measure_columns((line + token).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = (line + token).lstrip() if not line else line + token
    return [*lines, line.rstrip()] if line.strip() else lines


def _iter_tokens(text: str) -> Iterator[str]:
    """Yield Latin words, runs of space, and single other characters, with punctuation behind them."""
    yield from re.findall(r"(?:[!-~]+|[^!-~\s])[、。）」：；，．］]*|\s+", text)


def _measure_columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
