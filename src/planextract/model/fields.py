"""List the fields of a project's record once, for everything that goes through all of them.

Provenance, corrections, the comparison of copies, search, the report and the messages of findings read this
list. A new plain field of a project, whose text needs no interpretation, is one entry here with the attribute
of `Project` that it names; the reader that finds it printed hands it over as a `RawDetail`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from planextract.wording.language import Language, Words

FieldKind = Literal["text", "number", "flag"]
"""Type of a value: a text, an integer or None, or a truth value."""

_TITLE = ("/title",)
_MONEY = ("/title", "/budget/unit")


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field of a project's record, or of every row of one of its lists."""

    pointer: str
    """JSON Pointer from the record, with `*` for the index of a row."""
    label: Words
    kind: FieldKind = "text"
    printed: str | None = ""
    """Path of its text in a raw project, where that differs from the pointer; None for a field that is
    composed of others or not traced."""
    identified_by: tuple[str, ...] = _TITLE
    """Fields that must be unchanged for a correction of this one to apply."""
    is_correctable: bool = True
    is_optional: bool = False
    """True for a field that exists only where it has a value."""
    is_searched: bool = False
    is_compared: bool = True
    """True for a field in which two copies of a project must not differ."""

    meaning: Words | None = None
    """For a plain field, a text that needs no interpretation: what its column in the tables contains."""

    @property
    def name(self) -> str:
        """Name of the record's attribute, or of the first on the path to it."""
        return self.pointer.split("/")[1]

    @property
    def printed_path(self) -> str | None:
        """Path of the field's text in a raw project; None where it has none of its own."""
        return self.pointer if self.printed == "" else self.printed

    @property
    def compared_path(self) -> str | None:
        """Path at which a raw project has what is compared with a copy; None where it is not compared."""
        return (self.printed_path or self.pointer) if self.is_compared else None

    @property
    def can_be_cut_off(self) -> bool:
        """True for a text that may go on in a copy that shows more of the page."""
        return self.kind == "text" and self.pointer.count("/") == 1


FIELDS: tuple[RecordField, ...] = (
    RecordField("/title", Words("title", "事業名"), identified_by=(), is_searched=True),
    RecordField("/starred", Words("mark ★", "★"), "flag", printed=None, is_compared=False),
    RecordField("/section", Words("section", "節"), is_searched=True, is_compared=False),
    RecordField("/description", Words("description", "説明"), is_searched=True),
    RecordField("/items/*/goal", Words("goal", "目標"), is_searched=True),
    RecordField(
        "/items/*/cells/*/text",
        Words("cell", "取組の欄"),
        printed="/items/*/cells/*/printed",
        identified_by=(*_TITLE, "/items/*/goal", "/items/*/cells/*/period"),
        is_searched=True,
    ),
    RecordField(
        "/items/*/department",
        Words("department of a row", "行の担当"),
        is_correctable=False,
        is_optional=True,
        is_searched=True,
    ),
    RecordField("/budget/unit", Words("unit of the budget", "事業費の単位")),
    RecordField("/budget/note", Words("note on the budget", "事業費の注記")),
    RecordField(
        "/budget/amounts/*/text",
        Words("budget of a year", "年度の事業費"),
        printed="/budget/years/*/printed",
        identified_by=(*_MONEY, "/budget/amounts/*/fiscal_year"),
    ),
    RecordField(
        "/budget/total",
        Words("total of the budget", "事業費の計"),
        "number",
        printed="/budget/total/printed",
        identified_by=_MONEY,
    ),
    RecordField(
        "/budget/previous/text",
        Words("budget of the year before", "前年度の事業費"),
        printed="/budget/previous/printed",
        identified_by=(*_MONEY, "/budget/previous/fiscal_year"),
    ),
    RecordField(
        "/budget/change/text",
        Words("change of the budget", "事業費の増減"),
        printed="/budget/change",
        identified_by=_MONEY,
    ),
    RecordField(
        "/budget/funding/*/text",
        Words("funding by a source", "財源の額"),
        printed="/budget/funding/*/printed",
        identified_by=(*_MONEY, "/budget/funding/*/label"),
    ),
    RecordField(
        "/budget/funding/*/amounts/*/text",
        Words("funding of a year by a source", "年度の財源の額"),
        printed="/budget/funding/*/years/*/printed",
        identified_by=(*_MONEY, "/budget/funding/*/label", "/budget/funding/*/amounts/*/fiscal_year"),
    ),
    RecordField(
        "/budget/limit/text",
        Words("limit of a commitment", "限度額"),
        printed="/budget/limit",
        identified_by=_MONEY,
    ),
    RecordField(
        "/budget/carried/text",
        Words("amount carried over", "翌年度繰越額"),
        printed="/budget/carried",
        identified_by=_MONEY,
    ),
    RecordField("/departments", Words("departments", "担当部課"), printed=None),
    RecordField(
        "/departments/*/department",
        Words("department", "部"),
        is_correctable=False,
        is_searched=True,
        is_compared=False,
    ),
    RecordField(
        "/departments/*/sections/*",
        Words("section in charge", "課"),
        is_correctable=False,
        is_searched=True,
        is_compared=False,
    ),
    RecordField("/relisted/*/initiative", Words("initiative", "取組項目"), is_searched=True),
    RecordField("/relisted/*/content", Words("content", "取組内容"), is_searched=True),
    RecordField(
        "/relisted/*/project",
        Words("project referred to", "再掲の事業"),
        printed="/relisted/*/reference",
        identified_by=(*_TITLE, "/relisted/*/content"),
    ),
    RecordField("/footnotes/*/marker", Words("footnote mark", "脚注の記号")),
    RecordField(
        "/footnotes/*/term",
        Words("term of a footnote", "脚注の語"),
        identified_by=(*_TITLE, "/footnotes/*/marker"),
        is_searched=True,
    ),
    RecordField(
        "/footnotes/*/text",
        Words("footnote", "脚注"),
        identified_by=(*_TITLE, "/footnotes/*/marker"),
        is_searched=True,
    ),
    RecordField("/classification/*/text", Words("classification", "款項目"), printed="/classification/*"),
    RecordField(
        "/remarks",
        Words("remarks", "備考"),
        is_optional=True,
        is_searched=True,
        meaning=Words("備考", "備考の欄（印刷のとおり）"),
    ),
    RecordField("/period/text", Words("period", "期間"), printed="/period", is_searched=True),
    RecordField(
        "/extra/*/text",
        Words("further text", "その他の欄"),
        printed="/extra/*/printed",
        identified_by=(*_TITLE, "/extra/*/label"),
        is_searched=True,
    ),
    RecordField(
        "/printed_number", Words("printed number", "印刷された番号"), is_correctable=False, is_optional=True
    ),
)
"""All fields of a project's record that are printed, in the order of the record."""

_INDEX = re.compile(r"(?<=/)\d+(?=/|$)")


def find_field(pointer: str) -> RecordField | None:
    """Return the field that a JSON Pointer from a project's record refers to, if it is one."""
    pattern = _INDEX.sub("*", pointer)
    return next((field for field in FIELDS if field.pointer == pattern), None)


def label_pointer(pointer: str, language: Language) -> str:
    """Return the label of the field that a JSON Pointer refers to; the pointer itself for no known field.

    >>> label_pointer("/items/0/goal", "ja"), label_pointer("/unknown", "en")
    ('目標', '/unknown')
    """
    field = find_field(pointer)
    return field.label.choose(language) if field is not None else pointer


def list_plain_fields() -> list[RecordField]:
    """Return the plain fields: a reader hands over their text, and nothing else needs to know them."""
    return [field for field in FIELDS if field.meaning is not None]
