"""Lists by chance."""

from __future__ import annotations

from random import Random

from .. import vocabulary as words
from ..digits import widen
from .content import Group, ListPlan, Project, Schedule, Table
from .style import ListStyle

CITY = "汐見野市"

_TITLES = (
    "{topic}整備事業費",
    "{topic}管理費",
    "{topic}推進事業費（調査委託料）",
    "{topic}事業費補助金",
    "{topic}に関する計画の策定と地区ごとの説明会の開催に要する経費",
)
_SENTENCES = (
    "{topic}の改修工事費{money}、設計委託料{money}等。",
    "{topic}を{count}か所に設ける。",
    "国の補助を受け、{topic}の利用者に１人{money}を助成する。",
    "{topic}の老朽化が進んでいるため、{count}年をかけて順に直す。１年目は調査を行う。",
    "前年度に前倒しで実施した分を除く。",
)
_DEPARTMENTS = (
    ("企画課",),
    ("財政課",),
    ("子育て応援課",),
    ("水辺再生推進課",),
    ("健康長寿課",),
    ("消防本部",),
    ("産業部", "商工課"),
    ("図書館",),
    ("企画課", "財政課"),
)
_HEADINGS = ("安心して暮らす", "学びを支える", "しごとをつくる", "まちを整える")
_LISTS = ("主な継続事業", "主な新規事業", "普通建設事業の一覧")
_STAGES = ("検討", "調査", "設計", "実施", "工事", "運用", "拡充")


def random_list(rng: Random, style: ListStyle, *, projects: tuple[int, int] = (3, 26)) -> ListPlan:
    """A list that fits the style: it has what the style prints."""
    first = rng.choice((2024, 2025, 2026, 2027))
    several = style.money == "years" or style.schedule != "none"
    years = tuple(range(first, first + (rng.randint(2, 4) if several else 1)))
    numbers = rng.choice(("list", "list", "group", "none"))
    grouped = numbers == "group" or rng.random() < 0.3
    named = rng.sample(_LISTS, rng.choice((1, 1, 2)))
    when = f"令和{years[0] - 2018}年度" if style.year == "title" else ""
    tables = tuple(
        _table(rng, style, years, f"{when}{name}", numbers, rng.randint(*projects), grouped=grouped)
        for name in named
    )
    return ListPlan(
        f"{CITY}の予算のあらまし", CITY, years, rng.choice(("千円", "百万円", "円", "万円")), tables, numbers
    )


def _table(
    rng: Random,
    style: ListStyle,
    years: tuple[int, ...],
    title: str,
    numbers: str,
    count: int,
    *,
    grouped: bool,
) -> Table:
    groups: list[Group] = []
    headings = rng.sample(_HEADINGS, rng.randint(2, 3)) if grouped else [None]
    running = 0
    subtotal = rng.random() < 0.5 and grouped and style.money != "none"
    for heading in headings:
        rows: list[Project] = []
        departments: tuple[str, ...] = rng.choice(_DEPARTMENTS)
        for place in range(max(1, count // len(headings))):
            running += 1
            if rng.random() < 0.4:
                departments = rng.choice(_DEPARTMENTS)
            number = {"list": str(running), "group": str(place + 1), "none": ""}[numbers]
            rows.append(_project(rng, style, years, number, departments))
        groups.append(Group(heading, tuple(rows), subtotal))
    total = rng.choice(("合計", "総計", "計")) if style.money != "none" and rng.random() < 0.5 else None
    return Table(title, tuple(groups), total)


def _project(
    rng: Random, style: ListStyle, years: tuple[int, ...], number: str, departments: tuple[str, ...]
) -> Project:
    topic = rng.choice(words.TOPICS)
    wide = rng.random() < 0.15

    def show(value: int | None) -> str:
        if value is None:
            return style.blank
        text = f"△ {-value:,}" if value < 0 else f"{value:,}"
        return widen(text) if wide else text

    parts = [rng.choice((None, rng.randint(1, 90_000))) for _ in range(4)] + [rng.randint(1, 9_000)]
    single = sum(part or 0 for part in parts)
    amounts = [rng.choice((None, rng.randint(1, 900_000))) for _ in years]
    if style.money == "one":
        amounts = [single]
    before = rng.randint(1, 200_000)
    known = [value for value in amounts if value is not None]
    return Project(
        number,
        rng.choice(_TITLES).format(topic=topic),
        departments,
        (rng.randint(1, 12), rng.randint(1, 7), rng.randint(1, 14)),
        tuple(map(show, amounts)) if style.money != "none" else (),
        show(sum(known) if known else None),
        show(before),
        show(single - before),
        tuple(map(show, parts)),
        "".join(_sentence(rng) for _ in range(rng.randint(1, 4))),
        tuple(_schedule(rng, years) for _ in range(rng.randint(1, 3) if style.schedule == "goals" else 1)),
        rng.choice(("", "", "新規", "国の補助は２か年。")),
    )


def _sentence(rng: Random) -> str:
    return rng.choice(_SENTENCES).format(
        topic=rng.choice(words.TOPICS),
        money=f"{rng.randint(1, 90_000):,}千円",
        count=rng.randint(2, 12),
    )


def _schedule(rng: Random, years: tuple[int, ...]) -> Schedule:
    goal = rng.choice(words.GOALS).format(topic=rng.choice(words.TOPICS))
    texts = [rng.choice(_STAGES)]
    for _ in years[1:]:
        texts.append(rng.choice(("→" if texts[-1] != "―" else "―", rng.choice(_STAGES), "―")))
    return Schedule(goal, tuple(texts))
