"""Collects the words of a plan that a profile must name, with their counts and first pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planextract.interpret.departments import Organisation
from planextract.japanese.eras import without_year
from planextract.japanese.widths import bare, fold
from planextract.model.layout import Cell, Line, PageLayout, Table
from planextract.structure.body_type import PROMINENT

_NUMBER = re.compile(r"^(?P<sign>[^\d]{1,10}?) ?(?P<strategy>\d+) ?(?P<dash>[-ー.]) ?(?P<number>\d+)(?!\d)")
_JOINED = re.compile(r"^(?P<sign>[^\d]{1,10}?) ?(?P<joined>\d{3,4})(?!\d)")
_HEADING = re.compile(r"^(?P<prefix>[^\d(]{0,10}?|\() ?(?P<number>\d{1,2})(?!\d)(?P<rest>.*)$")
_LABEL_WITH_UNIT = re.compile(r"^(?P<word>[^(\[]+)[(\[](?:単位[:・]?)?(?P<unit>百万円|千円|万円|円)[)\]]")
_GAP = re.compile(r" ?[: ] ?")
_AMOUNT = re.compile(r"[▲△-]?\d[\d,]*|[-ー]?")
_MARK = r"(?:[★☆◎○●◇◆■□]|【[^】]{1,6}】)"
_MARKS = re.compile(rf"^[\s]*((?:{_MARK})*).*?((?:{_MARK})*)\s*$")
_REFERENCE = re.compile(r"^(?P<before>.*?)\d+[-ー.]\d+$")
_HEADER_ROWS = 5


@dataclass(slots=True)
class Seen:
    """The texts that were found for one field, with their counts."""

    count: Counter[str] = field(default_factory=Counter)
    first_page: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, page: int) -> None:
        """Count a text unless it is empty."""
        if text:
            self.count[text] += 1
            self.first_page.setdefault(text, page)

    @property
    def texts(self) -> list[str]:
        """The texts, the most frequent first."""
        return [text for text, _ in self.count.most_common()]

    def told(self) -> str:
        """Return a phrase such as `found 4 times, first on page 3`."""
        times = sum(self.count.values())
        return f"found {times} time{'s' * (times != 1)}, first on page {min(self.first_page.values())}"


@dataclass(slots=True)
class Evidence:
    """The texts found for each field of a profile of the block family."""

    goal: Seen = field(default_factory=Seen)
    baseline: Seen = field(default_factory=Seen)
    total: Seen = field(default_factory=Seen)
    after_year: Seen = field(default_factory=Seen)
    budget: Seen = field(default_factory=Seen)
    departments: Seen = field(default_factory=Seen)
    labels: Seen = field(default_factory=Seen)
    """Labels of rows with their own columns whose meaning is unknown."""
    band: Seen = field(default_factory=Seen)
    joined: Seen = field(default_factory=Seen)
    pillar: Seen = field(default_factory=Seen)
    strategy: Seen = field(default_factory=Seen)
    other_headings: Seen = field(default_factory=Seen)
    titles: Seen = field(default_factory=Seen)
    """The forms of numbered titles: `bare` for １　title, `bracket` for (1) title."""
    marks: Seen = field(default_factory=Seen)
    initiative: Seen = field(default_factory=Seen)
    content: Seen = field(default_factory=Seen)
    project: Seen = field(default_factory=Seen)
    reference: Seen = field(default_factory=Seen)
    agreement: float = 0.0
    """Share of the project numbers that begin with the number of the strategy above."""


@dataclass(slots=True)
class _Heading:
    """A numbered heading, with the text before its number."""

    prefix: str
    number: int
    page: int


def collect(pages: Iterable[PageLayout], organisation: Organisation) -> Evidence:
    """Return the evidence for a profile of a plan with one table per project under its heading."""
    pages = list(pages)
    found = Evidence()
    sizes: Counter[float] = Counter()
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                sizes[block.size] += block.glyphs
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    headings: list[_Heading] = []
    above: dict[str, int] = {}
    agreeing: Counter[str] = Counter()
    bands = 0
    for page in pages:
        before: Line | None = None
        for block in page.blocks:
            line = block if isinstance(block, Line) else _framed(block)
            if line is not None:
                heading = _heading(line, body, page.number)
                if heading is not None:
                    headings.append(heading)
                    above[heading.prefix] = heading.number
                    _title(line, heading, found)
                _departments_line(line, organisation, page.number, found)
                before = line
            elif isinstance(block, Table):
                strategy = _table(block, before, page.number, organisation, found)
                if strategy is not None:
                    bands += 1
                    agreeing.update(prefix for prefix, number in above.items() if number == strategy)
                before = None
    _ranks(headings, agreeing, bands, found)
    return found


def _framed(table: Table) -> Line | None:
    """Return a table of a single row as one line: the heading of a strategy may be framed."""
    lines = [line for cell in table.cells for line in cell.lines]
    if len(table.rows) != 2 or not lines:
        return None
    size = max(line.size for line in lines)
    text = "　".join(cell.joined for cell in table.cells if cell.lines)
    return Line(text, table.box, size, (), table.glyphs, boxed=True)


def _heading(line: Line, body: float, page: int) -> _Heading | None:
    """Return the numbered heading in a line that is framed or larger than `body` points; else None."""
    match = _HEADING.match(fold(line.text).lstrip("".join("★☆◎○●◇◆■□ ")))
    if (
        match is None
        or _year(match["prefix"] + match["number"])
        or not (line.size > PROMINENT * body or line.boxed)
    ):
        return None
    return _Heading(match["prefix"].strip(), int(match["number"]), page)


def _title(line: Line, heading: _Heading, found: Evidence) -> None:
    """Count the form of a heading's number, and the marks beside its title."""
    if heading.prefix in ("", "("):
        found.titles.add("bracket" if heading.prefix else "bare", heading.page)
        match = _MARKS.match(re.sub(r"^([^\d]*)[(]?\d+[)]?[ .、]*", r"\1", fold(line.text)))
        for mark in re.findall(_MARK, "".join(match.groups()) if match else ""):
            found.marks.add(mark, heading.page)


def _ranks(headings: list[_Heading], agreeing: Counter[str], bands: int, found: Evidence) -> None:
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
        field.add(heading.prefix, heading.page)


def _departments_line(line: Line, organisation: Organisation, page: int, found: Evidence) -> None:
    """Count the label of a line that consists of a label and names of departments."""
    text = fold(line.text)
    for gap in _GAP.finditer(text):
        label = bare(text[: gap.start()])
        if len(label) > 1 and _units(text[gap.end() :], organisation):
            if not organisation.is_department(label):
                found.departments.add(label, page)
            return


def _units(text: str, organisation: Organisation) -> bool:
    """Return whether a text consists of names of organisational units only."""
    words = [word for word in re.split(r"[\s、,]+", text) if word]
    return bool(words) and all(organisation.is_unit(word) for word in words)


def _table(
    table: Table, above: Line | None, page: int, organisation: Organisation, found: Evidence
) -> int | None:
    """Collect the evidence in a table; return the strategy in its project's number, if it prints one."""
    first = "　".join(cell.joined for cell in table.cells if cell.row == 0 and cell.lines)
    strategy = None
    band = first if sum(cell.row == 0 for cell in table.cells) == 1 else ""
    for text in (band, above.text if above is not None else ""):
        number, joined = _NUMBER.match(fold(text)), _JOINED.match(fold(text))
        if number is not None:
            found.band.add(number["sign"].strip(), page)
            strategy = int(number["strategy"])
            break
        if joined is not None and without_year(text)[0] is None:
            found.joined.add(joined["sign"].strip(), page)
            break
    header = _year_row(table)
    if header is None:
        _relisted(table, page, found)
        return strategy
    _columns(table, header, page, found)
    _labels(table, header, page, organisation, found)
    return strategy


def _year(text: str) -> bool:
    """Return whether a text is a fiscal year with at most a short word beside it."""
    year, rest = without_year(text)
    return year is not None and len(rest) <= 10


def _year_row(table: Table) -> int | None:
    """Return the row, of the first few, in which most cells name a year; None where no cell does."""
    counts = Counter(
        cell.row
        for cell in table.cells
        if cell.row < _HEADER_ROWS and cell.column > 0 and _year(_header(table, cell))
    )
    return max(counts, key=lambda row: (counts[row], -row)) if counts else None


def _header(table: Table, cell: Cell) -> str:
    """Return the text of a header cell, with the cell above it where only both together name a year."""
    if not _year(cell.joined):
        for above in table.cells:
            over = above.column <= cell.column < above.column + above.column_span
            on_top = over and above.row + above.row_span == cell.row and not _year(above.joined)
            if on_top and _year(above.joined + cell.joined):
                return above.joined + cell.joined
    return cell.joined


def _columns(table: Table, header: int, page: int, found: Evidence) -> None:
    """Count the words in the header of a table of goals."""
    cells = [cell for cell in table.cells if cell.row <= header < cell.row + cell.row_span]
    rests = {cell.column: without_year(_header(table, cell)) for cell in cells if cell.column > 0}
    named = [rest for _, (year, rest) in sorted(rests.items(), reverse=True) if year is not None]
    usual = Counter(named).most_common(1)[0][0]  # of two as frequent, the one further right
    years = [column for column, (year, rest) in rests.items() if year is not None and rest == usual]
    found.after_year.add(usual.strip("()").removeprefix("の"), page)
    for cell in cells:
        if cell.column == 0:
            found.goal.add(bare(cell.joined), page)
        elif cell.column not in years:
            word = rests[cell.column][1]
            if cell.column < min(years):
                found.baseline.add(re.sub(r"^末?の?|[()]|末?\)$", "", word), page)
            else:
                found.total.add(word, page)


def _labels(table: Table, header: int, page: int, organisation: Organisation, found: Evidence) -> None:
    """Count the labels in the first column as budget, departments or other."""
    for cell in table.cells:
        if cell.column > 0 or cell.row <= header:
            continue
        text = bare(cell.joined)
        beside = [other for other in table.cells if other.row == cell.row and other.column > 0]
        match = _LABEL_WITH_UNIT.match(text)
        if match is not None:
            found.budget.add(match["word"], page)
        elif _all_amounts([other.joined for other in beside]):
            found.budget.add(re.sub(r"[※＊*].*$", "", text), page)
        elif len(beside) == 1 and _units(" ".join(line.text for line in beside[0].lines), organisation):
            found.departments.add(text, page)
        elif len(beside) == 1:
            found.labels.add(text, page)


def _all_amounts(texts: list[str]) -> bool:
    """Return whether all texts are amounts of money and at least one has digits.

    A quantity has its unit behind it, which an amount of money has not."""
    plain = [bare(text) for text in texts]
    return all(map(_AMOUNT.fullmatch, plain)) and any(re.search(r"\d", text) for text in plain)


def _relisted(table: Table, page: int, found: Evidence) -> None:
    """Count the headers of a table without years whose last column refers to projects."""
    columns = len(table.columns) - 1
    pointing = [
        (cell, match)
        for cell in table.cells
        if cell.column == columns - 1 and (match := _REFERENCE.match(bare(cell.joined)))
    ]
    if columns < 3 or not pointing:
        return
    top = min(cell.row for cell, _ in pointing) - 1
    heads = {cell.column: bare(cell.joined) for cell in _at(table, top)}
    for seen, column in ((found.initiative, 0), (found.content, 1), (found.project, columns - 1)):
        seen.add(heads.get(column, ""), page)
    for _, match in pointing:
        found.reference.add(re.sub(r"\d+", "#", match["before"]), page)


def _at(table: Table, row: int) -> Iterator[Cell]:
    """Return the cells that cover a grid row."""
    return (cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span)
