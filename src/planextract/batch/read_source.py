"""Read one source of a run in the process that has it: the bytes, and the plan in them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from planextract.batch.sources import Source, is_url
from planextract.dataset.config import FetchSettings
from planextract.dataset.fetch import CacheValidators, fetch_source
from planextract.pipeline import Options, Progress, Result, parse_with_accounts


def parse_source(source: Source, options: Options, progress: Progress | None = None) -> Result:
    """Return the plan of a source, read in this process with the settings of the source.

    Raises a PlanextractError as `parse` does, and FetchError for a URL that can't be fetched.
    """
    with open_local_copy(source.address) as path:
        return parse_with_accounts(path, apply_settings(options, dict(source.settings)), progress)


def apply_settings(options: Options, own: Mapping[str, str]) -> Options:
    """Return the options with the settings of one source."""
    return replace(
        options,
        profile=own.get("profile", options.profile),
        body_code=own.get("body_code", options.body_code),
        body_name=own.get("body_name", options.body_name),
        password=own.get("password", options.password),
    )


@contextmanager
def open_local_copy(address: str) -> Iterator[Path]:
    """Yield the path of a source; a URL is fetched into a temporary folder first."""
    if not is_url(address):
        yield Path(address)
        return
    fetched = fetch_source(address, CacheValidators(), FetchSettings())
    assert fetched is not None, "without validators a server can't answer that nothing has changed"
    with tempfile.TemporaryDirectory(prefix="planextract-") as folder:
        path = Path(folder) / Path(fetched.name).name
        path.write_bytes(fetched.data)
        yield path
