"""The agreement between the two reviewers of each double reviewed case, read from the review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from inspektor.db import conflicts, queries
from inspektor.db.store import Store
from inspektor.domain.agreement import Agreements, agreements
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Case
from inspektor.domain.values import case_key
from inspektor.operations import reviews, standing
from inspektor.operations.counting import waiting_cases

REVIEWERS = ("reviewer", "second_reviewer")

Places = Mapping[tuple[str, str], int]  # the place of a case, by its id and one of its reviewers


def agreement(store: Store, *, blind: bool = False) -> Agreements:
    """Compare what the two reviewers of each case answered, each for themselves; a consensus answer changes nothing.

    An open conflict about an answer keeps it out, and one about who reviews a case keeps the whole case out. Where one
    of the two may be reading, it is `blind`: a case is left out until both are done.
    """
    doubled = [case for case in queries.cases(store) if case.reviewer and case.second_reviewer]
    waiting = waiting_cases(store) if blind else frozenset()
    cases = tuple(case for case in doubled if case.id not in waiting)
    checklists = reviews.checklists(store)
    questions = [question.id for checklist in checklists for question in checklist.questions]
    materials = []
    for name in REVIEWERS:
        places = {(case.id, getattr(case, name)): place for place, case in enumerate(cases)}
        answers = _answers(store, places, len(cases))
        materials.append(Material(cases, checklists, answers, _in_conflict(store, cases, places, questions)))
    return replace(agreements(*materials), waiting=len(waiting))


def _answers(store: Store, places: Places, size: int) -> dict[str, list[Value | None]]:
    columns: dict[str, list[Value | None]] = {}
    for case_id, question, reviewer, value in standing.answer_values(store):
        place = places.get((case_id, reviewer))
        if place is not None:
            columns.setdefault(question, [None] * size)[place] = value
    return columns


def _in_conflict(
    store: Store, cases: Sequence[Case], places: Places, questions: Sequence[str]
) -> dict[str, frozenset[int]]:
    """For each question, the places of the cases where an open conflict touches what this reviewer answered."""
    by_key = {case_key(case.code): place for place, case in enumerate(cases)}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for entity, key, field in conflicts.fields(store):
        if entity == "answer" and field == "value" and (key[0], key[2]) in places:
            found[key[1]].add(places[key[0], key[2]])
        elif entity == "case" and field in REVIEWERS and key[0] in by_key:
            for question in questions:
                found[question].add(by_key[key[0]])
    return {question: frozenset(where) for question, where in found.items()}
