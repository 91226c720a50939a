"""Double reviews: blind until both are done, then compared, and agreed on without touching what the two answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db import check, queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.results import count
from inspektor.operations import double_reviews, history
from inspektor.operations.answers import record_answer
from inspektor.operations.counting import material
from tests.support import LEAD, add_sample, dump, open_review

ANNA, BO = "Anna", "Bo"
ALL = {"slag": "a", "delar": "mal", "antal": "3", "dag": "2026-01-02", "iakttagelse": "Inget särskilt"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as opened:
        add_sample(opened)
        yield opened


@pytest.fixture
def code(store: Store) -> str:
    """A man's case, whose two reviewers have answered all but the questions about the plan."""
    found = next(case.code for case in queries.cases(store) if case.gender == "man")
    for who in (ANNA, BO):
        for question, answer in ALL.items():
            record_answer(store, found, question, answer, who)
    return found


def answered(store: Store, code: str, anna: str, bo: str) -> None:
    for who, answer in ((ANNA, anna), (BO, bo)):
        record_answer(store, code, "plan_finns", answer, who)


def test_nothing_is_told_of_the_answers_until_both_are_done(store: Store, code: str) -> None:
    record_answer(store, code, "plan_finns", "nej", ANNA)
    (one,) = double_reviews.double_cases(store)
    assert (one.code, one.reviewer, one.second, one.left, one.ready) == (code, ANNA, BO, (0, 1), False)
    assert (one.same, one.differing, one.settled) == (0, 0, 0)
    with pytest.raises(Problem, match="Det väntar på Bo"):
        double_reviews.compare(store, code)
    with pytest.raises(Problem, match="Det väntar på Bo"):
        double_reviews.agree(store, code, "plan_finns", "ja", "Läst igen", by=LEAD)


def test_when_both_are_done_their_answers_stand_side_by_side(store: Store, code: str) -> None:
    answered(store, code, "nej", "vet ej")
    (one,) = double_reviews.double_cases(store)
    assert (one.ready, one.same, one.differing, one.settled) == (True, 5, 1, 0)
    pairs = double_reviews.compare(store, code)
    assert [pair.question.id for pair in pairs if pair.differs] == ["plan_finns"]
    assert next(pair.words for pair in pairs if pair.differs) == ("Nej", "Vet ej", "")


def test_what_only_one_was_asked_is_left_to_agree_on_when_the_common_answer_asks_it(store: Store, code: str) -> None:
    answered(store, code, "ja", "nej")
    record_answer(store, code, "plan_god", "nej", ANNA)
    left = [pair.question.id for pair in double_reviews.compare(store, code) if pair.open]
    assert left == ["plan_finns"]
    double_reviews.agree(store, code, "plan_finns", "nej", "Planen är en annans", by=LEAD)
    assert not any(pair.open for pair in double_reviews.compare(store, code))
    double_reviews.agree(store, code, "plan_finns", "ja", "Planen låg i en annan pärm", by=LEAD)
    (pair,) = [pair for pair in double_reviews.compare(store, code) if pair.open]
    assert (pair.question.id, pair.words) == ("plan_god", ("Nej", "", ""))
    assert count(material(store), "plan_god").total.cases["oenig"] == (code,)
    double_reviews.agree(store, code, "plan_god", "nej", "Den saknar mål", by=LEAD)
    assert double_reviews.double_cases(store)[0].settled == 2


def test_what_they_agree_on_counts_and_the_two_answers_stay(store: Store, code: str) -> None:
    answered(store, code, "nej", "vet ej")
    assert count(material(store), "plan_finns").total.cases["oenig"] == (code,)
    double_reviews.agree(store, code, "plan_finns", "nej", "Läst igen tillsammans", by=LEAD)
    total = count(material(store), "plan_finns").total
    assert (total.cases["oenig"], total.cases["nej"]) == ((), (code,))
    pair = next(pair for pair in double_reviews.compare(store, code) if pair.differs)
    assert (pair.words, pair.open) == (("Nej", "Vet ej", "Nej"), False)
    (one,) = double_reviews.double_cases(store)
    assert (one.differing, one.settled) == (1, 1)
    assert history.entries(store)[-1].why == "Läst igen tillsammans"
    history.undo(store, LEAD)
    assert count(material(store), "plan_finns").total.cases["oenig"] == (code,)
    assert check.problems(store) == []


def test_a_question_behind_an_answer_that_they_differ_on_is_settled_with_it(store: Store, code: str) -> None:
    answered(store, code, "ja", "nej")
    record_answer(store, code, "plan_god", "ja", ANNA)
    assert count(material(store), "plan_god").total.cases["oenig"] == (code,)
    double_reviews.agree(store, code, "plan_finns", "nej", "Planen gäller en annan insats", by=LEAD)
    total = count(material(store), "plan_god").total
    assert (code in total.cases["ej_fragad"], total.cases["oenig"]) == (True, ())
    double_reviews.agree(store, code, "plan_finns", "ja", "Ändå", by=LEAD)
    assert count(material(store), "plan_god").total.cases["oenig"] == (code,)
    double_reviews.agree(store, code, "plan_god", "ja", "Läst igen", by=LEAD)
    assert count(material(store), "plan_god").total.cases["ja"] == (code,)


@pytest.mark.parametrize(
    ("question", "typed", "why", "told"),
    [
        ("plan_finns", "ja", "  ", "Ange varför"),
        ("plan_finns", "kanske", "Så", "Svaret"),
        ("slag", "b", "Så", "ingen skillnad att enas om"),
        ("okand", "ja", "Så", "ingen skillnad att enas om"),
    ],
)
def test_what_cannot_be_agreed_on_is_refused(
    store: Store, code: str, question: str, typed: str, why: str, told: str
) -> None:
    answered(store, code, "nej", "vet ej")
    before = dump(store.path)
    with pytest.raises(Problem, match=told):
        double_reviews.agree(store, code, question, typed, why, by=LEAD)
    assert dump(store.path) == before


def test_a_case_with_one_reviewer_has_nothing_to_compare(store: Store) -> None:
    first = queries.cases(store)[0].code
    record_answer(store, first, "plan_finns", "ja", ANNA)
    assert double_reviews.double_cases(store) == []
    with pytest.raises(Problem, match="bara en granskare"):
        double_reviews.compare(store, first)
