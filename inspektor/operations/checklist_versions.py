"""`checklista`: taking up a newer version of a checklist in a review. Every answer is kept: what the new version has
too counts as before, the rest belongs to the older one (`standing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspektor.db import queries
from inspektor.db.store import Setting, Store, settings_of
from inspektor.domain import swedish
from inspektor.domain.answers import fits
from inspektor.domain.checklist import Checklist, Question, check_together
from inspektor.domain.errors import Problem
from inspektor.domain.fields import CASE_FIELDS
from inspektor.domain.logic import SkipLogic
from inspektor.domain.review import Case
from inspektor.domain.values import case_key
from inspektor.operations import reviews

TAKE_UP = "checklista"  # the kind of operation, as the log knows it
Given = Mapping[tuple[str, str], Mapping[str, str | int]]  # the answers by case and reviewer, by question


@dataclass(frozen=True)
class NewVersion:
    """What taking up a version does: the questions that come, go and are put otherwise, how many answers stay and how
    many belong to the older version from then on, and the cases (codes) that are opened again, since they get questions
    without an answer.
    """

    old: Checklist
    new: Checklist
    added: tuple[Question, ...]
    removed: tuple[Question, ...]
    changed: tuple[Question, ...]
    kept: int
    left: int
    reopened: tuple[str, ...]


def offered(store: Store) -> list[Checklist]:
    """The checklists that come with the program in another version than the review has."""
    own = {one.id: one.version for one in reviews.checklists(store)}
    shipped = [reviews.load_checklist(name) for name in reviews.shipped_checklists() if name in own]
    return [one for one in shipped if one.version != own[one.id]]


def planned(store: Store, name: str) -> NewVersion:
    """What taking up a checklist (a shipped one's id, or a file) would do. Problem when it cannot be: the review has no
    such checklist, has this version already, or would have two questions of one id.
    """
    new, pinned = reviews.load_checklist(name), reviews.checklists(store)
    old = next((one for one in pinned if one.id == new.id), None)
    if old is None:
        has = swedish.listing([one.id for one in pinned])
        raise Problem(f"Granskningen har ingen checklista med id {new.id}. Den har {has}.")
    _refuse_same(old, new, reviews.checklists(store, every_version=True))
    check_together([new if one is old else one for one in pinned])
    before, after = ({question.id: question for question in one.questions} for one in (old, new))
    given = _given(store, before)
    stays = [
        name in after and fits(after[name], value) for answers in given.values() for name, value in answers.items()
    ]
    return NewVersion(
        old,
        new,
        tuple(one for name, one in after.items() if name not in before),
        tuple(one for name, one in before.items() if name not in after),
        tuple(one for name, one in after.items() if name in before and before[name] != one),
        sum(stays),
        len(stays) - sum(stays),
        tuple(case.code for case in _incomplete(queries.cases(store), new, given)),
    )


def take_up(store: Store, name: str, *, by: str) -> NewVersion:
    """Take up a newer version of a checklist; what it did. Problem as for `planned`, with nothing changed."""
    with store.transaction():
        plan = planned(store, name)
        content = {"version": plan.new.version, "source": plan.new.source}
        settings = settings_of("checklist", (plan.new.id,), content)
        settings += [Setting("case", (case_key(code),), "done", None) for code in plan.reopened]
        store.record(settings, by=by, kind=TAKE_UP)
    return plan


def _refuse_same(old: Checklist, new: Checklist, every: Sequence[Checklist]) -> None:
    """Problem for the version that stands, and for other content under a version that the review has had."""
    same = next((one for one in every if (one.id, one.version) == (new.id, new.version)), None)
    if same is not None and (what := same.differences(new)):
        raise Problem(
            f"Granskningen har redan checklistan {new.id} {new.version} med ett annat innehåll: "
            f"{swedish.listing(what)}. Ge den ändrade checklistan ett eget versionsnummer."
        )
    if old.version == new.version:
        raise Problem(f"Granskningen har redan version {new.version} av checklistan {new.id}.")


def _given(store: Store, questions: Mapping[str, Question]) -> Given:
    """The answers that stand now to a checklist's questions."""
    found: dict[tuple[str, str], dict[str, str | int]] = {}
    for case_id, question, reviewer, value in queries.answer_values(store):
        if question in questions and fits(questions[question], value):
            found.setdefault((case_id, reviewer), {})[question] = value
    return found


def _incomplete(cases: Sequence[Case], new: Checklist, given: Given) -> list[Case]:
    """The cases that are done, and would not be with the new version."""
    done, logic = [case for case in cases if case.done], SkipLogic(new)
    facts = [case.variables() for case in done]
    known: dict[str, Sequence[object]] = {field.key: [one[field.key] for one in facts] for field in CASE_FIELDS}
    left: set[str] = set()
    for reviewers in ([case.reviewer for case in done], [case.second_reviewer for case in done]):
        answers = [given.get((case.id, name), {}) for case, name in zip(done, reviewers, strict=True)]
        columns = {one.id: [_fitting(one, own.get(one.id)) for own in answers] for one in new.questions}
        complete = logic.complete({**known, **columns}, len(done))
        left |= {case.id for case, name, ok in zip(done, reviewers, complete, strict=True) if name and not ok}
    return [case for case in done if case.id in left]


def _fitting(question: Question, value: str | int | None) -> str | int | None:
    return value if value is not None and fits(question, value) else None
