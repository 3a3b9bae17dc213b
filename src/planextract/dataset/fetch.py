"""Fetch one file over HTTP or from disk, within limits on time, size, retries and redirects."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from planextract import __version__
from planextract.dataset.config import FetchSettings, is_url
from planextract.dataset.http import (
    BrokenOffError,
    DeadlineError,
    HttpAnswer,
    PrivateAddressError,
    RefusedError,
    TooLargeError,
    TransferClock,
    TransferError,
    WebAddress,
    clean_validator,
    is_public,
    send_request,
    split_address,
)
from planextract.errors import PlanextractError, UnreadableError
from planextract.harmless import make_printable
from planextract.read.input_file import read_file
from planextract.read.text_encoding import TEXT_SUFFIXES
from planextract.wording.messages import make_message

_RETRIED_STATUSES = (429, 500, 502, 503, 504)
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT_REDIRECTS = (301, 308)
_MAX_PAUSE_SECONDS = 60.0
"""Longest pause between two tries, even where the server asks for more."""
_BEFORE_PDF = b" \t\r\n\x00\x0c\xef\xbb\xbf"
"""Bytes that may stand before the first line of a PDF: white space and a byte order mark."""
_NEW_ADDRESS = "Look for the plan's new address and put it into the YAML file."


class FetchError(UnreadableError):
    """A source can't be fetched, or is not a plan."""


@dataclass(frozen=True, slots=True)
class CacheValidators:
    """HTTP cache validators of a file (ETag, Last-Modified); None where the server sent none."""

    etag: str | None = None
    last_modified: str | None = None

    def build_headers(self) -> dict[str, str]:
        """Return the headers of a conditional request, empty without validators."""
        found = {
            "If-None-Match": clean_validator(self.etag),
            "If-Modified-Since": clean_validator(self.last_modified),
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A fetched file with its cache validators."""

    name: str
    data: bytes
    validators: CacheValidators
    moved_to: str | None = None
    """Address to which the server has moved the file for good."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def fetch_source(source: str, known: CacheValidators, settings: FetchSettings) -> FetchedFile | None:
    """Return the file at an address or path; None when the server reports that it has not been modified.

    Raises FetchError for a request without an answer, an error status, a redirect that leads nowhere, away
    from http(s) or into a private network, and a file that is too large, too slow, cut short, or not what its
    address promises. Raises UnreadableError for a path that can't be read.
    """
    if is_url(source):
        try:
            return _SourceDownload(source, known, settings).fetch_file()
        except DeadlineError as error:
            raise _build_deadline_error(source, settings) from error
        except TooLargeError as error:
            raise _build_size_error(source, settings) from error
        except TransferError as error:
            what = (
                "{url} broke off while it was downloaded ({reason})."
                if isinstance(error, BrokenOffError)
                else "{url} can't be fetched ({reason})."
            )
            raise FetchError(
                make_message(what, url=source, reason=error), "Check the address, or try again later."
            ) from error
        except PrivateAddressError as error:
            raise FetchError(
                make_message(
                    "{url} leads to {host}, a host within a private network.", url=source, host=error
                ),
                "If that is meant, name the host in fetch.allow_hosts in the YAML file.",
            ) from error
    path = Path(source)
    if path.is_file() and path.stat().st_size > settings.max_bytes:
        raise _build_size_error(source, settings)
    return FetchedFile(path.name, read_file(path), CacheValidators())


class _SourceDownload:
    """A download with its clock, its tries and its redirects."""

    def __init__(self, url: str, known: CacheValidators, settings: FetchSettings) -> None:
        self._url, self._known, self._settings = url, known, settings
        self._clock = TransferClock(time.monotonic() + settings.deadline, settings.timeout)
        try:
            self._first = split_address(url)
        except RefusedError as error:
            raise FetchError(
                make_message("{url} is {what}.", url=make_printable(url), what=error),
                "Correct it in the YAML file.",
            ) from error
        self._failures = 0

    def fetch_file(self) -> FetchedFile | None:
        """Try until the file is there, or until what remains of the tries or of the time is used up."""
        while True:
            try:
                return self._follow_redirects()
            except RefusedError as error:
                raise FetchError(
                    make_message("{url} sends {what}.", url=self._url, what=error),
                    "Open it in a browser and see what is published there.",
                ) from error
            except TransferError:
                self._failures += 1
                if self._failures > self._settings.retries:
                    raise
                self._wait_before_retry(None)

    def _follow_redirects(self) -> FetchedFile | None:
        """Request the address, and those it redirects to."""
        address, moved = self._first, True
        for _ in range(self._settings.redirects + 1):
            answer = self._request_again(address)
            try:
                if answer.status not in _REDIRECTS:
                    taken = self._take_answer(answer)
                    moved = moved and address != self._first
                    return replace(taken, moved_to=str(address)) if taken and moved else taken
                moved = moved and answer.status in _PERMANENT_REDIRECTS
                address = self._resolve_redirect(address, answer.headers.get("location", ""))
            finally:
                answer.close()
        raise FetchError(
            make_message(
                "{url} leads on to other addresses more than {redirects} times.",
                url=self._url,
                redirects=self._settings.redirects,
            ),
            _NEW_ADDRESS,
        )

    def _request_again(self, address: WebAddress) -> HttpAnswer:
        """Request one address, again where its answer says that the server is busy."""
        headers = {
            "User-Agent": f"planextract/{__version__}",
            "Accept-Encoding": "identity",
            "Accept": "application/pdf, */*;q=0.5",
            **self._known.build_headers(),
        }
        while True:
            answer = send_request(address, headers, self._clock, self._is_allowed)
            if answer.status not in _RETRIED_STATUSES or self._failures >= self._settings.retries:
                return answer
            answer.close()
            self._failures += 1
            self._wait_before_retry(answer)

    def _wait_before_retry(self, answer: HttpAnswer | None) -> None:
        """Wait before the next try; raise FetchError where the server asks for more time than there is."""
        again = self._failures - 2
        seconds = self._settings.backoff * 2**again if again >= 0 else 0.0
        asked = answer.headers.get("retry-after", "") if answer is not None else ""
        if asked.isascii() and asked.isdecimal():
            seconds = max(seconds, float(asked[:9]))
            if seconds > self._clock.get_seconds_left() and answer is not None:
                raise FetchError(
                    make_message(
                        "{url} answers with status {status} and asks to come back in {seconds:,} s, "
                        "later than fetch.deadline allows.",
                        url=self._url,
                        status=answer.status,
                        seconds=int(seconds),
                    ),
                    "Try again later.",
                )
        time.sleep(min(seconds, _MAX_PAUSE_SECONDS, self._clock.get_seconds_left()))
        self._clock.get_seconds_left()

    def _resolve_redirect(self, address: WebAddress, location: str) -> WebAddress:
        """Return the address that a redirect leads to.

        Raises FetchError where it leads nowhere, or to what is neither https nor as open as the source was.
        """
        if not location.strip():
            raise FetchError(
                make_message("{url} leads on to an address that is missing.", url=self._url), _NEW_ADDRESS
            )
        try:
            target = split_address(urljoin(str(address), location.strip()))
        except (RefusedError, ValueError) as error:
            what = error if isinstance(error, RefusedError) else "an address that is not valid"
            raise FetchError(
                make_message("{url} leads to {what}.", url=self._url, what=what), _NEW_ADDRESS
            ) from error
        if target.scheme == "http" and self._first.scheme == "https":
            raise FetchError(
                make_message("{url} leads from https to an address without it.", url=self._url), _NEW_ADDRESS
            )
        return target

    def _is_allowed(self, address: WebAddress, ip: str) -> bool:
        """Return True for an IP address that may be connected to.

        One in a private network must be meant: the source itself names it, or fetch.allow_hosts does.
        """
        if is_public(ip) or address.host in self._settings.allow_hosts:
            return True
        named = (
            address.host == "localhost" or address.host.replace(".", "").isdecimal() or ":" in address.host
        )
        same_host = address.host == self._first.host and address.port in (self._first.port, 443)
        return same_host and named

    def _take_answer(self, answer: HttpAnswer) -> FetchedFile | None:
        """Return the file of an answer, None for status 304."""
        if answer.status == 304 and self._known.build_headers():
            return None
        if answer.status != 200:
            remedy = _NEW_ADDRESS if answer.status in (401, 403, 404, 410) else "Try again later."
            raise FetchError(
                make_message("{url} answers with status {status}.", url=self._url, status=answer.status),
                remedy,
            )
        data = answer.read_body(self._settings.max_bytes)
        _check_type(self._url, data, answer.headers.get("content-type", ""))
        validators = CacheValidators(
            clean_validator(answer.headers.get("etag")), clean_validator(answer.headers.get("last-modified"))
        )
        return FetchedFile(_make_file_name(self._url), data, validators)


def _check_type(url: str, data: bytes, content_type: str) -> None:
    """Raise FetchError unless the data begin as a PDF, or the address is that of a text."""
    is_pdf = data[:1024].lstrip(_BEFORE_PDF).startswith(b"%PDF-")
    kind = make_printable(content_type.partition(";")[0].strip().lower())[:80]
    if is_pdf or (data and kind == "text/plain" and _make_file_name(url).lower().endswith(TEXT_SUFFIXES)):
        return
    told = (
        "{url} is no PDF: the server sent {kind}."
        if data
        else "{url} is no PDF: the server sent {kind}, and nothing in it."
    )
    raise FetchError(
        make_message(told, url=url, kind=kind or make_message("something without a type")),
        "Open the address in a browser; it may lead to a page that links the PDF.",
    )


def _build_deadline_error(source: str, settings: FetchSettings) -> FetchError:
    return FetchError(
        make_message("{url} was not there within {deadline:g} s.", url=source, deadline=settings.deadline),
        "Try again later, or raise fetch.deadline in the YAML file.",
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


def _make_file_name(url: str) -> str:
    """Return the file's name in an address, without characters that file systems forbid."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    plain = "".join(char for char in name if char.isprintable() and char not in '\\/:*?"<>|')
    # a name has at most 255 bytes, and its end matters
    while len(plain.encode()) > 200:
        plain = plain[1:]
    return plain if plain.strip(".") else "plan.pdf"
