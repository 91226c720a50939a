"""What the view of results asks for: the material, and every question of it counted as a person has chosen."""

from __future__ import annotations

from dataclasses import dataclass

from inspektor.db import progress
from inspektor.db.store import Store
from inspektor.domain.heat import Board, board, cross_questions, kept
from inspektor.domain.results import GROUPINGS, Material, only
from inspektor.operations import counting


@dataclass(frozen=True)
class Choice:
    """Which cases are counted (only those that are done, only those with a decision; empty: all), and by what: a
    grouping, or the id of a question that the others are counted against.
    """

    done: bool = False
    decision: str = ""
    grouping: str = "enhet"


def size(store: Store) -> tuple[int, int]:
    """How many cases are done, and how many there are: known at once, before anything is counted."""
    return progress.cases_done(store)


def read(store: Store, choice: Choice) -> tuple[Material, Board]:
    """The whole material, and what was chosen of it counted."""
    material = counting.material(store)
    return material, counted(material, choice)


def counted(material: Material, choice: Choice) -> Board:
    """Count what was chosen of a material; by unit where the question to count against is none any more."""
    chosen = only(material, kept(done=choice.done, decision=choice.decision), by_progress=choice.done)
    known = {*GROUPINGS, *(question.id for question in cross_questions(material))}
    return board(chosen, choice.grouping if choice.grouping in known else "enhet")
