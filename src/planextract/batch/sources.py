"""Expand what a user names on the command line into the files of a run, each with a name of its own."""

from __future__ import annotations

import csv
import glob
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from planextract.errors import UnreadableError, UsageError
from planextract.export.extras import import_library
from planextract.read.input_file import read_file
from planextract.wording.messages import make_message

PLAN_SUFFIXES = (".pdf", ".txt")
"""Endings of the files that are taken from a folder, in any case; other files in it are left alone."""

LIST_MARK = "@"
"""What stands before the path of a file that lists sources, one in a line."""

ADDRESS_COLUMNS = ("path", "url", "source")
"""Columns of a table of sources that may hold the address; the first that is there is used."""

SETTING_COLUMNS = ("profile", "body_code", "body_name", "edition", "password")
"""Columns of a table of sources that set how each file is read; an empty cell sets nothing."""

_UNSAFE = re.compile(r"[^\w.-]+")


class BatchSource(NamedTuple):
    """A file to parse."""

    address: str
    """Its path, or its URL."""
    name: str = ""
    """The name of its output, unique within a run; empty until `name_sources` has given it."""
    settings: tuple[tuple[str, str], ...] = ()
    """Pairs of a column of SETTING_COLUMNS and its value."""


def is_url(address: str) -> bool:
    """Return whether an address is fetched over HTTP.

    >>> is_url("https://example.jp/plan.pdf"), is_url("plans/plan.pdf")
    (True, False)
    """
    return urlsplit(address).scheme in ("http", "https")


def expand_sources(words: Sequence[str]) -> list[BatchSource]:
    """Return the files that the words name, each once, in the order of the words.

    A word is a file, a URL, a folder (all plans below it, by path), a pattern such as `plans/*.pdf`, `@FILE`
    for a list with one source in a line, or a CSV or Parquet table with a column of ADDRESS_COLUMNS.

    Raises UsageError for a pattern that matches nothing, UnreadableError for a list that can't be read or a
    folder without plans.
    """
    found = dict.fromkeys(source for word in words for source in _expand_word(word))
    return name_sources(found)


def _expand_word(word: str) -> Iterator[BatchSource]:
    path = Path(word)
    if is_url(word):
        yield BatchSource(word)
    elif word.startswith(LIST_MARK):
        listed = Path(word.removeprefix(LIST_MARK))
        for line in read_file(listed).decode("utf-8-sig").splitlines():
            if line.strip() and not line.startswith("#"):
                yield from _expand_word(line.strip())
    elif path.is_dir():
        plans = sorted(each for each in path.rglob("*") if each.suffix.lower() in PLAN_SUFFIXES)
        if not plans:
            raise UnreadableError(
                make_message("The folder {word} can't be read as plans: it has no PDF files.", word=word),
                "Name another folder, or the files.",
            )
        yield from (BatchSource(str(each)) for each in plans if each.is_file())
    elif path.exists() and path.suffix.lower() in (".csv", ".parquet"):
        yield from _read_table(path)
    elif not path.exists() and glob.has_magic(word):
        matches = sorted(glob.glob(word, recursive=True))
        if not matches:
            raise UsageError(make_message("No file matches {word}.", word=word), "Check the pattern.")
        yield from (BatchSource(match) for match in matches if Path(match).is_file())
    else:
        yield BatchSource(word)  # a file that is missing fails by itself, beside the others


def _read_table(path: Path) -> Iterator[BatchSource]:
    """Yield the sources of a table; relative paths count from the table's folder."""
    rows = _read_parquet_rows(path) if path.suffix.lower() == ".parquet" else _read_csv_rows(path)
    for number, row in enumerate(rows, 1):
        address = next((row[column] for column in ADDRESS_COLUMNS if row.get(column)), None)
        if address is None:
            raise UsageError(
                make_message("Row {number} of {path} has no address.", number=number, path=path),
                make_message("Fill one of the columns {columns}.", columns=[*ADDRESS_COLUMNS]),
            )
        settings = tuple((column, row[column]) for column in SETTING_COLUMNS if row.get(column))
        yield BatchSource(address if is_url(address) else str(path.parent / address), settings=settings)


def _read_csv_rows(path: Path) -> list[dict[str, str]]:
    text = read_file(path).decode("utf-8-sig")
    return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(io.StringIO(text))]


def _read_parquet_rows(path: Path) -> list[dict[str, str]]:
    table = import_library("pyarrow.parquet", "parquet").read_table(path)
    return [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in table.to_pylist()
    ]


def name_sources(sources: Iterable[BatchSource]) -> list[BatchSource]:
    """Give every source a name that no other has: its file's name, with as many of its folders as it takes.

    `a/plan.pdf` and `b/plan.pdf` become `a-plan` and `b-plan`; a name that is still not unique, as of two
    URLs that differ in their query, is counted.
    """
    listed = list(sources)
    depth = [1] * len(listed)
    parts = [_split_address(source.address) for source in listed]
    while True:
        names = ["-".join(each[-count:]) for each, count in zip(parts, depth, strict=True)]
        clashing = [
            index
            for index, name in enumerate(names)
            if names.count(name) > 1 and depth[index] < len(parts[index])
        ]
        if not clashing:
            break
        for index in clashing:
            depth[index] += 1
    used: dict[str, int] = {}
    found = []
    for source, name in zip(listed, names, strict=True):
        used[name] = used.get(name, 0) + 1
        found.append(source._replace(name=name if used[name] == 1 else f"{name}-{used[name]}"))
    return found


def _split_address(address: str) -> list[str]:
    """Return the folders and the name without its ending, each safe as the name of a folder."""
    if is_url(address):
        split = urlsplit(address)
        path = PurePosixPath(split.netloc + unquote(split.path))
        parts = path.parts
    else:
        parts = Path(address).absolute().parts[1:]
    *folders, name = parts or ("plan",)
    return [_UNSAFE.sub("_", part).strip("._") or "_" for part in (*folders, PurePosixPath(name).stem)]
