"""docs/profiles.md tells about every field as the models do; --update-golden writes its tables anew."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from planextract.families.profile_loader import SHIPPED_NAMES, load_profile
from planextract.families.registry import FAMILIES
from planextract.profiles import schema
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "profiles.md"
MODULES = (schema, *(sys.modules[family.profile_type.__module__] for family in FAMILIES))
MODELS: dict[str, type[BaseModel]] = {
    name: each
    for module in MODULES
    for name, each in vars(module).items()
    if isinstance(each, type) and issubclass(each, BaseModel) and each.__module__ == module.__name__
}
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
    is_family = of is not schema.Profile and issubclass(of, schema.Profile)
    inherited = schema.Profile.model_fields if is_family else {}
    for name, field in of.model_fields.items():
        if name not in inherited:
            about = " ".join((field.description or "").split())
            needed = "yes" if field.is_required() else ""
            yield f"| `{name}` | {_kind(field.annotation)} | {needed} | {about} |"


def _table(name: str) -> str:
    rows = "\n".join(_rows(MODELS[name]))
    head = "| field | holds | needed | meaning |\n|---|---|---|---|"
    return f"<!-- fields: {name} -->\n{head}\n{rows}\n<!-- end -->"


def test_every_field_is_documented(update_golden: bool) -> None:
    text = DOCUMENT.read_text("utf-8")
    made = PARTS.sub(lambda match: _table(match[1]), text)
    if update_golden:
        DOCUMENT.write_text(made, encoding="utf-8")
    assert made == DOCUMENT.read_text("utf-8")
    told = {match[1] for match in PARTS.finditer(text)}
    assert told == MODELS.keys() - {"ProfilePart"}


@pytest.mark.parametrize("name", MODELS)
def test_every_field_has_a_meaning(name: str) -> None:
    fields = MODELS[name].model_fields
    assert not [field for field, info in fields.items() if not info.description]


def test_every_shipped_profile_is_named_by_its_file() -> None:
    for name in SHIPPED_NAMES:
        assert load_profile(name).name == name
