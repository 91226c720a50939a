"""A file from an earlier version is brought to the present one with everything in it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from inspektor.db import check, queries
from inspektor.db.connection import sqlite
from inspektor.db.store import Store
from inspektor.operations import planning
from tests.support import LEAD, make_review


def as_of_version_1(path: Path) -> None:
    """What the first version wrote: without the planned area and units, and without the way to a case's answers."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as raw:
        raw.execute("DROP INDEX answers_case")
        for name in ("area", "units"):
            raw.execute(f"ALTER TABLE reviews DROP COLUMN {name}")
        raw.execute("DELETE FROM _sqlite_migrations WHERE name = '0002_planned'")
        raw.execute("PRAGMA user_version = 1")


def test_a_file_of_the_first_version_is_brought_up_with_a_copy_beside_it(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    as_of_version_1(path)
    with Store.open(path, write=True) as store:
        assert check.problems(store) == []
        assert (queries.review(store).title, queries.review(store).units) == ("En provgranskning", "")
        planning.change_plan(store, {**planning.plan_of(store), "units": "Farsta, Norrmalm"}, by=LEAD)
        assert queries.review(store).planned_units == ("Farsta", "Norrmalm")
        assert check.problems(store) == []
    assert len(list(tmp_path.glob("* säkerhetskopia *.granskning"))) == 1


def test_the_answers_of_a_case_are_found_without_reading_all(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path)) as store:
        plan = store.rows(
            "EXPLAIN QUERY PLAN SELECT value FROM answers WHERE case_id IN (SELECT value FROM json_each(?))", ["[]"]
        )
    assert any("answers_case" in str(row) for row in plan)
