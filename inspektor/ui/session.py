"""An open review in the window: runs operations, tells every view what changed, and tells a person what went wrong."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.review import Review

T = TypeVar("T")


@dataclass(frozen=True)
class Trouble:
    """Something a person must know: what happened, and in `text` what it means and what to do."""

    title: str
    text: str


class Session(QObject):
    """One open review and the person who works in it.

    `changed` is sent with the kind of operation after anything has been recorded; `trouble` when an operation could
    not be done; `recovered` when one succeeds after that; `busy` with a sentence while background work goes on, and
    empty when it is over.
    """

    changed = Signal(str)
    trouble = Signal(object)
    recovered = Signal()
    busy = Signal(str)

    def __init__(self, path: Path, who: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.who = who
        self.store = Store.open(path, write=True)
        self.saved_at = self._last_saved()
        self._failed = False
        self._jobs: set[_Job] = set()

    def close(self) -> None:
        """Wait for background work and close the file."""
        QThreadPool.globalInstance().waitForDone()
        self.store.database.close()

    @property
    def review(self) -> Review:
        """What the review is about, as it stands."""
        return queries.review(self.store)

    def do(self, kind: str, operation: Callable[[Store], T]) -> T | None:
        """Run an operation now; None (and `trouble`) when it could not be done. What it recorded is on disk when this
        returns.
        """
        try:
            done = operation(self.store)
        except Problem as problem:
            self._failed = True
            self.trouble.emit(told(problem))
            return None
        self.note(kind)
        return done

    def note(self, kind: str) -> None:
        """Something has been recorded: tell the views."""
        self.saved_at = self._last_saved()
        if self._failed:
            self._failed = False
            self.recovered.emit()
        self.changed.emit(kind)

    def work(self, words: str, operation: Callable[[Store], T], done: Callable[[T], None], *, kind: str = "") -> None:
        """Run something slow in the background on its own connection; then `done` with what it gave, on the window's
        thread.

        With `kind`, the operation records something, and `changed` is sent.
        """
        job = _Job(self.path, operation, write=bool(kind))
        self._jobs.add(job)

        def finish(result: object) -> None:
            self._jobs.discard(job)
            self.busy.emit("")
            if isinstance(result, Trouble):
                self.trouble.emit(result)
                return
            if kind:
                self.note(kind)
            done(result)  # type: ignore[arg-type]

        job.signals.finished.connect(finish)
        self.busy.emit(words)
        QThreadPool.globalInstance().start(job)

    def _last_saved(self) -> datetime:
        at, _ = queries.latest_change(self.store)
        return datetime.fromisoformat(at).astimezone()


def told(problem: Problem) -> Trouble:
    """A known error as a title (its first sentence) and the rest."""
    title, _, rest = str(problem).partition(". ")
    return Trouble(title.rstrip("."), rest)


class _Signals(QObject):
    finished = Signal(object)


class _Job(QRunnable):
    """Background work: opens the file anew, since a connection belongs to its thread."""

    def __init__(self, path: Path, operation: Callable[[Store], object], *, write: bool) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = _Signals()
        self._path, self._operation, self._write = path, operation, write

    def run(self) -> None:
        """Qt's own call, on a thread of the pool."""
        try:
            with Store.open(self._path, write=self._write) as store:
                result: object = self._operation(store)
        except Problem as problem:
            result = told(problem)
        except Exception as error:  # noqa: BLE001  (a thread has no other way to tell: by kind and place, never by content)
            frame = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}, {Path(frame.filename).name} rad {frame.lineno}"
            result = Trouble("Ett oväntat fel avbröt arbetet", f"Granskningen är som förut ({place}).")
        self.signals.finished.emit(result)
