"""Recognisers of headings, captions, labels and headers, built from the patterns of a profile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.header_grammar import HeaderGrammar
from planextract.families.title_marks import MarkedTitle, MarkReader
from planextract.japanese.amounts import has_too_long_part
from planextract.japanese.project_numbers import parse_whole_number, split_joined_number
from planextract.japanese.widths import get_printed_group, match_key, narrow_width
from planextract.model.record import FundingSource
from planextract.profiles.organisation import Organisation
from planextract.profiles.schema import find_leading_word

_TERM = re.compile(r"^(?P<term>.{1,40}?)\s*(?:[・･.]{2,}|…+|[:：](?!//))\s*(?P<text>.*)$")
_LEADER = re.compile(r"^(?:[・･.]{2,}|…+|[:：])\s*")


class NumberedHeading(NamedTuple):
    """A numbered heading: its number and the printed text after it, marks included."""

    number: int
    title: str


class ProjectCaption(NamedTuple):
    """The line over a project's table that prints its number, such as 22-1."""

    strategy: int
    number: int
    caption: str
    """The printed text after the number."""
    printed: str | None = None
    """The printed number, where it is not that of a strategy and a project: 重点１, 2-1-3."""

    @property
    def id(self) -> str:
        """The id of the project: the numbers of strategy and project, such as `22-1`."""
        return f"{self.strategy}-{self.number}"


class FootnoteStart(NamedTuple):
    """The first line of a footnote: its marker, the explained term if it names one, and its text."""

    marker: str
    term: str | None
    text: str


@dataclass(frozen=True)
class BlockGrammar(HeaderGrammar):
    """The recognisers of one profile of the block family."""

    profile: BlockProfile

    def read_pillar(self, text: str) -> NumberedHeading | None:
        """Return the heading of a pillar; None where the text is not one."""
        return _read_numbered_heading(self.profile.headings.pillar, text)

    def is_usual_pillar(self, text: str) -> bool:
        """Return whether a text is the heading of a pillar by the first pattern of the profile."""
        return _read_numbered_heading(self.profile.headings.pillar[:1], text) is not None

    def read_strategy(self, text: str) -> NumberedHeading | None:
        """Return the heading of a strategy; None where the text is not one.

        >>> from planextract.families.profile_loader import load_profile
        >>> BlockGrammar(load_profile("ward")).read_strategy("戦略計画２２　水辺の再生")
        NumberedHeading(number=22, title='水辺の再生')
        """
        return _read_numbered_heading(self.profile.headings.strategy, text)

    def read_upper_heading(self, text: str) -> NumberedHeading | None:
        """Return a heading of the level right under a strategy; None where the text is not one."""
        return self._read_marked_heading(self.profile.headings.upper, text)

    def read_lower_heading(self, text: str) -> NumberedHeading | None:
        """Return a heading under a section; None where the text is not one."""
        return self._read_marked_heading(self.profile.headings.lower, text)

    def is_numbered(self, text: str) -> bool:
        """Return whether a line begins with the number of a heading of any level."""
        recognisers = (self.read_pillar, self.read_strategy, self.read_upper_heading, self.read_lower_heading)
        return any(recognise(text) is not None for recognise in recognisers)

    def read_project_caption(self, text: str, strategy: int | None) -> ProjectCaption | None:
        """Return the project caption over a table; None where the text is not one.

        `read_strategy` is the number in the heading above, by which a number such as 2201 is split in two."""
        folded = narrow_width(text)
        for pattern in self.profile.band:
            match = pattern.match(folded)
            if match is None or has_too_long_part(match):
                continue
            caption = get_printed_group(match, "caption", text)
            of, own = (
                parse_whole_number(match.groupdict().get("strategy")),
                parse_whole_number(match.groupdict().get("number")),
            )
            if of is not None and own is not None:
                upper = match.groupdict().get("upper")
                printed = f"{upper}-{of}-{own}" if upper is not None else None
                return ProjectCaption(of, own, caption, printed)
            if not match.groupdict().get("joined"):
                continue
            number = split_joined_number(strategy, match["joined"]) if strategy is not None else None
            if strategy is not None and number is not None:
                return ProjectCaption(strategy, number, caption)
        return None

    def read_unnumbered_caption(self, text: str) -> ProjectCaption | None:
        """Return a project caption without the numbers of strategy and project, which are 0 in the result.

        >>> from planextract.families.profile_loader import load_profile
        >>> BlockGrammar(load_profile("ward")).read_unnumbered_caption("重点１　年度別の取組計画")
        ProjectCaption(strategy=0, number=0, caption='年度別の取組計画', printed='重点１')
        """
        folded = narrow_width(text).strip()
        if self.is_like_project_caption(text):
            return None
        for pattern in self.profile.unnumbered_band:
            match = pattern.match(folded)
            if match is not None:
                start = len(text) - len(text.lstrip())
                printed = text[start:][match.start("printed") : match.end("printed")].strip()
                return ProjectCaption(0, 0, text[start:][match.start("caption") :].strip(), printed or None)
        return None

    def is_like_project_caption(self, text: str) -> bool:
        """Return whether a text is a project caption, or would be one under the right strategy."""
        folded = narrow_width(text)
        return any(pattern.match(folded) for pattern in self.profile.band)

    def is_furniture(self, text: str) -> bool:
        """Return whether a line is a running head that the profile names."""
        folded = narrow_width(text)
        return any(pattern.match(folded) for pattern in self.profile.furniture)

    def is_structural(self, text: str) -> bool:
        """Return whether a line is a heading, a project caption, a table's unit, or a footnote's start."""
        return (
            self.is_like_project_caption(text)
            or self.is_unit(text)
            or any(
                recognise(text) is not None
                for recognise in (
                    self.read_pillar,
                    self.read_strategy,
                    self.read_lower_heading,
                    self.read_footnote,
                )
            )
        )

    def read_departments(self, text: str) -> str | None:
        """Return the text after the label of the departments; None where the text has no such label."""
        return self._read_after_label(text, self.profile.rows.departments, colon=True)

    def is_departments_row(self, text: str) -> bool:
        """Return whether a text is the label of a row of departments and nothing else."""
        rest = self._read_after_label(text, self.profile.rows.departments, colon=False)
        return rest is not None and not rest

    def read_budget_label(self, text: str) -> tuple[str | None, str | None] | None:
        """Return the unit and the note in a budget row's label; None where the text is not such a label."""
        label = find_leading_word(text, self.profile.rows.budget)
        if label is None:
            return None
        rest = match_key(text)[len(match_key(label)) :]
        match = re.fullmatch(r"(?:[(\[](?:単位[:・]?)?(?P<unit>[^)\]]*)[)\]])?(?P<note>.{0,20})", rest)
        if match is None:
            return None
        unit = match["unit"]
        note = match["note"]
        if unit is not None and unit not in self.profile.units:
            return None
        if note and not re.fullmatch(r"[※＊*注().\d、,・]+", note):
            return None
        flat = "".join(text.split())
        return unit, flat[len(flat) - len(note) :] if note else None

    def read_funding_label(self, text: str) -> FundingSource | None:
        """Return the source that the label of a row of the costs names; None where it names none.

        >>> from planextract.families.profile_loader import load_profile
        >>> BlockGrammar(load_profile("ward")).read_funding_label("うち国庫支出金（百万円）")
        'national'
        """
        plain = match_key(text)
        for source, patterns in self.profile.rows.funding:
            if any(pattern.fullmatch(plain) for pattern in patterns):
                return cast(FundingSource, source)
        return None

    def is_other_row(self, text: str) -> bool:
        """Return whether a text is the label of a row that is neither a goal, costs nor departments."""
        plain = match_key(text)
        return any(pattern.fullmatch(plain) for pattern in self.profile.rows.others)

    def is_row_label(self, text: str) -> bool:
        """Return whether a text is the label of the row of the costs, of a source, or of the departments."""
        return (
            self.read_budget_label(text) is not None
            or self.read_funding_label(text) is not None
            or self.is_departments_row(text)
        )

    def is_column_header(self, text: str) -> bool:
        """Return whether a text is the header of a column other than the first."""
        return (
            self.read_period(text) is not None
            or self.find_relisted_column(text) is not None
            or self.is_departments_row(text)
        )

    def read_other_label(self, text: str) -> tuple[str, str] | None:
        """Return the label and the text of a line that begins with a label such as 関係課; None for others.

        >>> from planextract.families.profile_loader import load_profile
        >>> BlockGrammar(load_profile("ward")).read_other_label("関係課：総務部　契約課")
        ('関係課', '総務部　契約課')
        """
        label, colon, rest = text.strip().replace(":", "：", 1).partition("：")
        return (label.strip(), rest.strip()) if colon and rest.strip() and self.is_other_row(label) else None

    def read_unit(self, text: str) -> str | None:
        """Return the unit of money in which a caption ends: `（単位：千円）`, `年度別の取組計画（千円）`."""
        match = re.search(r"(?:[(\[]|単位[:・ ]? ?)(?P<unit>[^)\]\s:・]+)[)\]]?$", narrow_width(text).strip())
        return match["unit"] if match and match["unit"] in self.profile.units else None

    def is_unit(self, text: str) -> bool:
        """Return whether a text consists of the unit of money only."""
        return self.read_unit(text) is not None and narrow_width(text).strip()[:1] in ("(", "[", "単")

    def read_footnote(self, text: str) -> FootnoteStart | None:
        """Return the beginning of a footnote; None where the text is not one."""
        folded = narrow_width(text)
        for pattern in self.profile.footnote:
            match = pattern.match(folded)
            if match is None:
                continue
            rest = get_printed_group(match, "rest", text)
            leader = _LEADER.match(rest)
            if leader:
                return FootnoteStart(get_printed_group(match, "marker", text), None, rest[leader.end() :])
            term = _TERM.match(rest)
            if term:
                return FootnoteStart(
                    get_printed_group(match, "marker", text), term["term"].strip(), term["text"].strip()
                )
            return FootnoteStart(get_printed_group(match, "marker", text), None, rest)
        return None

    def read_title(self, text: str) -> MarkedTitle:
        """Separate a heading from the marks before and after it."""
        return self._mark_reader.read_title(text)

    def find_badge(self, text: str) -> str | None:
        """Return the mark that a badge beside a title prints, with or without brackets; None for other text.

        >>> from planextract.families.profile_loader import load_profile
        >>> BlockGrammar(load_profile("ward")).find_badge("新規")
        '新規'
        """
        return text.strip() if match_key(text).strip("[]()【】") in self._badges else None

    def split_leading_badge(self, title: str) -> tuple[tuple[str, ...], str]:
        """Return the badge that a title begins with, apart by a wide space, and the title after it.

        >>> from planextract.families.profile_loader import load_profile
        >>> BlockGrammar(load_profile("ward")).split_leading_badge("新規　川辺の広場")
        (('新規',), '川辺の広場')
        """
        first, space, rest = title.strip().partition("　")
        badge = self.find_badge(first) if space and rest.strip() else None
        is_mark = badge is not None and badge not in self.profile.marks.all_marks
        return ((badge,), rest.strip()) if badge is not None and is_mark else ((), title)

    @cached_property
    def organisation(self) -> Organisation:
        """The names of the organisational units that the profile knows."""
        return self.profile.make_organisation()

    # -- helpers ---------------------------------------------------------------------------------

    @cached_property
    def _badges(self) -> frozenset[str]:
        return frozenset(match_key(mark).strip("[]()【】") for mark in self.profile.marks.all_marks)

    @cached_property
    def _mark_reader(self) -> MarkReader:
        return MarkReader(self.profile.marks)

    def _read_marked_heading(
        self, patterns: tuple[re.Pattern[str], ...], text: str
    ) -> NumberedHeading | None:
        """Return a numbered heading, which may have marks before its number: ★１　川辺の広場."""
        found = _read_numbered_heading(patterns, text)
        marks = self._mark_reader.count_leading(text) if found is None else 0
        if not marks:
            return found
        behind = _read_numbered_heading(patterns, text[marks:].lstrip())
        return behind and behind._replace(title=text[:marks] + behind.title)

    def _read_after_label(self, text: str, words: tuple[str, ...], *, colon: bool) -> str | None:
        """Return the text after one of the labels; None where the text begins with none of them.

        `colon`: a colon or space must separate the text from the label."""
        label = find_leading_word(text, words)
        if label is None:
            return None
        # Count the label's characters in the printed text, where it may be spaced out.
        remaining, place = len(match_key(label)), 0
        while remaining:
            remaining -= not text[place].isspace()
            place += 1
        rest = text[place:].lstrip()
        if rest[:1] in (":", "："):
            return rest[1:].strip()
        if colon and rest and not text[place : place + 1].isspace():
            return None  # 担当課長会の開催: the label is only the beginning of a longer word
        return rest.strip()


def _read_numbered_heading(patterns: tuple[re.Pattern[str], ...], text: str) -> NumberedHeading | None:
    """Return the heading that the first matching pattern finds; None where none matches."""
    folded = narrow_width(text)
    for pattern in patterns:
        match = pattern.match(folded)
        number = parse_whole_number(match["number"]) if match else None
        if match and number is not None:
            return NumberedHeading(number, get_printed_group(match, "title", text))
    return None
