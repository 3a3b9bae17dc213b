"""Extracts the text of the sample with the tools that people use, into tests/text/extracted.

Run it by hand when the sample changes: `python tests/text/extract.py`. It needs poppler-utils and PyMuPDF
(`pip install pymupdf`), which is under the AGPL and no dependency of this project; the tests need only the
files that it writes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"
EXTRACTED = Path(__file__).parent / "extracted"


def by_pdftotext(*options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, str(SAMPLE), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def by_pdfminer() -> str:
    from pdfminer.high_level import extract_text

    return extract_text(SAMPLE)


def by_pymupdf(*, sort: bool = False) -> str:
    import pymupdf

    with pymupdf.open(SAMPLE) as document:
        return "\f".join(page.get_text(sort=sort) for page in document)


TOOLS: dict[str, Callable[[], str]] = {
    "pdftotext": by_pdftotext,
    "pdftotext-layout": lambda: by_pdftotext("-layout"),
    "pdfminer": by_pdfminer,
    "pymupdf": by_pymupdf,
    "pymupdf-sorted": lambda: by_pymupdf(sort=True),
}


def main() -> None:
    EXTRACTED.mkdir(exist_ok=True)
    for name, extract in TOOLS.items():
        (EXTRACTED / f"{name}.txt").write_text(extract(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
