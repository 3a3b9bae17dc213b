"""Comparison of a project's departments, relisted lines and footnotes, ignoring their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planextract.diff.model import ProjectChange
from planextract.japanese.widths import match_key
from planextract.model.plan import Department, Footnote, Relisted


def compare_departments(old: Sequence[Department], new: Sequence[Department]) -> Iterator[ProjectChange]:
    """Yield the departments added or removed, and those whose sections changed."""
    before, after = _group_sections(old), _group_sections(new)
    for name in before:
        if name not in after:
            yield ProjectChange(kind="department-removed", old=_format_department(name, before[name]))
        elif {match_key(s) for s in before[name]} != {match_key(s) for s in after[name]}:
            yield ProjectChange(
                kind="department-sections",
                old=_format_department(name, before[name]),
                new=_format_department(name, after[name]),
            )
    for name in after:
        if name not in before:
            yield ProjectChange(kind="department-added", new=_format_department(name, after[name]))


def _group_sections(departments: Sequence[Department]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in departments:
        found.setdefault(match_key(unit.department), []).extend(unit.sections)
    return found


def _format_department(name: str, sections: Sequence[str]) -> str:
    """Return a department with its sections as text: `総務部（総務課、防災課）`."""
    return f"{name}（{'、'.join(sections)}）" if sections else name


def compare_relisted(
    old: Sequence[Relisted], new: Sequence[Relisted], numbers: Mapping[str, str]
) -> Iterator[ProjectChange]:
    """Yield the relisted lines (再掲) added or removed, and those that refer to another project.

    `numbers` maps old project numbers to new ones: a line whose project was only renumbered has not
    changed.
    """
    left = [(line, _make_relisted_key(line, numbers.get(line.project or "", line.project))) for line in old]
    right = [(line, _make_relisted_key(line, line.project)) for line in new]
    shared = Counter(key for _, key in left) & Counter(key for _, key in right)
    gone, come = _subtract_shared(left, shared), _subtract_shared(right, shared)
    for line in gone:
        other = next((one for one in come if _make_text_key(one) == _make_text_key(line)), None)
        if other is None:
            yield ProjectChange(kind="relisted-removed", old=_format_relisted(line))
        else:
            come.remove(other)
            yield ProjectChange(
                kind="relisted-changed", item=other.content, old=line.project, new=other.project
            )
    for line in come:
        yield ProjectChange(kind="relisted-added", new=_format_relisted(line))


_RelistedKey = tuple[str, str, str | None]
"""Initiative, content and project number of a relisted line, as compared."""


def _make_relisted_key(line: Relisted, project: str | None) -> _RelistedKey:
    return (*_make_text_key(line), project)


def _make_text_key(line: Relisted) -> tuple[str, str]:
    return match_key(line.initiative), match_key(line.content)


def _subtract_shared(
    lines: Sequence[tuple[Relisted, _RelistedKey]], shared: Counter[_RelistedKey]
) -> list[Relisted]:
    """Return the lines without the shared ones, each removed as often as both editions have it."""
    left = Counter(shared)
    rest = []
    for line, key in lines:
        if left[key]:
            left[key] -= 1
        else:
            rest.append(line)
    return rest


def _format_relisted(line: Relisted) -> str:
    return f"{line.initiative}：{line.content}（{line.project or '?'}）"


def compare_footnotes(old: Sequence[Footnote], new: Sequence[Footnote]) -> Iterator[ProjectChange]:
    """Yield the footnotes added, removed or changed; paired by their text, then by their marker."""
    gone, come = list(old), list(new)
    for same in (_is_same_note, _is_same_text, _is_same_marker):
        for note in list(gone):
            other = next((one for one in come if same(note, one)), None)
            if other is None:
                continue
            gone.remove(note)
            come.remove(other)
            if not _is_same_note(note, other):
                yield ProjectChange(
                    kind="footnote-changed", old=_format_footnote(note), new=_format_footnote(other)
                )
    for note in gone:
        yield ProjectChange(kind="footnote-removed", old=_format_footnote(note))
    for note in come:
        yield ProjectChange(kind="footnote-added", new=_format_footnote(note))


def _is_same_note(a: Footnote, b: Footnote) -> bool:
    return _is_same_marker(a, b) and _is_same_text(a, b)


def _is_same_marker(a: Footnote, b: Footnote) -> bool:
    return match_key(a.marker) == match_key(b.marker)


def _is_same_text(a: Footnote, b: Footnote) -> bool:
    return match_key(a.term or "") == match_key(b.term or "") and match_key(a.text) == match_key(b.text)


def _format_footnote(note: Footnote) -> str:
    return f"{note.marker} {note.term}・・・{note.text}" if note.term else f"{note.marker} {note.text}"
