"""Make a plan of laid-out pages, stage by stage: choose, assemble, interpret, correct, check.

`plan_reader` reads, cleans and lays out the pages that come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from planextract.check import check_plan
from planextract.corrections.apply import apply_corrections
from planextract.families.choose import ProfileFit, choose_layout_profile
from planextract.families.refusal import explain_no_plan
from planextract.families.registry import assemble_plan
from planextract.harmless import neutralize
from planextract.inputs import TEXT_ENGINE, ParseInputs
from planextract.interpret.departments import learn_departments
from planextract.interpret.interpret_plan import interpret_plan
from planextract.interpret.recognised_text import (
    collect_confidences,
    find_recognised_values,
    list_page_methods,
    list_recognition_findings,
    map_to_paper,
)
from planextract.interpret.source_spans import collect_places
from planextract.model.geometry import Box
from planextract.model.layout import PageLayout
from planextract.model.plan import Plan, Source
from planextract.model.provenance import Places
from planextract.model.raw_plan import PageAccount, RawPlan
from planextract.model.recognition import PageRecognition
from planextract.structure.legends import LegendCollector
from planextract.structure.omissions import Omissions
from planextract.structure.relocated_spans import relocate_spans
from planextract.structure.text_bounds import cut_long_texts
from planextract.structure.uncertain_rows import UncertainRows

Progress = Callable[[int, int, int], None]
"""A function called after each page with the pages done, the pages of the file and the projects so far."""


class PlanReading(NamedTuple):
    """A plan, the page areas of its values, the count of glyphs of every page, and the profile."""

    plan: Plan
    places: Places
    accounts: tuple[PageAccount, ...]
    fit: ProfileFit


def make_plan(
    pages: Iterable[PageLayout],
    page_count: int,
    inputs: ParseInputs,
    progress: Progress | None,
    locate_lines: Callable[[int, Box], Box] | None = None,
    omissions: Omissions | None = None,
) -> PlanReading:
    """Choose the profile that fits the pages, assemble the raw plan, and finish it.

    `locate_lines` converts boxes on the pages of a text to its lines; `omissions` collects what is left out.
    Raises NoPlanError, NoTextError or UnreadableError where no plan is found.
    """

    def page_done(done: int, projects: int) -> None:
        if progress is not None:
            progress(done, page_count, projects)

    omissions, legends = Omissions() if omissions is None else omissions, LegendCollector()
    uncertain = UncertainRows()
    watched = uncertain.watch_pages(legends.watch_pages(omissions.watch_pages(pages)))
    choice = choose_layout_profile(watched, inputs.profiles)
    draft = assemble_plan(choice.pages, choice.best.profile, page_done)
    draft = replace(draft, legend=legends.words)
    left_out = (*omissions.list_findings(), *omissions.report_unread_ink(draft.projects))
    draft = cut_long_texts(replace(draft, findings=(*draft.findings, *left_out)))
    chosen = inputs.options.profile is not None or choice.best.is_fit
    if not (draft.projects and chosen) and not (draft.hidden and inputs.options.include_hidden):
        raise explain_no_plan(
            draft, choice, inputs.path, omissions.lost, len(omissions.pictures), inputs.ocr_mode
        )
    if omissions.turned:
        draft = relocate_spans(draft, omissions.locate_on_page)
    if locate_lines is None:
        engine = inputs.options.engine
        return finish_plan(draft, page_count, engine, choice.best, inputs, omissions.recognitions)
    draft = uncertain.leave_out(draft, choice.best.profile.make_organisation())
    draft = replace(relocate_spans(draft, locate_lines), from_text=True)
    return finish_plan(draft, page_count, TEXT_ENGINE, choice.best, inputs)


def finish_plan(
    draft: RawPlan,
    page_count: int,
    engine: str,
    fit: ProfileFit,
    inputs: ParseInputs,
    recognitions: Mapping[int, PageRecognition] = MappingProxyType({}),
) -> PlanReading:
    """Interpret, correct and check a raw plan; `recognitions` are the results of recognition by page."""
    profile, vocabulary, named = inputs.find_settings(fit.profile)
    vocabulary = vocabulary.add_legend(draft.legend)
    name, _ = neutralize(inputs.path.name)  # a file's name may be no text at all
    source = Source(
        file=name,
        sha256=inputs.sha256,
        pages=page_count,
        profile=profile.name,
        engine=engine,
        page_methods=list_page_methods(page_count, recognitions),
    )
    lines = (line for project in draft.projects for line in project.departments)
    organisation = learn_departments(lines, profile.make_organisation())
    recognised = find_recognised_values(draft, recognitions, organisation)
    doubts = list_recognition_findings(recognised, recognitions)
    draft = map_to_paper(replace(draft, findings=(*draft.findings, *doubts)), recognitions)
    hidden = inputs.options.include_hidden
    plan = interpret_plan(draft, source, vocabulary, organisation, profile.reference, include_hidden=hidden)
    if inputs.corrections:
        plan = apply_corrections(plan, inputs.corrections, vocabulary)
    plan = plan.model_copy(update={"findings": [*plan.findings, *check_plan(plan)], **named})
    places = collect_places(draft, source.sha256, organisation)
    if recognised:
        places = places.model_copy(update={"confidences": collect_confidences(recognised)})
    return PlanReading(plan, places, draft.accounts, fit)
