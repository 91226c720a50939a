"""Every view and dialog of the window as a scene: pictures are taken of them, and tests walk through them all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractAnimation, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import answers, casework, listing
from inspektor.operations.demo import play
from inspektor.operations.reviews import create_review
from inspektor.ui.main_window import MainWindow
from inspektor.ui.trouble import told
from tests.ui.hand import press, push, settle, until

WHO = "Inspektör A"
EMPTY, PLAYED = "ny granskning.granskning", "övning.granskning"
STEPS = ("oversikt", "urval", "arenden", "resultat", "rapport")


@dataclass(frozen=True)
class Scene:
    """Something to look at. `review`: which file is open (none: the start page); `show` brings the scene up."""

    name: str
    review: str
    show: Callable[[MainWindow], object]


@dataclass(frozen=True)
class Files:
    """Two invented reviews: one played through, one that has just begun, and the list that the first was drawn from."""

    folder: Path

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self.folder / name

    def copied(self, folder: Path) -> Files:
        """The same files in another folder, to work in."""
        shutil.copytree(self.folder, folder)
        return Files(folder)


def make_files(folder: Path) -> Files:
    """Play the two reviews into a new folder, and leave marks of work in a case of Inspektör A's."""
    played = play(folder)
    create_review(folder / EMPTY, "Kontaktfamilj för barn", ["barn"], by=WHO, dnr="ÖVNING 2/2026")
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


def scenes() -> list[Scene]:
    """All of them, in the order of the work."""
    steps = [Scene(name, PLAYED, partial(step, name=name)) for name in STEPS]
    empty = [Scene(f"{name}-tom", EMPTY, partial(step, name=name)) for name in STEPS]
    return [
        Scene("start", "", lambda _: None),
        *empty,
        *steps,
        Scene("urval-plan", PLAYED, _plan),
        Scene("granska", PLAYED, review_a_case),
        Scene("granska-kommentar", PLAYED, _comment),
        Scene("besked", PLAYED, _trouble),
    ]


def step(window: MainWindow, name: str, word: str = "") -> None:
    """Go to a step as one view asks for another."""
    next(iter(window.views.values())).go.emit(name, word)


def _plan(window: MainWindow) -> None:
    step(window, "urval")
    push(window, "Dra om")


def review_a_case(window: MainWindow) -> None:
    """Granska, at a question in the middle of a case."""
    assert window.session is not None
    step(window, "arenden", case_to_show(window.session.store))
    window.activateWindow()
    settle()
    for _ in range(4):
        press("Up")


def _comment(window: MainWindow) -> None:
    review_a_case(window)
    press("K")


def _trouble(window: MainWindow) -> None:
    review_a_case(window)
    assert window.session is not None
    problem = Problem(
        "Disken är full. Det senaste svaret finns kvar på skärmen men är inte sparat. Frigör utrymme och försök igen."
    )
    window.session.trouble.emit(told(problem, unsaved=True))


def dialogs() -> list[Scene]:
    """Every dialog; `show` opens it."""
    return [
        Scene("dialog-tangenter", "", lambda window: window.show_keys()),
        Scene("dialog-installningar", "", lambda window: window.show_settings()),
        Scene("dialog-om", "", lambda window: window.show_about()),
        Scene("dialog-ny-granskning", "", lambda window: push(window, "Ny granskning")),
        Scene("dialog-lista", EMPTY, _read_list),
        Scene("dialog-byt", PLAYED, _replace),
        Scene("dialog-nytt-arende", PLAYED, partial(_over_cases, words="Lägg till ärende")),
        Scene("dialog-andra-arende", PLAYED, partial(_over_cases, words="Ändra uppgifter")),
        Scene("dialog-tilldela", PLAYED, partial(_over_cases, words="Tilldela granskare")),
        Scene("dialog-plan", PLAYED, _change_plan),
    ]


def _over_cases(window: MainWindow, words: str) -> None:
    step(window, "arenden")
    quiet(window)
    push(window, words)


def _change_plan(window: MainWindow) -> None:
    step(window, "oversikt")
    quiet(window)
    push(window, "Ändra uppgifterna")


def _read_list(window: MainWindow) -> None:
    assert window.session is not None
    chosen = str(window.session.path.with_name("urvalsram.xlsx"))
    before, QFileDialog.getOpenFileName = QFileDialog.getOpenFileName, lambda *_: (chosen, "")  # type: ignore[method-assign]
    try:
        step(window, "urval")
        push(window, "Läs in lista")
    finally:
        QFileDialog.getOpenFileName = before  # type: ignore[method-assign]


def _replace(window: MainWindow) -> None:
    step(window, "urval")
    push(window, "Byt ut ärende")


def in_dialog(window: MainWindow, scene: Scene, look_at: Callable[[QWidget], object]) -> None:
    """Open a dialog, look at it, and close it; whether or not the window waits for it. What `look_at` raises comes to
    `sys.excepthook`, as from any slot.
    """
    seen: list[QWidget] = []

    def look() -> None:
        found = QApplication.activeModalWidget()
        if found is None or seen:
            return
        later.stop()
        seen.append(found)
        try:
            quiet(window)
            look_at(found)
        finally:
            found.close()

    later = QTimer()
    later.timeout.connect(look)
    later.start(200)
    scene.show(window)
    until(lambda: seen and QApplication.activeModalWidget() is None)


def at(window: MainWindow, files: Files, which: list[Scene]) -> Iterator[Scene]:
    """Each scene in turn, with the file that it wants open in the window, and shown (a dialog is not: `in_dialog`)."""
    for scene in which:
        wanted = files.path(scene.review) if scene.review else None
        if wanted is None:
            window.close_review()
        elif window.session is None or window.session.path != wanted:
            assert window.open_review(wanted)
        window.activateWindow()  # as the system does when a dialog has been closed
        settle()
        if not scene.name.startswith("dialog"):
            scene.show(window)
            quiet(window)
        yield scene


def quiet(window: MainWindow) -> None:
    """Wait until nothing is being worked on, and nothing moves."""
    until(lambda: not window._to_build and not (window.session and window.session.working))
    running = QAbstractAnimation.State.Running
    until(lambda: all(one.state() != running for one in window.findChildren(QAbstractAnimation)))
