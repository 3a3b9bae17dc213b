"""The endings by which a profile recognises the names of departments and sections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Organisation:
    """The endings by which names of departments and sections are recognised."""

    departments: tuple[str, ...] = ("部", "局", "室", "本部", "事務局", "委員会")
    sections: tuple[str, ...] = ("課", "係", "館", "所", "センター", "担当", "園", "校")
    named: frozenset[str] = frozenset()
    """Names that the plan itself prints as departments, whatever they end in: 芝浜地区総合支所."""

    def is_department(self, name: str) -> bool:
        """Return whether a name ends as departments do.

        >>> Organisation().is_department("総務部"), Organisation().is_department("総務課")
        (True, False)
        """
        return name.endswith(self.departments) or name in self.named

    def is_unit(self, name: str) -> bool:
        """Return whether a name ends as departments or sections do.

        >>> Organisation().is_unit("総務課"), Organisation().is_unit("総務")
        (True, False)
        """
        return name.endswith(self.departments + self.sections) or name in self.named
