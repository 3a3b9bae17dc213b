"""The committed sample of sheets: 霞浜市 (Kasumihama), a city that does not exist."""

from __future__ import annotations

from ..style import Style
from .content import Column, Sheet, SheetGroup, SheetPlan, Step
from .style import SheetStyle

_COLUMNS = (
    Column("baseline", None, None, "現状（計画策定時）"),
    Column("2026", 2026, None, "令和８年度"),
    Column("2027", 2027, None, "令和９年度"),
    Column("2028", 2028, None, "令和１０年度"),
    Column("2029-", None, (2029, None), "令和１１年度以降"),
)


def handmade_sheets() -> SheetPlan:
    """The sample."""
    water = SheetGroup(
        "基本目標1　水辺と坂道のまちを次の世代へ手渡す",
        (
            Sheet(
                "1-(1)-①",
                "川辺の広場の改修",
                ("都市整備部　水辺再生推進課",),
                description="石畳の傷みが進む広場を、車いすでも水際まで下りられるように造り替えます。"
                "工事は上流側から始め、広場の半分はいつも使えるようにします。",
                steps=(
                    Step("事業目標", ("設計", "工事\n（上流側）", "工事\n（下流側）", "開設", "運用")),
                    Step("実績", ("設計", "", "", "", "")),
                ),
                amounts=("", "84,920", "76,000", "12,400", ""),
                extra=(("事業主体", "市"), ("根拠法令", "都市公園法")),
                remarks="工事の間は移動販売を駅前広場に移します。",
            ),
            Sheet(
                "1-(1)-②",
                "坂道の手すりの整備",
                ("都市整備部　道路課",),
                purpose="雪の日にも歩ける坂道を増やします。",
                description="町会から寄せられた場所を点検し、傷みの大きいものから直します。",
                steps=(
                    Step(
                        "事業目標",
                        ("調査", "工事\n（３路線）", "工事\n（４路線）", "工事\n（４路線）", "推進"),
                    ),
                ),
                amounts=("", "4,800", "6,200", "6,200", ""),
                extra=(("事業主体", "市・町会"),),
            ),
        ),
    )
    people = SheetGroup(
        "基本目標2　ひとりひとりの毎日に寄りそう",
        (
            Sheet(
                "2-(1)-①",
                "見守り訪問の充実",
                ("健康ささえあい部　高齢者課", "健康ささえあい部　健康増進課"),
                description="ひとり暮らしの高齢者を月に２回訪ね、困りごとをその場で受け付けます。",
                steps=(Step("事業目標", ("実施", "拡充", "拡充", "拡充", "実施")),),
                amounts=("", "9,128", "9,600", "9,600", ""),
            ),
            Sheet(
                "2-(1)-②",
                "電子窓口の導入",
                ("区政推進部　企画調整課",),
                description="引越しと子育ての手続を、自宅の画面からも窓口からも同じ手順で終えられるようにします。",
                steps=(Step("事業目標", ("検討", "構築", "一部導入", "運用開始", "運用")),),
                amounts=("", "33,000", "18,500", "6,000", ""),
                extra=(("事業主体", "市"),),
                remarks="国の交付金を見込みます。",
            ),
        ),
    )
    return SheetPlan("霞浜市実施計画　事業シート", "霞浜市", _COLUMNS, "千円", (water, people), "three")


def handmade_sheet_style() -> SheetStyle:
    """How the sample is printed."""
    return SheetStyle(
        arrangement="left",
        stacked=True,
        flow="several",
        frame="beside",
        unit="label",
        words=1,
        size=8.5,
        base=Style(rules="segments", page_number="dashed", running_header=True, margin=44.0),
    )
