"""Which cases are counted, and by what they are divided: boxes for the head of a view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox

from inspektor.domain import fields
from inspektor.domain.checklist import Question
from inspektor.domain.heat import head
from inspektor.domain.results import GROUPINGS
from inspektor.operations.figures import Choice

_AGAINST = ""  # the grouping that is another question: which, a box of its own says
_SHOWN = 22  # letters of a question in that box; the list under it shows them whole


class ResultFilters(QObject):
    """The boxes and what is chosen in them. `chosen` is sent when a person has chosen in one of them."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cases, self.decision, self.grouping = _box("Vilka ärenden"), _box("Beslut"), _box("Indelning")
        self.against = _dressed(_Elided(), "Mot vilken fråga")
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.against.setMinimumContentsLength(_SHOWN)
        self.show_sizes(0, 0)
        self.decision.addItem("Alla beslut", "")
        for decision in (*fields.DECISIONS, fields.UNKNOWN):
            self.decision.addItem(head(decision), decision)
        for one in GROUPINGS.values():
            self.grouping.addItem(f"Per {one.label.lower()}", one.key)
        self.grouping.addItem("Mot en annan fråga", _AGAINST)
        self.boxes = (self.cases, self.decision, self.grouping, self.against)
        for box in self.boxes:
            box.activated.connect(self._on_activated)

    def _on_activated(self) -> None:
        self.against.setVisible(self.grouping.currentData() == _AGAINST)
        self.chosen.emit()

    def show(self, *, there: bool) -> None:
        """Show the boxes where there is something to choose among."""
        for box in self.boxes:
            box.setVisible(there and (box is not self.against or self.grouping.currentData() == _AGAINST))

    def offer(self, questions: Sequence[Question]) -> None:
        """The questions that the others can be counted against; the chosen one stays where it still is one."""
        if [question.id for question in questions] == [self.against.itemData(at) for at in range(self.against.count())]:
            return
        chosen = self.against.currentData()
        self.against.clear()
        for question in questions:
            self.against.addItem(question.label, question.id)
        self.against.setCurrentIndex(max(self.against.findData(chosen), 0))
        self.against.view().setMinimumWidth(self.against.view().sizeHintForColumn(0))

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
        grouping = self.grouping.currentData() or self.against.currentData()
        return Choice(self.cases.currentData(), self.decision.currentData(), grouping)

    def show_all(self) -> None:
        """Choose all cases, whatever the decision."""
        self.cases.setCurrentIndex(0)
        self.decision.setCurrentIndex(0)
        self.chosen.emit()


class _Elided(QComboBox):
    """A box that is narrower than what is chosen in it may be."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: a text that has no room ends in …"""
        super().initStyleOption(option)
        complex_, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(complex_, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)


def _box(name: str) -> QComboBox:
    return _dressed(QComboBox(), name)


def _dressed(box: QComboBox, name: str) -> QComboBox:
    box.setAccessibleName(name)
    box.setItemDelegate(QStyledItemDelegate(box))  # without it the style sheet does not reach the list
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
