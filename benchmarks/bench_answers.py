"""Recording one answer durably against one bare commit with the same settings: prints the ratio (aim: at most 2).

Run as `python benchmarks/bench_answers.py`. The review has 80 invented cases and every checklist that ships. Both write
to the same disk in turn, so that what the disk does meanwhile meets both alike. The slower the disk syncs, which is
the same work for both, the nearer the ratio comes to 1; `TMPDIR` chooses the disk.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.values import case_key
from inspektor.operations.answers import open_case, record_answer
from inspektor.operations.reviews import create_review, shipped_checklists

CASES = 80
ANSWERS = 300
REVIEWER = "Inspektör A"
BARE_BYTES = 600  # about what the log and the state hold of one answer


def make_review(path: Path) -> None:
    create_review(path, "Mätning", shipped_checklists(), by=REVIEWER)
    chance = random.Random(1)
    settings: list[Setting] = []
    for number in range(CASES):
        fields: dict[str, Value] = {
            "present": 1,
            "code": f"M-{number}",
            "unit": f"Enhet {number % 4}",
            "gender": chance.choice(["kvinna", "man"]),
            "law": "SoL",
            "decision": "bifall",
            "first_decision": chance.choice(["ja", "nej"]),
            "children": chance.choice(["ja", "nej"]),
            "reviewer": REVIEWER,
        }
        settings += settings_of("case", (case_key(f"M-{number}"),), fields)
    with Store.open(path, write=True) as store:
        store.record(settings, by=REVIEWER, kind="urval")


def to_answer(store: Store) -> Iterator[tuple[str, str]]:
    """A case and a question that is asked in it and waits for its answer, again and again."""
    for number in range(CASES):
        code = f"M-{number}"
        while True:
            sheet = open_case(store, code, REVIEWER)
            waiting = [name for name, asked in sheet.asked.items() if asked and name not in sheet.answers]
            if not waiting:
                break
            yield code, waiting[0]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_commit(store: Store, number: int) -> None:
    run = store.database.execute
    run("BEGIN IMMEDIATE")
    run("INSERT INTO bare (id, value) VALUES (?, ?)", [number, "x" * BARE_BYTES])
    run("COMMIT")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        review, other = Path(name) / "a.granskning", Path(name) / "b.granskning"
        make_review(review)
        make_review(other)
        with Store.open(review, write=True) as store, Store.open(other, write=True) as bare:
            bare.database.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, value TEXT) STRICT")
            ours, floor = [], []
            for number, (code, question) in zip(range(ANSWERS), to_answer(store), strict=False):
                answer = "ja" if number % 3 else "nej"
                ours.append(seconds(lambda: record_answer(store, code, question, answer, REVIEWER)))  # noqa: B023
                floor.append(seconds(lambda: bare_commit(bare, number)))  # noqa: B023
    answering, bare_one = (statistics.median(times) * 1000 for times in (ours, floor))
    print(
        f"one answer of {len(ours)}: {answering:.2f} ms, bare commit {bare_one:.2f} ms, "
        f"ratio {answering / bare_one:.2f} (aim 2)"
    )


if __name__ == "__main__":
    main()
