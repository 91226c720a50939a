"""What is to hold: one side's answer, the other's or a third, and the reason, which is required."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from inspektor.ui.dialogs.form import combo
from inspektor.ui.models.asking import OTHER, Ask, Draft, Entry
from inspektor.ui.style import look
from inspektor.ui.widgets.answer_buttons import AnswerRadio, AnswerRow
from inspektor.ui.widgets.basic import button, empty, label
from inspektor.ui.widgets.flow import Flow
from inspektor.ui.widgets.growing_text import GrowingText
from inspektor.ui.widgets.question_editor import Wrong

_NARROW = 640


class SettleForm(QWidget):
    """`done` is sent when it is to be settled as `draft` says, `flag_pressed` when it is to be discussed first."""

    done = Signal()
    flag_pressed = Signal()

    def __init__(self, act: str, kept: str) -> None:
        super().__init__()
        self.draft = Draft()
        self._ask = Ask(())
        self._editors: dict[str, QWidget] = {}
        self.buttons: list[AnswerRadio] = []
        self._narrow: bool | None = None
        self._group = QButtonGroup(self)
        self._row, self._third = QWidget(), QWidget()
        self._flow, self._form = Flow(self._row), QFormLayout(self._third)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.alike = QCheckBox("")
        self._alike_in = label("", "note", wrap=True)
        self.alike.toggled.connect(self._on_alike)
        self.why = QLineEdit()
        self.why.setAccessibleName("Skäl")
        self.why.textChanged.connect(self._on_why)
        self.wrong = Wrong()
        self.act = button(act, self.done.emit, "primary")
        self.flag = button("Ta upp på mötet", self.flag_pressed.emit, glyph="flag")
        self.flag.setCheckable(True)
        self._kept = label(kept, "muted")
        self._lay_out()
        self.wrong.hide()
        look().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(10)
        self._grid.setHorizontalSpacing(16)
        foot = QWidget()
        flow = Flow(foot)
        for one in (self.act, self.flag, self._kept):
            flow.addWidget(one)
        self._captions = [label("Det här gäller", "heading"), label("Skäl (krävs)", "heading")]
        self._captions[1].setBuddy(self.why)
        chosen, reason = QWidget(), QWidget()
        for holder, parts in (
            (chosen, (self._row, self._third, self.alike, self._alike_in)),
            (reason, (self.why, self.wrong)),
        ):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            for part in parts:
                column.addWidget(part)
        self._fields = (chosen, reason, foot)

    def _dress(self) -> None:
        for one in (*self._captions, self._kept):
            one.setMinimumHeight(look().sizes.control)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The captions beside what they belong to, or above it."""
        narrow, top = self.width() < look().sizes.px(_NARROW), Qt.AlignmentFlag.AlignTop
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for row, caption in enumerate(self._captions):
            self._grid.addWidget(caption, 2 * row, 0, top)
        for row, one in enumerate(self._fields):
            self._grid.addWidget(one, 2 * row + 1 if narrow else 2 * row, 0 if narrow else 1)
        self._grid.setColumnStretch(0, int(narrow))
        self._grid.setColumnStretch(1, int(not narrow))

    # --- what is asked ------------------------------------------------------------------------------------------------

    def show_ask(self, ask: Ask, draft: Draft) -> None:
        """Ask about another thing, with what was chosen and written about it before."""
        self._ask, self.draft = ask, draft
        empty(self._flow)
        self.buttons = []
        for place, words in enumerate((*ask.choices, *([ask.other] if ask.entries else []))):
            made = AnswerRadio(self._row)
            made.show_choice(str(place + 1), str(place), words)
            made.clicked.connect(self._on_pressed)
            self._group.addButton(made)
            self._flow.addWidget(made)
            self.buttons.append(made)
        self._show_third()
        self.alike.setText(f"Samma för alla {ask.alike}")
        self.alike.setAccessibleDescription(ask.alike_in)
        self._alike_in.setText(ask.alike_in)
        for part in (self.alike, self._alike_in):
            part.setVisible(bool(ask.alike))
        self.alike.setChecked(draft.alike)
        self.why.setText(draft.why)
        self.flag.setVisible(ask.flag)
        self.say("")
        self.choose(draft.choice)

    def show_flagged(self, flagged: bool) -> None:
        """Whether it is to be discussed."""
        self.flag.setChecked(flagged)
        self.flag.setText("\u2009Tas upp på mötet" if flagged else "\u2009Ta upp på mötet")

    def _show_third(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._editors = {}
        for entry in self._ask.entries:
            editor = self._editors[entry.name] = self._editor(entry)
            caption = label(entry.label, "note")
            caption.setBuddy(editor)
            self._form.addRow(caption, editor)

    def _editor(self, entry: Entry) -> QWidget:
        given = self.draft.written.setdefault(entry.name, "" if entry.given is None else str(entry.given))
        question = entry.question
        if question is not None and question.type in ("ja_nej", "select_one", "select_multiple"):
            row = AnswerRow(self._third)
            row.show_question(question, given or None, enabled=True)
            row.chosen.connect(lambda name: self._write(entry.name, name))
            row.toggled.connect(lambda names: self._write(entry.name, names))
            row.setAccessibleName(entry.label)
            return row
        if entry.choices:
            box = combo(entry.label, entry.choices)
            box.setCurrentText(given)
            self._write(entry.name, box.currentText())
            box.currentTextChanged.connect(lambda text: self._write(entry.name, text))
            return box
        if entry.long or (question is not None and question.type == "text"):
            return self._long(entry, given)
        line = QLineEdit(given)
        line.setAccessibleName(entry.label)
        line.textChanged.connect(lambda text: self._write(entry.name, text))
        return line

    def _long(self, entry: Entry, given: str) -> GrowingText:
        text = GrowingText(self._third, entry.label)
        text.setPlainText(given)

        def written() -> None:
            self._write(entry.name, text.toPlainText())
            text.fit(self._row.width())

        text.textChanged.connect(written)
        text.fit(self._row.width() or look().sizes.px(_NARROW))
        return text

    def stops(self) -> list[QWidget]:
        """What Tab meets, in reading order."""
        found: list[QWidget] = [*self.buttons]
        for one in self._editors.values():
            found += one.every() if isinstance(one, AnswerRow) else [one]
        return [*found, self.alike, self.why, self.act, self.flag]

    def _write(self, name: str, text: str) -> None:
        self.draft.written[name] = text
        self.say("")

    # --- what is chosen -----------------------------------------------------------------------------------------------

    def _on_pressed(self) -> None:
        for place, one in enumerate(self.buttons):
            if one is self.sender():
                self.press(place)

    def press(self, place: int) -> None:
        """Choose by the place of the button; the keyboard goes where there is something to write."""
        if not 0 <= place < len(self.buttons):
            return
        self.choose(place if place < len(self._ask.choices) else OTHER)
        if self.draft.choice == OTHER:
            self._begin_third()

    def _begin_third(self) -> None:
        first = next(iter(self._editors.values()), None)
        if isinstance(first, AnswerRow):
            first.focus_first()
        elif first is not None:
            first.setFocus()

    def choose(self, choice: int | None) -> None:
        """Choose one of the choices, or the other one."""
        self.draft.choice = choice
        here = len(self._ask.choices) if choice == OTHER else choice
        self._group.setExclusive(False)
        for place, one in enumerate(self.buttons):
            one.setChecked(place == here)
        self._group.setExclusive(True)
        self._third.setVisible(choice == OTHER)
        self.say("")

    def _on_alike(self, on: bool) -> None:
        self.draft.alike = on

    def _on_why(self, text: str) -> None:
        self.draft.why = text
        self.say("")

    def say(self, wrong: str) -> None:
        """What is wrong with it; empty when nothing is."""
        self.wrong.text.setText(wrong)
        self.wrong.setVisible(bool(wrong))

    def missing(self) -> str:
        """What is left to choose or write, as a sentence; the keyboard goes there. Empty when nothing is."""
        if self.draft.choice is None:
            self.say("Välj först vad som gäller.")
            self.buttons[0].setFocus()
        elif not self.draft.why.strip():
            self.say("Skriv varför. Skälet följer med avgörandet till de andra.")
            self.why.setFocus()
        return self.wrong.text.text()

    def answer_key(self, event: QKeyEvent) -> bool:
        """A key of an answer in the third one (J, N, 1 …), where the keyboard is; whether there was one."""
        for one in self._editors.values():
            if isinstance(one, AnswerRow) and any(each.hasFocus() for each in one.every()):
                return one.press(event.text().upper())
        return False
