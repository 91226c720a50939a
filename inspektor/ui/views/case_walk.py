"""Ways through a case, from question to question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from inspektor.ui.models.questions import QuestionModel
from inspektor.ui.widgets.question_list import QuestionList

_OTHER = Qt.FocusReason.OtherFocusReason


class CaseWalk:
    """Moves the focus about. It answers nothing and records nothing."""

    def __init__(self, questions: QuestionList, model: QuestionModel) -> None:
        self._list, self._model = questions, model

    def go_to(self, row: int, *, glide: bool = True) -> None:
        """Bring a question into focus."""
        if self._model.item(row) is not None:
            self._list.setCurrentIndex(self._model.index(row))
            self._list.bring(row, glide=glide)

    def move_by(self, by: int) -> None:
        """To the question before (-1) or after (1), asked or not."""
        rows = [row for row, _ in self._model.items()]
        if self._list.live in rows:
            place = rows.index(self._list.live) + by
            if 0 <= place < len(rows):
                self.go_to(rows[place])
        self._list.setFocus(_OTHER)

    def next_asked(self) -> int:
        """To the next question that is asked; the row, which is the same after the last."""
        here = self._list.live
        following = next((row for row, item in self._model.items() if row > here and item.asked), here)
        self.go_to(following)
        self._list.setFocus(_OTHER)
        return following

    def next_open(self, *, backwards: bool = False) -> None:
        """To the next unanswered question, from the end on from the beginning."""
        self._next([row for row, item in self._model.items() if item.open], backwards=backwards)

    def next_flagged(self) -> None:
        """To the next flagged question."""
        self._next([row for row, item in self._model.items() if item.asked and item.given.flagged])

    def _next(self, rows: list[int], *, backwards: bool = False) -> None:
        here = self._list.live
        wanted = [row for row in rows if (row < here if backwards else row > here)] or rows
        if wanted:
            self.go_to(wanted[-1] if backwards else wanted[0])
        self._list.setFocus(_OTHER)

    def announce(self, words: str) -> None:
        """Let a screen reader say what happened."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._list, words))
