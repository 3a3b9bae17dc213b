"""The columns of a list in one style: their headers, and what each prints of a project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..digits import number, widen
from ..edition import Edition
from ..table import Align
from .content import SOURCES, Has, ListPlan, Project
from .style import ListStyle

_NUMBER = ("番号", "№", "整理番号")
_DEPARTMENT = ("主管課", "担当課", "所管部署", "課名")
_CLASSIFICATION = ("款項目", "予算科目")
_TITLE = ("事業名", "事務事業名", "主な事業")
_BUDGET = ("当初予算額", "予算額", "事業費")
_DESCRIPTION = ("主な事業内容", "事業概要", "事業の内容", "内容")
_CHANGE = ("増減", "比較", "増減額")
_TOTAL = ("計", "合計", "総額")
_SCHEDULE = ("年度別計画", "スケジュール", "年次計画")
_SHORT = (("国", "県", "地方債", "その他", "一般財源"), ("国費", "県費", "市債", "その他", "一般"))
_FULL = ("国庫支出金", "県支出金", "地方債", "その他特定財源", "一般財源")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the cells of its header from the top down, its width in points or, of what prose is left,
    as a share, and the text that it prints of a project."""

    header: tuple[str, ...]
    text: Callable[[Project], str]
    width: float = 0.0
    share: float = 0.0
    align: Align = "centre"
    kind: str = "value"
    """value, money, title, prose, department, goal, or year"""
    year: int = 0
    """Which of the years a column of a schedule is about."""


def has(style: ListStyle) -> Has:
    """What a list of this style prints."""
    money = style.money != "none"
    return Has(
        department=style.departments != "none",
        classification=style.classification != "none",
        budget=money,
        total=style.total,
        previous=style.has_previous,
        change=style.has_previous,
        funding=money and style.funding != "none",
        description=style.description,
        goal=style.schedule == "goals",
        schedule=style.schedule != "none",
        remarks=style.remarks,
    )


def columns(plan: ListPlan, style: ListStyle) -> list[Column]:
    """The columns from left to right."""
    return [
        *_names(plan, style),
        *_money(plan, style),
        *_prose(style),
        *_schedule(plan, style),
        *(
            [Column(("備考",), lambda p: p.remarks, share=0.5, align="left", kind="prose")]
            if style.remarks
            else []
        ),
    ]


def _word(style: ListStyle, words: Sequence[str]) -> str:
    return words[style.words % len(words)]


def _printed_number(style: ListStyle, text: str) -> str:
    if style.numbered == "circled" and text.isdecimal() and int(text) <= 20:
        return chr(ord("①") + int(text) - 1)
    if style.numbered == "No.":
        return f"No.{text}"
    return widen(text) if style.numbered == "full" else text


def _entry(style: ListStyle, project: Project) -> str:
    return "．".join(number(each, style.digits) for each in project.classification)


def _names(plan: ListPlan, style: ListStyle) -> list[Column]:
    found: list[Column] = []
    if plan.numbers != "none":
        found.append(Column((_word(style, _NUMBER),), lambda p: _printed_number(style, p.number), width=30))
    if style.departments != "none":
        found.append(
            Column(
                (_word(style, _DEPARTMENT),), lambda p: "\n".join(p.departments), width=62, kind="department"
            )
        )
    if style.classification == "joined":
        found.append(Column((_word(style, _CLASSIFICATION),), lambda p: _entry(style, p), width=48))
    if style.classification == "columns":
        above = ("予算科目",) if style.headers > 1 else ()
        for level, name in enumerate("款項目"):
            found.append(
                Column(
                    (*above, name),
                    lambda p, level=level: number(p.classification[level], style.digits),  # type: ignore[misc]
                    width=20,
                )
            )
    found.append(Column((_word(style, _TITLE),), lambda p: p.title, share=1.0, align="left", kind="title"))
    return found


def year_name(style: ListStyle, year: int) -> str:
    """A fiscal year as this style prints it."""
    return Edition(era=style.era, digits=style.digits).year(year)


def _money(plan: ListPlan, style: ListStyle) -> list[Column]:
    if style.money == "none":
        return []
    unit = f"（{plan.unit}）" if style.unit == "header" else ""
    word = _word(style, _BUDGET)
    if style.money == "years":
        return _years(plan, style, word, unit)
    this, last = year_name(style, plan.years[0]), year_name(style, plan.years[0] - 1)
    named = style.year == "header"
    deep = style.headers > 2 and named
    found: list[Column] = []
    if style.has_previous:
        header = (last, f"{word}{unit}") if deep else (f"{last if named else '前年度'}{word}{unit}",)
        found.append(_amount(style, header, lambda p: p.previous))
    header = (this, f"{word}{unit}") if deep else (f"{this if named else ''}{word}{unit}",)
    found.append(_amount(style, header, lambda p: p.budgets[0]))
    if style.has_previous:
        found.append(_amount(style, (f"{_word(style, _CHANGE)}{unit}",), lambda p: p.change))
    short = style.funding == "short" and style.headers > 1
    if style.funding != "none":
        names = _SHORT[style.words % 2] if short else _FULL
        above = (*((this,) if deep else ()), *((f"財源内訳{unit}",) if short else ()))
        for place, name in enumerate(names):
            found.append(
                _amount(style, (*above, name), lambda p, place=place: p.funding[place])  # type: ignore[misc]
            )
        assert len(names) == len(SOURCES)
    return found


def _years(plan: ListPlan, style: ListStyle, word: str, unit: str) -> list[Column]:
    deep = style.headers > 1
    found = []
    for place, year in enumerate(plan.years):
        name = year_name(style, year)
        header = (f"{word}{unit}", name) if deep else (f"{name}{word}{unit}",)
        found.append(_amount(style, header, lambda p, place=place: p.budgets[place]))  # type: ignore[misc]
    if style.total:
        total = _word(style, _TOTAL)
        found.append(
            _amount(style, (f"{word}{unit}", total) if deep else (f"{total}{unit}",), lambda p: p.total)
        )
    return found


def _amount(style: ListStyle, header: tuple[str, ...], text: Callable[[Project], str]) -> Column:
    return Column(header, text, width=6.6 * style.size, align="right", kind="money")


def _prose(style: ListStyle) -> list[Column]:
    if not style.description:
        return []
    return [
        Column((_word(style, _DESCRIPTION),), lambda p: p.description, share=1.4, align="left", kind="prose")
    ]


def _schedule(plan: ListPlan, style: ListStyle) -> list[Column]:
    if style.schedule == "none":
        return []
    found: list[Column] = []
    if style.schedule == "goals":
        found.append(Column(("取組項目",), lambda p: "", share=0.7, align="left", kind="goal"))
    above = (_word(style, _SCHEDULE),) if style.headers > 1 else ()
    for place, year in enumerate(plan.years):
        found.append(
            Column((*above, year_name(style, year)), lambda p: "", width=48, kind="year", year=place)
        )
    return found
