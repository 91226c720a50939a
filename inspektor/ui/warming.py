"""What the start page does not need and an open review does, loaded while nobody waits for it."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from threading import Thread

PAUSE = 100  # milliseconds between modules, and before the first: the start page is painted by then
_PLAIN = (  # no Qt in them: a thread loads them
    "inspektor.db.store",
    "inspektor.export.drawing",
    "inspektor.operations.answers",
    "inspektor.operations.cases",
    "inspektor.operations.casework",
    "inspektor.operations.differences",
    "inspektor.operations.disposition",
    "inspektor.operations.figures",
    "inspektor.operations.files",
    "inspektor.operations.frames",
    "inspektor.operations.listing",
    "inspektor.operations.merging",
    "inspektor.operations.overview",
    "inspektor.operations.planning",
    "inspektor.operations.reports",
    "inspektor.operations.samples",
    "inspektor.operations.team_folder",
    "inspektor.operations.texts",
)
_WINDOW = (  # the window's own thread loads them, one at a time
    "inspektor.ui.session",
    "inspektor.ui.opening",
    "inspektor.ui.choosing",
    "inspektor.ui.widgets.top_bar",
    "inspektor.ui.widgets.message_bar",
    "inspektor.ui.widgets.busy_bar",
    "inspektor.ui.widgets.rail",
    "inspektor.ui.views.overview",
    "inspektor.ui.views.sample",
    "inspektor.ui.views.review_case",
    "inspektor.ui.views.cases",
    "inspektor.ui.views.results",
    "inspektor.ui.views.report",
    "inspektor.ui.team",
    "inspektor.ui.views.settle",
    "inspektor.ui.views.compare",
    "inspektor.ui.views.agreement",
    "inspektor.ui.views.merge_files",
    "inspektor.ui.views.fronts",
)


class Warming(QObject):
    """Begins when the event loop is first at rest, and waits while a dialog is open. `over` when all is loaded."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.over = False
        self._thread: Thread | None = None  # one that the program waits for when it ends, so that no import is cut off
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._on_rest)
        QTimer.singleShot(0, self._timer.start)  # counted from when the event loop runs, however long the page took

    def _on_rest(self) -> None:
        if QApplication.activeModalWidget() is not None:
            return
        if self._thread is None:
            from threading import Thread

            self._thread = Thread(target=_load, name="warming")
            self._thread.start()
        elif not self._thread.is_alive():
            self._load_next()

    def _load_next(self) -> None:
        left = next((name for name in _WINDOW if name not in sys.modules), None)
        if left is None:
            self.over = True
            self._timer.stop()
            _set_aside()
        else:
            __import__(left)


def _set_aside() -> None:
    """Let the collector of garbage leave alone what has been loaded: it stays until the program ends, and all threads
    stand still while the collector goes through it, which it would each time a long list is read.
    """
    if not gc.get_freeze_count():
        gc.freeze()


def _load() -> None:
    for name in _PLAIN:
        __import__(name)
