"""From a plan to sheets: headings, paragraphs, tables, notes, and the furniture of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .content import Chapter, Pillar, Plan, Project, Section, Strategy
from .digits import number
from .flow import Brick, Flow, Part, Strip
from .marks import Box, Drawing, Mark, Role, Sheet, Text
from .style import Style
from .tables import TableMaker
from .typeface import width
from .typeset import break_lines, fitted, set_line

A4 = (595.28, 841.89)
MANY_YEARS = 5
"""With more year columns than this a page is set landscape."""
LEADING = 1.4


def space(height: float) -> Strip:
    """Empty space that stays with what follows."""
    return Strip(height, keep_next=True)


class Setter:
    """Sets the parts of one plan in one style."""

    def __init__(self, plan: Plan, style: Style) -> None:
        self.plan = plan
        self.style = style
        wide = style.landscape or plan.edition.year_count > MANY_YEARS
        self.size = (A4[1], A4[0]) if wide else A4
        self.left = style.margin
        self.measure = self.size[0] - 2 * style.margin
        self.right = self.left + self.measure
        self.tables = TableMaker(plan.edition, style, self.left, self.measure)
        self.flow = Flow(self.size, style, self._furniture)
        self._headings: list[Part] = []

    # Lines ---------------------------------------------------------------------------------------

    def _strip(self, texts: Iterable[Mark], size: float, *, keep: bool = False) -> Strip:
        return Strip(size * LEADING, tuple(texts), keep)

    def _line(self, text: str, size: float, role: Role, *, x: float = 0.0, keep: bool = False) -> Strip:
        return self._strip(set_line(text, self.left + x, -size, size, role), size, keep=keep)

    def _centred(self, text: str, y: float, size: float, role: Role) -> list[Text]:
        return set_line(text, (self.size[0] - width(text, size)) / 2, y, size, role)

    def _furniture(self, page: int) -> Iterator[Mark]:
        style, edition = self.style, self.plan.edition
        if style.running_header:
            text = f"{edition.span}の計画"
            yield from set_line(
                text, self.right - width(text, 7.5), self.size[1] - style.margin + 14, 7.5, "running"
            )
        if style.running_footer:
            yield from set_line(self.plan.title, self.left, 24, 7.5, "running")
        shown = {"plain": str(page), "dashed": f"- {page} -", "full": number(page, "full"), "none": ""}
        yield from self._centred(shown[style.page_number], 24, 9, "running")

    def _announce(self, owner: str, *bricks: Brick) -> None:
        """Keep a heading until the project is known that it must not be parted from."""
        self._headings.extend((owner, brick) for brick in bricks)

    # Headings ------------------------------------------------------------------------------------

    def pillar(self, pillar: Pillar) -> None:
        """The heading of a pillar, on a page of its own or on one line."""
        owner = f"pillar {pillar.number}"
        label = f"{self.plan.edition.pillar_label}{number(pillar.number, self.plan.edition.digits)}"
        if self.style.pillar == "line":
            lines = break_lines(f"{label}　{pillar.title}", 15, self.measure)
            self._announce(owner, *(self._line(line, 15, "heading", keep=True) for line in lines), space(6))
            return
        self.flow.end_page()
        y = self.size[1] * 0.62
        self.flow.place(owner, self._centred(label, y, 18, "heading"))
        for place, line in enumerate(break_lines(pillar.title, 24, self.measure)):
            self.flow.place(owner, self._centred(line, y - 48 - 32 * place, 24, "heading"))
        self.flow.end_page()

    def strategy(self, strategy: Strategy) -> None:
        """The heading of a strategy, in a box or on a line."""
        owner = f"strategy {strategy.number}"
        self._announce(owner, space(14))
        if self.style.strategy == "line":
            label = f"{self.plan.edition.strategy_label} {strategy.number}　"
            lines = break_lines(label + strategy.title, 14, self.measure)
            self._announce(owner, *(self._line(line, 14, "heading", keep=True) for line in lines), space(8))
            return
        figure = str(strategy.number)
        title_x = self.left + 30 + width(figure, 18) + 16
        lines = break_lines(strategy.title, 14, self.right - title_x - 8)
        height = max(32.0, len(lines) * 19 + 10)
        middle = -height / 2
        marks: list[Mark] = [Box(self.left, -height, self.measure, height, stroke=self.style.rule_width)]
        name = self.plan.edition.strategy_label
        for place, part in enumerate((name[: len(name) // 2], name[len(name) // 2 :])):
            marks += set_line(part, self.left + 4, middle + 2.5 - 11.5 * place, 8.5, "label")
        marks += set_line(figure, self.left + 28, middle - 6.5, 18, "number")
        first = middle + (len(lines) - 1) * 9.5 - 5
        for place, line in enumerate(lines):
            marks += set_line(line, title_x, first - 19 * place, 14, "heading")
        self._announce(owner, Strip(height, tuple(marks), keep_next=True), space(12))

    def section(self, section: Section, strategy: int) -> None:
        """The heading of a section, where it has one."""
        if section.title:
            size = self.style.title_size + 1
            line = self._line(section.title, size, "heading", x=4, keep=True)
            self._announce(f"section {strategy}", space(10), line, space(4))

    def _title(self, project: Project, label: str) -> list[Brick]:
        size = self.style.title_size
        marks = "".join((*project.marks, *(self.plan.edition.star for _ in range(project.starred))))
        place_of_marks = self.style.star if marks else "none"
        if place_of_marks == "front":
            label = marks + label
        hang = width(label, size)
        title = project.title
        if place_of_marks == "behind":
            title = f"{title}　{marks}"
        elif place_of_marks == "before":
            title = f"{marks}{title}"
        lines = break_lines(title, size, self.measure - hang - 24 - width(marks, size))
        strips: list[Brick] = []
        for place, line in enumerate(lines):
            lead, shift = (label, 0.0) if place == 0 else ("", hang)
            tracking = self.style.tracking * size
            texts = set_line(lead + line, self.left + shift, -size, size, "title", spacing=tracking)
            if place == 0 and place_of_marks == "apart":
                texts += set_line(marks, self.right - width(marks, size), -size, size, "title")
            strips.append(self._strip(texts, size, keep=True))
        return strips

    # Projects ------------------------------------------------------------------------------------

    def _paragraph(self, text: str) -> Iterator[Brick]:
        style, size = self.style, self.style.body_size
        indent = size if style.indented else 0.0
        lines = break_lines(text, size, self.measure, indent=indent, superscript=style.superscript)
        for place, line in enumerate(lines):
            shift = indent if place == 0 else 0.0
            full = self.measure - shift if style.justified and place < len(lines) - 1 else None
            texts = set_line(
                line,
                self.left + shift,
                -size,
                size,
                "body",
                superscript=style.superscript,
                measure=full,
                spacing=style.tracking * size,
            )
            yield self._strip(texts, size, keep=place == 0)

    def _caption(self) -> Iterator[Brick]:
        """The unit of money above the table, where it stands there."""
        if self.plan.edition.unit_place == "caption":
            text, size = self.plan.edition.printed_unit, self.style.cell_size
            yield self._strip(
                set_line(text, self.right - width(text, size), -size, size, "label"), size, keep=True
            )

    def _band_above(self, label: str, title: str) -> list[Brick]:
        size = self.style.cell_size + 1
        texts = set_line(label, self.left + 2, -size, size, "number")
        texts += set_line(title, self.left + 100, -size, size, "label")
        return [self._strip(texts, size, keep=True)]

    def _departments(self, project: Project) -> Iterator[Brick]:
        size = self.style.cell_size
        lines = self.tables.department_lines(project)
        if not lines or (self.style.departments != "below" and not project.relisted):
            return
        yield space(3)
        size_of = fitted(lines, size, self.measure - 110)
        for place, line in enumerate(lines):
            texts = set_line(line, self.left + 110, -size, size_of, "label")
            if place == 0:
                texts = set_line(self.tables.department_label(), self.left + 4, -size, size, "label") + texts
            yield self._strip(texts, size, keep=place == 0)

    def _footnotes(self, project: Project) -> Iterator[Brick]:
        size = self.style.cell_size - 1
        for note in project.footnotes:
            lead = f"{note.marker}　"
            text = f"{note.term}・・・　{note.text}" if note.term else note.text
            hang = width(lead, size)
            yield space(3)
            for place, line in enumerate(break_lines(text, size, self.measure - hang - 4)):
                texts = set_line(lead + line, self.left + 4, -size, size, "label") if place == 0 else []
                texts = texts or set_line(line, self.left + 4 + hang, -size, size, "label")
                yield self._strip(texts, size)

    def bricks(self, project: Project, strategy: int, label: str) -> list[Brick]:
        """All that a project prints, from its title to its notes."""
        printed = self.plan.edition.project_number(strategy, project.number)
        title = project.relisted_title if project.relisted else self.tables.band_title
        bricks = self._title(project, label)
        bricks.append(space(4))
        for text in project.paragraphs:
            bricks += self._paragraph(text)
        bricks.append(space(6))
        if self.style.band == "above":
            bricks += self._band_above(printed, title)
        if project.budget:
            bricks += self._caption()
        make = self.tables.relisted if project.relisted else self.tables.plan
        bricks.append(make(project, printed))
        bricks += self._departments(project)
        bricks += self._footnotes(project)
        return bricks

    def projects(self, strategy: Strategy) -> None:
        """The projects of a strategy under the headings of its sections."""
        for section in strategy.sections:
            self.section(section, strategy.number)
            for place, project in enumerate(section.projects, start=1):
                label = f"({place})" if section.title else f"{number(project.number, 'full')}　"
                owner = f"project {strategy.number}-{project.number}"
                bricks = self.bricks(project, strategy.number, label)
                self.flow.lay([*self._headings, *((owner, brick) for brick in bricks)])
                self._headings = [("page", space(20))]

    # The plan ------------------------------------------------------------------------------------

    def cover(self) -> None:
        """The title page."""
        middle = self.size[1] * 0.6
        self.flow.place("cover", self._centred(self.plan.title, middle, 26, "heading"))
        self.flow.place("cover", self._centred(self.plan.edition.span, middle - 40, 14, "running"))
        self.flow.place("cover", self._centred(self.plan.ward, 120, 16, "running"))
        self.flow.end_page()

    def contents(self) -> None:
        """A table of contents, whose dot leaders are real doubles."""
        self.flow.place("contents", self._centred("目次", self.flow.y - 20, 16, "heading"))
        self.flow.y -= 50
        for strategy in self.plan.strategies:
            head = f"{strategy.number}　{strategy.title}"[:30]
            dots = "・" * int((self.measure - width(head, 10) - 40) / 10)
            self.flow.lay([("contents", self._line(head + dots, 10, "running"))])
        self.flow.end_page()

    def chapter(self, chapter: Chapter) -> None:
        """A pillar and its strategies, each beginning a page."""
        self.flow.end_page()
        self.pillar(chapter.pillar)
        for place, strategy in enumerate(chapter.strategies):
            if place:
                self.flow.end_page()
            self.strategy(strategy)
            self.projects(strategy)


def _unseen(plan: Plan, style: Style) -> tuple[Sheet, ...]:
    setter = Setter(plan, style)
    for strategy in plan.hidden:
        setter.projects(strategy)
    return setter.flow.finish()


def lay_out(plan: Plan, style: Style) -> Drawing:
    """The sheets of a plan, and those of the projects it hides."""
    setter = Setter(plan, style)
    if style.cover:
        setter.cover()
    if style.contents:
        setter.contents()
    for chapter in plan.chapters:
        setter.chapter(chapter)
    return Drawing(setter.flow.finish(), _unseen(plan, style))
