"""The program from end to end: read, clean, lay out, assemble, interpret, check."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planextract.assemble.records import assemble
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
from planextract.profiles import Profile, load_profile, load_vocabulary
from planextract.profiles.body import whose
from planextract.read import readers
from planextract.read.base import Document
from planextract.text.assemble import assemble_text
from planextract.text.decode import decode, is_text

TEXT = "text"
"""The engine of what has no pages to read, only text."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a plan."""

    engine: str = "pdfium"
    """pdfium or pdfplumber; text where the file is text whatever it is called."""
    password: str | None = None
    profile: str = "ward"
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


def parse(path: str | Path, options: Options = Options()) -> Plan:
    """Read the action plan in a PDF file, or in a text file; the path `-` is standard input.

    Raises a PlanextractError that says what is wrong: UnreadableError, EncryptedError, NoTextError,
    NoPlanError, or UsageError for a profile or vocabulary that is not valid.
    """
    return parse_with_accounts(path, options).plan


def parse_with_accounts(path: str | Path, options: Options = Options()) -> Result:
    """As `parse`, with the places of the values and the accounts of the pages beside the plan."""
    path = Path(path)
    data = read_file(path)
    profile = load_profile(options.profile)
    vocabulary = load_vocabulary(options.vocabulary or profile.vocabulary)
    corrections = read_corrections(Path(options.corrections)) if options.corrections else ()
    named = whose(profile, options.body_code, options.body_name, options.licence)
    if options.engine == TEXT or is_text(path.name, data):
        engine = TEXT
        draft = assemble_text(decode(data, path.name), profile, vocabulary)
        page_count = max((account.page for account in draft.accounts), default=1)
    else:
        engine = options.engine
        with readers.reader(engine).open(data, options.password) as document:
            draft = assemble(layouts(document, 1, document.page_count), profile)
            page_count = document.page_count
    _recognised(draft, path)
    source = Source(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=page_count,
        profile=profile.name,
        engine=engine,
    )
    organisation = profile.units_of_body()
    plan = interpret(draft, source, vocabulary, organisation, include_hidden=options.include_hidden)
    plan = apply_corrections(plan, corrections, vocabulary)
    plan = plan.model_copy(update={"findings": [*plan.findings, *check(plan)], **named})
    return Result(plan, places(draft, source.sha256, organisation), draft.accounts)


def layouts(document: Document, first: int, last: int) -> Iterator[PageLayout]:
    """The pages of a document as a reader sees them, laid out, one at a time."""
    for content in document.pages(first, last):
        yield lay_out(undouble(visible(content)))


def read_file(path: Path) -> bytes:
    """The bytes of a file; `-` is standard input.

    Raises UnreadableError when there is none, or it can't be read or is empty.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file {path}.", "Check the path.") from error
    except OSError as error:
        raise UnreadableError(f"{path} can't be read ({error.strerror}).", "Check what it is.") from error
    if not data:
        raise UnreadableError(f"{path} is empty.", "Download it again.")
    return data


def _recognised(draft: Draft, path: Path) -> None:
    if draft.projects:
        return
    if not draft.lines and not any(account.read for account in draft.accounts):
        raise NoTextError(
            f"The pages of {path} have no text layer: they are pictures.",
            "Run OCR on the file first (for example `ocrmypdf -l jpn in.pdf out.pdf`).",
        )
    raise NoPlanError(
        f"No action plan was recognised in {path}.",
        "Name the layout with --profile, or check that this is the right file.",
    )


__all__ = ["Options", "Profile", "Result", "layouts", "parse", "parse_with_accounts", "read_file"]
