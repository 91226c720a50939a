"""Answers in: one at a time as an inspector gives them, or a whole table (`svar`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspektor.db import queries
from inspektor.db.store import Setting, Store, settings_of
from inspektor.domain.answers import parse_answer
from inspektor.domain.checklist import Checklist, Question
from inspektor.domain.errors import Problem
from inspektor.domain.identity import contains_identity_number
from inspektor.domain.logic import SkipLogic
from inspektor.domain.review import Case
from inspektor.domain.values import case_key
from inspektor.operations import standing
from inspektor.operations.reviews import find_case, refuse_identity_number, skip_logic, stands

Values = dict[str, str | int]
NOTES = ("comment", "quotation", "place", "flagged")


@dataclass(frozen=True)
class Sheet:
    """One reviewer's work on one case: the case, every question, the answers so far, and which questions are asked."""

    case: Case
    reviewer: str
    questions: Mapping[str, Question]
    answers: Mapping[str, queries.Answer]
    asked: Mapping[str, bool]


def asked_questions(
    logic: list[tuple[Checklist, SkipLogic]], case: Case, given: Mapping[str, str | int]
) -> dict[str, bool]:
    """Which questions a case is asked, from its fields and the answers given."""
    asked: dict[str, bool] = {}
    fields = case.variables()
    for _, one in logic:
        asked.update(one.asked({**fields, **given}))
    return asked


def open_case(store: Store, code: str, reviewer: str) -> Sheet:
    """A case as one reviewer sees it. Problem when there is no such case."""
    case = find_case(store, code)
    own = {answer.question: answer for answer in standing.answers(store, [case.id]) if answer.reviewer == reviewer}
    given: Values = {question: answer.value for question, answer in own.items() if answer.value is not None}
    logic = skip_logic(store)
    return Sheet(case, reviewer, _questions(logic), own, asked_questions(logic, case, given))


def record_answer(store: Store, code: str, question: str, typed: str, reviewer: str) -> None:
    """Record one answer, or take it back with an empty one. It is on disk when this returns.

    Problem when the question is none, is not asked for the case, or does not allow the answer.
    """
    with store.transaction():  # what it is checked against stays so until it is recorded
        sheet = open_case(store, code, reviewer)
        asked = _question(sheet.questions, question)
        value: str | int | None = None
        if typed.strip():
            if not sheet.asked[question]:
                raise Problem(f"Frågan {question} ställs inte i ärende {sheet.case.code}. Se villkoret i checklistan.")
            value = parse_answer(asked, typed)
            if asked.type == "text":
                refuse_identity_number(typed, "Svaret")
        settings = [Setting("answer", (sheet.case.id, question, reviewer), "value", value)]
        settings += _beginning(sheet.case, sheet.answers.values())
        store.record([*settings, *_reviewers(sheet.case, reviewer)], by=reviewer, kind="svar")


def record_note(store: Store, code: str, question: str, reviewer: str, **notes: str | int | None) -> None:
    """Record what stands beside an answer: `comment`, `quotation`, its `place` in the file, `flagged` (1 or None)."""
    for name, text in notes.items():
        if name not in NOTES:
            raise ValueError(name)
        if isinstance(text, str):
            refuse_identity_number(text, "Anteckningen")
    _note(store, code, question, reviewer, notes, by=reviewer)


def flag_answer(store: Store, code: str, question: str, reviewer: str, *, flagged: bool, by: str) -> None:
    """Flag a reviewer's answer as something to discuss, or take the flag away: as anybody may who settles it."""
    _note(store, code, question, reviewer, {"flagged": 1 if flagged else None}, by=by)


def _note(
    store: Store, code: str, question: str, reviewer: str, notes: Mapping[str, str | int | None], *, by: str
) -> None:
    with store.transaction():
        case = find_case(store, code)
        _question(_questions(skip_logic(store)), question)
        settings = settings_of("answer", (case.id, question, reviewer), notes)
        settings += _beginning(case, (one for one in queries.answers(store, [case.id]) if one.reviewer == reviewer))
        store.record([*settings, *_reviewers(case, reviewer)], by=by, kind="anteckning")


def _beginning(case: Case, own: Iterable[queries.Answer]) -> list[Setting]:
    """Who writes the first thing in a case says that it is there."""
    return [] if any(one.written for one in own) else [stands(case)]


def _questions(logic: list[tuple[Checklist, SkipLogic]]) -> dict[str, Question]:
    return {question.id: question for checklist, _ in logic for question in checklist.questions}


def _question(questions: Mapping[str, Question], wanted: str) -> Question:
    if wanted not in questions:
        raise Problem(f"Frågan {wanted} finns inte i granskningens checklistor. Kontrollera frågans id.")
    return questions[wanted]


def _reviewers(case: Case, reviewer: str) -> list[Setting]:
    """Who answers a case is its responsible reviewer; a second one makes it a double review. Problem for a third."""
    if reviewer in (case.reviewer, case.second_reviewer):
        return []
    if case.reviewer and case.second_reviewer:
        raise Problem(f"Ärende {case.code} har redan två granskare. En tredje kan inte svara i det.")
    field = "second_reviewer" if case.reviewer else "reviewer"
    return [Setting("case", (case_key(case.code),), field, reviewer)]


reviewers_of = _reviewers


def holds_identity_number(question: Question, typed: str) -> bool:
    """Whether a free-text answer holds a personal identity number, which is never stored."""
    return question.type == "text" and contains_identity_number(typed)
