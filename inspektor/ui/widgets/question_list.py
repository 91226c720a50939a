"""The list of questions: painted rows, with the one live editor laid over the row in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from inspektor.ui.models.questions import Index, QuestionModel
from inspektor.ui.style import look
from inspektor.ui.widgets.question_paint import QuestionDelegate, key_boxes

if TYPE_CHECKING:
    from inspektor.ui.widgets.question_editor import QuestionEditor

GLIDE_MS = 120


class QuestionList(QListView):
    """The questions by section; a section can be folded, so that its heading alone is seen.

    `moved` is sent with the row that came into focus, `key_clicked` with a row and its answer, `heading_clicked` with
    a heading's row.

    The editor is the list's sibling, not a child of its viewport: a view's accessible children are its items alone, so
    a child would never be met by walking down the tree. A mask keeps it inside the viewport.
    """

    moved = Signal(int)
    key_clicked = Signal(int, str)
    heading_clicked = Signal(int)

    def __init__(self, parent: QWidget, model: QuestionModel, editor: QuestionEditor) -> None:
        super().__init__(parent)
        self._pane = parent
        self.live = -1
        self.questions = model
        self.editor = editor
        editor.below = self.viewport()
        self._painter = QuestionDelegate(self, lambda: self.edited, lambda: editor.height_for(self.viewport().width()))
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Frågor")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._glide.setDuration(GLIDE_MS)
        look().changed.connect(self._keep_place)

    def currentChanged(self, now: Index, before: Index) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().currentChanged(now, before)
        if now.isValid():
            self.moved.emit(now.row())

    @property
    def edited(self) -> int:
        """The row that the editor lies over; -1 for none, as when a folded section's heading is in focus."""
        return self.live if self.questions.item(self.live) is not None else -1

    def fold(self, heading: int, *, folded: bool) -> None:
        """Fold the section with a heading, or open it."""
        self.questions.fold(heading, folded=folded)
        for row in self.questions.under(heading):
            self.setRowHidden(row, folded)

    def set_nothing(self) -> None:
        """No row is in focus: another case is about to be shown."""
        self.live = -1
        self.selectionModel().clear()

    def settle(self) -> None:
        """Lay the rows out anew before anything is painted or asked for: the editor or a text is of another height."""
        self.scheduleDelayedItemsLayout()

    def bring(self, row: int, *, glide: bool = True) -> None:
        """Keep a row at a third of the height, so that the eyes can stay where they are."""
        bar = self.verticalScrollBar()
        top = self.visualRect(self.model().index(row, 0)).y() + bar.value()
        target = max(bar.minimum(), min(bar.maximum(), top - self.viewport().height() // 3))
        self._glide.stop()
        if not glide or not self.isVisible() or not self._moves():
            bar.setValue(target)
        elif target != bar.value():
            self._glide.setEndValue(target)
            self._glide.start()

    def show_whole(self, row: int) -> None:
        """Scroll no more than needed for all of a row to be seen (a click should not move what was clicked)."""
        box, bar = self.visualRect(self.model().index(row, 0)), self.verticalScrollBar()
        beyond = box.bottom() - self.viewport().height()
        if box.y() < 0 or beyond > 0:
            bar.setValue(bar.value() + (box.y() if box.y() < 0 else min(beyond, box.y())))

    def _moves(self) -> bool:
        """Whether the system wants motion at all."""
        return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)

    def updateEditorGeometries(self) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().updateEditorGeometries()
        self._place_editor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: another width may mean other heights."""
        super().resizeEvent(event)
        self._keep_place()

    def _keep_place(self) -> None:
        self.settle()
        if self.live >= 0:
            self.bring(self.live, glide=False)

    def _place_editor(self) -> None:
        if self.edited < 0:
            self.editor.hide()
            return
        row = self.visualRect(self.model().index(self.live, 0))
        corner = self.viewport().mapTo(self._pane, QPoint(0, 0))
        port = QRect(corner, self.viewport().size())
        place = QRect(corner + row.topLeft(), QSize(self.viewport().width(), row.height()))
        seen = place & port
        self.editor.setGeometry(place)
        self.editor.setMask(QRegion(seen.translated(-place.topLeft())))
        self.editor.setVisible(not seen.isEmpty())
        self.editor.raise_()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the key under the pointer shows that it can be pressed."""
        super().mouseMoveEvent(event)
        self._hover(self._key_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().leaveEvent(event)
        self._hover((-1, ""))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: a key in a row answers its question, without going there first; a heading folds or opens."""
        row, name = self._key_at(event.position().toPoint())
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.questions.item(index.row()) is None:
            if event.button() == Qt.MouseButton.LeftButton:
                self.heading_clicked.emit(index.row())
            return
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.key_clicked.emit(row, name)
            return
        super().mousePressEvent(event)
        self.show_whole(self.live)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: Home, End, Page Up and Page Down."""
        super().keyPressEvent(event)
        self.show_whole(self.live)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: letters are keys here; none goes to the question that begins with it."""

    def _key_at(self, point: QPoint) -> tuple[int, str]:
        index = self.indexAt(point)
        if not index.isValid() or index.row() == self.live:
            return -1, ""
        row = self.questions.rows[index.row()]
        for _, name, box in key_boxes(row, QRectF(self.visualRect(index))):
            if box.contains(point):
                return index.row(), name
        return -1, ""

    def _hover(self, key: tuple[int, str]) -> None:
        before, self._painter.hovered = self._painter.hovered, key
        if before != key:
            for row, _ in (before, key):
                self.update(self.model().index(row, 0))
