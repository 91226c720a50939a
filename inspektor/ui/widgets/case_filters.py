"""Search and filters above the list of cases, in a row that breaks when it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.dialogs.form import combo
from inspektor.ui.icons import paint_icon
from inspektor.ui.models.cases import COLUMNS, NOBODY, Filter, Lines
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button
from inspektor.ui.widgets.flow import Flow

ALL = {"unit": "Alla enheter", "status": "Alla statusar", "reviewer": "Alla granskare"}


class CaseFilters(QWidget):
    """`changed` is sent with the filter that is asked for, `ordered` with a column and whether it goes downwards."""

    changed = Signal(object)
    ordered = Signal(int, bool)
    down = Signal()  # from the search into the list

    def __init__(self) -> None:
        super().__init__()
        self._filter, self._low = Filter(), False
        self.search = SearchField()
        self.search.textChanged.connect(self._on_changed)
        self.search.down.connect(self.down)
        self.boxes = {name: combo(words.removeprefix("Alla ").capitalize(), [words]) for name, words in ALL.items()}
        for box in self.boxes.values():
            box.currentIndexChanged.connect(self._on_changed)
        self.order = combo("Ordning", [])
        for title in (column.title for column in COLUMNS):
            self.order.addItem(f"Efter {title.lower()} ↑")
            self.order.addItem(f"Efter {title.lower()} ↓")
        self.order.currentIndexChanged.connect(lambda place: self.ordered.emit(place // 2, place % 2 == 1))
        self.clear = button("Rensa filter", lambda: self.show_filter(Filter()), "quiet")
        self.clear.hide()
        inner = QWidget()
        flow = Flow(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.EDGE, 10, tokens.EDGE, 6)
        column.addWidget(inner)
        self.stops = (self.search, *self.boxes.values(), self.order, self.clear)
        for widget in self.stops:
            flow.addWidget(widget)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.search.setFixedWidth(look().sizes.px(150 if self._low else 240))

    def fold(self, *, low: bool) -> None:
        """Take little room when the window is low: the headings sort too."""
        self._low = low
        self.order.setVisible(not low)
        self._dress()

    def offer(self, lines: Lines) -> None:
        """Let the boxes have the units and reviewers that there are."""
        nobody = [NOBODY] if any(not line.case.reviewer for line in lines.lines) else []
        self._fill("unit", lines.units)
        self._fill("reviewer", [*lines.reviewers, *nobody])
        self._fill("status", lines.statuses)

    def _fill(self, name: str, values: Sequence[str]) -> None:
        box = self.boxes[name]
        chosen = getattr(self._filter, name)
        wanted = [ALL[name], *values, *([chosen] if chosen and chosen not in values else [])]
        if wanted != [box.itemText(place) for place in range(box.count())]:
            box.blockSignals(True)
            box.clear()
            box.addItems(wanted)
            box.setCurrentText(chosen or ALL[name])
            box.blockSignals(False)

    def show_filter(self, wanted: Filter) -> None:
        """Ask for another filter."""
        self._filter = wanted
        self._quietly(self.search, wanted.search)
        for name, box in self.boxes.items():
            self._quietly(box, getattr(wanted, name) or ALL[name])
        self._tell()

    @staticmethod
    def _quietly(widget: QComboBox | QLineEdit, text: str) -> None:
        widget.blockSignals(True)
        widget.setText(text) if isinstance(widget, QLineEdit) else widget.setCurrentText(text)
        widget.blockSignals(False)

    def show_order(self, column: int, *, descending: bool) -> None:
        """Show how the list is sorted."""
        self.order.blockSignals(True)
        self.order.setCurrentIndex(2 * column + descending)
        self.order.blockSignals(False)

    def _on_changed(self) -> None:
        chosen = {name: box.currentText() for name, box in self.boxes.items()}
        unit, status, reviewer = ("" if chosen[name] == ALL[name] else chosen[name] for name in ALL)
        search = self.search.text().strip()
        self._filter = replace(self._filter, search=search, unit=unit, status=status, reviewer=reviewer)
        self._tell()

    def _tell(self) -> None:
        self.clear.setVisible(self._filter.without("codes").active)
        self.changed.emit(self._filter)


class SearchField(QLineEdit):
    """Arrow down goes into the list, Esc empties it."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sök bland ärendena")
        self.setPlaceholderText("Sök (Ctrl+F)")
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setTextMargins(look().sizes.icon + 8, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: a mark before the words. An action's icon would keep its size when the text grows."""
        super().paintEvent(event)
        painter, side = QPainter(self), look().sizes.icon
        paint_icon(painter, QRectF(10, (self.height() - side) / 2, side, side), "search", 16, "muted")
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
