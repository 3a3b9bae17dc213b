"""Hazards that change how the text is set, or with what font, before it is laid out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..content import Plan, Project
from ..unmapped import unmap
from .base import HAZARDS, Hazard, Stage

WORD = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]{2,}|[ァ-ヴー]{3,}|菜園|教室|窓口|点検")
"""Words that are likely to have been set in a font of their own."""


def _lose(text: str) -> str:
    return WORD.sub(lambda found: unmap(found.group()), text)


def _in_description(project: Project) -> Project:
    return replace(project, paragraphs=tuple(map(_lose, project.paragraphs)))


def _in_title(project: Project) -> Project:
    return replace(project, title=_lose(project.title))


def _in_goals(project: Project) -> Project:
    return replace(project, items=tuple(replace(item, goal=_lose(item.goal)) for item in project.items))


def _every_project(change: Callable[[Project], Project]) -> Callable[[Plan], Plan]:
    def of_plan(plan: Plan) -> Plan:
        chapters = tuple(
            replace(
                chapter,
                strategies=tuple(
                    replace(
                        strategy,
                        sections=tuple(
                            replace(section, projects=tuple(map(change, section.projects)))
                            for section in strategy.sections
                        ),
                    )
                    for strategy in chapter.strategies
                ),
            )
            for chapter in plan.chapters
        )
        return replace(plan, chapters=chapters)

    return of_plan


for _name, _change in (("description", _in_description), ("title", _in_title), ("goal", _in_goals)):
    HAZARDS.add(
        Hazard(
            f"unmapped-{_name}",
            f"words of each {_name} in a font without a Unicode map; the truth has U+FFFD for them",
            Stage.PRINT,
            rewrite=_every_project(_change),
        )
    )
HAZARDS.add(
    Hazard(
        "tight",
        "titles and paragraphs tracked so tightly that glyph boxes overlap",
        Stage.PRINT,
        restyle=lambda style: replace(style, tracking=-0.12, justified=False),
    )
)
