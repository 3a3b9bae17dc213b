"""Read tables whose columns are kept by spaces (`pdftotext -layout`), row by row.

Such a text keeps the order of the page, and each word its column. The tables are written out again: each
row on one line with its cells, each entry of a relisted table with its project, the departments behind
their label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planextract.families.block.grammar import BlockGrammar
from planextract.salvage.cell_assignment import RowRules
from planextract.salvage.column_positions import find_header_end, read_column_heads
from planextract.salvage.fragments import strip_page_number
from planextract.salvage.header_periods import read_periods
from planextract.salvage.line_recogniser import LineRecogniser
from planextract.salvage.relisted_spans import FIRST_COLUMN_INDENT, join_entries_beside
from planextract.salvage.text_grid import read_grid_rows
from planextract.salvage.text_lines import TextLine
from planextract.salvage.word_positions import split_phrases, split_words

_WIDE_GAP = re.compile(r"\s{3,}")

_MAX_LABEL_CHARACTERS = 4
"""Most characters of the label of a strategy printed on two lines."""

_MIN_WRAPPED_CHARACTERS = 20
"""Characters from which on an entry may continue on the next line."""


@dataclass(frozen=True)
class AlignedTableWriter:
    """Writes out the tables of a text, one row to a line."""

    recogniser: LineRecogniser
    rules: RowRules

    @property
    def grammar(self) -> BlockGrammar:
        return self.recogniser.grammar

    def write_out_tables(self, lines: Sequence[TextLine]) -> Iterator[TextLine]:
        """Yield all lines in their order, with tables written out; a table may continue across pages."""
        place = 0
        while place < len(lines):
            end = find_header_end(lines, place, self.recogniser.header_words)
            heads = read_column_heads(lines[place:end], self.recogniser.header_words)
            if self._is_relisted(heads):
                yield from heads
                place = self._find_table_end(lines, end)
                yield from self._read_without_furniture(lines[end:place], join_entries_beside)
            elif len(read_periods([[head.text for head in heads]], [])) > 1:
                yield from heads
                place = self._find_table_end(lines, end)
                yield from self._read_without_furniture(lines[end:place], self._read_rows)
            elif self._is_department_line(lines, place):
                end = place
                while self._is_department_line(lines, end):
                    end += 1
                yield from self._read_departments(lines[place:end])
                place = end
            else:
                yield from _split_off_far_text(lines[place], self.grammar)
                place += 1

    def _is_relisted(self, heads: Sequence[TextLine]) -> bool:
        return {"content", "project"} <= {self.grammar.find_relisted_column(head.text) for head in heads}

    def _read_without_furniture(
        self, lines: Sequence[TextLine], read: Callable[[Sequence[TextLine]], Iterator[TextLine]]
    ) -> Iterator[TextLine]:
        """Yield the lines of a table read by `read`, then its running heads and repeated headers."""
        aside = [line for line in lines if self._is_furniture(line)]
        rows = [line for line in lines if line not in aside]
        heads = [line for start, end in self._find_repeated_headers(rows) for line in rows[start:end]]
        yield from read([line for line in rows if line not in heads])
        for line in (*aside, *heads):
            yield from _split_off_far_text(line, self.grammar)

    def _find_repeated_headers(self, lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
        """Yield the start and end index of each header repeated within a table, as on its next page."""
        place = 0
        while place < len(lines):
            end = find_header_end(lines, place, self.recogniser.header_words)
            heads = read_column_heads(lines[place:end], self.recogniser.header_words)
            if self._is_relisted(heads) or len(read_periods([[head.text for head in heads]], [])) > 1:
                yield place, end
            place = max(end, place + 1)

    def _is_furniture(self, line: TextLine) -> bool:
        """Return whether a line is a running head or foot, or a page number."""
        parts = _WIDE_GAP.split(line.text.strip())
        number = len(parts) == 1 or any(map(strip_page_number, parts))
        return all(
            self.grammar.is_furniture(part)
            or strip_page_number(part) in self.recogniser.running_heads
            or (number and not strip_page_number(part))
            for part in parts
        )

    def _find_table_end(self, lines: Sequence[TextLine], start: int) -> int:
        """Return the index of the first line in neither a table of goals nor relisted rows."""
        end = start
        while end < len(lines) and not self._is_table_end(lines, end):
            end += 1
        return end

    def _is_table_end(self, lines: Sequence[TextLine], at: int) -> bool:
        text = " ".join(lines[at].text.split())
        first = split_phrases(lines[at])[0].text
        grammar = self.grammar
        if grammar.read_footnote(text) is not None and not self.recogniser.is_cell(first):
            return len(split_phrases(lines[at])) > 1 or len(text) > _MIN_WRAPPED_CHARACTERS
        return (
            grammar.read_project_caption(text, None) is not None
            or grammar.read_pillar(text) is not None
            or self._is_strategy_start(lines, at)
            or grammar.read_upper_heading(text) is not None
            or grammar.read_lower_heading(text) is not None
            or self._is_department_line(lines, at)
            or text.endswith("。")
        )

    def _is_strategy_start(self, lines: Sequence[TextLine], at: int) -> bool:
        """Return whether a strategy's heading begins here, on one line or two: `戦略`, `計画 ４ …`."""
        texts = [" ".join(line.text.split()) for line in lines[at : at + 2]]
        grammar = self.grammar
        return grammar.read_strategy(texts[0]) is not None or (
            len(texts[0]) <= _MAX_LABEL_CHARACTERS and grammar.read_strategy("".join(texts)) is not None
        )

    # -- goals ------------------------------------------------------------------------------------

    def _read_rows(self, lines: Sequence[TextLine]) -> Iterator[TextLine]:
        """Yield the rows of a table of goals, and the budget row that ends them."""
        start = at = 0
        while at < len(lines):
            size = self._count_budget_lines(lines[at:])
            if size:
                yield from self._read_goals(lines[start:at])
                yield from self._read_budget(lines[at : at + size])
                start = at = at + size
            else:
                at += 1
        yield from self._read_goals(lines[start:])

    def _count_budget_lines(self, lines: Sequence[TextLine]) -> int:
        """Return how many lines the label of the budget row takes that begins here; 0 if none does."""
        label = ""
        for size, line in enumerate(lines[:_MAX_LABEL_CHARACTERS], start=1):
            if size > 1 and line.gap:
                break
            first = split_words(line)[0]
            label += first.text if first.start <= FIRST_COLUMN_INDENT else ""
            if not label:
                break
            if self.grammar.read_budget_label(label) is not None:
                return size
        return 0

    def _read_goals(self, lines: Sequence[TextLine]) -> Iterator[TextLine]:
        rows = read_grid_rows(lines, self.rules)
        if rows is None:
            yield from (replace(line, text=" ".join(line.text.split()), lost=True) for line in lines)
            return
        for row in rows:
            first, last = row.lines[0], row.lines[-1]
            yield replace(first, last=last.last, text=row.goal, cells=row.cells, gap=True)

    def _read_budget(self, lines: Sequence[TextLine]) -> Iterator[TextLine]:
        """Yield the budget row: its label, and the amounts of all its lines as cells."""
        rows = [split_words(line, number) for number, line in enumerate(lines)]
        label = "".join(row.pop(0).text for row in rows if row[0].start <= FIRST_COLUMN_INDENT)
        amounts = tuple(word.text for row in rows for word in row)
        line = replace(lines[0], last=lines[-1].last)
        if len(amounts) in (0, self.rules.count - 1):
            cells = ("", *(amounts or ("",) * (self.rules.count - 1)))
            yield replace(line, text=label, cells=cells, gap=True)
        else:
            yield replace(line, text=f"{label} {' '.join(amounts)}", lost=True)

    # -- departments ------------------------------------------------------------------------------

    def _is_department_line(self, lines: Sequence[TextLine], at: int) -> bool:
        """Return whether a line names departments, beside their label or above or below it."""
        if at >= len(lines):
            return False
        text = " ".join(lines[at].text.split())
        if self.grammar.read_departments(text) is not None:
            return True
        return lines[at].text.startswith(" ") and self.recogniser.is_unit_names(text, alone=True)

    def _read_departments(self, lines: Sequence[TextLine]) -> Iterator[TextLine]:
        """Yield the label of the departments, then their names in the order of the lines."""
        texts = [" ".join(line.text.split()) for line in lines]
        labels = [at for at, text in enumerate(texts) if self.grammar.read_departments(text) is not None]
        if not labels:
            yield from (replace(line, text=text) for line, text in zip(lines, texts, strict=True))
            return
        names = {at: self.grammar.read_departments(texts[at]) or "" for at in labels}
        label = lines[labels[0]]
        rest = names[labels[0]]
        yield replace(label, text=texts[labels[0]][: len(texts[labels[0]]) - len(rest)], gap=True)
        for at, line in enumerate(lines):
            text = names.get(at, texts[at])
            if text:
                yield replace(line, text=text, gap=False)


def _split_off_far_text(line: TextLine, grammar: BlockGrammar) -> Iterator[TextLine]:
    """Yield a line outside tables, with text far to the right (a ★, a page number) as a line of its own."""
    first, *rest = _WIDE_GAP.split(line.text.strip(), maxsplit=1)
    if rest and not re.search(r"[:：]$|^[※＊*]", first) and _is_separate(rest[0], grammar):
        yield replace(line, text=first)
        yield replace(line, text=rest[0], gap=True)
    else:
        yield replace(line, text=" ".join(line.text.split()))


def _is_separate(text: str, grammar: BlockGrammar) -> bool:
    """Return whether a text is separate from the text to its left: a title's mark or a page number."""
    return not grammar.read_title(text).text or bool(re.fullmatch(r"[\d０-９]{1,4}", text))
