"""Parts of an earlier page that are printed again, told from what goes on or only looks alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planextract.families.block.block_profile import BlockProfile
from planextract.families.block.block_recogniser import BlockRecogniser
from planextract.families.block.grammar import BlockGrammar
from planextract.families.profile_loader import load_profile
from planextract.structure.page_rows import ComparedRow, PageRows
from planextract.structure.repeated_parts import find_repeated_parts


def recogniser() -> BlockRecogniser:
    profile = load_profile("ward")
    assert isinstance(profile, BlockProfile)
    return BlockRecogniser(BlockGrammar(profile))


def line(text: str, block: int, project: str | None = None, *, is_heading: bool = False) -> ComparedRow:
    return ComparedRow(((-1, text),), text, (text,), block, project, False, is_heading or project is not None)


def row(block: int, *texts: str) -> ComparedRow:
    return ComparedRow(tuple(enumerate(texts)), "".join(texts), texts, block, None, False, False)


def page(number: int, *rows: ComparedRow) -> PageRows:
    length = sum(len(row.plain) for row in rows)
    projects = frozenset(row.project for row in rows if row.project is not None)
    return PageRows(number, rows, projects, frozenset(), None, length)


HEADER = ("取組項目", "5年度", "6年度")
FIRST = page(
    1,
    line("事業番号1-1", 0, "1-1"),
    row(1, *HEADER),
    row(1, "①井戸の掘り直し", "検討", "実施"),
    row(1, "②水質の調べ直し", "実施", "充実"),
    line("担当課　井戸端課", 2),
)


def found(later: PageRows, after: PageRows = FIRST) -> list[tuple[int, int, int]]:
    """The strips of a page that follows another."""

    def shown_on(text: str) -> Iterator[PageRows]:
        return iter([after] if any(row.plain == text for row in after.rows) else [])

    return [tuple(strip) for strip in find_repeated_parts(later, shown_on, recogniser())]


def own_table(goals: Iterable[str], block: int) -> list[ComparedRow]:
    return [row(block, *HEADER), *(row(block, goal, "策定", "運用") for goal in goals)]


def test_the_rest_of_a_table_under_another_projects_table_is_a_strip() -> None:
    later = page(
        2,
        line("事業番号1-2", 0, "1-2"),
        *own_table(["①物置の片付け"], 1),
        row(2, "②水質の調べ直し", "実施", "充実"),
        line("担当課　井戸端課", 3),
    )
    assert found(later) == [(3, 5, 1)]


def test_a_row_that_the_cut_leaves_half_belongs_to_the_strip() -> None:
    later = page(
        2,
        line("事業番号1-2", 0, "1-2"),
        *own_table(["①物置の片付け"], 1),
        row(2, "①井戸の掘り直し", "実施"),
        row(2, "②水質の調べ直し", "実施", "充実"),
    )
    assert found(later) == [(3, 5, 1)]


def test_a_whole_table_under_another_projects_table_is_a_strip() -> None:
    later = page(
        2,
        line("事業番号1-2", 0, "1-2"),
        *own_table(["①物置の片付け"], 1),
        row(2, *HEADER),
        row(2, "①井戸の掘り直し", "検討", "実施"),
        row(2, "②水質の調べ直し", "実施", "充実"),
    )
    assert found(later) == [(3, 6, 1)]


def test_a_project_that_looks_alike_has_its_table_under_its_own_number() -> None:
    assert found(page(2, line("事業番号1-2", 0, "1-2"), *FIRST.rows[1:])) == []


def test_rows_alike_inside_a_projects_own_table_stay() -> None:
    later = page(
        2,
        line("事業番号1-2", 0, "1-2"),
        row(1, *HEADER),
        row(1, "①物置の片付け", "策定", "運用"),
        row(1, "②水質の調べ直し", "実施", "充実"),
        line("担当課　井戸端課", 2),
    )
    assert found(later) == []


def test_what_a_page_begins_with_goes_on_from_the_page_before() -> None:
    later = page(2, row(0, "②水質の調べ直し", "実施", "充実"), line("担当課　井戸端課", 1))
    assert found(later) == []


def test_a_table_under_the_departments_of_a_table_on_the_page_before_is_a_strip() -> None:
    later = page(2, line("担当課　物置課", 0), row(1, "②水質の調べ直し", "実施", "充実"))
    assert found(later) == [(1, 2, 1)]


SENTENCE = (
    "区内の井戸をひとつずつ見て回り、水の量と質を確かめたうえで、近くに住",
    "む人とともに手入れをしていきます。",
)
DESCRIBED = page(1, line("事業番号1-1", 0, "1-1"), line(SENTENCE[0], 1), line(SENTENCE[1], 2))


def test_a_sentence_that_two_projects_share_stays() -> None:
    other = "物置をひとつずつ見て回り、中の品を確かめたうえで、近くの広場に集ま"
    later = page(2, line("１　物置", 0, is_heading=True), line(other, 1), line(SENTENCE[1], 2))
    assert found(later, after=DESCRIBED) == []


def test_the_rest_of_a_paragraph_under_a_table_is_a_strip() -> None:
    table = own_table(["①物置の片付け"], 1)
    later = page(2, line("事業番号1-2", 0, "1-2"), *table, line(SENTENCE[1], 2))
    assert found(later, after=DESCRIBED) == [(3, 4, 1)]
