"""An edition: the years a plan covers and the words, digits and signs it prints them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .digits import Width, number

Era = Literal["long", "short", "short-year", "western", "dual", "dual-after", "western-dual"]
YearBreak = Literal["none", "lines", "upright", "rows", "era-row"]

_ERAS = ((2019, "令和", "R"), (1989, "平成", "H"))


@dataclass(frozen=True, slots=True)
class Edition:
    """The years of a plan and its printed conventions.

    `year_break` is how the header of a year column is set: on one line, with the suffix or 年度 on a line of
    its own, with one character to a line, with the suffix in a row of its own, or with the era over the
    columns of its years. In the forms, braces stand for what is printed.
    """

    baseline_year: int = 2026
    year_count: int = 3
    unit: str = "百万円"
    era: Era = "long"
    digits: Width = "full"
    first_year: Literal["元", "1"] = "元"
    year_suffix: str = ""
    year_break: YearBreak = "none"
    goal_form: str = "{year}目標"
    baseline_label: str = "現況"
    baseline_form: str = "{year}末の{label}"
    total_label: str = "計"
    budget_label: str = "事業費"
    unit_form: str = "（{unit}）"
    unit_place: Literal["label", "caption", "band"] = "label"
    department_label: str = "事業実施課"
    band_label: str = "年度別の取組計画"
    id_sign: str = "№"
    id_dash: str = "-"
    """Between strategy and project; where it is empty the project has two digits, as in 2201."""
    id_digits: Width = "half"
    id_spaced: bool = False
    pillar_label: str = "施策の柱"
    strategy_label: str = "戦略計画"
    reference_label: str = "計画"
    relisted_headers: tuple[str, str] = ("取組項目", "取組内容")
    star: str = "★"

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The years of the plan, one column each."""
        return tuple(range(self.baseline_year + 1, self.baseline_year + 1 + self.year_count))

    @property
    def named_baseline_year(self) -> int | None:
        """The year of the baseline, where its header prints it."""
        return self.baseline_year if "{year}" in self.baseline_form else None

    @property
    def periods(self) -> tuple[tuple[str, int | None], ...]:
        """Name and fiscal year of every column after the goal."""
        years = ((str(year), year) for year in self.fiscal_years)
        return (("baseline", self.named_baseline_year), *years, ("total", None))

    def era_of(self, year: int) -> str:
        """The era of a fiscal year, written out."""
        return next(long for start, long, _ in _ERAS if year >= start)

    def count(self, year: int) -> str:
        """The number of a fiscal year in its era."""
        start = next(start for start, _, _ in _ERAS if year >= start)
        count = year - start + 1
        spelled = count == 1 and self.era not in ("short", "short-year")
        return self.first_year if spelled else number(count, self.digits)

    def year(self, year: int) -> str:
        """A fiscal year as the header of its column prints it, its suffix aside."""
        long, count, western = self.era_of(year), self.count(year), number(year, self.digits)
        letter = next(short for start, _, short in _ERAS if year >= start)
        return {
            "long": f"{long}{count}年度",
            "short": f"{letter}{count}",
            "short-year": f"{letter}{count}年度",
            "western": f"{western}年度",
            "dual": f"{long}{count}（{year}）年度",
            "dual-after": f"{long}{count}年度（{year}年度）",
            "western-dual": f"{western}（{long}{count}）年度",
        }[self.era]

    @property
    def goal_header(self) -> str:
        """The header over the goals: what is to be reached in the last year."""
        return self.goal_form.format(year=self.year(self.fiscal_years[-1]))

    @property
    def baseline_header(self) -> str:
        """The header over the state of things before the plan."""
        return self.baseline_form.format(year=self.year(self.baseline_year), label=self.baseline_label)

    @property
    def span(self) -> str:
        """The years of the plan in one phrase."""
        first, last = self.fiscal_years[0], self.fiscal_years[-1]
        return self.year(first) if first == last else f"{self.year(first)}～{self.year(last)}"

    @property
    def printed_unit(self) -> str:
        """The unit of money as it stands behind the label of the costs, above the table, or in its band."""
        return self.unit_form.format(unit=self.unit)

    def _joined(self, strategy: int, project: int, *, spaced: bool) -> str:
        dash = f" {self.id_dash} " if spaced and self.id_dash else self.id_dash
        own = str(project) if self.id_dash else f"{project:02}"
        return f"{number(strategy, self.id_digits)}{dash}{number(own, self.id_digits)}"

    def project_number(self, strategy: int, project: int) -> str:
        """A project number as the band over its table prints it."""
        return f"{self.id_sign}{self._joined(strategy, project, spaced=self.id_spaced)}"

    @property
    def reference_header(self) -> str:
        """The header over the projects that relisted lines point to."""
        sign = self.id_sign.rstrip("：: ").removeprefix("事業")
        return f"{self.reference_label}／事業{sign}"

    def reference(self, strategy: int, project: int) -> str:
        """How a relisted line points to a project."""
        plan = f"{self.reference_label}{number(strategy, self.id_digits)}"
        sign = self.id_sign.rstrip("：: ").removeprefix("事業")
        return f"{plan}／事業{sign}{self._joined(strategy, project, spaced=False)}"
