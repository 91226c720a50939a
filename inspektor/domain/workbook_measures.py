"""What the workbook says beside counts: what the answers in numbers come to, and whether groups differ."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from inspektor.domain.amounts import DATES, MEASURES, Amounts, amounts, measures_of
from inspektor.domain.comparison import comparisons
from inspektor.domain.data_sheets import DataSheet, Value, Variable
from inspektor.domain.results import GROUPINGS, Material
from inspektor.domain.workbook_results import grouped

_QUESTION = (
    Variable("Fråga"),
    Variable("Frågetext", free=True),
    Variable("Checklista", free=True),
    Variable("Indelning"),
)
_MEASURES = (
    *_QUESTION,
    Variable("Grupp", free=True),
    Variable("Ärenden med tal eller datum", "whole"),
    *(Variable(label, "decimal" if key in ("mean", "median") else "whole") for key, label in MEASURES.items()),
    *(Variable(label, "date") for label in DATES.values()),
)
_COMPARISONS = (
    *_QUESTION,
    Variable("p", "chance"),
    Variable("p, rättat", "chance"),
    Variable("Jämförelser", "whole"),
    Variable("Skiljer sig"),
)
_ABOUT_MEASURES = (
    "Frågorna som besvaras med tal eller datum: vad talen blir, och det första och sista datumet, i alla ärenden och "
    "grupp för grupp."
)
_ABOUT_COMPARISONS = (
    "Om svaren skiljer sig mer mellan kvinnor och män, och mellan enheterna, än slumpen brukar ge: Fishers exakta test "
    "(Freeman och Haltons för fler än två grupper eller svar, uppskattat med 999 till 9 999 slumpade tabeller där alla "
    "är för många att räkna igenom), rättat enligt Holm för så många jämförelser som görs. Ja betyder "
    "att det rättade p-värdet är högst 0,05. Nej betyder att det inte går att avgöra, inte att grupperna är lika."
)


def measure_sheet(material: Material) -> DataSheet:
    """The questions whose answers are numbers or dates: the measures of all cases, and of each group, as the report has
    them.
    """
    rows: list[tuple[Value, ...]] = []
    for checklist in material.checklists:
        for question in checklist.questions:
            for group, one, column in grouped(material, question.id) if measures_of(question) else ():
                found = amounts(material, one, column)
                rows.append((question.id, question.label, checklist.title, *group, len(found.given), *_measures(found)))
    return DataSheet("Mått", _ABOUT_MEASURES, _MEASURES, tuple(rows))


def _measures(found: Amounts) -> Iterator[Value]:
    """The measures of numbers and those of dates; only one kind has any."""
    for key in MEASURES:
        yield _number(found.measures[key]) if key in found.measures and not found.dated else None
    for key in DATES:
        yield found.text(key) if key in found.measures and found.dated else None


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def comparison_sheet(material: Material) -> DataSheet:
    """Every comparison that the report makes, also those that it only tells of together."""
    titles = {question.id: checklist.title for checklist in material.checklists for question in checklist.questions}
    rows = tuple(
        (
            question,
            material.questions[question].label,
            titles[question],
            GROUPINGS[grouping].label,
            test.p,
            test.adjusted,
            test.family,
            "ja" if test.stands_out else "nej",
        )
        for (question, grouping), test in comparisons(material).items()
    )
    return DataSheet("Jämförelser", _ABOUT_COMPARISONS, _COMPARISONS, rows)
