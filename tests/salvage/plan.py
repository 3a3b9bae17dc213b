"""A small plan of a ward that does not exist, as a text in which everything has gone wrong that does."""

from __future__ import annotations

FIRST = """\
施策の柱３

坂と水路を生かす

戦略
計画 14

水路の手入れを続ける

１　水路の清掃のしくみづくり　★

沿道の方が加わりやすいよう、清掃の日を月に二度に増やし、道具を貸し出します。

№№  1144  --  11 年度別の取組計画

令和８年度目標
令和５年度末の

現況
令和６年度 令和７年度 令和８年度 計

水路の清掃のしくみの実施 検討 試行 実施 実施 試行・実施

事業費（百万円）

事 業 実 施 課 ：　みどり部　水路課

２　石橋の点検の強化

七つの石橋について、毎年の点検に加え、 による見回りを始めます。

№№  1144  --  22 年度別の取組計画

令和８年度目標
令和５年度末の

現況
令和６年度 令和７年度 令和８年度 計

石橋の点検の実施

実施 充実 充実 充実 充実

事業費（百万円）

事 業 実 施 課 ：
みどり部　水路課
土木部　橋りょう課、道路課
"""

SECOND = """\
３　よみがえる湧き水の案内

湧き水をめぐる案内板※１を立て、学校の校外学習に使えるようにします。

№№  1144  --  33【【再再掲掲事事業業】】 ほかの計画に掲げた取組【再掲】

取組項目 取組内容 計画／事業№

湧き水の案内の充実 案内板の多言語化 計画９／事業№９－３

※１　案内板・・・　湧き水の場所といわれを記した板
"""


def plan(*pages: str, mark: str = "\f") -> str:
    """Pages as they come out of a file; `mark` stands where a page begins."""
    return mark.join(pages)


def copied(*, without: str = "") -> str:
    """The plan with its first page again behind the second, as a hidden copy leaves it, a line missing."""
    copy = "".join(line for line in FIRST.splitlines(keepends=True) if not without or without not in line)
    return plan(FIRST, SECOND + "\n" + copy)
