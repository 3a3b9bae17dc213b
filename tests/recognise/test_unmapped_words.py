"""Words in fonts without a Unicode map, recovered from their pictures."""

from __future__ import annotations

from random import Random

from plandraw import HAZARDS, draw
from plandraw.random_plan import random_plan
from plandraw.style import Style
from plandraw.unmapped import base
from planextract.api import parse_with_accounts
from planextract.inputs import Options
from planextract.model.recognition import RecoveredCharacter
from planextract.recognise.glyph_votes import SIDE, Occurrence, name_glyphs

LOST = "\N{REPLACEMENT CHARACTER}"
HAZARD_NAMES = ["unmapped-description", "unmapped-title", "unmapped-goal"]


def test_words_are_recovered_and_each_has_a_finding() -> None:
    rng = Random(3)
    plan = random_plan(rng, strategies=1)
    printed = draw(plan, Style()).truth
    drawn = draw(plan, Style(), tuple(HAZARDS.named(",".join(HAZARD_NAMES))))
    lost = parse_with_accounts(drawn.pdf, Options(ocr="never"), name="plan.pdf")
    read = parse_with_accounts(drawn.pdf, name="plan.pdf")
    before = sum(text.count(LOST) for text in _texts(lost.plan.model_dump()["projects"]))
    after = sum(text.count(LOST) for text in _texts(read.plan.model_dump()["projects"]))
    assert before > 20
    assert after <= 0.05 * before
    words = [found for found in read.plan.findings if found.code == "recovered-word"]
    assert words
    wrong = [
        (project["id"], name)
        for project, known in zip(read.plan.model_dump()["projects"], printed["projects"], strict=True)
        for name in ("title", "description")
        if LOST not in project[name] and _solid(project[name]) != _solid("".join(map(base, known[name])))
    ]
    assert wrong == []


def _texts(projects: list[dict[str, object]]) -> list[str]:
    return [
        str(value)
        for project in projects
        for value in (project["title"], project["description"], project["items"])
    ]


def _solid(text: str) -> str:
    return "".join(text.split())


def _glyph(page: int, shade: int, text: str, confidence: float) -> Occurrence:
    picture = bytes(
        shade if row * SIDE + column < SIDE * SIDE // 2 else 255 - shade
        for row in range(SIDE)
        for column in range(SIDE)
    )
    return Occurrence(page, (0.0, 0.0, 10.0, 10.0), 1.0, picture, text, confidence)


def test_occurrences_vote() -> None:
    read = [("計", 0.9), ("計", 0.8), ("針", 0.4), ("", 0.0)]
    named = name_glyphs(_glyph(page, 0, text, sure) for page, (text, sure) in enumerate(read))
    assert {name.text for name in named.values()} == {"計"}
    assert len(named) == 4, "also where it was not read"
    assert all(isinstance(name, RecoveredCharacter) and name.confidence < 0.9 for name in named.values())


def test_where_readings_differ_too_much_nothing_is_named() -> None:
    read = [("計", 0.6), ("針", 0.6)]
    assert name_glyphs(_glyph(page, 0, text, sure) for page, (text, sure) in enumerate(read)) == {}


def test_other_shapes_are_other_characters() -> None:
    named = name_glyphs([_glyph(1, 0, "計", 0.9), _glyph(2, 255, "画", 0.9)])
    assert sorted(name.text for name in named.values()) == ["画", "計"]
