"""docs/profiles.md tells about every field as the models do; --update-golden writes its tables anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from planextract.profiles import load_profile
from planextract.profiles import schema as model
from planextract.profiles.loader import SHIPPED_NAMES
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "profiles.md"
PARTS = re.compile(r"<!-- fields: (\w+) -->\n(.*?)<!-- end -->", re.S)


def _kind(annotation: Any) -> str:
    text = str(annotation)
    if "Pattern" in text:
        return "patterns"
    if text.startswith("tuple[str"):
        return "words"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "fields, see below"
    return {"int": "number"}.get(getattr(annotation, "__name__", ""), "mapping" if "dict" in text else "text")


def _rows(of: type[BaseModel]) -> Iterator[str]:
    inherited = (
        model.Profile.model_fields if of is not model.Profile and issubclass(of, model.Profile) else {}
    )
    for name, field in of.model_fields.items():
        if name not in inherited:
            about = " ".join((field.description or "").split())
            needed = "yes" if field.is_required() else ""
            yield f"| `{name}` | {_kind(field.annotation)} | {needed} | {about} |"


def _table(name: str) -> str:
    rows = "\n".join(_rows(getattr(model, name)))
    head = "| field | holds | needed | meaning |\n|---|---|---|---|"
    return f"<!-- fields: {name} -->\n{head}\n{rows}\n<!-- end -->"


def test_every_field_is_documented(update_golden: bool) -> None:
    text = DOCUMENT.read_text("utf-8")
    made = PARTS.sub(lambda match: _table(match[1]), text)
    if update_golden:
        DOCUMENT.write_text(made, encoding="utf-8")
    assert made == DOCUMENT.read_text("utf-8")
    told = {match[1] for match in PARTS.finditer(text)}
    assert told == {
        name
        for name, each in vars(model).items()
        if isinstance(each, type) and issubclass(each, BaseModel) and each.__module__ == model.__name__
        if not name.startswith("_")
    }


@pytest.mark.parametrize(
    "name", [name for name, each in vars(model).items() if hasattr(each, "model_fields")]
)
def test_every_field_has_a_meaning(name: str) -> None:
    fields = getattr(model, name).model_fields
    assert not [field for field, info in fields.items() if not info.description]


def test_every_shipped_profile_is_named_by_its_file() -> None:
    for name in SHIPPED_NAMES:
        assert load_profile(name).name == name
