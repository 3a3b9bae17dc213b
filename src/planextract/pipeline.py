"""The program from end to end: read, clean, lay out, assemble, interpret, check."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from planextract.check import check
from planextract.corrections.apply import apply_corrections
from planextract.corrections.file import read_corrections
from planextract.errors import NoPlanError
from planextract.families import assemble
from planextract.families.choose import Fit, choose
from planextract.families.refusal import no_plan
from planextract.interpret.interpret_plan import interpret
from planextract.interpret.milestones import Vocabulary
from planextract.interpret.source_spans import places
from planextract.isolation import Guard, Send, guarded
from planextract.model.findings import finding
from planextract.model.layout import PageLayout, lines_of
from planextract.model.plan import Correction, Finding, Plan, Source
from planextract.model.provenance import Places
from planextract.model.raw_plan import Draft, PageAccount
from planextract.pages import layouts, send_layouts
from planextract.profiles import Profile, load_profile, load_vocabulary, shipped_profiles
from planextract.profiles.publisher import whose
from planextract.read import registry as readers
from planextract.read.base import Document
from planextract.read.characters import REPLACEMENT
from planextract.read.input_file import read_file
from planextract.read.text_encoding import decode, is_text
from planextract.structure.text_bounds import bounded

TEXT = "text"
"""The engine of what has no pages to read, only text."""

Progress = Callable[[int, int, int], None]
"""Told after each page: pages done, pages of the file, projects found so far."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a plan."""

    engine: str = "pdfium"
    """pdfium or pdfplumber; text where the file is text whatever it is called."""
    password: str | None = None
    profile: str | None = None
    """Name of a shipped profile, or path of a YAML file; the shipped one that fits best if not given."""
    vocabulary: str | None = None
    include_hidden: bool = False
    body_code: str | None = None
    """全国地方公共団体コード; the profile's if not given."""
    body_name: str | None = None
    licence: str | None = None
    corrections: str | None = None
    """Path of a corrections.yaml."""


@dataclass(frozen=True, slots=True)
class Result:
    """A plan, where each of its values was read and, for every page, where its glyphs went."""

    plan: Plan
    places: Places
    accounts: tuple[PageAccount, ...]
    fit: Fit
    """The profile that was applied, and how well it fits."""


def parse(
    path: str | Path,
    options: Options = Options(),
    progress: Progress | None = None,
    guard: Guard | None = None,
) -> Plan:
    """Read the action plan in a PDF file, or in a text (`-` is standard input).

    `progress` is told after each page how far it has come; a text is read at once.

    Without a guard the file is read by this process. With one it is read in others, as the command line
    does it: a file that crashes the reader, hangs it or eats memory then ends in an UnreadableError.

    Raises a PlanextractError that says what is wrong: UnreadableError, EncryptedError, NoTextError,
    NoPlanError, or UsageError for a profile or vocabulary that is not valid.
    """
    return parse_with_accounts(path, options, progress, guard).plan


def parse_with_accounts(
    path: str | Path,
    options: Options = Options(),
    progress: Progress | None = None,
    guard: Guard | None = None,
) -> Result:
    """As `parse`, with the places of the values and the accounts of the pages beside the plan."""
    path = Path(path)
    data = read_file(path)
    recipe = _recipe(path, data, options)
    if options.engine == TEXT or is_text(path.name, data):
        return _made_of_text(decode(data, path.name), recipe)
    if guard is None:
        with readers.reader(options.engine).open(data, options.password) as document:
            pages = document.page_count
            return _made(layouts(document, 1, pages), pages, recipe, progress)
    with guarded(data, str(path), options.engine, options.password, guard) as document:
        pages = document.page_count
        if document.processes > 1:
            return _made(document.spread(send_layouts, 1, pages), pages, recipe, progress)
        # A plan is a tenth of the bytes that its laid-out pages are, and what reads it is guarded too.
        for answer in document.run(_send_result, recipe, progress is not None):
            if isinstance(answer, Result):
                return answer
            if progress is not None:
                progress(*answer)
    raise AssertionError("a task ends with its result or an error")


class _Reading(NamedTuple):
    """A profile that may be applied, and what depends on it."""

    profile: Profile
    vocabulary: Vocabulary
    named: dict[str, Any]


class _Recipe(NamedTuple):
    """What a plan is made with, besides its pages."""

    path: Path
    sha256: str
    options: Options
    corrections: tuple[Correction, ...]
    readings: tuple[_Reading, ...]
    """One for each profile that may be applied."""


def _recipe(path: Path, data: bytes, options: Options) -> _Recipe:
    return _Recipe(
        path,
        hashlib.sha256(data).hexdigest(),
        options,
        read_corrections(Path(options.corrections)).corrections if options.corrections else (),
        tuple(
            _Reading(
                profile,
                load_vocabulary(options.vocabulary or profile.vocabulary),
                whose(profile, options.body_code, options.body_name, options.licence),
            )
            for profile in candidates(options)
        ),
    )


def _send_result(document: Document, send: Send, recipe: _Recipe, watched: bool) -> None:
    """Make the whole plan in the process that has the document open."""

    def progress(*how_far: int) -> None:
        send(how_far)

    pages = document.page_count
    send(_made(layouts(document, 1, pages), pages, recipe, progress if watched else None))


def _made(pages: Iterable[PageLayout], page_count: int, recipe: _Recipe, progress: Progress | None) -> Result:
    """The plan that the pages say."""

    def page_done(done: int, projects: int) -> None:
        if progress is not None:
            progress(done, page_count, projects)

    options = recipe.options
    noted = _Noted()
    choice = choose(_noting(pages, noted), [reading.profile for reading in recipe.readings])
    profile = choice.best.profile
    reading = next(reading for reading in recipe.readings if reading.profile is profile)
    draft = assemble(choice.pages, profile, page_done)
    draft = bounded(replace(draft, findings=(*draft.findings, *noted.findings)))
    chosen = options.profile is not None or choice.best.fits
    if not (draft.projects and chosen) and not (draft.hidden and options.include_hidden):
        raise no_plan(draft, choice, recipe.path, noted.lost)
    return _finished(draft, page_count, options.engine, choice.best, reading, recipe)


def _made_of_text(text: str, recipe: _Recipe) -> Result:
    """The plan that a text says."""
    # A tenth of the time that the program takes to start, and seldom wanted.
    from planextract.salvage.choose_profile import judge
    from planextract.salvage.salvage_text import assemble_text

    fit, text_profile = judge(text, [reading.profile for reading in recipe.readings])
    reading = next(reading for reading in recipe.readings if reading.profile is text_profile)
    draft = bounded(assemble_text(text, text_profile, reading.vocabulary))
    if not draft.projects:
        raise NoPlanError(
            f"No action plan was recognised in {recipe.path}: it has no project's number over a table.",
            "Check that this is the right file; if there is a PDF, give that.",
        )
    pages = max((account.page for account in draft.accounts), default=1)
    return _finished(draft, pages, TEXT, fit, reading, recipe)


def _finished(
    draft: Draft, page_count: int, engine: str, fit: Fit, reading: _Reading, recipe: _Recipe
) -> Result:
    """The plan of a draft, interpreted, corrected and checked."""
    options, profile = recipe.options, reading.profile
    source = Source(
        file=recipe.path.name,
        sha256=recipe.sha256,
        pages=page_count,
        profile=profile.name,
        engine=engine,
    )
    organisation = profile.units_of_body()
    plan = interpret(
        draft,
        source,
        reading.vocabulary,
        organisation,
        profile.reference,
        include_hidden=options.include_hidden,
    )
    if recipe.corrections:
        plan = apply_corrections(plan, recipe.corrections, reading.vocabulary)
    plan = plan.model_copy(update={"findings": [*plan.findings, *check(plan)], **reading.named})
    return Result(plan, places(draft, source.sha256, organisation), draft.accounts, fit)


def candidates(options: Options) -> list[Profile]:
    """The profiles that may be applied: the one that is named, or all that are shipped.

    Raises UsageError when the named one is not there or not valid.
    """
    return [load_profile(options.profile)] if options.profile is not None else shipped_profiles()


@dataclass(slots=True)
class _Noted:
    """What was noted of the pages on their way."""

    findings: list[Finding] = field(default_factory=list)
    """Of what was left out."""
    lost: int = 0
    """Characters that a reader sees and the file does not tell."""


def _noting(pages: Iterable[PageLayout], noted: _Noted) -> Iterator[PageLayout]:
    for layout in pages:
        if layout.controls:
            message = f"{layout.controls} characters that change the text around them are left out."
            noted.findings.append(finding("control-character", message, page=layout.number))
        if layout.annotations:
            message = f"{layout.annotations} stamps, comments or fields of forms print text that is not read."
            noted.findings.append(finding("annotation-text", message, page=layout.number))
        noted.lost += sum(line.text.count(REPLACEMENT) for line in lines_of(layout.blocks))
        yield layout
