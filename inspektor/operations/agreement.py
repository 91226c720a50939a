"""The agreement between the two reviewers of each double reviewed case, read from the review."""

from __future__ import annotations

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.agreement import Agreements, agreements
from inspektor.domain.results import Material, Value
from inspektor.operations import reviews


def agreement(store: Store) -> Agreements:
    """Compare what the two reviewers of each case answered, each for themselves; a consensus answer changes nothing."""
    cases = tuple(case for case in queries.cases(store) if case.reviewer and case.second_reviewer)
    firsts = {(case.id, case.reviewer): place for place, case in enumerate(cases)}
    seconds = {(case.id, case.second_reviewer): place for place, case in enumerate(cases)}
    given: tuple[dict[str, list[Value | None]], ...] = ({}, {})
    for case_id, question, reviewer, value in queries.answer_values(store):
        for places, columns in zip((firsts, seconds), given, strict=True):
            place = places.get((case_id, reviewer))
            if place is not None:
                columns.setdefault(question, [None] * len(cases))[place] = value
    checklists = reviews.checklists(store)
    first, second = (Material(cases, checklists, columns, {}) for columns in given)
    return agreements(first, second)
