"""`kontrollera`: is the file whole? SQLite's own check, foreign keys, versions, ids, and the log against the state
(I8).
"""

# ruff: noqa: S608  # tables and columns come from the schema

from __future__ import annotations

from collections.abc import Iterator

from inspektor.db import connection, schema
from inspektor.db.schema import ENTITIES, Entity
from inspektor.db.store import DIFFER, Store
from inspektor.domain.errors import Problem
from inspektor.domain.swedish import plural

_LAST = "NOT EXISTS (SELECT 1 FROM change_parents WHERE parent = c.id)"  # a change that no other replaces
_FORKS = (  # only fields with several changes can be in conflict
    "SELECT c.thing, c.field FROM (SELECT thing, field FROM changes GROUP BY thing, field HAVING count(*) > 1) AS m"
    f" CROSS JOIN changes AS c ON c.thing = m.thing AND c.field = m.field WHERE {_LAST}"
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
    if broken := len(execute("PRAGMA foreign_key_check").fetchall()):
        yield f"{broken} {plural(broken, 'rad', 'rader')} pekar på något som inte finns i filen."
    yield from _versions(store)
    yield from _ids(store)
    yield from _gaps(store)
    yield from _order(store)
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
    things = store.database.execute("SELECT id, entity, key FROM things")
    if wrong := sum(entity not in ENTITIES or store.logged_id(entity, key) != thing for thing, entity, key in things):
        yield f"{wrong} {plural(wrong, 'post', 'poster')} i ändringsloggen har ett id som inte hör till granskningen."


def _gaps(store: Store) -> Iterator[str]:
    """The log is only appended to, so its rows are numbered without gaps."""
    for one, many, sql in (
        ("åtgärd", "åtgärder", "SELECT max(seq) - count(*) FROM operations"),
        ("ändring", "ändringar", "SELECT max(seq) - count(*) FROM changes"),
    ):
        if missing := store.scalar(sql):
            yield f"{missing} {plural(missing, one, many)} saknas i ändringsloggen."


def _conflicts(store: Store) -> Iterator[str]:
    shown = "SELECT thing, field FROM conflicts"
    sql = f"SELECT (SELECT count(*) FROM ({_FORKS} EXCEPT {shown})) + (SELECT count(*) FROM ({shown} EXCEPT {_FORKS}))"
    if wrong := store.scalar(sql):
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


def _state(store: Store, name: str, entity: Entity) -> Iterator[str]:
    """The state table of one entity against what the log says: the same things, with the same keys and values. Each is
    read once, in the order of the ids, so that nothing grows with the file.
    """
    table = entity.table
    lost = store.scalar(
        f"SELECT count(*) FROM things AS t WHERE t.entity = ? AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = t.id)",
        [name],
    )
    keys = [
        f"count(*) FILTER (WHERE s.{column} IS NOT json_extract(t.key, '$[{place}]'))"
        for place, column in enumerate(entity.key)
    ]
    known, everyone, *strange = store.rows(
        f"SELECT {', '.join(('count(t.id)', 'count(*)', *keys))} FROM {table} AS s"
        " LEFT JOIN things AS t ON t.id = s.id AND t.entity = ?",
        [name],
    )[0]
    extra = everyone - known
    if lost or extra:
        yield f"Tabellen {table} stämmer inte med ändringsloggen: rader för mycket {extra}, rader för lite {lost}."
    for field, differ in zip(entity.fields, _differing(store, entity), strict=True):
        if differ:
            what = plural(differ, "uppgift", "uppgifter")
            yield f"{differ} {what} i {table} ({field}) skiljer sig från ändringsloggen."
    for column, wrong in zip(entity.key, strange, strict=True):
        if wrong > extra:  # what the log does not know at all is told above
            rows = plural(wrong - extra, "rad", "rader")
            yield f"{wrong - extra} {rows} i {table} hör inte till det som ändringsloggen säger ({column})."


def _differing(store: Store, entity: Entity) -> list[int]:
    """In how many rows each field differs from the log."""
    names = list(entity.fields)
    last = [f"max(CASE c.field WHEN '{name}' THEN c.value END) AS log_{name}" for name in names]
    differ = [f"count(*) FILTER (WHERE {name} IS NOT log_{name})" for name in names]
    return list(
        store.rows(
            f"SELECT {', '.join(differ)} FROM (SELECT {', '.join(f's.{name}' for name in names)}, {', '.join(last)}"
            f" FROM {entity.table} AS s LEFT JOIN changes AS c ON c.thing = s.id AND {_LAST} GROUP BY s.id)"
        )[0]
    )
