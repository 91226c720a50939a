"""Sharing out: a working file holds what its owner needs and nobody else's answers, and comes home whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db import check, queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import history, listing, texts
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.conflicts import open_conflicts
from inspektor.operations.counting import material
from inspektor.operations.merging import merge_files
from inspektor.operations.sharing import share
from tests.support import LEAD, add_sample, dump, open_review

ANNA, BO = "Anna", "Bo"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as opened:
        add_sample(opened)
        texts.set_text(opened, "sammanfattning", "Ledarens egen text.", by=LEAD)
        yield opened


def of_unit(store: Store, unit: str) -> list[str]:
    return [case.code for case in queries.cases(store) if case.unit == unit]


def test_a_units_cases_go_to_one_person_who_then_reviews_them(store: Store, tmp_path: Path) -> None:
    shared = share(store, ANNA, tmp_path / "anna.granskning", units=["norr"], by=LEAD)
    assert list(shared.cases) == of_unit(store, "Norr")
    assert {case.reviewer for case in queries.cases(store) if case.unit == "Norr"} == {ANNA}
    with Store.open(tmp_path / "anna.granskning") as file:
        assert file.owner == ANNA
        assert file.review == store.review
        assert [case.code for case in queries.cases(file)] == of_unit(store, "Norr")
        assert queries.review(file) == queries.review(store)
        assert queries.checklist_sources(file) == queries.checklist_sources(store)
        assert check.problems(file) == []


def test_a_working_file_holds_nobody_elses_answers_cases_or_texts(store: Store, tmp_path: Path) -> None:
    ours, theirs = of_unit(store, "Norr")[0], of_unit(store, "Söder")[0]
    for code, who, secret in ((ours, BO, "Bos hemlighet"), (theirs, BO, "Söders hemlighet")):
        record_answer(store, code, "iakttagelse", secret, who)
        record_note(store, code, "plan_finns", who, comment=f"{secret} i kommentaren")
    record_answer(store, ours, "plan_finns", "ja", ANNA)
    share(store, ANNA, tmp_path / "anna.granskning", by=LEAD)
    raw = (tmp_path / "anna.granskning").read_bytes()
    for word in ("hemlighet", "Ledarens egen text", theirs):
        assert word.encode() not in raw
    with Store.open(tmp_path / "anna.granskning") as file:
        assert [(one.reviewer, one.value) for one in queries.answers(file, [queries.cases(file)[0].id])] == [
            (ANNA, "ja")
        ]


def test_what_was_done_in_a_working_file_comes_home_and_nothing_else_changes(store: Store, tmp_path: Path) -> None:
    share(store, ANNA, tmp_path / "anna.granskning", units=["Norr"], by=LEAD)
    share(store, BO, tmp_path / "bo.granskning", units=["Söder"], by=LEAD)
    for name, who, unit in (("anna", ANNA, "Norr"), ("bo", BO, "Söder")):
        with Store.open(tmp_path / f"{name}.granskning", write=True) as file:
            for code in of_unit(file, unit):
                record_answer(file, code, "plan_finns", "ja", who)
    merged = merge_files(store, [tmp_path / "anna.granskning", tmp_path / "bo.granskning"], by=LEAD)
    assert merged.conflicts == ()
    assert material(store).answers["plan_finns"] == ["ja"] * len(queries.cases(store))
    assert queries.texts(store) == {"sammanfattning": "Ledarens egen text."}
    assert check.problems(store) == []


def test_a_case_for_double_review_goes_to_two_and_neither_file_holds_the_others_answers(
    store: Store, tmp_path: Path
) -> None:
    code = of_unit(store, "Norr")[0]
    first = share(store, ANNA, tmp_path / "anna.granskning", double=[code], by=LEAD)
    second = share(store, BO, tmp_path / "bo.granskning", double=[code], by=LEAD)
    assert (first.cases, first.double) == ((code,), ())
    assert (second.cases, second.double) == ((code,), (code,))
    for name, who, answer in (("anna", ANNA, "ja"), ("bo", BO, "nej")):
        with Store.open(tmp_path / f"{name}.granskning", write=True) as file:
            record_answer(file, code, "plan_finns", answer, who)
    merge_files(store, [tmp_path / "bo.granskning", tmp_path / "anna.granskning"], by=LEAD)
    assert open_conflicts(store) == []
    case = next(case for case in queries.cases(store) if case.code == code)
    assert (case.reviewer, case.second_reviewer) == (ANNA, BO)
    assert material(store).unsettled.keys() >= {"plan_finns"}
    with pytest.raises(Problem, match="redan två granskare"):
        share(store, "Cilla", tmp_path / "cilla.granskning", double=[code], by=LEAD)


def test_in_a_working_file_ones_own_answers_are_the_progress_in_a_case_that_is_reviewed_twice(
    store: Store, tmp_path: Path
) -> None:
    code = of_unit(store, "Norr")[0]
    share(store, ANNA, tmp_path / "anna.granskning", double=[code], by=LEAD)
    share(store, BO, tmp_path / "bo.granskning", double=[code], by=LEAD)
    with Store.open(tmp_path / "bo.granskning", write=True) as file:
        record_answer(file, code, "plan_finns", "ja", BO)
        (line,) = listing.case_lines(file)
    assert (line.answered, line.status) == (1, listing.STARTED)


def test_cases_that_others_review_stay_theirs(store: Store, tmp_path: Path) -> None:
    code = of_unit(store, "Norr")[0]
    record_answer(store, code, "plan_finns", "ja", BO)
    shared = share(store, ANNA, tmp_path / "anna.granskning", units=["Norr"], by=LEAD)
    assert shared.others == (code,)
    assert code not in shared.cases
    with pytest.raises(Problem, match=f"Ärende {code} granskas av Bo"):
        share(store, ANNA, tmp_path / "en till.granskning", codes=[code], by=LEAD)


def test_what_came_with_the_file_is_not_undone_there(store: Store, tmp_path: Path) -> None:
    share(store, ANNA, tmp_path / "anna.granskning", units=["Norr"], by=LEAD)
    with Store.open(tmp_path / "anna.granskning", write=True) as file:
        with pytest.raises(Problem, match="inget som Gruppledaren har gjort"):
            history.undo(file, LEAD)
        record_answer(file, of_unit(file, "Norr")[0], "plan_finns", "ja", ANNA)
        assert history.undo(file, ANNA) == "svar"
        with pytest.raises(Problem, match="inget som Anna har gjort"):
            history.undo(file, ANNA)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"units": ["Väster"]}, "Enheten Väster har inga ärenden"),
        ({"codes": ["Z-1"]}, "Ärendet finns inte i granskningen"),
        ({}, "Anna har inga ärenden att granska"),
    ],
)
def test_what_cannot_be_shared_out_changes_nothing(
    store: Store, tmp_path: Path, wanted: dict[str, list[str]], told: str
) -> None:
    before = dump(store.path)
    with pytest.raises(Problem, match=told):
        share(store, ANNA, tmp_path / "anna.granskning", by=LEAD, **wanted)
    assert dump(store.path) == before
    assert list(tmp_path.glob("*anna*")) == []


def test_a_file_is_never_overwritten_and_a_missing_folder_assigns_nothing(store: Store, tmp_path: Path) -> None:
    taken = tmp_path / "anna.granskning"
    taken.write_bytes(b"mitt")
    before = dump(store.path)
    long = tmp_path / f"{'a' * 300}.granskning"
    for path, told in (
        (taken, "finns redan"),
        (long, "är för långt"),
        (tmp_path / "borta" / "anna.granskning", "Mappen .* finns inte"),
    ):
        with pytest.raises(Problem, match=told):
            share(store, ANNA, path, units=["Norr"], by=LEAD)
    assert taken.read_bytes() == b"mitt"
    assert dump(store.path) == before


def test_sharing_out_again_gives_what_has_been_done_since(store: Store, tmp_path: Path) -> None:
    share(store, ANNA, tmp_path / "anna.granskning", units=["Norr"], by=LEAD)
    code = of_unit(store, "Norr")[0]
    record_answer(store, code, "plan_finns", "nej", ANNA)
    share(store, "anna", tmp_path / "anna igen.granskning", by=LEAD)
    with Store.open(tmp_path / "anna igen.granskning") as file:
        assert file.owner == ANNA
        assert queries.answer_values(file) == [(queries.cases(file)[0].id, "plan_finns", ANNA, "nej")]
