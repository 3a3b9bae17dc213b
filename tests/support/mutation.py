"""Changes one thing on a drawn page, and finds what then changes in the data without a word about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from plandraw.marks import Box, Drawing, Mark, Stroke, Text, moved

Data = Mapping[str, Any]

DERIVED = re.compile(r"/(milestones|quantity|amount|total|fiscal_year|starred)(/|$)|/amounts/\d+/amount$")
"""Values that follow from a printed text, which is compared itself."""


class Mutant(NamedTuple):
    """A drawing in which one mark is changed."""

    name: str
    drawing: Drawing
    lost: str
    """The text that the page no longer prints."""
    role: str
    """The role of the changed text; `rule` for a ruling."""


def mutate(drawing: Drawing, rng: Random) -> Mutant:
    """Delete or move one mark of a page, or a character of it."""
    page = rng.choice([index for index, sheet in enumerate(drawing.sheets) if _list_marks(sheet.marks)])
    sheet = drawing.sheets[page]
    place = rng.choice(_list_marks(sheet.marks))
    mark = sheet.pieces[place].mark
    name, changed, lost = _change(mark, rng)
    pieces = list(sheet.pieces)
    pieces[place : place + 1] = [pieces[place]._replace(mark=each) for each in changed]
    sheets = (*drawing.sheets[:page], replace(sheet, pieces=tuple(pieces)), *drawing.sheets[page + 1 :])
    role = mark.role if isinstance(mark, Text) else "rule"
    shown = mark.text if isinstance(mark, Text) else type(mark).__name__
    return Mutant(f"page {page + 1}: {name} {role} {shown!r}", replace(drawing, sheets=sheets), lost, role)


def _list_marks(marks: Sequence[Mark]) -> list[int]:
    return [
        index
        for index, mark in enumerate(marks)
        if isinstance(mark, Stroke | Box) or (isinstance(mark, Text) and mark.role != "running")
    ]


def _change(mark: Mark, rng: Random) -> tuple[str, list[Mark], str]:
    if isinstance(mark, Text):
        kind = rng.choice(("delete", "delete", "glyph", "move"))
        if kind == "glyph" and len(mark.text) > 1:
            cut = rng.choice((mark.text[1:], mark.text[:-1]))
            lost = mark.text[0] if cut == mark.text[1:] else mark.text[-1]
            return "lost a glyph of", [replace(mark, text=cut)], lost
        if kind == "move":
            return "moved", [moved(mark, rng.choice((-4, 0, 4)), rng.choice((-4, 4)))], ""
        return "deleted", [], mark.text
    if isinstance(mark, Stroke) and rng.random() < 0.4:
        half = replace(mark, x1=(mark.x0 + mark.x1) / 2, y1=(mark.y0 + mark.y1) / 2)
        return rng.choice(
            (
                ("shortened", [half], ""),
                ("moved", [moved(mark, 3, 0)], ""),
                ("moved", [moved(mark, 0, 3)], ""),
            )
        )
    return "deleted", [], ""


def find_silent_changes(before: Data, after: Data, mutant: Mutant) -> list[str]:
    """Return the values that differ from the data of the page as it was, and that no finding points to."""
    known = {(found["code"], found["message"]) for found in before["findings"]}
    new = [
        found
        for found in after["findings"]
        if found["severity"] != "info" and (found["code"], found["message"]) not in known
    ]
    if any(found["project"] is None and found["page"] is None for found in new):
        return []
    read = {project["id"]: project for project in after["projects"]}
    silent = []
    told = {found["project"] for found in new}
    pages = {found["page"] for found in new if found["project"] is None or found["project"] not in read}
    for project in before["projects"]:
        here = set(project["pages"])
        if project["id"] in told or here & pages:
            continue
        other = read.get(project["id"])
        if other is None:
            silent.append(f"{project['id']} is lost")
            continue
        silent += [
            f"{project['id']}{pointer}: {old!r} -> {now!r}"
            for pointer, old, now in _compare(project, other, "")
            if not _is_explained(pointer, old, now, mutant)
        ]
    if not new:
        for key in ("baseline_year", "fiscal_years", "pillars", "strategies"):
            silent += [
                f"{key}{pointer}: {old!r} -> {now!r}"
                for pointer, old, now in _compare(before[key], after[key], "")
                if not _is_explained(pointer, old, now, mutant)
            ]
    silent += [
        f"{name} is invented" for name in read.keys() - {each["id"] for each in before["projects"]} - told
    ]
    return silent


def _compare(one: Any, other: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the pointer and both values of every difference; areas and pages aside."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in one.keys() | other.keys():
            if key not in ("areas", "pages"):
                yield from _compare(one.get(key), other.get(key), f"{pointer}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _compare(left, right, f"{pointer}/{index}")
    elif one != other:
        yield pointer, one, other


def _is_explained(pointer: str, old: Any, now: Any, mutant: Mutant) -> bool:
    """Return whether a value follows from what the page still prints."""
    if pointer == "/budget" and mutant.role == "label" and not any(_list_amounts(old)):
        return True  # a row without a label or an amount is a blank row
    if DERIVED.search(pointer):
        return mutant.role in ("cell", "label", "title", "marker")
    if mutant.lost and mutant.role != "header":
        return _letters(now) == _letters(old, without=mutant.lost)
    return False


def _list_amounts(budget: Any) -> list[Any]:
    """Return the printed amounts of a budget."""
    return [each["text"] for each in budget["amounts"]] + [budget["total"]] if budget else []


def _letters(value: Any, *, without: str = "") -> list[str]:
    """Return the characters of a value in a fixed order, without those of a lost text."""
    found = sorted("".join(_strings(value)).replace("\n", ""))
    for character in without:
        if character in found:
            found.remove(character)
    return [character for character in found if not character.isspace()]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
