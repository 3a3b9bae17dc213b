"""The tutorial on profiles, followed to the letter: its commands are run, its changes are made.

What comes out must be the profile in samples/, and the plan that the pages of the sample say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.cli.conftest import Ran, Run
from tests.conftest import ROOT
from tests.support.truth import differences

TUTORIAL = ROOT / "docs" / "tutorial-profile.md"
SAMPLE = ROOT / "samples" / "sunahara.pdf"


def _blocks() -> Iterator[tuple[str, list[str]]]:
    for language, body in re.findall(r"^```(\w*)\n(.*?)^```$", TUTORIAL.read_text("utf-8"), re.M | re.S):
        yield language, body.splitlines()


def _change(profile: Path, lines: list[str]) -> None:
    """Take the lines that begin with - out, and put those that begin with + in their place."""
    old = "\n".join(line[1:] for line in lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in lines if line.startswith("+"))
    text = profile.read_text("utf-8")
    assert text.count(old) == 1, old
    profile.write_text(text.replace(old, new), encoding="utf-8")


def test_the_tutorial_ends_in_the_sample_profile_and_the_whole_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(SAMPLE.read_bytes())
    ran: list[Ran] = []
    told = ""
    for language, lines in _blocks():
        if language == "sh":
            ran = [run(*line.split()[1:]) for line in lines]
            told = "".join(one.out + one.err for one in ran)
        elif language == "diff":
            _change(tmp_path / "sunahara.yaml", lines)
        elif not language:
            for line in lines:
                for part in filter(None, line.split("…")):
                    assert part.strip() in told, part
    assert all(one.status == 0 for one in ran), ran
    made = (tmp_path / "sunahara.yaml").read_text("utf-8")
    assert made == (ROOT / "samples" / "sunahara.yaml").read_text("utf-8")
    plan = json.loads((tmp_path / "out" / "plan" / "plan.json").read_bytes())
    truth = json.loads(SAMPLE.with_suffix(".truth.json").read_bytes())
    wrong = differences(truth, plan)
    assert not wrong, "\n" + "\n".join(wrong)
    assert plan["source"]["profile"] == "sunahara"
