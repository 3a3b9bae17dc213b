"""Define the kinds of findings, and make findings of a kind, a locus and facts.

The codes are part of the published format; a test compares README's table with this one. Words are in
`wording.findings`; a finding keeps what its message is made of, so that it can be shown in any language.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from planextract.model.fields import label_pointer
from planextract.model.plan import Finding
from planextract.model.record import Fact, Severity
from planextract.wording.findings import FINDING_WORDS
from planextract.wording.language import Language
from planextract.wording.template import fill_template, shorten_text

__all__ = [
    "FINDING_KINDS",
    "FindingCode",
    "FindingKind",
    "FindingMessage",
    "finding",
    "render_finding",
    "shorten_text",
]

FACT_CHARACTERS = 400
"""Length to which a text in a finding's facts is cut."""


class FindingCode(StrEnum):
    """The code of each kind of finding, with its severity."""

    severity: Severity

    def __new__(cls, code: str, severity: Severity = "info") -> FindingCode:
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        return member

    ANNOTATION_TEXT = "annotation-text", "warning"
    BAD_AMOUNT = "bad-amount", "error"
    BAD_REFERENCE = "bad-reference", "warning"
    BUDGET_CHANGE = "budget-change", "warning"
    BUDGET_SUM = "budget-sum", "warning"
    CONFLICTING_COPIES = "conflicting-copies", "error"
    CONTROL_CHARACTER = "control-character", "warning"
    COUNTED_NUMBER = "counted-number", "info"
    DAMAGED_PAGE = "damaged-page", "error"
    EMPTY_ROW = "empty-row", "warning"
    EMPTY_TABLE = "empty-table", "warning"
    ENGINES_DIFFER = "engines-differ", "warning"
    FRONT_MATTER = "front-matter", "info"
    FUNDING_SUM = "funding-sum", "warning"
    HIDDEN_PROJECT = "hidden-project", "info"
    LONG_TEXT = "long-text", "error"
    LOOSE_MARK = "loose-mark", "info"
    LOST_WORD = "lost-word", "warning"
    MISSING_BUDGET = "missing-budget", "warning"
    MISSING_CHARACTER = "missing-character", "warning"
    MISSING_DEPARTMENT = "missing-department", "warning"
    MISSING_ERA = "missing-era", "warning"
    MISSING_TITLE = "missing-title", "error"
    MISSING_YEAR = "missing-year", "warning"
    MIXED_BASELINE = "mixed-baseline", "warning"
    NAMELESS_GOAL = "nameless-goal", "warning"
    NUMBER_GAP = "number-gap", "warning"
    NUMBER_REPEAT = "number-repeat", "error"
    OCR_DISAGREEMENT = "ocr-disagreement", "warning"
    OCR_DOUBTFUL = "ocr-doubtful", "warning"
    OCR_MISSING = "ocr-missing", "warning"
    ODD_HEADING = "odd-heading", "warning"
    ODD_LENGTH = "odd-length", "warning"
    ODD_PERIODS = "odd-periods", "warning"
    ODD_UNIT = "odd-unit", "warning"
    OTHER_NUMBER = "other-number", "warning"
    QUANTITY_SUM = "quantity-sum", "info"
    RECOVERED_WORD = "recovered-word", "warning"
    REPEATED_BLOCK = "repeated-block", "info"
    REPEATED_PAGE = "repeated-page", "info"
    SECOND_BUDGET = "second-budget", "warning"
    STALE_CORRECTION = "stale-correction", "warning"
    STRUCK_OUT = "struck-out", "warning"
    TOTAL_SUM = "total-sum", "warning"
    UNDEFINED_FOOTNOTE = "undefined-footnote", "info"
    UNEXPLAINED_SHAPE = "unexplained-shape", "warning"
    UNKNOWN_COLUMN = "unknown-column", "warning"
    UNKNOWN_DEPARTMENT = "unknown-department", "warning"
    UNKNOWN_MILESTONE = "unknown-milestone", "warning"
    UNKNOWN_PROJECT = "unknown-project", "info"
    UNKNOWN_TABLE = "unknown-table", "warning"
    UNPLACED_CELL = "unplaced-cell", "warning"
    UNPLACED_TEXT = "unplaced-text", "warning"
    UNREAD_PICTURE = "unread-picture", "warning"
    UNREADABLE_PAGE = "unreadable-page", "error"
    UNUSED_HEADING = "unused-heading", "warning"
    UNUSED_TEXT = "unused-text", "warning"


class FindingKind(NamedTuple):
    """The severity, meaning and remedy of one kind of finding, in English."""

    severity: Severity
    meaning: str
    remedy: str


FINDING_KINDS: dict[str, FindingKind] = {
    code.value: FindingKind(code.severity, FINDING_WORDS[code].meaning.en, FINDING_WORDS[code].remedy.en)
    for code in FindingCode
}


def finding(
    code: FindingCode,
    *,
    page: int | None = None,
    project: str | None = None,
    pointer: str | None = None,
    **facts: Fact,
) -> Finding:
    """Return a finding of a kind, with its locus and the facts that its message names.

    `pointer` is the JSON Pointer of the value concerned, from the project's record (from the plan's where
    there is no project). The names of the facts select the message among those of the kind in
    `wording.findings`.

    Raises KeyError where the kind has no message with these facts.
    """
    kept = {name: _shorten_fact(fact) for name, fact in facts.items()}
    message = _render(code, {**kept, **_name_locus(page, project, pointer)}, "en")
    if message is None:
        raise KeyError(f"{code} has no message with the facts {', '.join(facts) or 'none'}")
    return Finding(
        code=code.value,
        severity=code.severity,
        message=message,
        project=project,
        page=page,
        pointer=pointer,
        facts=kept,
    )


def render_finding(found: Finding, language: Language) -> str:
    """Return the message of a finding in a language.

    A message that this version would not write, as in an older plan.json, stays as it is.
    """
    if language == "en":
        return found.message
    known = {**found.facts, **_name_locus(found.page, found.project, found.pointer)}
    if _render(found.code, known, "en") != found.message:
        return found.message
    return _render(found.code, known, language) or found.message


class FindingMessage(NamedTuple):
    """The message of a finding as a fact of another message, which is shown in its language."""

    found: Finding

    def choose(self, language: Language) -> str:
        """Return the message in one language."""
        return render_finding(self.found, language)


def _render(code: str, known: dict[str, Fact], language: Language) -> str | None:
    """Return the message of a kind and its remedy; None where it has no message with these facts."""
    words = FINDING_WORDS.get(code)
    message = words.find_message(frozenset(known)) if words is not None else None
    if words is None or message is None:
        return None
    space = " " if language == "en" else ""
    filled = fill_template(message.choose(language), known, language, label_pointer)
    return f"{filled}{space}{words.remedy.choose(language)}"


def _name_locus(page: int | None, project: str | None, pointer: str | None) -> dict[str, Fact]:
    """Return the parts of a locus that are known, by name."""
    parts: dict[str, Fact] = {"page": page, "project": project, "pointer": pointer}
    return {name: part for name, part in parts.items() if part is not None}


def _shorten_fact(fact: Fact) -> Fact:
    if isinstance(fact, str):
        return shorten_text(fact, FACT_CHARACTERS)
    if isinstance(fact, list):
        return [shorten_text(each, FACT_CHARACTERS) for each in fact if isinstance(each, str)] or fact
    return fact
