"""Breaking Japanese text into lines, and setting a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .marks import Role, Text
from .typeface import width
from .unmapped import base

MARKER = re.compile(r"※[0-9０-９]*")
_TOKEN = re.compile("※[0-9０-９]*|[A-Za-z0-9,.]+|[\U000f0021-\U000f007e]+|.", re.DOTALL)
"""What no line break parts: a marker, a Latin word, mapped or not, a character."""
_NOT_FIRST = set("、。，．）)」』】〕”・：；？！ーァィゥェォッャュョぁぃぅぇぉっゃゅょ々〜～％※")
_NOT_LAST = set("（(「『【〔“")
_SMALL = 0.6
_RAISE = 0.4


def _token_width(token: str, size: float, superscript: bool) -> float:
    return width(token, size * _SMALL if superscript and token.startswith("※") else size)


def break_lines(
    text: str, size: float, measure: float, *, indent: float = 0.0, superscript: bool = False
) -> list[str]:
    """Break a paragraph so that no line is wider than `measure`; `indent` narrows the first.

    No line begins with a closing mark or ends with an opening one, and a footnote marker stays with its word.
    """
    lines: list[str] = []
    line: list[str] = []
    room = measure - indent
    for token in _TOKEN.findall(text):
        wide = _token_width(token, size, superscript)
        if line and wide > room:
            carried: list[str] = []
            while len(line) > 1 and (
                base((carried or [token])[0][0]) in _NOT_FIRST or base(line[-1][-1]) in _NOT_LAST
            ):
                carried.insert(0, line.pop())
            lines.append("".join(line))
            line = carried
            room = measure - sum(_token_width(part, size, superscript) for part in line)
        line.append(token)
        room -= wide
    return [*lines, "".join(line)] if line or not lines else lines


def fitted(lines: tuple[str, ...], size: float, measure: float) -> float:
    """The font size, at most `size`, at which every line fits: a cell never breaks a line of its own."""
    widest = max((width(line, 1.0) for line in lines), default=0.0)
    return min(size, measure / widest) if widest else size


def _runs(line: str) -> Iterator[tuple[str, bool]]:
    start = 0
    for found in MARKER.finditer(line):
        if found.start() > start:
            yield line[start : found.start()], False
        yield found.group(), True
        start = found.end()
    if start < len(line):
        yield line[start:], False


def set_line(
    line: str,
    x: float,
    y: float,
    size: float,
    role: Role,
    *,
    superscript: bool = False,
    measure: float | None = None,
    spacing: float = 0.0,
) -> list[Text]:
    """Set one line; `measure` asks for spacing that fills it, `superscript` for small raised markers."""
    if measure is not None and len(line) > 1:
        natural = sum(_token_width(token, size, superscript) for token in _TOKEN.findall(line))
        spacing = (measure - natural) / (len(line) - 1)
    if not superscript:
        return [Text(x, y, line, size, role, spacing)] if line else []
    texts: list[Text] = []
    for run, raised in _runs(line):
        run_size = size * _SMALL if raised else size
        texts.append(
            Text(x, y + size * _RAISE * raised, run, run_size, "marker" if raised else role, spacing)
        )
        x += width(run, run_size) + spacing * len(run)
    return texts
