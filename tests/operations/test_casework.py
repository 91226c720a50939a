"""The review of one case: who may answer, what is left, done and open again, what is shown beside a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.operations import casework, history
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.cases import assign
from inspektor.operations.casework import Access
from inspektor.operations.reviews import find_case, skip_logic
from inspektor.operations.samples import replace_case
from tests.support import LEAD, add_sample, make_review, open_review

A, B, C = "Inspektör A", "Inspektör B", "Inspektör C"
WOMAN, MAN = "P-3", "P-2"
ALL = {"plan_finns": "nej", "plan_kvinna": "ja", "slag": "a", "delar": "mal", "antal": "1", "dag": "2020-01-01"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as store:
        add_sample(store)
        yield store


def answer_all(store: Store, code: str = WOMAN, who: str = A) -> None:
    for question, typed in ALL.items():
        record_answer(store, code, question, typed, who)


def item(store: Store, question: str, who: str = A, code: str = WOMAN) -> casework.Item:
    return next(one for one in casework.items_of(store, code, who) if one.question.id == question)


def test_a_question_knows_whether_it_is_asked_and_why_not(store: Store) -> None:
    assert item(store, "plan_finns").open
    closed = item(store, "plan_god")
    assert (closed.asked, closed.reason) == (False, "Frågas inte: ”Finns en plan?” är inte besvarad.")
    record_answer(store, WOMAN, "plan_finns", "ja", A)
    record_answer(store, WOMAN, "plan_god", "nej", A)
    assert item(store, "plan_god").answered
    record_answer(store, WOMAN, "plan_finns", "nej", A)
    kept = item(store, "plan_god")
    assert (kept.answered, kept.open, kept.word) == (False, False, "Nej")


def test_questions_come_by_section_with_the_reviewers_own_answers_alone(store: Store) -> None:
    record_answer(store, WOMAN, "plan_finns", "ja", A)
    record_answer(store, WOMAN, "plan_finns", "nej", B)
    sheet = open_case(store, WOMAN, B)
    parts = casework.parts(skip_logic(store), sheet.case, sheet.answers)
    assert [part.title for part in parts] == ["Planen", "Övrigt"]
    assert parts[0].items[0].word == "Nej"
    assert "Ja" not in {one.word for part in parts for one in part.items}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case("1", "K"), Access(True)),
        (Case("1", "K", reviewer=A), Access(True)),
        (Case("1", "K", reviewer=B, second_reviewer=A), Access(True)),
        (Case("1", "K", reviewer=A, done=True), Access(False, "Ärendet är klart och låst.", "reopen")),
        (Case("1", "K", reviewer=B, done=True), Access(False, "Ärendet är klart och låst.")),
        (
            Case("1", "K", reviewer=B, second_reviewer=C),
            Access(False, f"Ärendet granskas av {B} och {C}. En tredje kan inte svara i det."),
        ),
        (
            Case("1", "K", replaced_why="Akten är gallrad"),
            Access(False, "Ärendet är ersatt av ett annat och granskas inte."),
        ),
    ],
)
def test_who_may_answer_in_a_case(case: Case, expected: Access) -> None:
    assert casework.access(case, A) == expected


def test_a_colleagues_case_can_be_joined_once(store: Store) -> None:
    record_answer(store, WOMAN, "plan_finns", "ja", B)
    before = casework.access(find_case(store, WOMAN), A)
    assert (before.write, before.offer) == (False, "join")
    casework.join_case(store, WOMAN, A)
    assert find_case(store, WOMAN).second_reviewer == A
    assert casework.access(find_case(store, WOMAN), A).write
    with pytest.raises(Problem, match="har redan två granskare"):
        casework.join_case(store, WOMAN, C)
    assert history.undo(store, A) == "granskare"
    assert find_case(store, WOMAN).second_reviewer == ""


def test_a_case_is_done_when_every_required_question_that_is_asked_has_an_answer(store: Store) -> None:
    record_answer(store, WOMAN, "plan_finns", "ja", A)
    assert casework.why_not_done(store, WOMAN, A) == "6 frågor är obesvarade."
    answer_all(store)
    record_answer(store, WOMAN, "dag", "", A)
    with pytest.raises(Problem, match=r"^1 fråga är obesvarad\.$"):
        casework.set_done(store, WOMAN, True, A)
    record_answer(store, WOMAN, "dag", "2020-02-02", A)
    assert casework.why_not_done(store, WOMAN, A) == ""
    casework.set_done(store, WOMAN, True, A)
    assert find_case(store, WOMAN).done
    assert [entry.what for entry in history.entries(store, WOMAN)][-1] == "klart"
    casework.set_done(store, WOMAN, False, A)
    assert not find_case(store, WOMAN).done
    assert [history.undo(store, A) for _ in range(2)] == ["klart", "klart"]
    assert not find_case(store, WOMAN).done


def test_only_the_responsible_reviewer_marks_a_case_as_done_and_waits_for_the_second(store: Store) -> None:
    answer_all(store, who=A)
    casework.join_case(store, WOMAN, B)
    assert casework.why_not_done(store, WOMAN, B) == f"Ärendet markeras som klart av {A}, som ansvarar för det."
    assert casework.why_not_done(store, WOMAN, A) == f"6 frågor är obesvarade av {B}."
    answer_all(store, who=B)
    casework.set_done(store, WOMAN, True, A)
    casework.set_done(store, WOMAN, False, B)
    assert not find_case(store, WOMAN).done


def test_a_case_that_nobody_reviews_is_not_done_and_not_opened_again(store: Store) -> None:
    assert casework.why_not_done(store, WOMAN, A) == "Ärendet markeras som klart av den som granskar det."
    with pytest.raises(Problem, match="granskas av ingen ännu"):
        casework.set_done(store, WOMAN, False, A)


def test_one_goes_through_ones_own_cases_and_nobodys_and_through_all_from_anothers(store: Store) -> None:
    everything = ["P-2", "P-3", "P-6", "P-7", "P-12", "P-13", "P-15", "P-16"]
    assert casework.order(store, WOMAN, A) == everything
    assign(store, ["P-2", "P-7", "P-15", "P-16"], B, by=LEAD)
    assign(store, ["P-3", "P-13"], A, by=LEAD)
    assert casework.order(store, WOMAN, A) == ["P-3", "P-6", "P-12", "P-13"]
    assert casework.order(store, MAN, A) == everything
    casework.join_case(store, "P-2", A)
    assert casework.order(store, WOMAN, A)[:2] == ["P-2", "P-3"]
    new = replace_case(store, "P-6", "Akten är gallrad", by=LEAD)
    assert set(casework.order(store, "P-3", A)) == {"P-2", "P-3", "P-12", "P-13", new}


def test_latest_answers_are_ones_own_in_other_cases_with_comments_first(store: Store) -> None:
    question = item(store, "slag").question
    for code in ("P-6", "P-7", "P-12", "P-13"):
        record_answer(store, code, "slag", "b", A)
    record_note(store, "P-7", "slag", A, comment="Tveksamt")
    record_note(store, "P-16", "slag", A, comment="Utan svar")
    record_answer(store, "P-15", "slag", "a", B)
    record_answer(store, WOMAN, "slag", "a", A)
    told = casework.recent_answers(store, question, find_case(store, WOMAN), A)
    assert [(one.code, one.word, one.comment) for one in told] == [
        ("P-7", "Andra slaget", "Tveksamt"),
        ("P-13", "Andra slaget", ""),
        ("P-12", "Andra slaget", ""),
    ]


def test_the_law_is_that_of_the_decisions_date(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path, checklist="", shipped=("genomforandeplan",)), write=True) as store:
        add_sample(store)
        question = item(store, "plan_aktuell").question
    early, late = (Case("1", "K", decision_date=day) for day in ("2019-03-04", "2025-09-01"))
    assert casework.citations(question, early)[0] == (
        "3 kap. 5 § socialtjänstlagen (2001:453)",
        "Insatser ska utformas och genomföras tillsammans med den enskilde.",
    )
    assert casework.citations(question, late)[0][0] == "socialtjänstlagen (2025:400)"
    assert "från och med 2025-07-01" in casework.citations(question, Case("1", "K"))[0][0]


def test_what_the_latest_operation_touched_is_known_when_it_is_one_case(store: Store) -> None:
    assert casework.last_touched(store) is None
    record_answer(store, WOMAN, "slag", "a", A)
    assert casework.last_touched(store) == (WOMAN, "slag")
    answer_all(store)
    casework.set_done(store, WOMAN, True, A)
    assert casework.last_touched(store) == (WOMAN, "")
    history.undo(store, A)
    assert casework.last_touched(store) == (WOMAN, "")


def test_what_may_not_be_kept_is_refused_without_quoting_it(store: Store) -> None:
    question = item(store, "iakttagelse").question
    with pytest.raises(Problem, match=r"^Svaret innehåller ett personnummer\. [^0-9]+$"):
        casework.check_answer(question, "Se 19121212-1212")
    with pytest.raises(Problem, match=r"^Anteckningen innehåller ett personnummer\. [^0-9]+$"):
        casework.check_note("121212-1212")
    assert casework.check_answer(item(store, "antal").question, " 12 ") == 12
    casework.check_note("Åsa på Ön")


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (Case("1", "K"), []),
        (
            Case("1", "K", "Norr", "kvinna", 1962, "", "SoL", "sysselsättning", "bifall", "2019-09-11", "nej", "nej"),
            [
                "Norr",
                "Kvinna, född 1962",
                "SoL",
                "Sysselsättning",
                "Bifall 2019-09-11",
                "Inte förstagångsbeslut",
                "Inga minderåriga barn",
            ],
        ),
        (
            Case("1", "K", gender="uppgift saknas", age_group="26–39", first_decision="ja", children="ja"),
            ["Uppgift saknas om kön, 26–39 år", "Förstagångsbeslut", "Minderåriga barn"],
        ),
    ],
)
def test_the_facts_of_a_case_are_told_in_a_few_words_each(case: Case, told: list[str]) -> None:
    assert casework.facts(case) == told
