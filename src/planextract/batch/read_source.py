"""Read one source of a run in the process that has it: the bytes, and the plan in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from planextract.api import Result, parse_with_accounts
from planextract.batch.sources import BatchSource, is_url
from planextract.dataset.config import FetchSettings
from planextract.dataset.fetch import CacheValidators, fetch_source
from planextract.inputs import InputFile, Options
from planextract.pipeline import Progress
from planextract.read.input_file import read_file


def read_address(address: str) -> InputFile:
    """Return the bytes at a path or URL.

    Raises UnreadableError when there is nothing to read, FetchError for a URL that can't be fetched.
    """
    if not is_url(address):
        return InputFile(Path(address), read_file(Path(address)))
    fetched = fetch_source(address, CacheValidators(), FetchSettings())
    assert fetched is not None, "without validators a server can't answer that nothing has changed"
    return InputFile(Path(fetched.name), fetched.data)


def parse_source(
    source: BatchSource, read: InputFile, options: Options, progress: Progress | None = None
) -> Result:
    """Return the plan in the bytes of a source, read in this process with the settings of the source.

    Raises a PlanextractError as `parse` does.
    """
    own = apply_settings(options, dict(source.settings))
    return parse_with_accounts(read.data, own, progress, name=str(read.path))


def apply_settings(options: Options, own: Mapping[str, str]) -> Options:
    """Return the options with the settings of one source."""
    return replace(
        options,
        profile=own.get("profile", options.profile),
        body_code=own.get("body_code", options.body_code),
        body_name=own.get("body_name", options.body_name),
        password=own.get("password", options.password),
    )
