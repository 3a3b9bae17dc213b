"""The commands `planextract profiles list`, `show`, `check` and `new`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from planextract.cli import guarding
from planextract.cli.console import print_message
from planextract.drafting.profile_draft import draft_profile
from planextract.errors import NoPlanError, NoTextError, UsageError
from planextract.export.folder import replace_files
from planextract.families.profile_loader import parse_profile, shipped_profiles
from planextract.isolation import open_guarded
from planextract.isolation.guard import DEFAULT_MEMORY_MIB, Guard
from planextract.model.recognition import OcrSettings
from planextract.page_sources import expect_recognition
from planextract.pages import send_layouts
from planextract.profiles.profile_files import read_profile_text
from planextract.profiles.yaml_errors import InvalidFile
from planextract.read.input_file import read_file
from planextract.read.registry import ENGINES
from planextract.recognise.extra import describe_remedy
from planextract.recognise.run_settings import resolve_ocr_mode
from planextract.wording.messages import make_message

_MIN_DRAFT_SCORE = 0.1
"""Least score of a draft that is of any use; prose without tables gives 0."""

profiles_app = typer.Typer(
    name="profiles",
    help="Show the layouts that are known, check one of your own, or draft one.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@profiles_app.command("list")
def list_command() -> None:
    """Print the shipped profiles in the order in which they are tried.

    Example: planextract profiles list
    """
    for profile in shipped_profiles():
        layout = getattr(profile, "layout", "")
        sys.stdout.write(f"{profile.name:12} {layout:8} {profile.description}\n")


@profiles_app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(help="Name of a shipped profile, or a file.", show_default=False)],
) -> None:
    """Print a profile, to begin one of your own with.

    Example: planextract profiles show ward > mine.yaml
    """
    sys.stdout.write(read_profile_text(name))


@profiles_app.command("check")
def check_command(
    file: Annotated[str, typer.Argument(help="A profile in YAML.", show_default=False)],
) -> None:
    """Check that a profile is valid; every mistake is told with its line and path.

    Example: planextract profiles check mine.yaml
    """
    try:
        profile = parse_profile(read_profile_text(file))
    except InvalidFile as error:
        for mistake in error.mistakes:
            print_message(f"{file}: {mistake}")
        count = len(error.mistakes)
        raise UsageError(
            make_message(
                "{file} is not a valid profile: {count:# mistake|# mistakes}.", file=file, count=count
            ),
            "See above.",
        ) from error
    print_message(make_message("{file} is valid: profile {name}.", file=file, name=profile.name))


@profiles_app.command("new")
def new_command(
    file: Annotated[Path, typer.Argument(help="A plan whose layout is not known.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .yaml file; printed if not given.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the profile; else the file's.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --out if it exists.")] = False,
    engine: Annotated[str, typer.Option(help=f"Reader: {' or '.join(ENGINES)}.")] = "pdfium",
    password: Annotated[str | None, typer.Option(help="Password of an encrypted file.")] = None,
    ocr: guarding.Ocr = "auto",
    timeout: guarding.Timeout = None,
    memory_limit: guarding.MemoryLimit = DEFAULT_MEMORY_MIB,
    jobs: guarding.Jobs = None,
) -> None:
    """Draft a profile from the headers that a plan prints.

    The comments in it tell how often and where each thing was found, and what nothing speaks for.

    Example: planextract profiles new plan.pdf -o mine.yaml
    """
    if out is not None and out.suffix not in (".yaml", ".yml"):
        raise UsageError(make_message("{out} is no name for a profile.", out=out), "End it in .yaml.")
    if out is not None and out.exists() and not force:
        raise UsageError(
            make_message("{out} exists.", out=out), "Name another file, or replace it with --force."
        )
    named = name or (out.stem if out is not None else file.stem)
    guard = Guard(timeout, memory_limit, jobs)
    mode = resolve_ocr_mode(ocr)
    with open_guarded(read_file(file), str(file), engine, password, guard) as document:
        expect_recognition(document, mode)
        layouts = document.run_on_page_ranges(send_layouts, 1, document.page_count, OcrSettings(mode))
        pages = list(layouts)
    if not any(page.blocks for page in pages):
        raise NoTextError(
            make_message(
                "Nothing is printed on the pages of {file} that could be read: they are pictures, or blank.",
                file=file,
            ),
            describe_remedy(mode),
        )
    made = draft_profile(pages, _make_profile_name(named), file.name)
    if made.fit.score < _MIN_DRAFT_SCORE:
        raise NoPlanError(
            make_message(
                "Nothing in {file} looks like a plan: no profile can be drafted from what it prints.",
                file=file,
            ),
            "Check that this is the right file.",
        )
    if out is None:
        sys.stdout.write(made.yaml)
    else:
        replace_files(out.parent, {out.name: made.yaml.encode()})
        print_message(make_message("Written to {out}.", out=out))
    print_message(
        make_message(
            "It scores {score:.2f}; the shipped profile {name} {shipped:.2f}.",
            score=made.fit.score,
            name=made.shipped.profile.name,
            shipped=made.shipped.score,
        )
    )
    if made.fit.missing:
        print_message(
            make_message(
                "Not found with it: {names}.", names=[make_message(sign) for sign in made.fit.missing]
            )
        )
    print_message(make_message("Unsure of: {names}.", names=[*made.unsure] or make_message("nothing")))


def _make_profile_name(name: str) -> str:
    """Turn a name into a valid profile name of small letters, digits and hyphens.

    >>> _make_profile_name("Plan 2027")
    'plan-2027'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain or "new"
