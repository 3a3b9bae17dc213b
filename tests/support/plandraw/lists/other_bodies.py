"""Lists as other bodies print them: supplements, commitments, works without money, codes, spread titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .. import vocabulary as words
from ..digits import widen
from ..draw import Drawn, paint
from ..marks import Drawing, Mark, Piece, Role, Sheet, Text
from ..style import Style
from ..table import PADDING, Cell, Row, Table
from ..typeset import fitted, set_line

_SIZE = 8.0
_PAGE = (841.89, 595.28)
_MARGIN = 40.0
_YEAR = 2026
_DEPARTMENTS = ("みどり課", "道路課", "財政課", "議会事務局", "公園管理室")
_ENTRIES = (
    ("4衛生費", "1)保健費"),
    ("2)清掃費", "(1)総務費"),
    ("3)上水道費", "(1)施設費"),
    ("8土木費", "(4)公園費"),
)


@dataclass(slots=True)
class _Column:
    """A column: its header from the top down, its width, and the lines that each row prints."""

    header: tuple[str, ...]
    width: float
    cells: list[tuple[str, ...]] = field(default_factory=list)
    is_spread: bool = False
    is_merged: bool = False


class _List:
    """A list by chance, and the facts that a reader must find in it."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.columns: list[_Column] = []
        self.count = rng.randint(3, 8)
        self.facts: list[dict[str, Any]] = [{} for _ in range(self.count)]
        self.money: list[int] = []
        """Columns of amounts, by index."""
        self.has_money = rng.random() < 0.8
        self.unit = rng.choice(("千円", "百万円", "円"))
        self.unit_at = rng.choice(("caption", "header", "cell", "first"))
        self._add_columns()

    def _add(self, header: tuple[str, ...], width: float, cells: Sequence[tuple[str, ...]]) -> _Column:
        column = _Column(header, width, list(cells))
        self.columns.append(column)
        return column

    def _add_columns(self) -> None:
        rng = self.rng
        self._add_numbers()
        if rng.random() < 0.4:
            column = self._add(("款項目",), 80, [_ENTRIES[i % len(_ENTRIES)] for i in range(self.count)])
            column.is_merged = rng.random() < 0.5
            for fact, cell in zip(self.facts, column.cells, strict=True):
                fact["classification"] = ["".join(cell)]
        self._add_titles()
        if self.has_money:
            self._add_money()
        else:
            period = [("５月～９月",), ("令和８年度～令和10年度",)]
            self._add(("期間",), 130, [rng.choice(period) for _ in range(self.count)])
            self._note("period", self.columns[-1])
            self._add(("工事概要",), 120, [(f"舗装を{rng.randint(2, 90)}m",) for _ in range(self.count)])
            self._note("description", self.columns[-1])
        if rng.random() < 0.4:
            column = self._add(("合言葉",), 70, [(rng.choice(("みんなで", "ゆっくり")),) for _ in self.facts])
            for fact, cell in zip(self.facts, column.cells, strict=True):
                fact["extra"] = [{"label": "合言葉", "text": cell[0]}]

    def _note(self, name: str, column: _Column) -> None:
        for fact, cell in zip(self.facts, column.cells, strict=True):
            fact[name] = "".join(cell)

    def _add_numbers(self) -> None:
        kind = self.rng.choice(("none", "plain", "0320", "11111"))
        if kind == "none":
            return
        numbers = {
            "plain": [str(index + 1) for index in range(self.count)],
            "0320": [f"{320 + 100 * index:04}" for index in range(self.count)],
            "11111": [str(11111 + 10 * index) for index in range(self.count)],
        }[kind]
        self._add(("番号",), 40, [(number,) for number in numbers])
        for fact, number in zip(self.facts, numbers, strict=True):
            fact["number"] = int(number)
            fact["printed_number"] = number if kind == "0320" else None

    def _add_titles(self) -> None:
        rng = self.rng
        names = [
            f"{words.TOPICS[(rng.randrange(9) + i) % len(words.TOPICS)]}その{i}" for i in range(self.count)
        ]
        departments = [rng.choice(_DEPARTMENTS) for _ in names]
        where = rng.choice(("column", "second line", "brackets", "none"))
        if where == "column":
            self._add(("担当課",), 70, [(name,) for name in departments])
        behind = {"second line": "【{}】", "brackets": "（{}）"}.get(where, "")
        cells = [
            (name, behind.format(unit)) if where == "second line" else (name + behind.format(unit),)
            for name, unit in zip(names, departments, strict=True)
        ]
        header = rng.choice(("事業名", "事務事業名")) if self.has_money else "工事名"
        self.title = self._add((header,), 190, cells)
        self.title.is_spread = where in ("column", "none") and rng.random() < 0.5
        for fact, name, unit in zip(self.facts, names, departments, strict=True):
            fact["title"], fact["department"] = name, unit if where != "none" else None

    def _add_money(self) -> None:
        rng = self.rng
        after = [rng.randint(1, 90_000) for _ in self.facts]
        change = [rng.randint(0, value) for value in after]
        kind = rng.choice(("one", "supplement", "changed", "commitment"))
        figures: dict[str, list[int]] = {
            "one": {rng.choice(("事業費", "金額", "翌年度繰越額", "繰越額", "補正額")): after},
            "supplement": {
                "補正前額": [a - c for a, c in zip(after, change, strict=True)],
                "補正額": change,
                "補正後額": after,
            },
            "changed": {"変更前": [a - c for a, c in zip(after, change, strict=True)], "変更後": after},
            "commitment": {"限度額": after},
        }[kind]
        if kind == "commitment":
            text = "令和９年度から令和13年度まで"
            self._add(("期間",), 130, [(text,) for _ in self.facts])
            for fact in self.facts:
                fact["period"] = text
        for header, values in figures.items():
            full = f"{header}（{self.unit}）" if self.unit_at == "header" else header
            path = (full, "予算額") if kind == "changed" else (full,)
            self.money.append(len(self.columns))
            cells: list[tuple[str, ...]] = [(self._show(value),) for value in values]
            if self.unit_at == "first":
                cells[0] = (self.unit, *cells[0])
            self._add(path, 78, cells)
        for index, fact in enumerate(self.facts):
            fact["budget"] = {
                "unit": self.unit,
                "amount": None if kind == "commitment" else after[index],
                "limit": after[index] if kind == "commitment" else None,
                "previous": after[index] - change[index] if kind in ("supplement", "changed") else None,
                "change": change[index] if kind == "supplement" else None,
            }

    def _show(self, value: int) -> str:
        text = widen(f"{value:,}") if self.rng.random() < 0.3 else f"{value:,}"
        return text + self.unit if self.unit_at == "cell" else text

    # Drawing ---------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """The rows under the header, the last of them with a total."""
        made: list[Row] = []
        for index in range(self.count):
            cells = []
            for place, column in enumerate(self.columns):
                if column.is_merged:
                    if index == 0:
                        cells.append(Cell(place, (), _SIZE, rows=self.count))
                    continue
                role: Role = "title" if column is self.title else "cell"
                cells.append(Cell(place, column.cells[index], _SIZE, role, align="left"))
            made.append(tuple(cells))
        self.total = self.rng.choice((None, "合　計", "一般会計　合計")) if self.money else None
        if self.total:
            place = self.columns.index(self.title)
            made.append(
                tuple(
                    Cell(
                        index,
                        (self.total,) if index == place else ("1,000",) if index in self.money else (),
                        _SIZE,
                    )
                    for index in range(len(self.columns))
                )
            )
        return made

    def header(self) -> list[Row]:
        """The rows of the header."""
        deep = max(len(column.header) for column in self.columns)
        made: list[list[Cell]] = [[] for _ in range(deep)]
        for place, column in enumerate(self.columns):
            for level, text in enumerate(column.header):
                rows = deep - level if level == len(column.header) - 1 else 1
                size = fitted((text,), _SIZE, column.width - 2 * PADDING)
                made[level].append(Cell(place, (text,), size, "header", rows=rows))
        return [tuple(row) for row in made]

    def marks(self, table: Table, top: float, style: Style) -> Iterator[Mark]:
        """The marks of a table, its titles spread over their cells where that is how they are printed."""
        for mark in table.marks(top, style):
            if isinstance(mark, Text) and mark.role == "title" and self.title.is_spread:
                measure = self.title.width - 2 * PADDING
                yield from set_line(mark.text, mark.x, mark.y, mark.size, mark.role, measure=measure)
            else:
                yield mark


def draw_other_list(rng: Random) -> Drawn:
    """Draw a list of another body, on one page or on three with its title and unit above each."""
    made = _List(rng)
    style = Style(rules=rng.choice(("lines", "segments", "rects")))
    title = "令和８年度　主な事業一覧"
    caption = f"（単位：{made.unit}）" if made.unit_at == "caption" and made.money else ""
    header, rows = made.header(), made.rows()
    is_whole = any(column.is_merged for column in made.columns) or len(rows) < 4 or rng.random() < 0.5
    parts = [rows] if is_whole else [rows[:1], rows[1:3], rows[3:]]
    widths = tuple(column.width for column in made.columns)
    sheets = []
    for number, part in enumerate(parts, start=1):
        top = _PAGE[1] - 70
        pieces: list[Mark] = [*set_line(f"{title}{caption}", _MARGIN, _PAGE[1] - 50, 10, "heading")]
        table = Table(_MARGIN, widths, (*header, *part), header=len(header))
        pieces.extend(made.marks(table, top, style))
        pieces.extend(_paragraphs(made, table, top, len(header)))
        pieces.extend(set_line(f"- {number} -", _PAGE[0] / 2, 20, 8, "running"))
        sheets.append(Sheet(*_PAGE, tuple(Piece("list", mark) for mark in pieces)))
    drawing = Drawing(tuple(sheets))
    truth = {"title": title, "projects": made.facts, "totals": int(bool(made.total)), "year": _YEAR}
    return Drawn(paint(drawing), truth, drawing)


def _paragraphs(made: _List, table: Table, top: float, header: int) -> Iterator[Mark]:
    """The paragraphs of a merged cell, each beside its row."""
    heights = table.heights
    for place, column in enumerate(made.columns):
        if not column.is_merged:
            continue
        x = table.x + sum(table.widths[:place]) + PADDING
        for index, lines in enumerate(column.cells):
            upper = top - sum(heights[: header + index])
            for step, text in enumerate(lines):
                yield from set_line(text, x, upper - PADDING - (step + 1) * 7, 6.5, "cell")
