"""The plan of a town with a layout of its own: other levels, other words, other headers."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

from .content import Department, Plan
from .edition import Edition
from .random_plan import random_plan
from .style import Style

NAME = "sunahara"

EDITION = Edition(
    baseline_year=2025,
    year_count=4,
    unit="千円",
    era="short-year",
    digits="half",
    year_suffix="実施",
    goal_form="実施項目",
    baseline_label="当初値",
    baseline_form="{year}{label}",
    total_label="期末",
    budget_label="概算額",
    department_label="主務課",
    band_label="年次ごとの進め方",
    id_sign="事業コード ",
    id_digits="half",
    pillar_label="まちの目標",
    strategy_label="政策",
    reference_label="政策",
    relisted_headers=("分野", "実施内容"),
    star="●",
)
_OF_A_TOWN = (("区民", "町民"), ("区有地", "町有地"), ("電子区役所", "電子役場"), ("区政", "町政"))


def _retold(value: Any) -> Any:
    """A part of a plan in the words of a town."""
    if isinstance(value, str):
        for ward, town in _OF_A_TOWN:
            value = value.replace(ward, town)
    elif isinstance(value, tuple):
        value = tuple(map(_retold, value))
    elif isinstance(value, Department):
        # It has groups and teams, where a ward has 部 and 課.
        sections = tuple(f"{_retold(name).removesuffix('課')}班" for name in value.sections)
        name = re.sub("(部|の局|事務局|事務室|室)$", "", _retold(value.name))
        value = Department(f"{name}グループ", sections)
    elif is_dataclass(value) and not isinstance(value, (type, Edition)):
        value = replace(value, **{part.name: _retold(getattr(value, part.name)) for part in fields(value)})
    return value


def sunahara_plan() -> Plan:
    """The plan of 砂原町, a town that does not exist."""
    plan: Plan = _retold(random_plan(Random(30), EDITION, strategies=3, projects=(3, 4), hidden=0))
    return replace(plan, title="砂原町まちづくり実行計画", ward="砂原町")


def sunahara_style() -> Style:
    """Its look."""
    return Style(strategy="line", pillar="line", departments="rows", spaced_label=False, flow="rows")
