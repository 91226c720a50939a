"""The change log and the state beside it: recording, ids, what it takes, and the order of the history."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from inspektor.db import check, connection, queries
from inspektor.db import store as store_module
from inspektor.db.store import Setting, Store, Value, settings_of, time_ordered_id
from inspektor.domain.errors import Problem
from inspektor.operations.answers import record_answer
from tests.db.helpers import CASE, log, present_unit, set_unit, unit
from tests.support import add_frame, add_sample, dump, open_review


def parents(store: Store) -> list[tuple[Value, Value]]:
    """For each change of a field of cases, its value and that of a change it replaces (None for none)."""
    return store.rows(
        "SELECT c.value, p.value FROM changes AS c JOIN things AS t ON t.id = c.thing"
        " LEFT JOIN change_parents AS cp ON cp.change = c.id LEFT JOIN changes AS p ON p.id = cp.parent"
        " WHERE t.entity = 'case' ORDER BY c.seq, p.id"
    )


# Recording


def test_recording_sets_the_state_and_says_who_when_what_and_why(store: Store) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)  # what is recorded is cut to whole milliseconds
    recorded = store.record(unit("Norr"), by="Anna", kind="svar", why="därför")
    assert recorded.changes == 1
    assert present_unit(store) == "Norr"
    at, *rest = store.rows("SELECT at, by, kind, why, undoes FROM operations WHERE id = ?", [recorded.operation])[0]
    assert rest == ["Anna", "svar", "därför", None]
    assert before < datetime.fromisoformat(at) <= datetime.now(UTC)


def test_what_is_already_so_writes_nothing_at_all(store: Store) -> None:
    set_unit(store, "Norr")
    before = store.path.read_bytes()
    recorded = store.record([*unit("Norr"), Setting("case", ("A-2",), "unit", None)], by="B", kind="svar")
    assert recorded.changes == 0
    assert store.path.read_bytes() == before


def test_only_what_changes_is_written(store: Store) -> None:
    store.record(settings_of("case", CASE, {"unit": "Norr", "gender": "man"}), by="A", kind="svar")
    recorded = store.record(settings_of("case", CASE, {"unit": "Norr", "gender": "kvinna"}), by="A", kind="svar")
    assert recorded.changes == 1
    assert [change.field for change in queries.history(store)][-1] == "gender"


def test_an_empty_text_and_nothing_are_two_values(store: Store) -> None:
    set_unit(store, "")
    assert present_unit(store) == ""
    set_unit(store, None)
    assert present_unit(store) is None
    assert check.problems(store) == []


def test_the_last_word_on_a_field_within_one_operation_counts(store: Store) -> None:
    assert store.record([*unit("Norr"), *unit("Söder")], by="A", kind="svar").changes == 1
    assert present_unit(store) == "Söder"


def test_a_change_names_the_change_that_it_replaces(store: Store) -> None:
    for value in ("Norr", "Söder", None):
        set_unit(store, value)
    assert parents(store) == [("Norr", None), ("Söder", "Norr"), (None, "Söder")]


def test_a_field_with_two_heads_is_changed_with_a_reason_alone_and_both_are_replaced(store: Store) -> None:
    set_unit(store, "Norr")
    _, _, operation, thing, name, _ = log(store)[-1]
    store.database.execute(
        "INSERT INTO changes (id, operation, thing, field, value) VALUES (?, ?, ?, ?, 'Söder')",
        [time_ordered_id(), operation, thing, name],
    )
    assert {value for _, value in store.heads(str(thing), "unit")} == {"Norr", "Söder"}
    before = log(store)
    with pytest.raises(Problem, match="Uppgiften är olika i två filer"):
        store.record(unit("Söder"), by="B", kind="svar")
    assert log(store) == before
    store.record(unit("Söder"), by="B", kind="avgjort", why="Kontrollerat")
    assert sorted(parents(store)[2:]) == [("Söder", "Norr"), ("Söder", "Söder")]
    assert [value for _, value in store.heads(str(thing), "unit")] == ["Söder"]
    assert check.problems(store) == []


def test_a_value_that_its_column_cannot_hold_is_a_bug_and_leaves_nothing_behind(store: Store) -> None:
    before = dump(store.path)
    with pytest.raises(connection.sqlite.IntegrityError):
        store.record([*unit("Norr"), Setting("case", CASE, "birth_year", "i fjol")], by="A", kind="svar")
    assert dump(store.path) == before
    set_unit(store, "Norr")
    assert present_unit(store) == "Norr"


def test_operations_within_one_transaction_are_all_recorded_or_none(store: Store) -> None:
    before = dump(store.path)

    def two_and_an_impossible_third() -> None:
        with store.transaction():
            set_unit(store, "Norr")
            set_unit(store, "Söder", by="B")
            store.undo("C")

    with pytest.raises(Problem, match="inget att ångra"):
        two_and_an_impossible_third()
    assert dump(store.path) == before
    with store.transaction():
        set_unit(store, "Norr")
        set_unit(store, "Söder")
    assert parents(store) == [("Norr", None), ("Söder", "Norr")]


def test_two_connections_that_record_in_turn_see_each_others_changes(store: Store) -> None:
    with Store.open(store.path, write=True) as other:
        set_unit(store, "Norr")
        set_unit(other, "Söder", by="B")
        set_unit(store, "Väster")
    assert parents(store) == [("Norr", None), ("Söder", "Norr"), ("Väster", "Söder")]


# What it takes as the file grows


def test_recording_an_answer_looks_things_up_and_reads_through_nothing_that_grows(store: Store) -> None:
    code = min(add_sample(store).draw.codes)
    record_answer(store, code, "plan_finns", "ja", "Anna")
    steps = plans(store, lambda: record_answer(store, code, "plan_finns", "nej", "Anna"))
    assert any(step.startswith("SEARCH answers") for step in steps)
    assert any(step.startswith("SEARCH c USING INDEX changes_thing") for step in steps)
    assert [step for step in steps if step.startswith("SCAN")] == [
        "SCAN json_each VIRTUAL TABLE INDEX 1:",
        "SCAN checklists",
        "SCAN checklists",
    ]


def test_the_history_reads_through_the_log_once_and_not_again_for_each_change(store: Store) -> None:
    steps = plans(store, lambda: queries.history(store))
    assert len([step for step in steps if step.startswith("SCAN")]) == 1
    assert "SEARCH cp USING PRIMARY KEY (change=?)" in steps


def plans(store: Store, work: Callable[[], object]) -> list[str]:
    """SQLite's plan, step by step, for all that `work` reads."""
    statements: list[str] = []
    store.database.conn.set_trace_callback(statements.append)
    work()
    store.database.conn.set_trace_callback(None)
    reading = [sql for sql in statements if sql.startswith("SELECT")]
    return [step for sql in reading for *_, step in store.rows(f"EXPLAIN QUERY PLAN {sql}")]


# Ids


def test_the_same_thing_has_the_same_id_in_both_copies_of_a_file(store: Store) -> None:
    copy = shutil.copyfile(store.path, store.path.with_name("kopia.granskning"))
    with Store.open(copy, write=True) as other:
        for one in (store, other):
            set_unit(one, "Norr")
        ids = [one.scalar("SELECT id FROM cases WHERE case_key = ?", CASE) for one in (store, other)]
        changes = [log(one)[-1][1] for one in (store, other)]
    assert ids[0] == ids[1] == store.thing_id("case", CASE)
    assert changes[0] != changes[1]


def test_the_same_code_is_another_thing_in_another_review(store: Store, tmp_path: Path) -> None:
    other_folder = tmp_path / "annan"
    other_folder.mkdir()
    with open_review(other_folder) as other:
        assert other.thing_id("case", CASE) != store.thing_id("case", CASE)


def test_parts_of_a_key_cannot_run_together(store: Store) -> None:
    keys = [("a", "b", "c"), ("a", "bc", ""), ('a", "b', "c", ""), ("ab", "", "c")]
    assert len({store.thing_id("answer", key) for key in keys}) == len(keys)
    assert store.thing_id("case", ("a",)) != store.thing_id("text", ("a",))


def test_ids_of_changes_follow_time_and_are_uuids_of_version_7(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for milliseconds in (1, 2, 1_700_000_000_000, 1_700_000_000_001):
        monkeypatch.setattr(time, "time_ns", lambda now=milliseconds: now * 1_000_000 + 999_999)
        made.append(uuid.UUID(time_ordered_id()))
        assert made[-1].int >> 80 == milliseconds
    assert made == sorted(made)
    assert {(one.version, one.variant) for one in made} == {(7, uuid.RFC_4122)}


# The history


def test_the_history_is_told_oldest_first_and_in_the_order_of_recording_within_a_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        moments = iter([1, 2, 2, 2, 2, 2, 2, 3])

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 1, 1, 0, 0, next(cls.moments), tzinfo=tz)

    monkeypatch.setattr(store_module, "datetime", Clock)
    before = len(queries.history(store))
    values = [f"värde {number}" for number in range(8)]
    for value in values:
        set_unit(store, value)
    recent = [change for change in queries.history(store) if change.at.startswith("2026-01-01T00:00:0")]
    assert [change.new for change in recent] == values
    assert [change.old for change in recent] == [None, *values[:-1]]
    assert len(queries.history(store)) == before + len(values)


def test_the_state_of_the_data_is_its_last_change_and_their_number(store: Store) -> None:
    _, before = queries.latest_change(store)
    recorded = store.record(settings_of("case", CASE, {"unit": "Norr", "gender": "man"}), by="A", kind="svar")
    at = store.scalar("SELECT at FROM operations WHERE id = ?", [recorded.operation])
    assert queries.latest_change(store) == (at, before + 2)


def test_a_frame_that_is_read_again_writes_nothing(store: Store) -> None:
    add_frame(store)
    before = store.path.read_bytes()
    add_frame(store)
    assert store.path.read_bytes() == before
