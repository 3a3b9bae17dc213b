"""An edition: the years a plan covers and the words, digits and signs it prints them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .digits import Width, number

Era = Literal["long", "short", "western", "dual"]

_ERAS = ((2019, "令和", "R"), (1989, "平成", "H"))


@dataclass(frozen=True, slots=True)
class Edition:
    """The years of a plan and its printed conventions."""

    baseline_year: int = 2026
    year_count: int = 3
    unit: str = "百万円"
    era: Era = "long"
    digits: Width = "full"
    first_year: Literal["元", "1"] = "元"
    goal_label: str = "目標"
    baseline_label: str = "現況"
    total_label: str = "計"
    budget_label: str = "事業費"
    department_label: str = "事業実施課"
    band_label: str = "年度別の取組計画"
    id_sign: str = "№"
    id_dash: str = "-"
    id_digits: Width = "half"
    id_spaced: bool = False

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The years of the plan, one column each."""
        return tuple(range(self.baseline_year + 1, self.baseline_year + 1 + self.year_count))

    @property
    def periods(self) -> tuple[tuple[str, int | None], ...]:
        """Name and fiscal year of every column after the goal."""
        years = ((str(year), year) for year in self.fiscal_years)
        return (("baseline", self.baseline_year), *years, ("total", None))

    def _era_year(self, year: int) -> tuple[str, str, str]:
        start, long, short = next(era for era in _ERAS if year >= era[0])
        count = year - start + 1
        return (
            long,
            short,
            self.first_year if count == 1 and self.era != "short" else number(count, self.digits),
        )

    def year(self, year: int) -> str:
        """A fiscal year as the header of its column prints it."""
        long, short, count = self._era_year(year)
        if self.era == "short":
            return f"{short}{count}"
        if self.era == "western":
            return f"{number(year, self.digits)}年度"
        return f"{long}{count}（{year}）年度" if self.era == "dual" else f"{long}{count}年度"

    @property
    def goal_header(self) -> str:
        """The header over the goals: what is to be reached in the last year."""
        return f"{self.year(self.fiscal_years[-1])}{self.goal_label}"

    @property
    def baseline_header(self) -> str:
        """The header over the state of things before the plan."""
        return f"{self.year(self.baseline_year)}末の{self.baseline_label}"

    @property
    def span(self) -> str:
        """The years of the plan in one phrase."""
        first, last = self.fiscal_years[0], self.fiscal_years[-1]
        return self.year(first) if first == last else f"{self.year(first)}～{self.year(last)}"

    def _joined(self, strategy: int, project: int) -> str:
        dash = f" {self.id_dash} " if self.id_spaced else self.id_dash
        return f"{number(strategy, self.id_digits)}{dash}{number(project, self.id_digits)}"

    def project_number(self, strategy: int, project: int) -> str:
        """A project number as the band over its table prints it."""
        return f"{self.id_sign}{self._joined(strategy, project)}"

    def reference(self, strategy: int, project: int) -> str:
        """How a relisted line points to a project."""
        joined = f"{number(strategy, self.id_digits)}{self.id_dash}{number(project, self.id_digits)}"
        return f"計画{number(strategy, self.id_digits)}／事業{self.id_sign}{joined}"
