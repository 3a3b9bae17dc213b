"""What reading a document reaches for: no network, and no file that a document names."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import PACKAGE_HOME, Run
from tests.support import pdfs

WATCH = """
import os, sys

outside = "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system"

def watch(event, arguments):
    if event in outside:
        told = f"{event} {arguments}"
    elif event in ("open", "os.listdir", "os.scandir", "import") and "canary" in str(arguments[0]):
        told = f"{event} {arguments}"
    else:
        return
    handle = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, told.encode() + b"\\n")
    os.close(handle)

sys.addaudithook(watch)
"""
"""Told of every reach by the interpreter itself, in every process that it starts (PEP 578)."""


def reaching(data: bytes, canary: Path) -> bytes:
    """The file with all that names a path or an address."""

    def change(document: pikepdf.Pdf) -> None:
        name, url = str(canary), "http://canary.invalid/"
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=name)
        document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=url))
        document.Root.Names = pikepdf.Dictionary(
            EmbeddedFiles=pikepdf.Dictionary(
                Names=pikepdf.Array([name, pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=name, UF=name)])
            )
        )
        page = document.pages[0].obj
        outside = document.make_stream(b"", F=pikepdf.Dictionary(FS=pikepdf.Name.URL, F=url))
        other = document.make_stream(b"", F=name)
        page.Contents = pikepdf.Array([page.Contents, outside, other])
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font":
                # CVE-2025-64512: the name of a map was joined to a path, and what lay there unpickled
                page.Resources.Font[f"/{name.replace('/', '#2F')}"] = document.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Font,
                        Subtype=pikepdf.Name.Type0,
                        BaseFont=pikepdf.Name(f"/{name.lstrip('/')}"),
                        Encoding=pikepdf.Name(f"/{name}"),
                        DescendantFonts=pikepdf.Array([]),
                    )
                )
                break

    return pdfs.changed(data, change)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_nothing_that_a_document_names_is_reached_for(
    run: Run, tmp_path: Path, engine: str, jobs: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "sitecustomize.py").write_text(WATCH)
    for ending in ("", ".pickle.gz", ".txt"):
        (tmp_path / f"canary{ending}").write_bytes(b"")
    (tmp_path / "plan.pdf").write_bytes(reaching(pdfs.drawn_plan(), tmp_path / "canary"))
    told = tmp_path / "told"
    python_path = f"{home}:{PACKAGE_HOME}"
    ran = run(
        *("parse", "plan.pdf", "--engine", engine, "--jobs", jobs),
        PYTHONPATH=python_path,
        WATCHED=str(told),
    )
    assert ran.status == 0 or (engine == "pdfplumber" and ran.status == 3), ran  # pdfminer fails on the font
    assert not told.exists() or told.read_text() == ""


def test_the_watch_sees(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "sitecustomize.py").write_text(WATCH)
    (tmp_path / "canary.yaml").write_text("")
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    told = tmp_path / "told"
    run(
        "parse",
        "plan.pdf",
        "--vocabulary",
        "canary.yaml",
        PYTHONPATH=f"{home}:{PACKAGE_HOME}",
        WATCHED=str(told),
    )
    assert "canary.yaml" in told.read_text()
