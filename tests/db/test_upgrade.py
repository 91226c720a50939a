"""Files from an older program: upgraded after a backup, all or nothing."""

from __future__ import annotations

import errno
import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils.migrations import Migrations

from inspektor.db import check, queries, schema
from inspektor.db.connection import Database
from inspektor.db.store import Store
from inspektor.operations.disposition import leave_out
from inspektor.operations.merging import merge_files
from tests.db.helpers import names, opened, told
from tests.support import dump

FIRST = Path(__file__).with_name("version_1.granskning.gz")  # a file as the program of version 1 wrote it


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A review from the first version: a sample of eight cases, three of them answered, and a text."""
    path = tmp_path / "Första årets.granskning"
    path.write_bytes(gzip.decompress(FIRST.read_bytes()))
    return path


def test_a_file_of_the_first_version_opens_with_all_that_it_holds(first: Path) -> None:
    before, held = first.read_bytes(), dump(first)
    with Store.open(first, write=True) as store:
        assert check.problems(store) == []
        assert queries.disposition(store) == {}
        assert len(queries.cases(store)) == 8
        assert len(queries.answer_values(store)) == 3
        assert queries.texts(store) == {"sammanfattning": "Det gick bra."}
        leave_out(store, "kallor", by="A")
        assert queries.disposition(store)["kallor"].left_out
    assert [path.read_bytes() for path in backups(first)] == [before]
    assert set(dump(first)) - set(held) == {"sections"}


def test_a_file_of_the_first_version_is_taken_in_and_left_as_it_is(first: Path) -> None:
    path = shutil.copyfile(first, first.with_name("gruppen.granskning"))
    before = first.read_bytes()
    with Store.open(path, write=True) as store:
        leave_out(store, "kallor", by="A")
        merged = merge_files(store, [first], by="A")
        assert (merged.added, merged.conflicts) == (0, ())
        assert queries.disposition(store)["kallor"].left_out
        assert check.problems(store) == []
    assert first.read_bytes() == before


@pytest.fixture
def next_version(review: Path, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[Database], object]]:
    """A program one version ahead of the review: its step adds a column, and does what is put in the list."""
    assert review.exists()
    more: list[Callable[[Database], object]] = []
    steps_now = schema.migrations

    def step(database: Database) -> None:
        database.execute("ALTER TABLE texts ADD COLUMN author TEXT")
        database.execute("UPDATE texts SET author = 'okänd'")
        for one in more:
            one(database)

    def steps() -> Migrations:
        known = steps_now()
        known(name="9999_next")(step)
        return known

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "migrations", steps)
    return more


def backups(review: Path) -> list[Path]:
    return [path for path in review.parent.iterdir() if "säkerhetskopia" in path.name]


@pytest.mark.usefixtures("next_version")
def test_an_older_file_is_upgraded_after_a_backup_beside_it(review: Path) -> None:
    before, held = review.read_bytes(), dump(review)
    opened(review, write=True)
    assert [path.read_bytes() for path in backups(review)] == [before]
    after = dump(review)
    assert after.pop("pragmas") == [(schema.APPLICATION_ID,), (schema.VERSION,)]
    changed = {"pragmas", "texts", "_sqlite_migrations"}
    assert {name: rows for name, rows in after.items() if name not in changed} == {
        name: rows for name, rows in held.items() if name not in changed
    }
    opened(review, write=True)
    assert len(backups(review)) == 1


@pytest.mark.usefixtures("next_version")
def test_an_older_file_is_not_upgraded_by_reading_it(review: Path) -> None:
    before = review.read_bytes()
    assert "från en äldre Inspektor" in told(lambda: opened(review))
    assert review.read_bytes() == before
    assert backups(review) == []


def test_an_upgrade_that_fails_midway_leaves_the_file_and_names_the_backup(
    review: Path, next_version: list[Callable[[Database], object]]
) -> None:
    before = review.read_bytes()
    next_version.append(lambda database: database.execute("INSERT INTO texts SELECT * FROM saknas"))
    sentence = told(lambda: opened(review, write=True))
    assert review.read_bytes() == before
    (backup,) = backups(review)
    assert backup.read_bytes() == before
    assert backup.name in sentence


def test_a_bug_in_an_upgrade_leaves_the_file_too(
    review: Path, next_version: list[Callable[[Database], object]]
) -> None:
    before = review.read_bytes()

    def bug(_: Database) -> None:
        raise KeyError

    next_version.append(bug)
    with pytest.raises(KeyError):
        opened(review, write=True)
    assert review.read_bytes() == before
    assert names(review.parent) == {review.name, backups(review)[0].name}


@pytest.mark.usefixtures("next_version")
def test_a_file_is_not_upgraded_when_there_is_no_room_for_its_backup(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = review.read_bytes()

    def no_space(_: Path, copy: Path) -> None:
        copy.write_bytes(before[:5000])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfile", no_space)
    assert "Disken är full" in told(lambda: opened(review, write=True))
    assert review.read_bytes() == before
    assert names(review.parent) == {review.name}
