"""`historik`, `angra` and `gorom`: every change with old and new, and each person turns back only their own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import history
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.history import entries, redo, undo
from inspektor.operations.samples import draw_sample, replace_case
from tests.support import LEAD, SEED, add_frame, add_sample, make_review, open_review, write
from tests.terminal import done, inspektor, refused, told

FILE = "Granskning åäö 1.granskning"


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)


def answers(*rows: str, reviewer: str = "Anna") -> None:
    write(Path("s.csv"), "kod;plan_finns\n" + "".join(f"{row}\n" for row in rows))
    done("svar", FILE, "s.csv", "--granskare", reviewer)


# The log


def test_every_change_is_told_with_old_new_and_who() -> None:
    make_review(Path(), name=FILE)
    answers("A-1;ja")
    answers("A-1;nej")
    changes = told("historik", FILE)["changes"]
    assert [one["at"] for one in changes] == sorted(one["at"] for one in changes)
    assert all(datetime.fromisoformat(one["at"]).utcoffset() is not None for one in changes)
    assert {one["by"] for one in changes} == {LEAD, "Anna"}
    first = [one for one in changes if one["case"] == "A-1"]
    assert [(one["what"], one["question"], one["old"], one["new"]) for one in first] == [
        ("svar: kod", "", None, "A-1"),
        ("svar: granskare", "", None, "Anna"),
        ("svar: ingår", "", None, 1),
        ("svar: kom till genom", "", None, "tillagd"),
        ("svar", "plan_finns", None, "ja"),
        ("svar", "plan_finns", "ja", "nej"),
    ]


def test_one_cases_changes_are_its_own(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_sample(store)
        first, second, *_ = (case.code for case in queries.cases(store))
        record_answer(store, first, "plan_finns", "ja", "Anna")
        record_answer(store, second, "plan_finns", "nej", "Anna")
        record_note(store, first, "plan_finns", "Anna", comment="Se journalen")
        found = entries(store, first.lower())
    assert {one.case for one in found} == {first}
    assert {(one.what, one.new) for one in found} >= {("svar", "ja"), ("anteckning: kommentar", "Se journalen")}
    assert ("svar", "nej") not in {(one.what, one.new) for one in found}


def test_a_case_that_has_left_the_sample_keeps_its_history() -> None:
    make_review(Path(), name=FILE)
    answers("A-1;ja")
    done("angra", FILE, "--av", "Anna")
    changes = told("historik", FILE, "--arende", "A-1")["changes"]
    assert [one["new"] for one in changes if one["question"]] == ["ja", None]
    assert {one["case"] for one in changes} == {"A-1"}


def test_a_case_that_never_was_is_refused() -> None:
    path = make_review(Path(), name=FILE)
    assert "finns inte" in refused("historik", FILE, "--arende", "A-1", unchanged=path)


def test_the_reason_of_a_replacement_stands_in_the_log(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_sample(store)
        code = queries.cases(store)[0].code
        replace_case(store, code, "Akten är borta", by=LEAD)
        why = [one for one in entries(store, code) if one.what == "ärende ersatt: skäl till ersättning"]
    assert [(one.old, one.new, one.why) for one in why] == [(None, "Akten är borta", "Akten är borta")]


def test_every_kind_and_field_of_the_log_has_a_swedish_name(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_sample(store)
        code = queries.cases(store)[0].code
        record_answer(store, code, "plan_finns", "ja", "Anna")
        record_note(store, code, "plan_finns", "Anna", comment="a", quotation="b", place="c", flagged=1)
        undo(store, "Anna")
        redo(store, "Anna")
        record_answer(store, code, "plan_finns", "ja", "Bo")
        named = {one.what for one in entries(store)}
        fields = {change.field for change in queries.history(store)}
    assert not any(field in what.split(": ") for what in named for field in fields - {"version", "dnr", "position"})


def test_a_person_reads_the_log_in_short_lines() -> None:
    make_review(Path(), name=FILE)
    answers("A-1;ja")
    lines = done("historik", FILE).splitlines()
    assert lines[-1].endswith("  Anna  svar  A-1  plan_finns  –  →  ja")
    assert all(len(line) < 250 for line in lines)
    datetime.fromisoformat(lines[-1].split("  ")[0])  # the local time, to the second


# Turning back


def test_undo_and_redo_go_back_and_forth() -> None:
    make_review(Path(), name=FILE)
    answers("A-1;ja")
    answers("A-1;nej", "A-2;ja")
    assert told("angra", FILE, "--av", "Anna") == {"what": "svar"}
    assert [case["code"] for case in told("arenden", FILE)["cases"]] == ["A-1"]
    assert told("tabell", FILE, "plan_finns")["total"]["cases"]["ja"] == ["A-1"]
    assert done("gorom", FILE, "--av", "Anna") == "Gjort om: svar.\n"
    assert told("tabell", FILE, "plan_finns")["total"]["cases"]["ja"] == ["A-2"]
    assert done("angra", FILE, "--av", "Anna") == "Ångrat: svar.\n"
    assert told("kontrollera", FILE)["ok"]


def test_each_turns_back_only_their_own() -> None:
    path = make_review(Path(), name=FILE)
    answers("A-1;ja")
    answers("B-1;ja", reviewer="Bo")
    done("angra", FILE, "--av", "Anna")
    assert [case["code"] for case in told("arenden", FILE)["cases"]] == ["B-1"]
    assert "Anna har gjort att ångra" in refused("angra", FILE, "--av", "Anna", unchanged=path)
    assert "Bo har ångrat att göra om" in refused("gorom", FILE, "--av", "Bo", unchanged=path)


def test_a_new_review_is_not_undone() -> None:
    path = make_review(Path(), name=FILE)
    assert "inget" in refused("angra", FILE, unchanged=path)


def test_what_somebody_else_has_built_on_is_not_undone() -> None:
    path = make_review(Path(), name=FILE)
    answers("A-1;ja")
    write(Path("s.csv"), "kod;kon;plan_finns\nA-1;kvinna;nej\n")
    assert inspektor("svar", FILE, "s.csv", "--granskare", "Bo").status == 0
    message = refused("angra", FILE, "--av", "Anna", unchanged=path)
    assert "1 ärende " in message
    assert "skulle falla bort" in message


def test_several_cases_that_others_have_worked_in_are_counted() -> None:
    path = make_review(Path(), name=FILE)
    answers("A-1;ja", "A-2;ja")
    write(Path("s.csv"), "kod;plan_finns\nA-1;nej\nA-2;nej\n")
    assert inspektor("svar", FILE, "s.csv", "--granskare", "Bo").status == 0
    assert "2 ärenden " in refused("angra", FILE, "--av", "Anna", unchanged=path)


def test_a_draw_is_undone_in_one_step_and_the_one_before_stands_again(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        draw_sample(store, 2, SEED, by=LEAD)
        before = {case.code for case in queries.cases(store)}
        draw_sample(store, 2, SEED + 2, by=LEAD)
        assert undo(store, LEAD) == "urval draget"
        assert {case.code for case in queries.cases(store)} == before
        assert len(queries.draws(store)) == 1
        assert redo(store, LEAD) == "urval draget"
        assert {case.code for case in queries.cases(store)} != before


def test_doing_a_draw_again_never_takes_cases_with_work_away(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        draw_sample(store, 2, SEED, by=LEAD)
        before = {case.code for case in queries.cases(store)}
        draw_sample(store, 2, SEED + 2, by=LEAD)
        gone = min(before - {case.code for case in queries.cases(store)})
        undo(store, LEAD)
        record_answer(store, gone, "plan_finns", "ja", "Anna")
        with pytest.raises(Problem, match="skulle falla bort"):
            redo(store, LEAD)
        assert gone in {case.code for case in queries.cases(store)}


def test_something_new_ends_what_could_be_done_again() -> None:
    path = make_review(Path(), name=FILE)
    answers("A-1;ja")
    done("angra", FILE, "--av", "Anna")
    answers("A-2;ja")
    assert "inget" in refused("gorom", FILE, "--av", "Anna", unchanged=path)


def test_every_operation_can_be_named(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        kinds = {kind for (kind,) in store.rows("SELECT DISTINCT kind FROM operations")}
    assert kinds < set(history.KINDS)
