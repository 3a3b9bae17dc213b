"""Fill templates with facts, by the rules of a language for lists, quotes and plurals.

A template is a format string. Besides Python's format specifications it knows these:

- `{count:# page|# pages}` gives `1 page` or `2,000 pages`;
- `{text:short}` cuts a long text;
- `{texts:quoted}` and `{ways:or}` join the texts of a list;
- `{period:period}` names a period, such as a fiscal year or `total`, and `{period:budget}` its budget;
- `{unit:unit}` names a unit, or writes that there is none;
- `{pointer:field}` gives the label of a record's field;
- `{reason:reason}` names the reason why a page can't be read;
- `{value:value}` quotes a value, or writes that it is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any

from planextract.wording.language import Language, Words
from planextract.wording.page_reasons import translate_reason

SHORT_TEXT_CHARACTERS = 60
"""Length to which a message cuts a text that it quotes."""

_PERIODS = {
    "baseline": Words("the baseline", "現況"),
    "total": Words("all years", "計"),
}
_BUDGETS = {
    "total": Words("the budget of all years", "事業費の計"),
    "previous": Words("the budget of the year before", "前年度の事業費"),
    "limit": Words("the limit of the commitment", "限度額"),
    "carried": Words("the amount carried over", "翌年度繰越額"),
    "change": Words("the change of the budget", "事業費の増減"),
}
_BUDGET_OF_YEAR = Words("the budget of {}", "{}の事業費")
_SEPARATORS = {"": Words(", ", "、"), "or": Words(" or ", "または"), "slash": Words(" / ", " / ")}


def shorten_text(text: str, length: int = SHORT_TEXT_CHARACTERS) -> str:
    """Shorten a long text for a message to at most `length` characters, an ellipsis included."""
    return text if len(text) <= length else text[: length - 1] + "…"


def quote_text(text: str, language: Language) -> str:
    """Put a text in the quotation marks of a language."""
    return f"「{text}」" if language == "ja" else f"“{text}”"


class _WordFormatter(Formatter):
    """Fills the templates of one language."""

    def __init__(self, language: Language, label_field: Callable[[str, Language], str]) -> None:
        self.language = language
        self.label_field = label_field

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, list):
            return self._format_list(value, format_spec)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return (one if value == 1 else many).replace("#", f"{value:,}")
        match format_spec:
            case "short":
                return shorten_text(str(value))
            case "period":
                return self._format_period(str(value))
            case "budget":
                return self._format_budget(str(value))
            case "unit":
                return str(value) if value else Words("no unit", "なし").choose(self.language)
            case "field":
                return self.label_field(str(value), self.language)
            case "reason":
                return translate_reason(str(value), self.language)
            case "value":
                return self._format_value(value)
        return str(super().format_field(value, format_spec))

    def _format_list(self, values: Sequence[object], spec: str) -> str:
        if spec == "quoted":
            quoted = (quote_text(shorten_text(str(value)), self.language) for value in values)
            return _SEPARATORS["slash"].choose(self.language).join(quoted)
        return _SEPARATORS[spec].choose(self.language).join(map(str, values))

    def _format_period(self, period: str) -> str:
        if period in _PERIODS:
            return _PERIODS[period].choose(self.language)
        return f"{period}年度" if self.language == "ja" and period.isdecimal() else period

    def _format_budget(self, period: str) -> str:
        if period in _BUDGETS:
            return _BUDGETS[period].choose(self.language)
        return _BUDGET_OF_YEAR.choose(self.language).format(self._format_period(period))

    def _format_value(self, value: object) -> str:
        if value in (None, ""):
            return Words("blank", "空欄").choose(self.language)
        return quote_text(str(value), self.language)


def _keep_pointer(pointer: str, language: Language) -> str:
    return pointer


def fill_template(
    template: str,
    facts: Mapping[str, Any],
    language: Language,
    label_field: Callable[[str, Language], str] = _keep_pointer,
) -> str:
    """Return a template of a language with its facts filled in.

    >>> fill_template("{count:# page|# pages}: {texts:quoted}", {"count": 1, "texts": ["表紙"]}, "en")
    '1 page: “表紙”'
    """
    return _WordFormatter(language, label_field).vformat(template, (), facts)


def list_fact_names(template: str) -> frozenset[str]:
    """Return the names of the facts that a template needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
