"""An open review in the window: runs operations, tells every view what changed, and tells a person what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem, Stopped
from inspektor.domain.review import Review
from inspektor.operations import files
from inspektor.ui.background import Job, in_background
from inspektor.ui.lock import FileLock
from inspektor.ui.trouble import told

T = TypeVar("T")
Operation = Callable[[Store], object]
WRITTEN = ("svar", "anteckning", "text")  # what a person has on the screen: kept until it can be recorded
_LOOK_EVERY = 5000  # milliseconds between looks at a file that another Inspektor writes in


@dataclass
class _Task:
    """Background work that is going on: its words, how it is told to stop (None: it cannot be), whether it holds the
    file meanwhile, and what is called when it ends without having given anything.
    """

    words: str
    job: Job
    stop: Event | None
    holds: bool
    over: Callable[[], object]


class Session(QObject):
    """One open review and the person who works in it.

    `changed` is sent with the kind of operation after anything has been recorded; `trouble` when an operation could
    not be done; `recovered` when one succeeds after that; `busy` with a sentence while background work goes on, and
    empty when it is over; `progress` (words, part, whole) may be sent by the work itself, from its thread. `held` tells
    that the file is being written in for a while, and that it no longer is: nothing else can be recorded meanwhile.
    `only_read` tells that somebody wants to change what is open for reading only, `reopen` that they want it opened for
    that.
    """

    changed = Signal(str)
    trouble = Signal(object)
    recovered = Signal()
    busy = Signal(str)
    progress = Signal(str, int, int)
    held = Signal(bool)
    only_read = Signal()
    reopen = Signal()

    def __init__(
        self,
        path: Path,
        who: str,
        parent: QObject | None = None,
        *,
        read_only: bool = False,
        take_over: bool = False,
    ) -> None:
        """Open a review. HeldByAnother when somebody else has it open; Problem when it cannot be opened."""
        super().__init__(parent)
        self.path, self.who, self.read_only = path, who, read_only
        self._lock = FileLock(path)
        self.store = Store.open(path) if read_only else self._open(take_over=take_over)
        self.owner = self.store.owner  # whose working file it is; empty for the whole review
        self.who = self.owner or self.who
        self._anchor = files.Anchor(self.store)
        self.saved_at = self._last_saved()
        self._failed = False
        self._unsaved: list[tuple[str, Operation]] = []
        self._tasks: list[_Task] = []
        self._closed = False
        if read_only:
            self._watch()
        else:
            in_background(self, partial(files.clear_leftovers, path), lambda _: None)

    def _open(self, *, take_over: bool) -> Store:
        if self.path.is_file():  # what is none gets its own sentence below
            (self._lock.take_over if take_over else self._lock.take)(self.who)
        try:
            return Store.open(self.path, write=True)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Wait for background work, stopped where it can be, and close the file; not for what looks outside it."""
        self._closed = True
        for task in self._tasks:
            task.job.dropped = True
            if task.stop is not None:
                task.stop.set()
        QThreadPool.globalInstance().waitForDone()
        self.store.database.close()
        self._lock.release()

    @property
    def review(self) -> Review:
        """What the review is about, as it stands."""
        return queries.review(self.store)

    @property
    def unsaved(self) -> bool:
        """Whether something that a person has given waits to be recorded."""
        return bool(self._unsaved)

    def do(self, kind: str, operation: Callable[[Store], T]) -> T | None:
        """Run an operation now; None (and `trouble`) when it could not be done. What it recorded is on disk when this
        returns. With an empty kind it records nothing. Nothing is done when the review is closed: a view that is on its
        way out may still ask.
        """
        if self._closed or (kind and not self.may_write()):
            return None
        try:
            if kind:
                self._may_record()
                self._record_unsaved()
            done = operation(self.store)
        except Problem as problem:
            self._refused(kind, operation, problem)
            return None
        if kind:
            self.note(kind)
        return done

    def may_write(self) -> bool:
        """Whether the review is open for more than reading; when it is not, the window says so."""
        if self.read_only:
            self.only_read.emit()
        return not self.read_only

    def _may_record(self) -> None:
        if self.holding:
            raise _Held("Filen skrivs om just nu. Vänta tills det är klart, eller avbryt det.")
        self._anchor.check()

    def _record_unsaved(self) -> None:
        """What could not be recorded before, in its order. What turns out to be wrong in itself is told and let go."""
        while self._unsaved:
            _, operation = self._unsaved[0]
            try:
                operation(self.store)
            except Problem as problem:
                if _surroundings(problem):
                    raise
                self.trouble.emit(told(problem))
            del self._unsaved[0]

    def _refused(self, kind: str, operation: Operation, problem: Problem) -> None:
        """Tell why; what was written is kept when the surroundings are at fault."""
        self._failed = True
        written = kind in WRITTEN
        if written and _surroundings(problem):
            self._unsaved.append((kind, operation))
        self.trouble.emit(told(problem, unsaved=written))

    def retry(self) -> bool:
        """Record what could not be recorded; whether all of it is on disk now."""
        try:
            self._may_record()
            self._record_unsaved()
        except Problem as problem:
            self.trouble.emit(told(problem, unsaved=True))
            return False
        self.note(WRITTEN[0])
        return True

    def forget_unsaved(self) -> None:
        """What could not be recorded here is recorded somewhere else."""
        self._unsaved.clear()

    def save_copy(self, path: Path) -> bool:
        """Save a copy in another place, with what could not be recorded here; whether it could be."""
        try:
            files.save_copy(self.store, path, [operation for _, operation in self._unsaved])
        except Problem as problem:
            self.trouble.emit(told(problem, unsaved=self.unsaved))
            return False
        return True

    def note(self, kind: str) -> None:
        """Something has been recorded: tell the views."""
        self.saved_at = self._last_saved()
        if self._failed and not self._unsaved:
            self._failed = False
            self.recovered.emit()
        self.changed.emit(kind)

    def work(
        self,
        words: str,
        operation: Callable[[Store], T],
        done: Callable[[T], None],
        *,
        kind: str = "",
        stop: Event | None = None,
        over: Callable[[], object] = lambda: None,
        outside: bool = False,
    ) -> None:
        """Run something slow in the background on its own connection; then `done` with what it gave, on the window's
        thread, or `over` when it was stopped or could not be done. Without words it goes on unseen.

        With `kind`, the operation records something, and `changed` is sent. With `stop` it can be cancelled: the event
        is set. What only reads is then dropped at once; what records is waited for, since it may be done already: then
        `done` is called all the same, and otherwise the operation raises Stopped. Nothing is done, and nothing called,
        when the review is closed.

        What only reads, and looks `outside` the file, in a place on a network that may never answer, keeps nobody from
        closing the review.
        """
        if self._closed:
            return
        if kind and not self.may_write():
            over()
            return

        def run() -> T:
            with Store.open(self.path, write=bool(kind)) as store:
                return operation(store)

        def ended(result: object, failed: Exception | None) -> None:
            self._remove(task)
            if failed is not None:
                over()
                if isinstance(failed, Problem):
                    self._tell(failed)
                    return
                raise failed
            if kind:
                self.note(kind)
            done(result)  # type: ignore[arg-type]

        task = _Task(words, Job(run, ended), stop, bool(kind and stop), over)
        self._tasks.append(task)
        self._tell_busy()
        if task.holds:
            self.held.emit(True)
        task.job.start(alone=outside)

    def _remove(self, task: _Task) -> None:
        """It goes on no more; what waited for it to let go of the file is recorded."""
        self._tasks.remove(task)
        self._tell_busy()
        if task.holds:
            self.held.emit(self.holding)
            if self.unsaved and not self.holding:
                self.retry()

    def _tell(self, failed: Problem) -> None:
        if not isinstance(failed, Stopped):
            self.trouble.emit(told(failed))

    def works_on(self, words: str) -> bool:
        """Whether the work with these words goes on in the background."""
        return any(task.words == words for task in self._tasks)

    @property
    def working(self) -> bool:
        """Whether anything goes on in the background."""
        return bool(self._tasks)

    @property
    def holding(self) -> bool:
        """Whether something long is being recorded in the background, so that nothing else can be."""
        return any(task.holds for task in self._tasks)

    def _tell_busy(self) -> None:
        words = [task.words for task in self._tasks if task.words]
        self.busy.emit(words[-1] if words else "")

    @property
    def can_cancel(self) -> bool:
        """Whether the work that `busy` told of last can be cancelled."""
        seen = [task for task in self._tasks if task.words]
        return bool(seen) and seen[-1].stop is not None and not seen[-1].stop.is_set()

    def cancel(self) -> None:
        """Stop the work that `busy` told of last."""
        if not self.can_cancel:
            return
        task = [task for task in self._tasks if task.words][-1]
        if task.stop is not None:
            task.stop.set()
        if task.holds:
            task.words = "Avbryter …"
            self._tell_busy()
            return
        task.job.dropped = True
        self._remove(task)
        task.over()

    def _last_saved(self) -> datetime:
        at, _ = queries.latest_change(self.store)
        return datetime.fromisoformat(at).astimezone()

    def _watch(self) -> None:
        """Somebody else writes in the file: look at it now and then, and show what is new."""
        self._seen = self._stamp()
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(_LOOK_EVERY)

    def _look(self) -> None:
        if self._closed or (now := self._stamp()) == self._seen:
            return
        self._seen = now
        self.saved_at = self._last_saved()
        self.changed.emit("")

    def _stamp(self) -> tuple[int, int]:
        try:
            status = self.path.stat()
        except OSError:
            return 0, 0
        return status.st_mtime_ns, status.st_size


class _Held(Problem):
    """Something long is being recorded."""


def _surroundings(problem: Problem) -> bool:
    """Whether disk, network or file is at fault rather than what a person gave: those come from an error below."""
    return isinstance(problem, files.Elsewhere | _Held) or problem.__cause__ is not None
