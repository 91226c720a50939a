"""A review file in use: the change log, the state that it keeps in step with, undo and redo.

Everything a user decides is recorded through `Store.record`: one operation (who, when, what kind, why) with its
changes, written in one transaction with the state. A change sets one field of one thing and names the changes it
replaces, its parents: the heads of that field when it was made. A field whose heads differ in value is an open
conflict (I4): the state then shows the greatest of the values, in SQLite's order. That order says nothing about which
is right; it is the same in every file, and a value goes before none.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from inspektor.db import connection
from inspektor.db.schema import ENTITIES
from inspektor.domain.errors import Problem

Value = str | int | None
CREATE, UNDO, REDO = "ny", "angra", "gorom"
PRESENT = "present"  # the field that says whether a thing is part of the review


@dataclass(frozen=True)
class Setting:
    """One field of one thing given a value: what `record` takes. `key` is the thing's natural key.

    To `confirm` a value is a change also where it is the present one, so that somebody who changes it elsewhere,
    without knowing of this, is in conflict with it: who works in a case says that it is there. Where the value is one
    of several in conflict, they stay so.
    """

    entity: str
    key: tuple[str, ...]
    field: str
    value: Value
    confirm: bool = False


@dataclass(frozen=True)
class Recorded:
    """What was written: the operation's id, and how many changes it holds (0: all was so already, nothing written)."""

    operation: str
    changes: int


_FREE_BITS = bytes.fromhex("ffffffffffff0fff3fffffffffffffff")  # the others say that it is a UUID of version 5
_KIND_BITS = bytes.fromhex("00000000000050008000000000000000")
Pending = tuple[str, Setting, list[str]]  # a thing's id, what to set, and the changes that this replaces


def time_ordered_id() -> str:
    """A UUID of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then random bits."""
    value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    return str(uuid.UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62))


class Store:
    """An open review file. A context manager: closes the file on the way out."""

    def __init__(self, path: Path, database: connection.Database) -> None:
        self.path = path
        self.database = database
        self.review = str(self.scalar("SELECT review FROM file"))
        try:
            self._namespace = uuid.UUID(self.review).bytes
        except ValueError:
            raise Problem(connection.damaged(path)) from None

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Store:
        """Open an existing file; Problem as in `connection.open_file`."""
        database = connection.open_file(path, write=write)
        try:
            with connection.guarded(path):
                return cls(path, database)
        except BaseException:
            database.close()
            raise

    @classmethod
    def create(cls, path: Path, settings: Iterable[Setting], *, by: str) -> Store:
        """A new file that holds its first operation; Problem when it exists already or its folder cannot be written."""

        def fill(database: connection.Database) -> None:
            cls(path, database).record(settings, by=by, kind=CREATE)

        connection.create(path, fill)
        return cls.open(path, write=True)

    @property
    def owner(self) -> str:
        """Whose working file this is; empty for the whole review."""
        return str(self.scalar("SELECT owner FROM file") or "")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with connection.guarded(self.path):
            return list(self.database.execute(sql, list(parameters)).fetchall())

    def scalar(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first value of the first row, or None."""
        found = self.rows(sql, parameters)
        return found[0][0] if found else None

    def thing_id(self, entity: str, key: Sequence[str]) -> str:
        """The id of a thing: the same in every file of the review for the same natural key (UUIDv5)."""
        return self.logged_id(entity, json.dumps(key, ensure_ascii=False))

    def logged_id(self, entity: str, key: str) -> str:
        """The id of a thing whose natural key is written as the log has it (JSON)."""
        digits = self.id_digits([f'["{entity}"{", " if len(key) > len("[]") else ""}{key[1:]}'])
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def id_digits(self, names: Sequence[str]) -> str:
        """The 32 digits of each id, after each other, of things by their names (entity and natural key, as JSON):
        `uuid.uuid5` of many at a time.
        """
        found = b"".join(
            [hashlib.sha1(self._namespace + name.encode(), usedforsecurity=False).digest()[:16] for name in names]
        )
        free, kind = (int.from_bytes(bits * len(names)) for bits in (_FREE_BITS, _KIND_BITS))
        return (int.from_bytes(found) & free | kind).to_bytes(len(found)).hex()

    def record(
        self, settings: Iterable[Setting], *, by: str, kind: str, why: str = "", undoes: str | None = None
    ) -> Recorded:
        """Write one operation: the changes among `settings` that change something, and the state, all or nothing.

        Problem for a field in open conflict when there is no reason why: a conflict is settled, never written over.
        """
        with self.transaction():
            pending = self._changing(settings)
            if not why and any(len(heads) > 1 and self._differ(heads) for _, _, heads in pending):
                raise Problem(
                    "Uppgiften är olika i två filer, så den kan inte ändras här. Avgör först vad som gäller, "
                    "under Slå ihop och med ett skäl."
                )
            operation = time_ordered_id()
            if pending:
                self._write(operation, pending, by=by, kind=kind, why=why, undoes=undoes)
        return Recorded(operation, len(pending))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is recorded within; one within another is part of it."""
        if self._in_transaction():
            yield
            return
        with connection.guarded(self.path):
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.database.execute("COMMIT")
            except BaseException:
                if self._in_transaction():
                    self.database.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the file throughout, also while somebody else writes; one within another is part of it."""
        if self._in_transaction():
            yield
            return
        with connection.guarded(self.path):
            self.database.execute("BEGIN")
            try:
                self.scalar("SELECT review FROM file")  # a transaction begins with what it first reads
                yield
            finally:
                self.database.execute("ROLLBACK")

    def _in_transaction(self) -> bool:
        return bool(self.database.conn.in_transaction)

    def _changing(self, settings: Iterable[Setting]) -> list[Pending]:
        """The settings that differ from the present: each with its thing's id and the heads it replaces."""
        latest = {(s.entity, s.key, s.field): s for s in settings}  # the last word on a field within one operation
        ids = {(entity, key): self.thing_id(entity, key) for entity, key, _ in latest}
        pending: list[Pending] = []
        for setting in latest.values():
            thing = ids[setting.entity, setting.key]
            heads = self.heads(thing, setting.field)
            alike = [head for head, value in heads if value == setting.value]
            if setting.confirm and alike:
                pending.append((thing, setting, alike))  # what differs stays so: confirming settles no conflict
            elif len(alike) < len(heads) or (not heads and setting.value is not None):
                pending.append((thing, replace(setting, confirm=False), [head for head, _ in heads]))
        return [] if all(setting.confirm for _, setting, _ in pending) else pending  # it goes with a change, or is none

    def _differ(self, changes: Sequence[str]) -> bool:
        marks = ", ".join("?" * len(changes))
        return bool(self.scalar(f"SELECT {DIFFER} FROM changes WHERE id IN ({marks})", changes))  # noqa: S608

    def heads(self, thing: str, field: str) -> list[tuple[str, Value]]:
        """The changes of a field that no other change replaces, with their values, in the order of their ids."""
        cursor = self.database.execute(
            f"SELECT id, value FROM changes AS c WHERE thing = ? AND field = ? AND {HEAD} ORDER BY id",  # noqa: S608
            [thing, field],
        )
        return list(cursor.fetchall())

    def _write(
        self, operation: str, pending: Sequence[Pending], *, by: str, kind: str, why: str, undoes: str | None
    ) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        run, many = self.database.execute, self.database.conn.executemany
        run(
            "INSERT INTO operations (id, at, by, kind, why, undoes) VALUES (?, ?, ?, ?, ?, ?)",
            [operation, at, by, kind, why, undoes],
        )
        things = {thing: (thing, s.entity, json.dumps(s.key, ensure_ascii=False)) for thing, s, _ in pending}
        many("INSERT OR IGNORE INTO things (id, entity, key) VALUES (?, ?, ?)", list(things.values()))
        ids = [time_ordered_id() for _ in pending]
        many(
            "INSERT INTO changes (id, operation, thing, field, value) VALUES (?, ?, ?, ?, ?)",
            [(new, operation, thing, s.field, s.value) for new, (thing, s, _) in zip(ids, pending, strict=True)],
        )
        many(
            "INSERT INTO change_parents (parent, change) VALUES (?, ?)",
            [(head, new) for new, (_, _, heads) in zip(ids, pending, strict=True) for head in heads],
        )
        self._show(pending)

    def _show(self, pending: Sequence[Pending]) -> None:
        """Bring the state in step: one upsert a thing, grouped by which fields it sets. What was confirmed is shown."""
        pending = [one for one in pending if not one[1].confirm]
        by_thing: dict[str, tuple[Setting, dict[str, Value]]] = {}
        forked: set[tuple[str, str]] = set()
        for thing, setting, _ in pending:
            values = by_thing.setdefault(thing, (setting, {}))[1]
            if values.get(setting.field, setting.value) != setting.value:
                forked.add((thing, setting.field))
            values[setting.field] = max(values.get(setting.field), setting.value, key=_rank)
        batches: dict[tuple[str, tuple[str, ...]], list[list[Value]]] = {}
        for thing, (setting, values) in by_thing.items():
            batch = batches.setdefault((setting.entity, tuple(values)), [])
            batch.append([thing, *setting.key, *values.values()])
        for (name, fields), rows in batches.items():
            self.database.conn.executemany(upsert(name, fields), rows)
        fields_set = [(thing, setting.field) for thing, setting, _ in pending]
        self.database.conn.executemany("DELETE FROM conflicts WHERE thing = ? AND field = ?", fields_set)
        self.database.conn.executemany("INSERT INTO conflicts (thing, field) VALUES (?, ?)", sorted(forked))

    def undo(self, by: str) -> str:
        """Take back `by`'s latest operation that is not undone; gives its kind. Problem when there is none, or others
        built on it.
        """
        return self._turn_back(by, UNDO)

    def redo(self, by: str) -> str:
        """Do again what `by` last undid; gives its kind. Problem when there is nothing to do again."""
        return self._turn_back(by, REDO)

    def _turn_back(self, by: str, kind: str) -> str:
        with self.transaction():
            undoable, redoable = self.stacks(by)
            stack = undoable if kind == UNDO else redoable
            if not stack:
                raise Problem("Det finns inget att ångra." if kind == UNDO else "Det finns inget att göra om.")
            former = self._former(stack[-1])
            self._write(time_ordered_id(), former, by=by, kind=kind, why="", undoes=stack[-1])
        return self._kind_of(stack[-1])

    def _kind_of(self, operation: str) -> str:
        """What a person did: through any chain of undo and redo back to the first operation."""
        kind, undoes = self.rows("SELECT kind, undoes FROM operations WHERE id = ?", [operation])[0]
        return self._kind_of(undoes) if undoes else str(kind)

    def stacks(self, by: str) -> tuple[list[str], list[str]]:
        """The operations of `by` that can be undone, and the undoings that can be done again, latest last.

        Only what was done in this file: what a merge brought is undone where it was done.
        """
        undoable: list[str] = []
        redoable: list[str] = []
        for operation, kind, undoes, merge in self.rows(
            "SELECT id, kind, undoes, merge FROM operations WHERE by = ? ORDER BY seq", [by]
        ):
            if undoes:
                source, target = (undoable, redoable) if kind == UNDO else (redoable, undoable)
                source[:] = [earlier for earlier in source if earlier != undoes]
                if merge is None:
                    target.append(operation)
            elif kind == CREATE:
                undoable.clear()  # a review is not undone: its file is deleted
            elif merge is None:
                undoable.append(operation)
                redoable.clear()
        return undoable, redoable

    def _former(self, operation: str) -> list[Pending]:
        """What an operation's fields held before it: for a settled conflict each of the values, so that it is open
        again. Problem when a later change stands on one of them.
        """
        pending: list[Pending] = []
        for (thing, name), step in _taken_out(self._steps(operation)).items():
            if step.replaced == step.given:
                continue  # it confirmed what was so
            heads = self.heads(thing, name)
            if self._origins(head for head, _ in heads) != self._origins(step.changes):
                raise Problem(
                    "Det går inte att ångra: uppgiften har ändrats igen efteråt. Ändra den i stället för hand."
                )
            parents = [head for head, _ in heads]
            former = sorted(step.replaced, key=_rank)
            pending += [(thing, Setting(step.entity, step.key, name, value), parents) for value in former]
        return pending

    def _steps(self, operation: str) -> dict[tuple[str, str], _Step]:
        """What an operation did to each field of each thing that it set."""
        steps: dict[tuple[str, str], _Step] = {}
        for change, entity, key, thing, name, value, replaced in self.rows(
            "SELECT c.id, t.entity, t.key, c.thing, c.field, c.value, p.value"
            " FROM changes AS c JOIN things AS t ON t.id = c.thing"
            " LEFT JOIN change_parents AS cp ON cp.change = c.id LEFT JOIN changes AS p ON p.id = cp.parent"
            " WHERE c.operation = ? ORDER BY c.seq",
            [operation],
        ):
            step = steps.setdefault((thing, name), _Step(entity, tuple(json.loads(key))))
            step.changes.add(change)
            step.given.add(value)
            step.replaced.add(replaced)
        return steps

    def _origins(self, changes: Iterable[str]) -> set[str | None]:
        """The changes that first gave a field what these give it: undoing gives back what stood before, and confirming
        leaves it.

        None where that is the field as it was before anybody set it.
        """
        origins: set[str | None] = set()
        left: list[str | None] = list(changes)
        while left:
            change = left.pop()
            earlier = (self.rows(_UNDONE, [change]) or self.rows(_CONFIRMED, [change])) if change else []
            left += [before for (before,) in earlier]
            if not earlier:
                origins.add(change)
        return origins


@dataclass
class _Step:
    """What an operation did to a field: its changes, the values that it gave, and those that these replaced."""

    entity: str
    key: tuple[str, ...]
    changes: set[str] = field(default_factory=set)
    given: set[Value] = field(default_factory=set)
    replaced: set[Value] = field(default_factory=set)


def _taken_out(steps: dict[tuple[str, str], _Step]) -> dict[tuple[str, str], _Step]:
    """Without the other fields of things that came with the operation: what is known of them stays, in case somebody
    works in them elsewhere.
    """
    came = {
        thing
        for (thing, name), step in steps.items()
        if name == PRESENT and any(step.given) and step.replaced == {None}
    }
    return {place: step for place, step in steps.items() if place[0] not in came or place[1] == PRESENT}


_CONFIRMED = (  # what a change confirms; no row when it changes something
    "SELECT cp.parent FROM changes AS c JOIN change_parents AS cp ON cp.change = c.id WHERE c.id = ?"
    " AND NOT EXISTS (SELECT 1 FROM change_parents AS o JOIN changes AS p ON p.id = o.parent"
    " WHERE o.change = c.id AND p.value IS NOT c.value)"
)


def _rank(value: Value) -> tuple[bool, bool, Value]:
    """SQLite's order of values: none, numbers, texts."""
    return value is not None, isinstance(value, str), value


_UNDONE = (  # what stood before the changes that a change undoes; no row when it undoes none
    "SELECT cp.parent FROM changes AS c JOIN operations AS o ON o.id = c.operation"
    " JOIN changes AS u ON u.operation = o.undoes AND u.thing = c.thing AND u.field = c.field"
    " LEFT JOIN change_parents AS cp ON cp.change = u.id WHERE c.id = ?"
)


HEAD = "NOT EXISTS (SELECT 1 FROM change_parents WHERE parent = c.id)"  # a change `c` that no other replaces
DIFFER = "count(*) > 1 AND (max(value) IS NOT min(value) OR count(value) NOT IN (0, count(*)))"  # of a field's heads


def upsert(entity: str, fields: Sequence[str]) -> str:
    """The statement that shows some fields of a thing in its state table: id, key columns, then `fields`."""
    kind = ENTITIES[entity]
    columns = ["id", *kind.key, *fields]
    updates = ", ".join(f"{field} = excluded.{field}" for field in fields)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {kind.table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}"  # noqa: S608


def settings_of(entity: str, key: Sequence[str], fields: Mapping[str, Value]) -> list[Setting]:
    """Several fields of one thing as settings."""
    return [Setting(entity, tuple(key), field, value) for field, value in fields.items()]
