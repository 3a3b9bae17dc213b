"""Shortening of texts that are longer than any printed one, with a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from planextract import limits
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawPlan, RawProject


def cut_long_texts(draft: RawPlan) -> RawPlan:
    """Return the raw plan with every text cut to limits.TEXT_LENGTH characters, and findings on those cut."""
    findings: list[Finding] = []
    glyphs = {account.page: account.glyph_count for account in draft.accounts}

    def project(whole: RawProject) -> RawProject:
        if not _can_be_long(whole, glyphs):
            return whole
        cut: RawProject = _cut_value(whole)
        if cut != whole:
            findings.append(
                finding(FindingCode.LONG_TEXT, page=whole.page, project=whole.id, length=limits.TEXT_LENGTH)
            )
        return cut

    projects = tuple(map(project, draft.projects))
    hidden = tuple(map(project, draft.hidden))
    headings = draft.title, draft.pillars, draft.strategies
    title, pillars, strategies = _cut_value(headings)
    if (title, pillars, strategies) != headings:
        findings.append(finding(FindingCode.LONG_TEXT, length=limits.TEXT_LENGTH))
    if not findings:
        return draft
    return replace(
        draft,
        title=title,
        pillars=pillars,
        strategies=strategies,
        projects=projects,
        hidden=hidden,
        findings=(*draft.findings, *findings),
    )


def _can_be_long(project: RawProject, glyphs: Mapping[int, int]) -> bool:
    """Return whether the texts of a project may exceed the limit.

    A text has at most as many characters as its pages have glyphs, and as many spaces."""
    places = (*project.spans, *(project.section.spans if project.section is not None else ()))
    return 2 * sum(glyphs.get(page, 0) for page in {place.page for place in places}) > limits.TEXT_LENGTH


def _cut_value(value: Any) -> Any:
    """Return the same value with every text in it cut, those in tuples and dataclasses included."""
    if isinstance(value, str):
        return value[: limits.TEXT_LENGTH]
    if isinstance(value, tuple):
        parts = map(_cut_value, value)
        return type(value)._make(parts) if hasattr(value, "_make") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: _cut_value(getattr(value, field.name)) for field in fields(value)}
        )
    return value
