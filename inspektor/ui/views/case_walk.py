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
        questions.heading_clicked.connect(self.turn)

    def go_to(self, row: int, *, glide: bool = True) -> None:
        """Bring a question into focus, and open the section that it stands in."""
        if self._model.item(row) is not None:
            heading = self._model.heading_of(row)
            if heading >= 0 and self._model.rows[heading].folded:
                self._list.fold(heading, folded=False)
            self._list.setCurrentIndex(self._model.index(row))
            self._list.bring(row, glide=glide)

    def turn(self, row: int) -> None:
        """Fold the section that a row stands in, or open it. Focus inside it goes to its heading, and back."""
        heading = self._model.heading_of(row)
        if heading < 0:
            return
        within = self._model.heading_of(self._list.live) == heading
        folded = not self._model.rows[heading].folded
        self._list.fold(heading, folded=folded)
        self._list.setFocus(_OTHER)
        if within:
            target = heading if folded else self._first(heading)
            self._list.setCurrentIndex(self._model.index(target))
            self._list.show_whole(target)
        self.announce(self._model.rows[heading].spoken())

    def _first(self, heading: int) -> int:
        """The first question of a section that is left to answer, else its first."""
        rows = self._model.under(heading)
        return next((row for row in rows if (item := self._model.item(row)) and item.open), heading + 1)

    def move_by(self, by: int) -> None:
        """To the question, or the folded section, before (-1) or after (1), asked or not."""
        rows = self._model.stops()
        if self._list.live in rows:
            place = rows.index(self._list.live) + by
            if 0 <= place < len(rows):
                self._list.setCurrentIndex(self._model.index(rows[place]))
                self._list.bring(rows[place])
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
