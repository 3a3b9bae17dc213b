"""Writes a profile of the block family as YAML, with comments on the fields that were not found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from planextract.families.base import UNSURE, DraftedYaml
from planextract.families.block.profile_evidence import FoundTexts, ProfileEvidence, collect_evidence
from planextract.japanese.widths import match_key
from planextract.model.layout import PageLayout
from planextract.profiles.organisation import Organisation
from planextract.profiles.profile_files import read_profile_text

_CAPTION_NUMBER = r"(?P<strategy>\d+) ?[-ー.] ?(?P<number>\d+)"


def draft_block_profile(name: str, description: str, pages: Sequence[PageLayout]) -> DraftedYaml:
    """Return the profile that fits the pages; the rest is taken over from the shipped profile `ward`."""
    found = collect_evidence(pages, Organisation())
    writer = _BlockProfileWriter(yaml.safe_load(read_profile_text("ward")))
    text = "".join(writer.write_lines(name, description, found))
    return DraftedYaml(text, tuple(writer.unsure))


class _BlockProfileWriter:
    """Writes the fields of a profile one after the other, and collects those that are unsure."""

    def __init__(self, ward: dict[str, Any]) -> None:
        self.ward = ward
        self.unsure: list[str] = []

    def write_lines(self, name: str, description: str, found: ProfileEvidence) -> Iterable[str]:
        """Yield the parts of the YAML text in the order of the fields."""
        ward = self.ward
        yield f"name: {name}\nlayout: block\ndescription: {_quote_yaml(description)}\n"
        yield f"vocabulary: {ward['vocabulary']}\n\nheadings:\n"
        yield self._write_patterns(
            "headings.pillar", found.pillar, _make_heading_pattern, ward["headings"]["pillar"]
        )
        agrees = f"; its number begins {found.agreement:.0%} of the project numbers under it"
        strategy = found.strategy
        yield self._write_patterns(
            "headings.strategy", strategy, _make_heading_pattern, ward["headings"]["strategy"], agrees
        )
        for seen in found.other_headings.texts:
            yield f"  # also printed with a number, and not used: {seen}\n"
        yield self._write_usual("headings.upper", found.titles.count["bare"], ward["headings"]["upper"])
        yield self._write_usual("headings.lower", found.titles.count["bracket"], ward["headings"]["lower"])
        yield "\nmarks:\n"
        yield from self._write_marks(found)
        yield self._write_captions(found)
        yield "\ncolumns:\n"
        columns = ward["columns"]
        yield self._write_patterns(
            "columns.baseline", found.baseline, re.escape, columns["baseline"], keep=True
        )
        yield self._write_patterns(
            "columns.total", found.total, _make_total_pattern, columns["total"], keep=True
        )
        yield self._write_words("columns.after_year", found.after_year, columns["after_year"], needed=False)
        yield f"  # over the goals stands: {'、'.join(found.goal.texts) or 'nothing'}\n\nrows:\n"
        yield self._write_words("rows.budget", found.budget, ward["rows"]["budget"])
        yield self._write_words("rows.departments", found.departments, ward["rows"]["departments"])
        for label in found.labels.texts[:5]:
            yield f"  # a row of its own kind begins with {label}, {found.labels.count[label]} times\n"
        yield f"\nunits: {_format_flow_list(ward['units'])}\n\nrelisted:\n"
        for key in ("initiative", "content", "project"):
            seen = getattr(found, key)
            yield self._write_words(f"relisted.{key}", seen, ward["relisted"][key], needed=False)
        yield self._write_reference(found)
        yield "\norganisation:\n"
        for key, words in ward["organisation"].items():
            yield f"  {key}: {_format_flow_list(words)}\n"
        yield f"\nfootnote:\n{_format_block_list(ward['footnote'])}"
        yield f"\nfurniture:\n{_format_block_list(ward['furniture'])}"

    def _mark_unsure(self, field: str, why: str) -> str:
        """List a field as unsure and return the comment on it."""
        self.unsure.append(field)
        return f"{UNSURE}: {why}"

    def _write_patterns(
        self,
        field: str,
        seen: FoundTexts,
        pattern: Any,
        usual: Sequence[str],
        more: str = "",
        *,
        keep: bool = False,
    ) -> str:
        """Return a field of patterns made from the texts found; `keep` adds those of the shipped profile."""
        key = field.rpartition(".")[2]
        if not seen.count:
            why = self._mark_unsure(field, "not found; these are those of ward")
            return f"  # {why}\n  {key}:\n{_format_block_list(usual, 4)}"
        patterns = dict.fromkeys([*map(pattern, seen.texts), *(usual if keep else ())])
        return f"  # {seen.describe_count()}{more}\n  {key}:\n{_format_block_list(patterns, 4)}"

    def _write_words(self, field: str, seen: FoundTexts, usual: Sequence[str], *, needed: bool = True) -> str:
        """Return a field of words, those found before those of the shipped profile."""
        key = field.rpartition(".")[2]
        words = _format_flow_list(dict.fromkeys([*seen.texts, *usual]))
        if seen.count:
            return f"  # {seen.describe_count()}\n  {key}: {words}\n"
        why = self._mark_unsure(field, "not found; these are those of ward") if needed else "not found"
        return f"  # {why}\n  {key}: {words}\n"

    def _write_usual(self, field: str, times: int, usual: Sequence[str]) -> str:
        """Return a field taken over from the shipped profile, with the number of times it was found."""
        why = f"found {times} times" if times else "not found; it does no harm"
        return f"  # {why}\n  {field.rpartition('.')[2]}:\n{_format_block_list(usual, 4)}"

    def _write_marks(self, found: ProfileEvidence) -> Iterable[str]:
        """Yield the fields of the marks beside titles."""
        starred = self.ward["marks"]["starred"]
        others = [mark for mark in found.marks.texts if mark not in starred]
        if found.marks.count:
            yield f"  # {found.marks.describe_count()}: {' '.join(found.marks.texts)}\n"
        yield f"  starred: {_format_flow_list(starred)}\n"
        yield f"  others: {_format_flow_list(dict.fromkeys([*others, *self.ward['marks']['others']]))}\n"

    def _write_captions(self, found: ProfileEvidence) -> str:
        """Return the patterns of project captions."""
        if found.band.count:
            patterns = [
                f"^{_make_literal_pattern(sign)}[ :]*{_CAPTION_NUMBER}(?P<caption>.*)$"
                for sign in found.band.texts
            ]
            return f"\n# {found.band.describe_count()}\nband:\n{_format_block_list(patterns)}"
        if found.joined.count:
            patterns = [
                rf"^{_make_literal_pattern(sign)}[ :]*(?P<joined>\d{{2,4}})(?!\d)(?P<caption>.*)$"
                for sign in found.joined.texts
            ]
            why = self._mark_unsure(
                "band", f"{found.joined.describe_count()}; is this strategy and project in one number?"
            )
            return f"\n# {why}\nband:\n{_format_block_list(patterns)}"
        why = self._mark_unsure("band", "no project number was found over a table; these are those of ward")
        return f"\n# {why}\nband:\n{_format_block_list(self.ward['band'])}"

    def _write_reference(self, found: ProfileEvidence) -> str:
        """Return the patterns of references from a relisted table to a project."""
        patterns = [_make_reference_pattern(before) for before in found.reference.texts]
        told = found.reference.describe_count() if patterns else "not found"
        references = dict.fromkeys([*patterns, *self.ward["reference"]])
        return f"\n# {told}\nreference:\n{_format_block_list(references)}"


def _make_heading_pattern(prefix: str) -> str:
    """Return the pattern of a numbered heading with this prefix."""
    return rf"^{_make_literal_pattern(prefix)} ?(?P<number>\d+)(?: ?(?P<title>\S.*))?$"


def _make_total_pattern(word: str) -> str:
    """Return a pattern for a header of totals, with any digits for its own."""
    return re.sub(r"\d+", r"\\d+", re.escape(word))


def _make_literal_pattern(text: str) -> str:
    """Return a pattern for the text, whose spaces may be missing."""
    return " ?".join(re.escape(part) for part in text.split(" "))


def _make_reference_pattern(before: str) -> str:
    """Return the pattern of a reference such as `政策#/事業コード`, where # marks the strategy's number."""
    plan, sign, rest = before.partition("#")
    if not sign:
        return rf"{re.escape(before)}(?P<strategy>\d+)[-ー.](?P<number>\d+)"
    return rf"{re.escape(plan)}(?P<plan>\d+){re.escape(rest)}(?P<strategy>\d+)[-ー.](?P<number>\d+)"


def _quote_yaml(text: str) -> str:
    """Return a text as a single-quoted YAML scalar."""
    return "'" + text.replace("'", "''") + "'"


def _format_flow_list(words: Iterable[str]) -> str:
    """Return words as a YAML list on one line."""
    plain = re.compile(r"[^\W_]+")
    return f"[{', '.join(word if plain.fullmatch(match_key(word)) else _quote_yaml(word) for word in words)}]"


def _format_block_list(patterns: Iterable[str], indent: int = 2) -> str:
    """Return patterns as a YAML list with one line each."""
    return "".join(f"{' ' * indent}- {_quote_yaml(pattern)}\n" for pattern in patterns)
