"""Japanese label and meaning of every column of the published tables.

The English name of a column is its label in English, and the model of the row has its English meaning.
"""

from __future__ import annotations

from typing import NamedTuple


class ColumnWords(NamedTuple):
    """The Japanese label and meaning of a column."""

    label: str
    meaning: str


_COMMON = {
    "id": ColumnWords("事業番号", "この行の事業の番号"),
    "body_code": ColumnWords("団体コード", "全国地方公共団体コード（文字列。先頭の0を保ちます）"),
    "body_name": ColumnWords("団体名", "計画を定めた団体の名称"),
    "unit": ColumnWords("単位", "金額の単位（百万円、千円、万円、円）"),
    "amount": ColumnWords("金額", "この行の単位による金額。印刷がなければ空欄"),
    "fiscal_year": ColumnWords("年度", "西暦の年度（4月から翌年3月まで）。計など一つの年度でなければ空欄"),
    "text": ColumnWords("印刷された文字", "欄に印刷されたとおりの文字"),
}
"""Words of the columns that have the same meaning in every table."""

_BY_TABLE: dict[str, dict[str, ColumnWords]] = {
    "projects": {
        "id": ColumnWords("事業番号", "事業の番号。戦略の番号、ハイフン、戦略の中の番号"),
        "pillar": ColumnWords("柱の番号", "施策の柱の番号"),
        "pillar_title": ColumnWords("柱の名称", "施策の柱の名称"),
        "strategy": ColumnWords("戦略の番号", "戦略計画の番号。一覧では、番号の並びの順"),
        "strategy_title": ColumnWords("戦略の名称", "戦略計画の名称"),
        "section": ColumnWords("節", "戦略と事業の間の見出し（印刷のとおり）"),
        "number": ColumnWords("戦略内の番号", "戦略の中の事業の番号"),
        "title": ColumnWords("事業名", "事業の名称（印刷のとおり）"),
        "starred": ColumnWords("★", "事業名に★が付いているか"),
        "description": ColumnWords("事業の説明", "事業名の下の説明文。行をつないだもの"),
        "first_page": ColumnWords("始まりのページ", "事業が始まるPDFのページ。1から数える"),
        "last_page": ColumnWords("終わりのページ", "事業が終わるPDFのページ"),
        "hidden": ColumnWords("紙面に見えない事業", "紙面を読む人に見えない事業か"),
        "marks": ColumnWords("印", "★のほかに事業名に付いた印（印刷のとおり）"),
        "period": ColumnWords("期間", "期間の欄（印刷のとおり）"),
        "period_first_year": ColumnWords("期間の初年度", "期間の最初の年度"),
        "period_last_year": ColumnWords("期間の最終年度", "期間の最後の年度。終わりが決まっていなければ空欄"),
        "printed_number": ColumnWords("印刷された番号", "番号として印刷されたもの。numberと違うとき"),
    },
    "milestones": {
        "item": ColumnWords("行", "事業の表の何番目の行か。1から数える"),
        "goal": ColumnWords("目標", "行の目標（印刷のとおり）"),
        "period": ColumnWords("時期", "baseline（現況）、年度、total（計）のどれか"),
        "stage": ColumnWords("段階", "取組の段階。数量の行では空欄"),
        "term": ColumnWords("取組の語", "印刷された取組の語"),
        "match": ColumnWords("段階の決め方", "語から段階をどう決めたか"),
        "note": ColumnWords("括弧書き", "語の後の括弧の中"),
        "value": ColumnWords("数量", "数量。取組の語の行では空欄"),
        "unit": ColumnWords("数量の単位", "数量の単位（印刷のとおり）"),
        "cumulative": ColumnWords("累計", "括弧の中の累計"),
        "first_year": ColumnWords("期間の初年度", "数年にわたる時期の最初の年度"),
        "last_year": ColumnWords("期間の最終年度", "数年にわたる時期の最後の年度。決まっていなければ空欄"),
        "department": ColumnWords("担当", "行が担当を示すとき、その担当"),
    },
    "budgets": {
        "period": ColumnWords(
            "時期",
            "年度、total（計）、previous（前年度・補正前）、change（増減・補正額）、limit（限度額）、"
            "carried（翌年度繰越額）のどれか",
        ),
        "note": ColumnWords("注記", "事業費の行の見出しの後に書かれたもの"),
    },
    "funding": {
        "source": ColumnWords(
            "財源の種類", "国庫支出金、都道府県支出金、地方債、その他の特定財源、一般財源など"
        ),
        "label": ColumnWords("財源の名称", "一覧が使う財源の名称"),
    },
    "classification": {
        "text": ColumnWords("款項目", "款項目（印刷のとおり）"),
        "kan": ColumnWords("款", "款の番号。番号の印刷がなければ空欄"),
        "kou": ColumnWords("項", "項の番号"),
        "moku": ColumnWords("目", "目の番号"),
    },
    "extra": {
        "label": ColumnWords("見出し", "欄の見出し（印刷のとおり）"),
    },
    "departments": {
        "department": ColumnWords("部", "部、局、室など"),
        "section": ColumnWords("課", "課。部だけが書かれていれば空欄"),
    },
    "relisted": {
        "id": ColumnWords("事業番号", "再掲の行が印刷されている事業の番号"),
        "initiative": ColumnWords("取組項目", "再掲された取組項目（印刷のとおり）"),
        "content": ColumnWords("取組内容", "再掲された取組内容（印刷のとおり）"),
        "project": ColumnWords("再掲元の事業番号", "再掲の行が指す事業の番号"),
    },
    "footnotes": {
        "marker": ColumnWords("記号", "脚注の記号（※１など）"),
        "term": ColumnWords("語", "脚注が説明する語"),
        "text": ColumnWords("脚注", "脚注の本文"),
    },
    "totals": {
        "total": ColumnWords("合計の行", "何番目の合計の行か。1から数える"),
        "label": ColumnWords("合計の名称", "小計、合計など（印刷のとおり）"),
        "projects": ColumnWords("事業数", "合計された事業の数"),
        "page": ColumnWords("ページ", "合計の行があるPDFのページ"),
        "period": ColumnWords("時期", "年度、total、previous、change など。財源の行では funding"),
        "source": ColumnWords("財源の名称", "一覧が使う財源の名称。財源の行だけ"),
    },
    "findings": {
        "code": ColumnWords("種類", "気づきの種類"),
        "severity": ColumnWords("重要度", "error（誤り）、warning（注意）、info（情報）のどれか"),
        "message": ColumnWords("内容", "気づいたことと、すべきこと（英語）"),
        "project": ColumnWords("事業番号", "関係する事業の番号。事業に限らなければ空欄"),
        "page": ColumnWords("ページ", "関係するPDFのページ"),
        "pointer": ColumnWords("項目の位置", "関係する項目の JSON Pointer（事業の記録から）"),
    },
}


def find_column_words(table: str, column: str) -> ColumnWords:
    """Return the Japanese words of a column. Raises KeyError where it has none.

    >>> find_column_words("budgets", "unit").label
    '単位'
    """
    own = _BY_TABLE[table]
    return own[column] if column in own else _COMMON[column]
