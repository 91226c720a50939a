"""What counting starts from: the cases that stand, and for each question of a case the answer that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspektor.db import conflicts, queries
from inspektor.db.store import Store
from inspektor.domain.fields import BY_NAME, CASE_FIELDS
from inspektor.domain.intervals import sample
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Case
from inspektor.domain.sampling import from_json
from inspektor.domain.values import case_key
from inspektor.operations import standing
from inspektor.operations.reviews import Logic, skip_logic

_COUNTED = {*BY_NAME, "age_group", "present", "reviewer", "second_reviewer", "replaced_why"}  # facts of a case


def material(store: Store) -> Material:
    """What there is to count: the cases that stand, and for each question the answer that counts.

    A case's responsible reviewer's answer counts. Where two review the case, neither's answers count before both are
    done, so that none of them can be read from the figures; then what they agreed on counts, else their answer when
    it is the same. Until then the case is unsettled for that question, as where an answer is in open conflict.
    """
    cases = tuple(queries.cases(store))
    logic = skip_logic(store)
    counting = _Counting(cases)
    counting.given(standing.answer_values(store))
    counting.wait(logic)
    counting.compare()
    for case_id, question, value in standing.consensus_answers(store):
        counting.agreed(case_id, question, value)
    for entity, key, field in conflicts.fields(store):
        counting.conflict(entity, key, field)
    counting.keep_blind(logic)
    asked = {question.id for checklist, _ in logic for question in checklist.questions}
    unsettled = {name: frozenset(places) for name, places in counting.unsettled.items() if places and name in asked}
    drawn = (
        None
        if counting.draw_in_conflict
        else sample([from_json(content) for _, content in queries.draws(store)], cases)
    )
    in_conflict = frozenset(counting.cases_in_conflict)
    lists = tuple(checklist for checklist, _ in logic)
    return Material(cases, lists, dict(counting.answers), unsettled, in_conflict, drawn, frozenset(counting.waiting))


def waiting_cases(store: Store) -> frozenset[str]:
    """The ids of the cases that two review and not both are done with."""
    found = material(store)
    return frozenset(found.cases[place].id for place in found.waiting)


class _Columns(dict[str, list[Value | None]]):
    """For each question that has an answer, the answer of every case: none at first."""

    def __init__(self, cases: int) -> None:
        super().__init__()
        self._cases = cases

    def __missing__(self, question: str) -> list[Value | None]:
        column = self[question] = [None] * self._cases
        return column


class _Counting:
    """Which answer counts, worked out step by step."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.answers = _Columns(len(cases))
        self.unsettled: dict[str, set[int]] = {}
        self.cases_in_conflict: set[int] = set()
        self.draw_in_conflict = False
        self.waiting: list[int] = []
        self._place = {case.id: index for index, case in enumerate(cases)}
        self._seconds: dict[tuple[str, int], Value] = {}
        self._doubled: set[tuple[str, int]] = set()

    def given(self, answers: Iterable[tuple[str, str, str, Value]]) -> None:
        """The answers as their reviewers gave them: case id, question, reviewer, value. Millions of them at times."""
        firsts = [case.reviewer or case.second_reviewer for case in self.cases]
        seconds = [case.second_reviewer for case in self.cases]
        doubled = [bool(case.reviewer and case.second_reviewer) for case in self.cases]
        columns, place = self.answers, self._place
        for case_id, question, reviewer, value in answers:
            index = place.get(case_id)
            if index is None:
                continue
            if reviewer == firsts[index]:
                columns[question][index] = value
            elif reviewer == seconds[index]:
                self._seconds[question, index] = value
            if doubled[index]:
                self._doubled.add((question, index))

    def compare(self) -> None:
        """Where the two answers of a double reviewed case are not (yet) the same, it is unsettled."""
        for question, index in self._doubled:
            column = self.answers.get(question)
            if (column[index] if column else None) != self._seconds.get((question, index)):
                self.unsettled.setdefault(question, set()).add(index)

    def agreed(self, case_id: str, question: str, value: Value) -> None:
        """What the two reviewers of a case have agreed on."""
        index = self._place.get(case_id)
        if index is not None and self.cases[index].second_reviewer:
            self.answers[question][index] = value
            self.unsettled.get(question, set()).discard(index)

    def conflict(self, entity: str, key: tuple[str, ...], field: str) -> None:
        """A field in open conflict: what it touches counts nowhere."""
        if entity in ("answer", "consensus") and field == "value":
            index = self._place.get(key[0])
            counted = index is not None and (
                entity == "consensus" or key[2] in (self.cases[index].reviewer, self.cases[index].second_reviewer)
            )
            if index is not None and counted:
                self.unsettled.setdefault(key[1], set()).add(index)
        elif entity == "case" and field in _COUNTED:
            self.cases_in_conflict |= {place for place, case in enumerate(self.cases) if case_key(case.code) == key[0]}
        self.draw_in_conflict = self.draw_in_conflict or entity == "draw"

    def wait(self, logic: Logic) -> None:
        """Where two review a case and not both have answered all that they must, it waits. To be called when the
        answers are in, and before what was agreed on.
        """
        doubled = [place for place, case in enumerate(self.cases) if case.reviewer and case.second_reviewer]
        done = self._both_done(logic, doubled) if doubled else []
        self.waiting = [place for place, both in zip(doubled, done, strict=True) if not both]

    def _both_done(self, logic: Logic, places: Sequence[int]) -> list[bool]:
        facts = [self.cases[place].variables() for place in places]
        known: dict[str, Sequence[object]] = {
            field.key: [values[field.key] for values in facts] for field in CASE_FIELDS
        }
        questions = [question.id for checklist, _ in logic for question in checklist.questions]
        first = {name: [column[place] for place in places] for name, column in self.answers.items()}
        second = {name: [self._seconds.get((name, place)) for place in places] for name in questions}
        sides = ({**known, **first}, {**known, **second})
        complete = [one.complete(side, len(places)) for side in sides for _, one in logic]
        return [all(each) for each in zip(*complete, strict=True)] if complete else [True] * len(places)

    def keep_blind(self, logic: Logic) -> None:
        """No question is settled in a case that waits, and nothing is left of what either answered: not even which
        questions that leads to.
        """
        for question in (question.id for checklist, _ in logic for question in checklist.questions):
            if self.waiting:
                self.unsettled.setdefault(question, set()).update(self.waiting)
            for place in self.waiting if question in self.answers else ():
                self.answers[question][place] = None
