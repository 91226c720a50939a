"""`kontrollera`: is the file whole? SQLite's own check, foreign keys, versions, ids, and the log against the state
(I8).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from inspektor.db import connection, schema
from inspektor.db.schema import ENTITIES, Entity
from inspektor.db.store import Store

_HEADS = (
    "CREATE TEMP TABLE heads AS SELECT thing, field, value, min(id) AS id FROM changes AS c"
    " WHERE NOT EXISTS (SELECT 1 FROM change_parents WHERE parent = c.id) GROUP BY thing, field"
)


def problems(store: Store) -> list[str]:
    """What is wrong with the file, one Swedish sentence each; empty when it is whole."""
    try:
        return list(_found(store))
    except connection.sqlite.DatabaseError:
        return ["Filen är skadad och går inte att läsa igenom. Hämta den senaste säkerhetskopian."]


def _found(store: Store) -> Iterator[str]:
    execute = store.database.execute
    for (line,) in execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield "SQLite hittar ett fel i filens uppbyggnad. Hämta den senaste säkerhetskopian."
            return
    broken = execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield f"{len(broken)} rader pekar på något som inte finns i filen."
    yield from _versions(store)
    yield from _ids(store)
    yield from _order(store)
    execute("DROP TABLE IF EXISTS temp.heads")
    execute(_HEADS)
    execute("CREATE INDEX temp.heads_thing ON heads (thing, field)")
    for name, entity in ENTITIES.items():
        yield from _state(store, name, entity)
    execute("DROP TABLE temp.heads")


def _versions(store: Store) -> Iterator[str]:
    pending = schema.migrations().pending(store.database)
    if pending or schema.version(store.database) != schema.VERSION:
        yield "Filens version stämmer inte med dess tabeller."
    if store.scalar("SELECT count(*) FROM file") != 1:
        yield "Filen säger inte entydigt vilken granskning den hör till."


def _ids(store: Store) -> Iterator[str]:
    wrong = 0
    for thing, entity, key in store.rows("SELECT id, entity, key FROM things"):
        if entity not in ENTITIES or store.thing_id(entity, json.loads(key)) != thing:
            wrong += 1
    if wrong:
        yield f"{wrong} poster i ändringsloggen har ett id som inte hör till granskningen."


def _order(store: Store) -> Iterator[str]:
    empty = store.scalar("SELECT count(*) FROM operations WHERE id NOT IN (SELECT operation FROM changes)")
    if empty:
        yield f"{empty} åtgärder i ändringsloggen saknar ändringar."
    strange = store.scalar(
        "SELECT count(*) FROM change_parents AS cp JOIN changes AS c ON c.id = cp.change JOIN changes AS "
        "p ON p.id = cp.parent"
        " WHERE c.thing <> p.thing OR c.field <> p.field OR c.id = p.id"
    )
    if strange:
        yield f"{strange} ändringar i loggen ersätter en ändring av något annat."


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
        yield f"Tabellen {table} har {extra} rader för mycket och {lost} för lite jämfört med ändringsloggen."
    for field in entity.fields:
        differ = store.scalar(
            f"SELECT count(*) FROM {table} AS s LEFT JOIN heads AS h ON h.thing = s.id AND h.field = ?"  # noqa: S608
            f" WHERE s.{field} IS NOT h.value",
            [field],
        )
        if differ:
            yield f"{differ} uppgifter i {table} ({field}) skiljer sig från ändringsloggen."
    yield from _keys(store, name, entity)


def _keys(store: Store, name: str, entity: Entity) -> Iterator[str]:
    for place, column in enumerate(entity.key):
        differ = store.scalar(
            f"SELECT count(*) FROM {entity.table} AS s JOIN things AS t ON t.id = s.id"  # noqa: S608
            f" WHERE t.entity = ? AND s.{column} IS NOT json_extract(t.key, '$[{place}]')",
            [name],
        )
        if differ:
            yield f"{differ} rader i {entity.table} hör inte till det som ändringsloggen säger ({column})."
