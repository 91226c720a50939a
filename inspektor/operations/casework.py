"""The review of one case, as its reviewer meets it: questions with their state, what is left, done or not, the way to
the next case, and the support beside a question.

What is shown of answers is always the reviewer's own: in a double review neither sees the other's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from inspektor.assets import resource
from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain import swedish
from inspektor.domain.answers import answer_label, fits, parse_answer
from inspektor.domain.checklist import Question
from inspektor.domain.errors import Problem
from inspektor.domain.fields import UNKNOWN
from inspektor.domain.law import LawTable
from inspektor.domain.logic import SkipLogic
from inspektor.domain.review import Case
from inspektor.domain.values import case_key
from inspektor.operations import standing
from inspektor.operations.answers import asked_questions, open_case, reviewers_of
from inspektor.operations.cases import ASSIGN
from inspektor.operations.reviews import Logic, find_case, refuse_identity_number, skip_logic

Offer = Literal["", "join", "reopen"]
_FEW = 50  # an operation that changes more things than this is no one case's
_FIRST = {"ja": "Förstagångsbeslut", "nej": "Inte förstagångsbeslut"}
_CHILDREN = {"ja": "Minderåriga barn", "nej": "Inga minderåriga barn"}


@dataclass(frozen=True)
class Item:
    """One question of a case: whether it is asked, if not why, and what the reviewer has recorded about it.

    `version` is that of the checklist that the question stands in.
    """

    question: Question
    version: str
    asked: bool
    reason: str
    given: queries.Answer

    @property
    def answered(self) -> bool:
        """Asked, and has an answer."""
        return self.asked and self.given.value is not None

    @property
    def open(self) -> bool:
        """Asked, and has no answer."""
        return self.asked and self.given.value is None

    @property
    def word(self) -> str:
        """The answer as people read it, also one that does not count; empty when there is none."""
        value = self.given.value
        return "" if value is None else answer_label(self.question, value)


@dataclass(frozen=True)
class Part:
    """A section with its questions."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Access:
    """Whether a person may answer in a case; if not, a sentence that says why, and what they are offered instead."""

    write: bool
    why: str = ""
    offer: Offer = ""


@dataclass(frozen=True)
class Recent:
    """How a question was answered in another case."""

    code: str
    word: str
    comment: str


def parts(logic: Logic, case: Case, given: Mapping[str, queries.Answer]) -> tuple[Part, ...]:
    """The case's questions by section, with what a reviewer has recorded (by question id)."""
    values = {question: answer.value for question, answer in given.items() if answer.value is not None}
    asked = asked_questions(list(logic), case, values)
    known = {**case.variables(), **values}

    def item(question: Question, version: str, one: SkipLogic) -> Item:
        answer = given.get(question.id) or queries.Answer(case.id, question.id, "", None)
        reason = "" if asked[question.id] else one.reason(question.id, known)
        return Item(question, version, asked[question.id], reason, answer)

    return tuple(
        Part(section.title, tuple(item(question, checklist.version, one) for question in section.questions))
        for checklist, one in logic
        for section in checklist.sections
    )


def access(case: Case, who: str) -> Access:
    """What a person may do in a case, which has one responsible reviewer and at most one second, and is locked when
    it is done.
    """
    names = [name for name in (case.reviewer, case.second_reviewer) if name]
    told = swedish.listing(names)
    if case.replaced_why:
        return Access(False, "Ärendet är ersatt av ett annat och granskas inte.")
    if case.done:
        return Access(False, "Ärendet är klart och låst.", "reopen" if who in names else "")
    if not names or who in names:
        return Access(True)
    if len(names) > 1:
        return Access(False, f"Ärendet granskas av {told}. En tredje kan inte svara i det.")
    why = f"{told} granskar ärendet. Som andra granskare svarar du själv, utan att se de svaren."
    return Access(False, why, "join")


def join_case(store: Store, code: str, by: str) -> None:
    """Become a case's second reviewer (a double review). Problem when it has two already."""
    store.record(reviewers_of(find_case(store, code), by), by=by, kind=ASSIGN)


def missing(items: Iterable[Item]) -> int:
    """How many questions must be answered before the case can be done."""
    return sum(item.open and item.question.required for item in items)


def why_not_done(store: Store, code: str, by: str) -> str:
    """Why a person may not mark a case as done, as a sentence; empty when they may.

    A case is done when every question that is asked and required is answered, by both in a double review, and its
    responsible reviewer says so.
    """
    case = find_case(store, code)
    if by != case.reviewer:
        who = f"{case.reviewer}, som ansvarar för det" if case.reviewer else "den som granskar det"
        return f"Ärendet markeras som klart av {who}."
    for name in filter(None, (case.reviewer, case.second_reviewer)):
        if left := missing(items_of(store, code, name)):
            whose = "" if name == by else f" av {name}"
            return f"{left} {swedish.plural(left, 'fråga är obesvarad', 'frågor är obesvarade')}{whose}."
    return ""


def set_done(store: Store, code: str, done: bool, by: str) -> None:
    """Mark a case as done, which locks it, or open it again.

    Problem when something is left to answer, or when the case is another's.
    """
    case = find_case(store, code)
    if done and (why := why_not_done(store, code, by)):
        raise Problem(why)
    if by not in (case.reviewer, case.second_reviewer):
        raise Problem(f"Ärende {case.code} granskas av {case.reviewer or 'ingen ännu'}. Bara den kan öppna det igen.")
    store.record([Setting("case", (case_key(case.code),), "done", 1 if done else None)], by=by, kind="klart")


def items_of(store: Store, code: str, reviewer: str) -> list[Item]:
    """Every question of a case, with one reviewer's own answers."""
    sheet = open_case(store, code, reviewer)
    return [item for part in parts(skip_logic(store), sheet.case, sheet.answers) for item in part.items]


def check_answer(question: Question, typed: str) -> str | int:
    """The value that would be kept for what was typed. Problem, as a sentence to show beside the field."""
    value = parse_answer(question, typed)
    if question.type == "text":
        refuse_identity_number(typed, "Svaret")
    return value


def check_note(text: str) -> None:
    """Problem, as a sentence to show beside the field, for a note that would not be kept."""
    refuse_identity_number(text, "Anteckningen")


def order(store: Store, code: str, who: str) -> list[str]:
    """The codes to go through from a case: the person's own cases and nobody's when it is one of them, else all."""
    own = queries.case_codes(store, who)
    return own if code in own else queries.case_codes(store)


def recent_answers(store: Store, question: Question, case: Case, who: str, most: int = 3) -> list[Recent]:
    """How a person last answered a question in other cases: those with a comment first, the latest of each first."""
    found = queries.recent_answers(store, question.id, who, case.id, most)
    fit = [(code, value, comment) for code, value, comment in found if fits(question, value)]
    return [Recent(code, answer_label(question, value), comment or "") for code, value, comment in fit]


def older_part(store: Store, case: Case, who: str) -> Part | None:
    """What a person has recorded in a case under an older version of a checklist, and does not fit the one that stands:
    as questions that are not asked. None where there is nothing.
    """
    items = [
        Item(
            replace(question, id=f"{question.id}@{version}"),
            version,
            False,
            f"Hör till version {version} av checklistan.",
            answer,
        )
        for answer, question, version in standing.older_answers(store, case.id, who)
    ]
    return Part("Ur en äldre version av checklistan", tuple(items)) if items else None


def citations(question: Question, case: Case) -> list[tuple[str, str]]:
    """The law that a question rests on as it stood at the decision's date: how it is cited, and what it is about."""
    table = law_table()
    about = {law.citation: law.note for key in question.law for law in table.laws.get(key, ())}
    cited = dict.fromkeys(table.cite(key, case.decision_date) for key in question.law)
    return [(one, about.get(one, "")) for one in cited]


@lru_cache(maxsize=1)
def law_table() -> LawTable:
    """The law that questions rest on, read once."""
    return LawTable.parse(resource("law.toml").read_text(encoding="utf-8"))


def last_touched(store: Store) -> tuple[str, str] | None:
    """What the latest operation changed, when that is one case: its code, and the question (empty for the case
    itself).
    """
    places = set()
    for entity, key in queries.latest_things(store, _FEW):
        if entity == "answer":
            places.add((key[0], key[1]))
        elif entity == "case":
            places.add((store.thing_id("case", key), ""))
    ids = {case_id for case_id, _ in places}
    case = queries.case(store, ids.pop()) if len(ids) == 1 else None
    return (case.code, max(question for _, question in places)) if case else None


def facts(case: Case) -> list[str]:
    """What a case carries, a few words each, in the order of the case fields; nothing for what is not known."""
    gender = f"{case.gender} om kön" if case.gender == UNKNOWN else case.gender
    age = f"född {case.birth_year}" if case.birth_year else (f"{case.age_group} år" if case.age_group else "")
    told = [
        case.unit,
        ", ".join(filter(None, (gender, age))),
        case.law,
        case.insats,
        " ".join(filter(None, (case.decision, case.decision_date))),
        _FIRST.get(case.first_decision, ""),
        _CHILDREN.get(case.children, ""),
        case.area,
    ]
    return [swedish.upper_first(one) for one in told if one]
