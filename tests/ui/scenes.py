"""Every view and dialog of the window as a scene: pictures are taken of them, and tests walk through them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.merge_files import MergeView
from inspektor.ui.views.sample import SampleView
from tests.ui import plan_scenes, state_scenes, together_scenes
from tests.ui.hand import press, push, settle, until
from tests.ui.stage import (
    EMPTY,
    PLAYED,
    WHO,
    WORKERS,
    Files,
    Scene,
    case_to_show,
    make_files,
    quiet,
    review_a_case,
    step,
    working_file,
)
from tests.ui.state_scenes import picture

__all__ = ["EMPTY", "PLAYED", "STEPS", "WHO", "Files", "Scene", "at", "case_to_show", "dialogs", "in_dialog"]
__all__ += ["WORKERS", "make_files", "picture", "quiet", "scenes", "working_file"]
STEPS = ("oversikt", "urval", "arenden", "resultat", "rapport", "slaihop")


def scenes() -> list[Scene]:
    """All of them, in the order of the work."""
    steps = [Scene(name, PLAYED, partial(step, name=name)) for name in STEPS]
    empty = [Scene(f"{name}-tom", EMPTY, partial(step, name=name)) for name in STEPS]
    return [
        Scene("start", "", lambda _: None),
        *empty,
        *steps,
        Scene("urval-plan", PLAYED, _plan),
        Scene("urval-kvoter", PLAYED, _own_quotas),
        Scene("granska", PLAYED, review_a_case),
        Scene("slaihop-filer", PLAYED, _files_listed),
        *plan_scenes.scenes(),
        *state_scenes.scenes(),
        *together_scenes.scenes(),
    ]


def _plan(window: MainWindow) -> None:
    step(window, "urval")
    push(window, "Dra om")


def _files_listed(window: MainWindow) -> Callable[[], object]:
    """Three inspectors' files, and one that may not be taken in, before they are put together."""
    step(window, "slaihop")
    quiet(window)
    view = window.views["slaihop"]
    assert isinstance(view, MergeView)
    names = (*(working_file(who) for who in WORKERS), EMPTY)
    view.add_files([view.session.path.with_name(name) for name in names])
    return view.clear_list


def _own_quotas(window: MainWindow) -> Callable[[], None]:
    """One group has a quota of its own, one is left out, one has too few cases, and one quota is no number."""
    _plan(window)
    view = window.views["urval"]
    assert isinstance(view, SampleView)
    view.form.table.setFocus()
    press("8 Enter 0 Enter 9 9 Enter X Enter")
    return lambda: view.form.of_list("", 0)


def dialogs() -> list[Scene]:
    """Every dialog; `show` opens it."""
    return [
        Scene("dialog-tangenter", "", lambda window: window.show_keys()),
        Scene("dialog-installningar", "", lambda window: window.show_settings()),
        Scene("dialog-om", "", lambda window: window.show_about()),
        Scene("dialog-ny-granskning", "", lambda window: push(window, "Ny granskning")),
        Scene("dialog-ny-granskning-fel", "", lambda window: push(window, "Ny granskning"), plan_scenes.save_nothing),
        Scene("dialog-lista", EMPTY, _read_list),
        Scene("dialog-byt", PLAYED, _replace),
        Scene("dialog-nytt-arende", PLAYED, partial(_over_cases, words="Lägg till ärende")),
        Scene("dialog-nytt-arende-fel", PLAYED, partial(_over_cases, words="Lägg till ärende"), plan_scenes.wrong_case),
        Scene("dialog-andra-arende", PLAYED, partial(_over_cases, words="Ändra uppgifter")),
        Scene("dialog-tilldela", PLAYED, partial(_over_cases, words="Tilldela granskare")),
        Scene("dialog-tilldela-fel", PLAYED, partial(_over_cases, words="Tilldela granskare"), plan_scenes.give_away),
        Scene("dialog-plan", PLAYED, _change_plan),
        Scene("dialog-ny-version", PLAYED, _new_version, plan_scenes.newer),
        Scene("dialog-infoga-siffra", PLAYED, partial(_over_report, words="Infoga siffra")),
        Scene("dialog-infoga-citat", PLAYED, partial(_over_report, words="Infoga citat")),
        Scene("dialog-se-over", PLAYED, _see_to),
        *together_scenes.dialogs(),
    ]


def _over_cases(window: MainWindow, words: str) -> None:
    step(window, "arenden")
    quiet(window)
    push(window, words)


def _over_report(window: MainWindow, words: str) -> None:
    step(window, "rapport", "resultat.genomforandeplan")
    quiet(window)
    push(window, words)


def _see_to(window: MainWindow) -> None:
    """All that is to be seen to when the report has been saved."""
    state_scenes.written(window)
    push(window, "Visa alla")


def _change_plan(window: MainWindow) -> None:
    step(window, "oversikt")
    quiet(window)
    push(window, "Ändra uppgifterna")


def _new_version(window: MainWindow) -> None:
    step(window, "oversikt")
    quiet(window)
    push(window, "Ny version av en checklista")


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
            scene.fill(found)
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
        elif window.session is None or window.session.path != wanted or window.session.read_only:
            assert window.open_review(wanted)
        window.message.hide()  # what an earlier scene told
        window.activateWindow()  # as the system does when a dialog has been closed
        settle()
        if scene.name.startswith("dialog"):
            yield scene
            continue
        put_right = scene.show(window)
        quiet(window)
        yield scene
        if callable(put_right):
            put_right()
