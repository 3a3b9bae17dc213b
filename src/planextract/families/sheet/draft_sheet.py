"""Writes a profile of the sheet family as YAML: the shipped one, with comments on the labels of a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planextract.families.base import UNSURE, DraftedYaml
from planextract.families.period_headers import PeriodWords
from planextract.families.sheet.labelled_values import LabelledValue, read_sheet_table
from planextract.families.sheet.labels import LabelMeaning, LabelReader
from planextract.families.sheet.sheet_profile import SheetProfile
from planextract.model.layout import PageLayout, Table
from planextract.profiles.profile_files import read_profile_text
from planextract.profiles.yaml_errors import parse_yaml_as


def draft_sheet_profile(name: str, description: str, pages: Sequence[PageLayout]) -> DraftedYaml:
    """Return the shipped profile `sheet` under a new name, with a comment on every label of the plan.

    A label that no pattern matches is unsure: a person decides on its meaning."""
    shipped = parse_yaml_as(SheetProfile, read_profile_text("sheet"))
    labels = LabelReader(shipped)
    words = PeriodWords(shipped.periods.baseline, shipped.periods.total, shipped.periods.beside_year)
    known: Counter[tuple[str, str]] = Counter()
    unknown: Counter[str] = Counter()
    for page in pages:
        for block in page.blocks:
            if not isinstance(block, Table):
                continue
            for entry in read_sheet_table(block, page.number, labels, words).entries:
                if isinstance(entry, LabelledValue):
                    if entry.label.meaning is LabelMeaning.UNKNOWN:
                        unknown[entry.label.text] += 1
                    else:
                        known[entry.label.text, entry.label.meaning.value] += 1
    comments = [f"#   {text} ({count} times): {meaning}" for (text, meaning), count in known.most_common()]
    comments += [
        f"#   {text} ({count} times): {UNSURE}: no pattern matches it; add it where it belongs under labels"
        for text, count in unknown.most_common()
    ]
    if not any(meaning == LabelMeaning.TITLE for _, meaning in known):
        comments.append(f"# {UNSURE}: no label is known for the titles of projects (labels.title).")
    body = re.sub(r"\A(?:#.*\n)*", "", read_profile_text("sheet"))
    body = re.sub(r"^name: .*$", f"name: {name}", body, flags=re.M)
    body = re.sub(r"^description: .*$", f"description: '{description}'", body, flags=re.M)
    return DraftedYaml(
        "\n".join(["# The labels of the sheets, and what they are taken for:", *comments, body]),
        tuple(f"labels ({text})" for text in unknown),
    )
