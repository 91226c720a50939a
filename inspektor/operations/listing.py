"""`arenden` and `tabell`: the cases with their progress, and one question counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add, gt

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.fields import CASE_FIELDS
from inspektor.domain.matrices import Matrix, matrix
from inspektor.domain.results import Count, Material, Value, count
from inspektor.domain.review import Case
from inspektor.domain.toml import nearest
from inspektor.operations import counting, reviews, standing

NOT_STARTED, STARTED, DONE, REPLACED = "ej påbörjat", "påbörjat", "klart", "ersatt"
STATUSES = (NOT_STARTED, STARTED, DONE, REPLACED)  # in the order of the work


@dataclass(frozen=True)
class CaseLine:
    """A case and how far its responsible reviewer (in a working file: its owner) has come: questions answered, of those
    asked. `missing` are those without an answer that the case cannot be done without.
    """

    case: Case
    answered: int
    applicable: int
    missing: int = 0

    @property
    def status(self) -> str:
        """One of the four states of a case."""
        if self.case.replaced_why:
            return REPLACED
        if self.case.done:
            return DONE
        return STARTED if self.answered else NOT_STARTED

    @property
    def complete(self) -> bool:
        """Whether every question that must have an answer has one."""
        return self.applicable > 0 and self.missing == 0


def case_lines(store: Store) -> list[CaseLine]:
    """Every case of the review in order, replaced ones too."""
    cases = queries.cases(store, replaced=True)
    return _lines(store, cases, standing.answer_values(store))


def case_line(store: Store, code: str) -> CaseLine:
    """One case. Problem when there is none with the code."""
    case = reviews.find_case(store, code)
    given = [
        (answer.case, answer.question, answer.reviewer, answer.value)
        for answer in standing.answers(store, [case.id])
        if answer.value is not None
    ]
    return _lines(store, [case], given)[0]


def _lines(store: Store, cases: Sequence[Case], given: Sequence[tuple[str, str, str, Value]]) -> list[CaseLine]:
    """How far each case has come, counted a question at a time over all of them."""
    columns = _columns(cases, given, store.owner)
    answered, asked, missing = ([0] * len(cases) for _ in range(3))
    for checklist, logic in reviews.skip_logic(store):
        required = {question.id for question in checklist.questions if question.required}
        for question, are_asked in logic.asked_columns(columns, len(cases)).items():
            values = columns.get(question) or [None] * len(cases)
            have = [value is not None and is_asked for value, is_asked in zip(values, are_asked, strict=True)]
            asked = list(map(add, asked, are_asked))
            answered = list(map(add, answered, have))
            if question in required:
                missing = list(map(add, missing, map(gt, are_asked, have)))
    return [CaseLine(*line) for line in zip(cases, answered, asked, missing, strict=True)]


def _columns(
    cases: Sequence[Case], given: Sequence[tuple[str, str, str, Value]], owner: str
) -> Mapping[str, Sequence[Value | None]]:
    """What skip logic decides from: the case fields, and the answers by question, of the responsible reviewers or, in a
    working file, of its owner.
    """
    variables = [case.variables() for case in cases]
    columns: dict[str, list[Value | None]] = {
        field.key: [values[field.key] for values in variables] for field in CASE_FIELDS
    }
    place = {
        (case.id, owner if owner and owner == case.second_reviewer else case.reviewer or case.second_reviewer): index
        for index, case in enumerate(cases)
    }
    for case_id, question, reviewer, value in given:
        index = place.get((case_id, reviewer))
        if index is not None:
            if (column := columns.get(question)) is None:
                column = columns[question] = [None] * len(cases)
            column[index] = value
    return columns


def table(store: Store, question: str, grouping: str | None) -> tuple[Material, Count]:
    """One question counted, and what it was counted from. Problem for a question or grouping that is none."""
    material = _with(store, question)
    return material, count(material, question, grouping)


def _with(store: Store, question: str) -> Material:
    """What there is to count; Problem where the question is none of it, with the nearest that is."""
    material = counting.material(store)
    if question not in material.questions:
        raise Problem(
            f"Frågan {question} finns inte i granskningens checklistor.{nearest(question.lower(), material.questions)} "
            "Frågornas id står i checklistan."
        )
    return material


def lines_behind(store: Store, question: str, answer: str) -> list[CaseLine]:
    """The cases behind a figure of `table`: those with an answer to a question, or without one for a reason.

    Problem for a question or an answer that is none.
    """
    counted = table(store, question, None)[1].total
    if answer not in counted.cases:
        raise Problem(f"Frågan {question} har inte det svaret. Välj ett av {', '.join(counted.cases)}.")
    behind = set(counted.cases[answer])
    return [line for line in case_lines(store) if line.case.code in behind]


def two_way(store: Store, question: str, rows: str, columns: str) -> tuple[Material, Matrix]:
    """One question counted by two groupings at once. Problem for a question that is none."""
    material = _with(store, question)
    return material, matrix(material, question, rows, columns)
