"""What the keys do while a case is reviewed. A letter typed in a comment is a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from inspektor.domain.answers import ANSWER_LABELS
from inspektor.domain.checklist import Question
from inspektor.ui.widgets.answer_buttons import choices
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.question_paint import KEYS

if TYPE_CHECKING:
    from inspektor.ui.views.case_walk import CaseWalk
    from inspektor.ui.views.review_case import ReviewCasePage

_K, _M = Qt.Key, Qt.KeyboardModifier
_BACK = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_ENTER = (_K.Key_Return, _K.Key_Enter)
_OPEN = (*_ENTER, _K.Key_Space, _K.Key_Right)  # a folded section
_ENTRY = ("integer", "date", "text")


def keys_for(questions: Sequence[Question], *, write: bool) -> Keys:
    """What the keys do in a case with these questions, the most important first; fewer where nothing may be written."""
    ways = ("Ctrl+↓", "nästa obesvarade"), ("Ctrl+PgDn", "nästa ärende"), ("A", "fäll ihop"), ("R", "resultatet")
    if not write:
        return ("↑↓", "fråga"), ("S", "stöd"), *ways, ("Alt+←", "alla ärenden")
    known = {key for one in questions for key, _, _ in choices(one)}
    answers = [(key, ANSWER_LABELS[name].lower()) for name, key in KEYS.items() if key in known]
    choose = [("1–9", "välj")] if "1" in known else []
    notes = ("K", "kommentar"), ("C", "citat"), ("F", "flagga"), ("S", "stöd")
    return *answers, *choose, *notes, *ways, ("Ctrl+Z", "ångra")


class CaseKeys(QObject):
    """The page's keys, caught before the widgets that would use them for something else."""

    def __init__(self, page: ReviewCasePage, walk: CaseWalk) -> None:
        super().__init__(page)
        self._page, self._walk = page, walk
        editor = page.editor
        page.body.guidance.results_pressed.connect(self.show_in_results)
        for one in (page.list, page.body.guidance, editor.quote, editor.flag, *editor.fields.values(), editor.text):
            one.installEventFilter(self)
        self._chords: dict[tuple[Qt.KeyboardModifier, int], Callable[[], object]] = {
            (_M.ControlModifier, _K.Key_Down): walk.next_open,
            (_M.ControlModifier, _K.Key_Up): lambda: walk.next_open(backwards=True),
            (_M.ControlModifier, _K.Key_PageDown): lambda: page.step(1),
            (_M.ControlModifier, _K.Key_PageUp): lambda: page.step(-1),
            (_M.ControlModifier, _K.Key_Return): page.mark_done,
            (_M.ControlModifier, _K.Key_Enter): page.mark_done,
            (_M.AltModifier, _K.Key_Left): page.close_case,
        }
        self._letters: dict[int, Callable[[], object]] = {
            _K.Key_K: lambda: page.write("comment"),
            _K.Key_C: lambda: page.write("quotation"),
            _K.Key_F: page.flag,
            _K.Key_S: page.body.toggle_guidance,
            _K.Key_R: self.show_in_results,
            _K.Key_A: lambda: walk.turn(page.list.live),
            _K.Key_Delete: page.take_back,
            _K.Key_Backspace: page.take_back,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call. Undo and redo are the window's, also where one writes: what is written is recorded first."""
        writing = isinstance(watched, QLineEdit | QPlainTextEdit)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if writing and any(event.matches(key) for key in _BACK):
                self._page.flush()
                event.ignore()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.press(event, writing=writing)
        return False

    def show_in_results(self) -> None:
        """To the figure that the case is counted in, of the question in focus."""
        page, item = self._page, self._page.current
        if item is not None:
            page.flush()
            page.go.emit("resultat", f"{item.question.id},{page.code}")

    def press(self, event: QKeyEvent, *, writing: bool) -> bool:
        """Do what a key does; whether it does anything here."""
        key, held = event.key(), event.modifiers() & ~_M.KeypadModifier
        if act := self._chords.get((held, key)):
            act()
            return True
        if held not in (_M.NoModifier, _M.ShiftModifier):
            return False
        return self._while_writing(key) if writing else self._in_list(event, key)

    def _while_writing(self, key: int) -> bool:
        page = self._page
        if key == _K.Key_Escape:
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (_K.Key_Up, _K.Key_Down) and page.editor.line.hasFocus():
            self._walk.move_by(-1 if key == _K.Key_Up else 1)
        elif key in _ENTER and page.editor.line.hasFocus():
            page.enter_value()
        elif key in _ENTER and page.editor.place.hasFocus():
            page.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _in_list(self, event: QKeyEvent, key: int) -> bool:
        page = self._page
        on_button = isinstance(QApplication.focusWidget(), QAbstractButton)
        if key == _K.Key_Escape and page.body.guidance_over:
            page.body.toggle_guidance()
        elif key in (_K.Key_Up, _K.Key_Down) and not page.body.guidance.hasFocus():
            self._walk.move_by(-1 if key == _K.Key_Up else 1)
        elif key in _OPEN and page.current is None and page.list.hasFocus():
            self._walk.turn(page.list.live)
        elif key in (_K.Key_Left, _K.Key_Right):
            return page.current is not None and page.editor.answers.step(-1 if key == _K.Key_Left else 1)
        elif key in _ENTER and not on_button:
            self._enter()
        elif act := self._letters.get(key):
            if not event.isAutoRepeat():
                act()
        else:
            return self._answer(event)
        return True

    def _enter(self) -> None:
        page, item = self._page, self._page.current
        if item is not None and item.question.type in _ENTRY:
            page.write("value")
        else:
            page.editor.answers.focus_first()

    def _answer(self, event: QKeyEvent) -> bool:
        """A key of an answer; a figure begins a number or a date. A key held down answers once, not the whole case."""
        page, item, sign = self._page, self._page.current, event.text().upper()
        if item is None or not sign or sign.isspace():
            return False
        figure = item.question.type in ("integer", "date") and (sign.isdigit() or sign == "-")
        if event.isAutoRepeat() and not figure:
            return sign in "JNXV"
        if figure and page.desk.access.write and item.asked:
            page.write("value")
            page.editor.line.setText(sign)
            page.editor.line.end(False)
            return True
        known = sign in "JNXV" or sign.isdigit()
        if known and not page.desk.access.write:
            page.answer("")
            return True
        return page.editor.answers.press(sign) or sign in "JNXV"
