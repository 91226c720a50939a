"""How far a review has come: progress by unit and by reviewer, what is left to do, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from inspektor.db import progress, queries
from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.review import Review
from inspektor.domain.values import unit_key
from inspektor.operations import frames, listing, reviews, samples, texts
from inspektor.operations.double_reviews import double_cases
from inspektor.operations.listing import DONE, NOT_STARTED, REPLACED, STARTED, CaseLine

SAMPLE, CASES, REPORT, MERGE = "urval", "arenden", "rapport", "slaihop"  # the steps of the work that a task belongs to
TO_SETTLE = "avgor"  # the word for what there is to settle, in the step where files are put together
NOBODY, NO_UNIT = "ingen granskare", "uppgift saknas"


@dataclass(frozen=True)
class Progress:
    """How far a group of cases has come. `codes` has the cases behind each state, `all` among them."""

    label: str
    codes: dict[str, tuple[str, ...]]
    answered: int
    asked: int


@dataclass(frozen=True)
class Task:
    """Something to do or to look at: a sentence (with its number, where it has one), and where to do it.

    `word` is what that step is sent: the codes of the cases, or a section of the report.
    """

    text: str
    button: str
    step: str
    word: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Overview:
    """All that the first page of a review shows."""

    review: Review
    checklists: tuple[tuple[str, int], ...]  # title, number of questions
    total: Progress
    units: tuple[Progress, ...]
    reviewers: tuple[Progress, ...]
    first: Task | None  # what a review without cases needs next
    left: tuple[Task, ...]
    warnings: tuple[Task, ...]


def overview(store: Store) -> Overview:
    """The review as it stands."""
    lines = [line for line in listing.case_lines(store) if line.status != REPLACED]
    return Overview(
        queries.review(store),
        tuple((one.title, len(one.questions)) for one in reviews.checklists(store)),
        _progress("Alla", lines),
        _by(lines, lambda line: line.case.unit or NO_UNIT),
        _by(lines, lambda line: line.case.reviewer or NOBODY),
        None if lines else _first(store),
        tuple(_left(store, lines)),
        tuple(_warnings(store, lines)),
    )


def _progress(label: str, lines: Sequence[CaseLine]) -> Progress:
    codes = {status: _codes(line for line in lines if line.status == status) for status in (NOT_STARTED, STARTED, DONE)}
    answered, asked = sum(line.answered for line in lines), sum(line.applicable for line in lines)
    return Progress(label, {"all": _codes(lines), **codes}, answered, asked)


def _codes(lines: Iterable[CaseLine]) -> tuple[str, ...]:
    return tuple(line.case.code for line in lines)


def _by(lines: Sequence[CaseLine], group: Callable[[CaseLine], str]) -> tuple[Progress, ...]:
    """The groups in Swedish order, what is not known last."""
    groups: dict[str, list[CaseLine]] = {}
    for line in lines:
        groups.setdefault(group(line), []).append(line)
    order = sorted(groups, key=lambda label: (label in (NOBODY, NO_UNIT), swedish.sort_key(label)))
    return tuple(_progress(label, groups[label]) for label in order)


def _first(store: Store) -> Task:
    if progress.has_frame(store):
        return Task("Listan över beslut är inläst. Dra urvalet, så kommer ärendena.", "Dra urval", SAMPLE)
    return Task("Läs in listan över beslut som ärendena ska dras ur.", "Läs in lista", SAMPLE)


def _left(store: Store, lines: Sequence[CaseLine]) -> Iterator[Task]:
    """What remains, in the order of the work."""
    not_started = [line for line in lines if line.status == NOT_STARTED]
    begun = [line for line in lines if line.status == STARTED and not line.complete]
    ready = [line for line in lines if line.status == STARTED and line.complete]
    if not_started:
        yield _cases(not_started, "ärende är inte påbörjat.", "ärenden är inte påbörjade.")
    if begun:
        missing = sum(line.missing for line in begun)
        questions = f"{missing} {swedish.plural(missing, 'fråga', 'frågor')} utan svar"
        yield _cases(begun, f"påbörjat ärende har {questions}.", f"påbörjade ärenden har {questions}.")
    if ready:
        yield _cases(
            ready,
            "ärende är besvarat men inte markerat som klart.",
            "ärenden är besvarade men inte markerade som klara.",
        )
    if differing := progress.to_settle(store):
        words = swedish.plural(differing, "skillnad är inte avgjord.", "skillnader är inte avgjorda.")
        yield Task(words, "Avgör", MERGE, TO_SETTLE, differing)
    if lines and (unwritten := texts.missing(store)):
        yield Task("avsnitt i rapporten saknar egen text.", "Till rapporten", REPORT, unwritten[0][0], len(unwritten))


def _cases(lines: Sequence[CaseLine], one: str, many: str) -> Task:
    codes = _codes(lines)
    button = swedish.plural(len(codes), "Öppna ärendet", "Visa ärendena")
    return Task(swedish.plural(len(codes), one, many), button, CASES, ",".join(codes), len(codes))


def _warnings(store: Store, lines: Sequence[CaseLine]) -> Iterator[Task]:
    if nobodys := [line for line in lines if not line.case.reviewer]:
        yield _cases(nobodys, "ärende har ingen granskare.", "ärenden har ingen granskare.")
    yield from _flagged(store, lines)
    if any(line.case.second_reviewer for line in lines):
        yield from _disagreeing(store)
    yield from _without_cases(store, lines)
    facts = frames.frame_facts(store)
    if facts and facts.rejected:
        rows = len({row for row, _, _ in facts.rejected})
        words = swedish.plural(rows, "rad i listan togs inte med.", "rader i listan togs inte med.")
        yield Task(words, swedish.plural(rows, "Se raden", "Se raderna"), SAMPLE, "", rows)
    for draw in samples.draws(store):
        for sentence in draw.notices:
            yield Task(sentence, "Till urvalet", SAMPLE)


def _without_cases(store: Store, lines: Sequence[CaseLine]) -> Iterator[Task]:
    """The units of the plan that no case comes from."""
    found = {unit_key(line.case.unit) for line in lines}
    for unit in queries.review(store).planned_units if lines else ():
        if unit_key(unit) not in found:
            yield Task(f"{unit} ingår i planen men har inga ärenden.", "Till urvalet", SAMPLE)


def _flagged(store: Store, lines: Sequence[CaseLine]) -> Iterator[Task]:
    flags = set(progress.flagged(store))
    marked = {case_id for case_id, _ in flags}
    behind = [line for line in lines if line.case.id in marked]
    if behind:
        here = {line.case.id for line in behind}
        number = sum(case_id in here for case_id, _ in flags)
        words = swedish.plural(number, "fråga är flaggad att diskutera.", "frågor är flaggade att diskutera.")
        button = swedish.plural(len(behind), "Öppna ärendet", "Visa ärendena")
        yield Task(words, button, CASES, ",".join(_codes(behind)), number)


def _disagreeing(store: Store) -> Iterator[Task]:
    """What two people answered differently in cases that both are done with, and have not agreed on; it is not counted.

    Of other double reviews nothing is told: neither reviewer is to learn how the other answers before both are done.
    """
    waiting = [one for one in double_cases(store) if one.settled < one.differing]
    if waiting:
        number = sum(one.differing - one.settled for one in waiting)
        button = swedish.plural(len(waiting), "Öppna ärendet", "Visa ärendena")
        codes = ",".join(one.code for one in waiting)
        yield Task("svar väntar på att två granskare ska bli eniga.", button, CASES, codes, number)
