"""Open conflicts: fields that were given different values by people who did not know of each other (I4)."""

# ruff: noqa: S608  # put together from constants

from __future__ import annotations

import json
from dataclasses import dataclass

from inspektor.db.store import HEAD, Store, Value

_OPEN = (
    "SELECT f.thing, t.entity, t.key, f.field, c.id, o.undoes, c.value, o.id, o.by, o.at, o.why FROM conflicts AS f"
    " CROSS JOIN things AS t ON t.id = f.thing CROSS JOIN changes AS c ON c.thing = f.thing AND c.field = f.field"
    " CROSS JOIN operations AS o ON o.id = c.operation"
    f" WHERE {HEAD} ORDER BY f.thing, f.field, coalesce(o.merge, 0), c.id"
)
_FIRST_GIVEN = (  # which earlier operation gave a field a value, apart from those that have been turned back and forth
    "WITH RECURSIVE earlier (id) AS (SELECT parent FROM change_parents WHERE change = ?1"
    " UNION SELECT p.parent FROM change_parents AS p JOIN earlier ON p.change = earlier.id),"
    " turned (id) AS (SELECT ?3 UNION SELECT o.undoes FROM operations AS o JOIN turned ON o.id = turned.id)"
    " SELECT o.id, o.by, o.at, o.why FROM earlier JOIN changes AS c ON c.id = earlier.id"
    " JOIN operations AS o ON o.id = c.operation WHERE c.value IS ?2 AND o.undoes IS NULL"
    " AND o.id NOT IN (SELECT id FROM turned WHERE id IS NOT NULL) ORDER BY c.id DESC LIMIT 1"
)


@dataclass(frozen=True)
class Version:
    """One of the values of a field in conflict: which operation gave it, who, when (ISO, UTC) and why."""

    value: Value
    operation: str
    by: str
    at: str
    why: str


@dataclass(frozen=True)
class Fork:
    """A field in conflict, with the versions of it: what was given here first, then what each merge brought. Versions
    of one value are several when several people gave it.
    """

    thing: str
    entity: str
    key: tuple[str, ...]
    field: str
    versions: tuple[Version, ...]


def forks(store: Store) -> list[Fork]:
    """Every field in conflict."""
    found: dict[tuple[str, str], tuple[str, str, list[Version]]] = {}
    for thing, entity, key, field, change, undoes, value, *given in store.rows(_OPEN):
        first = (
            store.rows(_FIRST_GIVEN, [change, value, undoes]) if undoes else []
        )  # who undoes a settlement gives nothing
        found.setdefault((thing, field), (entity, key, []))[2].append(Version(value, *(first[0] if first else given)))
    return [
        Fork(thing, entity, tuple(json.loads(key)), field, tuple(versions))
        for (thing, field), (entity, key, versions) in found.items()
    ]


def fields(store: Store) -> list[tuple[str, tuple[str, ...], str]]:
    """The fields in conflict: entity, key and field of each."""
    rows = store.rows("SELECT t.entity, t.key, f.field FROM conflicts AS f JOIN things AS t ON t.id = f.thing")
    return [(entity, tuple(json.loads(key)), field) for entity, key, field in rows]
