"""The committed sample of a list: 汐見野市 (Shiomino), a city that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from ..style import Style
from .content import Group, ListPlan, Project, Table
from .style import ListStyle

_Row = tuple[str, str, tuple[int, int, int], int, int, tuple[int, int, int, int], str]
"""Department, title, 款項目, last year's budget, this year's, its sources but the last, and what is done."""

_CONTINUING: dict[str, tuple[_Row, ...]] = {
    "潮風のまちで安心して暮らす": (
        (
            "危機管理課",
            "津波避難路整備事業費",
            (9, 1, 5),
            48_200,
            61_350,
            (20_000, 10_000, 24_300, 0),
            "高台へ上る避難路３路線の手すりと足元灯の工事費52,000千円、測量設計委託料9,350千円。",
        ),
        (
            "危機管理課",
            "防災倉庫更新事業費",
            (9, 1, 5),
            12_000,
            12_000,
            (0, 0, 0, 4_000),
            "老朽化した倉庫を毎年４棟ずつ建て替える。備蓄品の入替えを含む。",
        ),
        (
            "水辺再生推進課",
            "川辺の広場改修事業費（上流側）",
            (8, 3, 2),
            105_400,
            84_920,
            (38_000, 0, 42_200, 0),
            "護岸の補修と遊歩道の舗装。工事は前年度に前倒しで契約しており、今年度は残る120ｍを施工する。"
            "照明の設置は地元の町会と夜間の見え方を確かめてから位置を決める。",
        ),
        (
            "健康長寿課",
            "見守り訪問事業費",
            (3, 1, 4),
            7_315,
            9_128,
            (1_200, 600, 0, 38),
            "ひとり暮らしの高齢者1,140世帯を月に２回訪ねる。訪問員を６人増やす。",
        ),
        (
            "健康長寿課",
            "いきいき体操普及費",
            (4, 1, 2),
            1_980,
            1_204,
            (0, 0, 0, 0),
            "指導者の養成講習を終え、今年度からは町会ごとの自主開催を助ける。",
        ),
    ),
    "子どもと学びを支える": (
        (
            "子育て応援課",
            "放課後教室運営費",
            (3, 2, 5),
            185_300,
            222_064,
            (67_700, 74_500, 0, 120),
            "既存の15教室に２教室を加える。長期休みの昼食を全教室で用意する。",
        ),
        (
            "子育て応援課",
            "保育送迎バス運行費",
            (3, 2, 4),
            0,
            18_450,
            (6_000, 3_000, 0, 0),
            "駅前の待合所から６園を回る。車両は賃借とし、運行は公募した事業者に委託する。",
        ),
        (
            "学校教育課",
            "小学校空調更新事業費（２期）",
            (10, 2, 1),
            311_000,
            298_765,
            (90_000, 0, 180_000, 0),
            "５校の普通教室と図書室。機器の納入が遅れた１校は次年度に送る。",
        ),
        (
            "図書館",
            "移動図書館車購入費",
            (10, 6, 3),
            0,
            24_310,
            (0, 0, 18_200, 0),
            "20年使った車両を更新する。",
        ),
    ),
    "しごとと人の流れをつくる": (
        (
            "商工課",
            "空き工房活用事業費補助金",
            (7, 1, 2),
            6_000,
            9_000,
            (0, 1_500, 0, 0),
            "１件につき上限1,500千円。前年度は４件の申請があった。",
        ),
        (
            "商工課",
            "商店会街路灯改修費補助金",
            (7, 1, 2),
            3_300,
            2_750,
            (0, 0, 0, 0),
            "補助率を２分の１とし、11基を発光ダイオードに替える。",
        ),
        (
            "企画課",
            "乗合タクシー運行事業費",
            (2, 1, 11),
            39_800,
            48_926,
            (3_600, 1_900, 0, 6_702),
            "坂の多い３地区で毎日10便。回数券の収入6,702千円を見込む。10月から予約を電話と電子窓口の両方で受ける。",
        ),
    ),
}

_NEW: tuple[_Row, ...] = (
    (
        "企画課",
        "電子窓口導入事業費（手続案内・予約システムの構築業務委託料）",
        (2, 1, 8),
        0,
        33_000,
        (16_500, 0, 0, 0),
        "引越しと子育ての手続から始める。窓口の職員が同じ画面を見ながら案内する。",
    ),
    (
        "水辺再生推進課",
        "雨水タンク設置助成金",
        (4, 1, 6),
        0,
        2_000,
        (0, 0, 0, 0),
        "１基につき20千円、100基分。",
    ),
    (
        "学校教育課",
        "学校プール集約調査費",
        (10, 1, 2),
        0,
        4_620,
        (0, 0, 0, 0),
        "近隣の温水プールに授業を移したときの移動時間と費用を調べる。",
    ),
)


def _shown(value: int) -> str:
    return "" if not value else f"△ {-value:,}" if value < 0 else f"{value:,}"


def _projects(rows: Iterator[_Row] | tuple[_Row, ...], first: int) -> tuple[Project, ...]:
    return tuple(
        Project(
            str(number),
            title,
            (department,),
            entry,
            budgets=(f"{this:,}",),
            previous=f"{last:,}",
            change=_shown(this - last) or "0",
            funding=(*map(_shown, paid), f"{this - sum(paid):,}"),
            description=text,
        )
        for number, (department, title, entry, last, this, paid, text) in enumerate(rows, start=first)
    )


def handmade_list() -> ListPlan:
    """The sample."""
    groups = []
    first = 1
    for heading, rows in _CONTINUING.items():
        groups.append(Group(heading, _projects(rows, first), subtotal=True))
        first += len(rows)
    continuing = Table("主な継続事業", tuple(groups), "合　計")
    new = Table("主な新規事業", (Group(None, _projects(_NEW, 1)),), "合　計")
    return ListPlan("令和８年度　汐見野市の予算", "汐見野市", (2026,), "千円", (continuing, new))


def handmade_list_style() -> ListStyle:
    """How the sample is printed."""
    return ListStyle(
        departments="merged",
        compared=True,
        flow="cut",
        headers=2,
        era="long",
        digits="full",
        size=7.6,
        base=Style(rules="segments", page_number="dashed", running_header=True, margin=40.0),
    )
