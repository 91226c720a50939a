"""Which cases are counted, and by what they are divided: three boxes for the head of a view."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from inspektor.domain import fields
from inspektor.domain.heat import head
from inspektor.domain.results import GROUPINGS
from inspektor.operations.figures import Choice


class ResultFilters(QObject):
    """The boxes and what is chosen in them. `chosen` is sent when a person has chosen in one of them."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cases, self.decision, self.grouping = _box("Vilka ärenden"), _box("Beslut"), _box("Indelning")
        self.show_sizes(0, 0)
        self.decision.addItem("Alla beslut", "")
        for decision in (*fields.DECISIONS, fields.UNKNOWN):
            self.decision.addItem(head(decision), decision)
        for one in GROUPINGS.values():
            self.grouping.addItem(f"Per {one.label.lower()}", one.key)
        self.boxes = (self.cases, self.decision, self.grouping)
        for box in self.boxes:
            box.activated.connect(lambda _: self.chosen.emit())

    def show_sizes(self, done: int, everyone: int) -> None:
        """Say how many cases there are, and how many of them are done."""
        for place, words in enumerate((f"Alla {everyone} ärenden", f"Bara klara ({done})")):
            if self.cases.count() > place:
                self.cases.setItemText(place, words)
            else:
                self.cases.addItem(words, bool(place))

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        return Choice(self.cases.currentData(), self.decision.currentData(), self.grouping.currentData())

    def show_all(self) -> None:
        """Choose all cases, whatever the decision."""
        self.cases.setCurrentIndex(0)
        self.decision.setCurrentIndex(0)
        self.chosen.emit()


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setItemDelegate(QStyledItemDelegate(box))  # without it the style sheet does not reach the list
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
