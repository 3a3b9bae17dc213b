"""Read plans and write datasets from Python: the functions and classes behind the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planextract.export.formats import DEFAULT_FORMATS, parse_format_names
from planextract.export.json import PLACES_FILE, places_json
from planextract.export.load import load_plan
from planextract.export.write import write_plan
from planextract.families.choose import ProfileFit
from planextract.inputs import FileSource, Options, read_source
from planextract.isolation.guard import DEFAULT_GUARD, Guard
from planextract.model.plan import Plan
from planextract.model.provenance import Places
from planextract.model.raw_plan import PageAccount
from planextract.pipeline import Progress
from planextract.plan_reader import read_plan

__all__ = [
    "FileSource",
    "Guard",
    "Options",
    "PageDrawing",
    "Result",
    "draw_page",
    "load",
    "parse",
    "parse_with_accounts",
    "write_dataset",
]

_DEFAULT_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Result:
    """A plan, the page areas of its values, and for every page the count of its glyphs by use."""

    plan: Plan
    places: Places
    accounts: tuple[PageAccount, ...]
    fit: ProfileFit
    """Profile that was applied, and its score."""

    def save(self, folder: str | Path, formats: Iterable[str] = DEFAULT_FORMATS) -> None:
        """Write the plan into a folder, as `write_dataset` does, with places.json beside plan.json."""
        write_dataset(self.plan, folder, formats, self.places)

    def _repr_html_(self) -> str:
        """Return the plan as a notebook shows it."""
        return self.plan._repr_html_()


def parse(
    source: FileSource,
    options: Options = _DEFAULT_OPTIONS,
    progress: Progress | None = None,
    guard: Guard | None = None,
    *,
    name: str | None = None,
) -> Plan:
    """Read the action plan in a PDF, or in a text: a path (`-` is standard input), bytes or a file object.

    `progress` is called after each page; a text is read at once. `name` is the file name of bytes.

    Without a guard this process reads the file. With one, other processes read it, as in the command line: a
    file that crashes the reader, hangs it or exhausts the memory then raises an UnreadableError.

    Raises a PlanextractError that describes the problem: UnreadableError, EncryptedError, NoTextError,
    NoPlanError, or UsageError for a profile or vocabulary that is not valid.
    """
    return parse_with_accounts(source, options, progress, guard, name=name).plan


def parse_with_accounts(
    source: FileSource,
    options: Options = _DEFAULT_OPTIONS,
    progress: Progress | None = None,
    guard: Guard | None = None,
    *,
    name: str | None = None,
) -> Result:
    """Read a plan as `parse` does, and also return the page areas of its values and the page accounts."""
    read = read_plan(read_source(source, name), options, progress, guard)
    return Result(read.plan, read.places, read.accounts, read.fit)


@dataclass(frozen=True, slots=True)
class PageDrawing:
    """A drawing of a page as the pipeline saw it, in SVG; a notebook shows it."""

    svg: str

    def save(self, path: str | Path) -> None:
        """Write the drawing to an .svg file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def _repr_svg_(self) -> str:
        """Return the drawing as a notebook shows it."""
        return self.svg


def draw_page(
    path: str | Path, page: int, options: Options = _DEFAULT_OPTIONS, guard: Guard = DEFAULT_GUARD
) -> PageDrawing:
    """Draw a page of a PDF, counted from 1: its glyphs, and what became of them.

    The file is read in a process of its own. Raises UsageError when there is no such page, and the errors of
    reading a file.
    """
    from planextract.inspect.svg import draw_page_svg  # rarely needed
    from planextract.inspect.view import inspect_page

    return PageDrawing(draw_page_svg(inspect_page(Path(path), page, options, guard)))


def load(folder: str | Path) -> Plan:
    """Load the plan in a folder that `parse` or `update` wrote, or in a plan.json.

    Raises UnreadableError when there is none, InvalidDataError when it is not valid.
    """
    return load_plan(Path(folder))


def write_dataset(
    plan: Plan,
    folder: str | Path,
    formats: Iterable[str] = DEFAULT_FORMATS,
    places: Places | None = None,
) -> None:
    """Write a plan into a folder in each of the formats, such as `json`, `csv` or `xlsx`, all or nothing.

    Raises UsageError for an unknown format or one whose library is not installed, OutputError when the
    folder can't be written.
    """
    names = parse_format_names([formats] if isinstance(formats, str) else formats)
    beside = {PLACES_FILE: places_json(places)} if places is not None and "json" in names else {}
    write_plan(plan, Path(folder), names, beside)
