"""Insert footnote marks that a text kept by spaces prints on a separate line above their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planextract.families.block.grammar import BlockGrammar
from planextract.salvage.text_lines import TextLine

_FOOTNOTE_MARK = re.compile(r"[※＊*][\d０-９]*|注[\d０-９]+")
_MARK_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_WORD = re.compile(r"\s*\S+")
_SENTENCE = re.compile(r"[。、]")


def insert_marks(lines: Sequence[TextLine], grammar: BlockGrammar) -> Iterator[TextLine]:
    """Yield the lines, with marks inserted in the gaps left for them, or behind the label of a budget."""
    above: TextLine | None = None
    for line in lines:
        if above is not None:
            text = _insert_line_marks(line, above.text.split(), grammar) if not line.gap else None
            if text is None:
                yield above
            else:
                line = replace(line, first=above.first, text=text, gap=above.gap)
            above = None
        if all(map(_FOOTNOTE_MARK.fullmatch, line.text.split())):
            above = line
        else:
            yield line
    if above is not None:
        yield above


def _insert_line_marks(line: TextLine, marks: Sequence[str], grammar: BlockGrammar) -> str | None:
    """Return the text of a line with marks in their positions; None where these are not known."""
    gaps = list(_MARK_GAP.finditer(line.text))
    if _SENTENCE.search(line.text) and len(gaps) == len(marks):
        parts = _MARK_GAP.split(line.text)
        return "".join(part + mark for part, mark in zip(parts, (*marks, ""), strict=True))
    label = _WORD.match(line.text)
    if len(marks) == 1 and label is not None and grammar.read_budget_label(label[0] + marks[0]) is not None:
        rest = line.text[label.end() :]
        return label[0] + marks[0] + rest.removeprefix(" " * len(marks[0]))
    return None
