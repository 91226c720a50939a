"""What the inspectors have quoted from the files, to be chosen for the report."""

from __future__ import annotations

from dataclasses import dataclass

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.identity import contains_identity_number
from inspektor.operations import counting
from inspektor.operations.reviews import checklists


@dataclass(frozen=True)
class Quoted:
    """A quotation, with the code of its case, the question that it was noted at and its place in the file."""

    text: str
    case: str
    question: str
    place: str


@dataclass(frozen=True)
class Quotations:
    """The quotations that can be chosen, and how many more hold an identity number."""

    found: tuple[Quoted, ...]
    withheld: int


def quotations(store: Store) -> Quotations:
    """What has been quoted in the cases of the sample, by case and question. What is quoted in a case that two review
    is not read before both are done, like their answers.
    """
    asked = [question for checklist in checklists(store) for question in checklist.questions]
    order = {question.id: place for place, question in enumerate(asked)}
    labels = {question.id: question.label for question in asked}
    rows = queries.quotations(store)
    doubled = any(case.reviewer and case.second_reviewer for case, *_ in rows)
    waiting = counting.waiting_cases(store) if doubled else frozenset[str]()
    rows = [row for row in rows if row[0].id not in waiting]
    rows.sort(key=lambda row: (swedish.natural_key(row[0].code), order.get(row[1], len(order)), row[2]))
    found = tuple(
        Quoted(text, case.code, labels.get(question, question), place)
        for case, question, text, place in rows
        if not contains_identity_number(text)
    )
    return Quotations(found, len(rows) - len(found))
