"""Fetch one file over HTTP or from disk, within limits on time, size, retries and redirects."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import (
    HTTPError,
    LocationValueError,
    MaxRetryError,
    ProtocolError,
    ReadTimeoutError,
    ResponseError,
)
from urllib3.util.retry import Retry

from planextract import __version__
from planextract.dataset.config import FetchSettings, is_url
from planextract.errors import PlanextractError, UnreadableError
from planextract.read.input_file import read_file
from planextract.wording.messages import make_message

_RETRY_STATUSES = (429, 500, 502, 503, 504)
"""HTTP statuses after which a request is retried."""
_MAX_WAIT_SECONDS = 60
"""Maximum pause between two tries in seconds, even where the server asks for more."""
_CHUNK_BYTES = 65536
"""Bytes of a body that are read at a time."""


class FetchError(UnreadableError):
    """A source can't be fetched, or is not a plan."""


@dataclass(frozen=True, slots=True)
class CacheValidators:
    """HTTP cache validators of a file (ETag, Last-Modified); None where the server sent none."""

    etag: str | None = None
    last_modified: str | None = None

    def build_headers(self) -> dict[str, str]:
        """Return the headers of a conditional request, empty without validators."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A fetched file with its cache validators."""

    name: str
    data: bytes
    validators: CacheValidators

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def fetch_source(source: str, known: CacheValidators, settings: FetchSettings) -> FetchedFile | None:
    """Return the file at an address or path; None when the server reports that it has not been modified.

    Raises FetchError for a request without an answer, an error status, a redirect that leads nowhere or
    away from http(s), and a file that is too large, cut short, or neither a PDF nor plain text. Raises
    UnreadableError for a path that can't be read.
    """
    if is_url(source):
        return _download_file(source, known, settings)
    path = Path(source)
    if path.is_file() and path.stat().st_size > settings.max_bytes:
        raise _build_size_error(source, settings)
    return FetchedFile(path.name, read_file(path), CacheValidators())


def _download_file(url: str, known: CacheValidators, settings: FetchSettings) -> FetchedFile | None:
    """Download a file, with retries; None when the server answers that it has not been modified."""
    headers = {
        "User-Agent": f"planextract/{__version__}",
        "Accept-Encoding": "identity",
        **known.build_headers(),
    }
    retries = Retry(
        total=settings.retries + settings.redirects,
        connect=settings.retries,
        read=settings.retries,
        status=settings.retries,
        other=0,
        redirect=settings.redirects,
        status_forcelist=_RETRY_STATUSES,
        backoff_factor=settings.backoff,
        backoff_max=_MAX_WAIT_SECONDS,
        retry_after_max=_MAX_WAIT_SECONDS,
        raise_on_status=False,
    )
    end = time.monotonic() + settings.deadline
    with urllib3.PoolManager(timeout=urllib3.Timeout(settings.timeout)) as pool:
        while True:
            try:
                response = pool.request("GET", url, headers=headers, retries=retries, preload_content=False)
            except HTTPError as error:
                raise _build_request_error(url, error, settings) from error
            try:
                return _read_response(url, response, settings, end, conditional=bool(known.build_headers()))
            except (ProtocolError, ReadTimeoutError) as error:
                # urllib3 retries a request, but not a body that breaks off while it is read
                try:
                    retries = (response.retries or retries).increment("GET", url, error=error)
                except HTTPError as last:
                    raise FetchError(
                        make_message(
                            "{url} broke off while it was downloaded ({reason}).",
                            url=url,
                            reason=_extract_reason(error),
                        ),
                        "Try again later.",
                    ) from last
                _check_time(url, settings, end)
                retries.sleep()
            finally:
                response.close()


def _read_response(
    url: str,
    response: urllib3.BaseHTTPResponse,
    settings: FetchSettings,
    end: float,
    conditional: bool,
) -> FetchedFile | None:
    """Return the file of a response, None for status 304; `end` is a time of `time.monotonic`."""
    if response.status == 304 and conditional:
        return None
    if response.status != 200:
        remedy = (
            "Look for the plan's new address and put it into the YAML file."
            if response.status in (401, 403, 404, 410)
            else "Try again later."
        )
        raise FetchError(
            make_message("{url} answers with status {status}.", url=url, status=response.status), remedy
        )
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > settings.max_bytes:
        raise _build_size_error(url, settings)
    data = _read_body(url, response, settings, end)
    _check_type(url, data, response.headers.get("Content-Type", ""))
    validators = CacheValidators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
    return FetchedFile(_make_file_name(url), data, validators)


def _read_body(url: str, response: urllib3.BaseHTTPResponse, settings: FetchSettings, end: float) -> bytes:
    """Return the body of a response.

    Raises FetchError as soon as it is too large or too slow, ProtocolError when it ends before its
    announced length.
    """
    data = bytearray()
    # read1 returns the bytes that have arrived; read would wait for a whole chunk, however slowly it comes
    while part := response.read1(_CHUNK_BYTES):
        data += part
        if len(data) > settings.max_bytes:
            raise _build_size_error(url, settings)
        _check_time(url, settings, end)
    return bytes(data)


def _check_time(url: str, settings: FetchSettings, end: float) -> None:
    """Raise FetchError after `end`, a time of `time.monotonic`."""
    if time.monotonic() > end:
        raise FetchError(
            make_message("{url} was not there within {deadline:g} s.", url=url, deadline=settings.deadline),
            "Try again later, or raise fetch.deadline in the YAML file.",
        )


def _check_type(url: str, data: bytes, content_type: str) -> None:
    """Raise FetchError unless the data are a PDF, by their first bytes, or announced as plain text."""
    kind = content_type.partition(";")[0].strip().lower()
    if b"%PDF-" in data[:1024] or (kind == "text/plain" and data):
        return
    raise FetchError(
        make_message(
            "{url} is no PDF: the server sent {kind}."
            if data
            else "{url} is no PDF: the server sent {kind}, and nothing in it.",
            url=url,
            kind=kind or make_message("something without a type"),
        ),
        "Open the address in a browser; it may lead to a page that links the PDF.",
    )


def _build_size_error(source: str, settings: FetchSettings) -> PlanextractError:
    return FetchError(
        make_message(
            "{source} is larger than {max_megabytes:g} MB.",
            source=source,
            max_megabytes=settings.max_megabytes,
        ),
        "Check that it is the plan, and raise fetch.max_megabytes in the YAML file if it is.",
    )


def _build_request_error(url: str, error: HTTPError, settings: FetchSettings) -> FetchError:
    reason = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(error, LocationValueError):
        return FetchError(
            make_message(
                "{url} leads to an address that is neither http nor https ({error}).", url=url, error=error
            ),
            "Look for the plan's new address and put it into the YAML file.",
        )
    if isinstance(reason, ResponseError) and "redirect" in str(reason):
        return FetchError(
            make_message(
                "{url} leads on to other addresses more than {redirects} times.",
                url=url,
                redirects=settings.redirects,
            ),
            "Look for the plan's new address and put it into the YAML file.",
        )
    return FetchError(
        make_message("{url} can't be fetched ({reason}).", url=url, reason=_extract_reason(reason)),
        "Check the address, or try again later.",
    )


def _extract_reason(error: BaseException | None) -> str:
    """Return the message of an error without the object descriptions that urllib3 puts before it."""
    text = str(error).rpartition(">: ")[2] if error is not None else "no reason given"
    return text.rstrip(".")


def _make_file_name(url: str) -> str:
    """Return the file's name in an address, without characters that file systems forbid."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    plain = "".join(char for char in name if char.isprintable() and char not in '\\/:*?"<>|')
    return plain if plain.strip(".") else "plan.pdf"
