"""The committed sample: a plan written by hand that has every element a plan can have."""

from __future__ import annotations

from collections.abc import Sequence

from .content import (
    Budget,
    Chapter,
    Department,
    Footnote,
    Item,
    Pillar,
    Plan,
    Project,
    Relisted,
    Section,
    Strategy,
)
from .edition import Edition
from .hazards import HAZARDS, Hazard
from .style import Style
from .vocabulary import WARD

BLANK = Budget(("", "", ""), "")


def _item(goal: str, baseline: str, years: Sequence[str], total: str) -> Item:
    return Item(goal, baseline, tuple(years), total)


def _budget(*amounts: str, total: str, note: str | None = None) -> Budget:
    return Budget(amounts, total, note)


def _by(*lines: str) -> tuple[tuple[Department, ...], ...]:
    """Departments from lines such as `産業文化部:商工課、文化課 財務部`."""

    def unit(text: str) -> Department:
        name, _, sections = text.partition(":")
        return Department(name, tuple(filter(None, sections.split("、"))))

    return tuple(tuple(map(unit, line.split())) for line in lines)


WATERFRONT = (
    Project(
        1,
        "川辺の広場の改修",
        (
            "石畳の傷みが進む川辺の広場を、車いすでも下りられる緩い坂に造り替えます。",
            "工事の間も夏の水遊びを続けられるよう、上流と下流に分けて進めます。",
        ),
        starred=True,
        items=(
            _item("①上流側の広場の改修", "設計", ("工事着手", "工事", "開設"), "工事\n開設"),
            _item("②下流側の広場の改修", "―", ("調査", "設計", "工事"), "調査\n設計\n工事"),
        ),
        budget=_budget("48", "311", "1,102", total="1,461"),
        departments=_by("川とみどりの局:水辺課、公園課"),
    ),
    Project(
        2,
        "桟橋めぐりの舟運の試行",
        ("三つの桟橋を結ぶ小舟を週末に走らせ、通勤や買物に使えるかを確かめます。",),
        items=(_item("舟運の試行と検証", "―", ("検討", "試行\n（秋のみ）", "試行"), "試行"),),
        budget=_budget("―", "12", "▲3", total="9"),
        departments=_by("都市基盤部:交通施策課", "産業文化部:商工課"),
    ),
    Project(
        3,
        "雨を受けとめるまちかど",
        ("歩道の植込みを掘り下げて雨水をためるグリーンインフラ※１を、坂の下の交差点から順に設けます。",),
        items=(
            _item("雨庭の設置", "11か所", ("10か所", "12か所", "22か所"), "44か所\n（累計55か所）"),
            _item("雨水タンクの貸出し", "実施", ("実施", "拡充", "拡充"), "実施・拡充"),
        ),
        budget=_budget("66", "77", "88", total="231", note="※２"),
        departments=_by("川とみどりの局:水辺課", "都市基盤部:道路課"),
        footnotes=(
            Footnote(
                "※１", "緑や土が水をため、涼しさを生む力を、まちの設備として使う考え方", "グリーンインフラ"
            ),
            Footnote("※２", "国の交付金を含みます。"),
        ),
    ),
    Project(
        4,
        "水辺の音楽会“ああ、この川よ”の開催",
        ("区内の学校と楽団が出演する音楽会を、橋の上と下の二つの舞台で開きます。",),
        items=(_item("音楽会の開催", "検討", ("実施", "実施", "充実"), "実施"),),
        budget=BLANK,
        departments=_by("産業文化部:文化課 教育委員会事務局"),
    ),
    Project(
        5,
        "川の見回り隊",
        ("――川のことは川に聞け――を合言葉に、水位と水質を区民が測り、結果を地図で公開します。",),
        items=(
            _item(
                "①見回り隊員の登録",
                "８２人",
                ("１００人", "１１０人", "１２０人"),
                "３３０人\n（累計４１２人）",
            ),
            _item("②水質の地図の公開", "構築", ("先行稼働", "運用", "運用"), "運用"),
        ),
        budget=_budget("5", "5", "6", total="16"),
        departments=_by("川とみどりの局"),
    ),
    Project(
        6,
        "橋の明かりの更新",
        ("二十二の橋の明かりを消費電力の少ないものへ替え、橋ごとに色を区民の投票で決めます。",),
        items=(_item("明かりの更新", "２橋", ("５橋", "７橋", "８橋"), "２０橋\n（累計２２橋）"),),
        budget=_budget("31", "44", "50", total="125"),
        departments=_by("都市基盤部:道路課、建築安全課"),
    ),
)

COUNTER = (
    Project(
        1,
        "引越しの届出の一本化",
        ("転入、転出、転居の届出を一つの画面で済ませ、関係する課へ同時に届くようにします。",),
        starred=True,
        items=(
            _item("①届出の画面の構築", "検討", ("設計", "構築", "運用開始"), "構築\n運用開始"),
            _item("②窓口での代理入力", "―", ("―", "検討", "実施"), "実施"),
        ),
        budget=_budget("120", "240", "95", total="455"),
        departments=_by("区政推進部:電子区役所推進課"),
    ),
    Project(
        2,
        "電話の応対をＡＩが下書き",
        ("よくある問いへの答えをRAG※１で下書きし、職員が確かめてから伝えます。",),
        items=(
            _item("応対支援の導入", "調査", ("試行", "導入・拡大", "運用"), "導入・運用"),
            _item("答えの手引の作成", "策定", ("更新", "更新", "更新"), "更新"),
        ),
        budget=_budget("18", "36", "36", total="90"),
        departments=_by("区政推進部:広聴課、電子区役所推進課"),
        footnotes=(Footnote("※１", "手持ちの文書を探し、その内容に沿って答えを書かせる方法", "RAG"),),
    ),
    Project(
        3,
        "電子申請の拡大",
        ("紙でしか受け付けていない手続を洗い出し、件数の多いものから画面での申請に改めます。",),
        items=(
            _item(
                "申請できる手続", "600手続", ("400手続", "500手続", "300手続"), "1,200手続\n（累計1,800手続）"
            ),
        ),
        budget=BLANK,
        departments=_by("区政推進部 財務部", "健康ささえあい部 子ども未来部"),
        footnotes=(Footnote("※", "手続の数には催しの申込みを含みません。"),),
    ),
    Project(
        4,
        "ほかの戦略で進める電子化",
        (
            "窓口のほかにも、暮らしのさまざまな場面で電子化を進めます。くわしくはそれぞれの事業をご覧ください。",
        ),
        relisted=(
            Relisted("水辺の見守り", "水質の地図の公開", (5, 5)),
            Relisted("水辺の見守り", "水位計の遠隔での読取り", (5, 5)),
            Relisted("水辺の見守り", "避難の呼びかけの自動化", (5, 3)),
            Relisted("夜間の相談", "夜間診療所の空き状況の表示", (7, 1)),
        ),
        relisted_title="関連する取組の一覧【再掲】",
    ),
)

BACK_OFFICE = (
    Project(
        5,
        "仕事の流れの描き直し",
        (
            "五十の業務について手順を図に表し、要らない確認や押印を無くします。ＢＰＲ※１の経験がある職員を各部に置き、成果を互いに学びます。",
        ),
        starred=True,
        items=(
            _item("業務の図の作成", "一部導入", ("推進", "推進", "推進"), "推進"),
            _item("職員研修の受講", "240人", ("300人", "300人", "300人"), "900人\n（累計1,140人）"),
        ),
        budget=_budget("7", "7", "7", total="21"),
        departments=_by("区政推進部:企画調整課", "財務部:契約課"),
        footnotes=(Footnote("※１", "仕事の流れを初めから見直し、要らない手順を無くすこと", "ＢＰＲ"),),
    ),
    Project(
        6,
        "文書庫の電子化",
        ("地下の文書庫にある永年保存の文書を読み取り、水害に遭っても失われないようにします。",),
        items=(
            _item("①文書の読取り", "―", ("事業募集開始", "データの整備", "データの整備"), "データの整備"),
            _item("②閲覧の仕組みの構築", "―", ("―", "設計", "構築"), "設計・構築"),
        ),
        budget=_budget("9", "85", "85", total="179"),
        departments=_by("区政推進部:企画調整課、広聴課、電子区役所推進課"),
    ),
    Project(
        7,
        "庁内の情報基盤の移行",
        ("老朽化した機器を順に止め、国と都が共に用いる基盤へ移ります。",),
        items=(_item("基盤の移行", "検討", ("移行", "移行", "運用"), "移行\n運用"),),
        budget=_budget("1,310", "2,045", "877", total="4,232", note="※１"),
        departments=_by("区政推進部:電子区役所推進課"),
        footnotes=(Footnote("※１", "費用の一部は別の会計から支払います。"),),
    ),
    Project(
        8,
        "部をまたぐ取組",
        ("部をまたいで進める改善の取組を、次の事業の中で行います。",),
        relisted=(
            Relisted("職員の働き方", "夜間の電話の当番の見直し", (7, 1)),
            Relisted("職員の働き方", "自宅からの電話応対の試行", (6, 2)),
            Relisted("調達の改善", "機器の共同購入", (6, 7)),
        ),
        relisted_title="ほかの計画に掲げた取組【再掲】",
        departments=_by("区政推進部"),
    ),
)

CARE = (
    Project(
        1,
        "夜間診療所の開設",
        ("夜九時から朝七時まで開く診療所を駅の北口に設け、救急車を呼ぶか迷うときの相談にも応じます。",),
        starred=True,
        items=(
            _item("①診療所の整備", "用地取得", ("設計", "工事", "開設"), "設計\n工事\n開設"),
            _item("②夜間の電話相談", "実施", ("実施", "充実", "充実"), "実施・充実"),
        ),
        budget=_budget("210", "1,980", "640", total="2,830"),
        departments=_by("健康ささえあい部:医療連携課", "財務部:契約課"),
    ),
    Project(
        2,
        "坂の上の見守り訪問",
        ("坂の上に独りで暮らす方を、配達や検針の事業者とともに訪ねるアウトリーチ※１を行います。",),
        items=(
            _item("見守り訪問", "1,100世帯", ("1,200世帯", "1,300世帯", "1,400世帯"), "3,900世帯"),
            _item("協力事業者との協定", "11社", ("15社", "18社", "22社"), "55社\n（累計66社）"),
        ),
        budget=_budget("14", "15", "16", total="45"),
        departments=_by("健康ささえあい部:高齢者課"),
        footnotes=(Footnote("※１", "助けを求めにくい人のもとへ、支える側から出向くこと", "アウトリーチ"),),
    ),
    Project(
        3,
        "乗合タクシーの路線の追加",
        ("停留所から三百メートル以上離れた地区に、予約に応じて走る乗合タクシーを通します。",),
        items=(_item("路線の追加", "２路線", ("１路線", "１路線", "２路線"), "４路線\n（累計６路線）"),),
        budget=_budget("37", "52", "71", total="160"),
        departments=_by("都市基盤部:交通施策課"),
    ),
    Project(
        4,
        "いきいき体操のひろば",
        ("いろいろな年代が集まる体操の場を、公園と銭湯に広げます。",),
        items=(
            _item("体操の場の拡大", "実施", ("拡大\n（公園）", "拡大\n（銭湯）", "実施"), "拡大"),
            _item("指導員の養成", "―", ("検討", "実施", "実施"), "実施"),
        ),
        budget=BLANK,
        departments=_by("健康ささえあい部:健康増進課、高齢者課 川とみどりの局:公園課"),
    ),
    Project(
        5,
        "病院と家をつなぐ連絡帳の電子化と、それを用いた退院後の暮らしの支えの手引の作成",
        ("退院の前から、医師、看護師、介護の担い手が同じ連絡帳を読み書きできるようにします。",),
        items=(_item("連絡帳の電子化と手引の作成", "検討", ("構築", "試行", "運用"), "構築\n運用"),),
        budget=_budget("25", "11", "11", total="47"),
        departments=_by("健康ささえあい部:医療連携課、高齢者課、健康増進課"),
    ),
    Project(
        6,
        "こころの相談の夜間窓口",
        ("働く人が帰りに立ち寄れる相談の窓口を、駅の地下に設けます。",),
        items=(_item("相談窓口の設置", "策定", ("開設", "運用", "運用"), "開設・運用"),),
        budget=_budget("8", "8", "8", total="24"),
        departments=_by("健康ささえあい部", "危機管理室:防災課"),
    ),
)

UNPRINTED = Project(
    4,
    "渡し船の資料の保存",
    ("このページは印刷の際に外されましたが、前のページの外側に残っています。",),
    items=(_item("資料の保存", "実施", ("実施", "実施", "実施"), "実施"),),
    budget=_budget("1", "1", "1", total="3"),
    departments=_by("産業文化部:文化課"),
)


def handmade_plan() -> Plan:
    """The plan of the committed sample."""
    return Plan(
        "東雲野区まちづくり行動計画",
        WARD,
        Edition(baseline_year=2026, year_count=3),
        (
            Chapter(
                Pillar(2, "水辺と坂道のまちを次の世代へ手渡す"),
                (Strategy(5, "川沿いの遊歩道と広場の再生", (Section(None, WATERFRONT),)),),
            ),
            Chapter(
                Pillar(3, "身軽な区役所が毎日に寄りそう"),
                (
                    Strategy(
                        6,
                        "書かせない窓口への転換",
                        (
                            Section("１　“待たない・迷わない”窓口", COUNTER),
                            Section("２　裏方の仕事の手直し", BACK_OFFICE),
                        ),
                    ),
                    Strategy(7, "夜間と休日の医療、坂の上の暮らしの支え", (Section(None, CARE),)),
                ),
            ),
        ),
        hidden=(Strategy(4, "渡し場の記憶の継承", (Section(None, (UNPRINTED,)),)),),
    )


def handmade_style() -> Style:
    """How the sample is printed."""
    return Style(
        superscript=True, star="apart", running_footer=True, cover=True, contents=True, body_size=10.5
    )


def handmade_hazards() -> tuple[Hazard, ...]:
    """What the sample does to its text."""
    return tuple(HAZARDS.named("struck-by-character,shuffled,beside"))
