"""Read the plan in a file: its pages, one by one, in this process or in guarded ones, or its text."""

from __future__ import annotations

from dataclasses import replace

from planextract.errors import NoPlanError, NoTextError, PlanextractError
from planextract.inputs import TEXT_ENGINE, InputFile, Options, ParseInputs, prepare_inputs
from planextract.isolation import Guard, Send, TextInput, open_guarded
from planextract.model.findings import FindingCode, finding
from planextract.model.recognition import OcrSettings
from planextract.page_sources import DirectPages, PageSource, SpreadPages, expect_recognition
from planextract.pages import iter_layouts
from planextract.pipeline import PlanReading, Progress, finish_plan, make_plan
from planextract.read import registry as readers
from planextract.read.base import Document
from planextract.read.characters import replace_controls
from planextract.read.text_encoding import decode_text, is_plain_text
from planextract.recognise.extra import is_recognition_off
from planextract.structure.omissions import Omissions
from planextract.structure.text_bounds import cut_long_texts
from planextract.wording.messages import make_message


def read_plan(
    file: InputFile, options: Options, progress: Progress | None = None, guard: Guard | None = None
) -> PlanReading:
    """Read, clean and lay out the pages of a file one by one, and make its plan."""
    inputs = prepare_inputs(file, options)
    if options.engine == TEXT_ENGINE or is_plain_text(file.path.name, file.data):
        return _read_text_plan(file, inputs, progress, guard)
    if guard is None:
        with readers.get_reader(options.engine).open(file.data, options.password) as document:
            return make_document_plan(DirectPages(document), inputs, progress)
    with open_guarded(file.data, str(file.path), options.engine, options.password, guard) as document:
        expect_recognition(document, inputs.ocr_mode)
        if document.process_count > 1:
            return make_document_plan(SpreadPages(document), inputs, progress)
        # A plan has a tenth of the bytes of its page layouts, and interpreting it is guarded too.
        for answer in document.run_task(_send_plan, inputs, progress is not None):
            if isinstance(answer, PlanReading):
                return answer
            if progress is not None:
                progress(*answer)
    raise AssertionError("a task ends with its result or an error")


def _read_text_plan(
    file: InputFile, inputs: ParseInputs, progress: Progress | None, guard: Guard | None
) -> PlanReading:
    """Make the plan of a text, with a guard in another process."""
    if guard is None:
        return make_text_plan(decode_text(file.data, file.path.name), inputs, progress)
    with open_guarded(file.data, str(file.path), TEXT_ENGINE, None, guard) as document:
        reading: PlanReading = next(document.run_task(_send_text_plan, inputs))
        return reading


def _send_text_plan(document: TextInput, send: Send, inputs: ParseInputs) -> None:
    send(make_text_plan(decode_text(document.data, inputs.path.name), inputs, None))


def _send_plan(document: Document, send: Send, inputs: ParseInputs, watched: bool) -> None:
    """Make the whole plan in the process that has the document open."""

    def progress(*how_far: int) -> None:
        send(how_far)

    send(make_document_plan(DirectPages(document), inputs, progress if watched else None))


def make_document_plan(pages: PageSource, inputs: ParseInputs, progress: Progress | None) -> PlanReading:
    """Make the plan of a document; a second time where glyphs without a Unicode value were recognised.

    A glyph is the same character everywhere, so all pages are seen before it is known.

    Raises NoPlanError, NoTextError or UnreadableError where no plan is found.
    """
    omissions, settings = Omissions(), OcrSettings(inputs.ocr_mode)
    read: PlanReading | PlanextractError
    try:
        read = make_plan(pages.lay_out(settings), pages.page_count, inputs, progress, omissions=omissions)
    except (NoPlanError, NoTextError) as error:
        read = error
    if omissions.lost and not is_recognition_off(inputs.ocr_mode):
        from planextract.recognise.glyph_votes import name_glyphs

        recovered = name_glyphs(pages.find_unnamed())
        if recovered:
            layouts = pages.lay_out(replace(settings, recovered=recovered))
            return make_plan(layouts, pages.page_count, inputs, progress)
    if isinstance(read, PlanextractError):
        raise read
    return read


def make_text_plan(text: str, inputs: ParseInputs, progress: Progress | None) -> PlanReading:
    """Make the plan of a text without its control characters, which become a finding.

    Raises NoPlanError where the text contains no plan.
    """
    plain, controls = replace_controls(text)
    reading = _make_plain_text_plan(plain, inputs, progress)
    if not controls:
        return reading
    found = finding(FindingCode.CONTROL_CHARACTER, count=controls)
    return reading._replace(
        plan=reading.plan.model_copy(update={"findings": [found, *reading.plan.findings]})
    )


def _make_plain_text_plan(text: str, inputs: ParseInputs, progress: Progress | None) -> PlanReading:
    """Make the plan of a text: of its pages where spaces keep their columns, else of its lines."""
    # Rarely needed, and a tenth of the start-up time of the program.
    from planextract.read.plain_text import PlainTextDocument, has_aligned_columns

    if has_aligned_columns(text):
        document = PlainTextDocument(text)
        pages = document.page_count
        return make_plan(iter_layouts(document, 1, pages), pages, inputs, progress, document.locate_lines)
    from planextract.salvage.choose_profile import choose_text_profile
    from planextract.salvage.salvage_text import assemble_text

    fit, profile = choose_text_profile(text, inputs.profiles)
    draft = cut_long_texts(assemble_text(text, profile, inputs.find_settings(profile).vocabulary))
    if not draft.projects:
        raise NoPlanError(
            make_message(
                "No action plan was recognised in {path}: it has no project's number over a table.",
                path=inputs.path,
            ),
            "Check that this is the right file; if there is a PDF, give that.",
        )
    pages = max((account.page for account in draft.accounts), default=1)
    return finish_plan(draft, pages, TEXT_ENGINE, fit, inputs)
