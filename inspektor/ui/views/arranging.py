"""A part of the report as it stands in the disposition: its heading, which can be given another, and the menu of what
else can be done with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.domain.version import INTERNAL
from inspektor.operations import disposition
from inspektor.operations.disposition import KIND, LONGEST_HEADING, Line, neighbour
from inspektor.ui.session import Session
from inspektor.ui.widgets.basic import button, label


class _HeadingField(QLineEdit):
    """Where a heading is written; Escape puts it away."""

    def __init__(self, put_away: Callable[[], None]) -> None:
        super().__init__()
        self._put_away = put_away
        self.setAccessibleName("Rubrik")
        self.setMaxLength(LONGEST_HEADING)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
            return
        super().keyPressEvent(event)


class Arranging(QWidget):
    """The heading of the part that is shown, or `instead` of it where there is no room for the outline beside; and the
    button with the menu. `before` is called before anything is changed: it records what is being written.
    """

    def __init__(self, session: Session, instead: QWidget, before: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._instead, self._before = session, instead, before
        self.line: Line | None = None
        self.version = INTERNAL
        self._listed: tuple[Line, ...] = ()
        self._back: QWidget | None = None  # what had the keyboard before the heading was to be written
        self.heading = label("", "title", wrap=True)
        self.field = _HeadingField(self._put_away)
        self.field.returnPressed.connect(self._rename)
        self.field.hide()
        self.button = button("Ordna …", self.open_menu, "quiet", name="Ordna avsnittet")
        self.button.setEnabled(not session.read_only)
        shown = QVBoxLayout()
        for one in (instead, self.heading, self.field):
            shown.addWidget(one)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(shown, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: Line, listed: Sequence[Line]) -> None:
        """Show a part."""
        if self.line is not None and line.id != self.line.id:
            self._put_away()
        self.line, self._listed = line, tuple(listed)
        self.heading.setText(line.heading)
        self.button.setAccessibleDescription(line.name)

    def fold(self, *, tight: bool) -> None:
        """Show the list of choices instead of the heading, or the heading."""
        self._instead.setVisible(tight)
        self.heading.setVisible(not tight and self.field.isHidden())

    # --- what can be done ---------------------------------------------------------------------------------------------

    def move_part(self, step: int) -> None:
        """Let the part change places with the one before it (-1) or after it (1)."""
        line = self.line
        if line is not None and neighbour(self._listed, line.id, step):
            self._do(lambda store: disposition.move(store, line.id, step, self.version, by=self._session.who))

    def toggle(self) -> None:
        """Leave the part out, or take it in again. One under another's heading is left out with it."""
        line = self.line
        if line is not None and not line.joined_to:
            change = disposition.take_in if line.left_out else disposition.leave_out
            self._do(lambda store: change(store, line.id, by=self._session.who))

    def begin_rename(self) -> None:
        """Write another heading for the part."""
        if self.line is None or self.line.joined_to or self.field.isVisible() or not self._session.may_write():
            return
        self._back = self.window().focusWidget()
        self.field.setText(self.line.title)
        self.field.show()
        self.heading.hide()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _rename(self) -> None:
        line, typed = self.line, self.field.text()
        if line is not None and self._do(lambda store: disposition.rename(store, line.id, typed, by=self._session.who)):
            self._put_away()

    def _put_away(self) -> None:
        had = self.field.hasFocus()
        self.field.hide()
        self.heading.setVisible(self._instead.isHidden())
        if had and self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _default_heading(self, line: Line) -> None:
        self._do(lambda store: disposition.rename(store, line.id, line.default, by=self._session.who))

    def _join(self, line: Line, other: str) -> None:
        self._do(lambda store: disposition.join(store, [line.id, other], by=self._session.who))

    def _split(self, line: Line) -> None:
        self._do(lambda store: disposition.split(store, line.id, by=self._session.who))

    def _do(self, change: Callable[[Store], object]) -> bool:
        """Change something in the disposition; whether it could be done."""

        def done(store: Store) -> bool:
            change(store)
            return True

        self._before()
        return bool(self._session.do(KIND, done))

    # --- the menu -----------------------------------------------------------------------------------------------------

    def open_menu(self, at: QPoint | None = None) -> None:
        """What can be done with the part, below the button or at a place on the screen."""
        if self.line is None or not self._session.may_write():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, self.line)
        menu.popup(at or self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _fill(self, menu: QMenu, line: Line) -> None:
        for words, step in (("Flytta upp\tAlt+↑", -1), ("Flytta ned\tAlt+↓", 1)):
            menu.addAction(words, partial(self.move_part, step)).setEnabled(
                bool(neighbour(self._listed, line.id, step))
            )
        rename = menu.addAction("Byt rubrik …\tF2", self.begin_rename)
        if line.renamed:
            menu.addAction(_plain(f"Ta tillbaka rubriken ”{line.default}”"), partial(self._default_heading, line))
        leave = menu.addAction(f"{'Ta med i' if line.left_out else 'Utelämna ur'} rapporten\tDelete", self.toggle)
        for one in (rename, leave):
            one.setEnabled(not line.joined_to)
        self._fill_areas(menu, line)

    def _fill_areas(self, menu: QMenu, line: Line) -> None:
        """What quality areas have beside: they can be joined, and split again."""
        others = self._session.do("", lambda store: disposition.joinable(store, line.id)) or []
        if others and not line.joined_to:
            menu.addSeparator()
            below = menu.addMenu("Förena med")
            for other in others:
                below.addAction(_plain(other.heading), partial(self._join, line, other.id))
        if line.is_joint or line.joined_to:
            menu.addAction("Dela upp kvalitetsområdena", partial(self._split, line))


def _plain(words: str) -> str:
    """Words of a menu in which no letter is a shortcut."""
    return words.replace("&", "&&")
