"""Run all stages on a file: read, clean, lay out, assemble, interpret, correct, check."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from planextract.check import check_plan
from planextract.corrections.apply import apply_corrections
from planextract.corrections.corrections_file import read_corrections
from planextract.errors import NoPlanError, NoTextError, PlanextractError
from planextract.families.choose import ProfileFit, choose_layout_profile
from planextract.families.refusal import explain_no_plan
from planextract.families.registry import assemble_plan
from planextract.interpret.interpret_plan import interpret_plan
from planextract.interpret.milestones import Vocabulary
from planextract.interpret.recognised_text import (
    collect_confidences,
    find_recognised_values,
    list_page_methods,
    list_recognition_findings,
    map_to_paper,
)
from planextract.interpret.source_spans import collect_places
from planextract.isolation import Guard, GuardedDocument, Send, open_guarded
from planextract.model.findings import FindingCode, finding, make_finding
from planextract.model.layout import PageLayout, iter_lines
from planextract.model.plan import Correction, Finding, Plan, Source
from planextract.model.provenance import Places
from planextract.model.raw_plan import PageAccount, RawPlan
from planextract.model.recognition import OcrMode, OcrSettings, PageRecognition
from planextract.pages import iter_layouts, send_layouts
from planextract.profiles.loader import load_profile, load_vocabulary, shipped_profiles
from planextract.profiles.publisher import resolve_publisher
from planextract.profiles.schema import Profile
from planextract.read import registry as readers
from planextract.read.base import Document
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.read.input_file import read_file
from planextract.read.text_encoding import decode_text, is_plain_text
from planextract.recognise.extra import is_installed
from planextract.recognise.run_settings import expect_recognition, resolve_ocr_mode
from planextract.recognise.unmapped_pages import iter_occurrences, send_occurrences
from planextract.structure.text_bounds import cut_long_texts

if TYPE_CHECKING:
    from planextract.recognise.glyph_votes import Occurrence

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
    ocr: str = "auto"
    """When characters are recognised in pictures: auto (pages and words without text), never or always."""


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
            return _parse_document(_DirectPages(document), recipe, progress)
    with open_guarded(data, str(path), options.engine, options.password, guard) as document:
        expect_recognition(document, recipe.mode)
        if document.process_count > 1:
            return _parse_document(_SpreadPages(document), recipe, progress)
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
    mode: OcrMode


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
        resolve_ocr_mode(options.ocr),
    )


def _send_result(document: Document, send: Send, recipe: _ParseInputs, watched: bool) -> None:
    """Make the whole plan in the process that has the document open."""

    def progress(*how_far: int) -> None:
        send(how_far)

    send(_parse_document(_DirectPages(document), recipe, progress if watched else None))


class _PageSource(Protocol):
    """The pages of an open document, wherever they are laid out."""

    page_count: int

    def lay_out(self, ocr: OcrSettings) -> Iterable[PageLayout]: ...

    def look_for_unnamed(self) -> Iterable[list[Occurrence]]: ...


class _DirectPages:
    """Pages that this process lays out."""

    def __init__(self, document: Document) -> None:
        self._document, self.page_count = document, document.page_count

    def lay_out(self, ocr: OcrSettings) -> Iterable[PageLayout]:
        return iter_layouts(self._document, 1, self.page_count, ocr)

    def look_for_unnamed(self) -> Iterable[list[Occurrence]]:
        return iter_occurrences(self._document, 1, self.page_count)


class _SpreadPages:
    """Pages that several other processes lay out."""

    def __init__(self, document: GuardedDocument) -> None:
        self._document, self.page_count = document, document.page_count

    def lay_out(self, ocr: OcrSettings) -> Iterable[PageLayout]:
        return self._document.run_on_page_ranges(send_layouts, 1, self.page_count, ocr)

    def look_for_unnamed(self) -> Iterable[list[Occurrence]]:
        return self._document.run_on_page_ranges(send_occurrences, 1, self.page_count)


def _parse_document(pages: _PageSource, recipe: _ParseInputs, progress: Progress | None) -> Result:
    """Make the plan of a document, a second time where characters without a Unicode value were recovered.

    One glyph is one character everywhere, so that all pages must be seen before it is known.

    Raises NoPlanError, NoTextError or UnreadableError where no plan is found.
    """
    noted = _PageNotes()
    settings = OcrSettings(recipe.mode)
    failure: PlanextractError | None = None
    try:
        result = _parse_pages(pages.lay_out(settings), noted, pages.page_count, recipe, progress)
    except (NoPlanError, NoTextError) as error:
        failure = error
    if noted.lost and recipe.mode is not OcrMode.NEVER and is_installed():
        from planextract.recognise.glyph_votes import name_glyphs

        recovered = name_glyphs(chain.from_iterable(pages.look_for_unnamed()))
        if recovered:
            layouts = pages.lay_out(replace(settings, recovered=recovered))
            return _parse_pages(layouts, _PageNotes(), pages.page_count, recipe, progress)
    if failure is not None:
        raise failure
    return result


def _parse_pages(
    pages: Iterable[PageLayout],
    noted: _PageNotes,
    page_count: int,
    recipe: _ParseInputs,
    progress: Progress | None,
) -> Result:
    """Choose a profile and make the plan of the pages; add to `noted` what passed by.

    Raises NoPlanError, NoTextError or UnreadableError where no plan is found.
    """

    def page_done(done: int, projects: int) -> None:
        if progress is not None:
            progress(done, page_count, projects)

    options = recipe.options
    choice = choose_layout_profile(
        _note_omissions(pages, noted), [reading.profile for reading in recipe.settings]
    )
    profile = choice.best.profile
    reading = next(reading for reading in recipe.settings if reading.profile is profile)
    draft = assemble_plan(choice.pages, profile, page_done)
    draft = cut_long_texts(replace(draft, findings=(*draft.findings, *noted.list_findings())))
    chosen = options.profile is not None or choice.best.is_fit
    if not (draft.projects and chosen) and not (draft.hidden and options.include_hidden):
        raise explain_no_plan(draft, choice, recipe.path, noted.lost, len(noted.pictures), recipe.mode)
    return _finish_plan(draft, page_count, options.engine, choice.best, reading, recipe, noted.recognitions)


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
    recognitions: Mapping[int, PageRecognition] = MappingProxyType({}),
) -> Result:
    """Interpret, correct and check a raw plan."""
    options, profile = recipe.options, reading.profile
    organisation = profile.make_organisation()
    recognised = find_recognised_values(draft, recognitions, organisation)
    draft = map_to_paper(
        replace(draft, findings=(*draft.findings, *list_recognition_findings(recognised, recognitions))),
        recognitions,
    )
    source = Source(
        file=recipe.path.name,
        sha256=recipe.sha256,
        pages=page_count,
        profile=profile.name,
        engine=engine,
        page_methods=list_page_methods(page_count, recognitions),
    )
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
    places = collect_places(draft, source.sha256, organisation)
    if recognised:
        places = places.model_copy(update={"confidences": collect_confidences(recognised)})
    return Result(plan, places, draft.accounts, fit)


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
    pictures: list[int] = field(default_factory=list)
    """Pages that are pictures and were not read."""
    recognitions: dict[int, PageRecognition] = field(default_factory=dict)
    """Recognition results by page."""

    def list_findings(self) -> list[Finding]:
        """Return the findings about omitted content, and one about all pages that were not read."""
        if not self.pictures:
            return self.findings
        pages = ", ".join(map(str, self.pictures[:20])) + ("…" if len(self.pictures) > 20 else "")
        count, first = len(self.pictures), self.pictures[0]
        return [*self.findings, finding(FindingCode.OCR_MISSING, page=first, count=count, pages=pages)]


def _note_omissions(pages: Iterable[PageLayout], noted: _PageNotes) -> Iterator[PageLayout]:
    """Yield the pages unchanged, and add the findings about omitted content to `noted`."""
    for layout in pages:
        if layout.controls:
            message = f"{layout.controls} characters that change the text around them are left out."
            noted.findings.append(make_finding("control-character", message, page=layout.number))
        if layout.annotations:
            message = f"{layout.annotations} stamps, comments or fields of forms print text that is not read."
            noted.findings.append(make_finding("annotation-text", message, page=layout.number))
        if layout.recognition is not None:
            noted.recognitions[layout.number] = layout.recognition
        if layout.is_unread_picture:
            noted.pictures.append(layout.number)
        noted.lost += sum(line.text.count(REPLACEMENT_CHARACTER) for line in iter_lines(layout.blocks))
        yield layout
