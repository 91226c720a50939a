"""Where the questions and the guidance lie: side by side, one below the other, or the guidance over the list."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.models.questions import QuestionModel
from inspektor.ui.style import look
from inspektor.ui.widgets.guidance import GuidancePane
from inspektor.ui.widgets.question_editor import QuestionEditor
from inspektor.ui.widgets.question_list import QuestionList
from inspektor.ui.widgets.question_paint import px
from inspektor.ui.widgets.tabs import in_order, lead_in

BELOW, OVER = 248, 420
SIDE, UNDER, ABOVE = "side", "under", "above"


class CaseBody(QWidget):
    """The list with its editor, and the guidance where there is room for it; where there is none it is called for."""

    def __init__(self, model: QuestionModel) -> None:
        super().__init__()
        self.place = SIDE
        self._shown = {SIDE: True, UNDER: True, ABOVE: False}
        self.pane = QWidget(self)
        self.editor = QuestionEditor(self.pane)
        self.list = QuestionList(self.pane, model, self.editor)
        inner = QVBoxLayout(self.pane)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.list)
        self.list.lower()
        lead_in(self.pane, self.list)
        self.guidance = GuidancePane()
        self.guidance.setParent(self)
        self.editor.before = self.list
        self.editor.chain()
        in_order(self.editor.place, self.guidance, self.guidance.results)
        look().changed.connect(self._put)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The guidance at the side when wide, below when narrow, folded when low."""
        self.place = ABOVE if low else UNDER if narrow else SIDE
        self._shown[ABOVE] = False
        self.editor.low = low
        self.editor.comment.least = 1 if low else 2
        self.guidance.set_two_columns(self.place == UNDER)
        self._put()
        self.list.settle()

    def toggle_guidance(self) -> None:
        """Show the guidance, or put it away."""
        self._shown[self.place] = not self._shown[self.place]
        self._put()

    @property
    def guidance_shown(self) -> bool:
        """Whether the guidance is seen."""
        return self._shown[self.place]

    @property
    def guidance_over(self) -> bool:
        """Whether the guidance lies over the list."""
        return self.place == ABOVE and self._shown[ABOVE]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._put()

    def _put(self) -> None:
        width, height = self.width(), self.height()
        pane = QRect(0, 0, width, height)
        guide = QRect()
        if self._shown[self.place]:
            if self.place == SIDE:
                side = min(px(tokens.SIDE), round(width * 0.4))
                pane.setWidth(width - side - 1)
                guide = QRect(width - side, 0, side, height)
            elif self.place == UNDER:
                low = min(px(BELOW), round(height * 0.4))
                pane.setHeight(height - low - 1)
                guide = QRect(0, height - low, width, low)
            else:
                over = min(px(OVER), width)
                guide = QRect(width - over, 0, over, height)
        self.pane.setGeometry(pane)
        self.guidance.setGeometry(guide)
        edge = f"GuidancePane {{ border-left: 1px solid {look().theme.edge}; }}" if self.place == ABOVE else ""
        if self.guidance.styleSheet() != edge:
            self.guidance.setStyleSheet(edge)
        self.guidance.lie_over(over=self.guidance_over)
        self.guidance.setVisible(not guide.isEmpty())
        self.guidance.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the hairline between the two."""
        guide = QRectF(self.guidance.geometry())
        if not self.guidance_shown or self.place == ABOVE:
            return
        painter = QPainter(self)
        line = QRectF(guide.x() - 1, 0, 1, guide.height())
        if self.place == UNDER:
            line = QRectF(0, guide.y() - 1, guide.width(), 1)
        painter.fillRect(line, look().color("line"))
