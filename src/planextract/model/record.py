"""Define the base of every published model, and the types of single values."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from planextract.japanese.body_codes import validate_body_code

ProjectId = Annotated[str, Field(pattern=r"^\d+-\d+$", examples=["22-1"])]
FiscalYear = Annotated[int, Field(ge=1868, le=2999, description="Gregorian fiscal year (April to March)")]
PageNumber = Annotated[int, Field(ge=1, description="page of the file, counted from 1")]
BodyCode = Annotated[
    str,
    AfterValidator(validate_body_code),
    Field(
        pattern=r"^[0-9]{6}$",
        description="全国地方公共団体コード with its check digit",
        examples=["131202"],
    ),
]
Licence = Annotated[
    str,
    Field(
        pattern=r"^([-a-zA-Z0-9._]+|https?://[^\s<>]+)$",
        description="licence of the data: an identifier such as CC-BY-4.0, or a URL",
        examples=["CC-BY-4.0"],
    ),
]
Stage = Literal["検討", "策定", "実施", "充実", "運用", "その他"]
Match = Literal["exact", "synonym", "fuzzy", "none"]
Severity = Literal["error", "warning", "info"]
PageMethod = Literal["text", "ocr-layer", "ocr"]
"""Ways to read a page: its text, the invisible text over its picture, or its picture."""
Value = str | int | bool | None
"""Types of a printed value that a correction can replace."""
Fact = str | int | float | bool | list[str] | list[int] | None
"""Types of a value that the message of a finding names."""
FundingSource = Literal[
    "national", "prefectural", "bonds", "other", "general", "national_prefectural", "bonds_other", "received"
]
"""国庫支出金, 都道府県支出金, 地方債, その他の特定財源, 一般財源; where a column does not tell them apart,
国県支出金 and 地方債・その他; 既収入特定財源"""


class Record(BaseModel):
    """Base of every published model."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    extensions: ClassVar[tuple[str, ...]] = ()


class ExtendedRecord(Record):
    """Base of those that have extensions. Only these: a serializer of our own takes ten times as long."""

    @model_serializer(mode="wrap")
    def _omit_empty_extensions(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        for name in self.extensions:
            if name in data and not data[name]:
                del data[name]
        return data


def is_silent(value: object) -> bool:
    """Return whether an extension of a model that many records are made of has nothing to say.

    A serializer of its own, as `ExtendedRecord` has, would take ten times as long for these.
    """
    return not value
