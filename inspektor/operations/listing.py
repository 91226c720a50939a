"""`arenden` and `tabell`: the cases with their progress, and one question counted."""

from __future__ import annotations

from dataclasses import dataclass

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.results import Count, count
from inspektor.domain.review import Case
from inspektor.domain.toml import nearest
from inspektor.operations import reviews
from inspektor.operations.answers import asked_questions

NOT_STARTED, STARTED, DONE, REPLACED = "ej påbörjat", "påbörjat", "klart", "ersatt"


@dataclass(frozen=True)
class CaseLine:
    """A case and how far its responsible reviewer has come: questions answered, of those asked."""

    case: Case
    answered: int
    applicable: int

    @property
    def status(self) -> str:
        """One of the four states of a case."""
        if self.case.replaced_why:
            return REPLACED
        if self.case.done:
            return DONE
        return STARTED if self.answered else NOT_STARTED


def case_lines(store: Store) -> list[CaseLine]:
    """Every case of the review in order, replaced ones too."""
    logic = reviews.skip_logic(store)
    given: dict[tuple[str, str], dict[str, str | int]] = {}
    for case_id, question, reviewer, value in queries.answer_values(store):
        given.setdefault((case_id, reviewer), {})[question] = value
    lines = []
    for case in queries.cases(store, replaced=True):
        own = given.get((case.id, case.reviewer or case.second_reviewer), {})
        asked = {question for question, is_asked in asked_questions(logic, case, own).items() if is_asked}
        lines.append(CaseLine(case, len(asked & own.keys()), len(asked)))
    return lines


def table(store: Store, question: str, grouping: str | None) -> Count:
    """One question counted. Problem for a question or grouping that is none."""
    material = reviews.material(store)
    if question not in material.questions:
        raise Problem(
            f"Frågan {question} finns inte i granskningens checklistor.{nearest(question.lower(), material.questions)} "
            "Frågornas id står i checklistan."
        )
    return count(material, question, grouping)
