"""The team folder: everybody's work reaches everybody, nobody writes another's file, and a bad file stops nobody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspektor.db import check, queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations.answers import record_answer
from inspektor.operations.conflicts import open_conflicts
from inspektor.operations.sharing import share
from inspektor.operations.team_folder import exchange, own_name
from tests.support import LEAD, add_sample, make_review, open_review

ANNA, BO = "Anna", "Bo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Teamets mapp åäö"
    made.mkdir()
    return made


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[dict[str, Store]]:
    """The lead's review, and the working files of two inspectors."""
    with ExitStack() as stack:
        store = stack.enter_context(open_review(tmp_path))
        add_sample(store)
        found = {LEAD: store}
        for who, unit in ((ANNA, "Norr"), (BO, "Söder")):
            share(store, who, tmp_path / f"{who}.granskning", units=[unit], by=LEAD)
            found[who] = stack.enter_context(Store.open(tmp_path / f"{who}.granskning", write=True))
        yield found


def answers(store: Store) -> set[tuple[str, str, str, str | int]]:
    return set(queries.answer_values(store))


def test_what_each_has_done_reaches_the_others(copies: dict[str, Store], folder: Path) -> None:
    for who in (ANNA, BO):
        for case in queries.cases(copies[who]):
            record_answer(copies[who], case.code, "plan_finns", "ja", who)
        assert exchange(copies[who], folder, who).written == folder / own_name(copies[who], who)
    exchange(copies[LEAD], folder, LEAD)
    assert answers(copies[LEAD]) == answers(copies[ANNA]) | answers(copies[BO])
    assert len(answers(copies[LEAD])) == len(queries.cases(copies[LEAD]))
    exchange(copies[ANNA], folder, ANNA)
    assert answers(copies[ANNA]) == answers(copies[LEAD])
    assert check.problems(copies[ANNA]) == check.problems(copies[LEAD]) == []


def test_an_exchange_with_nothing_new_writes_nothing(copies: dict[str, Store], folder: Path) -> None:
    for who in (ANNA, BO, ANNA, BO):
        exchange(copies[who], folder, who)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    for who in (ANNA, BO):
        again = exchange(copies[who], folder, who)
        assert (again.written, again.merged and again.merged.added) == (None, 0)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_file_copied_in_the_file_manager_writes_one_of_its_own(
    copies: dict[str, Store], folder: Path, tmp_path: Path
) -> None:
    code = queries.cases(copies[ANNA])[0].code
    twin_path = shutil.copyfile(copies[ANNA].path, tmp_path / "Anna, kopia.granskning")
    with Store.open(twin_path, write=True) as twin:
        record_answer(copies[ANNA], code, "plan_finns", "ja", ANNA)
        record_answer(twin, code, "plan_finns", "nej", ANNA)
        exchange(copies[ANNA], folder, ANNA)
        exchange(twin, folder, ANNA)
    assert len(list(folder.iterdir())) == 2
    exchange(copies[ANNA], folder, ANNA)
    (conflict,) = open_conflicts(copies[ANNA])
    assert (conflict.case, {version.value for version in conflict.versions}) == (code, {"ja", "nej"})


def test_another_reviews_files_and_other_files_are_passed_over(
    copies: dict[str, Store], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "annan").mkdir()
    shutil.copyfile(make_review(tmp_path / "annan"), folder / "annan.granskning")
    (folder / "minnesanteckningar.docx").write_bytes(b"annat")
    done = exchange(copies[ANNA], folder, ANNA)
    assert done.merged is None


def test_a_file_that_is_still_being_copied_waits_and_the_others_are_taken_in(
    copies: dict[str, Store], folder: Path
) -> None:
    record_answer(copies[BO], queries.cases(copies[BO])[0].code, "plan_finns", "ja", BO)
    exchange(copies[BO], folder, BO)
    whole = (folder / own_name(copies[BO], BO)).read_bytes()
    (folder / "Cilla 1234abcd.granskning").write_bytes(whole[: len(whole) - 4096])
    (folder / "Disa 1234abcd.granskning").write_bytes(b"")
    done = exchange(copies[ANNA], folder, ANNA)
    assert done.merged is not None
    assert [path.name[:5] for path, _ in done.merged.refused] == ["Cilla", "Disa "]
    assert answers(copies[ANNA]) == answers(copies[BO])


def test_ones_own_file_that_is_broken_is_not_written_over_but_told_of(copies: dict[str, Store], folder: Path) -> None:
    exchange(copies[ANNA], folder, ANNA)
    own = folder / own_name(copies[ANNA], ANNA)
    own.write_bytes(b"")
    with pytest.raises(Problem, match="Ta bort den ur teammappen"):
        exchange(copies[ANNA], folder, ANNA)
    own.unlink()
    assert exchange(copies[ANNA], folder, ANNA).written == own


def test_a_folder_that_cannot_be_reached_is_told_and_nothing_changes(copies: dict[str, Store], folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(Problem, match="går inte att nå"):
        exchange(copies[ANNA], folder, ANNA)
