"""The tables of a review file, its migrations and its versions.

Three kinds of tables. The *log* (`operations`, `things`, `changes`, `change_parents`) holds everything that anybody
decided and is only ever appended to: it is what merging carries (`LOG`). The *state* (one table an entity, from
`ENTITIES`, and `conflicts`) shows the present, and can be rebuilt from the log alone (I8). What is *local* to a file
(`LOCAL`) says how this file came to hold what it holds, and goes nowhere.
"""

from __future__ import annotations

import shutil
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x49534B54  # "ISKT", so that `file` and the program know the file
VERSION = 2


@dataclass(frozen=True)
class Entity:
    """A kind of thing: its state table, the columns of its natural key, and the fields that changes set."""

    table: str
    key: tuple[str, ...]
    fields: dict[str, str]


ENTITIES = {
    "review": Entity(
        "reviews",
        (),
        dict.fromkeys(("title", "dnr", "theme", "area", "law", "period", "units", "purpose"), "TEXT"),
    ),
    "checklist": Entity("checklists", ("checklist",), {"version": "TEXT", "source": "TEXT", "position": "INTEGER"}),
    "frame": Entity("frames", (), {"content": "TEXT", "sha256": "TEXT", "protocol": "TEXT"}),
    "draw": Entity("draws", ("draw",), {"present": "INTEGER", "content": "TEXT"}),
    "case": Entity(
        "cases",
        ("case_key",),
        {
            "present": "INTEGER",
            "code": "TEXT",
            "unit": "TEXT",
            "gender": "TEXT",
            "birth_year": "INTEGER",
            "age_group": "TEXT",
            "law": "TEXT",
            "insats": "TEXT",
            "decision": "TEXT",
            "decision_date": "TEXT",
            "first_decision": "TEXT",
            "children": "TEXT",
            "area": "TEXT",
            "origin": "TEXT",
            "reviewer": "TEXT",
            "second_reviewer": "TEXT",
            "done": "INTEGER",
            "replaces": "TEXT",
            "replaced_why": "TEXT",
        },
    ),
    "answer": Entity(
        "answers",
        ("case_id", "question", "reviewer"),
        {"value": "ANY", "comment": "TEXT", "quotation": "TEXT", "place": "TEXT", "flagged": "INTEGER"},
    ),
    "consensus": Entity("consensus_answers", ("case_id", "question"), {"value": "ANY"}),
    "text": Entity("texts", ("section",), {"body": "TEXT"}),
    "section": Entity(
        "sections",
        ("section",),
        {"heading": "TEXT", "left_out": "INTEGER", "joined_to": "TEXT", "parts": "TEXT"},
    ),
}
LOG = {  # the tables that merging carries, with the columns that travel; their `seq` is each file's own order
    "things": ("id", "entity", "key"),
    "operations": ("id", "at", "by", "kind", "why", "undoes"),
    "changes": ("id", "operation", "thing", "field", "value"),
    "change_parents": ("change", "parent"),
}
LOCAL = {  # what stays in the file, and why
    "file": "which review and whose working file it is: each file is its own",
    "merges": "what this file has taken in, and when: another file has taken in other things",
    "operations.seq": "the order in which this file came to know of it",
    "operations.merge": "the merge that brought it to this file",
    "changes.seq": "the order in which this file came to know of it",
    "_sqlite_migrations": "the steps that made this file's tables",
}

_LOG = """
CREATE TABLE file (review TEXT NOT NULL, owner TEXT) STRICT;
CREATE TABLE merges (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;
CREATE TABLE operations (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  undoes TEXT REFERENCES operations (id),
  merge INTEGER REFERENCES merges (seq)
) STRICT;
CREATE TABLE things (
  id TEXT PRIMARY KEY,
  entity TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL REFERENCES operations (id),
  thing TEXT NOT NULL REFERENCES things (id),
  field TEXT NOT NULL,
  value ANY
) STRICT;
CREATE INDEX changes_thing ON changes (thing, field);
CREATE INDEX changes_operation ON changes (operation);
CREATE TABLE change_parents (
  change TEXT NOT NULL REFERENCES changes (id),
  parent TEXT NOT NULL REFERENCES changes (id),
  PRIMARY KEY (change, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_parents_parent ON change_parents (parent);
CREATE TABLE conflicts (
  thing TEXT NOT NULL REFERENCES things (id),
  field TEXT NOT NULL,
  PRIMARY KEY (thing, field)
) STRICT, WITHOUT ROWID;
"""


def _state_table(entity: Entity) -> str:
    columns = [
        *(f"{name} TEXT NOT NULL" for name in entity.key),
        *(f"{name} {kind}" for name, kind in entity.fields.items()),
    ]
    return f"CREATE TABLE {entity.table} (id TEXT PRIMARY KEY, {', '.join(columns)}) STRICT, WITHOUT ROWID"


_AT_FIRST = ("review", "checklist", "frame", "draw", "case", "answer", "consensus", "text")  # the entities of version 1


def _first(database: Database) -> None:
    for statement in _LOG.split(";"):
        if statement.strip():
            database.execute(statement)
    for name in _AT_FIRST:
        database.execute(_state_table(ENTITIES[name]))
    database.execute("CREATE INDEX answers_case ON answers (case_id, question, reviewer)")


def _sections(database: Database) -> None:
    database.execute(_state_table(ENTITIES["section"]))


def migrations() -> Migrations:
    """Every step from an empty file to `VERSION`, in order. Steps are appended, never edited."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("inspektor")
    steps(name="0001_first")(_first)
    steps(name="0002_sections")(_sections)
    return steps


def version(database: Database) -> int:
    """The schema version of a file (`PRAGMA user_version`)."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def create(database: Database, review: str = "", owner: str | None = None) -> None:
    """Make a new file's tables, with a new review's id, or as `owner`'s working file of an existing review."""
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    apply(database)
    database.execute("INSERT INTO file (review, owner) VALUES (?, ?)", [review or str(uuid.uuid4()), owner])


def apply(database: Database) -> None:
    """Take every step that a file has not taken, all or none."""
    with database.atomic():
        migrations().apply(database)
        database.execute(f"PRAGMA user_version = {VERSION}")


def backup(path: Path) -> Path:
    """A copy of the file beside it, named after the time. Only while no transaction is open in it."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    copy = path.with_name(f"{path.stem} säkerhetskopia {stamp}{path.suffix}")
    try:
        shutil.copyfile(path, copy)
    except OSError:
        copy.unlink(missing_ok=True)  # half a copy is none
        raise
    return copy
