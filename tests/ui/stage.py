"""What every scene of the window is made of: the invented reviews, and the ways that lead to a view or a case."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation
from PySide6.QtWidgets import QWidget

from inspektor.db.store import Store
from inspektor.domain.answers import possible_answers
from inspektor.operations import answers, casework, listing
from inspektor.operations.demo import play
from inspektor.operations.frames import import_frame
from inspektor.operations.reviews import create_review
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.cases import CasesView
from tests.ui.hand import press, push, settle, until
from tests.ui.kinds import make_kinds
from tests.ui.survey import make_survey
from tests.ui.together import differ, part_ways

WHO = "Inspektör A"
WORKERS = (WHO, "Inspektör B", "Inspektör C")
EMPTY, PLAYED, KINDS = "ny granskning.granskning", "övning.granskning", "frågor av alla slag.granskning"
DIFFERING = "olika svar.granskning"
SURVEY = "enkät.granskning"
READ = "inläst lista.granskning"
APART = "olika urval.granskning"


@dataclass(frozen=True)
class Scene:
    """Something to look at. `review`: which file is open (none: the start page); `show` brings the scene up, and may
    give what puts things right when it has been looked at.
    """

    name: str
    review: str
    show: Callable[[MainWindow], object]
    fill: Callable[[QWidget], object] = lambda _: None  # what is done in a dialog before it is looked at


@dataclass(frozen=True)
class Files:
    """Invented reviews (one played through, the same with differences to settle, one that has just begun, one with a
    list to draw from, one in which two have read a list and drawn apart, one with questions of every kind, one that
    boards have answered area by area), and the list that the first was drawn from.
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
    make_survey(folder / SURVEY, by=WHO)
    create_review(folder / READ, "Kontaktpersoner", ["barn"], by=WHO, dnr="ÖVNING 3/2026")
    with Store.open(folder / READ, write=True) as store:
        import_frame(store, played.frame, {}, by=WHO)
    with Store.open(played.review, write=True) as store:
        _work(store)
    for place, who in enumerate(WORKERS):
        _work_in_copy(folder, who, place)
    create_review(folder / APART, "Barns delaktighet", ["barn"], by=WHO, dnr="ÖVNING 4/2026")
    part_ways(folder / APART)
    differ(Path(shutil.copyfile(folder / PLAYED, folder / DIFFERING)))
    return Files(folder)


def working_file(who: str) -> str:
    """The name of the copy of the played review that somebody has worked in."""
    return f"övning {who[-1]}.granskning"


def _work_in_copy(folder: Path, who: str, place: int) -> None:
    """A copy in which somebody has gone on with their own cases, and changed answers in Inspektör A's that the others
    have changed too.
    """
    path = Path(shutil.copyfile(folder / PLAYED, folder / working_file(who)))
    with Store.open(path, write=True) as store:
        lines = [line for line in listing.case_lines(store) if not line.case.done and not line.case.replaced_why]
        for line in [one for one in lines if one.case.reviewer == who][: 6 + place]:
            items = [one for one in casework.items_of(store, line.case.code, who) if one.asked]
            for item in [one for one in items if one.question.type == "ja_nej"][:-4:-1]:  # none rests on an earlier one
                answers.record_answer(store, line.case.code, item.question.id, "nej", who)
            comment = "Enligt journalen är planen inte uppdaterad."
            answers.record_note(store, line.case.code, items[0].question.id, who, comment=comment)
        for line in [one for one in lines if one.case.reviewer == WORKERS[0]][-3:]:
            asked = next(one for one in casework.items_of(store, line.case.code, WORKERS[0]) if one.asked)
            others = [value for value in possible_answers(asked.question) if value != asked.given.value]
            if place:
                answers.record_answer(store, line.case.code, asked.question.id, others[place - 1], WORKERS[0])


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
    """Go to a step as one view asks for another; to all cases where one was left open, unless a word says which."""
    next(iter(window.views.values())).go.emit(name, word)
    cases = window.views.get("arenden")
    if name == "arenden" and not word and isinstance(cases, CasesView) and cases.page_in_front is not None:
        push(window, "Alla ärenden")


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
