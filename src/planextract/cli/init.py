"""The command `planextract init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planextract.cli.console import print_message
from planextract.dataset.starter import EXAMPLE_SOURCE, PLACEHOLDER_ACTION, start_dataset
from planextract.wording.messages import make_message


def init_command(
    folder: Annotated[Path, typer.Argument(help="Folder of the new repository.", show_default=False)],
    name: Annotated[
        str | None, typer.Option(help="Name of the first plan; else the folder's.", show_default=False)
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Address or path of its PDF.", show_default=False)
    ] = None,
    action: Annotated[
        str | None,
        typer.Option(
            metavar="OWNER/REPO@SHA",
            help="Repository and pinned revision of planextract for the workflow.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Begin a repository for a dataset that keeps itself up to date.

    Writes plans.yaml with comments, a workflow, READMEs in English and Japanese, a notice of the licence,
    .gitattributes and .gitignore. A file that exists is never overwritten.

    Examples:

      planextract init my-ward --source https://example.jp/plan.pdf

      cd my-ward && git init && planextract update
    """
    for path in start_dataset(folder, name, source, action):
        print_message(make_message("Written: {path}", path=folder / path))
    if source is None:
        print_message(
            make_message(
                "Put the plan's address in place of {example} in plans.yaml.", example=EXAMPLE_SOURCE
            )
        )
    if action is None:
        print_message(
            make_message(
                "Put the repository and revision of planextract in place of {action} in the workflow.",
                action=PLACEHOLDER_ACTION,
            )
        )
