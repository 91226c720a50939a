"""The window: bars around, the rail of steps at the left, the step in front."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout

from inspektor.ui import recent, tokens
from inspektor.ui.actions import Actions
from inspektor.ui.style import look
from inspektor.ui.trouble import Trouble
from inspektor.ui.views import steps
from inspektor.ui.views.start import StartView
from inspektor.ui.views.view import View
from inspektor.ui.warming import Warming
from inspektor.ui.widgets.bars import KeyBar
from inspektor.ui.widgets.basic import surface
from inspektor.ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:  # the start page needs no review: what opens one is imported when one is opened
    from pathlib import Path

    from inspektor.ui.session import Session
    from inspektor.ui.widgets.busy_bar import BusyBar
    from inspektor.ui.widgets.message_bar import Actions as Buttons
    from inspektor.ui.widgets.message_bar import MessageBar
    from inspektor.ui.widgets.rail import Rail
    from inspektor.ui.widgets.top_bar import TopBar


class MainWindow(QMainWindow):
    """Start page, or one open review with its steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Inspektor")
        self.session: Session | None = None
        self.views: dict[str, View] = {}
        self._to_build: dict[str, type[View]] = {}
        self._builder = QTimer(self, singleShot=True, interval=20)  # milliseconds between views that nobody waits for
        self._builder.timeout.connect(self._build_next)
        self._let_go = False
        self.actions_ = Actions(self)
        self.keys = KeyBar()
        self.stack = QStackedWidget()
        self.start = StartView(self)
        self.stack.addWidget(self.start)
        self._lay_out()
        self.ring = FocusRing(self)
        self.setMinimumSize(480, 400)
        self._restore()
        look().changed.connect(self._fold)
        self.warming = Warming(self)
        self._show_start()
        look().dress()

    def _lay_out(self) -> None:
        self._rail_side = surface("frame")
        self._rail_side.hide()
        side = QVBoxLayout(self._rail_side)
        side.setContentsMargins(0, 8, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail_side)
        middle.addWidget(self.stack, 1)
        whole = QFrame()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._over = QVBoxLayout()
        column.addLayout(self._over)
        column.addLayout(middle, 1)
        column.addWidget(self.keys)
        self.setCentralWidget(whole)

    @cached_property
    def _bars(self) -> tuple[TopBar, MessageBar, BusyBar]:
        """The bars over a view, in the order in which Tab meets them. Made when one of them is first wanted."""
        from inspektor.ui.widgets.busy_bar import BusyBar
        from inspektor.ui.widgets.message_bar import MessageBar
        from inspektor.ui.widgets.top_bar import TopBar

        made = TopBar(self.actions_.menu()), MessageBar(), BusyBar()
        for bar in made:
            bar.hide()
            self._over.addWidget(bar)
        made[0].who.clicked.connect(self.show_settings)
        made[2].cancelled.connect(self._on_cancelled)
        return made

    @property
    def top(self) -> TopBar:
        """The bar of an open review."""
        return self._bars[0]

    @property
    def message(self) -> MessageBar:
        """The bar for what a person must know."""
        return self._bars[1]

    @property
    def busy(self) -> BusyBar:
        """The bar of work that takes time."""
        return self._bars[2]

    @cached_property
    def rail(self) -> Rail:
        """The steps. Made when they are first wanted: the start page has none."""
        from inspektor.ui.widgets.rail import Rail

        made = Rail()
        made.chosen.connect(self.show_step)
        layout = self._rail_side.layout()
        if layout is not None:
            layout.addWidget(made)
        return made

    def _restore(self) -> None:
        geometry = QSettings().value("fönster")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)

    # --- dialogs --------------------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """The list of keys (F1)."""
        from inspektor.ui.dialogs.keys import KeysDialog

        KeysDialog(self).open()

    def show_settings(self) -> None:
        """Name, text size, theme."""
        from inspektor.ui.dialogs.settings import SettingsDialog

        SettingsDialog(self).open()

    def show_about(self) -> None:
        """Version and licences."""
        from inspektor.ui.dialogs.about import AboutDialog

        AboutDialog(self).open()

    def new_review(self) -> None:
        """Ask for what a review needs, make the file and open it."""
        from inspektor.ui.dialogs.new_review import NewReviewDialog

        dialog = NewReviewDialog(self)
        dialog.made.connect(self.open_review)
        dialog.open()

    # --- files ----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a review and open it."""
        from inspektor.ui.choosing import choose_file

        choose_file(self)

    def open_review(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> bool:
        """Open a review in place of the one that is open; whether it could be."""
        if self.session is not None and not self._may_close():
            return False
        from inspektor.ui.opening import open_session, same_file

        again = self.session if self.session is not None and same_file(self.session.path, path) else None
        if again is not None and again.read_only == read_only:
            return True
        if again is not None:
            self.close_review()
        session = open_session(self, path, read_only=read_only, take_over=take_over)
        if session is None:
            return False
        self.message.hide()
        self.close_review()
        self._take(session)
        if read_only:
            session.only_read.emit()
        return True

    def _take(self, session: Session) -> None:
        self.session = session
        session.changed.connect(self._on_changed)
        session.trouble.connect(self._on_trouble)
        session.recovered.connect(self._on_recovered)
        session.busy.connect(lambda words: self.busy.tell(words, can_cancel=session.can_cancel))
        for held in (self.top.setDisabled, self.rail.setDisabled, self.actions_.hold):
            session.held.connect(held)
        session.progress.connect(self.busy.tell_progress)
        step = recent.step_of(session.path)
        recent.remember(session.path)
        self._to_build = {kind.name: kind for kind in steps()}
        for kind in self._to_build.values():
            self.rail.add(kind.name, kind.title, kind.glyph, apart=kind.apart)
        self.setWindowTitle(f"{session.path.stem} – Inspektor")
        self._show_review()
        self.rail.choose(step if step in self._to_build else next(iter(self._to_build)))
        self.rail.setFocus()
        self._builder.start()

    def _view(self, name: str) -> View:
        """A step's view, made when it is first wanted."""
        if name not in self.views and self.session is not None:
            view = self.views[name] = self._to_build.pop(name)(self.session)
            view.go.connect(self._on_go)
            view.keys_changed.connect(self._show_keys)
            self.stack.addWidget(view)
        return self.views[name]

    def _build_next(self) -> None:
        """Make the views that nobody has wanted yet, one at a time and when nothing else goes on."""
        if name := next(iter(self._to_build), ""):
            if self.session and not self.session.working:
                self.rail.show_count(name, self._view(name).count())
            self._builder.start()
        elif self.views:
            self.views["arenden"].prepare()

    def save_copy(self) -> None:
        """Save a copy in another place; when something could not be saved here, go on working in the copy."""
        from inspektor.ui.choosing import save_copy

        save_copy(self)

    def _may_close(self) -> bool:
        """Whether everything is on disk; if not, say so and what can be done."""
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.leave()
        session = self.session
        if session is not None and session.holding:
            self.tell(Trouble("Filen skrivs om just nu", "Vänta tills det är klart, eller avbryt det."))
            return False
        if session is None or self._let_go or not session.unsaved or session.retry():
            return True
        text = "Det du skrev sist finns bara på skärmen. Stängs granskningen nu försvinner det."
        self.tell(Trouble("Allt är inte sparat", text), (*self._remedies(), ("Stäng ändå", self._close_anyway)))
        return False

    def _close_anyway(self) -> None:
        self._let_go = True
        self.close()

    def close_review(self) -> None:
        """Close what is open and show the start page."""
        session = self.session
        if session is None or not self._may_close():
            return
        recent.set_step(self.step)
        session.close()
        for view in self.views.values():
            self.stack.removeWidget(view)
            view.deleteLater()
        self.views.clear()
        self._to_build.clear()
        self.rail.clear()
        session.deleteLater()
        self.session, self._let_go = None, False
        self.busy.tell("")
        self.top.hide()
        self._rail_side.hide()
        self._show_start()

    # --- steps ----------------------------------------------------------------------------------------------------

    @property
    def step(self) -> str:
        """The name of the step in front; empty on the start page."""
        current = self.stack.currentWidget()
        return current.name if isinstance(current, View) else ""

    def show_step(self, name: str, word: str = "", before: str = "") -> None:
        """Bring a step to the front, with a word for it where another step asked for it."""
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.leave()
        self.stack.setCurrentWidget(view := self._view(name))
        self._fold()
        view.came_from = before
        view.enter(word)
        self.keys.show_keys(view.keys())
        self._counts()

    def _on_go(self, name: str, word: str) -> None:
        before = self.step
        self.rail.blockSignals(True)
        self.rail.choose(name)
        self.rail.blockSignals(False)
        self.show_step(name, word, before)

    def _on_changed(self, kind: str) -> None:
        self._show_review()
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.refresh(kind)
            self.keys.show_keys(current.keys())
        self._counts()

    def _show_keys(self) -> None:
        current = self.stack.currentWidget()
        if isinstance(current, View):
            self.keys.show_keys(current.keys())
        told = self.sender()
        if isinstance(told, View):
            self.rail.show_count(told.name, told.count())

    def _counts(self) -> None:
        for name, view in self.views.items():
            self.rail.show_count(name, view.count())

    def _show_review(self) -> None:
        session = self.session
        if session is None:
            return
        review = session.review
        self.top.show_review(review.title, review.dnr, session.who, session.owner)
        if session.read_only:
            self.top.show_read_only()
        elif session.unsaved:
            self.top.show_unsaved()
        else:
            self.top.show_saved(session.saved_at)
        self.actions_.show_review(there=True)
        self.top.show()
        self._rail_side.show()

    def _show_start(self) -> None:
        self.setWindowTitle("Inspektor")
        self.actions_.show_review(there=False)
        self.stack.setCurrentWidget(self.start)
        self.start.refresh()
        self.start.choices[0].setFocus()
        self.keys.show_keys(self.start.keys())

    # --- what happens ---------------------------------------------------------------------------------------------

    def _on_trouble(self, trouble: Trouble) -> None:
        if trouble.unsaved:
            self.top.show_unsaved()
        waits = self.session is not None and self.session.unsaved
        self.tell(trouble, self._remedies() if waits else ())

    def _remedies(self) -> Buttons:
        return ("Försök igen", self.retry), ("Spara en kopia …", self.save_copy)

    def _on_recovered(self) -> None:
        self.message.hide()
        self._show_review()

    def retry(self) -> None:
        """Try again to save what is on screen and not on disk."""
        current = self.stack.currentWidget()
        if self.session is not None and self.session.retry() and isinstance(current, View):
            current.retry()

    def tell(self, trouble: Trouble, actions: Buttons = (), kind: str = "err") -> None:
        """Show in the bar what happened, with what can be done about it."""
        from inspektor.ui.widgets.tabs import in_order

        self.message.tell(trouble.title, trouble.text, actions, kind)
        in_order(self.top.who, *self.message.buttons)

    def _on_cancelled(self) -> None:
        if self.session is not None:
            self.session.cancel()

    def set_who(self, name: str) -> None:
        """What is done from now on is done by somebody else."""
        recent.set_who(name)
        if self.session is not None:
            self.session.who = recent.who()
            self._on_changed("")

    def turn_back(self, *, forward: bool) -> None:
        """Undo or redo the person's latest operation, and say which."""
        from inspektor.ui.turning import turn_back

        turn_back(self, forward=forward)

    # --- Qt's own -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: F6 goes to the next pane, where the view has not done so itself."""
        if event.key() == Qt.Key.Key_F6:
            self._next_pane(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _next_pane(self, by: int) -> None:
        from inspektor.ui.widgets.tabs import go_on

        current = self.stack.currentWidget()
        inner = current.panes() if isinstance(current, View | StartView) else ()
        rail = [self.rail] if self.session is not None else []
        go_on([self.message, self.busy, *rail, *inner], by)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        scale = look().sizes.scale
        narrow, low = self.width() < tokens.FOLD_WIDTH * scale, self.height() < tokens.FOLD_HEIGHT * scale
        current = self.stack.currentWidget()
        if isinstance(current, View):
            self.rail.fold(narrow)
            current.fold(narrow=narrow, low=low)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        QSettings().setValue("fönster", self.saveGeometry())
        self.close_review()
        if self.session is not None:  # something is not on disk: the bar says what can be done
            event.ignore()
            return
        super().closeEvent(event)
