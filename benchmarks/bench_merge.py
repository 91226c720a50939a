"""Merging five inspectors' files of 2,000 cases × 40 answers each: prints what it takes against bare `ATTACH` and
`INSERT … SELECT` of the same rows of the log into the same tables (aim: at most 3), how it grows from 100 to 10,000
cases that are answered a case at a time (aim: linear), and how much memory it takes at the most (aim: no more for large
files than for small, once they are larger than what SQLite keeps of them).

Run as `python benchmarks/bench_merge.py`. Everything is invented. Each merge is a process of its own, as it is for a
person; both write to the same disk, on a connection opened as the program opens it, in turn. The ratio is told of the
processor's time, which other programs disturb less, and of the time on the clock, disk included: each is that of the
round in the middle.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspektor.db import connection
from inspektor.db.schema import LOG
from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.values import case_key
from inspektor.operations.merging import merge_files
from inspektor.operations.reviews import create_review

FILES = 5
CASES = 2_000
ANSWERS = 40
ROUNDS = 3
GROWTH = (100, 1_000, 10_000)
LEAD = "Gruppledaren"


@dataclass(frozen=True)
class Cost:
    """What something took: seconds on the clock and of the processor, and the most memory (MB)."""

    clock: float
    processor: float
    memory: float


def make_files(folder: Path, cases: int, at_a_time: int) -> None:
    """A review with cases, and a copy for each inspector, who answers all the questions of all of them, so many at a
    time.
    """
    folder.mkdir()
    review = folder / "granskning.granskning"
    create_review(review, "Mätning", ["dur"], by=LEAD)
    with Store.open(review, write=True) as store:
        settings: list[Setting] = []
        for number in range(cases):
            fields: dict[str, Value] = {"present": 1, "code": f"M-{number}", "unit": f"Enhet {number % 4}"}
            settings += settings_of("case", (case_key(f"M-{number}"),), fields)
        store.record(settings, by=LEAD, kind="urval")
        ids = [store.thing_id("case", (case_key(f"M-{number}"),)) for number in range(cases)]
    for file in range(FILES):
        answer_all(Path(shutil.copy(review, folder / f"{file}.granskning")), ids, f"Inspektör {file}", at_a_time)


def answer_all(path: Path, cases: Sequence[str], who: str, at_a_time: int) -> None:
    with Store.open(path, write=True) as store, store.transaction():
        for case in cases:
            given = [Setting("answer", (case, f"fraga_{number}", who), "value", "ja") for number in range(ANSWERS)]
            for first in range(0, ANSWERS, at_a_time):
                store.record(given[first : first + at_a_time], by=who, kind="svar")


def others(folder: Path) -> list[Path]:
    return [folder / f"{file}.granskning" for file in range(FILES)]


def merge(folder: Path, review: Path) -> None:
    with Store.open(review, write=True) as store:
        merge_files(store, others(folder), by=LEAD)


def bare(folder: Path, review: Path) -> None:
    """The same rows of the log, and nothing else: no state, no conflicts, no checks, no backup."""
    with closing(connection.open_file(review, write=True)) as database:
        for number, path in enumerate(others(folder)):
            connection.attach(database, path, f"other{number}")
        database.execute("BEGIN IMMEDIATE")
        for number in range(FILES):
            for table, columns in LOG.items():
                order = " ORDER BY seq" if table in ("operations", "changes") else ""
                named = ", ".join(columns)
                database.execute(
                    f"INSERT OR IGNORE INTO {table} ({named}) SELECT {named} FROM other{number}.{table}{order}"  # noqa: S608
                )
        database.execute("COMMIT")


def measured(work: Callable[[Path, Path], None], folder: Path) -> Cost:
    """What doing it takes in a process of its own, on a copy of the review."""
    review = Path(shutil.copy(folder / "granskning.granskning", folder / "kopia.granskning"))
    ran = subprocess.run(
        [sys.executable, __file__, work.__name__, str(folder), str(review)], capture_output=True, check=True, text=True
    )
    for path in folder.glob("kopia*"):
        path.unlink()
    return Cost(*json.loads(ran.stdout))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder / "ratio", CASES, at_a_time=1)
        against_bare_rows(folder / "ratio")
        shutil.rmtree(folder / "ratio")
        for cases in GROWTH:
            make_files(folder / str(cases), cases, at_a_time=ANSWERS)
            cost = measured(merge, folder / str(cases))
            size = sum(path.stat().st_size for path in others(folder / str(cases))) / 1e6
            print(
                f"{FILES} files of {cases} cases ({size:.0f} MB): {cost.processor:.1f} s of the processor, "
                f"{cost.processor / cases * 1000:.2f} ms a case, {cost.memory:.0f} MB of memory at the most"
            )
            shutil.rmtree(folder / str(cases))


def against_bare_rows(folder: Path) -> None:
    """Both in turn, so that what else goes on meets both."""
    rounds = [(measured(bare, folder), measured(merge, folder)) for _ in range(ROUNDS)]
    print(f"{FILES} files of {CASES} cases × {ANSWERS} answers, against their bare rows of the log (aim 3):")
    for what in ("processor", "clock"):
        times = [(getattr(floor, what), getattr(ours, what)) for floor, ours in rounds]
        ratios = [ours / floor for floor, ours in times]
        floor, ours = (statistics.median(column) for column in zip(*times, strict=True))
        print(
            f"  {what}: bare {floor:.1f} s, merged {ours:.1f} s, ratio {statistics.median(ratios):.2f} "
            f"({min(ratios):.2f}–{max(ratios):.2f} in {ROUNDS} rounds)"
        )


def alone(work: str, folder: Path, review: Path) -> None:
    """What each process of its own does: its cost as JSON."""
    start, used = time.perf_counter(), time.process_time()
    {"bare": bare, "merge": merge}[work](folder, review)
    clock, processor = time.perf_counter() - start, time.process_time() - used
    print(json.dumps([clock, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000]))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        alone(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
