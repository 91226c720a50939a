"""What the files of a merge brought, each of them and all together: the changes, and what the new ones are about."""

# ruff: noqa: S608  # names of attached files come from `merge`

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspektor.db.store import HEAD, Store

TEMPORARY = (  # of one merge: the fields that have several last values, and the cases with new answers
    "CREATE TEMP TABLE IF NOT EXISTS forks (thing TEXT, field TEXT, differ, PRIMARY KEY (thing, field)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS worked (case_id TEXT PRIMARY KEY) WITHOUT ROWID",
    "DELETE FROM temp.forks",
    "DELETE FROM temp.worked",
)
_GIVEN = f"(SELECT c.thing, c.field, c.seq FROM changes AS c WHERE coalesce(c.value, '') <> '' AND {HEAD})"
_STANDING = (  # what new changes give answers, once a field: in the log's order, which is how it lies
    "SELECT count(*) FILTER (WHERE field = 'value'), count(*) FILTER (WHERE field = 'comment'),"
    f" count(*) FILTER (WHERE field = 'quotation') FROM {_GIVEN} AS g WHERE seq > ?"
    " AND field IN ('value', 'comment', 'quotation') AND thing NOT IN (SELECT id FROM consensus_answers)"
    f" AND NOT EXISTS (SELECT 1 FROM temp.forks AS f CROSS JOIN {_GIVEN} AS o USING (thing, field)"
    " WHERE f.thing = g.thing AND f.field = g.field AND o.seq > g.seq)"
)
_WORKED = (  # case by case, since the first new answer to one is enough
    "INSERT OR REPLACE INTO temp.worked SELECT id FROM {0}.cases AS k WHERE EXISTS (SELECT 1 FROM {0}.answers AS a"
    " CROSS JOIN main.changes AS c ON c.thing = a.id WHERE a.case_id = k.id AND +c.seq > ?)"
)
_FORKED = (
    "SELECT count(DISTINCT f.thing) FILTER (WHERE NOT f.differ AND t.entity = 'answer' AND f.field = 'value'),"
    " count(DISTINCT f.thing) FILTER (WHERE f.differ) FROM temp.forks AS f JOIN things AS t ON t.id = f.thing"
    " WHERE EXISTS (SELECT 1 FROM changes AS c WHERE c.thing = f.thing AND c.field = f.field AND c.seq > ?)"
)


@dataclass(frozen=True)
class Brought:
    """What one file brought, or all of them together (`file` is empty then): the changes and how many of them were new,
    and what the new ones are about.

    `answers`, `comments` and `quotations` are those of them that stand after it; `same` the answers that it and the
    review gave alike without knowing of each other, `differing` the things (answers, cases …) that they gave different
    values. `at` (ISO, UTC) and `by` are of what is new.
    """

    file: str
    by: tuple[str, ...] = ()
    at: str = ""
    changes: int = 0
    new: int = 0
    cases: int = 0
    answers: int = 0
    comments: int = 0
    quotations: int = 0
    same: int = 0
    differing: int = 0


@dataclass(frozen=True)
class Taken:
    """What each file brought, and all of them together: a case, an answer or a difference that several of them concern
    is one there.
    """

    files: tuple[Brought, ...]
    total: Brought


def by_file(store: Store, other: str, name: str, changes: int, new: int, after: tuple[int, int]) -> Brought:
    """What the file attached as `other` brought with its `changes`, of which `new` were new: those of the log `after`
    a change and an operation.
    """
    if not new:
        return Brought(name, changes=changes)
    start, operations = after
    people, at = store.rows(
        "SELECT json_group_array(DISTINCT by), coalesce(max(at), '') FROM operations WHERE seq > ?", [operations]
    )[0]
    cases = store.database.execute(_WORKED.format(other), [start]).rowcount
    return Brought(name, tuple(sorted(json.loads(people))), at, changes, new, cases, *_about(store, start))


def together(store: Store, files: Sequence[Brought], start: int) -> Brought:
    """What the files of a merge brought together: the changes after `start`."""
    people = {who for one in files for who in one.by}
    return Brought(
        "",
        tuple(sorted(people)),
        max((one.at for one in files), default=""),
        sum(one.changes for one in files),
        sum(one.new for one in files),
        store.scalar("SELECT count(*) FROM temp.worked"),
        *_about(store, start),
    )


def _about(store: Store, start: int) -> tuple[int, ...]:
    """How many answers, comments, quotations, same and differing the changes after `start` brought."""
    return *store.rows(_STANDING, [start])[0], *store.rows(_FORKED, [start])[0]


def reports(store: Store) -> list[tuple[str, str, str]]:
    """The merges that were made in this file, the latest first: when (ISO, UTC), by whom, and what they brought as JSON
    (`Taken` and the name of the backup).
    """
    return store.rows("SELECT at, by, report FROM merges WHERE report <> '' ORDER BY seq DESC")


def from_report(told: Mapping[str, Any]) -> Brought:
    """What a file brought, as a report has it."""
    return Brought(**{**told, "by": tuple(told["by"])})
