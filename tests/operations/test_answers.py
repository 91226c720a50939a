"""One answer at a time, the notes beside it, and two reviewers on one case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.results import Column, count
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.counting import material
from inspektor.operations.history import entries, problems, undo
from inspektor.operations.listing import DONE, NOT_STARTED, STARTED, case_lines, table
from inspektor.operations.reports import build_report, warnings
from inspektor.operations.reviews import find_case, set_about
from tests.support import LEAD, add_sample, dump, open_review


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    """A review with a sample of eight cases."""
    with open_review(tmp_path) as store:
        add_sample(store)
        yield store


def codes(store: Store) -> list[str]:
    return [case.code for case in queries.cases(store)]


def total(store: Store, question: str) -> Column:
    return table(store, question, None)[1].total


# One answer


def test_an_answer_is_on_disk_when_it_is_given(store: Store) -> None:
    code = codes(store)[0]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    with Store.open(store.path) as other:
        sheet = open_case(other, code, "Anna")
    assert sheet.answers["plan_finns"].value == "ja"
    assert (sheet.case.reviewer, sheet.reviewer) == ("Anna", "Anna")


def test_which_questions_are_asked_follows_the_answers(store: Store) -> None:
    code = next(case.code for case in queries.cases(store) if case.gender == "man")
    assert not open_case(store, code, "Anna").asked["plan_god"]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    asked = open_case(store, code, "Anna").asked
    assert (asked["plan_god"], asked["plan_kvinna"]) == (True, False)
    assert not open_case(store, code, "Bo").asked["plan_god"]


def test_an_empty_answer_takes_the_last_one_back(store: Store) -> None:
    code = codes(store)[0]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    record_answer(store, code, "plan_finns", "  ", "Anna")
    assert open_case(store, code, "Anna").answers["plan_finns"].value is None
    assert total(store, "plan_finns").cases["obesvarad"] == tuple(codes(store))


def test_an_answer_to_a_question_that_is_no_longer_asked_counts_nowhere_and_comes_back_with_it(store: Store) -> None:
    code = codes(store)[0]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    record_answer(store, code, "plan_god", "nej", "Anna")
    record_answer(store, code, "plan_finns", "nej", "Anna")
    assert total(store, "plan_god").base == 0
    assert code in total(store, "plan_god").cases["ej_fragad"]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    assert total(store, "plan_god").cases["nej"] == (code,)


def test_an_answer_that_was_given_before_its_question_was_closed_can_be_taken_back(store: Store) -> None:
    code = codes(store)[0]
    for question, typed in (("plan_finns", "ja"), ("plan_god", "nej"), ("plan_finns", "nej"), ("plan_god", "")):
        record_answer(store, code, question, typed, "Anna")
    record_answer(store, code, "plan_finns", "ja", "Anna")
    assert total(store, "plan_god").cases["nej"] == ()


@pytest.mark.parametrize(
    ("question", "typed", "says"),
    [
        ("plan_finns", "kanske", "Svaret är inget som frågan tillåter"),
        ("plan_god", "ja", "ställs inte i ärende"),
        ("finns_inte", "ja", "finns inte i granskningens checklistor"),
        ("iakttagelse", "Gäller 710505-9823", "Svaret innehåller ett personnummer"),
        ("antal", "många", "heltal"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_changes_nothing(
    store: Store, question: str, typed: str, says: str
) -> None:
    before = dump(store.path)
    with pytest.raises(Problem, match=says):
        record_answer(store, codes(store)[0], question, typed, "Anna")
    assert dump(store.path) == before


def test_an_answer_belongs_to_a_case_that_there_is(store: Store) -> None:
    with pytest.raises(Problem, match="Ärendet finns inte"):
        record_answer(store, "P-99", "plan_finns", "ja", "Anna")


def test_codes_are_found_however_they_are_typed(store: Store) -> None:
    code = codes(store)[0]
    assert find_case(store, f" {code.lower()} ").code == code
    assert find_case(store, code.replace("-", "\N{NON-BREAKING HYPHEN}")).code == code  # copied from a Word report


# What stands beside an answer


def test_notes_stand_beside_an_answer_and_an_answer_is_not_needed(store: Store) -> None:
    code = codes(store)[0]
    record_note(store, code, "plan_finns", "Anna", comment="Se journalen", place="2019-03-02", flagged=1)
    record_note(store, code, "plan_finns", "Anna", quotation="”Jag vill ha en plan”")
    found = open_case(store, code, "Anna").answers["plan_finns"]
    assert (found.comment, found.quotation, found.place, found.flagged, found.value) == (
        "Se journalen", "”Jag vill ha en plan”", "2019-03-02", True, None,
    )  # fmt: skip
    record_note(store, code, "plan_finns", "Anna", flagged=None, comment=None)
    found = open_case(store, code, "Anna").answers["plan_finns"]
    assert (found.comment, found.flagged, found.place) == ("", False, "2019-03-02")


def test_a_note_holds_no_identity_number(store: Store) -> None:
    before = dump(store.path)
    for note in ("comment", "quotation", "place"):
        with pytest.raises(Problem, match="Anteckningen innehåller ett personnummer"):
            record_note(store, codes(store)[0], "plan_finns", "Anna", **{note: "19710505 9823"})
    assert dump(store.path) == before


def test_a_note_of_a_kind_that_there_is_not_is_a_mistake_of_the_program(store: Store) -> None:
    with pytest.raises(ValueError, match="value"):
        record_note(store, codes(store)[0], "plan_finns", "Anna", value="ja")


# The state of a case


def test_a_case_is_not_started_started_or_done(store: Store) -> None:
    line = case_lines(store)[0]
    assert (line.status, line.answered) == (NOT_STARTED, 0)
    record_answer(store, line.case.code, "plan_finns", "ja", "Anna")
    after = case_lines(store)[0]
    assert (after.status, after.answered, after.applicable) == (STARTED, 1, line.applicable + 1)
    store.database.execute("UPDATE cases SET done = 1 WHERE code = ?", [line.case.code])
    assert case_lines(store)[0].status == DONE


def test_answers_that_are_not_asked_for_do_not_count_as_progress(store: Store) -> None:
    code = codes(store)[0]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    record_answer(store, code, "plan_god", "ja", "Anna")
    assert case_lines(store)[0].answered == 2
    record_answer(store, code, "plan_finns", "nej", "Anna")
    assert case_lines(store)[0].answered == 1


# Two reviewers on one case


def complete(store: Store, code: str, plan_finns: str, *reviewers: str) -> None:
    """Everything that a reviewer must answer in a case of a man's, for each of some reviewers."""
    rest = {"slag": "a", "delar": "mal", "antal": "3", "dag": "2026-01-02"}
    more = {"plan_god": "ja"} if plan_finns == "ja" else {}
    for reviewer in reviewers:
        for question, typed in {"plan_finns": plan_finns, **more, **rest}.items():
            record_answer(store, code, question, typed, reviewer)


@pytest.fixture
def mans(store: Store) -> str:
    return next(case.code for case in queries.cases(store) if case.gender == "man")


def test_answers_that_two_reviewers_agree_on_count_once(store: Store, mans: str) -> None:
    complete(store, mans, "ja", "Anna", "Bo")
    column = total(store, "plan_finns")
    assert (column.cases["ja"], column.unsettled, column.base) == ((mans,), 0, 1)
    assert problems(store) == []


def test_a_pair_that_differs_is_unsettled_and_in_no_base(store: Store, mans: str) -> None:
    complete(store, mans, "ja", "Anna")
    complete(store, mans, "nej", "Bo")
    other = next(code for code in codes(store) if code != mans)
    record_answer(store, other, "plan_finns", "ja", "Anna")
    _, counted = table(store, "plan_finns", "enhet")
    column = counted.total
    assert (column.cases["oenig"], column.cases["ja"], column.cases["nej"]) == ((mans,), (other,), ())
    assert (column.n, column.base, column.unsettled, column.waiting) == (8, 1, 1, ())
    assert sum(one.unsettled for one in counted.columns) == 1
    assert column.percent("ja") == 100


@pytest.mark.parametrize("theirs", ["ja", "nej"])
def test_nothing_of_a_double_review_can_be_read_from_the_figures_before_both_are_done(
    store: Store, mans: str, theirs: str
) -> None:
    record_answer(store, mans, "plan_finns", "nej", "Anna")
    record_answer(store, mans, "slag", "a", "Bo")
    before = {question: total(store, question) for question in material(store).questions}
    warned = warnings(store, build_report(store, date(2020, 1, 15)))
    record_answer(store, mans, "plan_finns", theirs, "Bo")
    record_answer(store, mans, "slag", "a", "Anna")
    assert {question: total(store, question) for question in material(store).questions} == before
    assert warnings(store, build_report(store, date(2020, 1, 15))) == warned
    column = total(store, "plan_finns")
    assert (column.cases["oenig"], column.waiting, column.base) == ((mans,), (mans,), 0)
    assert total(store, "plan_god").waiting == (mans,)
    assert total(store, "kon").waiting == ()
    assert any("Ett ärende dubbelgranskas och är inte klart hos båda" in line for line in warned)


def test_a_case_that_both_are_done_with_is_counted_and_waits_again_when_one_takes_an_answer_back(
    store: Store, mans: str
) -> None:
    complete(store, mans, "nej", "Anna", "Bo")
    assert total(store, "plan_finns").cases["nej"] == (mans,)
    record_answer(store, mans, "slag", "", "Bo")
    assert (total(store, "plan_finns").cases["nej"], total(store, "plan_finns").waiting) == ((), (mans,))


def test_two_who_come_to_agree_are_settled(store: Store, mans: str) -> None:
    complete(store, mans, "nej", "Anna")
    complete(store, mans, "vet ej", "Bo")
    assert total(store, "plan_finns").unsettled == 1
    record_answer(store, mans, "plan_finns", "nej", "Bo")
    assert total(store, "plan_finns").cases["nej"] == (mans,)


def test_where_the_first_reviewer_takes_everything_back_the_second_ones_answers_count(store: Store) -> None:
    code = codes(store)[0]
    record_answer(store, code, "plan_finns", "ja", "Anna")
    record_answer(store, code, "plan_finns", "nej", "Bo")
    undo(store, "Anna")
    assert find_case(store, code).second_reviewer == "Bo"
    assert (total(store, "plan_finns").cases["nej"], total(store, "plan_finns").unsettled) == ((code,), 0)
    assert case_lines(store)[0].answered == 1


def test_a_third_reviewer_is_refused(store: Store) -> None:
    code = codes(store)[0]
    for reviewer in ("Anna", "Bo"):
        record_answer(store, code, "plan_finns", "ja", reviewer)
    with pytest.raises(Problem, match="redan två granskare"):
        record_answer(store, code, "plan_finns", "ja", "Cia")


def test_the_report_warns_of_what_two_reviewers_do_not_agree_on(store: Store, mans: str) -> None:
    complete(store, mans, "nej", "Anna")
    complete(store, mans, "vet ej", "Bo")
    assert any("1 svar är oeniga" in line for line in warnings(store, build_report(store, date(2020, 1, 15))))


# The review itself


def test_what_a_review_is_about_can_be_changed_and_is_logged(store: Store) -> None:
    set_about(store, LEAD, title=" Nytt  namn ", purpose="Ett syfte")
    assert (queries.review(store).title, queries.review(store).purpose) == ("Nytt namn", "Ett syfte")
    assert [(one.what, one.old, one.new) for one in entries(store)][-2] == (
        "granskningens uppgifter: titel", "En provgranskning", "Nytt namn",
    )  # fmt: skip
    with pytest.raises(Problem, match="personnummer"):
        set_about(store, LEAD, title="Om 710505-9823")


def test_the_material_counts_only_cases_that_stand(store: Store) -> None:
    found = material(store)
    assert [case.code for case in found.cases] == codes(store)
    assert count(found, "kon", "kon").total.n == 8
