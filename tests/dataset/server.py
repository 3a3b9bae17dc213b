"""A web server of our own that answers as badly as the test at hand wants it to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What the server answers, by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.address = ""
        self.closing = threading.Event()

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def pdf(
        self,
        path: str,
        data: bytes,
        *,
        etag: str | None = None,
        modified: str | None = None,
        content_type: str = "application/pdf",
    ) -> None:
        """Serve a file, with 304 for a request that names its ETag or date."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            asked = handler.headers
            if (etag and asked["If-None-Match"] == etag) or (
                not etag and modified and asked["If-Modified-Since"] == modified
            ):
                send(handler, 304, b"", {})
                return
            headers = {"Content-Type": content_type, "Content-Length": str(len(data))}
            headers |= {"ETag": etag} if etag else {}
            headers |= {"Last-Modified": modified} if modified else {}
            send(handler, 200, data, headers)

        self.answers[path] = answer


def send(handler: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]) -> None:
    handler.send_response_only(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


def status(code: int, headers: dict[str, str] | None = None) -> Answer:
    return lambda handler: send(handler, code, b"", {"Content-Length": "0", **(headers or {})})


@contextmanager
def serving() -> Iterator[Site]:
    """The server on a free port of this machine."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers.items())))
            answer = site.answers.get(self.path, status(404))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            # the client may have had enough, which is what some tests are about
            with suppress(BrokenPipeError, ConnectionResetError):
                answer(self)

        def log_message(self, *_: object) -> None:
            """Nothing: pytest shows what matters."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.closing = site.closing  # type: ignore[attr-defined]
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
