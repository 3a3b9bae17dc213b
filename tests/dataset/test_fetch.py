"""Servers as they are: what each does wrong, and the sentence a person gets."""

from __future__ import annotations

import gzip
from http.server import BaseHTTPRequestHandler

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
