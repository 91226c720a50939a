"""`kontrollera`: is the file whole? SQLite's own check, foreign keys, versions, ids, and the log against the state
(I8).
"""

# ruff: noqa: S608  # tables and columns come from the schema

from __future__ import annotations

import json
from collections.abc import Iterator

from inspektor.db import connection, schema
from inspektor.db.schema import ENTITIES, Entity
from inspektor.db.store import DIFFER, HEAD, Store
from inspektor.domain.errors import Problem
from inspektor.domain.swedish import plural

PORTION = 500  # things that are looked at in one go
_PORTION = "(SELECT id, entity, key FROM things WHERE id {0} ? ORDER BY id LIMIT ?)"
_NAME = """'["' || entity || iif(length(key) > 2, '", ', '"') || substr(key, 2)"""
_NAMES = (  # a value each: rows that are fetched one by one keep every other thread of the process waiting
    f"SELECT group_concat(id, ''), group_concat({_NAME}, char(10)), max(id),"
    f" count(*) FILTER (WHERE entity NOT IN {tuple(ENTITIES)}) FROM {_PORTION}"
)
_KEYS = f"SELECT json_group_array(json_array(id, entity, key)) FROM {_PORTION}"
LINKS = (  # the foreign keys: table and column, and the table and column that it points at
    ("operations", "undoes", "operations", "id"),
    ("operations", "merge", "merges", "seq"),
    ("changes", "operation", "operations", "id"),
    ("changes", "thing", "things", "id"),
    ("change_parents", "change", "changes", "id"),
    ("change_parents", "parent", "changes", "id"),
    ("conflicts", "thing", "things", "id"),
)
_FORKS = (  # only fields with several changes can be in conflict
    "SELECT c.thing, c.field FROM (SELECT thing, field FROM changes GROUP BY thing, field HAVING count(*) > 1) AS m"
    f" CROSS JOIN changes AS c ON c.thing = m.thing AND c.field = m.field WHERE {HEAD}"
    f" GROUP BY m.thing, m.field HAVING {DIFFER}"
)


def problems(store: Store, *, quick: bool = False) -> list[str]:
    """What is wrong with the file, one Swedish sentence each; empty when it is whole. Problem when it cannot be read
    for another reason than damage: somebody has it locked, the network is gone.

    A `quick` check leaves out whether SQLite's indexes hold what its tables do.
    """
    found: list[str] = []
    try:
        with store.reading():
            found.extend(_found(store, "quick_check" if quick else "integrity_check"))
    except Problem as problem:
        if str(problem) != connection.damaged(store.path):
            raise
        found.append(str(problem))
    return found


def _found(store: Store, own_check: str) -> Iterator[str]:
    execute = store.database.execute
    for (line,) in execute(f"PRAGMA {own_check}").fetchall():
        if line != "ok":
            yield "SQLite hittar ett fel i filens uppbyggnad. Hämta den senaste säkerhetskopian."
            return
    if broken := sum(_broken(store)):
        yield f"{broken} {plural(broken, 'rad', 'rader')} pekar på något som inte finns i filen."
    yield from _versions(store)
    yield from _ids(store)
    yield from _gaps(store)
    yield from _order(store)
    yield from _conflicts(store)
    yield from _states(store)


def _broken(store: Store) -> Iterator[int]:
    """How many rows point at something that is not there, by link. As SQLite's own `foreign_key_check`, but each index
    is read in its order.
    """
    for table, column, other, key in LINKS:
        yield store.scalar(
            f"SELECT count(*) FROM {table} AS t WHERE {column} IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {other} WHERE {key} = t.{column})"
        )


def _versions(store: Store) -> Iterator[str]:
    pending = schema.migrations().pending(store.database)
    if pending or schema.version(store.database) != schema.VERSION:
        yield "Filens version stämmer inte med dess tabeller."
    if store.scalar("SELECT count(*) FROM file") != 1:
        yield "Filen säger inte entydigt vilken granskning den hör till."


def _ids(store: Store) -> Iterator[str]:
    wrong = sum(_wrong_ids(store))
    if wrong:
        yield f"{wrong} {plural(wrong, 'post', 'poster')} i ändringsloggen har ett id som inte hör till granskningen."


def _wrong_ids(store: Store) -> Iterator[int]:
    """How many things of each portion have an id that is not that of their key. They are looked at one by one only in
    a portion that is not as it should be.
    """
    after, last = ">=", ""
    while (portion := store.rows(_NAMES.format(after), [last, PORTION])[0])[2] is not None:
        ids, names, end, unknown = portion
        if unknown or not _fit(ids, store.id_digits(names.split("\n"))):
            things = json.loads(store.scalar(_KEYS.format(after), [last, PORTION]))
            yield sum(entity not in ENTITIES or store.logged_id(entity, key) != thing for thing, entity, key in things)
        after, last = ">", end


def _fit(ids: str, digits: str) -> bool:
    """Whether ids, after each other, are written with these digits."""
    count = len(digits) // 32
    dashes = all(ids[place::36] == "-" * count for place in (8, 13, 18, 23))
    return dashes and len(ids) == 36 * count and ids.replace("-", "") == digits


def _gaps(store: Store) -> Iterator[str]:
    """The log is only appended to, so its rows are numbered without gaps."""
    for one, many, sql in (
        ("åtgärd", "åtgärder", "SELECT max(seq) - count(*) FROM operations"),
        ("ändring", "ändringar", "SELECT max(seq) - count(*) FROM changes"),
    ):
        if missing := store.scalar(sql):
            yield f"{missing} {plural(missing, one, many)} saknas i ändringsloggen."


def _conflicts(store: Store) -> Iterator[str]:
    missing, known, shown = store.rows(
        "SELECT count(*) FILTER (WHERE s.thing IS NULL), count(s.thing), (SELECT count(*) FROM conflicts)"
        f" FROM ({_FORKS}) AS f LEFT JOIN conflicts AS s ON s.thing = f.thing AND s.field = f.field"
    )[0]
    if wrong := missing + shown - known:
        yield f"{wrong} {plural(wrong, 'uppgift som skiljer', 'uppgifter som skiljer')} sig åt är fel antecknade."


def _order(store: Store) -> Iterator[str]:
    empty = store.scalar(
        "SELECT count(*) FROM operations AS o WHERE NOT EXISTS (SELECT 1 FROM changes WHERE operation = o.id)"
    )
    if empty:
        yield f"{empty} {plural(empty, 'åtgärd', 'åtgärder')} i ändringsloggen saknar ändringar."
    strange, late = store.rows(
        "SELECT count(*) FILTER (WHERE c.thing <> p.thing OR c.field <> p.field),"
        " count(*) FILTER (WHERE p.seq >= c.seq) FROM change_parents AS cp"
        " CROSS JOIN changes AS c ON c.id = cp.change CROSS JOIN changes AS p ON p.id = cp.parent"
    )[0]
    if strange:
        yield f"{strange} {plural(strange, 'ändring', 'ändringar')} i loggen ersätter en ändring av något annat."
    if late:
        yield f"{late} {plural(late, 'ändring', 'ändringar')} i loggen ersätter en som inte kom före."


def _states(store: Store) -> Iterator[str]:
    """Every state table against what the log says."""
    count = ", ".join(f"count(*) FILTER (WHERE entity = '{name}')" for name in ENTITIES)
    logged = store.rows(f"SELECT {count} FROM things")[0]
    for (name, entity), things in zip(ENTITIES.items(), logged, strict=True):
        yield from _state(store, name, entity, things)


def _state(store: Store, name: str, entity: Entity, things: int) -> Iterator[str]:
    """The state table of one entity against the log, which has so many things of it: the same things, with the same
    keys and values.
    """
    known, everyone, *different = store.rows(_compared(entity), [name])[0]
    strange, differing = different[: len(entity.key)], different[len(entity.key) :]
    lost, extra = things - known, everyone - known
    if lost or extra:
        yield (
            f"Tabellen {entity.table} stämmer inte med ändringsloggen: rader för mycket {extra}, rader för lite {lost}."
        )
    for field, differ in zip(entity.fields, differing, strict=True):
        if differ:
            what = plural(differ, "uppgift", "uppgifter")
            yield f"{differ} {what} i {entity.table} ({field}) skiljer sig från ändringsloggen."
    for column, wrong in zip(entity.key, strange, strict=True):
        if wrong > extra:  # what the log does not know at all is told above
            rows = plural(wrong - extra, "rad", "rader")
            yield f"{wrong - extra} {rows} i {entity.table} hör inte till det som ändringsloggen säger ({column})."


def _compared(entity: Entity) -> str:
    """The statement that counts the rows of a state table that the log knows, all its rows, and those in which each
    column of the key and each field differs from the log. Everything is read once, in the order of the ids, so that
    nothing grows with the file.
    """
    own = ", ".join(f"s.{column}" for column in ("id", *entity.key, *entity.fields))
    written = f"replace(json_array({', '.join(f's.{column}' for column in entity.key)}), '\",\"', '\", \"')"
    last = [f"max(c.value) FILTER (WHERE c.field = '{name}') AS log_{name}" for name in entity.fields]
    strange = [  # the log's keys are taken apart only where they are not written as these would be
        f"count(*) FILTER (WHERE strange AND {column} IS NOT json_extract(log_key, '$[{place}]'))"
        for place, column in enumerate(entity.key)
    ]
    differ = [f"count(*) FILTER (WHERE {name} IS NOT log_{name})" for name in entity.fields]
    return (
        f"SELECT {', '.join(('count(thing)', 'count(*)', *strange, *differ))} FROM (SELECT {own}, t.id AS thing,"
        f" t.key AS log_key, t.key IS NOT {written} AS strange, {', '.join(last)} FROM {entity.table} AS s"
        f" LEFT JOIN things AS t ON t.id = s.id AND t.entity = ?"
        f" LEFT JOIN changes AS c ON c.thing = s.id AND {HEAD} GROUP BY s.id)"
    )
