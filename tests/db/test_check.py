"""`kontrollera`: whatever has gone wrong in a file is told in Swedish, and never by a traceback."""

# ruff: noqa: S608  # the harm is put together from constants

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db import check, connection, schema
from inspektor.db.schema import ENTITIES
from inspektor.db.store import Setting, Store
from inspektor.domain.errors import Problem
from inspektor.operations import disposition, samples, texts
from inspektor.operations.answers import record_answer, record_note
from tests.support import LEAD, add_sample, make_review, open_review

LATEST = "(SELECT max(seq) FROM changes)"
PARENT = "(SELECT max(parent) FROM change_parents)"
OF_ANSWERS = "(SELECT min(c.seq) FROM changes AS c JOIN things AS t ON t.id = c.thing WHERE t.entity = 'answer')"


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with something in every table: sample, replacement, answers changed and taken back, text."""
    with open_review(tmp_path_factory.mktemp("hel")) as store:
        code, other, *_ = add_sample(store).draw.codes
        samples.replace_case(store, other, "Akten är gallrad", by=LEAD)
        for answer in ("ja", "nej"):
            record_answer(store, code, "plan_finns", answer, "Anna")
        store.undo("Anna")
        record_answer(store, code, "antal", "3", "Bo")
        record_note(store, code, "antal", "Bo", comment="Räknat två gånger", flagged=1)
        store.record(
            [Setting("consensus", (store.thing_id("case", (code,)), "antal"), "value", 3)], by="Bo", kind="gemensamt"
        )
        disposition.leave_out(store, "kallor", by=LEAD)
        texts.set_text(store, "sammanfattning", "Det gick bra.", by=LEAD)
        return store.path


@pytest.fixture
def store(review: Path, tmp_path: Path) -> Iterator[Store]:
    copy = shutil.copyfile(review, tmp_path / review.name)
    with Store.open(copy, write=True) as opened:
        yield opened


def harm(store: Store, *statements: str) -> None:
    """Change the file behind the program's back."""
    store.database.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        store.database.execute(statement)


def test_a_whole_file_has_no_problems_however_often_it_is_checked(store: Store) -> None:
    assert all(store.scalar(f"SELECT count(*) FROM {entity.table}") for entity in ENTITIES.values())
    assert check.problems(store) == check.problems(store) == []


def test_a_whole_file_can_be_checked_without_writing_to_it(review: Path) -> None:
    before = review.read_bytes()
    with Store.open(review) as store:
        assert check.problems(store) == []
    assert review.read_bytes() == before


def test_a_new_file_has_no_problems(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path)) as store:
        assert check.problems(store) == []


HARMS = {  # what was done to the file: the statements, and what a sentence must say
    "a changed answer": (["UPDATE answers SET value = 'vet_ej' WHERE value = 'ja'"], "1 uppgift i answers (value)"),
    "a changed comment": (["UPDATE answers SET comment = 'x'"], "i answers (comment) skiljer sig"),
    "a number for a text": (["UPDATE answers SET value = '3' WHERE value = 3"], "1 uppgift i answers (value)"),
    "an emptied field": (["UPDATE cases SET gender = NULL"], "uppgifter i cases (gender) skiljer sig"),
    "a changed text": (["UPDATE texts SET body = body || '.'"], "1 uppgift i texts (body)"),
    "a changed checklist": (["UPDATE checklists SET source = ''"], "1 uppgift i checklists (source)"),
    "a changed title": (["UPDATE reviews SET title = 'Annan'"], "1 uppgift i reviews (title)"),
    "a missing row": (
        ["DELETE FROM texts"],
        "texts stämmer inte med ändringsloggen: rader för mycket 0, rader för lite 1",
    ),
    "an extra row": (
        ["INSERT INTO answers (id, case_id, question, reviewer, value) VALUES ('x', 'y', 'plan_finns', 'A', 'ja')"],
        "answers stämmer inte med ändringsloggen: rader för mycket 1, rader för lite 0",
    ),
    "a row given to another reviewer": (["UPDATE answers SET reviewer = 'C'"], "(reviewer)"),
    "a row given to another case": (["UPDATE cases SET case_key = 'x'||case_key"], "(case_key)"),
    "a row with another id": (["UPDATE texts SET id = 'x'"], "texts stämmer inte med ändringsloggen"),
    "a deleted change": ([f"DELETE FROM changes WHERE seq = {LATEST}"], "1 uppgift i texts (body)"),
    "a deleted change that others replaced": (
        [f"DELETE FROM changes WHERE seq = {OF_ANSWERS}"],
        "1 rad pekar på något som inte finns",
    ),
    "a deleted change and its links": (
        [
            f"DELETE FROM change_parents WHERE parent = (SELECT id FROM changes WHERE seq = {OF_ANSWERS})",
            f"DELETE FROM changes WHERE seq = {OF_ANSWERS}",
        ],
        "1 ändring saknas i ändringsloggen",
    ),
    "a deleted operation": (
        [
            "DELETE FROM changes WHERE operation = (SELECT id FROM operations WHERE seq = 2)",
            "DELETE FROM operations WHERE seq = 2",
        ],
        "1 åtgärd saknas i ändringsloggen",
    ),
    "an operation without changes": (
        ["INSERT INTO operations (id, at, by, kind, why) VALUES ('x', '2026', 'A', 'svar', '')"],
        "1 åtgärd i ändringsloggen saknar ändringar",
    ),
    "a changed value in the log": (
        [f"UPDATE changes SET value = 'x' WHERE seq = {LATEST}"],
        "1 uppgift i texts (body)",
    ),
    "a field of another name in the log": (
        [f"UPDATE changes SET field = 'kropp' WHERE seq = {LATEST}"],
        "1 uppgift i texts (body)",
    ),
    "a parent of another field": (
        [f"UPDATE change_parents SET parent = (SELECT min(id) FROM changes) WHERE parent = {PARENT}"],
        "1 ändring i loggen ersätter en ändring av något annat",
    ),
    "a change that is its own parent": (
        [f"INSERT INTO change_parents SELECT id, id FROM changes WHERE seq = {LATEST}"],
        "1 ändring i loggen ersätter en som inte kom före",
    ),
    "changes that replace each other": (
        ["INSERT OR IGNORE INTO change_parents SELECT parent, change FROM change_parents"],
        "i loggen ersätter en som inte kom före",
    ),
    "a parent that is none": (
        [f"INSERT INTO change_parents SELECT id, 'x' FROM changes WHERE seq = {LATEST}"],
        "1 rad pekar på något som inte finns",
    ),
    "a change of nothing": (
        [f"UPDATE changes SET thing = 'x' WHERE seq = {LATEST}"],
        "1 rad pekar på något som inte finns",
    ),
    "the id of another review": (
        ["UPDATE file SET review = '00000000-0000-4000-8000-000000000000'"],
        "har ett id som inte hör till granskningen",
    ),
    "a thing with another key": (
        ["UPDATE things SET key = '[\"x\"]' WHERE entity = 'text'"],
        "1 post i ändringsloggen",
    ),
    "a thing of another kind": (
        ["UPDATE things SET entity = 'enkät' WHERE entity = 'text'"],
        "1 post i ändringsloggen",
    ),
    "a key that is no JSON": (["UPDATE things SET key = '[' WHERE entity = 'text'"], "1 post i ändringsloggen"),
    "a key that is no list": (["UPDATE things SET key = '7' WHERE entity = 'text'"], "1 post i ändringsloggen"),
    "two reviews in one file": (["INSERT INTO file (review) VALUES ('x')"], "inte entydigt vilken granskning"),
    "a newer version": ([f"PRAGMA user_version = {schema.VERSION + 1}"], "skapad i en nyare Inspektor"),
    "an older version": ([f"PRAGMA user_version = {schema.VERSION - 1}"], "från en äldre Inspektor"),
    "steps that were never taken": (["DELETE FROM _sqlite_migrations"], "version stämmer inte"),
    "a missing table": (["DROP TABLE change_parents"], "är skadad"),
    "bytes that are no text": (["UPDATE texts SET body = CAST(x'C3' AS TEXT)"], "1 uppgift i texts (body)"),
    "a key of bytes that are no text": (
        ["UPDATE things SET key = CAST(x'C3' AS TEXT) WHERE entity = 'text'"],
        "är skadad",
    ),
}


@pytest.mark.parametrize(("statements", "told"), HARMS.values(), ids=HARMS.keys())
def test_harm_is_found_and_named(store: Store, statements: list[str], told: str) -> None:
    harm(store, *statements)
    found = found_in(store.path)
    assert any(told in sentence for sentence in found), found
    assert all(sentence.endswith(".") and sentence[0].isupper() | sentence[0].isdigit() for sentence in found)


def test_every_link_of_the_tables_is_followed(store: Store) -> None:
    links = store.rows(
        """SELECT t.name, f."from", f."table", f."to" FROM sqlite_schema AS t"""
        " JOIN pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table'"
    )
    assert sorted(links) == sorted(check.LINKS)


def test_every_field_of_the_state_is_compared_with_the_log(store: Store) -> None:
    for entity in ENTITIES.values():
        values = [f"{name} = {'-7' if kind == 'INTEGER' else repr('annat')}" for name, kind in entity.fields.items()]
        harm(store, f"UPDATE {entity.table} SET {', '.join(values)}")
    told = " ".join(check.problems(store))
    assert all(f"{entity.table} ({name})" in told for entity in ENTITIES.values() for name in entity.fields)


def test_a_version_that_does_not_fit_the_tables_is_told(store: Store) -> None:
    harm(store, f"PRAGMA user_version = {schema.VERSION + 1}")
    assert check.problems(store) == ["Filens version stämmer inte med dess tabeller."]


def test_no_sentence_quotes_what_stands_in_the_file(store: Store) -> None:
    harm(store, "UPDATE answers SET value = 'hemligt', comment = 'hemligt'", "UPDATE things SET key = '[\"hemligt\"]'")
    found = check.problems(store)
    assert found
    assert "hemligt" not in " ".join(found)


def test_an_overwritten_page_anywhere_is_told_and_nothing_raised(review: Path, tmp_path: Path) -> None:
    content = review.read_bytes()
    for number, start in enumerate(range(0, len(content), 4096)):
        damaged = tmp_path / f"{number}.granskning"
        damaged.write_bytes(content[:start] + random.Random(number).randbytes(4096) + content[start + 4096 :])
        assert found_in(damaged), f"page {number}"


def test_a_file_that_is_cut_off_is_told_wherever_it_ends(review: Path, tmp_path: Path) -> None:
    content = review.read_bytes()
    for end in (16, 99, 512, 4095, 4096, 5000, len(content) // 2, len(content) - 4096, len(content) - 1):
        cut = tmp_path / f"{end}.granskning"
        cut.write_bytes(content[:end])
        assert found_in(cut), f"{end} bytes"


def found_in(path: Path) -> list[str]:
    """What is told of a file, whether it is refused on opening or found wanting."""
    try:
        with Store.open(path) as store:
            return check.problems(store)
    except Problem as problem:
        return [str(problem)]


def test_a_file_that_somebody_has_locked_is_not_called_damaged(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 1)
    with Store.open(store.path) as reader:
        store.database.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Problem, match="används av ett annat program"):
            check.problems(reader)
        store.database.execute("ROLLBACK")
        assert check.problems(reader) == []
