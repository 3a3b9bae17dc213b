"""Make messages that can be shown in any language: an English template with the facts that it names.

A message is its English text. At the edge, `translate` fills the Japanese template of the catalogue with the
same facts. `template` describes how facts are filled in.
"""

from __future__ import annotations

from typing import Any

from planextract.wording.language import Language
from planextract.wording.template import fill_template


class Message(str):
    """An English text that keeps the template and the facts that it was made of."""

    template: str
    facts: dict[str, Any]

    def __new__(cls, template: str, facts: dict[str, Any]) -> Message:
        plain = {name: _keep_plain(fact) for name, fact in facts.items()}
        made = super().__new__(cls, _fill(template, plain, "en"))
        made.template, made.facts = template, plain
        return made

    def __reduce__(self) -> tuple[type[Message], tuple[str, dict[str, Any]]]:
        # Worker processes return their errors pickled.
        return type(self), (self.template, self.facts)


def make_message(template: str, /, **facts: Any) -> Message:
    """Return the message of an English template and its facts.

    >>> make_message("{path} has {count:# page|# pages}.", path="plan.pdf", count=1)
    'plan.pdf has 1 page.'
    """
    return Message(template, facts)


def translate(text: str, language: Language) -> str:
    """Return a text in a language: a message from its template, a fixed text by itself.

    A text that the catalogue does not have stays in English.
    """
    if language == "en":
        return str(text)
    from planextract.wording.catalogue import JAPANESE  # long, and not needed in English

    if isinstance(text, Message):
        return _fill(JAPANESE.get(text.template, text.template), text.facts, language)
    return JAPANESE.get(text, text)


def _fill(template: str, facts: dict[str, Any], language: Language) -> str:
    return fill_template(template, {name: _word(fact, language) for name, fact in facts.items()}, language)


def _word(fact: Any, language: Language) -> Any:
    """Return a fact as a template takes it: a text that has a wording of its own in the language."""
    if isinstance(fact, Message):
        return translate(fact, language)
    if isinstance(fact, list):
        return [_word(each, language) for each in fact]
    return fact.choose(language) if hasattr(fact, "choose") else fact


def _keep_plain(fact: Any) -> Any:
    """Return a fact that another process can be sent: of a path or an error, only its text."""
    if isinstance(fact, list):
        return [_keep_plain(each) for each in fact]
    is_plain = fact is None or isinstance(fact, str | int | float) or hasattr(fact, "choose")
    return fact if is_plain else str(fact)
