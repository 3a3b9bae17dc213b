"""Define what is published of a budget: the amounts of years, changes and sources."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from planextract.model.record import ExtendedRecord, FiscalYear, FundingSource, Record


class Amount(Record):
    """The budget of one fiscal year, in the unit of the budget."""

    fiscal_year: FiscalYear
    amount: int | None = Field(description="null where the cell is blank or prints ―")
    text: str = Field(description="the cell as printed")


class PreviousAmount(Record):
    """The budget of the year before, or of the same year before a supplement (補正前額) or a change (変更前),
    in the unit of the budget."""

    fiscal_year: FiscalYear | None = Field(description="null where neither its column nor a heading names it")
    amount: int | None
    text: str = Field(description="the cell as printed")


class Change(Record):
    """増減, 補正額: by how much the budget is more than `previous`, in the unit of the budget."""

    amount: int | None
    text: str = Field(description="the cell as printed")


class FurtherAmount(Record):
    """An amount of another kind than the budget, in the unit of the budget."""

    amount: int | None = Field(description="null where the cell is blank or prints ―")
    text: str = Field(description="the cell as printed")


class Funding(ExtendedRecord):
    """財源内訳: the part of the budget that one source pays, in the unit of the budget."""

    extensions: ClassVar[tuple[str, ...]] = ("amounts",)

    source: FundingSource = Field(
        description="国庫支出金, 都道府県支出金, 地方債, その他の特定財源, 一般財源; "
        "国県支出金 or 地方債・その他 where they are one column; 既収入特定財源"
    )
    label: str = Field(description="the column's header as printed", examples=["一般財源"])
    amount: int | None = Field(description="null where the cell is blank or prints ―")
    text: str = Field(description="the cell as printed")
    amounts: list[Amount] = Field(
        default=[], description="the amounts of each fiscal year, only where a row of a project's table is"
    )


class Budget(ExtendedRecord):
    """事業費: present whenever its row or column is printed, blank or not."""

    extensions: ClassVar[tuple[str, ...]] = ("previous", "change", "funding", "limit", "carried")

    unit: str | None = Field(description="unit as printed: 百万円, 千円, 万円 or 円; null where none is")
    amounts: list[Amount]
    total: int | None
    note: str | None = Field(description="what stands behind the label, such as a footnote marker")
    previous: PreviousAmount | None = Field(default=None, description="only where a list prints it")
    change: Change | None = Field(default=None, description="only where a list prints it")
    funding: list[Funding] = Field(
        default=[], description="one for each source that the list has a column for"
    )
    limit: FurtherAmount | None = Field(
        default=None, description="限度額 of a commitment (債務負担行為); only where a list prints it"
    )
    carried: FurtherAmount | None = Field(
        default=None,
        description="翌年度繰越額, what is carried over; only where a list prints it",
    )
