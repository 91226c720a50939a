"""The change log and the state beside it: recording, undo and redo, ids, and the order of the history."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from inspektor.db import check, connection, queries
from inspektor.db import store as store_module
from inspektor.db.schema import ENTITIES
from inspektor.db.store import Setting, Store, Value, settings_of, time_ordered_id
from inspektor.domain.errors import Problem
from inspektor.operations import answer_tables, history, samples, texts
from inspektor.operations.answers import record_answer
from tests.support import LEAD, add_frame, add_sample, dump, open_review, write

CASE = ("A-1",)
Field = tuple[str, tuple[str, ...], str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as opened:
        yield opened


def unit(value: Value) -> list[Setting]:
    return [Setting("case", CASE, "unit", value)]


def set_unit(store: Store, value: Value, by: str = "A") -> None:
    store.record(unit(value), by=by, kind="svar")


def present_unit(store: Store) -> Value:
    value: Value = store.scalar("SELECT unit FROM cases WHERE case_key = ?", CASE)
    return value


def log(store: Store) -> list[tuple[object, ...]]:
    return store.rows("SELECT seq, id, operation, thing, field, value FROM changes ORDER BY seq")


def parents(store: Store) -> list[tuple[Value, Value]]:
    """For each change of a field of cases, its value and that of a change it replaces (None for none)."""
    return store.rows(
        "SELECT c.value, p.value FROM changes AS c JOIN things AS t ON t.id = c.thing"
        " LEFT JOIN change_parents AS cp ON cp.change = c.id LEFT JOIN changes AS p ON p.id = cp.parent"
        " WHERE t.entity = 'case' ORDER BY c.seq, p.id"
    )


# Recording


def test_recording_sets_the_state_and_says_who_when_what_and_why(store: Store) -> None:
    before = datetime.now(UTC)
    recorded = store.record(unit("Norr"), by="Anna", kind="svar", why="därför")
    assert recorded.changes == 1
    assert present_unit(store) == "Norr"
    at, *rest = store.rows("SELECT at, by, kind, why, undoes FROM operations WHERE id = ?", [recorded.operation])[0]
    assert rest == ["Anna", "svar", "därför", None]
    assert abs((datetime.fromisoformat(at) - before).total_seconds()) < 60
    assert datetime.fromisoformat(at).tzinfo is not None


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


def test_a_change_of_a_field_with_two_heads_replaces_both(store: Store) -> None:
    set_unit(store, "Norr")
    _, _, operation, thing, name, _ = log(store)[-1]
    store.database.execute(
        "INSERT INTO changes (id, operation, thing, field, value) VALUES (?, ?, ?, ?, 'Söder')",
        [time_ordered_id(), operation, thing, name],
    )
    assert {value for _, value in store.heads(str(thing), "unit")} == {"Norr", "Söder"}
    store.record(unit("Söder"), by="B", kind="svar")
    assert parents(store)[2:] == [("Söder", "Norr"), ("Söder", "Söder")]
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


# Undo and redo


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
    assert {name: [row for row in rows if any(row)] for name, rows in shown(store).items()} == before
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


# Anything at all, by anybody, with undo and redo in between


@dataclass(frozen=True, eq=False)
class Token:
    """A value that somebody gave a field; told apart from an equal value given at another time."""

    value: Value


@dataclass
class Act:
    """What one operation did to each field it touched: what stood before, and after."""

    before: dict[Field, Token]
    after: dict[Field, Token]


@dataclass
class Person:
    undoable: list[Act] = field(default_factory=list)
    redoable: list[Act] = field(default_factory=list)


TEXT = st.sampled_from([None, "", "a", "Å ä ö", 'c"\\', "0"])
SETTINGS = st.one_of(
    st.builds(Setting, st.just("case"), st.sampled_from([("A-1",), ('Ä "2"',)]), st.just("unit"), TEXT),
    st.builds(Setting, st.just("case"), st.just(CASE), st.just("birth_year"), st.sampled_from([None, 0, 1950])),
    st.builds(
        Setting,
        st.just("answer"),
        st.sampled_from([("x", "plan_finns", "A"), ("x", "plan_finns", "B")]),
        st.just("value"),
        st.sampled_from([None, "ja", "1", 1, 2]),
    ),
    st.builds(Setting, st.just("text"), st.just(("syfte",)), st.just("body"), TEXT),
    st.builds(Setting, st.just("frame"), st.just(()), st.just("content"), TEXT),
)
PEOPLE = st.sampled_from(["A", "B"])


class Reviewing(RuleBasedStateMachine):
    """A review file beside a plain model of what it should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "granskning.granskning"
        self.store = Store.create(path, settings_of("review", (), {"title": "T"}), by="A")
        self.store.database.execute("PRAGMA synchronous = OFF")  # many commits, none of them worth waiting for
        self.present: dict[Field, Token] = {}
        self.nothing = Token(None)
        self.people = {"A": Person(), "B": Person()}
        self.logged: list[tuple[object, ...]] = []

    @rule(by=PEOPLE, given=st.lists(SETTINGS, min_size=1, max_size=4))
    def record(self, by: str, given: list[Setting]) -> None:
        wanted = {(one.entity, one.key, one.field): one.value for one in given}
        changing = {name: Token(value) for name, value in wanted.items() if self.value(name) != value}
        assert self.store.record(given, by=by, kind="svar").changes == len(changing)
        if changing:
            before = {name: self.present.get(name, self.nothing) for name in changing}
            self.people[by].undoable.append(Act(before, changing))
            self.people[by].redoable.clear()
            self.present |= changing

    @rule(by=PEOPLE)
    def undo(self, by: str) -> None:
        person = self.people[by]
        act = person.undoable[-1] if person.undoable else None
        if act is None or not self.stands(act.after):
            with pytest.raises(Problem):
                self.store.undo(by)
        else:
            assert self.store.undo(by) == "svar"
            self.present |= act.before
            person.redoable.append(person.undoable.pop())

    @rule(by=PEOPLE)
    def redo(self, by: str) -> None:
        person = self.people[by]
        act = person.redoable[-1] if person.redoable else None
        if act is None or not self.stands(act.before):
            with pytest.raises(Problem):
                self.store.redo(by)
        else:
            assert self.store.redo(by) == "svar"
            self.present |= act.after
            person.undoable.append(person.redoable.pop())

    def value(self, name: Field) -> Value:
        return self.present.get(name, self.nothing).value

    def stands(self, tokens: dict[Field, Token]) -> bool:
        return all(self.present.get(name, self.nothing) is token for name, token in tokens.items())

    @invariant()
    def the_file_is_whole(self) -> None:
        assert check.problems(self.store) == []

    @invariant()
    def the_state_is_what_the_model_says(self) -> None:
        for (name, key, column), token in self.present.items():
            sql = f"SELECT {column} FROM {ENTITIES[name].table} WHERE id = ?"  # noqa: S608
            assert self.store.scalar(sql, [self.store.thing_id(name, key)]) == token.value
        keys = self.store.rows("SELECT entity, key FROM things WHERE entity <> 'review'")
        assert {(name, tuple(json.loads(key))) for name, key in keys} == {(name, key) for name, key, _ in self.present}

    @invariant()
    def the_log_has_only_grown(self) -> None:
        now = log(self.store)
        assert now[: len(self.logged)] == self.logged
        self.logged = now

    def teardown(self) -> None:
        self.store.database.close()
        self.folder.cleanup()


TestReviewing = Reviewing.TestCase
TestReviewing.settings = hypothesis_settings(max_examples=30, stateful_step_count=20)


def test_a_frame_that_is_read_again_writes_nothing(store: Store) -> None:
    add_frame(store)
    before = store.path.read_bytes()
    add_frame(store)
    assert store.path.read_bytes() == before
