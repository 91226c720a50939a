"""Whether women and men, or the units, answer differently than chance would have it.

The question asked of each table of groups by answers is: had the same answers been dealt out among the cases by chance,
how often would they have fallen as unevenly as they did? That is Fisher's exact test (1935) of two groups and two
answers, and Freeman and Halton's (1951) of more. A table of more than two by two has its tables drawn by chance
instead of counted through, always the same ones, until enough are at least as uneven (Besag and Clifford 1991).

All questions of a material, by gender and by unit, are one family: of many tests some come out uneven by chance, so
every p is adjusted by Holm's method (1979). A difference that does not stand out is never said not to be there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from inspektor.domain import fields, swedish
from inspektor.domain.questions import Question
from inspektor.domain.results import OTHERS, Column, Count, Material, count
from inspektor.domain.sampling import BALANCED

LEVEL = 0.05
BETWEEN = {"kon": "kvinnor och män", "enhet": "enheterna"}
_DRAWN = (999, 9_999)  # tables by chance: more of them where fewer than `_ENOUGH` are at least as uneven
_ENOUGH = 100
_SEED = 1935

Counts = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Comparison:
    """The test of one question by one grouping: its own p, the p adjusted for the whole `family` of tests."""

    question: str
    grouping: str
    p: float
    adjusted: float
    family: int

    @property
    def stands_out(self) -> bool:
        """Whether chance alone would make a difference like it, anywhere in the family, at most one time in twenty."""
        return self.adjusted <= LEVEL

    @property
    def sentence(self) -> str:
        """What the test says, and no more than that."""
        between = BETWEEN[self.grouping]
        if not self.stands_out:
            return f"Det är för få ärenden för att avgöra om svaren skiljer sig mellan {between}."
        tests = swedish.plural(self.family, "jämförelse", "jämförelser")
        p = f"p {_in_print(self.adjusted)} med Fishers exakta test, rättat för {self.family} {tests}"
        return f"Skillnaden mellan {between} är större än vad slumpen brukar ge ({p})."


Comparisons = Mapping[tuple[str, str], Comparison]  # by question and grouping


def _in_print(p: float) -> str:
    """A p rounded up to three decimals: `= 0,012`, `< 0,001`."""
    thousandths = math.ceil(1000 * p - 1e-9)
    return "< 0,001" if p < 0.001 else f"= {thousandths / 1000:.3f}".replace(".", ",")


def comparisons(material: Material) -> Comparisons:
    """Every question that can be compared, between women and men and between the units.

    Absent are questions without answers to choose from, and those where there is one group, or all answer alike; in a
    public version also those with something that is not shown. There the adjustment is by the number of all questions,
    so that it tells nothing of the others, and no difference stands out that does not in the internal version.
    """
    keys = [
        (question.id, grouping)
        for checklist in material.checklists
        for question in checklist.questions
        if question.type == "ja_nej" or question.choices
        for grouping in BETWEEN
    ]
    shown = [key for key in keys if not {key, (key[0], "")} & material.unshown]
    found = {key: p for key in shown if (p := _p(count(material, *key))) is not None}
    family = len(keys) if material.public else len(found)
    adjusted = bonferroni(list(found.values()), family) if material.public else holm(list(found.values()))
    return {key: Comparison(*key, p, after, family) for (key, p), after in zip(found.items(), adjusted, strict=True)}


def _p(one: Count) -> float | None:
    """The p of a counted question; None where there is nothing to compare.

    Several choices of one question are tested one by one, and the least p made as many times larger (Bonferroni).
    """
    columns = [column for column in one.columns if column.base and _compared(one, column)]
    answers = list(one.total.answers)
    if one.question.type == "select_multiple":
        tested = [exact_p(table) for answer in answers if _uneven(table := _table(columns, [answer]))]
        return min(1.0, min(tested) * len(tested)) if tested else None
    table = _table(columns, answers)
    return exact_p(table) if _uneven(table) else None


def _compared(one: Count, column: Column) -> bool:
    return column.label in BALANCED if one.grouping == "kon" else column.label != fields.UNKNOWN


def _table(columns: Iterable[Column], answers: Sequence[str]) -> list[list[int]]:
    """A row a group: how many gave each answer, and the rest of its base; without what nobody answered."""
    rows = [[len(column.cases[answer]) for answer in answers] for column in columns]
    bases = [column.base for column in columns]
    whole = [[*row, base - sum(row)] for row, base in zip(rows, bases, strict=True)]
    kept = [place for place, given in enumerate(zip(*whole, strict=True)) if any(given)]
    return [[row[place] for place in kept] for row in whole]


def _uneven(table: Counts) -> bool:
    """Whether there is anything to compare: several groups and several answers."""
    return len(table) > 1 and len(table[0]) > 1


def exact_p(table: Counts) -> float:
    """The p of a table of at least two groups (rows) by two answers, none of them empty."""
    return _tested(tuple(map(tuple, table)))


@lru_cache(maxsize=10_000)
def _tested(table: tuple[tuple[int, ...], ...]) -> float:
    """The test of a table, which is made once: most tables are the same each time that something is counted."""
    from numpy import asarray
    from scipy.stats import MonteCarloMethod, fisher_exact

    if len(table) == len(table[0]) == 2:
        return float(fisher_exact(table).pvalue)
    for drawn in _DRAWN:
        found = fisher_exact(table, method=MonteCarloMethod(n_resamples=drawn, rng=_SEED))
        p = float(asarray(found.pvalue).item())  # of some tables it comes as an array of one
        if p * drawn >= _ENOUGH:
            break
    return p


def holm(values: Sequence[float]) -> list[float]:
    """The p-values of a family, each adjusted for all of them (Holm 1979), in the same order."""
    adjusted = [0.0] * len(values)
    least = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        least = max(least, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = least
    return adjusted


def bonferroni(values: Sequence[float], family: int) -> list[float]:
    """The p-values, each adjusted for a family of so many tests whatever came of the others."""
    return [min(1.0, family * value) for value in values]


def between(material: Material, grouping: str) -> str:
    """Between whom a grouping is compared: `kvinnor och män`, `enheterna`, `Farsta och övriga`."""
    first, *rest = [label for label in material.labels(grouping) if label != fields.UNKNOWN] or [""]
    return f"{first} och övriga" if rest == [OTHERS] else BETWEEN[grouping]


def differences_note(found: Comparisons, questions: Iterable[Question], grouping: str, between: str = "") -> str:
    """What the tests of several questions say together; empty where none of them could be made. `between` says whom
    the grouping divides, where that is not what is usual.
    """
    tests = [(question.label, test) for question in questions if (test := found.get((question.id, grouping)))]
    out = [f"”{label}”" for label, test in tests if test.stands_out]
    between, rest = between or BETWEEN[grouping], len(tests) - len(out)
    if not tests:
        return ""
    if not out:
        return f"Det är för få ärenden för att avgöra om svaren skiljer sig mellan {between}."
    told = f"Skillnaden mellan {between} är större än vad slumpen brukar ge i {swedish.listing(out)}."
    if not rest:
        return told
    others = swedish.plural(rest, "den återstående frågan", "de återstående frågorna")
    return f"{told} I {others} är det för få ärenden för att avgöra om svaren skiljer sig."
