"""Double reviews: two people's answers to the same case, blind until both are done, then compared and agreed on.

What two reviewers answer is never a conflict: both answers are right as theirs. What they agree on afterwards is an
answer of its own, which the tables count; the two stay as they were given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspektor.db import queries
from inspektor.db.queries import Answer
from inspektor.db.store import Setting, Store, Value
from inspektor.domain import swedish
from inspektor.domain.answers import answer_label, parse_answer
from inspektor.domain.checklist import Question
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.operations import standing
from inspektor.operations.answers import asked_questions
from inspektor.operations.casework import Item, Part, missing, parts
from inspektor.operations.reviews import Logic, find_case, one_line, refuse_identity_number, skip_logic

AGREE = "gemensamt"  # the kind of operation, as the log knows it


@dataclass(frozen=True)
class DoubleCase:
    """A case that two people review. `left` is how many questions each of them has left; `ready` when both are done.

    Until then nothing is told of how they answer: `same`, `differing` and `settled` (of those that differ) are 0.
    """

    code: str
    reviewer: str
    second: str
    left: tuple[int, int]
    ready: bool
    same: int = 0
    differing: int = 0
    settled: int = 0


@dataclass(frozen=True)
class DoubleAnswer:
    """One question as the two answered it, and what they agreed on (None for nothing). It is `open` while they differ
    and have not agreed.
    """

    question: Question
    section: str
    first: Answer
    second: Answer
    consensus: Value

    @property
    def differs(self) -> bool:
        """Whether the two gave different answers."""
        return self.first.value != self.second.value

    @property
    def open(self) -> bool:
        """Whether it is left to agree on."""
        return self.differs and self.consensus is None

    @property
    def words(self) -> tuple[str, str, str]:
        """The first and second answer and what was agreed on, as people read them; empty for none."""
        values = (self.first.value, self.second.value, self.consensus)
        first, second, agreed = ("" if value is None else answer_label(self.question, value) for value in values)
        return first, second, agreed


def double_cases(store: Store) -> list[DoubleCase]:
    """Every case that two people review, by unit and code."""
    cases = [case for case in queries.cases(store) if case.reviewer and case.second_reviewer]
    logic = skip_logic(store)
    given = _given(store, cases)
    agreed = _agreed(store)
    return [_told(case, logic, given, agreed) for case in cases]


def compare(store: Store, code: str) -> list[DoubleAnswer]:
    """A case's questions as the two answered them, each that both were asked; or one of them, where what they have in
    common asks it.

    Problem when only one reviews it, and while one of them is not done: neither is to be led by the other.
    """
    case = find_case(store, code)
    if not (case.reviewer and case.second_reviewer):
        raise Problem(f"Ärende {case.code} har bara en granskare, så det finns inget att jämföra.")
    logic = skip_logic(store)
    given = _given(store, [case])
    both = _both(case, logic, given)
    waiting = [name for name, left in zip((case.reviewer, case.second_reviewer), _left(both), strict=True) if left]
    if waiting:
        who = swedish.listing(waiting)
        raise Problem(f"Svaren i ärende {case.code} jämförs när båda är klara. Det väntar på {who}.")
    return _pairs(skip_logic(store), case, both, _agreed(store))


def agree(store: Store, code: str, question: str, typed: str, why: str, *, by: str) -> None:
    """Record what the two agree on, with the reason; an empty answer takes it back.

    Problem while they cannot be compared, for a question that they answered alike or were not asked, for an answer that
    it does not allow, and without a reason.
    """
    why = one_line(why, "Motiveringen")
    if not why:
        raise Problem("Ange varför svaret blir så. Motiveringen följer med det gemensamma svaret.")
    with store.transaction():
        case = find_case(store, code)
        pair = next((one for one in compare(store, code) if one.question.id == question), None)
        if pair is None or not (pair.differs or pair.consensus is not None):
            raise Problem(f"Frågan {question} har ingen skillnad att enas om i ärende {case.code}.")
        if pair.question.type == "text":
            refuse_identity_number(typed, "Svaret")
        value = parse_answer(pair.question, typed) if typed.strip() else None
        store.record([Setting("consensus", (case.id, question), "value", value)], by=by, kind=AGREE, why=why)


Given = Mapping[tuple[str, str], Mapping[str, Answer]]  # each reviewer's answers in each case, by question
Both = tuple[Sequence[Part], Sequence[Part]]


def _given(store: Store, cases: Sequence[Case]) -> Given:
    given: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in standing.answers(store, [case.id for case in cases]):
        given.setdefault((answer.case, answer.reviewer), {})[answer.question] = answer
    return given


def _agreed(store: Store) -> Mapping[tuple[str, str], Value]:
    return {(case_id, question): value for case_id, question, value in standing.consensus_answers(store)}


def _both(case: Case, logic: Logic, given: Given) -> Both:
    first = parts(logic, case, given.get((case.id, case.reviewer), {}))
    return first, parts(logic, case, given.get((case.id, case.second_reviewer), {}))


def _left(both: Both) -> tuple[int, int]:
    first, second = (missing(item for part in one for item in part.items) for one in both)
    return first, second


def _pairs(logic: Logic, case: Case, both: Both, agreed: Mapping[tuple[str, str], Value]) -> list[DoubleAnswer]:
    """What was kept under a question that one of them was not asked is no answer of theirs. Where only one of them was
    asked, there is something to agree on only if what they have in common so far asks it.
    """
    couples = [
        (ours.title, *items)
        for ours, theirs in zip(*both, strict=True)
        for items in zip(ours.items, theirs.items, strict=True)
    ]
    pairs = [
        DoubleAnswer(one.question, title, _counting(one), _counting(other), agreed.get((case.id, one.question.id)))
        for title, one, other in couples
    ]
    common = {pair.question.id: value for pair in pairs if (value := _in_common(pair)) is not None}
    asked = asked_questions(list(logic), case, common)
    return [
        pair
        for pair, (_, one, other) in zip(pairs, couples, strict=True)
        if (one.asked and other.asked) or ((one.asked or other.asked) and asked[one.question.id])
    ]


def _in_common(pair: DoubleAnswer) -> Value:
    """What they agreed on, or answered alike."""
    return pair.first.value if pair.consensus is None and not pair.differs else pair.consensus


def _counting(item: Item) -> Answer:
    return item.given if item.asked else Answer(item.given.case, item.question.id, item.given.reviewer, None)


def _told(case: Case, logic: Logic, given: Given, agreed: Mapping[tuple[str, str], Value]) -> DoubleCase:
    both = _both(case, logic, given)
    left = _left(both)
    if any(left):
        return DoubleCase(case.code, case.reviewer, case.second_reviewer, left, ready=False)
    pairs = _pairs(logic, case, both, agreed)
    differing = [pair for pair in pairs if pair.differs]
    settled = sum(not pair.open for pair in differing)
    same = sum(not pair.differs and pair.first.value is not None for pair in pairs)
    return DoubleCase(case.code, case.reviewer, case.second_reviewer, left, True, same, len(differing), settled)
