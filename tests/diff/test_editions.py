"""Two printed editions from end to end: the diff names what was changed in the second, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from planextract.diff import ProjectChange, compare_plans

from . import editions


def test_exactly_the_changes_of_the_second_edition():
    diff = compare_plans(editions.read(editions.first_edition()), editions.read(editions.second_edition()))
    assert diff.old.fiscal_years == [2027, 2028, 2029]
    assert diff.new.fiscal_years == [2028, 2029, 2030]
    assert diff.headings == []
    assert diff.unchanged == 15
    assert [(p.status, p.old_id, p.id, p.changes) for p in diff.projects] == [
        (
            "changed",
            "5-1",
            "5-1",
            [
                ProjectChange(
                    kind="budget",
                    period="2029",
                    old="1,102百万円",
                    new="1,180百万円",
                    difference=78,
                    unit="百万円",
                )
            ],
        ),
        ("renumbered", "7-6", "5-7", [ProjectChange(kind="renumbered", old="7-6", new="5-7")]),
        (
            "changed",
            "6-1",
            "6-1",
            [
                ProjectChange(
                    kind="delayed",
                    item="②窓口での代理入力",
                    milestone="実施",
                    stage="実施",
                    old="2029",
                    new="2030",
                    difference=1,
                    unit="years",
                )
            ],
        ),
        (
            "changed",
            "6-2",
            "6-2",
            [
                ProjectChange(
                    kind="item-removed",
                    item="答えの手引の作成",
                    old="2027 更新 / 2028 更新 / 2029 更新",
                )
            ],
        ),
        ("changed", "7-3", "7-3", [ProjectChange(kind="department-added", new="産業文化部（商工課）")]),
    ]


def test_an_edition_of_other_years_with_the_same_plans_has_no_changes():
    plan = editions.first_edition()
    assert compare_plans(editions.read(plan), editions.read(editions.a_year_later(plan))).is_empty


def test_backwards_everything_is_the_other_way_round():
    diff = compare_plans(editions.read(editions.second_edition()), editions.read(editions.first_edition()))
    kinds = {project.id: [change.kind for change in project.changes] for project in diff.projects}
    assert kinds == {
        "5-1": ["budget"],
        "6-1": ["advanced"],
        "6-2": ["item-added"],
        "7-3": ["department-removed"],
        "7-6": ["renumbered"],
    }


def test_a_project_put_in_front_renumbers_the_rest_and_nothing_else():
    plan = editions.first_edition()
    new = replace(
        editions.find(plan, "7-3"),
        number=1,
        title="図書室の席の予約",
        items=(),
        paragraphs=("席を予約します。",),
    )
    moved = editions.over_projects(plan, lambda s, p: replace(p, number=p.number + 1) if s.number == 5 else p)
    first, *rest = moved.chapters
    strategy = first.strategies[0]
    section = strategy.sections[0]
    grown = replace(
        strategy, sections=(replace(section, projects=(new, *section.projects)), *strategy.sections[1:])
    )
    later = replace(moved, chapters=(replace(first, strategies=(grown,)), *rest))
    diff = compare_plans(editions.read(plan), editions.read(later))
    found = {project.id: [change.kind for change in project.changes] for project in diff.projects}
    # 6-4 lists 5-5 and 5-3: here the lines kept their printed numbers, so now they point elsewhere
    assert found.pop("6-4") == ["relisted-changed"] * 3
    assert found == {"5-1": ["added"]} | {f"5-{number}": ["renumbered"] for number in range(2, 8)}
