"""Servers as they are: what each does wrong, and the sentence a person gets."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import pytest

from planextract.dataset.config import FetchSettings
from planextract.dataset.fetch import CacheValidators, FetchError, fetch_source
from planextract.errors import ExitCode, PlanextractError

from .server import Answer, Site, send, serving, status

PDF = b"%PDF-1.7\n" + b"x" * 5000
QUICK = FetchSettings(timeout=0.3, deadline=5.0, retries=2, backoff=0.0, max_megabytes=0.1)
NOTHING = CacheValidators()


@pytest.fixture
def site():
    with serving() as site:
        yield site


def refused(site: Site, path: str = "/plan.pdf", settings: FetchSettings = QUICK) -> str:
    with pytest.raises(FetchError) as caught:
        fetch_source(site.url(path), NOTHING, settings)
    assert caught.value.exit_code is ExitCode.UNREADABLE
    assert caught.value.remedy
    return caught.value.message


def test_a_file_with_its_validators(site: Site):
    site.pdf("/docs/plan.pdf", PDF, etag='"a1"', modified="Wed, 01 Apr 2026 00:00:00 GMT")
    got = fetch_source(site.url("/docs/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert (got.name, got.data) == ("plan.pdf", PDF)
    assert got.validators == CacheValidators('"a1"', "Wed, 01 Apr 2026 00:00:00 GMT")
    assert site.requests[0][1]["Accept-Encoding"] == "identity"
    assert "If-None-Match" not in site.requests[0][1]


@pytest.mark.parametrize(
    "validators",
    [CacheValidators(etag='"a1"'), CacheValidators(last_modified="Wed, 01 Apr 2026 00:00:00 GMT")],
)
def test_304_means_still_the_same(site: Site, validators: CacheValidators):
    site.pdf("/plan.pdf", PDF, etag=validators.etag, modified=validators.last_modified)
    assert fetch_source(site.url("/plan.pdf"), validators, QUICK) is None


def test_304_that_nobody_asked_for_is_an_error(site: Site):
    site.answers["/plan.pdf"] = status(304)
    assert "status 304" in refused(site)


def test_404_is_not_tried_again(site: Site):
    assert "status 404" in refused(site)
    assert len(site.requests) == 1


def test_a_server_that_recovers(site: Site):
    site.pdf("/plan.pdf", PDF)
    good = site.answers["/plan.pdf"]
    assert not isinstance(good, list)
    site.answers["/plan.pdf"] = [status(503, {"Retry-After": "0"}), status(500), good]
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.data == PDF


def test_a_server_that_does_not_recover(site: Site):
    site.answers["/plan.pdf"] = status(503)
    assert "status 503" in refused(site)
    assert len(site.requests) == 1 + QUICK.retries


def test_silence(site: Site):
    site.answers["/plan.pdf"] = lambda handler: site.closing.wait(30) and None
    assert "timed out" in refused(site)
    assert len(site.requests) == 1 + QUICK.retries


def test_a_body_that_stops(site: Site):
    def stop(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, PDF[:100], {"Content-Length": str(len(PDF))})
        site.closing.wait(30)

    site.answers["/plan.pdf"] = stop
    assert "broke off" in refused(site)
    assert len(site.requests) == 1 + QUICK.retries


def test_a_body_that_drips_is_given_up_at_the_deadline(site: Site):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        send(handler, 200, b"%PDF-1.7\n", {"Content-Length": "90000"})
        while not site.closing.wait(0.01):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    site.answers["/plan.pdf"] = drip
    assert "within 0.5 s" in refused(site, settings=QUICK.model_copy(update={"deadline": 0.5}))


def truncated(site: Site) -> Answer:
    return lambda handler: send(handler, 200, PDF[:3000], {"Content-Length": str(len(PDF))})


def test_a_body_cut_short(site: Site):
    site.answers["/plan.pdf"] = truncated(site)
    assert "broke off" in refused(site)
    assert len(site.requests) == 1 + QUICK.retries


def test_a_body_cut_short_once(site: Site):
    site.pdf("/plan.pdf", PDF)
    good = site.answers["/plan.pdf"]
    assert not isinstance(good, list)
    site.answers["/plan.pdf"] = [truncated(site), good]
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.data == PDF


def chunked(handler: BaseHTTPRequestHandler, data: bytes, *, ends: bool) -> None:
    handler.protocol_version = "HTTP/1.1"
    send(handler, 200, b"", {"Transfer-Encoding": "chunked", "Connection": "close"})
    for start in range(0, len(data), 1000):
        part = data[start : start + 1000]
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
    if ends:
        handler.wfile.write(b"0\r\n\r\n")


def test_chunks(site: Site):
    site.answers["/plan.pdf"] = lambda handler: chunked(handler, PDF, ends=True)
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.data == PDF


def test_chunks_cut_short(site: Site):
    site.answers["/plan.pdf"] = lambda handler: chunked(handler, PDF, ends=False)
    assert "broke off" in refused(site)


def test_compressed_though_not_asked_for(site: Site):
    packed = gzip.compress(PDF)
    headers = {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
    site.answers["/plan.pdf"] = lambda handler: send(handler, 200, packed, headers)
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.data == PDF


@pytest.mark.parametrize("announced", [True, False])
def test_too_large(site: Site, announced: bool):
    data = b"%PDF-1.7\n" + b"x" * 200_000
    headers = {"Content-Length": str(len(data))} if announced else {}
    site.answers["/plan.pdf"] = lambda handler: send(handler, 200, data, headers)
    assert "larger than 0.1 MB" in refused(site)


def test_a_bomb_is_too_large(site: Site):
    packed = gzip.compress(b"%PDF-1.7\n" + bytes(20_000_000))
    headers = {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
    site.answers["/plan.pdf"] = lambda handler: send(handler, 200, packed, headers)
    assert "larger than 0.1 MB" in refused(site)


def test_a_web_page_in_place_of_the_plan(site: Site):
    site.pdf("/plan.pdf", b"<html>moved</html>", content_type="text/html; charset=utf-8")
    assert "text/html" in refused(site)


def test_a_pdf_by_another_name(site: Site):
    site.pdf("/plan.pdf", PDF, content_type="application/octet-stream")
    assert fetch_source(site.url("/plan.pdf"), NOTHING, QUICK) is not None


def test_an_empty_answer(site: Site):
    site.answers["/plan.pdf"] = status(200)
    assert "nothing in it" in refused(site)


def test_a_redirect_keeps_the_condition(site: Site):
    site.answers["/old.pdf"] = status(301, {"Location": "/plan.pdf"})
    site.pdf("/plan.pdf", PDF, etag='"a1"')
    assert fetch_source(site.url("/old.pdf"), CacheValidators(etag='"a1"'), QUICK) is None


def test_a_redirect_loop(site: Site):
    site.answers["/plan.pdf"] = status(302, {"Location": "/other.pdf"})
    site.answers["/other.pdf"] = status(302, {"Location": "/plan.pdf"})
    assert "more than 5 times" in refused(site)
    assert len(site.requests) == 1 + QUICK.redirects


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/plan.pdf", "data:,x"])
def test_a_redirect_out_of_http(site: Site, target: str):
    site.answers["/plan.pdf"] = status(302, {"Location": target})
    assert "neither http nor https" in refused(site)


def test_nobody_listens():
    with serving() as site:
        url = site.url("/plan.pdf")
    with pytest.raises(FetchError, match="can't be fetched"):
        fetch_source(url, NOTHING, QUICK)


def test_a_path(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(PDF)
    got = fetch_source(str(path), NOTHING, QUICK)
    assert got is not None
    assert (got.name, got.data, got.validators) == ("plan.pdf", PDF, NOTHING)


def test_a_path_too_large(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(bytes(200_000))
    with pytest.raises(FetchError, match=r"larger than 0\.1 MB"):
        fetch_source(str(path), NOTHING, QUICK)


def test_no_such_path(tmp_path):
    with pytest.raises(PlanextractError) as caught:
        fetch_source(str(tmp_path / "plan.pdf"), NOTHING, QUICK)
    assert caught.value.exit_code is ExitCode.UNREADABLE


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/%E8%A8%88%E7%94%BB.pdf", "計画.pdf"),
        ("/", "plan.pdf"),
        ("/a/..%2F..%2Fetc", "etc"),
        ("/%00.", "plan.pdf"),
    ],
)
def test_the_name_of_the_file_comes_from_the_address(site: Site, path: str, name: str):
    site.pdf(path, PDF)
    got = fetch_source(site.url(path), NOTHING, QUICK)
    assert got is not None
    assert got.name == name


def raw(data: bytes, *, pause: float = 0.0, then: bytes = b"") -> Answer:
    """Send bytes as they are, then others again and again until nobody listens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(data)
        while then and not handler.server.closing.wait(pause):  # type: ignore[attr-defined]
            handler.wfile.write(then)
            handler.wfile.flush()

    return answer


OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"

SLOW: dict[str, Answer] = {
    "a head byte by byte": raw(OK_HEAD + b"X-A: ", pause=0.05, then=b"y"),
    "headers without end": raw(OK_HEAD, pause=0.01, then=b"X: y\r\n"),
    "100 Continue without end": raw(b"", pause=0.01, then=b"HTTP/1.1 100 Continue\r\n\r\n"),
    "trailers without end": raw(
        OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", pause=0.01, then=b"X: y\r\n"
    ),
    "a body byte by byte": raw(OK_HEAD + b"Content-Length: 90000\r\n\r\n", pause=0.05, then=b"x"),
}


@pytest.mark.parametrize("what", SLOW)
def test_one_clock_for_everything(site: Site, what: str):
    site.answers["/plan.pdf"] = SLOW[what]
    began = time.monotonic()
    message = refused(site, settings=QUICK.model_copy(update={"deadline": 1.0}))
    assert time.monotonic() - began < 2.0
    assert "within 1 s" in message or "does not speak HTTP" in message


def test_an_answer_that_asks_for_more_time_than_there_is(site: Site):
    site.answers["/plan.pdf"] = status(503, {"Retry-After": "99999999"})
    began = time.monotonic()
    assert "asks to come back in 99,999,999 s" in refused(site)
    assert time.monotonic() - began < 2.0


def test_a_name_that_is_looked_up_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(3))
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.5 s"):
        fetch_source("http://example.jp/plan.pdf", NOTHING, QUICK.model_copy(update={"deadline": 0.5}))
    assert time.monotonic() - began < 2.0


FAULTY: dict[str, tuple[Answer, str]] = {
    "a length that is no number": (raw(OK_HEAD + b"Content-Length: 12abc\r\n\r\nx"), "not a number"),
    "a negative length": (raw(OK_HEAD + b"Content-Length: -5\r\n\r\nx"), "not a number"),
    "an absurd length": (raw(OK_HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx"), "larger than"),
    "an absurd chunk": (
        raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n%PDF-"),
        "broke off",
    ),
    "a packing that is none": (raw(OK_HEAD + b"Content-Encoding: gzip\r\n\r\n%PDF-1.7"), "not packed as"),
    "a packing nobody asked for": (raw(OK_HEAD + b"Content-Encoding: br\r\n\r\n%PDF-1.7"), "not asked for"),
    "packed many times": (
        raw(OK_HEAD + b"Content-Encoding: " + b", ".join([b"gzip"] * 500) + b"\r\n\r\n%PDF-1.7"),
        "not asked for",
    ),
    "no HTTP at all": (raw(b"\x00\x01SSH-2.0-x\x1b[31m\r\n"), "does not speak HTTP"),
    "a huge header": (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n"), "does not speak HTTP"),
    "nothing": (raw(b""), "closed the connection"),
    "a page that mentions PDF": (raw(OK_HEAD + b"\r\n<!doctype html>%PDF-1.7"), "is no PDF"),
    "a text in place of a PDF": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nAWS_SECRET=hunter2"),
        "is no PDF: the server sent text/plain",
    ),
    "a type with an escape sequence": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/\x1b[31mRED\r\n\r\nx"),
        r"text/\x1b[31mred",
    ),
}


@pytest.mark.parametrize("what", FAULTY)
def test_a_faulty_answer_is_told_in_a_sentence(site: Site, what: str):
    site.answers["/plan.pdf"], words = FAULTY[what]
    assert words in refused(site)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/ok.pdf",
        "http://2130706434:{port}/ok.pdf",
        "http://[::ffff:127.0.0.1]:{port}/ok.pdf",
    ],
)
def test_a_redirect_into_a_private_network(site: Site, target: str):
    address = target.format(port=urlsplit(site.address).port)
    site.pdf("/ok.pdf", PDF)
    site.answers["/plan.pdf"] = status(302, {"Location": address})
    assert "within a private network" in refused(site)
    assert len([path for path, _ in site.requests if path == "/ok.pdf"]) == 0


def test_a_private_host_that_is_meant(site: Site):
    site.pdf("/ok.pdf", PDF)
    port = urlsplit(site.address).port
    site.answers["/plan.pdf"] = status(302, {"Location": f"http://localhost:{port}/ok.pdf"})
    assert "within a private network" in refused(site)
    allowing = QUICK.model_copy(update={"allow_hosts": ("localhost",)})
    got = fetch_source(site.url("/plan.pdf"), NOTHING, allowing)
    assert got is not None
    assert got.data == PDF


def test_a_public_name_that_leads_to_an_inner_host(monkeypatch: pytest.MonkeyPatch):
    found = [(2, 1, 6, "", ("169.254.169.254", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError, match=r"example\.jp, a host within a private network"):
        fetch_source("http://example.jp/plan.pdf", NOTHING, QUICK)


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("", "missing"),
        ("/a%0d%0aX-Evil: 1", "control characters"),
        ("/" + "a" * 9_000, "9,0"),
        ("http://[::1", "not valid"),
        ("http://user:secret@example.jp/", "password"),
    ],
)
def test_an_odd_redirect(site: Site, location: str, words: str):
    site.answers["/plan.pdf"] = status(302, {"Location": location})
    assert words in refused(site)


def test_a_permanent_redirect_is_told(site: Site):
    site.answers["/plan.pdf"] = status(301, {"Location": "/new.pdf"})
    site.answers["/new.pdf"] = status(302, {"Location": "/newest.pdf"})
    site.pdf("/newest.pdf", PDF)
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.moved_to is None, "it is only for a time that it leads on"
    site.answers["/new.pdf"] = status(308, {"Location": "/newest.pdf"})
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.moved_to == site.url("/newest.pdf")


def test_validators_that_can_do_harm_are_not_kept(site: Site):
    site.pdf("/plan.pdf", PDF, etag='"\x1b[31m"')
    got = fetch_source(site.url("/plan.pdf"), NOTHING, QUICK)
    assert got is not None
    assert got.validators == CacheValidators()
