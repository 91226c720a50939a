"""Undo and redo: operations of their own on the log, which never take anything from it."""

from __future__ import annotations

import pytest

from inspektor.db import check, queries
from inspektor.db.schema import ENTITIES
from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.errors import Problem
from inspektor.operations import answer_tables, history, samples, texts
from inspektor.operations.answers import record_answer
from tests.db.helpers import CASE, log, present_unit, set_unit, unit
from tests.support import LEAD, add_sample, dump, write


def test_undo_and_redo_go_all_the_way_back_and_forth(store: Store) -> None:
    values = ["Norr", "Söder", "Väster"]
    for value in values:
        set_unit(store, value)
    for _ in range(2):
        for before in ("Söder", "Norr", None):
            assert store.undo("A") == "svar"
            assert present_unit(store) == before
        with pytest.raises(Problem, match="inget att ångra"):
            store.undo("A")
        for value in values:
            assert store.redo("A") == "svar"
            assert present_unit(store) == value
        with pytest.raises(Problem, match="inget att göra om"):
            store.redo("A")
    assert check.problems(store) == []


def test_undo_is_itself_in_the_log_and_takes_nothing_from_it(store: Store) -> None:
    set_unit(store, "Norr")
    before = log(store)
    store.undo("A")
    store.redo("A")
    assert log(store)[: len(before)] == before
    assert [(change.kind, change.old, change.new) for change in queries.history(store)[-3:]] == [
        ("svar", None, "Norr"),
        ("angra", "Norr", None),
        ("gorom", None, "Norr"),
    ]


def test_a_new_act_leaves_nothing_to_do_again(store: Store) -> None:
    set_unit(store, "Norr")
    store.undo("A")
    set_unit(store, "Söder")
    with pytest.raises(Problem, match="inget att göra om"):
        store.redo("A")
    assert present_unit(store) == "Söder"


def test_recording_what_is_already_so_leaves_what_can_be_done_again(store: Store) -> None:
    set_unit(store, "Norr")
    store.undo("A")
    store.record(unit(None), by="A", kind="svar")
    assert store.redo("A") == "svar"


def test_undo_takes_back_ones_own_and_lets_others_be(store: Store) -> None:
    set_unit(store, "Norr", by="A")
    store.record([Setting("case", ("B-1",), "unit", "Söder")], by="B", kind="svar")
    store.undo("A")
    assert store.rows("SELECT case_key, unit FROM cases ORDER BY case_key") == [("A-1", None), ("B-1", "Söder")]
    with pytest.raises(Problem, match="inget att ångra"):
        store.undo("A")


def test_undo_is_refused_where_somebody_has_changed_the_field_since(store: Store) -> None:
    store.record(settings_of("case", CASE, {"unit": "Norr", "gender": "man"}), by="A", kind="svar")
    set_unit(store, "Söder", by="B")
    before = dump(store.path)
    with pytest.raises(Problem, match="har ändrats igen efteråt"):
        store.undo("A")
    assert dump(store.path) == before


def test_undo_is_possible_again_when_the_other_has_taken_their_change_back(store: Store) -> None:
    set_unit(store, "Norr", by="A")
    set_unit(store, "Söder", by="B")
    store.undo("B")
    store.undo("A")
    assert present_unit(store) is None


def test_redo_is_refused_where_somebody_has_changed_the_field_since(store: Store) -> None:
    set_unit(store, "Norr", by="A")
    store.undo("A")
    set_unit(store, "Söder", by="B")
    with pytest.raises(Problem, match="har ändrats igen efteråt"):
        store.redo("A")
    assert present_unit(store) == "Söder"


def test_the_making_of_a_review_is_not_undone(store: Store) -> None:
    with pytest.raises(Problem, match="inget att ångra"):
        store.undo(LEAD)
    assert queries.review(store).title == "En provgranskning"


def test_undoing_a_table_takes_back_all_of_it_and_the_cases_it_brought(store: Store) -> None:
    before = {name: rows for name, rows in shown(store).items() if name != "things"}
    table = write(store.path.with_name("svar.csv"), "kod;enhet;plan_finns;antal\nA-1;Norr;ja;3\nA-2;Norr;nej;\n")
    answer_tables.import_answers(store, table, "Anna")
    after = shown(store)
    assert [case.code for case in queries.cases(store)] == ["A-1", "A-2"]
    assert history.undo(store, "Anna") == "svar"
    assert queries.cases(store) == []
    assert queries.answer_values(store) == []
    assert store.rows("SELECT code, present FROM cases ORDER BY code") == [("A-1", None), ("A-2", None)]
    assert {name: [row for row in rows if any(row)] for name, rows in shown(store).items()} == {
        **before,
        "cases": shown(store)["cases"],  # what is known of them stays, in case somebody works in them elsewhere
    }
    assert history.redo(store, "Anna") == "svar"
    assert shown(store) == after
    assert check.problems(store) == []


def shown(store: Store) -> dict[str, list[tuple[Value, ...]]]:
    """The present state: the fields of everything, without ids and keys."""
    return {
        entity.table: sorted(store.rows(f"SELECT {', '.join(entity.fields)} FROM {entity.table}"), key=repr)  # noqa: S608
        for entity in ENTITIES.values()
    }


def test_undoing_a_second_draw_brings_the_first_one_back(store: Store) -> None:
    first = set(add_sample(store, per_unit=2).draw.codes)
    assert set(samples.draw_sample(store, 4, 99, by=LEAD).draw.codes) == codes(store) != first
    assert history.undo(store, LEAD) == "urval draget"
    assert codes(store) == first
    assert [set(draw.codes) for draw in samples.draws(store)] == [first]
    assert history.undo(store, LEAD) == "urval draget"
    assert codes(store) == set()
    assert history.undo(store, LEAD) == "urvalsram inläst"
    assert queries.frame(store) is None
    assert check.problems(store) == []


def codes(store: Store) -> set[str]:
    return {case.code for case in queries.cases(store)}


def test_undoing_a_replacement_puts_the_case_back_in_its_place(store: Store) -> None:
    drawn = codes_before = set(add_sample(store).draw.codes)
    replaced = min(drawn)
    samples.replace_case(store, replaced, "Akten är gallrad", by=LEAD)
    assert codes(store) != codes_before
    assert history.undo(store, LEAD) == "ärende ersatt"
    assert codes(store) == codes_before


def test_undoing_a_text_gives_back_the_text_before(store: Store) -> None:
    for body in ("Först.", "Sedan."):
        texts.set_text(store, "sammanfattning", body, by=LEAD)
    assert history.undo(store, LEAD) == "rapporttext"
    assert queries.texts(store) == {"sammanfattning": "Först."}
    assert history.undo(store, LEAD) == "rapporttext"
    assert queries.texts(store) == {}


def test_a_draw_is_not_undone_from_under_somebodys_answers(store: Store) -> None:
    code = min(add_sample(store).draw.codes)
    record_answer(store, code, "plan_finns", "ja", "Anna")
    before = dump(store.path)
    with pytest.raises(Problem, match="1 ärende som det har arbetats i"):
        history.undo(store, LEAD)
    assert dump(store.path) == before
    history.undo(store, "Anna")
    assert history.undo(store, LEAD) == "urval draget"


def test_a_draw_is_not_done_again_over_somebodys_answers(store: Store) -> None:
    first = set(add_sample(store, per_unit=2).draw.codes)
    second = set(samples.draw_sample(store, 4, 99, by=LEAD).draw.codes)
    history.undo(store, LEAD)
    record_answer(store, min(first - second), "plan_finns", "ja", "Anna")
    with pytest.raises(Problem, match="skulle falla bort"):
        history.redo(store, LEAD)
    assert codes(store) == first
