"""A drafted profile reads the plan that it was drafted from, and says what it is unsure of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from plandraw import Drawn, draw, random_edition, random_plan, random_style
from planextract.api import Options, parse
from planextract.drafting.profile_draft import ProfileDraft, draft_profile
from planextract.export.json import plan_json
from planextract.families.block.block_profile import BlockProfile
from planextract.families.list.list_profile import ListProfile
from planextract.families.profile_loader import parse_profile
from planextract.pages import iter_layouts
from planextract.read.registry import get_reader
from tests.conftest import ROOT
from tests.support.truth import differences


def drafted(data: bytes) -> ProfileDraft:
    with get_reader("pdfium").open(data, None) as document:
        return draft_profile(list(iter_layouts(document, 1, document.page_count)), "mine", "plan.pdf")


def unknown_plan(seed: int) -> Drawn:
    """A plan none of whose words a shipped profile knows."""
    rng = Random(seed)
    edition, style = random_edition(rng), random_style(rng)
    edition = replace(
        edition,
        pillar_label="まちの目標",
        strategy_label="政策",
        reference_label="政策",
        total_label="期末",
        baseline_label="当初値",
        budget_label="概算額",
        department_label="主務課",
        year_suffix="実施",
        id_sign="コード ",
        id_dash=edition.id_dash or "-",
    )
    return draw(random_plan(rng, edition, strategies=2, projects=(2, 3)), style)


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_of_an_unknown_layout_is_read_with_its_draft(seed: int, tmp_path: Path) -> None:
    document = unknown_plan(seed)
    made = drafted(document.pdf)
    assert made.fit.score > made.shipped.score
    assert made.fit.is_fit
    assert made.unsure == ()
    (tmp_path / "mine.yaml").write_text(made.yaml, encoding="utf-8")
    (tmp_path / "plan.pdf").write_bytes(document.pdf)
    plan = parse(tmp_path / "plan.pdf", Options(profile=str(tmp_path / "mine.yaml")))
    wrong = differences(document.truth, json.loads(plan_json(plan)))
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_draft_of_a_known_layout_names_what_is_printed(sample: Path) -> None:
    made = drafted(sample.read_bytes())
    profile = parse_profile(made.yaml)
    assert isinstance(profile, BlockProfile)
    assert made.unsure == ()
    assert (made.fit.score, made.shipped.score) == (1.0, 1.0)
    assert profile.headings.pillar[0].pattern.startswith("^施策の柱")
    assert profile.headings.strategy[0].pattern.startswith("^戦略計画")
    assert profile.rows.budget[0] == "事業費"


def test_the_draft_of_a_list_tells_what_each_header_is_taken_for() -> None:
    made = drafted((ROOT / "samples" / "shiomino.pdf").read_bytes())
    assert isinstance(parse_profile(made.yaml), ListProfile)
    assert made.fit.score == 1.0
    assert "tables): title" in made.yaml


def test_what_nothing_speaks_for_is_marked() -> None:
    made = draft_profile([], "mine", "plan.pdf")
    assert not made.fit.found
    assert "UNSURE" in made.yaml
    parse_profile(made.yaml)
