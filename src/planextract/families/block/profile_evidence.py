"""Collects the words of a plan that a profile must name, with their counts and first pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planextract.japanese.eras import split_off_year
from planextract.japanese.widths import match_key, narrow_width
from planextract.model.layout import Line, PageLayout, Table, TableCell
from planextract.profiles.organisation import Organisation
from planextract.structure.body_type import HEADING_MIN_SIZE_RATIO

_SPLIT_NUMBER = re.compile(
    r"^(?P<sign>[^\d]{1,10}?) ?(?P<strategy>\d+) ?(?P<dash>[-ー.]) ?(?P<number>\d+)(?!\d)"
)
_JOINED_NUMBER = re.compile(r"^(?P<sign>[^\d]{1,10}?) ?(?P<joined>\d{3,4})(?!\d)")
_HEADING = re.compile(r"^(?P<prefix>[^\d(]{0,10}?|\() ?(?P<number>\d{1,2})(?!\d)(?P<rest>.*)$")
_LABEL_WITH_UNIT = re.compile(r"^(?P<word>[^(\[]+)[(\[](?:単位[:・]?)?(?P<unit>百万円|千円|万円|円)[)\]]")
_GAP = re.compile(r" ?[: ] ?")
_AMOUNT = re.compile(r"[▲△-]?\d[\d,]*|[-ー]?")
_MARK = r"(?:[★☆◎○●◇◆■□]|【[^】]{1,6}】)"
_MARKS = re.compile(rf"^[\s]*((?:{_MARK})*).*?((?:{_MARK})*)\s*$")
_REFERENCE = re.compile(r"^(?P<before>.*?)\d+[-ー.]\d+$")
_SEARCHED_HEADER_ROWS = 5


@dataclass(slots=True)
class FoundTexts:
    """The texts that were found for one field, with their counts."""

    count: Counter[str] = field(default_factory=Counter)
    first_page: dict[str, int] = field(default_factory=dict)

    def add_text(self, text: str, page: int) -> None:
        """Count a text unless it is empty."""
        if text:
            self.count[text] += 1
            self.first_page.setdefault(text, page)

    @property
    def texts(self) -> list[str]:
        """The texts, the most frequent first."""
        return [text for text, _ in self.count.most_common()]

    def describe_count(self) -> str:
        """Return a phrase such as `found 4 times, first on page 3`."""
        times = sum(self.count.values())
        return f"found {times} time{'s' * (times != 1)}, first on page {min(self.first_page.values())}"


@dataclass(slots=True)
class ProfileEvidence:
    """The texts found for each field of a profile of the block family."""

    goal: FoundTexts = field(default_factory=FoundTexts)
    baseline: FoundTexts = field(default_factory=FoundTexts)
    total: FoundTexts = field(default_factory=FoundTexts)
    after_year: FoundTexts = field(default_factory=FoundTexts)
    budget: FoundTexts = field(default_factory=FoundTexts)
    departments: FoundTexts = field(default_factory=FoundTexts)
    labels: FoundTexts = field(default_factory=FoundTexts)
    """Labels of rows with their own columns whose meaning is unknown."""
    band: FoundTexts = field(default_factory=FoundTexts)
    joined: FoundTexts = field(default_factory=FoundTexts)
    pillar: FoundTexts = field(default_factory=FoundTexts)
    strategy: FoundTexts = field(default_factory=FoundTexts)
    other_headings: FoundTexts = field(default_factory=FoundTexts)
    titles: FoundTexts = field(default_factory=FoundTexts)
    """The forms of numbered titles: `bare` for １　title, `bracket` for (1) title."""
    marks: FoundTexts = field(default_factory=FoundTexts)
    initiative: FoundTexts = field(default_factory=FoundTexts)
    content: FoundTexts = field(default_factory=FoundTexts)
    project: FoundTexts = field(default_factory=FoundTexts)
    reference: FoundTexts = field(default_factory=FoundTexts)
    agreement: float = 0.0
    """Share of the project numbers that begin with the number of the strategy above."""


@dataclass(slots=True)
class _FoundHeading:
    """A numbered heading, with the text before its number."""

    prefix: str
    number: int
    page: int


def collect_evidence(pages: Iterable[PageLayout], organisation: Organisation) -> ProfileEvidence:
    """Return the evidence for a profile of a plan with one table per project under its heading."""
    pages = list(pages)
    found = ProfileEvidence()
    sizes: Counter[float] = Counter()
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                sizes[block.size] += block.glyphs
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    headings: list[_FoundHeading] = []
    above: dict[str, int] = {}
    agreeing: Counter[str] = Counter()
    bands = 0
    for page in pages:
        before: Line | None = None
        for block in page.blocks:
            line = block if isinstance(block, Line) else _join_framed_row(block)
            if line is not None:
                heading = _find_heading(line, body, page.number)
                if heading is not None:
                    headings.append(heading)
                    above[heading.prefix] = heading.number
                    _take_title(line, heading, found)
                _take_departments_line(line, organisation, page.number, found)
                before = line
            elif isinstance(block, Table):
                strategy = _take_table(block, before, page.number, organisation, found)
                if strategy is not None:
                    bands += 1
                    agreeing.update(prefix for prefix, number in above.items() if number == strategy)
                before = None
    _rank_headings(headings, agreeing, bands, found)
    return found


def _join_framed_row(table: Table) -> Line | None:
    """Return a table of a single row as one line: the heading of a strategy may be framed."""
    lines = [line for cell in table.cells for line in cell.lines]
    if len(table.rows) != 2 or not lines:
        return None
    size = max(line.size for line in lines)
    text = "　".join(cell.joined_text for cell in table.cells if cell.lines)
    return Line(text, table.box, size, (), table.glyphs, boxed=True)


def _find_heading(line: Line, body: float, page: int) -> _FoundHeading | None:
    """Return the numbered heading in a line that is framed or larger than `body` points; else None."""
    match = _HEADING.match(narrow_width(line.text).lstrip("".join("★☆◎○●◇◆■□ ")))
    if (
        match is None
        or _is_year(match["prefix"] + match["number"])
        or not (line.size > HEADING_MIN_SIZE_RATIO * body or line.boxed)
    ):
        return None
    return _FoundHeading(match["prefix"].strip(), int(match["number"]), page)


def _take_title(line: Line, heading: _FoundHeading, found: ProfileEvidence) -> None:
    """Count the form of a heading's number, and the marks beside its title."""
    if heading.prefix in ("", "("):
        found.titles.add_text("bracket" if heading.prefix else "bare", heading.page)
        match = _MARKS.match(re.sub(r"^([^\d]*)[(]?\d+[)]?[ .、]*", r"\1", narrow_width(line.text)))
        for mark in re.findall(_MARK, "".join(match.groups()) if match else ""):
            found.marks.add_text(mark, heading.page)


def _rank_headings(
    headings: list[_FoundHeading], agreeing: Counter[str], bands: int, found: ProfileEvidence
) -> None:
    """Find the headings of the strategies: project numbers begin with their numbers."""
    over_tables = {*found.band.count, *found.joined.count}
    named = [heading for heading in headings if heading.prefix not in ("", "(", *over_tables)]
    candidates = [heading.prefix for heading in named if agreeing[heading.prefix]]
    order = {heading.prefix: place for place, heading in reversed(list(enumerate(named)))}
    # of two that agree alike, the one that is printed later is nearer to the projects
    strategy = max(candidates, key=lambda prefix: (agreeing[prefix], order[prefix]), default=None)
    found.agreement = agreeing[strategy] / bands if strategy is not None else 0.0
    first = next((place for place, heading in enumerate(named) if heading.prefix == strategy), 0)
    pillars = Counter(heading.prefix for heading in named[:first] if heading.prefix != strategy)
    pillar = pillars.most_common(1)[0][0] if pillars else None
    for heading in named:
        field = {strategy: found.strategy, pillar: found.pillar}.get(heading.prefix, found.other_headings)
        field.add_text(heading.prefix, heading.page)


def _take_departments_line(line: Line, organisation: Organisation, page: int, found: ProfileEvidence) -> None:
    """Count the label of a line that consists of a label and names of departments."""
    text = narrow_width(line.text)
    for gap in _GAP.finditer(text):
        label = match_key(text[: gap.start()])
        if len(label) > 1 and _is_unit_list(text[gap.end() :], organisation):
            if not organisation.is_department(label):
                found.departments.add_text(label, page)
            return


def _is_unit_list(text: str, organisation: Organisation) -> bool:
    """Return whether a text consists of names of organisational units only."""
    words = [word for word in re.split(r"[\s、,]+", text) if word]
    return bool(words) and all(organisation.is_unit(word) for word in words)


def _take_table(
    table: Table, above: Line | None, page: int, organisation: Organisation, found: ProfileEvidence
) -> int | None:
    """Collect the evidence in a table; return the strategy in its project's number, if it prints one."""
    first = "　".join(cell.joined_text for cell in table.cells if cell.row == 0 and cell.lines)
    strategy = None
    band = first if sum(cell.row == 0 for cell in table.cells) == 1 else ""
    for text in (band, above.text if above is not None else ""):
        number, joined = _SPLIT_NUMBER.match(narrow_width(text)), _JOINED_NUMBER.match(narrow_width(text))
        if number is not None:
            found.band.add_text(number["sign"].strip(), page)
            strategy = int(number["strategy"])
            break
        if joined is not None and split_off_year(text)[0] is None:
            found.joined.add_text(joined["sign"].strip(), page)
            break
    header = _find_year_row(table)
    if header is None:
        _take_relisted_table(table, page, found)
        return strategy
    _take_columns(table, header, page, found)
    _take_labels(table, header, page, organisation, found)
    return strategy


def _is_year(text: str) -> bool:
    """Return whether a text is a fiscal year with at most a short word beside it."""
    year, rest = split_off_year(text)
    return year is not None and len(rest) <= 10


def _find_year_row(table: Table) -> int | None:
    """Return the row, of the first few, in which most cells name a year; None where no cell does."""
    counts = Counter(
        cell.row
        for cell in table.cells
        if cell.row < _SEARCHED_HEADER_ROWS and cell.column > 0 and _is_year(_read_header_cell(table, cell))
    )
    return max(counts, key=lambda row: (counts[row], -row)) if counts else None


def _read_header_cell(table: Table, cell: TableCell) -> str:
    """Return the text of a header cell, with the cell above it where only both together name a year."""
    if not _is_year(cell.joined_text):
        for above in table.cells:
            over = above.column <= cell.column < above.column + above.column_span
            on_top = over and above.row + above.row_span == cell.row and not _is_year(above.joined_text)
            if on_top and _is_year(above.joined_text + cell.joined_text):
                return above.joined_text + cell.joined_text
    return cell.joined_text


def _take_columns(table: Table, header: int, page: int, found: ProfileEvidence) -> None:
    """Count the words in the header of a table of goals."""
    cells = [cell for cell in table.cells if cell.row <= header < cell.row + cell.row_span]
    rests = {cell.column: split_off_year(_read_header_cell(table, cell)) for cell in cells if cell.column > 0}
    named = [rest for _, (year, rest) in sorted(rests.items(), reverse=True) if year is not None]
    usual = Counter(named).most_common(1)[0][0]  # of two as frequent, the one further right
    years = [column for column, (year, rest) in rests.items() if year is not None and rest == usual]
    found.after_year.add_text(usual.strip("()").removeprefix("の"), page)
    for cell in cells:
        if cell.column == 0:
            found.goal.add_text(match_key(cell.joined_text), page)
        elif cell.column not in years:
            word = rests[cell.column][1]
            if cell.column < min(years):
                found.baseline.add_text(re.sub(r"^末?の?|[()]|末?\)$", "", word), page)
            else:
                found.total.add_text(word, page)


def _take_labels(
    table: Table, header: int, page: int, organisation: Organisation, found: ProfileEvidence
) -> None:
    """Count the labels in the first column as budget, departments or other."""
    for cell in table.cells:
        if cell.column > 0 or cell.row <= header:
            continue
        text = match_key(cell.joined_text)
        beside = [other for other in table.cells if other.row == cell.row and other.column > 0]
        match = _LABEL_WITH_UNIT.match(text)
        if match is not None:
            found.budget.add_text(match["word"], page)
        elif _are_amounts([other.joined_text for other in beside]):
            found.budget.add_text(re.sub(r"[※＊*].*$", "", text), page)
        elif len(beside) == 1 and _is_unit_list(
            " ".join(line.text for line in beside[0].lines), organisation
        ):
            found.departments.add_text(text, page)
        elif len(beside) == 1:
            found.labels.add_text(text, page)


def _are_amounts(texts: list[str]) -> bool:
    """Return whether all texts are amounts of money and at least one has digits.

    A quantity has its unit behind it, which an amount of money has not."""
    plain = [match_key(text) for text in texts]
    return all(map(_AMOUNT.fullmatch, plain)) and any(re.search(r"\d", text) for text in plain)


def _take_relisted_table(table: Table, page: int, found: ProfileEvidence) -> None:
    """Count the headers of a table without years whose last column refers to projects."""
    columns = len(table.columns) - 1
    pointing = [
        (cell, match)
        for cell in table.cells
        if cell.column == columns - 1 and (match := _REFERENCE.match(match_key(cell.joined_text)))
    ]
    if columns < 3 or not pointing:
        return
    top = min(cell.row for cell, _ in pointing) - 1
    heads = {cell.column: match_key(cell.joined_text) for cell in _find_cells_at(table, top)}
    for seen, column in ((found.initiative, 0), (found.content, 1), (found.project, columns - 1)):
        seen.add_text(heads.get(column, ""), page)
    for _, match in pointing:
        found.reference.add_text(re.sub(r"\d+", "#", match["before"]), page)


def _find_cells_at(table: Table, row: int) -> Iterator[TableCell]:
    """Return the cells that cover a grid row."""
    return (cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span)
