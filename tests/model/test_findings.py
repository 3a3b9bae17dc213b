"""A finding is made of a code, a locus and facts, and can be shown in any language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planextract
from planextract.model.findings import FindingCode, finding, render_finding
from planextract.model.plan import Finding
from planextract.wording.findings import FINDING_WORDS, LOCUS_NAMES
from planextract.wording.template import list_fact_names

SOURCE = Path(planextract.__file__).parent


def _iter_calls() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield place, code and fact names of every call that makes a finding from a code and facts."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            code = node.args[0]
            if not (isinstance(code, ast.Attribute) and ast.unparse(code.value) == "FindingCode"):
                continue
            if any(word.arg is None for word in node.keywords):
                continue
            names = frozenset(word.arg for word in node.keywords if word.arg is not None)
            yield f"{path.name}:{node.lineno}", code.attr, names - LOCUS_NAMES


def test_every_code_has_words_and_every_word_a_code() -> None:
    assert set(FINDING_WORDS) == {code.value for code in FindingCode}


@pytest.mark.parametrize("code", list(FindingCode))
def test_no_word_is_untranslated_and_no_two_messages_have_the_same_facts(code: FindingCode) -> None:
    words = FINDING_WORDS[code]
    for each in (words.meaning, words.remedy, *words.messages):
        assert each.en.isprintable()
        assert each.en.strip()
        assert each.ja.strip()
        assert each.ja != each.en
    for message in words.messages:
        # The page of a finding is shown beside it, so one language may leave it out.
        assert list_fact_names(message.en) - LOCUS_NAMES == list_fact_names(message.ja) - LOCUS_NAMES
    needed = [list_fact_names(message.en) for message in words.messages]
    assert len(set(needed)) == len(needed)


def test_every_finding_that_code_makes_has_its_message() -> None:
    calls = list(_iter_calls())
    assert not [
        (place, code, sorted(names))
        for place, code, names in calls
        if FINDING_WORDS[FindingCode[code]].find_message(names | LOCUS_NAMES) is None
    ]


def test_a_finding_keeps_what_its_message_is_made_of() -> None:
    made = finding(
        FindingCode.BAD_AMOUNT, page=3, project="1-2", pointer="/budget/total", text="未定", period="total"
    )
    assert made.model_dump() == {
        "code": "bad-amount",
        "severity": "error",
        "message": "“未定” in the budget of all years is no amount. "
        "Its text is kept; correct the amount by hand.",
        "project": "1-2",
        "page": 3,
        "pointer": "/budget/total",
        "facts": {"text": "未定", "period": "total"},
    }
    assert render_finding(made, "en") == made.message
    assert render_finding(made, "ja").startswith("事業費の計の欄の「未定」は金額ではありません。文字は")


def test_a_finding_without_facts_is_written_as_before() -> None:
    made = finding(FindingCode.MISSING_DEPARTMENT)
    assert set(made.model_dump()) == {"code", "severity", "message", "project", "page"}


def test_facts_that_no_message_has_are_a_mistake() -> None:
    with pytest.raises(KeyError, match="unused-text has no message with the facts colour"):
        finding(FindingCode.UNUSED_TEXT, colour="red")


def test_a_message_of_another_version_stays_as_it_is() -> None:
    other = Finding(code="unused-text", severity="warning", message="Something.", project=None, page=1)
    newer = other.model_copy(update={"code": "not-yet-known"})
    assert [render_finding(each, "ja") for each in (other, newer)] == ["Something.", "Something."]


@pytest.mark.parametrize(("count", "message"), [(1, "1 character landed"), (1200, "1,200 characters landed")])
def test_numbers_agree_with_their_nouns(count: int, message: str) -> None:
    assert finding(FindingCode.UNUSED_TEXT, count=count, text="x").message.startswith(message)


def test_a_long_text_is_cut_in_the_message_and_longer_in_the_facts() -> None:
    made = finding(FindingCode.UNUSED_TEXT, count=9, text="長" * 999)
    assert f"“{'長' * 59}…”" in made.message
    assert made.facts["text"] == "長" * 399 + "…"


def test_findings_are_made_in_one_place() -> None:
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
    }
    assert makers == {"model/findings.py"}
