"""Every exit status of the contract, on the real command line.

Each failure says one sentence on stderr, nothing on stdout, and leaves no trace on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support import pdfs

Make = Callable[[Path], None]


def _bytes(data: Callable[[], bytes]) -> Make:
    return lambda path: path.write_bytes(data()) and None


FAILURES: dict[str, tuple[int, Make, tuple[str, ...], str]] = {
    # what is handed in: (exit status, how to make it, options, what the message must speak of)
    "nothing": (3, lambda path: None, (), "no file"),
    "a folder": (3, lambda path: path.mkdir(), (), "can't be read"),
    "an empty file": (3, lambda path: path.touch(), (), "empty"),
    "a text file": (3, _bytes(lambda: "これは文書です。\n".encode() * 50), (), "not a PDF"),
    "a web page": (3, _bytes(lambda: b"<!DOCTYPE html><html></html>"), (), "not a PDF"),
    "only a header": (3, _bytes(lambda: b"%PDF-1.7\n"), (), "not a PDF"),
    "no password given": (4, _bytes(lambda: pdfs.encrypted(pdfs.letter(), "右")), (), "--password"),
    "a wrong password": (
        4,
        _bytes(lambda: pdfs.encrypted(pdfs.letter(), "right")),
        ("--password", "wrong"),
        "--password",
    ),
    "a picture": (5, _bytes(pdfs.picture_only), ("--ocr", "never"), "pictures"),
    "a blank page": (5, _bytes(lambda: pdfs.pdf(lambda canvas: None)), ("--ocr", "never"), "text layer"),
    "a text without a map": (
        5,
        _bytes(pdfs.letter_without_map),
        ("--ocr", "never"),
        "fonts that do not tell",
    ),
    "a letter": (6, _bytes(pdfs.letter), (), "No action plan"),
}


@pytest.mark.parametrize("what", FAILURES)
def test_a_file_that_cannot_be_parsed(run: Run, tmp_path: Path, what: str) -> None:
    status, make, options, words = FAILURES[what]
    make(tmp_path / "plan.pdf")
    before = _snapshot(tmp_path)
    ran = run("parse", "plan.pdf", *options)
    assert ran.status == status, ran
    assert ran.out == ""
    assert words in ran.err
    assert _is_one_sentence_with_a_remedy(ran.err)
    assert _snapshot(tmp_path) == before


@pytest.mark.parametrize("what", FAILURES)
def test_text_refuses_the_same_files(run: Run, tmp_path: Path, what: str) -> None:
    status, make, options, _ = FAILURES[what]
    if status >= 5:
        pytest.skip("text shows what is on the pages, be it nothing or no plan")
    make(tmp_path / "plan.pdf")
    ran = run("text", "plan.pdf", *options)
    assert ran.status == status, ran
    assert ran.out == ""


def test_a_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    ran = run("parse", "plan.pdf")
    assert ran.status == 0, ran
    assert ran.out == ""
    assert "1 project in 1 strategy" in ran.err
    assert (tmp_path / "out" / "plan" / "plan.json").is_file()


@pytest.mark.parametrize("password", ["right", "右", "p w"])
def test_the_right_password(run: Run, tmp_path: Path, password: str) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.encrypted(pdfs.drawn_plan(), password))
    assert run("parse", "plan.pdf", "--password", password).status == 0


def test_a_password_that_is_not_needed_does_no_harm(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    assert run("parse", "plan.pdf", "--password", "any").status == 0


def test_strict_fails_on_a_finding_of_severity_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan(amounts=("10", "工事", "30")))
    assert run("parse", "plan.pdf").status == 0
    ran = run("parse", "plan.pdf", "--strict")
    assert ran.status == 7, ran
    assert ran.out == ""
    assert "“工事”" in ran.err
    assert "findings.csv" in ran.err


def test_strict_does_not_mind_warnings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan(total="61"))  # budget-sum
    ran = run("parse", "plan.pdf", "--strict")
    assert ran.status == 0, ran
    assert "warning" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("parse",),
        ("parse", "plan.pdf", "another.pdf", "--bad-option"),
        ("prase", "plan.pdf"),
        ("parse", "plan.pdf", "--engine", "acrobat"),
        ("parse", "plan.pdf", "--profile", "no-such-profile"),
        ("parse", "plan.pdf", "--vocabulary", "no-such.yaml"),
        ("text", "plan.pdf", "--pages", "0"),
        ("text", "plan.pdf", "--pages", "2-1"),
        ("text", "plan.pdf", "--pages", "99"),
        ("text", "plan.pdf", "--pages", "all"),
    ],
    ids=" ".join,
)
def test_usage(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "plan.pdf").write_bytes(pdfs.drawn_plan())
    ran = run(*arguments)
    assert ran.status == 2, ran
    assert ran.out == ""
    assert ran.err.strip()
    assert not (tmp_path / "out").exists()


def test_a_truncated_file_is_no_failure_of_the_program(run: Run, tmp_path: Path, sample: Path) -> None:
    data = sample.read_bytes()
    (tmp_path / "plan.pdf").write_bytes(data[: len(data) // 2])
    ran = run("parse", "plan.pdf")
    assert ran.status in (0, 3, 5, 6), ran
    assert ran.err.strip()


def _is_one_sentence_with_a_remedy(err: str) -> bool:
    lines = err.strip().splitlines()
    return len(lines) == 1 and lines[0].startswith("planextract: ") and lines[0].count(". ") >= 1


def _snapshot(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
