"""What is wrong with the figures in a text that somebody writes: marked in the text, and told below it.

The figures are judged in the background when one pauses; only the answer to what was asked last is shown, and only
where the text is still the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QTextEdit

from inspektor.domain.figure_check import Finding
from inspektor.domain.figures_in_text import claims
from inspektor.operations import figures_check
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.text_editor import TextEditor

_SHOWN = 3  # more than this below the text would push it away


class FigureNotes(QObject):
    """The judgement of the figures in an editor. `note` stands below it, hidden where nothing is wrong."""

    def __init__(self, session: Session, editor: TextEditor) -> None:
        super().__init__(editor)
        self._session, self._editor = session, editor
        self.note: QLabel = label("", "error", wrap=True)
        self.note.setAccessibleName("Siffror som inte stämmer")
        self.note.hide()
        self._asked = 0
        self._soon = QTimer(self, singleShot=True, interval=0)  # what is asked in one go is judged once
        self._soon.timeout.connect(self._judge)
        self._found: list[list[Finding]] = []
        look().changed.connect(self._mark)

    def ask(self) -> None:
        """Judge the figures of the text as it stands, where it is seen."""
        self._soon.start()

    def _judge(self) -> None:
        """Nothing is asked of a text without figures."""
        self._asked += 1
        if not self._editor.isVisible():
            return
        texts, asked = self._texts(), self._asked
        if not any(map(claims, texts)):
            self._show([])
            return
        self._session.work(
            "",
            lambda store: figures_check.check_texts(store, texts),
            lambda found: self._answered(found, texts, asked),
        )

    def _texts(self) -> tuple[str, ...]:
        document = self._editor.document()
        return tuple(document.findBlockByNumber(number).text() for number in range(document.blockCount()))

    def _answered(self, found: list[list[Finding]], texts: Sequence[str], asked: int) -> None:
        if asked == self._asked and texts == self._texts():
            self._show(found)

    def _show(self, found: list[list[Finding]]) -> None:
        self._found = [[one for one in of_text if one.right is False] for of_text in found]
        lines = [f"{one.text} stämmer inte. {one.told}".strip() for of_text in self._found for one in of_text]
        more = len(lines) - _SHOWN
        self.note.setText("\n".join(lines[:_SHOWN] + ([f"Och {more} till."] if more > 0 else [])))
        self.note.setVisible(bool(lines))
        self._mark()

    def _mark(self) -> None:
        """Underline what is wrong, in the theme's colour."""
        marks = []
        for place, of_text in enumerate(self._found):
            block = self._editor.document().findBlockByNumber(place)
            for one in of_text:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(block)
                mark.cursor.setPosition(block.position() + _units(block.text(), one.start))
                mark.cursor.setPosition(
                    block.position() + _units(block.text(), one.end), QTextCursor.MoveMode.KeepAnchor
                )
                mark.format = _wave()
                marks.append(mark)
        self._editor.setExtraSelections(marks)


def _units(text: str, place: int) -> int:
    """A place in a text as Qt counts it."""
    return len(text[:place].encode("utf-16-le")) // 2


def _wave() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    form.setUnderlineColor(look().color("err"))
    return form
