"""No message of the command line or of an error is untranslated."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from planextract.errors import UsageError
from planextract.families.registry import FAMILIES
from planextract.model.findings import FindingCode, FindingMessage, finding
from planextract.wording.catalogue import JAPANESE
from planextract.wording.help_texts import JAPANESE_HELP
from planextract.wording.messages import Message, make_message, translate
from planextract.wording.page_reasons import PAGE_REASONS
from planextract.wording.template import list_fact_names
from tests.wording.templates import list_f_strings, list_strings, list_templates

INDIRECT = {
    "no years",
    "nothing",
    "profile",
    "vocabulary",
    "something without a type",
    "new",
    "changed",
    "unchanged",
    "worse",
    "failed",
    "{count:# error|# errors}",
    "{count:# warning|# warnings}",
    "{count:# note|# notes}",
}
"""Texts that are not written where they are shown."""

TEMPLATES = list_templates()


def test_no_message_is_untranslated() -> None:
    assert {text: place for text, place in TEMPLATES.items() if text not in JAPANESE} == {}
    assert JAPANESE.keys() >= INDIRECT


def test_nothing_is_translated_that_is_not_shown() -> None:
    assert JAPANESE.keys() - JAPANESE_HELP.keys() - PAGE_REASONS.keys() - list_strings() == set()


def test_signs_of_every_family_are_translated() -> None:
    assert {sign for family in FAMILIES for sign in family.signs} <= JAPANESE.keys()


@pytest.mark.parametrize("english", JAPANESE)
def test_both_languages_name_the_same_facts(english: str) -> None:
    japanese = JAPANESE[english]
    assert japanese.strip()
    assert japanese != english
    assert list_fact_names(english) >= list_fact_names(japanese)
    assert list_fact_names(english) - list_fact_names(japanese) <= {"what"}


def test_no_text_is_put_together_where_it_could_not_be_translated() -> None:
    allowed = ("cli/data.py", "cli/profiles.py", "cli/update.py", "dataset/")
    assert [place for place in list_f_strings() if not place.startswith(allowed)] == []


def test_a_message_is_its_english_text_and_can_be_sent_to_another_process() -> None:
    made = make_message("{path} is empty.", path=Path("計画.pdf"))
    assert made == "計画.pdf is empty."
    sent: Message = pickle.loads(pickle.dumps(made))
    assert (sent, translate(sent, "ja")) == (made, "計画.pdf は空です。")


def test_an_error_is_described_in_either_language() -> None:
    error: UsageError = pickle.loads(
        pickle.dumps(UsageError(make_message("There is no file {path}.", path="x"), "Check the path."))
    )
    assert error.describe("en") == str(error) == "There is no file x. Check the path."
    assert error.describe("ja") == "ファイル x がありません。パスを確かめてください。"


def test_messages_within_messages_are_translated_too() -> None:
    found = finding(FindingCode.UNREADABLE_PAGE, page=3, reason="something on it is painted nowhere")
    made = make_message("No plan can be read in {path}. {first}", path="x.pdf", first=FindingMessage(found))
    assert translate(made, "ja").startswith(
        "x.pdf から計画を読み取れません。3ページを読み取れません：どこにも描かれないものがあります。"
    )
    listed = make_message("Findings: {listed}.", listed=[make_message("{count:# note|# notes}", count=1)])
    assert (listed, translate(listed, "ja")) == ("Findings: 1 note.", "要確認：情報1件。")


def test_a_text_that_is_not_in_the_catalogue_stays_as_it_is() -> None:
    assert translate("Something else.", "ja") == "Something else."
