"""Request one address over HTTP with one clock for everything: name look-up, TLS, headers, body.

The answer is untrusted. Every wait for the next bytes ends with the clock, however slowly they come; nothing
is decoded that was not asked for; and the address that was checked is the one that is connected to.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

_CHUNK_BYTES = 65536
"""Bytes of a body that are read at a time."""

_MAX_ADDRESS_CHARACTERS = 8_000
_HARMFUL_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\\]|%0[ad]", re.IGNORECASE)
_TOKEN = re.compile(r"[!-~]{1,200}")

AddressPolicy = Callable[["WebAddress", str], bool]
"""Function that decides whether an IP address may be connected to for a web address."""


class DeadlineError(Exception):
    """The clock has run out."""


class TransferError(Exception):
    """The connection or the answer is faulty; a second try may succeed."""


class BrokenOffError(TransferError):
    """The body ended or stopped before its end."""


class RefusedError(Exception):
    """The answer or address is one that is never accepted; the message is a clause for the user."""


class PrivateAddressError(Exception):
    """A host within a private network, which nothing in the settings allows; the message is its name."""


class TooLargeError(Exception):
    """The body is larger than allowed."""


@dataclass(frozen=True, slots=True)
class TransferClock:
    """The time that is left for one source."""

    end: float
    """Time of `time.monotonic` at which it ends."""
    patience: float
    """Seconds to wait for the next bytes."""

    def get_seconds_left(self) -> float:
        """Return the seconds that are left; raise DeadlineError when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left

    def get_patience(self) -> float:
        """Return the seconds to wait for the next bytes."""
        return min(self.patience, self.get_seconds_left())


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address, split and checked."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, encoded."""

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.target}"


def split_address(text: str) -> WebAddress:
    """Return the parts of an address.

    Raises RefusedError when it is not an http or https address that can be requested.
    """
    if len(text) > _MAX_ADDRESS_CHARACTERS:
        raise RefusedError(f"an address of {len(text):,} characters")
    if _HARMFUL_IN_ADDRESS.search(text):
        raise RefusedError("an address with control characters")
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if host and not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise RefusedError("an address that is not valid") from error
    if parts.scheme not in ("http", "https") or not host:
        raise RefusedError("an address that is neither http nor https")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("an address with a password")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    return WebAddress(
        parts.scheme, host.lower(), port or {"http": 80, "https": 443}[parts.scheme], path + query
    )


@dataclass(slots=True)
class HttpAnswer:
    """The status and headers of an answer, and its body to be read."""

    status: int
    headers: Mapping[str, str]
    _response: http.client.HTTPResponse
    _clock: TransferClock
    _close: Callable[[], None] = field(repr=False)

    def read_body(self, max_bytes: int) -> bytes:
        """Return the body.

        Raises TooLargeError, BrokenOffError, DeadlineError, and RefusedError for an unwanted packing.
        """
        length = self.headers.get("content-length")
        if length is not None and re.fullmatch(r"[0-9]+", length) is None:
            raise RefusedError("an answer whose Content-Length is not a number")
        if length is not None and (len(length) > 18 or int(length) > max_bytes):
            raise TooLargeError
        data = bytearray()
        for part in _decode_body(self._iter_body(), self.headers.get("content-encoding", "")):
            data += part
            if len(data) > max_bytes:
                raise TooLargeError
        return bytes(data)

    def close(self) -> None:
        """Close the connection."""
        self._close()

    def _iter_body(self) -> Iterator[bytes]:
        try:
            while part := self._response.read1(_CHUNK_BYTES):
                yield part
        except (http.client.HTTPException, OSError, ValueError) as error:
            raise BrokenOffError(describe_failure(error)) from error
        if self._response.length:  # what is left of the announced length
            raise BrokenOffError(f"{self._response.length:,} bytes are missing")


def send_request(
    address: WebAddress, headers: Mapping[str, str], clock: TransferClock, allows: AddressPolicy
) -> HttpAnswer:
    """Send a GET request and return the answer, its body not yet read.

    `allows` decides whether an IP address may be connected to. Raises TransferError when there is no sound
    answer, PrivateAddressError when no IP address is allowed, DeadlineError when the clock runs out.
    """
    try:
        connection = _open_connection(address, clock, allows)
    except TimeoutError as error:
        clock.get_seconds_left()
        raise TransferError("connecting timed out") from error
    except (OSError, ssl.SSLError) as error:
        raise TransferError(describe_failure(error)) from error
    try:
        lines = [f"GET {address.target} HTTP/1.1", f"Host: {address.host_header}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        connection.settimeout(clock.get_patience())
        connection.sendall("\r\n".join((*lines, "", "")).encode("ascii"))
        timed: Any = _TimedConnection(connection, clock)
        response = http.client.HTTPResponse(timed, method="GET")
        response.begin()
        named = {name.lower(): value for name, value in response.getheaders()}
        return HttpAnswer(response.status, named, response, clock, connection.close)
    except TimeoutError as error:
        connection.close()
        clock.get_seconds_left()
        raise TransferError("waiting for an answer timed out") from error
    except (http.client.HTTPException, OSError, ValueError, AssertionError) as error:
        connection.close()
        raise TransferError(describe_failure(error)) from error
    except BaseException:
        connection.close()
        raise


class _TimedConnection:
    """The part of a socket that http.client needs to read an answer."""

    def __init__(self, connection: socket.socket, clock: TransferClock) -> None:
        self._raw = _TimedReader(connection, clock)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return a file from which the answer is read."""
        assert mode == "rb"
        return io.BufferedReader(self._raw)


class _TimedReader(io.RawIOBase):
    """Reads a socket, each time only for as long as the clock allows."""

    def __init__(self, connection: socket.socket, clock: TransferClock) -> None:
        super().__init__()
        self._connection, self._clock = connection, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._clock.get_patience())
        try:
            return self._connection.recv_into(buffer)
        except TimeoutError:
            self._clock.get_seconds_left()
            raise


def _open_connection(address: WebAddress, clock: TransferClock, allows: AddressPolicy) -> socket.socket:
    found = _look_up_host(address, clock)
    allowed = [entry for entry in found if allows(address, str(entry[4][0]))]
    if not allowed:
        raise PrivateAddressError(address.host)
    problem: OSError | None = None
    for family, kind, protocol, _, place in allowed:
        try:
            connection = socket.socket(family, kind, protocol)
        except OSError as error:
            problem = error
            continue
        try:
            connection.settimeout(clock.get_patience())
            connection.connect(place)
            if address.scheme == "https":
                connection.settimeout(clock.get_patience())
                return ssl.create_default_context().wrap_socket(connection, server_hostname=address.host)
            return connection
        except OSError as error:
            connection.close()
            problem = error
        except BaseException:
            connection.close()
            raise
    assert problem is not None
    raise problem


def _look_up_host(address: WebAddress, clock: TransferClock) -> list[Any]:
    """Return the IP addresses of a host, from a thread: the system's look-up can't be given a time limit."""
    answers: queue.SimpleQueue[list[Any] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask_resolver() -> None:
        try:
            answers.put(socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    thread = threading.Thread(target=ask_resolver, daemon=True)
    thread.start()
    try:
        found = answers.get(timeout=clock.get_seconds_left())
    except queue.Empty as error:
        raise DeadlineError from error
    thread.join(clock.patience)
    if isinstance(found, UnicodeError):
        raise RefusedError("an address whose host is not valid")
    if isinstance(found, OSError):
        raise found
    return found


def _decode_body(parts: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Unpack a body that a server packed with gzip though it was not asked to."""
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        yield from parts
        return
    if kind not in ("gzip", "x-gzip"):
        raise RefusedError(f"a file packed in a way that was not asked for ({kind[:40]})")
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        for part in parts:
            rest = part
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _CHUNK_BYTES * 16)
                rest = unpacker.unconsumed_tail
        if not unpacker.eof:
            raise BrokenOffError("its packing ends too early")
    except zlib.error as error:
        raise RefusedError("a file that is not packed as its headers claim (gzip)") from error


def is_public(ip: str) -> bool:
    """Return True for an IP address on the public internet, also where IPv6 stands for IPv4.

    >>> is_public("1.1.1.1"), is_public("127.0.0.2"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def clean_validator(value: str | None) -> str | None:
    """Return a cache validator that is safe to store and to send again, else None."""
    if value is None or not all(_TOKEN.fullmatch(part) for part in value.split(" ")):
        return None
    return value


def describe_failure(error: BaseException) -> str:
    """Return the reason of a failed transfer, in a few words."""
    if isinstance(error, TimeoutError):
        return "it timed out"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, socket.gaierror):
        return "its host was not found"
    if isinstance(error, http.client.RemoteDisconnected):
        return "the server closed the connection"
    if isinstance(error, http.client.IncompleteRead):
        return "the rest is missing"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "the server does not speak HTTP as it should"
