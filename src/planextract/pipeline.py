"""Run all stages on a file: read, clean, lay out, assemble, interpret, correct, check."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from planextract.check import check_plan
from planextract.corrections.apply import apply_corrections
from planextract.corrections.corrections_file import read_corrections
from planextract.errors import NoPlanError
from planextract.families.choose import ProfileFit, choose_layout_profile
from planextract.families.refusal import explain_no_plan
from planextract.families.registry import assemble_plan
from planextract.interpret.interpret_plan import interpret_plan
from planextract.interpret.milestones import Vocabulary
from planextract.interpret.source_spans import collect_places
from planextract.isolation import Guard, Send, open_guarded
from planextract.model.findings import make_finding
from planextract.model.layout import PageLayout, iter_lines
from planextract.model.plan import Correction, Finding, Plan, Source
from planextract.model.provenance import Places
from planextract.model.raw_plan import PageAccount, RawPlan
from planextract.pages import iter_layouts, send_layouts
from planextract.profiles.loader import load_profile, load_vocabulary, shipped_profiles
from planextract.profiles.publisher import resolve_publisher
from planextract.profiles.schema import Profile
from planextract.read import registry as readers
from planextract.read.base import Document
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.read.input_file import read_file
from planextract.read.text_encoding import decode_text, is_plain_text
from planextract.structure.text_bounds import cut_long_texts

TEXT_ENGINE = "text"
"""Name of the engine for input that is text, not a PDF."""

Progress = Callable[[int, int, int], None]
"""A function called after each page with the pages done, the pages of the file and the projects so far."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of reading a plan."""

    engine: str = "pdfium"
    """Name of the reader: pdfium or pdfplumber; text for a text file without the suffix .txt."""
    password: str | None = None
    profile: str | None = None
    """Name of a shipped profile, or path of a YAML file; None selects the shipped one that fits best."""
    vocabulary: str | None = None
    include_hidden: bool = False
    body_code: str | None = None
    """Code of the body (全国地方公共団体コード); None takes the profile's."""
    body_name: str | None = None
    licence: str | None = None
    corrections: str | None = None
    """Path of a corrections.yaml."""


@dataclass(frozen=True, slots=True)
class Result:
    """A plan, the page areas of its values, and for every page the count of its glyphs by use."""

    plan: Plan
    places: Places
    accounts: tuple[PageAccount, ...]
    fit: ProfileFit
    """Profile that was applied, and its score."""


def parse(
    path: str | Path,
    options: Options = Options(),
    progress: Progress | None = None,
    guard: Guard | None = None,
) -> Plan:
    """Read the action plan in a PDF file, or in a text (`-` is standard input).

    `progress` is called after each page; a text is read at once.

    Without a guard this process reads the file. With one, other processes read it, as in the command line: a
    file that crashes the reader, hangs it or exhausts the memory then raises an UnreadableError.

    Raises a PlanextractError that describes the problem: UnreadableError, EncryptedError, NoTextError,
    NoPlanError, or UsageError for a profile or vocabulary that is not valid.
    """
    return parse_with_accounts(path, options, progress, guard).plan


def parse_with_accounts(
    path: str | Path,
    options: Options = Options(),
    progress: Progress | None = None,
    guard: Guard | None = None,
) -> Result:
    """Read a plan as `parse` does, and also return the page areas of its values and the page accounts."""
    path = Path(path)
    data = read_file(path)
    recipe = _prepare_inputs(path, data, options)
    if options.engine == TEXT_ENGINE or is_plain_text(path.name, data):
        return _parse_text(decode_text(data, path.name), recipe)
    if guard is None:
        with readers.get_reader(options.engine).open(data, options.password) as document:
            pages = document.page_count
            return _parse_pages(iter_layouts(document, 1, pages), pages, recipe, progress)
    with open_guarded(data, str(path), options.engine, options.password, guard) as document:
        pages = document.page_count
        if document.process_count > 1:
            return _parse_pages(document.run_on_page_ranges(send_layouts, 1, pages), pages, recipe, progress)
        # A plan has a tenth of the bytes of its page layouts, and interpreting it is guarded too.
        for answer in document.run_task(_send_result, recipe, progress is not None):
            if isinstance(answer, Result):
                return answer
            if progress is not None:
                progress(*answer)
    raise AssertionError("a task ends with its result or an error")


class _ProfileSettings(NamedTuple):
    """A candidate profile with the vocabulary and the plan fields that depend on it."""

    profile: Profile
    vocabulary: Vocabulary
    named: dict[str, Any]


class _ParseInputs(NamedTuple):
    """All inputs of making a plan, besides its pages."""

    path: Path
    sha256: str
    options: Options
    corrections: tuple[Correction, ...]
    settings: tuple[_ProfileSettings, ...]
    """Settings of each candidate profile."""


def _prepare_inputs(path: Path, data: bytes, options: Options) -> _ParseInputs:
    return _ParseInputs(
        path,
        hashlib.sha256(data).hexdigest(),
        options,
        read_corrections(Path(options.corrections)).corrections if options.corrections else (),
        tuple(
            _ProfileSettings(
                profile,
                load_vocabulary(options.vocabulary or profile.vocabulary),
                resolve_publisher(profile, options.body_code, options.body_name, options.licence),
            )
            for profile in load_candidate_profiles(options)
        ),
    )


def _send_result(document: Document, send: Send, recipe: _ParseInputs, watched: bool) -> None:
    """Make the whole plan in the process that has the document open."""

    def progress(*how_far: int) -> None:
        send(how_far)

    pages = document.page_count
    send(_parse_pages(iter_layouts(document, 1, pages), pages, recipe, progress if watched else None))


def _parse_pages(
    pages: Iterable[PageLayout], page_count: int, recipe: _ParseInputs, progress: Progress | None
) -> Result:
    """Choose a profile and make the plan of the pages.

    Raises NoPlanError, NoTextError or UnreadableError where no plan is found.
    """

    def page_done(done: int, projects: int) -> None:
        if progress is not None:
            progress(done, page_count, projects)

    options = recipe.options
    noted = _PageNotes()
    choice = choose_layout_profile(
        _note_omissions(pages, noted), [reading.profile for reading in recipe.settings]
    )
    profile = choice.best.profile
    reading = next(reading for reading in recipe.settings if reading.profile is profile)
    draft = assemble_plan(choice.pages, profile, page_done)
    draft = cut_long_texts(replace(draft, findings=(*draft.findings, *noted.findings)))
    chosen = options.profile is not None or choice.best.is_fit
    if not (draft.projects and chosen) and not (draft.hidden and options.include_hidden):
        raise explain_no_plan(draft, choice, recipe.path, noted.lost)
    return _finish_plan(draft, page_count, options.engine, choice.best, reading, recipe)


def _parse_text(text: str, recipe: _ParseInputs) -> Result:
    """Choose a profile and make the plan of a text.

    Raises NoPlanError where the text contains no plan.
    """
    # Rarely needed, and a tenth of the start-up time of the program.
    from planextract.salvage.choose_profile import choose_text_profile
    from planextract.salvage.salvage_text import assemble_text

    fit, text_profile = choose_text_profile(text, [reading.profile for reading in recipe.settings])
    reading = next(reading for reading in recipe.settings if reading.profile is text_profile)
    draft = cut_long_texts(assemble_text(text, text_profile, reading.vocabulary))
    if not draft.projects:
        raise NoPlanError(
            f"No action plan was recognised in {recipe.path}: it has no project's number over a table.",
            "Check that this is the right file; if there is a PDF, give that.",
        )
    pages = max((account.page for account in draft.accounts), default=1)
    return _finish_plan(draft, pages, TEXT_ENGINE, fit, reading, recipe)


def _finish_plan(
    draft: RawPlan,
    page_count: int,
    engine: str,
    fit: ProfileFit,
    reading: _ProfileSettings,
    recipe: _ParseInputs,
) -> Result:
    """Interpret, correct and check a raw plan."""
    options, profile = recipe.options, reading.profile
    source = Source(
        file=recipe.path.name,
        sha256=recipe.sha256,
        pages=page_count,
        profile=profile.name,
        engine=engine,
    )
    organisation = profile.make_organisation()
    plan = interpret_plan(
        draft,
        source,
        reading.vocabulary,
        organisation,
        profile.reference,
        include_hidden=options.include_hidden,
    )
    if recipe.corrections:
        plan = apply_corrections(plan, recipe.corrections, reading.vocabulary)
    plan = plan.model_copy(update={"findings": [*plan.findings, *check_plan(plan)], **reading.named})
    return Result(plan, collect_places(draft, source.sha256, organisation), draft.accounts, fit)


def load_candidate_profiles(options: Options) -> list[Profile]:
    """Load the candidate profiles: the one named in the options, or else all shipped ones.

    Raises UsageError when the named one is missing or not valid.
    """
    return [load_profile(options.profile)] if options.profile is not None else shipped_profiles()


@dataclass(slots=True)
class _PageNotes:
    """Findings and counts collected while the pages pass by."""

    findings: list[Finding] = field(default_factory=list)
    """Findings about omitted characters and annotations."""
    lost: int = 0
    """Number of visible characters without a Unicode value in the file."""


def _note_omissions(pages: Iterable[PageLayout], noted: _PageNotes) -> Iterator[PageLayout]:
    """Yield the pages unchanged, and add the findings about omitted content to `noted`."""
    for layout in pages:
        if layout.controls:
            message = f"{layout.controls} characters that change the text around them are left out."
            noted.findings.append(make_finding("control-character", message, page=layout.number))
        if layout.annotations:
            message = f"{layout.annotations} stamps, comments or fields of forms print text that is not read."
            noted.findings.append(make_finding("annotation-text", message, page=layout.number))
        noted.lost += sum(line.text.count(REPLACEMENT_CHARACTER) for line in iter_lines(layout.blocks))
        yield layout
