"""The committed sample of measures: 柚木原市 (Yugihara), a city that does not exist."""

from __future__ import annotations

from ..sheets.content import Column
from ..style import Style
from .content import Measure, MeasurePlan, MeasureProject, Row
from .style import MeasureStyle

_COLUMNS = (
    Column("2026", 2026, None, "令和８年度"),
    Column("2027", 2027, None, "令和９年度"),
    Column("2028", 2028, None, "令和１０年度"),
    Column("2029-2031", None, (2029, 2031), "後期\n令和１１～１３年度"),
)


def _one(number: str, title: str, text: str, department: str, *texts: str) -> MeasureProject:
    return MeasureProject(number, title, text, (Row(department, texts),))


def handmade_measures() -> MeasurePlan:
    """The sample."""
    roads = Measure(
        1,
        "歩いて暮らせるまちをつくる",
        (
            _one(
                "1-(1)-①",
                "坂道の手すりの整備",
                "町会から寄せられた場所を点検し、傷みの大きいものから直します。",
                "道路課",
                "調査",
                "工事",
                ">",
                ">",
            ),
            _one(
                "1-(1)-②",
                "乗合タクシーの運行",
                "坂の多い３地区で毎日10便を走らせます。",
                "交通施策課",
                "検討",
                "試行",
                "運用",
                "=",
            ),
            MeasureProject(
                "1-(2)-①",
                "通学路の見守り",
                "危ない場所を地図にし、見守る人を増やします。",
                (
                    Row("学校教育課", ("検討", "実施", ">", ">")),
                    Row("市民協働課", ("調査", "検討", "実施", "充実")),
                ),
            ),
        ),
    )
    people = Measure(
        2,
        "学びと遊びがつながる",
        (
            _one(
                "2-(1)-①",
                "移動図書館車の更新",
                "20年使った車両を入れ替えます。",
                "図書館",
                "―",
                "設計",
                "導入",
                "運用",
            ),
            MeasureProject(
                "2-(1)-②",
                "放課後教室の拡充",
                "長期休みの昼食をすべての教室で用意します。",
                (
                    Row("子育て応援課", ("実施", "拡充", "=", ">")),
                    Row("学校教育課", ("検討", "実施", ">", ">")),
                ),
            ),
        ),
    )
    return MeasurePlan("柚木原市推進計画　施策別事業一覧", "柚木原市", _COLUMNS, (roads, people), "three")


def handmade_measure_style() -> MeasureStyle:
    """How the sample is printed."""
    return MeasureStyle(
        arrows="line",
        heading="施策",
        over=True,
        departments_last=True,
        words=0,
        size=8.0,
        base=Style(rules="segments", page_number="dashed", running_header=True, margin=40.0),
    )
