"""The files that were opened last: name, folder, when; those that are not found say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from inspektor.ui.recent import MOST, RecentFile
from inspektor.ui.style import look

if TYPE_CHECKING:
    from datetime import datetime

ROW = 56
_HALF = ("januari", "februari", "mars", "april", "maj", "juni")
_MONTHS = (*_HALF, "juli", "augusti", "september", "oktober", "november", "december")
_LEFT, _RIGHT = (
    Qt.AlignmentFlag.AlignVCenter | side for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -MOST, Qt.Key.Key_End: MOST}


class RecentList(QWidget):
    """`chosen` is sent with a file that is to be opened; `dropped` with one to take off the list (Delete). One stop for
    Tab, arrows inside. (A few rows: an item view would cost more than all the rest of the start page.)
    """

    chosen = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Senast öppnade granskningar")
        self.rows: list[Row] = []
        self._current = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 2)
        self._column.setSpacing(0)

    def show_files(self, files: list[RecentFile]) -> None:
        """Show other files; the current one stays current."""
        while len(self.rows) < len(files):
            self._add()
        gone, self.rows = self.rows[len(files) :], self.rows[: len(files)]
        had_focus = any(row.hasFocus() for row in (*self.rows, *gone))
        for row, one in zip(self.rows, files, strict=True):
            row.show_file(one)
        self._make_current(self._current)
        if had_focus and self.rows:
            self.rows[self._current].setFocus()
        for row in gone:
            row.hide()
            row.deleteLater()

    def _add(self) -> None:
        row = Row(first=not self.rows)
        row.clicked.connect(self._on_clicked)
        row.moved.connect(self._on_moved)
        row.dropped.connect(self.dropped)
        self.rows.append(row)
        self._column.addWidget(row)

    def files(self) -> list[RecentFile]:
        """What is shown."""
        return [row.file for row in self.rows]

    def _make_current(self, place: int) -> None:
        """The row that Tab comes to."""
        self._current = min(max(place, 0), max(len(self.rows) - 1, 0))
        for at, row in enumerate(self.rows):
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == self._current else Qt.FocusPolicy.ClickFocus)
        if self.rows:
            self.setFocusProxy(self.rows[self._current])

    def _on_moved(self, by: int) -> None:
        self._make_current(self._current + by)
        self.rows[self._current].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, Row):
            self._make_current(self.rows.index(row))
            self.chosen.emit(row.file)


class Row(QAbstractButton):
    """A file: a click, Enter or the space bar opens it."""

    moved = Signal(int)
    dropped = Signal(object)
    file: RecentFile

    def __init__(self, *, first: bool) -> None:
        super().__init__()
        self._first = first
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_file(self, one: RecentFile) -> None:
        """Show another file."""
        self.file = one
        state = "" if one.exists else ", hittas inte"
        self.setAccessibleName(f"{one.path.name}, {one.path.parent.name}, {day(one.opened)}{state}")
        self.setToolTip(str(one.path))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(200, look().sizes.px(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(self.file)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        style, painter, one = look(), QPainter(self), self.file
        box = QRectF(self.rect()).adjusted(0, 0, 0, -1)
        if self.underMouse():
            painter.fillRect(box, style.color("tint"))
        painter.setPen(style.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if self._first:
            painter.drawLine(box.topLeft(), box.topRight())
        inner = box.adjusted(8, style.sizes.px(8), -8, -style.sizes.px(7))
        upper = QRectF(inner.x(), inner.y(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, upper.height())
        when = day(one.opened)
        room = upper.width() - QFontMetrics(style.font()).horizontalAdvance(when) - 16
        _text(painter, upper, when, "muted", _RIGHT)
        _text(painter, upper.adjusted(0, 0, room - upper.width(), 0), one.path.name, _ink(one), _LEFT, bold=True)
        where = one.path.parent.name if one.exists else "Hittas inte: filen är flyttad, eller enheten är inte inkopplad"
        _text(painter, lower, where, "muted", _LEFT, size=style.sizes.small)


def _ink(one: RecentFile) -> str:
    return "ink" if one.exists else "muted"


def _text(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: str,
    how: Qt.AlignmentFlag,
    *,
    bold: bool = False,
    size: int | None = None,
) -> None:
    font = look().font(size, bold=bold)
    painter.setFont(font)
    painter.setPen(look().color(role))
    painter.drawText(box, how, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(box.width())))


def day(when: datetime, now: datetime | None = None) -> str:
    """`i dag 08:12`, `i går 16:40`, `12 februari`, `12 februari 2025`; seen from now, unless another time is given."""
    from datetime import datetime, timedelta

    now = now or datetime.now().astimezone()
    if when.date() == now.date():
        return f"i dag {when:%H:%M}"
    if when.date() == (now - timedelta(days=1)).date():
        return f"i går {when:%H:%M}"
    year = "" if when.year == now.year else f" {when.year}"
    return f"{when.day} {_MONTHS[when.month - 1]}{year}"
