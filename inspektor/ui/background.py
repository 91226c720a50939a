"""Work on a thread of the pool: what it gives, or what it raised, comes back on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

T = TypeVar("T")
_running: set[Job] = set()  # the pool does not keep them alive


class _Signals(QObject):
    ended = Signal(object, object)


class Job(QRunnable):
    """One piece of work. `dropped`: nobody waits for it any more, and nothing is called when it ends."""

    def __init__(self, work: Callable[[], object], ended: Callable[[object, Exception | None], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.dropped = False
        self._work, self._ended = work, ended
        self._signals = _Signals()
        self._signals.ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self, *, alone: bool = False) -> None:
        """Begin as soon as a thread is free; `alone` at once, on a thread that nobody waits for, not even when the
        program ends.
        """
        _running.add(self)
        if alone:
            Thread(target=self.run, daemon=True).start()
        else:
            QThreadPool.globalInstance().start(self)

    def run(self) -> None:
        """Qt's own call, on a thread of the pool."""
        result: object = None
        failed: Exception | None = None
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001  (raised again on the window's thread, where the unexpected is caught)
            failed = error
        if isValid(self._signals):  # not when the program has ended meanwhile
            self._signals.ended.emit(result, failed)

    def _finish(self, result: object, failed: Exception | None) -> None:
        _running.discard(self)
        if not self.dropped:
            self._ended(result, failed)


def in_background(owner: QObject, work: Callable[[], T], done: Callable[[T], None]) -> Job:
    """Do something slow that needs no review, then `done` with what it gave, if its owner is still there.

    What it raises is raised to the window.
    """

    def ended(result: object, failed: Exception | None) -> None:
        if not isValid(owner):
            return
        if failed is not None:
            raise failed
        done(result)  # type: ignore[arg-type]

    job = Job(work, ended)
    job.start()
    return job
