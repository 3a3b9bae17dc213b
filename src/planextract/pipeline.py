"""The program from end to end: read, clean, lay out, assemble, interpret, check."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planextract.assemble import assemble
from planextract.assemble.fit import Choice, Fit, choose
from planextract.check import check
from planextract.clean.doubles import undouble
from planextract.clean.visible import visible
from planextract.corrections.apply import apply_corrections
from planextract.corrections.file import read_corrections
from planextract.errors import NoPlanError, NoTextError, UnreadableError
from planextract.layout.page import lay_out
from planextract.model.draft import Draft, PageAccount
from planextract.model.layout import PageLayout
from planextract.model.places import Places
from planextract.model.plan import Plan, Source
from planextract.normalise.places import places
from planextract.normalise.plan import interpret
from planextract.profiles import Profile, load_profile, load_vocabulary, shipped_profiles
from planextract.profiles.body import whose
from planextract.read import readers
from planextract.read.base import Document


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a plan."""

    engine: str = "pdfium"
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


def parse(path: str | Path, options: Options = Options()) -> Plan:
    """Read the action plan in a PDF file.

    Raises a PlanextractError that says what is wrong: UnreadableError, EncryptedError, NoTextError,
    NoPlanError, or UsageError for a profile or vocabulary that is not valid.
    """
    return parse_with_accounts(path, options).plan


def parse_with_accounts(path: str | Path, options: Options = Options()) -> Result:
    """As `parse`, with the places of the values and the accounts of the pages beside the plan."""
    path = Path(path)
    data = read_file(path)
    profiles = candidates(options)
    vocabularies = {each.name: load_vocabulary(options.vocabulary or each.vocabulary) for each in profiles}
    bodies = {
        each.name: whose(each, options.body_code, options.body_name, options.licence) for each in profiles
    }
    corrections = read_corrections(Path(options.corrections)) if options.corrections else ()
    with readers.reader(options.engine).open(data, options.password) as document:
        choice = choose(layouts(document, 1, document.page_count), profiles)
        profile = choice.best.profile
        draft = assemble(choice.pages, profile)
        page_count = document.page_count
    _recognised(draft, choice, path)
    vocabulary = vocabularies[profile.name]
    source = Source(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=page_count,
        profile=profile.name,
        engine=options.engine,
    )
    organisation = profile.units_of_body()
    plan = interpret(
        draft,
        source,
        vocabulary,
        organisation,
        profile.reference,
        include_hidden=options.include_hidden,
    )
    plan = apply_corrections(plan, corrections, vocabulary)
    plan = plan.model_copy(update={"findings": [*plan.findings, *check(plan)], **bodies[profile.name]})
    return Result(plan, places(draft, source.sha256, organisation), draft.accounts, choice.best)


def candidates(options: Options) -> list[Profile]:
    """The profiles that may be applied: the one that is named, or all that are shipped.

    Raises UsageError when the named one is not there or not valid.
    """
    return [load_profile(options.profile)] if options.profile is not None else shipped_profiles()


def layouts(document: Document, first: int, last: int) -> Iterator[PageLayout]:
    """The pages of a document as a reader sees them, laid out, one at a time."""
    for content in document.pages(first, last):
        yield lay_out(undouble(visible(content)))


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises UnreadableError when there is none, or it can't be read or is empty.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file {path}.", "Check the path.") from error
    except OSError as error:
        raise UnreadableError(f"{path} can't be read ({error.strerror}).", "Check what it is.") from error
    if not data:
        raise UnreadableError(f"{path} is empty.", "Download it again.")
    return data


def _recognised(draft: Draft, choice: Choice, path: Path) -> None:
    if draft.projects:
        return
    if not any(account.read for account in draft.accounts):
        raise NoTextError(
            f"The pages of {path} have no text layer: they are pictures.",
            "Run OCR on the file first (for example `ocrmypdf -l jpn in.pdf out.pdf`).",
        )
    raise NoPlanError(
        f"No action plan was recognised in {path}: {_nearest(choice)}.",
        f"Check that this is the right file; if it is, `planextract profiles new {path}` drafts a profile "
        "for it.",
    )


def _nearest(choice: Choice) -> str:
    """Which profile comes nearest, and what of it is missing."""
    best = choice.best
    name, score = best.profile.name, f"score {best.score:.2f}"
    if not best.missing:
        return f"the profile {name} fits ({score}), but no project could be read with it"
    if not best.found:
        tried = " or ".join(fit.profile.name for fit in (best, *choice.others))
        return f"nothing that the profile {tried} names was found"
    return f"the profile {name} comes nearest ({score}), but these were not found: {', '.join(best.missing)}"


__all__ = ["Options", "Profile", "Result", "layouts", "parse", "parse_with_accounts", "read_file"]
