"""No table can be forgotten: each of a file's tables and columns is carried by merging, or can be rebuilt from what is,
or stays in the file for a reason that is written down.
"""

from __future__ import annotations

import pytest

from inspektor.db import schema
from inspektor.db.schema import ENTITIES, LOCAL, LOG
from inspektor.db.store import Store

REBUILT = {  # from the log alone (I8): `check` proves it
    **{entity.table: {"id", *entity.key, *entity.fields} for entity in ENTITIES.values()},
    "conflicts": {"thing", "field"},
}


def columns(store: Store) -> set[str]:
    """Every column of every table, as `table.column`."""
    tables = store.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {f"{table}.{column}" for (table,) in tables for _, column, *_ in store.rows(f"PRAGMA table_info({table})")}


def accounted_for(name: str) -> bool:
    """Whether it is said what becomes of a column when files are merged."""
    table, column = name.split(".")
    return column in LOG.get(table, ()) or column in REBUILT.get(table, ()) or bool(LOCAL.get(table) or LOCAL.get(name))


def test_every_column_is_carried_or_rebuilt_or_local_for_a_reason(store: Store) -> None:
    assert {name for name in columns(store) if not accounted_for(name)} == set()


def test_nothing_is_accounted_for_that_is_not_there_and_nothing_twice(store: Store) -> None:
    there = columns(store)
    carried = {f"{table}.{column}" for table, names in LOG.items() for column in names}
    rebuilt = {f"{table}.{column}" for table, names in REBUILT.items() for column in names}
    local = {name for name in there if name in LOCAL or name.split(".")[0] in LOCAL}
    assert carried | rebuilt | local == there
    assert not carried & rebuilt
    assert not local & (carried | rebuilt)
    assert all(any(one == name or one.startswith(f"{name}.") for one in there) for name in LOCAL)


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE fynd (id TEXT PRIMARY KEY) STRICT", "ALTER TABLE operations ADD COLUMN place TEXT"]
)
def test_a_new_table_or_column_that_nobody_has_thought_of_is_found(store: Store, statement: str) -> None:
    store.database.execute(statement)
    (forgotten,) = (name for name in columns(store) if not accounted_for(name))
    assert forgotten in ("fynd.id", "operations.place")


def test_what_stays_in_the_file_has_a_reason() -> None:
    assert all(reason.strip() for reason in schema.LOCAL.values())
