"""Working files: a new file of the same review that holds a part of its log, whole things at a time.

A change replaces changes of the same field of the same thing alone, so what is left out leaves no loose ends, and the
file is merged like any other.
"""

# ruff: noqa: S608  # tables and columns come from the schema

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from inspektor.db import connection, merge
from inspektor.db.schema import LOG
from inspektor.db.store import Store

_NEEDED = (  # what an inspector works from: the review, its checklists, their own cases and their own answers
    "INSERT INTO temp.needed SELECT id FROM things WHERE entity IN ('review', 'checklist')"
    " UNION SELECT value FROM json_each(:cases) UNION SELECT a.id FROM answers AS a"
    " JOIN json_each(:cases) AS j ON j.value = a.case_id WHERE a.reviewer = :owner"
)
_PART = {  # which rows of each table of the log are about it
    "things": "JOIN temp.needed AS n ON n.thing = t.id",
    "operations": "WHERE t.id IN (SELECT operation FROM changes AS c JOIN temp.needed AS n ON n.thing = c.thing)",
    "changes": "JOIN temp.needed AS n ON n.thing = t.thing",
    "change_parents": "JOIN changes AS c ON c.id = t.change JOIN temp.needed AS n ON n.thing = c.thing",
}


def write(store: Store, path: Path, owner: str, cases: Sequence[str], *, by: str) -> None:
    """Write `owner`'s working file with these cases (ids), as the store's open transaction has them. Problem when the
    file exists or cannot be written.
    """
    store.database.execute("CREATE TEMP TABLE needed (thing TEXT PRIMARY KEY) WITHOUT ROWID")
    try:
        store.database.execute(_NEEDED, {"cases": json.dumps(list(cases)), "owner": owner})
        connection.create(path, lambda copy: _fill(store, Store(path, copy), by), review=store.review, owner=owner)
    finally:
        store.database.execute("DROP TABLE temp.needed")


def _fill(store: Store, copy: Store, by: str) -> None:
    """The part of the log, in its order. All of it came with the file: nothing in it is undone there."""
    with copy.transaction():
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        copy.database.execute("INSERT INTO merges (seq, at, by, report) VALUES (1, ?, ?, '')", [at, by])
        for table, columns in LOG.items():
            order = " ORDER BY t.seq" if table in ("operations", "changes") else ""
            named = ", ".join(columns)
            selected = ", ".join(f"t.{column}" for column in columns)
            copy.database.conn.executemany(
                f"INSERT INTO {table} ({named}) VALUES ({', '.join('?' * len(columns))})",
                store.database.execute(f"SELECT {selected} FROM {table} AS t {_PART[table]}{order}"),
            )
        copy.database.execute("UPDATE operations SET merge = 1")
        merge.rebuild(copy)
