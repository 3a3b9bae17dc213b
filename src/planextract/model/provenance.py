"""Define `places.json`, which records the page areas in which each value of a plan was read.

It is separate from `plan.json`, whose format is fixed and which people read: a project has some twenty
values, and each was read in one area or more.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from planextract.model.plan import Area
from planextract.model.record import ExtendedRecord, ProjectId

Pointer = Annotated[
    str,
    Field(pattern=r"^(/[^/]+)+$", examples=["/items/0/cells/1/text"]),
]
"""JSON Pointer (RFC 6901) from a record to one of its values."""

ValueAreas = dict[Pointer, list[Area]]
"""Areas of the lines or cells in which each value is printed, in reading order, by JSON Pointer."""


Confidence = Annotated[float, Field(ge=0, le=1)]
"""Lowest confidence of the characters of a value."""


class Places(ExtendedRecord):
    """Where every value of a plan stands; a value that is nowhere printed, such as a null, has no entry."""

    extensions: ClassVar[tuple[str, ...]] = ("confidences",)

    schema_version: Literal["1.0"] = "1.0"
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file that was read")
    title: list[Area] = Field(description="of the plan's title")
    pillars: dict[str, ValueAreas] = Field(description="by number")
    strategies: dict[str, ValueAreas] = Field(description="by number")
    projects: dict[ProjectId, ValueAreas] = Field(description="by id")
    confidences: dict[ProjectId, dict[Pointer, Confidence]] = Field(
        default={},
        description="by id: how sure the values are that were recognised in pictures, in part or as a whole; "
        "the least sure character counts",
    )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the model as JSON, which is faster, as for `Plan`."""
        return type(self).model_validate_json, (self.model_dump_json(),)
