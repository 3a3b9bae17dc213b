"""Tests of recognition need the extra planextract[ocr]; without it they are skipped."""

from __future__ import annotations

import pytest

from planextract.recognise.extra import is_installed

collect_ignore_glob = (
    [] if is_installed() else ["test_picture_*.py", "test_scanned_*.py", "test_unmapped_*.py"]
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched at run time: a socket to anywhere fails the test."""
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("recognition opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
