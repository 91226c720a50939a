"""The start page: a new review, an existing one, made-up data to try, and what was opened last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspektor.ui import recent
from inspektor.ui.icons import paint_icon
from inspektor.ui.recent import RecentFile
from inspektor.ui.style import look
from inspektor.ui.trouble import Trouble, told
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.recent_list import RecentList
from inspektor.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from inspektor.domain.errors import Problem
    from inspektor.ui.main_window import MainWindow

STACKED = 900  # below this width the recent files stand under the choices
_TOP, _TOP_STACKED, _TOP_LOW = 120, 40, 8


class StartView(QWidget):
    """What one sees when no review is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._left_part, self._right_part = self._left(), self._right()
        inner = surface("page")
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addWidget(self._left_part, 2)
        self._parts.addWidget(self._right_part, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inner))
        look().changed.connect(self._stack)

    def _left(self) -> QFrame:
        side = surface("frame")
        column = self._left_column = QVBoxLayout(side)
        column.setSpacing(4)
        words = QVBoxLayout()
        words.setContentsMargins(16, 0, 0, 16)
        words.setSpacing(2)
        words.addWidget(label("Inspektor", "title"))
        words.addWidget(label("Aktgranskning, från urval till rapport. Allt stannar på din dator.", "muted", wrap=True))
        column.addLayout(words)
        window = self._window
        choices = (
            ("Ny granskning …", "Välj checklistor, läs sedan in urvalsramen.", "add", window.new_review),
            ("Öppna granskning …", "En fil som slutar på .granskning.", "folder_open", window.choose_file),
            ("Prova med exempeldata …", "48 påhittade ärenden att prova allt på.", "beaker", self.try_demo),
        )
        self.choices = [_Choice(*choice) for choice in choices]
        for choice in self.choices:
            column.addWidget(choice)
        column.addStretch(1)
        more = QHBoxLayout()
        more.setContentsMargins(9, 16, 0, 0)
        more.addWidget(button("Inställningar", window.show_settings, "quiet"))
        more.addWidget(button("Om Inspektor", window.show_about, "quiet"))
        more.addStretch(1)
        column.addLayout(more)
        return side

    def _right(self) -> QFrame:
        page = surface("page")
        column = self._right_column = QVBoxLayout(page)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 1, 0)
        self._recent_title = label("Senast öppnade", "heading")
        top.addWidget(self._recent_title)
        top.addStretch(1)
        self.forget = button("Rensa listan", self._clear, "quiet")
        top.addWidget(self.forget)
        column.addLayout(top)
        self._empty = label("Här kommer de granskningar som du har öppnat.", "muted", wrap=True)
        self._empty.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._empty)
        self.recent = RecentList()
        self.recent.chosen.connect(self._on_chosen)
        self.recent.dropped.connect(lambda one: self._drop(one.path))
        column.addWidget(self.recent)
        column.addStretch(1)
        return page

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self._left_part, self._right_part

    def keys(self) -> Keys:
        """What the keys do here."""
        always = (("Ctrl+N", "ny granskning"), ("Ctrl+O", "öppna"))
        if not self.recent.files():
            return always
        return (*always, ("↑↓", "välj"), ("Enter", "öppna den valda"), ("Delete", "ta bort ur listan"))

    def refresh(self) -> None:
        """Read the list of recent files again, and look which are still there."""
        files = recent.files()
        self._show(files)
        if files:
            from inspektor.ui.background import in_background

            in_background(self, lambda: recent.looked_for(files), self._show_found)

    def _show_found(self, found: list[RecentFile]) -> None:
        """What was found of the files; the list may be another by now."""
        exists = {one.path: one.exists for one in found}
        self._show([one._replace(exists=exists.get(one.path, True)) for one in recent.files()])

    def _show(self, files: list[RecentFile]) -> None:
        self.recent.show_files(files)
        self._empty.setVisible(not files)
        self.recent.setVisible(bool(files))
        self.forget.setVisible(bool(files))
        if files:
            from inspektor.ui.widgets.tabs import in_order

            in_order(self.forget, *self.recent.rows)  # and before the bars, if there are any already
        self._stack()

    def try_demo(self) -> None:
        """Make a folder with a played review in the place that is chosen, and open it."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self._window, "Var ska exemplet ligga?", recent.folder())
        if not chosen:
            return
        from inspektor.ui.background import in_background

        folder = free_name(Path(chosen), "Inspektor exempel")
        self._window.busy.tell("Spelar upp en granskning med påhittade uppgifter …")
        self.setEnabled(False)
        in_background(self, lambda: _play(folder), self._on_played)

    def _on_played(self, played: Path | Problem) -> None:
        self.setEnabled(True)
        waited = self._window.session is None  # else somebody has opened a review meanwhile, and works in it
        if waited:
            self._window.busy.tell("")
        if not isinstance(played, Path):
            self._window.tell(told(played))
        elif waited:
            self._window.open_review(played)
        else:
            act = ("Öppna exemplet", lambda: self._window.open_review(played))
            self._window.tell(Trouble("Exemplet är klart", f"Det ligger i {played.parent}."), [act], kind="ok")

    def _on_chosen(self, one: RecentFile) -> None:
        if one.exists:
            self._window.open_review(one.path)
            return
        text = f"Den låg i {one.path.parent}. Koppla in enheten, eller leta upp filen där den ligger nu."
        actions = [("Leta upp …", self._window.choose_file), ("Ta bort ur listan", lambda: self._drop(one.path))]
        self._window.tell(Trouble(f"{one.path.name} hittas inte", text), actions, kind="warn")

    def _drop(self, path: Path) -> None:
        recent.forget(path)
        self._window.message.hide()
        self._forgotten()

    def _clear(self) -> None:
        recent.clear()
        self._forgotten()
        self.choices[0].setFocus()

    def _forgotten(self) -> None:
        """The list is shorter, and its keys are of no use when it is empty."""
        self.refresh()
        self._window.keys.show_keys(self.keys())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        """Beside each other, or when that is too narrow below each other."""
        narrow = self.width() < look().sizes.px(STACKED)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(direction)
        self._parts.setStretch(0, 0 if narrow else 2)
        top = _TOP_STACKED if narrow or self.height() < look().sizes.px(600) else _TOP
        top = _TOP_LOW if self.height() < look().sizes.px(400) else top
        wide = self.width() > look().sizes.px(1100)
        left, right = (56, 72) if wide else (24, 24)
        self._recent_title.setMinimumHeight(look().sizes.control)  # with and without a button beside it
        self._left_column.setContentsMargins(left, top + 8, 40 if wide else 24, 24)
        inset = 8 if narrow else -8  # the names stand below the words of the choices
        self._right_column.setContentsMargins(right + inset, 24 if narrow else top + 5, right, 24)


def _play(folder: Path) -> Path | Problem:
    from inspektor.domain.errors import Problem
    from inspektor.operations.demo import play

    try:
        return play(folder).review
    except Problem as problem:
        return problem


def free_name(folder: Path, name: str) -> Path:
    """A name that is free in a folder: the name, else the name with a number."""
    number, path = 1, folder / name
    while path.exists():
        number += 1
        path = folder / f"{name} {number}"
    return path


class _Choice(QPushButton):
    """A thing to begin with: icon, name, and what it means in a line below."""

    def __init__(self, title: str, text: str, glyph: str, act: Callable[[], object]) -> None:
        super().__init__()
        self._title, self._text, self._glyph = title, text, glyph
        self.setAccessibleName(title.removesuffix(" …"))
        self.setAccessibleDescription(text)
        self.setProperty("kind", "choice")
        self.setAutoDefault(True)  # Enter too
        self.clicked.connect(act)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().paintEvent(event)
        style, painter = look(), QPainter(self)
        side = style.sizes.px(20)
        top = (self.height() - style.sizes.px(42)) / 2
        paint_icon(painter, QRectF(16, top + style.sizes.px(1), side, side), self._glyph, 20, "accent")
        left = 16 + side + 16
        line = QRectF(left, top, self.width() - left - 12, style.sizes.px(21))
        for text, role, bold in ((self._title, "accent", True), (self._text, "muted", False)):
            font = style.font(bold=bold)
            painter.setFont(font)
            painter.setPen(style.color(role))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            line.translate(0, line.height())
