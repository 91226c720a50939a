"""What the numbers that people gave as answers come to: the least, the median, the mean and the greatest; and of dates
the earliest and the latest.

Which cases have a number or a date is `results.count`'s; here they are read.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspektor.domain import swedish
from inspektor.domain.questions import Question
from inspektor.domain.results import GIVEN, SMALL, Column, Count, Material, Value

_MEASURES: Mapping[str, tuple[str, Callable[[list[Fraction]], Fraction]]] = {
    "min": ("Lägst", min),
    "median": ("Median", statistics.median),
    "mean": ("Medelvärde", statistics.mean),
    "max": ("Högst", max),
}
MEASURES = {key: label for key, (label, _) in _MEASURES.items()}
DATES = {"min": "Tidigast", "max": "Senast"}
MIDDLE = ("median", "mean")  # those that are nobody's own number


def measures_of(question: Question) -> Mapping[str, str]:
    """What the answers to a question can come to, and what that is called: nothing where they are neither numbers nor
    dates.
    """
    return {"integer": MEASURES, "date": DATES}.get(question.type, {})


@dataclass(frozen=True)
class Amounts:
    """The numbers of a column's cases, and what they come to by each measure: nothing where there are none. Dates are
    numbers of days, as `date.toordinal` has them, and `dated`.
    """

    given: Mapping[str, Fraction]
    measures: Mapping[str, Fraction]
    dated: bool = False

    def text(self, key: str) -> str:
        """A measure in print, dates as ISO; a dash where there is none."""
        if key not in self.measures:
            return "–"
        return self.day(key).isoformat() if self.dated else decimal(self.measures[key])

    def day(self, key: str) -> date:
        """A measure of dates."""
        return date.fromordinal(int(self.measures[key]))

    @property
    def span(self) -> str:
        """From when until when dates are: `mellan den 3 mars 2025 och den 14 maj 2026`; or their one day."""
        first, last = (swedish.day(self.day(key)) for key in DATES)
        return f"den {first}" if first == last else f"mellan den {first} och den {last}"

    def cases(self, key: str) -> tuple[str, ...]:
        """The cases behind a measure: an extreme's are those that have it, the others' all that gave a number."""
        if key not in ("min", "max"):
            return tuple(self.given)
        return tuple(code for code, value in self.given.items() if value == self.measures[key])


def amounts(material: Material, one: Count, column: Column) -> Amounts:
    """The numbers or dates of a counted question that is answered with such, in one of its columns."""
    answers, dated = material.answers.get(one.question.id, ()), one.question.type == "date"
    read = _days if dated else _whole
    given = {code: read(answers[material.place[code]]) for code in column.cases[GIVEN]}
    values = list(given.values())
    found = {key: _MEASURES[key][1](values) for key in measures_of(one.question)} if values else {}
    return Amounts(given, found, dated)


def _whole(answer: Value | None) -> Fraction:
    return Fraction(int(answer or 0))


def _days(answer: Value | None) -> Fraction:
    return Fraction(date.fromisoformat(str(answer)).toordinal())


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
