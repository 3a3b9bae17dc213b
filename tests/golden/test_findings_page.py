"""docs/findings.md lists every kind of finding in both languages, as the program words it."""

from __future__ import annotations

from planextract.model.findings import FINDING_KINDS
from planextract.wording.findings import FINDING_WORDS
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "findings.md"

BEGINNING = """# Findings

A finding is something that the program could not understand, or that contradicts itself. It has a code, a
severity, a message that quotes what is printed and ends with what to do, and a place: a page, a project, and
a JSON Pointer to the value where one value is meant.

- **error**: a value is missing or wrong. With `--strict` the run ends in status 7.
- **warning**: a person should look at the page.
- **info**: nothing is wrong; it says how something was read.

指摘事項は、プログラムが読み取れなかったこと、または計画の中で食い違っていることを示します。

"""


def render_page() -> str:
    """Return the page: a table of all kinds, sorted by code."""
    rows = ["| code | severity | meaning / 意味 | what to do / 対応 |", "|---|---|---|---|"]
    for code in sorted(FINDING_KINDS):
        words = FINDING_WORDS[code]
        rows.append(
            f"| `{code}` | {FINDING_KINDS[code].severity} | {words.meaning.en}<br>{words.meaning.ja} "
            f"| {words.remedy.en}<br>{words.remedy.ja} |"
        )
    return BEGINNING + "\n".join(rows) + "\n"


def test_every_finding_is_documented_as_it_is(update_golden: bool) -> None:
    if update_golden:
        PAGE.write_text(render_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == render_page(), "run pytest with --update-golden"
