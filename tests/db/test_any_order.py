"""Anything at all, by anybody, with undo and redo in between: the file stays whole and as a plain model says."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from inspektor.db import check
from inspektor.db.schema import ENTITIES
from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.errors import Problem
from tests.db.helpers import CASE, log

Field = tuple[str, tuple[str, ...], str]


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
    st.builds(Setting, st.just("section"), st.just(("syfte",)), st.sampled_from(["heading", "parts"]), TEXT),
    st.builds(Setting, st.just("section"), st.just(("syfte",)), st.just("left_out"), st.sampled_from([None, 1])),
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
