"""Cases by hand: added, corrected, given to a reviewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db import queries
from inspektor.db.store import Setting, Store
from inspektor.domain.errors import Problem
from inspektor.operations import cases, history, listing
from inspektor.operations.answers import record_answer
from inspektor.operations.reviews import find_case
from tests.support import LEAD, add_sample, open_review

FACTS = {
    "code": "FAR-03",
    "unit": "Farsta",
    "gender": "k",
    "birth_year": "1971",
    "law": "SoL 4:1",
    "insats": "boendestöd",
    "decision": "Beviljat",
    "decision_date": "11 maj 2019",
    "first_decision": "nej",
    "children": "2",
    "area": "",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as opened:
        yield opened


def test_a_case_added_by_hand_means_what_was_written(store: Store) -> None:
    assert cases.add_case(store, FACTS, by=LEAD, reviewer=" Anna  Ås ") == "FAR-03"
    case = find_case(store, "far-03")
    assert (case.unit, case.gender, case.birth_year, case.law) == ("Farsta", "kvinna", 1971, "SoL")
    assert (case.decision, case.decision_date, case.children) == ("bifall", "2019-05-11", "ja")
    assert (case.origin, case.reviewer, case.ages) == ("tillagd", "Anna Ås", "40–64")


def test_every_field_that_is_wrong_has_its_own_sentence_and_nothing_is_added(store: Store) -> None:
    wrong = {**FACTS, "code": "", "gender": "x", "decision_date": "2019-02-30", "area": "19121212-1212"}
    entered = cases.read_facts(store, wrong)
    assert set(entered.errors) == {"code", "gender", "decision_date", "area"}
    assert entered.errors["gender"] == "Kön ska vara kvinna, man, annat eller uppgift saknas."
    with pytest.raises(Problem, match="Beslutsdatum: Beslutsdatum ska vara ett datum"):
        cases.add_case(store, wrong, by=LEAD)
    assert queries.cases(store) == []


def test_no_sentence_quotes_an_identity_number(store: Store) -> None:
    for name in FACTS:
        errors = cases.read_facts(store, {**FACTS, name: "19121212-1212"}).errors
        assert name in errors
        assert "1212" not in " ".join(errors.values())


def test_a_code_that_the_review_has_is_refused_in_whatever_case_it_is_written(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    assert cases.read_facts(store, {**FACTS, "code": "far-03"}).errors == {
        "code": "Koden finns redan i granskningen. Ange en annan."
    }


def test_a_unit_is_joined_with_the_spelling_that_the_review_has(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    cases.add_case(store, {**FACTS, "code": "FAR-04", "unit": "FARSTA sdf"}, by=LEAD)
    assert cases.units(store) == ["Farsta"]


def test_units_and_reviewers_are_told_once_each_in_swedish_order(store: Store) -> None:
    for number, (unit, reviewer) in enumerate((("Östermalm", "Örjan"), ("Farsta", ""), ("Östermalm", "Anna"))):
        cases.add_case(store, {**FACTS, "code": f"A-{number}", "unit": unit}, by=LEAD, reviewer=reviewer)
    cases.add_case(store, {**FACTS, "code": "A-3", "unit": ""}, by=LEAD)
    store.record([Setting("case", ("a-0",), "replaced_why", "Akten är borta")], by=LEAD, kind="ersatt")
    store.record([Setting("case", ("a-1",), "second_reviewer", "Åke")], by=LEAD, kind="tilldelning")
    assert cases.units(store) == ["Farsta", "Östermalm"]
    assert queries.units(store) == ["Farsta", "Östermalm"]
    assert cases.reviewers(store) == ["Anna", "Åke", "Örjan"]
    store.record([Setting("case", ("a-2",), "present", None)], by=LEAD, kind="urval")
    assert (cases.units(store), queries.units(store)) == (["Farsta", "Östermalm"], ["Farsta"])
    assert cases.reviewers(store) == ["Åke", "Örjan"]


def test_a_code_that_no_case_has_keeps_all_from_being_given_away(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    with pytest.raises(Problem, match="finns inte i granskningen"):
        cases.assign(store, ["far-03", "FAR-99"], "Anna", by=LEAD)
    assert cases.assign(store, ["far-03", "FAR-03"], "Anna", by=LEAD) == 1


def test_facts_are_corrected_and_taken_away(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    cases.change_case(store, "FAR-03", {"insats": "ledsagning", "birth_year": ""}, by=LEAD)
    case = find_case(store, "FAR-03")
    assert (case.insats, case.birth_year, case.decision) == ("ledsagning", None, "bifall")


def test_the_age_group_of_the_list_goes_when_what_it_rests_on_is_corrected(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    store.record([Setting("case", ("far-03",), "age_group", "65 och över")], by=LEAD, kind="uppgift")
    cases.change_case(store, "FAR-03", {"birth_year": "1971", "insats": "ledsagning"}, by=LEAD)
    assert find_case(store, "FAR-03").ages == "65 och över"
    cases.change_case(store, "FAR-03", {"birth_year": "2000"}, by=LEAD)
    assert find_case(store, "FAR-03").ages == "18–25"


def test_a_correction_that_is_wrong_changes_nothing(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    with pytest.raises(Problem, match="Födelseår: Födelseår ska vara ett årtal"):
        cases.change_case(store, "FAR-03", {"insats": "ledsagning", "birth_year": "nittonhundra"}, by=LEAD)
    assert find_case(store, "FAR-03").insats == "boendestöd"


def test_cases_are_given_to_a_reviewer_and_taken_back(store: Store) -> None:
    add_sample(store)
    codes = [line.case.code for line in listing.case_lines(store)]
    assert cases.assign(store, codes, "Östen", by=LEAD) == len(codes) == 8
    assert cases.assign(store, codes[:2], "Anna", by=LEAD) == 2
    assert cases.assign(store, codes[:2], "Anna", by=LEAD) == 0
    assert cases.reviewers(store) == ["Anna", "Östen"]
    cases.assign(store, codes, "", by=LEAD)
    assert cases.reviewers(store) == []


def test_a_code_that_is_none_means_that_no_case_changes_hands(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    with pytest.raises(Problem):
        cases.assign(store, ["FAR-03", "FAR-99"], "Anna", by=LEAD)
    assert find_case(store, "FAR-03").reviewer == ""


def test_a_second_reviewer_who_takes_over_changes_places_with_the_first(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD, reviewer="Anna")
    record_answer(store, "FAR-03", "plan_finns", "ja", "Bo")
    cases.assign(store, ["FAR-03"], "Bo", by=LEAD)
    case = find_case(store, "FAR-03")
    assert (case.reviewer, case.second_reviewer) == ("Bo", "Anna")


def test_it_is_known_whose_answers_would_not_count_after_a_change_of_hands(store: Store) -> None:
    add_sample(store)
    codes = [line.case.code for line in listing.case_lines(store)]
    cases.assign(store, codes, "Anna", by=LEAD)
    record_answer(store, codes[0], "plan_finns", "ja", "Anna")
    record_answer(store, codes[0], "plan_finns", "nej", "Bo")
    assert cases.answered_by(store, codes) == {codes[0]: "Anna"}


def test_what_is_done_by_hand_is_undone_and_told_in_the_history(store: Store) -> None:
    cases.add_case(store, FACTS, by=LEAD)
    cases.change_case(store, "FAR-03", {"area": "Väster"}, by=LEAD)
    cases.assign(store, ["FAR-03"], "Anna", by=LEAD)
    assert [history.undo(store, LEAD) for _ in range(3)] == ["granskare", "ärendets uppgifter", "ärende tillagt"]
    assert queries.cases(store) == []
    assert history.problems(store) == []


def test_a_single_case_stands_as_it_does_in_the_list(store: Store) -> None:
    add_sample(store)
    codes = [line.case.code for line in listing.case_lines(store)]
    cases.assign(store, codes, "Anna", by=LEAD)
    genders = {line.case.gender: line.case.code for line in reversed(listing.case_lines(store))}
    record_answer(store, genders["man"], "plan_finns", "nej", "Anna")
    record_answer(store, genders["kvinna"], "plan_finns", "ja", "Anna")
    record_answer(store, genders["kvinna"], "plan_finns", "nej", "Bo")
    lines = listing.case_lines(store)
    assert [listing.case_line(store, code) for code in codes] == lines
    assert sum(line.answered for line in lines) == 2
    woman, man = (next(line for line in lines if line.case.gender == gender) for gender in ("kvinna", "man"))
    assert (woman.answered, woman.applicable, man.applicable) == (1, 8, 6)  # a plan that exists, and is a woman's


def test_codes_are_ordered_by_their_numbers_and_a_text_after_its_beginning(store: Store) -> None:
    for code in ("Q10", "QB1", "Q2", "Q", "Q2B", "10Q"):
        cases.add_case(store, FACTS | {"code": code}, by=LEAD)
    assert queries.case_codes(store) == ["Q", "Q2", "Q2B", "Q10", "QB1", "10Q"]
    assert [case.code for case in queries.cases(store)] == queries.case_codes(store)
