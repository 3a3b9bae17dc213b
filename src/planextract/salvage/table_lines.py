"""Recognise lines of tables: cells, budgets, and references to other projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planextract.japanese.widths import match_key
from planextract.salvage.fragments import Fragment, FragmentKind
from planextract.salvage.lexicon import BRACKETED_NOTE, FOOTNOTE_MARK, Lexicon
from planextract.salvage.run_together_cells import split_cells, split_quantities
from planextract.salvage.text_lines import TextLine


@dataclass(frozen=True)
class TableLineRecogniser(Lexicon):
    """Classifies the lines of tables."""

    def read_budget(self, line: TextLine) -> list[Fragment]:
        """Return the label of a budget row with its marks, and its amounts as cells."""
        label, *amounts = line.text.split()
        row = self.grammar.read_budget_label(label)
        pieces = [Fragment(FragmentKind.BUDGET, (line,), label if row is not None else line.text)]
        marks = [word for word in amounts if FOOTNOTE_MARK.fullmatch(match_key(word))]
        cells = tuple(word for word in amounts if word not in marks)
        if marks:
            pieces[0] = Fragment(FragmentKind.BUDGET, (line,), label + "".join(marks))
        if cells:
            pieces.append(Fragment(FragmentKind.CELLS, (line,), "".join(cells), cells))
        return pieces

    def count_budget_lines(self, lines: Sequence[TextLine]) -> int:
        """Return how many lines a budget's label takes, 0 if none: `計画事業費（単位：百万` / `円）`."""
        texts = [line.text.strip() for line in lines]
        sizes = range(2, len(texts) + 1)
        return next((size for size in sizes if self.grammar.read_budget_label("".join(texts[:size]))), 0)

    def split_references(self, line: TextLine) -> Iterator[Fragment]:
        """Yield texts and references on one line, in their order."""
        place = 0
        for start, end in self.words.find_references(line.text):
            for part in line.text[place:start].split():
                yield Fragment(FragmentKind.TEXT, (line,), part)
            yield Fragment(FragmentKind.REFERENCE, (line,), line.text[start:end])
            place = end
        for part in line.text[place:].split():
            yield Fragment(FragmentKind.TEXT, (line,), part)

    def read_cells(self, block: Sequence[TextLine], place: int, loose: bool) -> tuple[list[Fragment], int]:
        """Return the cells that begin at `place`, with the text before them, and how many lines they take.

        `loose`: lines not recognised precede. Returns no fragments and 0 where no cells begin.
        """
        line = block[place]
        words = self._split_words(line)
        if all(self.is_cell(word) for word in words):
            return self._read_cell_lines(block, place)
        if BRACKETED_NOTE.fullmatch(match_key(line.text)) and not loose:
            return [Fragment(FragmentKind.CELLS, (line,), line.text, (line.text.strip(),), stacked=True)], 1
        first = len(words)
        while first and self.is_cell(words[first - 1]):
            first -= 1
        if 0 < first <= len(words) - 2 and "。" not in line.text:
            cells, used = self._read_cell_lines(block, place, first)
            return [Fragment(FragmentKind.TEXT, (line,), "".join(words[:first])), *cells], used
        return [], 0

    def _split_words(self, line: TextLine) -> list[str]:
        """Return the words of a line, cut where cells are so near to each other that no space is left."""
        return [
            part
            for word in line.text.split()
            for number in split_quantities(word)
            for part in (split_cells(number, self.is_cell) if not self.is_cell(number) else [number])
        ]

    def _read_cell_lines(
        self, block: Sequence[TextLine], place: int, first: int = 0
    ) -> tuple[list[Fragment], int]:
        """Return lines of cells: one cell a word; words one to a line may be the lines of one cell."""
        cells: list[tuple[list[TextLine], list[str], bool]] = []
        end = place
        while end < len(block):
            line = block[end]
            words = self._split_words(line)[first if end == place else 0 :]
            note = BRACKETED_NOTE.fullmatch(match_key(line.text))
            if not note and not all(self.is_cell(word) for word in words):
                break
            if cells and cells[-1][2] and (note or len(words) == 1):
                cells[-1][0].append(line)
                cells[-1][1].append(words[0])
            else:
                cells.append(([line], words, len(words) == 1))
            end += 1
        return [_make_cells(lines, words, stacked) for lines, words, stacked in cells], end - place


def _make_cells(lines: Sequence[TextLine], words: Sequence[str], stacked: bool) -> Fragment:
    text = ("\n" if stacked else " ").join(words)
    return Fragment(
        FragmentKind.CELLS, tuple(lines), text, (text,) if stacked else tuple(words), stacked=stacked
    )
