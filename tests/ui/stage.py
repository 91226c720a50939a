"""What every scene of the window is made of: the invented reviews, and the ways that lead to a view or a case."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation

from inspektor.db.store import Store
from inspektor.operations import answers, casework, listing
from inspektor.operations.demo import play
from inspektor.operations.reviews import create_review
from inspektor.ui.main_window import MainWindow
from tests.ui.hand import press, settle, until
from tests.ui.kinds import make_kinds

WHO = "Inspektör A"
EMPTY, PLAYED, KINDS = "ny granskning.granskning", "övning.granskning", "frågor av alla slag.granskning"


@dataclass(frozen=True)
class Scene:
    """Something to look at. `review`: which file is open (none: the start page); `show` brings the scene up, and may
    give what puts things right when it has been looked at.
    """

    name: str
    review: str
    show: Callable[[MainWindow], object]


@dataclass(frozen=True)
class Files:
    """Three invented reviews (one played through, one that has just begun, one with questions of every kind), and the
    list that the first was drawn from.
    """

    folder: Path

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self.folder / name

    def copied(self, folder: Path) -> Files:
        """The same files in another folder, to work in."""
        shutil.copytree(self.folder, folder)
        return Files(folder)


def make_files(folder: Path) -> Files:
    """Make the reviews in a new folder, and leave marks of work in a case of Inspektör A's."""
    played = play(folder)
    create_review(folder / EMPTY, "Kontaktfamilj för barn", ["barn"], by=WHO, dnr="ÖVNING 2/2026")
    make_kinds(folder / KINDS, by=WHO)
    with Store.open(played.review, write=True) as store:
        _work(store)
    return Files(folder)


def _work(store: Store) -> None:
    """Half of Inspektör A's cases marked as done; in another, notes, and some questions still to be answered."""
    own = [line for line in listing.case_lines(store) if line.case.reviewer == WHO]
    whole = [line.case.code for line in own if not casework.why_not_done(store, line.case.code, WHO)]
    for code in whole[: len(own) // 2]:
        casework.set_done(store, code, True, WHO)
    code = case_to_show(store)
    asked = [item.question.id for item in casework.items_of(store, code, WHO) if item.asked]
    for question in asked[-5:]:
        answers.record_answer(store, code, question, "", WHO)
    note = partial(answers.record_note, store, code)
    note(
        asked[1], WHO, comment="Utredningen är från 2024 och nämner inte den nya bostaden. Se även journal 2024-11-05."
    )
    note(asked[3], WHO, quotation="Målet är att komma ut mer.", place="genomförandeplan 2025-03-14, s. 2")
    note(asked[5], WHO, comment="Räknas den inledande kontakten som samverkan?", flagged=1)


def case_to_show(store: Store) -> str:
    """The code of a case of Inspektör A's with much in it, that is not done."""
    own = [line for line in listing.case_lines(store) if line.case.reviewer == WHO and not line.case.done]
    return max(own, key=lambda line: (line.applicable, line.case.code)).case.code


def step(window: MainWindow, name: str, word: str = "") -> None:
    """Go to a step as one view asks for another."""
    next(iter(window.views.values())).go.emit(name, word)


def review_a_case(window: MainWindow) -> None:
    """Granska, at a question in the middle of a case."""
    assert window.session is not None
    step(window, "arenden", case_to_show(window.session.store))
    window.activateWindow()
    settle()
    for _ in range(4):
        press("Up")


def quiet(window: MainWindow) -> None:
    """Wait until nothing is being worked on, and nothing moves."""
    until(lambda: not window._to_build and not (window.session and window.session.working))
    running = QAbstractAnimation.State.Running
    until(lambda: all(one.state() != running for one in window.findChildren(QAbstractAnimation)))
