"""Begin a repository for a dataset: plans.yaml, a workflow, READMEs in two languages, and notices."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from planextract.errors import OutputError
from planextract.export.folder import replace_files
from planextract.wording.messages import make_message

STARTER_FILES: Mapping[str, str] = {
    "plans.yaml": "plans.yaml",
    "README.md": "README.md",
    "README.ja.md": "README.ja.md",
    "LICENCE.md": "LICENCE.md",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".github/workflows/update.yml": "update.yml",
}
"""Path of each file in the repository, and of its template."""

PLACEHOLDER_ACTION = "OWNER/planextract@REVISION"
"""Action in the workflow until somebody names the repository and revision of planextract that they use."""

EXAMPLE_SOURCE = "https://example.jp/plan.pdf"


def start_dataset(folder: Path, name: str | None, source: str | None, action: str | None) -> tuple[str, ...]:
    """Write the files of a new repository into a folder; return their paths.

    Raises OutputError when one of them exists, so that no work of anybody is overwritten.
    """
    existing = [path for path in STARTER_FILES if (folder / path).exists()]
    if existing:
        raise OutputError(
            make_message("{folder} has {names} already.", folder=folder, names=existing),
            "Name a new folder; nothing was written.",
        )
    plan_name = name or _make_name(folder)
    used = action or PLACEHOLDER_ACTION
    values = {
        "NAME": plan_name,
        "SOURCE": json.dumps(source or EXAMPLE_SOURCE, ensure_ascii=False),
        "ACTION": used,
        "OWNER": used.partition("@")[0],
    }
    for path, template in STARTER_FILES.items():
        text = (files("planextract.dataset") / "starter_files" / template).read_text(encoding="utf-8")
        for key, value in values.items():
            text = text.replace(f"@{key}@", value)
        replace_files((folder / path).parent, {Path(path).name: text.encode()})
    return tuple(STARTER_FILES)


def _make_name(folder: Path) -> str:
    """Return the name of a folder as the name of a plan."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", folder.resolve().name).strip("-.")
    return plain if re.match(r"[A-Za-z0-9]", plain) else "plan"
