"""Every figure of the view of results, 60 questions by 14 districts over 100,000 cases, against the one bare GROUP BY
that counts the same: prints the ratio on the processor and on the clock (aim: at most 2).

Run as `python benchmarks/bench_heat.py`; making the review takes most of its time. What is measured is what a click on
Resultat costs: from the file, opened anew each time, to the figures that the heat table paints. The bare query gives
the numbers alone; ours, besides, skip logic, who was asked, the base, and the way from each figure to its cases.
Everything in the review is invented, and only its present state is filled in: nothing that is measured reads the log.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_counting import REVIEWER, answer_settings, case_fields, pinned_review
from inspektor.db.store import Store
from inspektor.domain.values import case_key
from inspektor.operations import figures
from inspektor.ui.models.results import board_grid

CASES = 100_000
QUESTIONS = 60
ROUNDS = 3
BARE = (
    "SELECT c.unit, a.question, a.value, count(*) FROM answers AS a JOIN cases AS c ON c.id = a.case_id"
    " WHERE a.reviewer = c.reviewer AND c.present = 1 AND a.value IS NOT NULL GROUP BY c.unit, a.question, a.value"
)


def make_review(folder: Path) -> Path:
    """A review whose cases have an answer to nearly every question that they are asked."""
    path = pinned_review(folder, QUESTIONS)
    with Store.open(path, write=True) as store, store.transaction():
        names = ["id", "case_key", *next(case_fields(1))]
        cases = [
            (store.thing_id("case", (case_key(f"{fields['code']}"),)), case_key(f"{fields['code']}"), *fields.values())
            for fields in case_fields(CASES)
        ]
        fill(store, "cases", names, cases)
        answers = [(store.thing_id(one.entity, one.key), *one.key, one.value) for one in answer_settings(store)]
        fill(store, "answers", ["id", "case_id", "question", "reviewer", "value"], answers)
    with Store.open(path, write=True) as store:
        store.database.execute("ANALYZE")
    return path


def fill(store: Store, table: str, names: list[str], rows: Sequence[tuple[str | int | None, ...]]) -> None:
    """Put rows into a table of the present state, in the order of its key."""
    marks = ", ".join("?" for _ in names)
    store.database.conn.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", sorted(rows))  # noqa: S608


def heat_table(store: Store) -> dict[tuple[str, str], int]:
    """The heat table as the window fills it; how many ja for each plain question and district that has any."""
    grid = board_grid(figures.read(store, figures.Choice())[1])
    heads = [name for name, _ in grid.heads[:-1]]
    return {
        (row.key, head): int(figure.text.partition(" ")[0])
        for row in grid.rows
        for head, figure in zip(heads, row.figures, strict=False)
        if figure.text[0] not in "0–" and row.key.startswith("extra_")  # those that no skip logic touches
    }


def grouped(store: Store) -> dict[tuple[str, str], int]:
    """The same of every answer, by bare SQL."""
    return {(question, unit): n for unit, question, value, n in store.rows(BARE) if value == "ja"}


def measured(work: Callable[[Store], object], path: Path) -> tuple[float, float]:
    """Seconds on the processor and on the clock."""
    with Store.open(path) as store:
        clock, processor = time.perf_counter(), time.process_time()
        work(store)
        return time.process_time() - processor, time.perf_counter() - clock


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = make_review(Path(name))
        with Store.open(path) as store:
            answers = store.scalar("SELECT count(*) FROM answers")
            ours, bare = heat_table(store), grouped(store)
            if not ours or any(bare[place] != n for place, n in ours.items()):
                raise SystemExit("The heat table and the bare query differ.")
        rounds = [(measured(grouped, path), measured(heat_table, path)) for _ in range(ROUNDS)]
    print(f"{QUESTIONS} questions by 14 districts over {CASES} cases, {answers} answers by {REVIEWER}")
    for place, what in enumerate(("processor", "clock")):
        floor, whole = (statistics.median(one[side][place] for one in rounds) for side in (0, 1))
        print(f"{what}: heat table {whole:.2f} s, bare GROUP BY {floor:.2f} s, ratio {whole / floor:.2f} (aim 2)")


if __name__ == "__main__":
    main()
