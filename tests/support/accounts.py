"""The law of accounts: of every glyph that a file paints it is told what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from planextract.model.page import PageContent
from planextract.model.raw_plan import PageAccount
from planextract.read.registry import get_reader


def assert_accounts_hold(data: bytes, accounts: Iterable[PageAccount], engine: str = "pdfium") -> None:
    """Glyphs are dropped for a reason or kept; what is kept is in a record, furniture, repeated or unused."""
    accounts = tuple(accounts)
    with get_reader(engine).open(data, None) as file:
        painted = {
            page.number: len(page.glyphs)
            for page in file.pages(1, file.page_count)
            if isinstance(page, PageContent)
        }
    assert {account.page: account.glyph_count for account in accounts} == painted
    for account in accounts:
        assert account.kept_count == sum(account.fates.values())
        assert account.glyph_count == account.kept_count + sum(account.dropped.values())
        assert all(count > 0 for count in account.dropped.values()), account
        assert all(count >= 0 for count in account.fates.values()), account
