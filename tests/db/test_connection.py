"""Opening review files: the settings of a file, and a sentence of its own for each way it can fail."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from inspektor.db import connection, schema
from inspektor.db.connection import sqlite
from inspektor.db.store import Setting, Store, settings_of
from inspektor.domain.values import case_key
from inspektor.operations.answers import record_answer
from tests.db.helpers import names, opened, raw, told
from tests.support import LEAD, dump, in_child, told_without_rights


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 1)


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


def test_opening_a_file_a_second_time_keeps_the_lock_of_a_transaction_that_is_open_in_it(review: Path) -> None:
    """On POSIX, a process loses its locks on a file when it closes any handle to it."""
    with Store.open(review, write=True) as store, store.transaction():
        with Store.open(review):
            pass
        assert "locked" in begun_outside(review)
    assert begun_outside(review) == ""


def begun_outside(path: Path) -> str:
    """What another process is told when it begins to write in the file; empty when it may."""
    script = (
        "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute('BEGIN IMMEDIATE')"
    )
    return subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False).stderr
