"""The report put together: one file, its pictures decoded only when they are shown."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from planextract.errors import UsageError
from planextract.model.places import Places
from planextract.model.plan import Plan
from planextract.pipeline import read_file
from planextract.read.base import Document
from planextract.report.data import report_data, script_json
from planextract.report.pictures import Picture, pictures
from planextract.workers import Guard, Send, guarded
from planextract.workers.guard import USUAL


def report_html(
    plan: Plan, places: Places, pdf: Path, password: str | None = None, guard: Guard = USUAL
) -> bytes:
    """The report on a plan that was read from a PDF file, with the places of its values.

    The pictures are drawn in a process of their own.

    Raises UsageError when it is another file, and what opening a file raises.
    """
    data = read_file(pdf)
    if places.sha256 != plan.source.sha256:
        raise UsageError(
            "places.json and plan.json were not read from the same file.", "Parse the plan again."
        )
    if hashlib.sha256(data).hexdigest() != plan.source.sha256:
        raise UsageError(
            f"{pdf} is not the file that plan.json was read from ({plan.source.file}).",
            "Name that file with --pdf, or parse this one.",
        )
    wanted = {page for project in plan.projects for page in project.pages}
    wanted |= {found.page for found in plan.findings if found.page is not None}
    wanted |= {area.page for spots in places.projects.values() for areas in spots.values() for area in areas}
    with guarded(data, str(pdf), "pdfium", password, guard) as document:
        return page_of(plan, places, document.run(_send_pictures, data, password, wanted)).encode()


def _send_pictures(_: Document, send: Send, data: bytes, password: str | None, wanted: set[int]) -> None:
    for picture in pictures(data, password, wanted):
        send(picture)


def page_of(plan: Plan, places: Places, shown: Iterable[Picture]) -> str:
    """The HTML of a report."""
    script = _resource("page.js")
    # its last line names a file for developer tools, which is not there
    chart = _resource("vendor/chart.umd.min.js").rpartition("//# sourceMappingURL")[0]
    policy = (
        "default-src 'none'; img-src blob: data:; style-src 'unsafe-inline'; "
        f"script-src '{_hash(chart)}' '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": html.escape(policy),
        "TITLE": html.escape(plan.title or plan.source.file),
        "STYLE": _resource("page.css"),
        "DATA": script_json({**report_data(plan, places), "words": json.loads(_resource("words.json"))}),
        "PICTURES": "\n".join(map(_element, shown)),
        "CHART": chart,
        "SCRIPT": script,
    }
    # Cut at the marks of the template, so that nothing in the data is taken for a mark.
    pieces = _resource("page.html").split("@@")
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def _element(picture: Picture) -> str:
    """A picture as inert text: the browser decodes it only when the script asks."""
    return (
        f'<script type="text/plain" class="picture" data-page="{picture.page}" '
        f'data-width="{picture.width:.2f}" data-height="{picture.height:.2f}">'
        f"{base64.b64encode(picture.webp).decode()}</script>"
    )


def _resource(name: str) -> str:
    return (files("planextract.report") / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    """How a content security policy names a script that may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
