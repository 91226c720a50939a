"""The window: bars around, the rail of steps at the left, the step in front."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout

from inspektor.domain.errors import Problem
from inspektor.operations import history
from inspektor.ui import recent, tokens
from inspektor.ui.dialogs.keys import KeysDialog
from inspektor.ui.session import Session, Trouble, told
from inspektor.ui.style import look
from inspektor.ui.views import steps
from inspektor.ui.views.start import StartView
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import KeyBar, MessageBar, TopBar
from inspektor.ui.widgets.basic import surface
from inspektor.ui.widgets.focus_ring import FocusRing
from inspektor.ui.widgets.rail import Rail

FILTER = "Granskningar (*.granskning)"


class MainWindow(QMainWindow):
    """Start page, or one open review with its steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Inspektor")
        self.session: Session | None = None
        self.views: dict[str, View] = {}
        self.top = TopBar()
        self.message = MessageBar()
        self.keys = KeyBar()
        self.rail = Rail()
        self.rail.chosen.connect(self.show_step)
        self.stack = QStackedWidget()
        self.start = StartView(self)
        self.stack.addWidget(self.start)
        self._lay_out()
        self.ring = FocusRing(self)
        self._shortcuts()
        self.setMinimumSize(640, 480)
        self._restore()
        self._show_start()

    def _lay_out(self) -> None:
        self._rail_side = surface("frame")
        side = QVBoxLayout(self._rail_side)
        side.setContentsMargins(0, 8, 0, 0)
        side.addWidget(self.rail)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail_side)
        middle.addWidget(self.stack, 1)
        whole = QFrame()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.message)
        column.addLayout(middle, 1)
        column.addWidget(self.keys)
        self.setCentralWidget(whole)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+N", self.start.new_review),
            ("Ctrl+O", self.choose_file),
            ("Ctrl+Z", lambda: self._turn_back(forward=False)),
            ("Ctrl+Shift+Z", lambda: self._turn_back(forward=True)),
            ("F1", self.show_keys),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)

    def _restore(self) -> None:
        geometry = QSettings().value("fönster")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)

    def show_keys(self) -> None:
        """The list of keys (F1)."""
        KeysDialog(self).exec()

    def choose_file(self) -> None:
        """Ask for a review and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Öppna granskning", recent.folder(), FILTER)
        if chosen:
            self.open_review(Path(chosen))

    def open_review(self, path: Path) -> bool:
        """Open a review in place of the one that is open; whether it could be."""
        try:
            session = Session(path, recent.who(), self)
        except Problem as problem:
            self.tell(told(problem))
            return False
        self.close_review()
        self.session = session
        session.changed.connect(self._on_changed)
        session.trouble.connect(self._on_trouble)
        session.recovered.connect(self.message.hide)
        recent.remember(path)
        self._add_steps(session)
        self._show_review()
        self.rail.choose(next(iter(self.views)))
        return True

    def close_review(self) -> None:
        """Close what is open and show the start page."""
        if self.session is None:
            return
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.leave()
        self.session.close()
        for view in self.views.values():
            self.stack.removeWidget(view)
            view.deleteLater()
        self.views.clear()
        self.rail.clear()
        self.session.deleteLater()
        self.session = None
        self._show_start()

    def _add_steps(self, session: Session) -> None:
        for kind in steps():
            view = kind(session)
            view.go.connect(self._on_go)
            self.views[kind.name] = view
            self.stack.addWidget(view)
            self.rail.add(kind.name, kind.title, kind.glyph)

    def show_step(self, name: str, word: str = "") -> None:
        """Bring a step to the front."""
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.leave()
        view = self.views[name]
        self.stack.setCurrentWidget(view)
        self._fold()
        view.enter(word)
        self.keys.show_keys(view.keys())
        self._counts()

    def _on_go(self, name: str, word: str) -> None:
        self.rail.blockSignals(True)
        self.rail.choose(name)
        self.rail.blockSignals(False)
        self.show_step(name, word)

    def _on_changed(self, kind: str) -> None:
        self._show_review()
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.refresh(kind)
            self.keys.show_keys(current.keys())
        self._counts()

    def _counts(self) -> None:
        for name, view in self.views.items():
            self.rail.show_count(name, view.count())

    def _show_review(self) -> None:
        if self.session is None:
            return
        review = self.session.review
        self.top.show_review(review.title, review.dnr, self.session.who)
        self.top.show_saved(self.session.saved_at)
        self.top.show()
        self._rail_side.show()

    def _show_start(self) -> None:
        self.top.hide()
        self._rail_side.hide()
        self.stack.setCurrentWidget(self.start)
        self.start.refresh()
        self.keys.show_keys(self.start.keys())

    def _on_trouble(self, trouble: Trouble) -> None:
        if self.session is not None:
            self.top.show_unsaved()
        self.tell(trouble)

    def tell(self, trouble: Trouble) -> None:
        """Show what went wrong in the bar."""
        self.message.tell(trouble.title, trouble.text)

    def _turn_back(self, *, forward: bool) -> None:
        session = self.session
        if session is not None:
            turn = history.redo if forward else history.undo
            session.do("gorom" if forward else "angra", lambda store: turn(store, session.who))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        scale = look().sizes.scale
        narrow, low = self.width() < tokens.FOLD_WIDTH * scale, self.height() < tokens.FOLD_HEIGHT * scale
        self.rail.fold(narrow)
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.fold(narrow=narrow, low=low)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        QSettings().setValue("fönster", self.saveGeometry())
        self.close_review()
        super().closeEvent(event)
