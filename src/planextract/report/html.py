"""Build the report as one HTML file whose pictures are decoded only when they are shown."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from planextract.corrections.corrections_file import CheckedValue
from planextract.errors import UsageError
from planextract.isolation import Guard, Send, open_guarded
from planextract.isolation.guard import DEFAULT_GUARD
from planextract.model.plan import Plan
from planextract.model.provenance import Places
from planextract.read.base import Document
from planextract.read.input_file import read_file
from planextract.read.pdfium.reader import PdfiumDocument
from planextract.report.pictures import Picture, draw_pictures
from planextract.report.report_data import report_data, script_json
from planextract.report.scripts import link_scripts
from planextract.wording.messages import make_message


def report_html(
    plan: Plan,
    places: Places,
    pdf: Path,
    password: str | None = None,
    checked: Iterable[CheckedValue] = (),
    guard: Guard = DEFAULT_GUARD,
) -> bytes:
    """Return the HTML report of a plan and the PDF file that it was read from; see `make_report`."""
    return make_report(plan, places, read_file(pdf), str(pdf), password, checked, guard)


def make_report(
    plan: Plan,
    places: Places,
    data: bytes,
    name: str,
    password: str | None = None,
    checked: Iterable[CheckedValue] = (),
    guard: Guard = DEFAULT_GUARD,
) -> bytes:
    """Return the HTML report of a plan and the bytes of its PDF file, which messages call `name`.

    `places` are the page areas of its values, `checked` the values that a person has already confirmed. The
    pages are rendered in a separate process.

    Raises UsageError when the plan was read from another file, and the errors of opening a file.
    """
    if places.sha256 != plan.source.sha256:
        raise UsageError(
            "places.json and plan.json were not read from the same file.", "Parse the plan again."
        )
    if hashlib.sha256(data).hexdigest() != plan.source.sha256:
        raise UsageError(
            make_message(
                "{pdf} is not the file that plan.json was read from ({file}).",
                pdf=name,
                file=plan.source.file,
            ),
            "Name that file with --pdf, or parse this one.",
        )
    with open_guarded(data, name, "pdfium", password, guard) as document:
        shown = document.run_task(_send_pictures, _find_relevant_pages(plan, places))
        return render_report(plan, places, shown, checked).encode()


def _send_pictures(document: Document, send: Send, wanted: set[int]) -> None:
    assert isinstance(document, PdfiumDocument)
    for picture in draw_pictures(document, wanted):
        send(picture)


def _find_relevant_pages(plan: Plan, places: Places) -> set[int]:
    """Return the numbers of the pages with findings, projects or values."""
    wanted = {found.page for found in plan.findings if found.page is not None}
    for project in plan.projects:
        wanted |= {*project.pages}
        wanted |= {area.page for areas in places.projects.get(project.id, {}).values() for area in areas}
    return wanted


def render_report(
    plan: Plan, places: Places, shown: Iterable[Picture], checked: Iterable[CheckedValue] = ()
) -> str:
    """Return the HTML of a report."""
    # the last line of Chart.js names a file for developer tools, which is not there
    chart = _read_resource("vendor/chart.umd.min.js").rpartition("//# sourceMappingURL")[0]
    scripts = [chart, link_scripts(lambda name: _read_resource(f"page/{name}.js"))]
    policy = (
        "default-src 'none'; img-src blob: data:; style-src 'unsafe-inline'; "
        f"script-src {' '.join(map(_hash_script, scripts))}; base-uri 'none'; form-action 'none'"
    )
    words = json.loads(_read_resource("page/words.json"))
    parts = {
        "POLICY": html.escape(policy),
        "TITLE": html.escape(plan.title or plan.source.file),
        "STYLE": _read_resource("page/page.css"),
        "DATA": script_json({**report_data(plan, places, checked), "words": words}),
        "PICTURES": "\n".join(map(_render_picture, shown)),
        "SCRIPTS": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    # Split at the marks of the template, so that nothing in the data is taken for a mark.
    pieces = _read_resource("page/page.html").split("@@")
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def _render_picture(picture: Picture) -> str:
    """Return a picture as an inert text element, which the browser decodes only on request of the script."""
    return (
        f'<script type="text/plain" class="picture" data-page="{picture.page}" '
        f'data-width="{picture.width:.2f}" data-height="{picture.height:.2f}">'
        f"{base64.b64encode(picture.webp).decode()}</script>"
    )


def _read_resource(name: str) -> str:
    return (files("planextract.report") / name).read_text(encoding="utf-8")


def _hash_script(script: str) -> str:
    """Return the hash by which a content security policy allows an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
