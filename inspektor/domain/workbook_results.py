"""Every counted figure as rows for a statistician: a row for each answer to each question in each group.

The figures are `results.count`'s, so they are those of the report, the window and the JSON. They are laid out long: a
figure is found by question, grouping, group and answer, whatever kind of question it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspektor.domain.data_sheets import DataSheet, Value, Variable
from inspektor.domain.results import (
    BASE,
    FIELD_QUESTIONS,
    GROUPINGS,
    NOT_ASKED,
    PUBLISHED,
    SMALL,
    SPECIAL,
    STATE_LABELS,
    UNANSWERED,
    UNSETTLED,
    Column,
    Count,
    Material,
    count,
)

WHOLE = "Totalt"  # the grouping and the group of a figure about all the cases
FACT = "Ärendeuppgift"  # the checklist of what is not asked but known of a case
TOO_FEW = "Nämnaren är under tio: ingen procent"
NOTHING = "Ingen nämnare"
UNSHOWN = "Visas inte"
_VARIABLES = (
    Variable("Fråga"),
    Variable("Frågetext", free=True),
    Variable("Checklista", free=True),
    Variable("Indelning"),
    Variable("Grupp", free=True),
    Variable("Svar"),
    Variable("Svarstext", free=True),
    Variable("Antal", "whole"),
    Variable("Nämnare", "whole"),
    Variable("Procent", "percent"),
    Variable("Anmärkning"),
    Variable("Ärenden (n)", "whole"),
    Variable("Ställd i", "whole"),
    Variable("Nämnaren i ord", free=True),
    Variable("Trolig andel i ramen", "share"),
    Variable("Lägst", "share"),
    Variable("Högst", "share"),
)
_ABOUT = (
    "Varje fråga räknad i alla ärenden och grupp för grupp, en rad för varje svar. Procent är Antal av Nämnare i hela "
    "procent, halva uppåt, som i rapporten. Lägst och Högst är ett intervall med 95 procents säkerhet för andelen "
    "bland alla ärenden i urvalsramen; det finns bara när urvalet är draget av slumpen."
)


def result_sheet(material: Material) -> DataSheet:
    """Every question and every countable fact of the cases, in all and by each grouping that has several groups."""
    checklists = {question.id: one.title for one in material.checklists for question in one.questions}
    told = [question for question in material.questions if question not in material.withheld]
    asked_first = sorted(told, key=FIELD_QUESTIONS.__contains__)
    rows = tuple(row for question in asked_first for row in _question(material, question, checklists))
    return DataSheet("Tabeller", _ABOUT, _VARIABLES, rows)


def _question(material: Material, question: str, checklists: Mapping[str, str]) -> Iterator[tuple[Value, ...]]:
    for group, one, column in grouped(material, question):
        yield from _column(material, one, column, group, checklists.get(question, FACT))


def grouped(material: Material, question: str) -> Iterator[tuple[tuple[str, str], Count, Column]]:
    """A question's columns: of all cases, then group by group, each with the names of its grouping and group."""
    whole = count(material, question)
    yield (WHOLE, WHOLE), whole, whole.total
    for key, grouping in GROUPINGS.items():
        if key != question and len(material.labels(key)) > 1 and (key in PUBLISHED or not material.public):
            one = count(material, question, key)
            yield from (((grouping.label, column.label), one, column) for column in one.columns)


def _column(
    material: Material, one: Count, column: Column, group: tuple[str, str], checklist: str
) -> Iterator[tuple[Value, ...]]:
    question = one.question
    for answer in _shown(one):
        counted = answer in column.answers
        told, based = column.shows(answer), column.shows(BASE)
        share = column.percent(answer) if counted and column.base >= SMALL and told and based else None
        yield (
            question.id,
            question.label,
            checklist,
            *group,
            answer,
            _label(one, answer),
            len(column.cases[answer]) if told else None,
            column.base if based else None,
            None if share is None else share / 100,
            UNSHOWN if not (told and based) else _remark(column) if counted else None,
            column.n,
            None if material.public else column.asked,
            one.base_in_words,
            *(_estimate(material, one, column, answer) if counted else (None, None, None)),
        )


def _shown(one: Count) -> list[str]:
    """The question's answers, and the other states that some case is in: together they are all the cases. A public
    version has the answers alone.
    """
    others = () if one.public else (*SPECIAL, NOT_ASKED, UNSETTLED)
    return [*one.total.answers, *(key for key in others if key not in one.total.answers and one.total.cases[key])]


def _label(one: Count, answer: str) -> str:
    if one.question.id in FIELD_QUESTIONS and answer == UNANSWERED:
        return "Uppgift saknas"
    choices = {choice.name: choice.label for choice in one.question.choices}
    return choices.get(answer) or STATE_LABELS[answer]


def _remark(column: Column) -> str | None:
    if not column.base:
        return NOTHING
    return TOO_FEW if column.base < SMALL else None


def _estimate(material: Material, one: Count, column: Column, answer: str) -> tuple[Value, Value, Value]:
    """What a random sample says of its frame, where there are cases enough for a percentage."""
    found = material.estimate(one.question, column, answer) if column.base >= SMALL else None
    return (found.share, found.low, found.high) if found else (None, None, None)
