"""Opening and making review files: the settings of a file, and a sentence of its own for each way it can fail."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils.migrations import Migrations

from inspektor.db import connection, schema
from inspektor.db.connection import Database, sqlite
from inspektor.db.store import Setting, Store, settings_of
from inspektor.domain.errors import Problem
from inspektor.domain.values import case_key
from inspektor.operations.answers import record_answer
from tests.support import LEAD, dump, in_child, make_review, told_without_rights, write


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "Mapp å ä ö"
    folder.mkdir()
    return make_review(folder, checklist="", shipped=("dur",))


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody reaches, whatever rights the tests run with, with a review in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        make_review(folder, checklist="", shipped=("dur",)).chmod(0o666)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 1)


def raw(path: Path, *statements: str) -> None:
    """Do something to a file as any SQLite tool can."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as tool:
        for statement in statements:
            tool.execute(statement)


def opened(path: Path, *, write: bool = False) -> None:
    with Store.open(path, write=write):
        pass


def told(work: Callable[[], object]) -> str:
    with pytest.raises(Problem) as caught:
        work()
    return str(caught.value)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def rename(store: Store, title: str) -> None:
    store.record([Setting("review", (), "title", title)], by=LEAD, kind="granskning")


# What a file is


@pytest.mark.parametrize("write", [False, True])
def test_a_file_is_opened_with_the_settings_that_keep_it_safe(review: Path, write: bool) -> None:
    with Store.open(review, write=write) as store:
        found = {name: store.scalar(f"PRAGMA {name}") for name in SETTINGS}
    assert found == SETTINGS


SETTINGS = {
    "application_id": schema.APPLICATION_ID,
    "user_version": schema.VERSION,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "synchronous": 2,
    "journal_mode": "delete",
    "busy_timeout": connection.BUSY_MS,
}


def test_every_table_is_strict(review: Path) -> None:
    with Store.open(review) as store:
        tables = dict(store.rows("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"))
    assert tables.pop("sqlite_schema") == 0
    assert {entity.table for entity in schema.ENTITIES.values()} < tables.keys()
    assert set(tables.values()) == {1}


def test_the_head_of_the_file_tells_what_it_is(review: Path) -> None:
    head = review.read_bytes()[:100]
    assert head.startswith(b"SQLite format 3\0")
    assert head[68:72] == b"ISKT"
    assert int.from_bytes(head[60:64], "big") == schema.VERSION


def test_a_review_is_one_file(review: Path) -> None:
    with Store.open(review, write=True) as store:
        answer_one_case(store)
    assert names(review.parent) == {review.name}
    opened(review)
    assert names(review.parent) == {review.name}


def answer_one_case(store: Store) -> None:
    store.record(settings_of("case", (case_key("A-1"),), {"present": 1, "code": "A-1"}), by="A", kind="svar")
    record_answer(store, "A-1", "dur_aktuell", "ja", "A")


def test_any_sqlite_tool_can_read_the_file(review: Path) -> None:
    with Store.open(review, write=True) as store:
        answer_one_case(store)
    with closing(sqlite3.connect(review)) as tool:
        assert tool.execute("SELECT question, reviewer, value FROM answers").fetchall() == [("dur_aktuell", "A", "ja")]
        assert tool.execute("SELECT entity FROM things WHERE entity = 'case'").fetchall() == [("case",)]
        assert tool.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_file_that_another_tool_has_set_to_write_ahead_is_one_file_again(review: Path) -> None:
    raw(review, "PRAGMA journal_mode = WAL")
    with Store.open(review, write=True) as store:
        assert store.scalar("PRAGMA journal_mode") == "delete"
        rename(store, "Ny titel")
        assert names(review.parent) == {review.name}


def test_nothing_is_written_through_a_file_opened_for_reading(review: Path) -> None:
    before = review.read_bytes()
    with Store.open(review) as store:
        assert "skrivskyddad" in told(lambda: rename(store, "Ny titel"))
    assert review.read_bytes() == before


# What cannot be opened


def newer(path: Path) -> None:
    raw(path, f"PRAGMA user_version = {schema.VERSION + 1}")


def older(path: Path) -> None:
    raw(path, f"PRAGMA user_version = {schema.VERSION - 1}")


def another_programs(path: Path) -> None:
    path.unlink()
    raw(path, "CREATE TABLE receipts (id INTEGER)", "PRAGMA application_id = 7")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def without_its_review(path: Path) -> None:
    raw(path, "DELETE FROM file")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "finns inte"),
    "a folder": (a_folder, "är en mapp"),
    "empty": (lambda path: path.write_bytes(b""), "är tom"),
    "no SQLite file": (lambda path: path.write_bytes(b"PK\3\4 something else altogether"), "är inte en granskning"),
    "another program's": (another_programs, "hör till ett annat program"),
    "from a newer program": (newer, "nyare Inspektor. Uppdatera programmet"),
    "damaged": (cut_off, "är skadad"),
}


@pytest.mark.parametrize("write", [False, True], ids=["to read", "to write"])
@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_opened_is_refused_in_words_and_left_as_it_is(
    review: Path, make: Callable[[Path], object], words: str, write: bool
) -> None:
    make(review)
    before = review.read_bytes() if review.is_file() else names(review.parent)
    sentence = told(lambda: opened(review, write=write))
    assert words in sentence
    assert review.name in sentence
    assert sentence.endswith(".")
    assert (review.read_bytes() if review.is_file() else names(review.parent)) == before
    assert names(review.parent) <= {review.name}


@pytest.mark.usefixtures("impatient")
def test_each_has_its_own_sentence(review: Path, shared: Path) -> None:
    sentences = [locked(review), full(review), unreadable(shared), write_protected(shared), folder_protected(shared)]
    for number, (make, _) in enumerate(REFUSED.values()):
        folder = review.parent / str(number)
        folder.mkdir()
        copy = folder / review.name
        shutil.copy(review, copy)
        make(copy)
        sentences.append(told(partial(opened, copy)))
    assert len(set(sentences)) == len(sentences) == 5 + len(REFUSED)


@pytest.mark.parametrize("write", [False, True], ids=["to read", "to write"])
@pytest.mark.parametrize("name", ["finns inte.granskning", "granskning.granskning/under.granskning"])
def test_a_file_that_is_nowhere_is_said_to_be_missing(review: Path, name: str, write: bool) -> None:
    assert "finns inte" in told(lambda: opened(review.parent / name, write=write))
    assert names(review.parent) == {review.name}


def test_a_name_that_leads_nowhere_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "länk.granskning"
    path.symlink_to(path)
    assert "går inte att läsa" in told(lambda: opened(path))


def test_a_file_that_has_lost_what_it_is_about_is_damaged(review: Path) -> None:
    raw(review, "DELETE FROM file")
    assert "är skadad" in told(lambda: opened(review))


@pytest.mark.parametrize("table", ["file", "changes"])
def test_a_file_that_has_lost_a_table_is_damaged(review: Path, table: str) -> None:
    raw(review, f"DROP TABLE {table}")

    def use() -> None:
        with Store.open(review, write=True) as store:
            rename(store, "Ny titel")

    assert "är skadad" in told(use)


# Permissions


def unreadable(folder: Path) -> str:
    path = folder / "granskning.granskning"
    path.chmod(0)
    sentence = told_without_rights(lambda: opened(path))
    path.chmod(0o666)
    return sentence


def write_protected(folder: Path) -> str:
    path = folder / "granskning.granskning"
    path.chmod(0o444)
    sentence = told_without_rights(lambda: opened(path, write=True))
    path.chmod(0o666)
    return sentence


def folder_protected(folder: Path) -> str:
    def use() -> None:
        with Store.open(folder / "granskning.granskning", write=True) as store:
            rename(store, "Ny titel")

    folder.chmod(0o555)
    sentence = told_without_rights(use)
    folder.chmod(0o755)
    return sentence


def test_a_file_that_may_not_be_read_says_whom_to_ask(shared: Path) -> None:
    assert "Du har inte rätt att läsa filen" in unreadable(shared)


@pytest.mark.parametrize("write", [False, True], ids=["to read", "to write"])
def test_so_does_one_in_a_folder_that_may_not_be_entered(shared: Path, write: bool) -> None:
    shared.chmod(0o000)
    sentence = told_without_rights(lambda: opened(shared / "granskning.granskning", write=write))
    assert "Du har inte rätt att läsa filen" in sentence


def test_a_file_that_may_not_be_written_can_be_read_but_not_opened_for_writing(shared: Path) -> None:
    path = shared / "granskning.granskning"
    path.chmod(0o444)
    assert told_without_rights(lambda: opened(path)) == ""
    assert "skrivskyddad" in write_protected(shared)


def test_a_file_in_a_folder_that_may_not_be_written_can_be_read_but_not_changed(shared: Path) -> None:
    before = dump(shared / "granskning.granskning")
    shared.chmod(0o555)
    assert told_without_rights(lambda: opened(shared / "granskning.granskning")) == ""
    assert "Mappen som granskning.granskning ligger i är skrivskyddad" in folder_protected(shared)
    assert dump(shared / "granskning.granskning") == before


def test_a_review_is_not_made_in_a_folder_that_may_not_be_written(shared: Path) -> None:
    shared.chmod(0o555)
    sentence = told_without_rights(lambda: new(shared / "ny.granskning"))
    assert "går inte att skriva i" in sentence
    assert names(shared) == {"granskning.granskning"}
    shared.chmod(0o000)
    assert "inte rätt att skriva i mappen" in told_without_rights(lambda: new(shared / "ny.granskning"))


def test_a_write_that_was_cut_off_is_taken_back_by_the_next_who_only_reads(review: Path) -> None:
    before = dump(review)
    assert in_child(lambda: killed_midway(review)) == -signal.SIGKILL
    assert names(review.parent) == {review.name, f"{review.name}-journal"}
    opened(review)
    assert names(review.parent) == {review.name}
    assert dump(review) == before


def killed_midway(path: Path) -> None:
    with Store.open(path, write=True) as store:
        store.database.execute("PRAGMA cache_size = 1")  # so that half of it is in the file already
        store.database.execute("BEGIN IMMEDIATE")
        store.database.execute("UPDATE checklists SET source = source || source")
        store.database.execute("UPDATE changes SET value = 'x'")
        os.kill(os.getpid(), signal.SIGKILL)


def test_who_may_not_take_it_back_is_told_to_keep_the_journal(shared: Path) -> None:
    path = shared / "granskning.granskning"
    in_child(lambda: killed_midway(path))
    for one in shared.iterdir():
        one.chmod(0o444)
    shared.chmod(0o555)
    sentence = told_without_rights(lambda: opened(path))
    assert "avbröts" in sentence
    assert f"{path.name}-journal" in sentence


# Surroundings that fail


def locked(path: Path) -> str:
    with closing(sqlite.connect(str(path), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        return told(lambda: opened(path))


def full(path: Path) -> str:
    with Store.open(path, write=True) as store:
        store.database.execute(f"PRAGMA max_page_count = {store.scalar('PRAGMA page_count')}")
        return told(lambda: rename(store, "Titel " * 10_000))


@pytest.mark.usefixtures("impatient")
def test_a_file_that_another_program_holds_cannot_be_opened_or_written(review: Path) -> None:
    assert "används av ett annat program" in locked(review)
    with Store.open(review, write=True) as store, closing(sqlite.connect(str(review), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "används av ett annat program" in told(lambda: rename(store, "Ny titel"))
        other.execute("ROLLBACK")
        rename(store, "Ny titel")
        assert store.scalar("SELECT title FROM reviews") == "Ny titel"


def test_a_full_disk_changes_nothing_and_the_work_goes_on_when_there_is_room(review: Path) -> None:
    before = dump(review)
    with Store.open(review, write=True) as store:
        pages = store.scalar("PRAGMA page_count")
        store.database.execute(f"PRAGMA max_page_count = {pages}")
        sentence = told(lambda: rename(store, "Titel " * 10_000))
        assert "Disken är full. Ingenting har ändrats" in sentence
        assert dump(review) == before
        store.database.execute("PRAGMA max_page_count = 1000000")
        rename(store, "Ny titel")
    assert dump(review) != before


def test_a_disk_that_does_not_answer_changes_nothing(review: Path) -> None:
    """The system refuses to let the file grow, which SQLite knows as an input or output error."""
    import resource

    before = dump(review)

    def write_too_much() -> None:
        with Store.open(review, write=True) as store:
            size = review.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            sentence = told(lambda: rename(store, "Titel " * 1_000_000))
        assert "Disken" in sentence
        assert "Ingenting har ändrats" in sentence

    assert in_child(write_too_much) == 0
    assert dump(review) == before


# Making a file


def new(path: Path) -> None:
    Store.create(path, [Setting("review", (), "title", "T")], by=LEAD).database.close()


def test_a_file_that_exists_is_never_overwritten(review: Path) -> None:
    before = review.read_bytes()
    assert "finns redan och skrivs inte över" in told(lambda: new(review))
    assert review.read_bytes() == before
    assert names(review.parent) == {review.name}


def test_nor_one_that_came_while_the_new_one_was_made(tmp_path: Path) -> None:
    path = tmp_path / "ny.granskning"

    def meanwhile(_: Database) -> None:
        path.write_text("någon annans", encoding="utf-8")

    assert "finns redan och skrivs inte över" in told(lambda: connection.create(path, meanwhile))
    assert path.read_text(encoding="utf-8") == "någon annans"
    assert names(tmp_path) == {path.name}


def test_a_file_is_not_made_in_a_folder_that_is_none(tmp_path: Path) -> None:
    write(tmp_path / "fil", "")
    for folder in ("saknas", "fil"):
        path = tmp_path / folder / "ny.granskning"
        assert "Mappen" in told(partial(new, path))
    assert names(tmp_path) == {"fil"}


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    for length in (240, 300):
        assert "för långt" in told(partial(new, tmp_path / f"{'n' * length}.granskning"))
        assert names(tmp_path) == set()


def test_making_a_file_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", no_space)
    assert "Disken är full" in told(lambda: new(tmp_path / "ny.granskning"))
    assert names(tmp_path) == set()


def test_a_file_system_without_hard_links_gets_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", no_links)
    new(tmp_path / "ny.granskning")
    opened(tmp_path / "ny.granskning")
    assert names(tmp_path) == {"ny.granskning"}


# Older files


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
