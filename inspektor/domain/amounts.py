"""What the numbers that people gave as answers come to: the least, the median, the mean and the greatest.

Which cases have a number is `results.count`'s; here their numbers are read.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspektor.domain.results import GIVEN, SMALL, Column, Count, Material

_MEASURES: Mapping[str, tuple[str, Callable[[list[Fraction]], Fraction]]] = {
    "min": ("Lägst", min),
    "median": ("Median", statistics.median),
    "mean": ("Medelvärde", statistics.mean),
    "max": ("Högst", max),
}
MEASURES = {key: label for key, (label, _) in _MEASURES.items()}
MIDDLE = ("median", "mean")  # those that are nobody's own number


@dataclass(frozen=True)
class Amounts:
    """The numbers of a column's cases, and what they come to by each of `MEASURES`: nothing where there are none."""

    given: Mapping[str, Fraction]
    measures: Mapping[str, Fraction]

    def text(self, key: str) -> str:
        """A measure in print; a dash where there is none."""
        return decimal(self.measures[key]) if key in self.measures else "–"

    def cases(self, key: str) -> tuple[str, ...]:
        """The cases behind a measure: an extreme's are those that have it, the others' all that gave a number."""
        if key not in ("min", "max"):
            return tuple(self.given)
        return tuple(code for code, value in self.given.items() if value == self.measures[key])


def amounts(material: Material, one: Count, column: Column) -> Amounts:
    """The numbers of a counted question of whole numbers, in one of its columns."""
    answers = material.answers.get(one.question.id, ())
    given = {code: Fraction(int(answers[material.place[code]] or 0)) for code in column.cases[GIVEN]}
    values = list(given.values())
    return Amounts(given, {key: measure(values) for key, (_, measure) in _MEASURES.items()} if values else {})


def told_columns(one: Count, columns: Sequence[Column]) -> list[bool]:
    """Of each column, whether its measures may be told: in a public version where ten cases have a number and that is
    shown, and of groups only where that is so of all, since the last would follow from the total.
    """
    many = [not one.public or (len(column.cases[GIVEN]) >= SMALL and column.shows(GIVEN)) for column in columns]
    return [many[-1] and (column is one.total or all(many)) for column in columns]


def decimal(value: Fraction) -> str:
    """A number with at most one decimal, half rounded up, with a comma: `3`, `3,5`."""
    tenths = (value * 20 + 1) // 2
    sign, tenths = ("−", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{tenths // 10}" + (f",{tenths % 10}" if tenths % 10 else "")
