"""`kontrollera`: is the file whole? SQLite's own check, foreign keys, versions, ids, and the log against the state
(I8).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from inspektor.db import connection, schema
from inspektor.db.schema import ENTITIES, Entity
from inspektor.db.store import DIFFER, Store
from inspektor.domain.errors import Problem
from inspektor.domain.swedish import plural

_HEADS = (
    f"CREATE TEMP TABLE heads AS SELECT thing, field, max(value) AS value, {DIFFER} AS conflict FROM changes AS c"  # noqa: S608
    " WHERE NOT EXISTS (SELECT 1 FROM change_parents WHERE parent = c.id) GROUP BY thing, field"
)


def problems(store: Store) -> list[str]:
    """What is wrong with the file, one Swedish sentence each; empty when it is whole. Problem when it cannot be read
    for another reason than damage: somebody has it locked, the network is gone.
    """
    found: list[str] = []
    try:
        with store.reading():
            found.extend(_found(store))
    except Problem as problem:
        if str(problem) != connection.damaged(store.path):
            raise
        found.append(str(problem))
    return found


def _found(store: Store) -> Iterator[str]:
    execute = store.database.execute
    for (line,) in execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield "SQLite hittar ett fel i filens uppbyggnad. Hämta den senaste säkerhetskopian."
            return
    if broken := len(execute("PRAGMA foreign_key_check").fetchall()):
        yield f"{broken} {plural(broken, 'rad', 'rader')} pekar på något som inte finns i filen."
    yield from _versions(store)
    yield from _ids(store)
    yield from _gaps(store)
    yield from _order(store)
    execute("DROP TABLE IF EXISTS temp.heads")
    execute(_HEADS)
    execute("CREATE INDEX temp.heads_thing ON heads (thing, field)")
    yield from _rings(store)
    yield from _conflicts(store)
    for name, entity in ENTITIES.items():
        yield from _state(store, name, entity)


def _versions(store: Store) -> Iterator[str]:
    pending = schema.migrations().pending(store.database)
    if pending or schema.version(store.database) != schema.VERSION:
        yield "Filens version stämmer inte med dess tabeller."
    if store.scalar("SELECT count(*) FROM file") != 1:
        yield "Filen säger inte entydigt vilken granskning den hör till."


def _ids(store: Store) -> Iterator[str]:
    wrong = 0
    for thing, entity, key in store.database.execute("SELECT id, entity, key FROM things"):
        if entity not in ENTITIES or _id_from(store, entity, key) != thing:
            wrong += 1
    if wrong:
        yield f"{wrong} {plural(wrong, 'post', 'poster')} i ändringsloggen har ett id som inte hör till granskningen."


def _id_from(store: Store, entity: str, key: str) -> str | None:
    try:
        return store.thing_id(entity, json.loads(key))
    except (ValueError, TypeError):  # no JSON, or no list of texts
        return None


def _gaps(store: Store) -> Iterator[str]:
    """The log is only appended to, so its rows are numbered without gaps."""
    for one, many, sql in (
        ("åtgärd", "åtgärder", "SELECT max(seq) - count(*) FROM operations"),
        ("ändring", "ändringar", "SELECT max(seq) - count(*) FROM changes"),
    ):
        if missing := store.scalar(sql):
            yield f"{missing} {plural(missing, one, many)} saknas i ändringsloggen."


def _rings(store: Store) -> Iterator[str]:
    sql = "SELECT (SELECT count(*) FROM (SELECT DISTINCT thing, field FROM changes)) - (SELECT count(*) FROM heads)"
    if rings := store.scalar(sql):
        yield f"{rings} {plural(rings, 'uppgift', 'uppgifter')} i loggen har bara ändringar som ersätter varandra."


def _conflicts(store: Store) -> Iterator[str]:
    log, shown = "SELECT thing, field FROM heads WHERE conflict", "SELECT thing, field FROM conflicts"
    sql = f"SELECT (SELECT count(*) FROM ({log} EXCEPT {shown})) + (SELECT count(*) FROM ({shown} EXCEPT {log}))"  # noqa: S608
    if wrong := store.scalar(sql):
        yield f"{wrong} {plural(wrong, 'uppgift som skiljer', 'uppgifter som skiljer')} sig åt är fel antecknade."


def _order(store: Store) -> Iterator[str]:
    empty = store.scalar("SELECT count(*) FROM operations WHERE id NOT IN (SELECT operation FROM changes)")
    if empty:
        yield f"{empty} {plural(empty, 'åtgärd', 'åtgärder')} i ändringsloggen saknar ändringar."
    strange = store.scalar(
        "SELECT count(*) FROM change_parents AS cp JOIN changes AS c ON c.id = cp.change JOIN changes AS "
        "p ON p.id = cp.parent"
        " WHERE c.thing <> p.thing OR c.field <> p.field OR c.id = p.id"
    )
    if strange:
        yield f"{strange} {plural(strange, 'ändring', 'ändringar')} i loggen ersätter en ändring av något annat."


def _state(store: Store, name: str, entity: Entity) -> Iterator[str]:
    """The state table of one entity against what the log says."""
    table = entity.table
    lost = store.scalar(
        f"SELECT count(*) FROM (SELECT id FROM things WHERE entity = ? EXCEPT SELECT id FROM {table})",  # noqa: S608
        [name],
    )
    extra = store.scalar(
        f"SELECT count(*) FROM (SELECT id FROM {table} EXCEPT SELECT id FROM things WHERE entity = ?)",  # noqa: S608
        [name],
    )
    if lost or extra:
        yield f"Tabellen {table} stämmer inte med ändringsloggen: rader för mycket {extra}, rader för lite {lost}."
    for field in entity.fields:
        differ = store.scalar(
            f"SELECT count(*) FROM {table} AS s LEFT JOIN heads AS h ON h.thing = s.id AND h.field = ?"  # noqa: S608
            f" WHERE s.{field} IS NOT h.value",
            [field],
        )
        if differ:
            what = plural(differ, "uppgift", "uppgifter")
            yield f"{differ} {what} i {table} ({field}) skiljer sig från ändringsloggen."
    yield from _keys(store, name, entity)


def _keys(store: Store, name: str, entity: Entity) -> Iterator[str]:
    for place, column in enumerate(entity.key):
        differ = store.scalar(
            f"SELECT count(*) FROM {entity.table} AS s JOIN things AS t ON t.id = s.id"  # noqa: S608
            f" WHERE t.entity = ? AND s.{column} IS NOT json_extract(t.key, '$[{place}]')",
            [name],
        )
        if differ:
            rows = plural(differ, "rad", "rader")
            yield f"{differ} {rows} i {entity.table} hör inte till det som ändringsloggen säger ({column})."
