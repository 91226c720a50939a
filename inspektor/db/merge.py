"""Taking other files of the same review in: every change of every file, once, all or nothing (I1–I6).

Set-based SQL between attached files, in portions, so that what is held in memory does not grow with the files. Nothing
is matched by name or time: a change that is known by its id is the same change, and what two changes of one field mean
is read from which of them replaced which (I4). What may not be taken in is in `merge_refusals`.
"""

# ruff: noqa: S608  # tables and columns come from the schema, names of attached files from this module

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from inspektor.db import brought, connection, copies, merge_refusals
from inspektor.db.brought import Brought, Taken
from inspektor.db.schema import ENTITIES, LOG, Entity
from inspektor.db.store import DIFFER, HEAD, Store
from inspektor.domain.errors import Problem, Stopped

PORTION = 5_000  # rows of the log that are taken in at a time: SQLite keeps in memory what a statement overwrites
MOST_ATTACHED = 9  # SQLite attaches ten at the most, and one is needed to gather more

_TEMPORARY = (
    "CREATE TEMP TABLE IF NOT EXISTS touched (entity TEXT, thing TEXT, PRIMARY KEY (entity, thing)) WITHOUT ROWID",
    *brought.TEMPORARY,
)
_COPIED = LOG | {one.table: ("id", *one.key, *one.fields) for one in ENTITIES.values()}
Opened = tuple[Store, Path]  # a file that is being taken in, and where it lies (an older one is read from a copy)


@dataclass
class Watch:
    """How far a merge has come, and whether somebody wants it stopped."""

    stop: Event | None = None
    tell: Callable[[int, int], None] | None = None
    done: int = 0
    whole: int = 0

    def moved(self, changes: int) -> None:
        """So many changes more are looked at. Stopped when somebody has stopped it."""
        self.done += changes
        if self.tell is not None:
            self.tell(self.done, self.whole)
        self.check()

    def check(self) -> None:
        """Stopped when somebody has stopped it."""
        if self.stop is not None and self.stop.is_set():
            raise Stopped("Ihopslagningen är avbruten. Ingenting har ändrats.")


@contextmanager
def opened(store: Store, path: Path) -> Iterator[Store]:
    """Another file of the review, as it stands now and for as long as this lasts. Problem for one that may not be taken
    in; nothing has been written then.
    """
    if path.exists() and path.samefile(store.path):
        raise Problem(f"Filen {path.name} är granskningen själv. Välj de andra filerna.")
    with ExitStack() as stack:
        other = stack.enter_context(Store.open(stack.enter_context(_of_this_version(store, path))))
        stack.enter_context(other.reading())
        merge_refusals.refuse(store, other, path)
        other.database.execute("PRAGMA shrink_memory")
        yield other


@contextmanager
def _of_this_version(store: Store, path: Path) -> Iterator[Path]:
    """The file; for one from an older program a copy that is brought to this one's schema."""
    if not connection.is_older(path):
        yield path
        return
    copy = store.path.with_name(f".{store.path.stem}.{uuid.uuid4().hex[:8]}.uppgraderad{path.suffix}")
    try:
        connection.copy_upgraded(path, copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


@dataclass(frozen=True)
class Wanted:
    """How a merge is made. `gathered` is what files brought that were put together before, and are taken in as one;
    `refused` takes the files that turn out to be ones that may not be taken in (None: such a file ends the merge).
    """

    by: str
    watch: Watch
    backup: str = ""
    gathered: Sequence[Brought] = ()
    refused: dict[Path, str] | None = None


def merge(store: Store, others: Sequence[Opened], wanted: Wanted) -> Taken:
    """Take files in, within the `transaction` that the caller has begun; what they brought.

    A note of it is kept in the file. Stopped when somebody stops it.
    """
    watch = wanted.watch
    watch.whole = max(watch.whole, watch.done + size(others))
    for statement in _TEMPORARY:
        store.database.execute(statement)
    start, _ = _end(store)
    seq = 1 + (store.scalar("SELECT max(seq) FROM merges") or 0)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    store.database.execute("INSERT INTO merges (seq, at, by, report) VALUES (?, ?, ?, '')", [seq, at, wanted.by])
    taken = [one for number, other in enumerate(others) if (one := _taken_in(store, number, other, seq, wanted))]
    files = tuple(wanted.gathered or taken)
    told = Taken(files, brought.together(store, files, start))
    report = json.dumps({**asdict(told), "backup": wanted.backup}, ensure_ascii=False)
    store.database.execute("UPDATE merges SET report = ? WHERE seq = ?", [report, seq])
    watch.check()
    return told


def size(others: Sequence[Opened]) -> int:
    """How many changes the files have. Logs have no gaps; to count would be to read them, and to keep what was read."""
    return sum(_end(other)[0] for other, _ in others)


def _taken_in(store: Store, number: int, opened: Opened, merge_seq: int, wanted: Wanted) -> Brought | None:
    """What a file brought; None for one that may not be taken in, of which nothing is left then."""
    other, path = opened
    attached = _attach(store, other, number)
    if wanted.refused is None:
        return _take_in(store, attached, path.name, merge_seq, wanted.watch)
    store.database.execute("SAVEPOINT file")
    found: Brought | None = None
    try:
        found = _take_in(store, attached, path.name, merge_seq, wanted.watch)
    except merge_refusals.Refused as refused:
        wanted.refused[path] = str(refused)
        store.database.execute("ROLLBACK TO file")
    store.database.execute("RELEASE file")
    return found


def _attach(store: Store, other: Store, number: int) -> str:
    name = f"other{number}"
    connection.attach(store.database, other.path, name)
    return name


@contextmanager
def transaction(store: Store) -> Iterator[None]:
    """The store's transaction, for taking files in; they are let go of after it.

    That a row refers to what there is has been seen of each file as a whole (`merge_refusals`), and what it refers to
    comes with it: looking that up again for every row would be the most of the work.
    """
    store.database.execute("PRAGMA foreign_keys = OFF")
    try:
        with store.transaction():
            yield
    finally:
        store.database.execute("PRAGMA foreign_keys = ON")
        for _, name, _ in store.rows("PRAGMA database_list"):
            if name.startswith("other"):
                store.database.execute(f"DETACH {name}")


def _take_in(store: Store, other: str, name: str, merge_seq: int, watch: Watch) -> Brought:
    start, operations = _end(store)
    _log(store, other, name, merge_seq, watch)
    (end, _), (whole, _) = _end(store), _end(store, other)
    if end > start:
        for entity in ENTITIES.values():
            _copy(store, other, entity.table)
        for part in _parts_of_things(store, other):
            _settle(store, other, part, new=start, known=start)
            watch.check()
    return brought.by_file(store, other, name, whole, end - start, (start, operations))


def _log(store: Store, other: str, name: str, merge_seq: int, watch: Watch) -> None:
    """Every row of a file's log that is not known, in its order. What is known must be the same (Refused)."""
    (start, _), (changes, operations) = _end(store), _end(store, other)
    _copy(store, other, "things")
    for low, high in _portions(operations):
        if _copy(store, other, "operations", (low, high), merge_seq) < high - low:
            merge_refusals.refuse_clashing_operations(store, other, name, (low, high))
        watch.check()
    for low, high in _portions(changes):
        if _copy(store, other, "changes", (low, high)) < high - low:
            merge_refusals.refuse_clashing_changes(store, other, name, (low, high), start)
        watch.moved(high - low)
    _copy(store, other, "change_parents")


def _portions(end: int) -> Iterator[tuple[int, int]]:
    """Where each portion of a log with `end` rows begins and ends: `low` < seq ≤ `high`."""
    for low in range(0, end, PORTION):
        yield low, min(low + PORTION, end)


def _copy(store: Store, other: str, table: str, part: tuple[int, int] | None = None, merge: int | None = None) -> int:
    """Copy the rows of a table that are not known, all or those with `part[0]` < seq ≤ `part[1]`, in their order; how
    many. They are read as they lie and written as they are read: nothing is held in memory.
    """
    columns = ", ".join(_COPIED[table])
    into, taken = (f"{columns}, merge", f"{columns}, {merge}") if merge else (columns, columns)
    cursor = store.database.execute(
        f"INSERT OR ROLLBACK INTO main.{table} ({into}) SELECT {taken} FROM {other}.{table} WHERE"
        f" {'seq > ? AND seq <= ? ORDER BY seq' if part else 'true'} ON CONFLICT DO NOTHING",
        part or [],
    )
    return int(cursor.rowcount)


def _end(store: Store, file: str = "main") -> tuple[int, int]:
    """Where a log ends: its last change, its last operation."""
    ends = (store.scalar(f"SELECT max(seq) FROM {file}.{table}") or 0 for table in ("changes", "operations"))
    return next(ends), next(ends)


def rebuild(store: Store) -> None:
    """Bring state and conflicts in step with the whole log."""
    for statement in _TEMPORARY:
        store.database.execute(statement)
    end, _ = _end(store)
    for part in _parts_of_things(store, "main"):
        _settle(store, "main", part, new=0, known=end)


def _parts_of_things(store: Store, file: str) -> Iterator[tuple[str, str]]:
    """Where each portion of a file's things begins and ends: `part[0]` < id ≤ `part[1]`."""
    last = ""
    ends = f"SELECT max(id) FROM (SELECT id FROM {file}.things WHERE id > ? ORDER BY id LIMIT ?)"
    while (end := store.scalar(ends, [last, PORTION])) is not None:
        yield last, end
        last = end


def _settle(store: Store, file: str, part: tuple[str, str], *, new: int, known: int) -> None:
    """Bring state and conflicts in step with the changes seq > `new` of a part of a file's things, but for things that
    have a single change of each field, and none with seq ≤ `known`: what these show was copied.
    """
    run = store.database.execute
    run("DELETE FROM temp.touched")
    run(
        f"INSERT INTO temp.touched SELECT t.entity, t.id FROM {file}.things AS t WHERE t.id > ? AND t.id <= ?"
        " AND EXISTS (SELECT 1 FROM main.changes AS c WHERE c.thing = t.id AND +c.seq > ? AND EXISTS (SELECT 1"
        " FROM main.changes AS o WHERE o.thing = t.id AND (+o.seq <= ? OR o.field = c.field AND o.seq <> c.seq)))",
        [*part, new, known],
    )
    for name, entity in ENTITIES.items():
        run(_shown(entity), [name])
    run("DELETE FROM conflicts WHERE thing IN (SELECT thing FROM temp.touched)")
    run("DELETE FROM temp.forks WHERE thing IN (SELECT thing FROM temp.touched)")
    run(
        f"INSERT INTO temp.forks SELECT c.thing, c.field, {DIFFER} FROM temp.touched AS n"
        f" CROSS JOIN changes AS c ON c.thing = n.thing WHERE {HEAD} GROUP BY c.thing, c.field HAVING count(*) > 1"
    )
    run(
        "INSERT INTO conflicts SELECT thing, field FROM temp.forks"
        " WHERE differ AND thing IN (SELECT thing FROM temp.touched)"
    )


def _shown(entity: Entity) -> str:
    """The statement that shows the touched things of an entity as the log has them."""
    columns = ", ".join(_COPIED[entity.table])
    key = [f"json_extract(t.key, '$[{place}]')" for place in range(len(entity.key))]
    fields = [f"max(CASE c.field WHEN '{name}' THEN c.value END)" for name in entity.fields]
    updates = ", ".join(f"{name} = excluded.{name}" for name in entity.fields)
    return (
        f"INSERT INTO {entity.table} ({columns}) SELECT t.id, {', '.join((*key, *fields))}"
        " FROM temp.touched AS n CROSS JOIN things AS t ON t.id = n.thing CROSS JOIN changes AS c ON c.thing = t.id"
        f" WHERE n.entity = ? AND {HEAD} GROUP BY t.id ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def backup(store: Store) -> Path:
    """A copy of the review from before a merge, beside it."""
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    return copies.backup(store, f"{store.path.stem} före ihopslagning {stamp}")
