"""Files that may not be taken in: each is refused with its own sentence, and nothing is written or left behind. What
goes wrong with the disk is told with the name of the backup.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest
from sqlite_utils.migrations import Migrations

from inspektor.db import check, connection, merge, schema
from inspektor.db.connection import Database
from inspektor.db.store import Store, settings_of
from inspektor.domain.errors import Problem
from inspektor.operations import merging
from inspektor.operations.reviews import set_about
from inspektor.operations.texts import set_text
from tests.db.helpers import opened, raw
from tests.support import (
    CHECKLIST,
    LEAD,
    add_sample,
    answered,
    case_codes,
    copied,
    dump,
    make_review,
    told_without_rights,
    write,
)
from tests.terminal import attention, contents, inspektor, refused

FILE = "granskning.granskning"


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review with a sample, in a folder of its own."""
    monkeypatch.setattr(connection, "BUSY_MS", 1)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)
    folder = tmp_path / "Mapp åäö"
    folder.mkdir()
    with Store.open(make_review(folder), write=True) as store:
        add_sample(store)
        set_about(store, LEAD, title="En annan provgranskning")
    return folder / FILE


@pytest.fixture
def other(review: Path) -> Path:
    """A copy of it with an answer in it that the review has not."""
    with Store.open(review) as store:
        code = case_codes(store)[0]
    return answered(copied(review, "andra"), [(code, "ja")])


def harmed(other: Path, *statements: str) -> Path:
    raw(other, "PRAGMA foreign_keys = OFF", *statements)
    return other


def another_review(other: Path) -> Path:
    other.unlink()
    return make_review(other.parent, name=other.name)


def another_checklist(other: Path) -> Path:
    pin(other, "2", "Hur många besök?")
    return other


def pin(path: Path, version: str, label: str) -> None:
    """Take a version of the checklist up, in which a question is put in other words."""
    source = CHECKLIST.replace('version = "1"', f'version = "{version}"').replace("Hur många?", label)
    with Store.open(path, write=True) as store:
        store.record(
            settings_of("checklist", ("prov",), {"version": version, "source": source}), by=LEAD, kind="granskning"
        )


def newer(other: Path) -> Path:
    return harmed(other, f"PRAGMA user_version = {schema.VERSION + 1}")


def cut_off(other: Path) -> Path:
    other.write_bytes(other.read_bytes()[: 4096 * 5])
    return other


def empty(other: Path) -> Path:
    other.write_bytes(b"")
    return other


def another_programs(other: Path) -> Path:
    other.unlink()
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE anteckningar (text)")
    return other


def no_granskning(other: Path) -> Path:
    return write(other, "kod;svar\n")


def missing(other: Path) -> Path:
    other.unlink()
    return other


def a_folder(other: Path) -> Path:
    other.unlink()
    other.mkdir()
    return other


def itself(other: Path) -> Path:
    return other.with_name(FILE)


def under_another_name(other: Path) -> Path:
    other.unlink()
    os.link(other.with_name(FILE), other)
    return other


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "another review's": (another_review, "hör till en annan granskning (”En provgranskning”)"),
    "newer": (newer, "är skapad i en nyare Inspektor"),
    "cut off": (cut_off, "är skadad"),
    "empty": (empty, "är tom"),
    "another program's": (another_programs, "hör till ett annat program"),
    "no file of ours": (no_granskning, "är inte en granskning"),
    "missing": (missing, "finns inte"),
    "a folder": (a_folder, "är en mapp"),
    "the review itself": (itself, "är granskningen själv"),
    "the review under another name": (under_another_name, "är granskningen själv"),
    "a change with another value": (
        lambda other: harmed(
            other, "UPDATE changes SET value = 'annat' WHERE field = 'title'", "UPDATE reviews SET title = 'annat'"
        ),
        "samma ändring har olika innehåll",
    ),
    "a change by somebody else": (
        lambda other: harmed(other, "UPDATE operations SET by = 'Bo' WHERE seq = 1"),
        "samma ändring har olika innehåll",
    ),
    "a change that no longer replaces another": (
        lambda other: harmed(
            other,
            "DELETE FROM change_parents WHERE change IN (SELECT id FROM changes WHERE field = 'title')",
            "INSERT INTO conflicts SELECT id, 'title' FROM reviews",
            "UPDATE reviews SET title = (SELECT max(value) FROM changes WHERE field = 'title')",
        ),
        "samma ändring har olika innehåll",
    ),
    "a missing parent": (
        lambda other: harmed(other, "INSERT INTO change_parents SELECT id, 'x' FROM changes WHERE seq = 1"),
        "1 rad pekar på något som inte finns",
    ),
    "a missing change": (
        lambda other: harmed(other, "DELETE FROM changes WHERE seq = 2"),
        "1 ändring saknas i ändringsloggen",
    ),
    "a state that the log does not give": (
        lambda other: harmed(other, "UPDATE answers SET value = 'nej'"),
        "1 uppgift i answers (value) skiljer sig från ändringsloggen",
    ),
    "an operation without changes": (
        lambda other: harmed(
            other,
            "INSERT INTO operations (id, at, by, kind, why) VALUES ('x', '2026-01-01', 'A', 'svar', '')",
        ),
        "saknar ändringar",
    ),
}


@pytest.mark.parametrize(("make", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_and_the_review_is_byte_for_byte_as_before(
    review: Path, other: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    wrong = make(other)
    said = refused("slaihop", review, wrong, unchanged=review)
    assert sentence in said
    assert wrong.name in said


def test_one_bad_file_keeps_the_good_ones_out_too(review: Path, other: Path) -> None:
    bad = harmed(copied(other, "skadad"), "UPDATE answers SET value = 'nej'")
    assert bad.name in refused("slaihop", review, other, bad, unchanged=review)


def test_another_content_of_a_checklist_is_refused_and_the_differing_question_named(review: Path, other: Path) -> None:
    pin(review, "2", "Hur många gånger?")
    pin(other, "2", "Hur många besök?")
    said = refused("slaihop", review, other, unchanged=review)
    assert f"Filen {other.name} har checklistan prov 2 med ett annat innehåll" in said
    assert "antal" in said


def test_another_content_that_was_taken_up_earlier_is_refused_too(review: Path, other: Path) -> None:
    pin(review, "2", "Hur många gånger?")
    pin(other, "2", "Hur många besök?")
    pin(other, "3", "Hur många gånger?")
    assert "checklistan prov 2 med ett annat innehåll" in refused("slaihop", review, other, unchanged=review)


def test_versions_that_differ_are_a_conflict_that_is_settled_as_one(review: Path, other: Path) -> None:
    pin(review, "2", "Hur många gånger?")
    pin(other, "3", "Hur många besök?")
    with Store.open(review, write=True) as store:
        (found,) = merging.merge_files(store, [other], by=LEAD).conflicts
    assert {version.word for version in found.versions} == {"2", "3"}


def test_an_overwritten_page_anywhere_is_refused_or_does_no_harm(review: Path, other: Path) -> None:
    content = other.read_bytes()
    for number, start in enumerate(range(0, len(content), 4096)):
        other.write_bytes(content[:start] + random.Random(number).randbytes(4096) + content[start + 4096 :])
        before = contents(review.parent)
        with Store.open(review, write=True) as store, pytest.raises(Problem):
            merging.merge_files(store, [other], by=LEAD)
        assert contents(review.parent) == before, f"page {number}"


def test_a_file_that_another_program_has_locked_is_told_of(review: Path, other: Path) -> None:
    with closing(connection.sqlite.connect(str(other), isolation_level=None)) as elsewhere:
        elsewhere.execute("BEGIN EXCLUSIVE")
        assert f"Filen {other.name} används av ett annat program" in refused("slaihop", review, other, unchanged=review)


def test_a_review_that_another_program_has_locked_is_told_of_and_not_changed(review: Path, other: Path) -> None:
    before = review.read_bytes()
    with closing(connection.sqlite.connect(str(review), isolation_level=None)) as elsewhere:
        elsewhere.execute("BEGIN IMMEDIATE")
        said = inspektor("slaihop", review, other)
    assert (said.status, review.read_bytes()) == (1, before)
    assert f"Filen {FILE} används av ett annat program" in said.err


def test_a_full_disk_leaves_the_review_as_it_was_and_the_backup_is_named(review: Path, other: Path) -> None:
    before = review.read_bytes()
    with Store.open(other, write=True) as store:
        set_text(store, "sammanfattning", "Det gick bra. " * 5000, by=LEAD)
    with Store.open(review, write=True) as store:
        store.database.execute("PRAGMA max_page_count = 1")  # no more than there are
        with pytest.raises(Problem, match="Disken är full") as caught:
            merging.merge_files(store, [other], by=LEAD)
    assert review.read_bytes() == before
    (backup,) = review.parent.glob("*före ihopslagning*")
    assert str(caught.value).endswith(f"Säkerhetskopian från före ihopslagningen heter {backup.name}.")
    assert dump(backup) == dump(review)


def test_a_disk_that_is_full_while_many_files_are_put_together_is_told_of_the_review_and_not_of_a_hidden_copy(
    review: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = connection.sqlite.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    monkeypatch.setattr(merge, "MOST_ATTACHED", 1)
    monkeypatch.setattr(merge, "_settle", mock.Mock(side_effect=full))
    before = review.read_bytes()
    with Store.open(review, write=True) as store, pytest.raises(Problem) as caught:
        merging.merge_files(store, [other, copied(other, "tredje")], by=LEAD)
    assert str(caught.value).startswith(f"Disken är full. Ingenting har ändrats i {FILE}.")
    assert review.read_bytes() == before
    assert not list(review.parent.glob(".*"))


def test_a_disk_that_is_too_full_for_the_backup_leaves_nothing_behind(
    review: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    assert "Disken är full" in refused("slaihop", review, other, unchanged=review)


def test_a_folder_that_cannot_be_written_in_is_told_of(review: Path, other: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in (review, other):
            Path(shutil.copy(path, folder)).chmod(0o666)
        before = contents(folder)
        folder.chmod(0o555)
        said = told_without_rights(lambda: merge_there(folder / FILE, folder / other.name))
        folder.chmod(0o755)
        assert contents(folder) == before
    assert "skriv" in said


def merge_there(review: Path, other: Path) -> None:
    with Store.open(review, write=True) as store:
        merging.merge_files(store, [other], by=LEAD)


@pytest.fixture
def _next_version(review: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program one version ahead of both files; the review is brought to it."""
    steps_now = schema.migrations

    def step(database: Database) -> None:
        database.execute("CREATE TABLE nytt (rad TEXT) STRICT")

    def steps() -> Migrations:
        known = steps_now()
        known(name="9999_next")(step)
        return known

    assert other.exists()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "migrations", steps)
    opened(review, write=True)


@pytest.mark.usefixtures("_next_version")
def test_an_older_file_is_taken_in_by_way_of_a_copy_and_is_not_touched(review: Path, other: Path) -> None:
    before, beside = other.read_bytes(), set(contents(review.parent))
    with Store.open(review, write=True) as store:
        done = merging.merge_files(store, [other], by=LEAD)
        assert done.files[0].answers == 1
        assert check.problems(store) == []
    assert other.read_bytes() == before
    assert done.backup is not None
    assert set(contents(review.parent)) == beside | {done.backup.name}


def test_twelve_files_are_put_together_at_once(review: Path) -> None:
    with Store.open(review) as store:
        codes = case_codes(store)
    names = [f"Inspektör {number}" for number in range(12)]
    files = [
        answered(copied(review, name), [(codes[place % len(codes)], "ja")], who=name)
        for place, name in enumerate(names)
    ]
    before = set(contents(review.parent))
    said = attention("slaihop", review, *files)
    assert len(said["files"]) == 12
    assert sum(one["new"] for one in said["files"]) == said["changes_added"]
    with Store.open(review) as store:
        assert {who for (who,) in store.rows("SELECT reviewer FROM answers WHERE value = 'ja'")} == set(names)
        assert check.problems(store) == []
    assert set(contents(review.parent)) == before | {Path(said["backup"]).name}
