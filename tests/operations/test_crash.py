"""All or nothing: a process that is killed anywhere in an operation leaves the file as before it, or as after it.

Each operation is run again and again in a forked process, which is killed (SIGKILL: nothing is tidied up) before its
first SQL statement, before its second, and so on to its end. What it does to files itself counts as statements too.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlite_utils.migrations import Migrations

from inspektor.db import check, connection, schema
from inspektor.db.store import Store
from inspektor.operations import answer_tables, answers, conflicts, frames, history, merging, reviews, samples, texts
from tests.support import LEAD, SEED, dump, in_child, make_review, write

pytestmark = pytest.mark.no_cover  # the same operations over and over: tracing them takes as long as they do

State = dict[str, list[tuple[object, ...]]] | None
NAME = "granskning.granskning"
OTHER = "andra.granskning"
FILE_EVENTS = {"os.link", "os.remove", "os.rename", "shutil.copyfile"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d.\d\d[:.]\d\d[:.]\d\d(\.\d+\+00:00)?( \(\d+\))?")  # also in a backup's name
FRAME = "Kod;Enhet;Kön\nP-1;Norr;Kvinna\nP-2;Norr;Man\nP-3;Norr;Kvinna\nP-4;Norr;Man\nP-5;Norr;Man\n"
DRAWN = "P-3"  # by this seed from this frame
TABLE = f"kod;plan_finns;plan_god;antal\n{DRAWN};ja;nej;\nNY-1;nej;;3\n"


def create(folder: Path) -> None:
    reviews.create_review(folder / NAME, "En provgranskning", [str(folder / "prov.toml"), "dur"], by=LEAD)


def read_frame(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        frames.import_frame(store, folder / "ram.csv", {}, by=LEAD)


def draw(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        samples.draw_sample(store, 2, SEED, by=LEAD, balance_gender=True, reserves=1)


def draw_again(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        samples.draw_sample(store, 2, SEED + 1, by=LEAD)


def replace(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        samples.replace_case(store, DRAWN, "Akten är gallrad", by=LEAD)


def answer(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        answers.record_answer(store, DRAWN, "plan_finns", "ja", "Anna")


def note(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        answers.record_note(store, DRAWN, "plan_finns", "Anna", comment="Oklart", flagged=1)


def read_answers(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        answer_tables.import_answers(store, folder / "svar.csv", "Anna")


def set_text(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        texts.set_text(store, "sammanfattning", "Det gick **bra**. " * 500, by=LEAD)


def undo(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        history.undo(store, LEAD)


def redo(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        history.redo(store, LEAD)


def work_apart(folder: Path) -> None:
    """Two files of the review, with different answers to one question."""
    shutil.copyfile(folder / NAME, folder / OTHER)
    for name, given in ((NAME, "ja"), (OTHER, "nej")):
        with Store.open(folder / name, write=True) as store:
            answers.record_answer(store, DRAWN, "plan_finns", given, "Anna")


def merge(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        merging.merge_files(store, [folder / OTHER], by=LEAD)


def settle(folder: Path) -> None:
    with Store.open(folder / NAME, write=True) as store:
        (one,) = conflicts.open_conflicts(store)
        conflicts.settle(store, [conflicts.Settlement(one.id, "nej")], "Läst igen", by=LEAD)


OPERATIONS: dict[
    str, tuple[Callable[[Path], None], tuple[Callable[[Path], None], ...]]
] = {  # with what comes before it
    "reading the frame": (read_frame, ()),
    "drawing the sample": (draw, (read_frame,)),
    "drawing another sample": (draw_again, (read_frame, draw)),
    "replacing a case": (replace, (read_frame, draw)),
    "one answer": (answer, (read_frame, draw)),
    "a note": (note, (read_frame, draw)),
    "a table of answers": (read_answers, (read_frame, draw)),
    "a text": (set_text, ()),
    "settling a conflict": (settle, (read_frame, draw, work_apart, merge)),
    "undoing a draw": (undo, (read_frame, draw)),
    "doing a draw again": (redo, (read_frame, draw, undo)),
}


def make_folder(folder: Path) -> Path:
    """A folder with a new review and the lists that the operations read."""
    folder.mkdir()
    make_review(folder)
    write(folder / "ram.csv", FRAME)
    write(folder / "svar.csv", TABLE)
    return folder


def killed_at(point: int | None, work: Callable[[Path], None], folder: Path) -> int:
    """Do it in a forked process that is killed at a point (at none: it ends by itself); how many points it passed."""

    def do_it() -> None:
        passed = count_points(point)
        work(folder)
        passed()
        (folder.parent / "points").write_text(str(passed()), encoding="utf-8")

    ended = in_child(do_it)
    assert ended == (0 if point is None else -signal.SIGKILL)
    return int((folder.parent / "points").read_text(encoding="utf-8"))


def count_points(deadly: int | None) -> Callable[[], int]:
    """Count every statement and every step with files in this process from now on, and die at one of them.

    Ids and times come out the same in every run, and SQLite keeps next to nothing in memory: what an operation writes
    reaches the file long before it is done.
    """
    passed = -1

    def count(_: object = None) -> int:
        nonlocal passed
        passed += 1
        if passed == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return passed

    def watch(event: str, _: object) -> None:
        if event in FILE_EVENTS:
            count()

    connect = connection.sqlite.connect

    def watched_connect(*arguments: object, **options: object) -> object:
        made = connect(*arguments, **options)
        made.set_trace_callback(count)
        return made

    connection.sqlite.connect = watched_connect
    connection.CACHE_PAGES = 1
    os.urandom = random.Random(SEED).randbytes
    time.time_ns = lambda: 1_800_000_000_000_000_000
    sys.addaudithook(watch)
    return count


def state(folder: Path) -> State:
    """What the file holds, without when it was done; None when there is no file. It must be whole."""
    path = folder / NAME
    if not path.exists():
        return None
    with Store.open(path) as store:
        assert check.problems(store) == []
    return held(folder)


def held(folder: Path) -> State:
    """What the tables hold, without when it was done."""
    return {
        name: [tuple(MOMENT.sub("då", cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
        for name, rows in dump(folder / NAME).items()
    }


@dataclass(frozen=True)
class Left:
    """The folder that a killed process left: whether the work was done, or was half in the file."""

    folder: Path
    done: bool
    half_written: bool


def kill_everywhere(work: Callable[[Path], None], start: Path, look: Callable[[Path], State]) -> list[Left]:
    """Kill `work` at every point from the same start; what each left, which is as before or as after."""
    before = look(start)
    shutil.copytree(start, start.parent / "efter")
    points = killed_at(None, work, start.parent / "efter")
    after = look(start.parent / "efter")
    assert before != after
    left = []
    for point in range(points):
        folder = shutil.copytree(start, start.parent / str(point))
        killed_at(point, work, folder)
        half_written = (folder / f"{NAME}-journal").exists() and content(folder) != content(start)
        found = look(folder)
        assert found in (before, after), f"killed at {point} of {points}"
        left.append(Left(folder, found == after, half_written))
    done = [one.done for one in left]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (False, True)
    return left


def content(folder: Path) -> bytes:
    return (folder / NAME).read_bytes()


@pytest.mark.parametrize(("work", "earlier"), OPERATIONS.values(), ids=OPERATIONS.keys())
def test_a_killed_operation_leaves_the_file_as_before_or_as_after(
    tmp_path: Path, work: Callable[[Path], None], earlier: tuple[Callable[[Path], None], ...]
) -> None:
    start = make_folder(tmp_path / "start")
    for step in earlier:
        step(start)
    left = kill_everywhere(work, start, state)
    assert any(one.half_written for one in left)
    for one in left:
        if not one.done:
            work(one.folder)  # whatever the killed process left, the second try is not hindered by it
        assert names(one.folder) == names(start)


def test_a_killed_merge_leaves_the_file_as_before_or_as_after_and_nothing_that_hinders_the_next(tmp_path: Path) -> None:
    start = make_folder(tmp_path / "start")
    for step in (read_frame, draw, work_apart):
        step(start)
    left = kill_everywhere(merge, start, state)
    assert any(one.half_written for one in left)
    for one in left:
        backups = [path for path in one.folder.iterdir() if "före ihopslagning" in path.name]
        assert all(dump(path) == dump(start / NAME) for path in backups)
        assert backups or not one.done
        merge(one.folder)
        assert state(one.folder) == held(tmp_path / "efter")
        more = names(one.folder) - names(start)
        assert all(name.startswith(".") or "före ihopslagning" in name for name in more)


def test_a_killed_making_of_a_review_leaves_no_file_or_a_whole_one(tmp_path: Path) -> None:
    start = make_folder(tmp_path / "start")
    (start / NAME).unlink()
    for one in kill_everywhere(create, start, state):
        if not one.done:
            create(one.folder)
        assert state(one.folder) is not None


def test_a_killed_upgrade_leaves_the_file_as_before_or_as_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = make_folder(tmp_path / "start")
    steps_now = schema.migrations

    def steps() -> Migrations:
        known = steps_now()
        known(name="9998_more")(lambda database: database.execute("ALTER TABLE texts ADD COLUMN author TEXT"))
        known(name="9999_fill")(lambda database: database.execute("UPDATE checklists SET source = source || '#'"))
        return known

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "migrations", steps)
    before = content(start)
    for one in kill_everywhere(open_to_write, start, held):
        backups = [path for path in one.folder.iterdir() if "säkerhetskopia" in path.name]
        assert [path.read_bytes() for path in backups] == [before] * len(backups)
        assert backups or not one.done
        open_to_write(one.folder)
        assert held(one.folder) == held(tmp_path / "efter")


def open_to_write(folder: Path) -> None:
    Store.open(folder / NAME, write=True).database.close()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
