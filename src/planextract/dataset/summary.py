"""Summarise an update in Markdown, for a commit message or the text of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planextract.dataset.decide import PlanMeasures
from planextract.dataset.run import OutcomeStatus, UpdateOutcome
from planextract.dataset.store import get_rejected_folder
from planextract.diff.markdown import escape_markdown, format_markdown

MAX_LISTED_CHANGES = 200
"""Maximum number of changes listed per plan; a pull request may have at most 65,536 characters."""

_STATUS_ORDER: tuple[OutcomeStatus, ...] = ("new", "changed", "worse", "failed", "unchanged")
_STATUS_WORDS: dict[OutcomeStatus, str] = {
    "new": "new",
    "changed": "changed",
    "worse": "refused",
    "failed": "failed",
    "unchanged": "unchanged",
}


def format_summary(outcomes: Sequence[UpdateOutcome], config: str = "plans.yaml") -> str:
    """Return a line usable as the subject of a commit, then a section for every source not unchanged."""
    lines = [_format_subject(outcomes), ""]
    for status in _STATUS_ORDER:
        for outcome in outcomes:
            if outcome.status == status and status != "unchanged":
                lines += [*_format_outcome(outcome, config), ""]
    quiet = [outcome.name for outcome in outcomes if outcome.status == "unchanged"]
    if quiet:
        lines += [f"Unchanged: {', '.join(quiet)}.", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _format_subject(outcomes: Sequence[UpdateOutcome]) -> str:
    """Return the first line: `Update plans: shinonomeno changed, 2 refused`."""
    parts = []
    for status in _STATUS_ORDER[:-1]:
        names = [outcome.name for outcome in outcomes if outcome.status == status]
        if len(names) == 1:
            parts.append(f"{names[0]} {_STATUS_WORDS[status]}")
        elif names:
            parts.append(f"{len(names)} {_STATUS_WORDS[status]}")
    return f"Update plans: {', '.join(parts) or 'nothing changed'}"


def _format_outcome(outcome: UpdateOutcome, config: str) -> Iterator[str]:
    """Yield the lines of one source's section."""
    yield f"## {outcome.name}: {_STATUS_WORDS[outcome.status]}"
    yield ""
    yield f"Source: {escape_markdown(outcome.source)}"
    if outcome.error is not None:
        yield ""
        yield escape_markdown(str(outcome.error))
        return
    yield from _format_measures(outcome.old, outcome.new)
    yield ""
    if outcome.status == "worse":
        kept = outcome.out.as_posix()
        beside = escape_markdown(get_rejected_folder(outcome.out).as_posix())
        if outcome.old is None:
            yield f"No data were written to {escape_markdown(kept)}; what was read lies in {beside}:"
        else:
            yield f"The data in {escape_markdown(kept)} stay as they were; what is new lies in {beside}:"
        yield ""
        yield from (f"- {escape_markdown(reason)}" for reason in outcome.reasons)
        yield ""
        if outcome.new is not None:
            yield f"If they are right nonetheless: `planextract update {config} --accept {outcome.name}`."
            yield ""
    elif outcome.reasons:
        yield "Accepted by name, although:"
        yield ""
        yield from (f"- {escape_markdown(reason)}" for reason in outcome.reasons)
        yield ""
    yield from _format_corrections(outcome)
    if outcome.diff is not None:
        if outcome.diff.is_empty and outcome.status == "changed":
            yield f"The publisher changed no project. Written: {', '.join(outcome.written)}."
        else:
            yield format_markdown(outcome.diff, limit=MAX_LISTED_CHANGES, level=3).rstrip("\n")


def _format_corrections(outcome: UpdateOutcome) -> Iterator[str]:
    """Yield what people corrected, apart from what the publisher changed."""
    if outcome.moved_to is not None:
        moved_to = escape_markdown(outcome.moved_to)
        yield f"The file has moved for good to {moved_to}: put that into the YAML file."
        yield ""
    if outcome.corrections:
        yield "Corrected by people, not changed by the publisher:"
        yield ""
        for each, is_new in outcome.corrections:
            old, new = (escape_markdown(str(value)) for value in (each.old, each.new))
            what = f"{old} → {new} ({escape_markdown(each.reason)})" if is_new else f"no longer {old} → {new}"
            yield f"- {each.project} {escape_markdown(each.field)}: {what}"
        yield ""
    if outcome.stale:
        yield "Corrections that no longer fit, and were not applied:"
        yield ""
        yield from (f"- {escape_markdown(message)}" for message in outcome.stale)
        yield ""


def _format_measures(old: PlanMeasures | None, new: PlanMeasures | None) -> Iterator[str]:
    """Yield a list of projects, errors and coverage, before and after."""
    if new is None:
        return
    pairs = [
        ("projects", str(old.projects) if old else None, str(new.projects)),
        ("findings of severity error", str(old.errors) if old else None, str(new.errors)),
        ("page text in records", _format_coverage(old) if old else None, _format_coverage(new)),
    ]
    yield ""
    for name, before, after in pairs:
        yield f"- {name}: {after if before is None else f'{before} → {after}'}"


def _format_coverage(measured: PlanMeasures) -> str:
    return "not known" if measured.coverage is None else f"{measured.coverage.record_share:.1%}"
