"""Words of a command line to the files of a run, each with a name that no other has."""

from __future__ import annotations

from pathlib import Path

import pytest

from planextract.batch.sources import BatchSource, expand_sources, name_sources
from planextract.errors import PlanextractError


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("north/plan.pdf", "south/plan.pdf", "south/other.PDF", "south/notes.docx", "list.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def named(*words: str) -> dict[str, str]:
    return {source.address: source.name for source in expand_sources(words)}


def test_a_folder_is_all_plans_below_it(plans: Path) -> None:
    assert named("north", "south") == {
        "north/plan.pdf": "north-plan",
        "south/other.PDF": "other",
        "south/plan.pdf": "south-plan",
    }


def test_a_pattern_is_what_it_matches(plans: Path) -> None:
    assert list(named("*/plan.pdf")) == ["north/plan.pdf", "south/plan.pdf"]
    assert list(named("**/plan.pdf", "north/plan.pdf")) == ["north/plan.pdf", "south/plan.pdf"]


def test_a_list_has_a_source_in_each_line(plans: Path) -> None:
    Path("sources").write_text("# comment\nlist.pdf\n\nhttps://example.jp/a/plan.pdf?v=2\nsouth\n", "utf-8")
    assert named("@sources") == {
        "list.pdf": "list",
        "https://example.jp/a/plan.pdf?v=2": "a-plan",
        "south/other.PDF": "other",
        "south/plan.pdf": "south-plan",
    }


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_sets_how_each_file_is_read(plans: Path, kind: str) -> None:
    rows = [("north/plan.pdf", "131202", ""), ("list.pdf", "", "2030")]
    table = plans / f"table.{kind}"
    if kind == "csv":
        lines = ["path,body_code,edition", *(",".join(row) for row in rows)]
        table.write_text("\n".join(lines), "utf-8-sig")
    else:
        pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        columns = dict(zip(("path", "body_code", "edition"), map(list, zip(*rows, strict=True)), strict=True))
        parquet.write_table(pyarrow.table(columns), table)
    assert expand_sources([table.name]) == [
        BatchSource("north/plan.pdf", "plan", (("body_code", "131202"),)),
        BatchSource("list.pdf", "list", (("edition", "2030"),)),
    ]


def test_names_are_counted_where_folders_do_not_tell_them_apart() -> None:
    addresses = ["https://a.jp/plan.pdf?1", "https://a.jp/plan.pdf?2"]
    assert [source.name for source in name_sources(map(BatchSource, addresses))] == [
        "a.jp-plan",
        "a.jp-plan-2",
    ]


@pytest.mark.parametrize("word", ["nothing/*.pdf", "empty"])
def test_a_word_that_names_nothing_is_refused(plans: Path, word: str) -> None:
    Path("empty").mkdir()
    with pytest.raises(PlanextractError):
        expand_sources([word])
