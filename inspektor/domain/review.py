"""A review and its cases as they stand: what the file is read into, and what counting and reports start from."""

from __future__ import annotations

from dataclasses import dataclass

from inspektor.domain.fields import CASE_FIELDS, age_group
from inspektor.domain.values import unit_key, unit_name

ADDED = "tillagd"  # the origin of a case that no draw brought


@dataclass(frozen=True)
class Review:
    """What a review is about. Empty texts are not yet given; `units` has commas between those that it is to cover."""

    id: str
    title: str
    dnr: str = ""
    theme: str = ""
    law: str = ""
    period: str = ""
    purpose: str = ""
    area: str = ""
    units: str = ""

    @property
    def planned_units(self) -> tuple[str, ...]:
        """The units that it is to cover, each once and by its plain name."""
        names: dict[str, str] = {}
        for name in filter(None, map(unit_name, self.units.split(","))):
            names.setdefault(unit_key(name), name)
        return tuple(names.values())


@dataclass(frozen=True)
class Case:
    """One case of the sample. Empty texts and None are "not known"; `replaced_why` is set when another case took its
    place.
    """

    id: str
    code: str
    unit: str = ""
    gender: str = ""
    birth_year: int | None = None
    age_group: str = ""
    law: str = ""
    insats: str = ""
    decision: str = ""
    decision_date: str = ""
    first_decision: str = ""
    children: str = ""
    area: str = ""
    origin: str = ""
    reviewer: str = ""
    second_reviewer: str = ""
    done: bool = False
    replaces: str = ""
    replaced_why: str = ""

    @property
    def ages(self) -> str:
        """The age group at the decision's date; from the years alone when the list gave no birth date; empty if
        unknown.
        """
        if self.age_group or self.birth_year is None or not self.decision_date:
            return self.age_group
        return age_group(int(self.decision_date[:4]) - self.birth_year)

    def variables(self) -> dict[str, str | int]:
        """The case fields as skip logic knows them: by key (`kon`, `beslut` …), unknown ones as the empty string."""
        values = ((field.key, getattr(self, field.name)) for field in CASE_FIELDS)
        return {key: "" if value is None else value for key, value in values}
