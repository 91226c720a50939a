"""Random histories of one review on several files, and a plain model of what a log of changes means.

A history is a list of steps. Each step is done in one of the files, by one of the people, by a clock that may be
wrong; steps that the program refuses leave nothing behind.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any, Self
from unittest import mock

from hypothesis import strategies as st

from inspektor.db import queries
from inspektor.db import store as store_module
from inspektor.db.schema import ENTITIES, LOG
from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.errors import Problem
from inspektor.operations import (
    answers,
    cases,
    casework,
    conflicts,
    disposition,
    merging,
    reviews,
    samples,
    sharing,
    texts,
)
from inspektor.operations import history as turning
from tests.support import LEAD, SEED, add_frame, frame_text, make_review

CHECKLIST = """\
id = "prov"
version = "1"
title = "Provchecklista"

[[section]]
title = "Planen"
quality_area = "helhetssyn_och_samordning"

[[section.question]]
id = "plan_finns"
label = "Finns en plan?"
type = "ja_nej"

[[section.question]]
id = "antal"
label = "Hur många?"
type = "integer"
required = false
"""
PEOPLE = ("Anna", "Bo", LEAD)
QUESTIONS = (("plan_finns", ("ja", "nej", "")), ("antal", ("1", "2", "")))
MOST_FILES = 5
START = 1_800_000_000  # seconds since 1970
Row = tuple[object, ...]


@dataclass(frozen=True)
class Step:
    """Something done: in which file, by whom, `clock` seconds off, and three numbers that say what."""

    act: str
    file: int
    who: int
    clock: int
    numbers: tuple[int, int, int]


class Histories:
    """The files of one review, open. A context manager: closes them on the way out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Store] = []
        self.made = 0
        self.copy(_template())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for store in self.files:
            store.database.close()

    def copy(self, path: Path) -> Store:
        """A copy of a file, made in the file manager and opened to be worked in."""
        return self.open(Path(shutil.copy(path, self.new_path())))

    def new_path(self) -> Path:
        """A name that no file has."""
        self.made += 1
        return self.folder / f"{self.made}.granskning"

    def open(self, path: Path) -> Store:
        """A file to be worked in."""
        store = Store.open(path, write=True)
        store.database.execute("PRAGMA synchronous = OFF")  # many commits, none of them worth waiting for
        self.files.append(store)
        return store

    def do(self, step: Step) -> None:
        store = self.files[step.file % len(self.files)]
        with _clock(step.clock), suppress(Problem):
            ACTS[step.act](self, store, PEOPLE[step.who % len(PEOPLE)], step.numbers)

    def merge(self, store: Store, others: Sequence[Store]) -> merging.Merged:
        """Take files in; the copy from before is thrown away."""
        done = merging.merge_files(store, [one.path for one in others], by=LEAD)
        if done.backup:
            done.backup.unlink()
        return done


def answer(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    question, values = QUESTIONS[numbers[1] % len(QUESTIONS)]
    answers.record_answer(store, _code(store, numbers[0]), question, values[numbers[2] % len(values)], by)


def note(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    notes: list[dict[str, Any]] = [
        {"comment": "Oklart"},
        {"comment": None},
        {"comment": "Otydligt", "quotation": "Enligt planen", "place": "s. 2"},
        {"flagged": 1},
        {"flagged": None},
    ]
    question = QUESTIONS[numbers[1] % len(QUESTIONS)][0]
    answers.record_note(store, _code(store, numbers[0]), question, by, **notes[numbers[2] % len(notes)])


def consensus(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    question, values = QUESTIONS[numbers[1] % len(QUESTIONS)]
    case = reviews.find_case(store, _code(store, numbers[0]))
    given = Setting("consensus", (case.id, question), "value", values[numbers[2] % len(values)] or None)
    store.record([given], by=by, kind="gemensamt", why="Efter samtal")


def undo(_: Histories, store: Store, *__: object) -> None:
    turning.undo(store, _latest(store))


def redo(_: Histories, store: Store, *__: object) -> None:
    turning.redo(store, _latest(store))


def add(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    units = ("Norr", "Söder")
    cases.add_case(store, {"code": f"NY-{numbers[0] % 2}", "unit": units[numbers[1] % 2]}, by=by, reviewer=by)


def correct(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    typed = [{"birth_year": "1950"}, {"birth_year": ""}, {"gender": "kvinna"}, {"gender": "man", "birth_year": "1960"}]
    cases.change_case(store, _code(store, numbers[0]), typed[numbers[1] % len(typed)], by=by)


def assign(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    cases.assign(store, [_code(store, numbers[0])], PEOPLE[numbers[1] % len(PEOPLE)], by=by)


def done(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    casework.set_done(store, _code(store, numbers[0]), bool(numbers[1] % 3), by)


def draw(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    samples.draw_sample(store, 1 + numbers[0] % 2, SEED + numbers[1] % 3, by=by, reserves=1)


def replace(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    samples.replace_case(store, _code(store, numbers[0]), "Akten är borta", by=by)


def text(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    sections = ("sammanfattning", "uppdrag")
    texts.set_text(store, sections[numbers[0] % 2], ("Det gick bra.", "Det brister.", "")[numbers[1] % 3], by=by)


def arrange(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    """Something about the report's parts: where one stands, what it is called, whether it is there, what it joins."""
    part = ("syfte", "kallor", "analys.effektivitet")[numbers[1] % 3]
    match numbers[0]:
        case 0:
            disposition.move(store, part, (-1, 1)[numbers[2] % 2], by=by)
        case 1:
            disposition.rename(store, part, ("Första", "Andra")[numbers[2] % 2], by=by)
        case 2:
            (disposition.leave_out, disposition.take_in)[numbers[2] % 2](store, part, by=by)
        case _:
            area = ("analys.tillganglighet", "analys.kunskapsbaserad_verksamhet")[numbers[2] % 2]
            (disposition.join if numbers[1] else _split)(store, [area, "analys.effektivitet"], by=by)


def _split(store: Store, parts: Sequence[str], *, by: str) -> None:
    disposition.split(store, parts[1], by=by)


def rename(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    reviews.set_about(store, by, title=("Första", "Andra")[numbers[0] % 2], theme=("Hälsa", "")[numbers[1] % 2])


def upgrade(_: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    version = str(2 + numbers[0] % 2)
    source = CHECKLIST.replace('version = "1"', f'version = "{version}"').replace("Hur många?", f"Antal {version}?")
    store.record(settings_of("checklist", ("prov",), {"version": version, "source": source}), by=by, kind="granskning")


def settle(histories: Histories, store: Store, by: str, numbers: tuple[int, int, int]) -> None:
    found = conflicts.open_conflicts(store)
    if not found and len(histories.files) > 1:
        merge(histories, store, by, (numbers[0] | 1, numbers[1], numbers[2]))
        found = conflicts.open_conflicts(store)
    if found:
        one = found[numbers[0] % len(found)]
        version = one.versions[numbers[1] % len(one.versions)]
        typed = "" if version.value is None else str(version.value)
        conflicts.settle(store, [conflicts.Settlement(one.id, typed)], "Efter genomläsning", by=by)


def copy(histories: Histories, store: Store, _: str, __: object) -> None:
    if len(histories.files) < MOST_FILES:
        histories.copy(store.path)


def share(histories: Histories, store: Store, by: str, _: object) -> None:
    """A working file, which holds a part of the log."""
    if len(histories.files) < MOST_FILES:
        path = histories.new_path()
        sharing.share(store, by, path, by=LEAD)
        histories.open(path)


def merge(histories: Histories, store: Store, _: str, numbers: tuple[int, int, int]) -> None:
    others = [one for one in histories.files if one is not store]
    chosen = numbers[0] << 2 | numbers[1]  # a bit a file
    wanted = [one for place, one in enumerate(others) if chosen >> place & 1]
    if wanted:
        histories.merge(store, random.Random(numbers[2]).sample(wanted, len(wanted)))


def _latest(store: Store) -> str:
    """Who did the latest thing in this file."""
    return str(store.scalar("SELECT by FROM operations WHERE merge IS NULL ORDER BY seq DESC LIMIT 1"))


def _code(store: Store, number: int) -> str:
    codes = queries.case_codes(store)
    return codes[number % len(codes)] if codes else ""


Act = Callable[[Histories, Store, str, tuple[int, int, int]], None]
ACTS: dict[str, Act] = {
    one.__name__: one
    for one in (
        *(
            answer,
            note,
            consensus,
            undo,
            redo,
            add,
            correct,
            assign,
            done,
            draw,
            replace,
            text,
            arrange,
            rename,
            upgrade,
        ),
        *(settle, copy, share, merge),
    )
}
_OFTEN = ("answer", "answer", "note", "undo", "redo", "copy", "merge", "merge", "settle", "settle")
NUMBER = st.integers(0, 3)
STEP = st.builds(
    Step,
    st.sampled_from([*ACTS, *_OFTEN]),
    st.integers(0, MOST_FILES - 1),
    st.sampled_from([0, 0, 0, 1, 2]),
    st.sampled_from([0, 1, -3600, 86_400 * 400, -86_400 * 9000]),
    st.tuples(NUMBER, NUMBER, NUMBER),
)
COPIES = st.sampled_from([Step("copy", 0, 0, 0, (0, 0, 0)), Step("share", 0, 0, 0, (0, 0, 0))])
HISTORIES = st.builds(
    lambda before, copies, after: [*before, *copies, *after],
    st.lists(STEP, max_size=5),
    st.lists(COPIES, min_size=1, max_size=MOST_FILES - 1),
    st.lists(STEP, min_size=12, max_size=40),
)
"""Some work in one file, some copies and working files of it, and work in all of them."""


@contextmanager
def _clock(wrong_by: int) -> Iterator[None]:
    """This computer's clock stands, `wrong_by` seconds off."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp(START + wrong_by, tz)

    with (
        mock.patch.object(time, "time_ns", return_value=(START + wrong_by) * 10**9),
        mock.patch.object(store_module, "datetime", Clock),
    ):
        yield


@contextmanager
def same_ids(seed: int = 1) -> Iterator[None]:
    """Ids come out the same in every run."""
    with mock.patch.object(os, "urandom", random.Random(seed).randbytes):
        yield


@cache
def _template() -> Path:
    """A review with a sample drawn, that every history starts from."""
    folder = Path(tempfile.mkdtemp(prefix="inspektor-"))
    with same_ids(0), _clock(0), Store.open(make_review(folder, checklist=CHECKLIST), write=True) as store:
        add_frame(store, frame_text(("Norr",), 3))
        drawn = samples.draw_sample(store, 2, SEED, by=LEAD, reserves=1)
        cases.assign(store, drawn.draw.codes, PEOPLE[0], by=LEAD)
    return folder / "granskning.granskning"


# What the files hold


def log(store: Store) -> dict[str, set[Row]]:
    """What merging carries."""
    return {name: set(store.rows(f"SELECT {', '.join(columns)} FROM {name}")) for name, columns in LOG.items()}  # noqa: S608


def numbered_log(store: Store) -> dict[str, list[Row]]:
    """The log with each file's own order of it, and what it has taken in."""
    return {name: sorted(store.rows(f"SELECT * FROM {name}"), key=repr) for name in (*LOG, "merges")}  # noqa: S608


def state(store: Store) -> dict[str, set[Row]]:
    """What the file shows."""
    tables = {one.table: ("id", *one.key, *one.fields) for one in ENTITIES.values()}
    tables["conflicts"] = ("thing", "field")
    return {name: set(store.rows(f"SELECT {', '.join(columns)} FROM {name}")) for name, columns in tables.items()}  # noqa: S608


def together(logs: Sequence[dict[str, set[Row]]]) -> dict[str, set[Row]]:
    """Everything that any of the logs holds."""
    return {name: set().union(*(one[name] for one in logs)) for name in LOG}


# What a log means, in plain words


def brought(before: dict[str, set[Row]], after: dict[str, set[Row]]) -> tuple[int, ...]:
    """What the changes that were not in a log before are about: how many cases with answers, and how many answers,
    comments and quotations that nothing replaces.
    """
    answered = {thing: json.loads(str(key))[0] for thing, name, key in after["things"] if name == "answer"}
    replaced = {parent for _, parent in after["change_parents"]}
    new = [row for row in after["changes"] - before["changes"] if row[2] in answered]
    given = {(thing, field) for change, _, thing, field, value in new if value is not None and change not in replaced}
    counted = Counter(field for _, field in given)
    return len({answered[row[2]] for row in new}), *(counted[name] for name in ("value", "comment", "quotation"))


def meaning(rows: dict[str, set[Row]]) -> dict[str, set[Row]]:
    """The state that a log means: of each field the changes that no other change of it builds on; where they differ in
    value, a conflict (I4), shown by the greatest of the values.
    """
    parents: dict[object, set[object]] = {}
    for child, parent in rows["change_parents"]:
        parents.setdefault(child, set()).add(parent)
    fields: dict[tuple[object, object], dict[object, Value]] = {}
    for change, _, thing, field, value in rows["changes"]:
        assert value is None or isinstance(value, (str, int))
        fields.setdefault((thing, field), {})[change] = value
    shown: dict[tuple[object, object], Value] = {}
    conflicting: set[Row] = set()
    for place, changes in fields.items():
        built_on = set().union(*(_ancestors(change, parents) for change in changes))
        last = [value for change, value in changes.items() if change not in built_on]
        shown[place] = max(last, key=lambda value: (value is not None, isinstance(value, str), value))
        if any(value != last[0] for value in last):
            conflicting.add(place)
    return {"conflicts": conflicting, **_tables(rows["things"], shown)}


def _ancestors(change: object, parents: dict[object, set[object]]) -> set[object]:
    found: set[object] = set()
    left = list(parents.get(change, ()))
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += parents.get(one, ())
    return found


def _tables(things: set[Row], shown: dict[tuple[object, object], Value]) -> dict[str, set[Row]]:
    tables: dict[str, set[Row]] = {one.table: set() for one in ENTITIES.values()}
    for thing, name, key in things:
        entity = ENTITIES[str(name)]
        fields = (shown.get((thing, field)) for field in entity.fields)
        tables[entity.table].add((thing, *json.loads(str(key)), *fields))
    return tables
