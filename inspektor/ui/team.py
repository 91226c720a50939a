"""The team folder of an open review: which one it is, when something is new in it, and fetching and leaving."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Event

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from inspektor.db.store import Store
from inspektor.domain.errors import Problem, Stopped
from inspektor.operations import team_folder
from inspektor.operations.merging import Watch
from inspektor.operations.team_folder import Exchanged, Standing
from inspektor.ui import recent
from inspektor.ui.models import merges
from inspektor.ui.session import WRITTEN, Session

FETCHED = "teammapp"  # the kind of operation, as the views are told of it
_SOON = 1000  # milliseconds that changes in the folder, and what is recorded, are let come to rest
_SLOW = 60_000  # milliseconds between looks at a folder that does not tell of its changes, as one on a network
_CALM = 10_000  # milliseconds that nothing has been recorded before anything is fetched unasked


class Team(QObject):
    """Looks at the folder in the background, reads it only when it looks different, and fetches when asked, or by
    itself when the person wants that and is not writing.

    `changed` is sent when there is something else to tell: `standing` (None until somebody has looked), `done` with
    `done_at` (the latest exchange of this sitting), `problem` why the folder cannot be seen and `failed` why the latest
    exchange was not done (sentences, empty for none), `stopped` whether somebody stopped it.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.standing: Standing | None = None
        self.done: Exchanged | None = None
        self.done_at = datetime.now().astimezone()
        self.problem = self.failed = ""
        self.stopped = False
        self._looking = self._again = self._late = False
        self._focus: QWidget | None = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._slow = QTimer(self, interval=_SLOW)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._watcher.directoryChanged.connect(self._soon.start)
        self._soon.timeout.connect(self.look)
        self._slow.timeout.connect(self.look)
        self._calm.timeout.connect(self._fetch_if_calm)
        session.changed.connect(self._on_changed)
        self._connect()

    # --- the settings ---------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path | None:
        """The folder; None for none."""
        return recent.team_folder(self._session.store.review)

    @property
    def automatic(self) -> bool:
        """Whether what is new is fetched without anybody asking."""
        return recent.fetches_by_itself(self._session.store.review)

    def use(self, folder: Path | None) -> None:
        """Take another folder into use, or none. What is in it stays."""
        recent.set_team_folder(self._session.store.review, None)
        if folder is not None:
            recent.set_team_folder(self._session.store.review, folder)
        self._connect()

    def fetch_by_itself(self, on: bool) -> None:
        """Fetch what is new without anybody asking, or not."""
        recent.set_fetches_by_itself(self._session.store.review, on=on)
        self._wait_for_calm()

    def _connect(self) -> None:
        """Begin with the folder that is chosen; it is watched when somebody has seen that it can be reached."""
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self.standing, self.done, self.stopped = None, None, False
        self.problem = self.failed = ""
        if self.folder is None or self._session.read_only:
            self._slow.stop()
        else:
            self._slow.start()
            self.look()
        self.changed.emit()

    # --- looking --------------------------------------------------------------------------------------------------

    def _on_changed(self, kind: str) -> None:
        """Something has been recorded: how the folder stands is another matter now."""
        if kind and kind not in WRITTEN:
            self._forget()
        self._soon.start()
        self._wait_for_calm()

    def _forget(self) -> None:
        """Read the files again next time: what was new in them may be known now."""
        self._again = True

    def look(self) -> None:
        """See how the folder stands, in the background."""
        folder = self.folder
        self._late = self._looking
        if folder is None or self._session.read_only or self._session.holding or self._looking:
            return
        who, before = self._session.who, None if self._again else self.standing
        self._looking, self._again = True, False

        def look(store: Store) -> Standing | str:
            try:
                return team_folder.standing(store, folder, who, before)
            except Problem as problem:
                return str(problem)

        self._session.work(
            "", look, lambda found: self._on_looked(folder, found), over=self._on_not_looked, outside=True
        )

    def _on_looked(self, folder: Path, found: Standing | str) -> None:
        self._looking = False
        if folder != self.folder:
            self.look()
            return
        if not self._watcher.directories() and isinstance(found, Standing):
            self._watcher.addPath(str(folder))
            self._soon.start()  # for what came before the folder was watched
        before = (self.problem, self.standing)
        if self.problem and not isinstance(found, str):
            self.failed = ""  # the folder is there again
        self.problem = found if isinstance(found, str) else ""
        self.standing = found if isinstance(found, Standing) else None
        if before != (self.problem, self.standing):
            self.changed.emit()
        self._wait_for_calm()
        if self._late:  # something has happened since the look began
            self.look()

    def _on_not_looked(self) -> None:
        self._looking = False

    # --- fetching and leaving -------------------------------------------------------------------------------------

    def _wait_for_calm(self) -> None:
        if self.automatic and self.standing is not None and self.standing.new:
            self._calm.start()
        else:
            self._calm.stop()

    def _fetch_if_calm(self) -> None:
        """Fetch by itself, but not while a person writes, or is asked something, or anything else goes on."""
        writing = isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QPlainTextEdit)
        asked = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if writing or asked or self._session.working or self._session.unsaved:
            self._wait_for_calm()
        else:
            self.exchange()

    def exchange(self) -> None:
        """Take in what the others have left, and leave what this copy holds, in the background."""
        folder = self.folder
        if folder is None or self._session.read_only or self._session.holding:
            return
        who, stop, self._focus, self.stopped = self._session.who, Event(), QApplication.focusWidget(), False
        watch = Watch(stop, lambda part, whole: self._tell(stop, part, whole))

        def exchange(store: Store) -> Exchanged | str:
            try:
                return team_folder.exchange(store, folder, who, watch=watch)
            except Stopped:
                raise
            except Problem as problem:
                return str(problem)

        def over() -> None:
            self.stopped = stop.is_set()
            self._end()

        words = "Hämtar och lämnar i teammappen …"
        self._session.work(words, exchange, self._on_exchanged, kind=FETCHED, stop=stop, over=over)

    def _tell(self, stop: Event, part: int, whole: int) -> None:
        """How far it has come, from the thread that works."""
        if not stop.is_set():
            self._session.progress.emit(merges.far("Hämtar ur teammappen", part, whole), part, whole)

    def _on_exchanged(self, told: Exchanged | str) -> None:
        self.failed = told if isinstance(told, str) else ""
        if isinstance(told, Exchanged):
            self.done, self.done_at = told, datetime.now().astimezone()
        self._end()

    def _end(self) -> None:
        """It is over: the keyboard goes back to where it was, and the folder is looked at again."""
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus()
        self._focus = None
        self._forget()
        self.look()
        self.changed.emit()
