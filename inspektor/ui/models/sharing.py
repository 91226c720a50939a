"""What can be shared out: the cases by district, who reviews them, and what a choice among them comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.review import Case
from inspektor.domain.values import case_key

_BETWEEN = re.compile(r"[,;\s]+")


@dataclass(frozen=True)
class Unit:
    """A district: how many cases it has, and how many of them nobody reviews yet."""

    name: str
    cases: int
    free: int

    @property
    def words(self) -> str:
        """As the check box says it."""
        free = "alla lediga" if self.free == self.cases else f"{self.free} lediga" if self.free else "inga lediga"
        return f"{self.name} ({self.cases} {swedish.plural(self.cases, 'ärende', 'ärenden')}, {free})"


@dataclass(frozen=True)
class Choice:
    """What a person has chosen: to whom, districts, cases, and cases that they review as the second."""

    to: str
    units: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    double: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cases:
    """The cases of the sample."""

    cases: Sequence[Case] = ()

    def units(self) -> list[Unit]:
        """The districts, in Swedish order."""
        named: dict[str, list[Case]] = {}
        for case in self.cases:
            named.setdefault(case.unit, []).append(case)
        return [
            Unit(name, len(named[name]), sum(not case.reviewer for case in named[name]))
            for name in swedish.sorted_names(name for name in named if name)
        ]

    def split(self, codes: Sequence[str], to: str) -> tuple[list[str], list[str]]:
        """Some cases apart: those that the person can have as theirs, and those that somebody else reviews."""
        reviewers = {case_key(case.code): case.reviewer for case in self.cases}
        others = [code for code in codes if reviewers.get(case_key(code), "") not in ("", to)]
        return [code for code in codes if code not in others], others

    def told(self, choice: Choice) -> str:
        """What a choice comes to, in a sentence or two."""
        wanted = {case_key(code) for code in choice.codes}
        chosen = [case for case in self.cases if case.unit in choice.units or case_key(case.code) in wanted]
        theirs = [case for case in chosen if case.reviewer in ("", choice.to) or case.second_reviewer == choice.to]
        own = [case for case in self.cases if choice.to in (case.reviewer, case.second_reviewer)]
        new = len({case.code for case in theirs} - {case.code for case in own})
        told = [f"{new + len(own)} {swedish.plural(new + len(own), 'ärende', 'ärenden')} i filen"]
        if own:
            told.append(f"{len(own)} av dem är redan tilldelade")
        if choice.double:
            told.append(f"dessutom {len(choice.double)} för dubbelgranskning")
        taken = len(chosen) - len(theirs)
        left = f" {taken} {swedish.plural(taken, 'ärende', 'ärenden')} granskas av andra och följer inte med."
        return f"{', '.join(told)}.{left if taken else ''}"


def read(store: Store) -> Cases:
    """The cases as they stand."""
    return Cases(queries.cases(store))


def codes_in(text: str) -> tuple[str, ...]:
    """The codes in a text, with commas, spaces or line ends between, each once."""
    return tuple(dict.fromkeys(code for code in _BETWEEN.split(text) if code))
