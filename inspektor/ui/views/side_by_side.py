"""What the pages that set two answers side by side have in common: a list, the current thing beside it, the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inspektor.ui import tokens
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, surface
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.settle_list import SettleList
from inspektor.ui.widgets.settle_pane import SettlePane
from inspektor.ui.widgets.tabs import in_order

STEP = "slaihop"  # where the pages stand
ONLY_READ = "Det går att avgöra vad som gäller när den är öppen för att ändra."
LIST_WIDTH, LIST_HEIGHT = 248, 200
_DECIDING = ("K", "F")  # and the figures
_ANY = 16777215  # Qt's own: as large as there is room for
_K = Qt.Key


class SideBySidePage(View):
    """The list, and the current thing beside it. What they show, and what is done, is each page's own."""

    def __init__(self, session: Session, title: str, listed: str, act: str, kept: str) -> None:
        super().__init__(session)
        self.setAccessibleName(title)
        self.head, self.notice, self.empty = Head(title), Notice(), EmptyPage()
        self.list = SettleList(listed)
        self.only = QCheckBox("Bara olikheter")
        self.only.setChecked(True)
        self.pane = SettlePane(act, kept)
        self.form = self.pane.form
        self.back = button("Tillbaka", self.close_page, "quiet")
        self.before = button("", lambda: self.step(-1), glyph="chevron_left", name="Föregående")
        self.after = button("", lambda: self.step(1), glyph="chevron_right", name="Nästa")
        self._folded = (False, False)
        self._above: tuple[QWidget, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=0)  # when what has been shown has got its place
        self._later.timeout.connect(self._bring_form)
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.form.done.connect(self.settle)
        self.form.flag_pressed.connect(self.flag)
        self.only.toggled.connect(self.show_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # before the buttons, which Enter presses
            QShortcut(QKeySequence(keys), self, self.settle, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        look().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        self._side, page, self._whole = surface("side"), surface("page"), QWidget()
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(0, 12, 0, 0)
        inner.addWidget(self.list)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setWidget(self.pane)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._whole)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(0)
        self._beside.addWidget(self._side)
        self._beside.addWidget(self.scroller, 1)
        for outer, parts in ((self, (page,)), (page, (self.head, self.notice, self.empty, self._whole))):
            column = QVBoxLayout(outer)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            for part in parts:
                column.addWidget(part, 1 if part in (page, self.empty, self._whole) else 0)
        self.empty.hide()

    def add_tools(self, *tools: QWidget) -> None:
        """What stands in the head, the ways to other things last."""
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for one in (self.before, self.after):
            row.addWidget(one)
        self.head.add(self.only, *tools, self.back, ways)
        self._above = (self.only, *tools, self.back, self.before, self.after, self.notice.action)

    def chain(self, *below: QWidget) -> None:
        """Let Tab meet the head, the list, the form, and after it what stands below."""
        in_order(*self._above, self.list, *self.form.stops(), *below)

    # --- each page's own ----------------------------------------------------------------------------------------------

    @property
    def may_settle(self) -> bool:
        """Whether what is shown can be settled."""
        return False

    def settle(self) -> None:
        """Settle what is chosen, for the reason that is written, and go on to the next."""

    def flag(self) -> None:
        """Let it be discussed first."""

    def show_current(self) -> None:
        """Show what the list is at."""

    def show_wanted(self) -> None:
        """Show only what differs, or what stands around it too."""

    # --- what the window asks -----------------------------------------------------------------------------------------

    def decision_keys(self) -> Keys:
        """What the keys do to what is shown."""
        sides = [(str(place + 1), one.text()) for place, one in enumerate(self.form.buttons)]
        support = [("S", "stöd")] if self.pane.folds_support else []
        return *((key, words if len(words) < 24 else "välj") for key, words in sides), *support

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self.list, *self.form.buttons[:1], self.back

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The list beside when wide, above when narrow; where it is low too, the arrows alone go between things."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(down if narrow else across)
        self._folded = (narrow, low)
        self.pane.fold(low=low)
        self._dress()

    def _dress(self) -> None:
        sizes, (narrow, low) = look().sizes, self._folded
        self.only.setMinimumHeight(sizes.control)
        self._side.setVisible(not (narrow and low))
        self._side.setMaximumSize(*((_ANY, sizes.px(LIST_HEIGHT)) if narrow else (sizes.px(LIST_WIDTH), _ANY)))
        self._side.setMinimumSize(*((0, sizes.px(LIST_HEIGHT)) if narrow else (sizes.px(LIST_WIDTH), 0)))

    def show_parts(self, *, there: bool) -> None:
        """Show the list and what is beside it, or that there is nothing."""
        self.empty.setVisible(not there)
        self._whole.setVisible(there)
        for tool in (self.only, self.back, self.before, self.after):
            tool.setVisible(there)

    def begin(self) -> None:
        """Give the keyboard to the list, or to what can be done when there is nothing to list."""
        (self.empty.buttons[0] if self.empty.isVisible() and self.empty.buttons else self.list).setFocus()

    def _on_chosen(self, _name: str) -> None:
        self.show_current()
        self.scroller.verticalScrollBar().setValue(0)
        self.keys_changed.emit()

    def close_page(self) -> None:
        """Back to the files."""
        self.go.emit(STEP, "")

    def step(self, by: int) -> None:
        """To what is before (-1) or after (1)."""
        self.list.step(by)

    def announce(self, words: str) -> None:
        """Let a screen reader say what happened."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))

    # --- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what no field had a use for. A letter typed in the reason is a letter."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        writing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        if event.key() == _K.Key_Escape:
            self._escape()
        elif held or writing or not self._letter(event):
            super().keyPressEvent(event)

    def _escape(self) -> None:
        focused: QWidget | None = self.focusWidget()
        if focused is not None and self.form.isVisible() and self.form.isAncestorOf(focused):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.close_page()

    def _bring_form(self) -> None:
        """Scroll so that the form is seen, or at least what has the keyboard in it."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        focused: QWidget | None = self.focusWidget()
        self.scroller.ensureWidgetVisible(self.form.act, 0, tokens.EDGE)
        if focused is not None and self.form.isAncestorOf(focused):
            self.scroller.ensureWidgetVisible(focused, 0, tokens.EDGE)

    def _letter(self, event: QKeyEvent) -> bool:
        """What a letter or a figure does; whether it does anything."""
        sign, key = event.text().upper(), event.key()
        if self.form.answer_key(event):
            return True
        if key in (_K.Key_Up, _K.Key_Down):
            self.step(-1 if key == _K.Key_Up else 1)
        elif sign == "S":
            self.pane.toggle_support()
        elif (sign.isdigit() or sign in _DECIDING) and not self.session.may_write():
            return True
        elif not self.may_settle:
            return False
        elif sign.isdigit():
            self.form.press(int(sign) - 1)
            self._later.start()
        elif sign == "K":
            self.form.why.setFocus()
            self._later.start()
        elif sign == "F":
            self.flag()
        else:
            return False
        return True
