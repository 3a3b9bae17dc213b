"""Extracts the text of the sample with the tools that people use, into tests/salvage/extracted.

Run it by hand when the sample changes: `python tests/salvage/extract.py`. It needs poppler-utils and PyMuPDF
(`pip install pymupdf`), which is under the AGPL and no dependency of this project; the tests need only the
files that it writes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"
EXTRACTED = Path(__file__).parent / "extracted"


def by_pdftotext(pdf: Path, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def by_pdfminer(pdf: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(pdf)


def by_pymupdf(pdf: Path, *, sort: bool = False) -> str:
    import pymupdf

    with pymupdf.open(pdf) as document:
        return "\f".join(page.get_text(sort=sort) for page in document)


TOOLS: dict[str, Callable[[Path], str]] = {
    "pdftotext": by_pdftotext,
    "pdftotext-layout": lambda pdf: by_pdftotext(pdf, "-layout"),
    "pdfminer": by_pdfminer,
    "pymupdf": by_pymupdf,
    "pymupdf-sorted": lambda pdf: by_pymupdf(pdf, sort=True),
}


ALIGNED = ("pdftotext-layout", "pymupdf-sorted")
"""Tools that keep columns by spaces; their texts of the other samples are stored as well."""

NATURAL = "-in-order"
"""Behind the name of a tool: of the sample with its strings drawn in the order in which one reads them."""


def in_order(pdf: Path) -> None:
    """Draw the sample with all that it does to its text, but for the order of its strings."""
    from plandraw import HAZARDS, draw
    from plandraw.handmade import handmade_plan, handmade_style

    pdf.write_bytes(
        draw(handmade_plan(), handmade_style(), [*HAZARDS.named("struck-by-character,beside")]).pdf
    )


def main() -> None:
    EXTRACTED.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        natural = Path(folder) / SAMPLE.name
        in_order(natural)
        for name, extract in TOOLS.items():
            for pdf, behind in ((SAMPLE, ""), (natural, NATURAL)):
                if behind and name not in ("pymupdf", "pdfminer"):
                    continue  # the others ask for places only
                (EXTRACTED / f"{name}{behind}.txt").write_text(extract(pdf), encoding="utf-8", newline="\n")
    for name in ALIGNED:
        for sample in (SAMPLE.with_name("sunahara.pdf"), SAMPLE.with_name("shiomino.pdf")):
            text = TOOLS[name](sample)
            (EXTRACTED / f"{sample.stem}-{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
