"""What is left to do, or to look at: a number, a sentence, and the button that goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from inspektor.domain.swedish import digits
from inspektor.operations.overview import Task
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, empty, label


class TaskList(QWidget):
    """`chosen` is sent with a task whose button is pressed. With a glyph, that mark stands before the title."""

    chosen = Signal(object)

    def __init__(self, title: str, glyph: str = "", role: str = "muted") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._glyph, self._role = glyph, role
        self.tasks: Sequence[Task] = ()
        self.buttons: list[QPushButton] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(4)
        self._mark = QLabel()
        head = QHBoxLayout()
        head.setSpacing(8)
        if glyph:
            head.addWidget(self._mark)
        head.addWidget(label(title, "heading"))
        head.addStretch(1)
        column.addLayout(head)
        column.addLayout(self._grid)
        look().changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        self.show_tasks(self.tasks)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show other tasks; the list is not there when there are none."""
        focused = [place for place, one in enumerate(self.buttons) if one.hasFocus()]
        self.tasks = tuple(tasks)
        if self._glyph:
            self._mark.setPixmap(icon(self._glyph, role=self._role, filled=True).pixmap(look().sizes.icon))
        empty(self._grid)
        self.buttons = [self._line(row, task) for row, task in enumerate(self.tasks)]
        self.setVisible(bool(self.tasks))
        if focused and self.buttons:
            again = self.buttons[min(focused[0], len(self.buttons) - 1)]
            again.show()  # what the layout would do a moment later: what is not seen takes no focus
            again.setFocus()

    def _line(self, row: int, task: Task) -> QPushButton:
        sizes = look().sizes
        number = label("" if task.number is None else digits(task.number), "heading")
        number.setMinimumWidth(sizes.px(24))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text = label(task.text, wrap=True)
        text.setContentsMargins(0, sizes.px(4), 0, sizes.px(4))
        go = button(task.button, lambda: self.chosen.emit(task), "quiet", name=f"{task.button}: {_spoken(task)}")
        spans = task.number is None
        if not spans:
            self._grid.addWidget(number, row, 0)
        self._grid.addWidget(text, row, 0 if spans else 1, 1, 2 if spans else 1)
        self._grid.addWidget(go, row, 2, Qt.AlignmentFlag.AlignRight)
        return go


def _spoken(task: Task) -> str:
    return task.text if task.number is None else f"{task.number} {task.text}"
