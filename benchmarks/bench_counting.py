"""Counting 40 questions by two groupings over 10,000 cases against bare GROUP BYs: prints the ratio (aim: at most 2).

Run as `python benchmarks/bench_counting.py`; making the review takes most of its time. Both start from the same file,
opened anew each time, and only the bare queries have use for the index on the question that it gets. They give the
numbers alone; counting gives, besides, who was asked, the base, and the codes of the cases behind each number.
Everything in the review is invented.
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
from inspektor.domain.answers import possible_answers
from inspektor.domain.results import Material, count
from inspektor.domain.values import case_key
from inspektor.operations.counting import material
from inspektor.operations.reviews import checklists, create_review, shipped_checklists

CASES = 10_000
QUESTIONS = 40
ROUNDS = 5
GROUPINGS = {"enhet": "unit", "kon": "gender"}
REVIEWER = "Inspektör A"
BARE = (
    "SELECT c.{column}, a.value, count(*) FROM answers AS a JOIN cases AS c ON c.id = a.case_id"
    " WHERE a.question = ? AND a.reviewer = c.reviewer AND c.present = 1 GROUP BY c.{column}, a.value"
)


def extra_checklist(path: Path, questions: int) -> str:
    """A checklist of so many questions."""
    parts = ['id = "extra"', 'version = "1"', 'title = "Extra"', "[[section]]", 'title = "Extra"']
    for number in range(questions):
        parts += ["[[section.question]]", f'id = "extra_{number}"', f'label = "Fråga {number}?"', 'type = "ja_nej"']
    path.write_text("\n".join(parts), encoding="utf-8")
    return str(path)


def pinned_review(folder: Path, questions: int) -> Path:
    """A review without cases, with every checklist that ships and one that fills up to the questions wanted."""
    path = folder / "granskning.granskning"
    shipped = shipped_checklists()
    create_review(folder / "räknad.granskning", "Mätning", shipped, by=REVIEWER)
    with Store.open(folder / "räknad.granskning") as store:
        have = sum(len(checklist.questions) for checklist in checklists(store))
    own = [extra_checklist(folder / "extra.toml", questions - have)] if have < questions else []
    create_review(path, "Mätning", [*shipped, *own], by=REVIEWER)
    return path


def make_review(folder: Path) -> Path:
    """A review whose cases have an answer to nearly every question that they are asked."""
    path = pinned_review(folder, QUESTIONS)
    with Store.open(path, write=True) as store:
        store.record(case_settings(), by=REVIEWER, kind="urval")
        store.record(answer_settings(store), by=REVIEWER, kind="svar")
        store.database.execute("CREATE INDEX answers_question ON answers (question)")
        store.database.execute("ANALYZE")
    return path


def case_settings() -> list[Setting]:
    return [
        setting
        for fields in case_fields(CASES)
        for setting in settings_of("case", (case_key(str(fields["code"])),), fields)
    ]


def case_fields(cases: int) -> Iterator[dict[str, Value]]:
    """The facts of so many invented cases."""
    chance = random.Random(1)
    for number in range(cases):
        yield {
            "present": 1,
            "code": f"M-{number}",
            "unit": f"Enhet {number % 14}",
            "gender": chance.choice(["kvinna", "man"]),
            "birth_year": chance.randrange(1940, 2010),
            "law": chance.choice(["SoL", "LSS"]),
            "decision": chance.choice(["bifall", "bifall", "avslag"]),
            "decision_date": f"2025-{chance.randrange(1, 13):02d}-15",
            "first_decision": chance.choice(["ja", "nej"]),
            "children": chance.choice(["ja", "nej"]),
            "reviewer": REVIEWER,
        }


def answer_settings(store: Store) -> list[Setting]:
    """Answers by chance, those to questions that the cases are not asked left out."""
    chance = random.Random(2)
    whole = material(store)
    columns = {
        question.id: [chance.choice(possible_answers(question)) for _ in whole.cases]
        for checklist in whole.checklists
        for question in checklist.questions
    }
    asked = Material(whole.cases, whole.checklists, columns, {}).asked
    return [
        Setting("answer", (case.id, question, REVIEWER), "value", answer)
        for question, column in columns.items()
        for case, answer, is_asked in zip(whole.cases, column, asked[question], strict=True)
        if is_asked and chance.random() > 0.02
    ]


def questions_of(store: Store) -> list[str]:
    return [question.id for checklist in checklists(store) for question in checklist.questions][:QUESTIONS]


def count_all(store: Store, questions: list[str]) -> int:
    whole = material(store)
    return sum(
        sum(sum(column.counts.values()) for column in count(whole, question, grouping).columns)
        for question in questions
        for grouping in GROUPINGS
    )


def group_all(store: Store, questions: list[str]) -> int:
    return sum(
        sum(n for *_, n in store.rows(BARE.format(column=column), [question]))
        for question in questions
        for column in GROUPINGS.values()
    )


def seconds(work: Callable[[Store, list[str]], int], path: Path, questions: list[str]) -> float:
    with Store.open(path) as store:
        start = time.perf_counter()
        work(store, questions)
        return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = make_review(Path(name))
        with Store.open(path) as store:
            questions = questions_of(store)
            answers = store.scalar("SELECT count(*) FROM answers")
        rounds = [(seconds(group_all, path, questions), seconds(count_all, path, questions)) for _ in range(ROUNDS)]
    floor, ours = (statistics.median(times) for times in zip(*rounds, strict=True))
    what = f"{len(questions)} questions x {len(GROUPINGS)} groupings over {CASES} cases, {answers} answers"
    print(f"{what}: counted in {ours:.2f} s, bare GROUP BYs {floor:.2f} s, ratio {ours / floor:.2f} (aim 2)")


if __name__ == "__main__":
    main()
