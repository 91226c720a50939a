"""Short facts after each other, with a dot between; a line ends between two of them, and no dot stands at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspektor.ui.style import look

DOT = "  ·  "


class FactLine(QWidget):
    """The facts, on as many lines as the width asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: Sequence[str] = ()
        self._laid: dict[tuple[float, int], list[list[str]]] = {}  # the lines by width and text size
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look().changed.connect(self.updateGeometry)

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show other facts."""
        self._facts = facts
        self._laid.clear()
        self.setAccessibleName(", ".join(facts))
        self.updateGeometry()
        self.update()

    def lines(self, width: float) -> list[list[str]]:
        """The facts on each line. Qt asks for the same width time and again."""
        known = (width, look().sizes.medium)
        if known not in self._laid:
            self._laid[known] = self._lay(width)
        return self._laid[known]

    def _lay(self, width: float) -> list[list[str]]:
        metrics = QFontMetricsF(look().font())
        found: list[list[str]] = [[]]
        for fact in self._facts:
            if found[-1] and metrics.horizontalAdvance(DOT.join([*found[-1], fact])) > width:
                found.append([])
            found[-1].append(fact)
        return found

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        sides = self.contentsMargins()
        return round(len(self.lines(width - sides.left() - sides.right())) * QFontMetricsF(look().font()).height())

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """On one line."""
        metrics = QFontMetricsF(look().font())
        return QSize(round(metrics.horizontalAdvance(DOT.join(self._facts))) + 16, round(metrics.height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Narrow: it takes more lines."""
        return QSize(look().sizes.px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter, metrics, box = QPainter(self), QFontMetricsF(look().font()), QRectF(self.contentsRect())
        painter.setFont(look().font())
        shown = self.lines(box.width())
        y = box.center().y() - len(shown) * metrics.height() / 2
        for line in shown:
            x = box.x()
            for place, fact in enumerate(line):
                for text, role in ((DOT, "edge"), (fact, "ink"))[0 if place else 1 :]:
                    painter.setPen(look().color(role))
                    where = QRectF(x, y, metrics.horizontalAdvance(text) + 1, metrics.height())
                    painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
                    x += metrics.horizontalAdvance(text)
            y += metrics.height()
