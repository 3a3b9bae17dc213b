"""Comparison of a project's departments, relisted lines and footnotes, ignoring their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planextract.diff.model import Change
from planextract.japanese.widths import bare
from planextract.model.plan import Department, Footnote, Relisted


def compare_departments(old: Sequence[Department], new: Sequence[Department]) -> Iterator[Change]:
    """Yield the departments added or removed, and those whose sections changed."""
    before, after = _by_name(old), _by_name(new)
    for name in before:
        if name not in after:
            yield Change(kind="department-removed", old=_printed(name, before[name]))
        elif {bare(s) for s in before[name]} != {bare(s) for s in after[name]}:
            yield Change(
                kind="department-sections",
                old=_printed(name, before[name]),
                new=_printed(name, after[name]),
            )
    for name in after:
        if name not in before:
            yield Change(kind="department-added", new=_printed(name, after[name]))


def _by_name(departments: Sequence[Department]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in departments:
        found.setdefault(bare(unit.department), []).extend(unit.sections)
    return found


def _printed(name: str, sections: Sequence[str]) -> str:
    """Return a department with its sections as text: `総務部（総務課、防災課）`."""
    return f"{name}（{'、'.join(sections)}）" if sections else name


def compare_relisted(
    old: Sequence[Relisted], new: Sequence[Relisted], numbers: Mapping[str, str]
) -> Iterator[Change]:
    """Yield the relisted lines (再掲) added or removed, and those that refer to another project.

    `numbers` maps old project numbers to new ones: a line whose project was only renumbered has not
    changed.
    """
    left = [(line, _key(line, numbers.get(line.project or "", line.project))) for line in old]
    right = [(line, _key(line, line.project)) for line in new]
    shared = Counter(key for _, key in left) & Counter(key for _, key in right)
    gone, come = _rest(left, shared), _rest(right, shared)
    for line in gone:
        other = next((one for one in come if _words(one) == _words(line)), None)
        if other is None:
            yield Change(kind="relisted-removed", old=_line(line))
        else:
            come.remove(other)
            yield Change(kind="relisted-changed", item=other.content, old=line.project, new=other.project)
    for line in come:
        yield Change(kind="relisted-added", new=_line(line))


_Key = tuple[str, str, str | None]
"""Initiative, content and project number of a relisted line, as compared."""


def _key(line: Relisted, project: str | None) -> _Key:
    return (*_words(line), project)


def _words(line: Relisted) -> tuple[str, str]:
    return bare(line.initiative), bare(line.content)


def _rest(lines: Sequence[tuple[Relisted, _Key]], shared: Counter[_Key]) -> list[Relisted]:
    """Return the lines without the shared ones, each removed as often as both editions have it."""
    left = Counter(shared)
    rest = []
    for line, key in lines:
        if left[key]:
            left[key] -= 1
        else:
            rest.append(line)
    return rest


def _line(line: Relisted) -> str:
    return f"{line.initiative}：{line.content}（{line.project or '?'}）"


def compare_footnotes(old: Sequence[Footnote], new: Sequence[Footnote]) -> Iterator[Change]:
    """Yield the footnotes added, removed or changed; paired by their text, then by their marker."""
    gone, come = list(old), list(new)
    for same in (_same_note, _same_text, _same_marker):
        for note in list(gone):
            other = next((one for one in come if same(note, one)), None)
            if other is None:
                continue
            gone.remove(note)
            come.remove(other)
            if not _same_note(note, other):
                yield Change(kind="footnote-changed", old=_note(note), new=_note(other))
    for note in gone:
        yield Change(kind="footnote-removed", old=_note(note))
    for note in come:
        yield Change(kind="footnote-added", new=_note(note))


def _same_note(a: Footnote, b: Footnote) -> bool:
    return _same_marker(a, b) and _same_text(a, b)


def _same_marker(a: Footnote, b: Footnote) -> bool:
    return bare(a.marker) == bare(b.marker)


def _same_text(a: Footnote, b: Footnote) -> bool:
    return bare(a.term or "") == bare(b.term or "") and bare(a.text) == bare(b.text)


def _note(note: Footnote) -> str:
    return f"{note.marker} {note.term}・・・{note.text}" if note.term else f"{note.marker} {note.text}"
