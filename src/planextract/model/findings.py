"""Define every kind of finding with its severity, meaning and remedy.

The codes are part of the published format; a test compares README's table with this one.
"""

from __future__ import annotations

from typing import NamedTuple

from planextract.model.plan import Finding, Severity


class FindingKind(NamedTuple):
    """The severity, meaning and remedy of one kind of finding."""

    severity: Severity
    meaning: str
    remedy: str


FINDING_KINDS: dict[str, FindingKind] = {
    "annotation-text": FindingKind(
        "warning",
        "stamps, comments or fields of forms print text on top of a page, which is not read",
        "Look at the page; enter by hand what belongs to a project.",
    ),
    "bad-amount": FindingKind(
        "error",
        "a budget cell prints something that is no amount",
        "Its text is kept; correct the amount by hand.",
    ),
    "bad-reference": FindingKind(
        "warning",
        "a cross reference to another project is not understood",
        "Look at the page and add the project's number by hand.",
    ),
    "budget-sum": FindingKind(
        "warning",
        "the amounts of the years don't add up to the printed total",
        "Both are as printed; ask the plan's publisher which is right.",
    ),
    "conflicting-copies": FindingKind(
        "error",
        "a project is printed twice and the copies disagree",
        "The first is kept; look at both pages.",
    ),
    "budget-change": FindingKind(
        "warning",
        "a budget is not what it was the year before and the printed change together",
        "All are as printed; ask the plan's publisher which is right.",
    ),
    "control-character": FindingKind(
        "warning",
        "characters that would change the order or meaning of the text around them are left out",
        "Compare the texts of the page with the page.",
    ),
    "counted-number": FindingKind(
        "info",
        "projects of a list print no number of their own",
        "They are counted as they follow each other; refer to them by title.",
    ),
    "funding-sum": FindingKind(
        "warning",
        "the amounts of the sources don't add up to the budget",
        "All are as printed; ask the plan's publisher which is right.",
    ),
    "hidden-project": FindingKind(
        "info",
        "a project stands only in content that no reader of the page can see",
        "Give --include-hidden to have it in the data, marked.",
    ),
    "loose-mark": FindingKind(
        "info",
        "in a text, a mark such as ★ stands apart from what it marks",
        "See on the printed page which titles bear it.",
    ),
    "lost-word": FindingKind(
        "warning",
        "in a text, a space inside a sentence shows where a word may be lost",
        "Read the word off the printed page.",
    ),
    "long-text": FindingKind(
        "error", "a text is longer than any plan's and was cut", "Look at the page; check what the file is."
    ),
    "missing-character": FindingKind(
        "warning",
        "characters have no Unicode value in the file",
        "They are U+FFFD in the text; read them off the page.",
    ),
    "missing-department": FindingKind(
        "warning",
        "no department is printed for a project that has a table of its own",
        "Look at the page.",
    ),
    "missing-title": FindingKind(
        "error", "no heading was found above a project's number", "Look at the page; adapt the profile."
    ),
    "missing-year": FindingKind(
        "warning",
        "nothing names the fiscal year of a list's budgets",
        "They are given as the total; add the year by hand.",
    ),
    "mixed-baseline": FindingKind(
        "warning", "tables name different baseline years", "The most frequent one is the plan's."
    ),
    "number-gap": FindingKind(
        "warning", "a number is missing in the numbering of a strategy's projects", "Look for it in the plan."
    ),
    "number-repeat": FindingKind(
        "error", "two different projects bear the same number", "The first is kept; look at both pages."
    ),
    "quantity-sum": FindingKind(
        "info",
        "the quantities of the years don't add up to the printed total",
        "Both are as printed; the total may count otherwise.",
    ),
    "repeated-block": FindingKind(
        "info",
        "a project or a part of one is printed again, alike",
        "The first is kept; nothing needs to be done.",
    ),
    "repeated-page": FindingKind(
        "info", "a page is bound again, alike", "The first is kept; nothing needs to be done."
    ),
    "stale-correction": FindingKind(
        "warning",
        "a correction no longer fits the plan, so it was not applied",
        "Compare the page again; renew the correction or take it out of the file.",
    ),
    "total-sum": FindingKind(
        "warning",
        "the amounts of the rows don't add up to a total that a list prints",
        "Compare the rows with the page; if they are right, ask the plan's publisher.",
    ),
    "undefined-footnote": FindingKind(
        "info", "a footnote mark has no footnote", "Look for the footnote on the next page."
    ),
    "unplaced-cell": FindingKind(
        "warning",
        "in a text, cells can't be put in their columns for certain; they are left out",
        "Add them by hand from the printed page.",
    ),
    "unplaced-text": FindingKind(
        "warning",
        "in a text, it is not certain where something belongs; it is left out",
        "Add it by hand from the printed page.",
    ),
    "unknown-column": FindingKind(
        "warning", "a column's header is not understood", "Add its words to the profile."
    ),
    "unknown-department": FindingKind(
        "warning", "a section stands without its department", "Look at the page."
    ),
    "unknown-milestone": FindingKind(
        "warning", "a milestone word is not in the vocabulary", "Add it to the vocabulary (--vocabulary)."
    ),
    "unknown-project": FindingKind(
        "info", "a reference points to a project that isn't here", "It may be in another volume."
    ),
    "unknown-table": FindingKind(
        "warning", "a table belongs to no project", "Look at the page; adapt the profile."
    ),
    "unreadable-page": FindingKind(
        "error", "a page can't be read", "Ask the plan's publisher for a sound copy."
    ),
    "unused-text": FindingKind(
        "warning", "text landed in no record", "Compare it with the page; adapt the profile if it matters."
    ),
}


def make_finding(code: str, message: str, *, project: str | None = None, page: int | None = None) -> Finding:
    """Return a finding of a known kind, with the remedy appended to its message.

    Raises KeyError for an unknown code.
    """
    kind = FINDING_KINDS[code]
    return Finding(
        code=code,
        severity=kind.severity,
        message=f"{message} {kind.remedy}",
        project=project,
        page=page,
    )


def shorten_text(text: str, length: int = 60) -> str:
    """Shorten a long text for a message to at most `length` characters, an ellipsis included."""
    return text if len(text) <= length else text[: length - 1] + "…"
