"""The answers as the checklists that stand now have them.

An answer is kept for ever, also when a newer version of its checklist has no such question, or does not allow the
answer any longer. Then it belongs to the older version: it is shown as that, and counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from inspektor.db import queries
from inspektor.db.queries import Answer
from inspektor.db.store import Store
from inspektor.domain.answers import fits
from inspektor.domain.checklist import Checklist, Question
from inspektor.operations.reviews import checklists

Fits = Callable[[str, str | int], bool]


def fitting(lists: Iterable[Checklist]) -> Fits:
    """Whether an answer to a question (by id) is one that some checklists have."""
    questions = {question.id: question for checklist in lists for question in checklist.questions}
    known: dict[tuple[str, type, str | int], bool] = {}

    def fit(question: str, value: str | int) -> bool:
        place = (question, type(value), value)
        if place not in known:
            known[place] = question in questions and fits(questions[question], value)
        return known[place]

    return fit


def answer_values(store: Store) -> list[tuple[str, str, str, str | int]]:
    """Every given answer that stands: case id, question, reviewer, value."""
    rows = queries.answer_values(store)
    if not queries.has_older_checklists(store):
        return rows
    fit = fitting(checklists(store))
    return [row for row in rows if fit(row[1], row[3])]


def consensus_answers(store: Store) -> list[tuple[str, str, str | int]]:
    """What two reviewers have agreed on, as far as it stands: case id, question, value."""
    rows = queries.consensus_answers(store)
    if not queries.has_older_checklists(store):
        return rows
    fit = fitting(checklists(store))
    return [row for row in rows if fit(row[1], row[2])]


def answers(store: Store, case_ids: Iterable[str]) -> list[Answer]:
    """Everything that reviewers have recorded about some cases, without the answers that belong to older versions."""
    found = queries.answers(store, case_ids)
    if not queries.has_older_checklists(store):
        return found
    fit = fitting(checklists(store))
    return [one if one.value is None or fit(one.question, one.value) else replace(one, value=None) for one in found]


def older_answers(store: Store, case_id: str, reviewer: str) -> list[tuple[Answer, Question, str]]:
    """What a reviewer has recorded in a case that belongs to an older version of a checklist, with the question as it
    was put then and that version, in the order of the checklists.
    """
    if not queries.has_older_checklists(store):
        return []
    now = checklists(store)
    fit, asked = fitting(now), {question.id for checklist in now for question in checklist.questions}
    given = {
        one.question: one
        for one in queries.answers(store, [case_id])
        if one.reviewer == reviewer
        and (not fit(one.question, one.value) if one.value is not None else one.written and one.question not in asked)
    }
    found: dict[str, tuple[Answer, Question, str]] = {}
    for checklist in checklists(store, every_version=True) if given else ():
        for question in checklist.questions:
            one = given.get(question.id)
            if one is not None and (one.value is None or fits(question, one.value)):
                found[question.id] = (one, question, checklist.version)
    return list(found.values())
