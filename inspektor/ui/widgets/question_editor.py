"""The row in focus: the only live widgets in the list of questions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from inspektor.operations.casework import Item
from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.models.questions import DIFFERS, Row, not_asked
from inspektor.ui.style import look
from inspektor.ui.widgets.answer_buttons import AnswerRow
from inspektor.ui.widgets.basic import button, label, restyle
from inspektor.ui.widgets.growing_text import GrowingText
from inspektor.ui.widgets.question_paint import MARK_X, TEXT_X, paint_mark, px
from inspektor.ui.widgets.tabs import in_order

Field = QLineEdit | GrowingText
_ASKS_FOR = {"integer": "Antal, i siffror", "date": "åååå-mm-dd"}
_ENTRY = ("integer", "date", "text")
_NOTES = ("comment", "quotation", "place")
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_LEAST_WRONG = 220  # what is wrong with a value stands below it rather than narrower than this
SAVED_AS_TYPED, QUOTED = "Sparas medan du skriver", "Citat ur akten, och var det står"


class QuestionEditor(QWidget):
    """The live question. It shows what it is given and tells what a person does; it decides nothing.

    `chosen`: an answer pressed. `toggled`: the choices now marked. `typed`: a field (value, comment, quotation, place)
    has other text. `left`: a field has lost the keyboard. `grew`: another height.
    """

    chosen = Signal(str)
    toggled = Signal(str)
    typed = Signal(str)
    left = Signal(str)
    flag_pressed = Signal()
    quote_pressed = Signal()
    grew = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.row: Row | None = None
        self.below: QWidget | None = None  # what the wheel scrolls
        self.before: QWidget | None = None  # what Tab comes from
        self.low = False
        self._filling = self._quoting = False
        self._width = self._height = 0
        self.title = label("", "heading", wrap=True)
        self.quote = button("Citat", self.quote_pressed.emit, "quiet", glyph="text_quote")
        self.flag = button("Flagga", self.flag_pressed.emit, "quiet", glyph="flag")
        self.flag.setCheckable(True)
        self.reason = label("", "note", wrap=True)
        self.answers = AnswerRow(self)
        self.answers.chosen.connect(self.chosen)
        self.answers.toggled.connect(self.toggled)
        self.line = QLineEdit(self)
        self.text = GrowingText(self, "Svar")
        self.comment = GrowingText(self, "Kommentar")
        self.quotation = GrowingText(self, "Citat ur akten", (1, 6))
        self.place = QLineEdit(self)
        self.place.setAccessibleName("Plats i akten")
        self.place.setPlaceholderText("Plats i akten, som journal 2019-10-02")
        for field in (self.line, self.place):
            field.setTextMargins(-2, 0, 0, 0)  # its text begins where that of the fields above it does
        self.value_wrong, self.note_wrong = Wrong(), Wrong()
        self.hint, self.way, self.quoted = label(SAVED_AS_TYPED, "note"), label("", "note"), label(QUOTED, "note")
        self._lay_out()
        self._connect()
        look().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        top, self._entry, foot = QHBoxLayout(), QBoxLayout(_ACROSS), QHBoxLayout()
        top.setSpacing(4)
        self._entry.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.quote, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.flag, 0, Qt.AlignmentFlag.AlignTop)
        self._entry.addWidget(self.line)
        self._entry.addWidget(self.value_wrong, 1)
        foot.addWidget(self.hint)
        foot.addWidget(self.note_wrong, 1)
        foot.addStretch(0)
        foot.addWidget(self.way)
        self._column.addLayout(top)
        for part in (self.reason, self.answers, self.text):
            self._column.addWidget(part)
        self._column.addLayout(self._entry)
        self._column.addWidget(self.comment)
        self._column.addLayout(foot)
        for below in (self.quoted, self.quotation, self.place):
            self._column.addWidget(below)

    def _connect(self) -> None:
        self.fields: dict[str, Field] = {
            "value": self.line,
            "comment": self.comment,
            "quotation": self.quotation,
            "place": self.place,
        }
        for field in (*self.fields.values(), self.text):
            field.textChanged.connect(self._on_text)
            field.installEventFilter(self)
        self.answers.made.connect(self.chain)

    def chain(self) -> None:
        """Let Tab meet what there is here in reading order, after the list that the editor lies over."""
        first = [self.before] if self.before is not None else []
        notes = (self.comment, self.quotation, self.place)
        in_order(*first, self.quote, self.flag, *self.answers.every(), self.text, self.line, *notes)

    def _dress(self) -> None:
        small = px(26)
        self._column.setContentsMargins(px(TEXT_X), px(5), tokens.EDGE, px(10))
        for one in (self.quote, self.flag):
            one.setStyleSheet(f"min-height: {small - 2}px;")
        self.title.setMinimumHeight(small)
        self.line.setFixedWidth(px(200))
        self.quotation.setFont(look().font(italic=True))
        self._height = 0
        self._show_flag()

    def show_row(self, row: Row, drafts: Mapping[str, str], wrongs: Mapping[str, str], *, write: bool) -> None:
        """Show a question. `drafts`: text that is not on disk, by field; `wrongs`: why not, by field."""
        item = row.item
        if item is None:
            return
        same = self.row is not None and self.row.item is not None and self.row.item.question.id == item.question.id
        before = self._height if same else 0
        self._quoting = self._quoting and same
        self.row, question, given, self._filling = row, item.question, item.given, True
        live = write and item.asked
        self.setAccessibleName(question.label)
        self.title.setText(question.label)
        self._show_reason(row, item)
        self.answers.show_question(question, given.value, enabled=live)
        own = "" if given.value in (None, *question.allow) else str(given.value)
        self._show_entry(question.type, drafts.get("value", own))
        stored = {"comment": given.comment, "quotation": given.quotation, "place": given.place}
        for name, text in stored.items():
            field = self.fields[name]
            shown = drafts.get(name, text)
            if isinstance(field, GrowingText):
                field.fill(shown)
            elif field.text().strip() != shown.strip():
                field.setText(shown)
        for field in (*self.fields.values(), self.text):
            if field.isReadOnly() == live:
                field.setReadOnly(not live)
                restyle(field)
        self._show_wrong(wrongs)
        self._show_parts(asked=item.asked, live=live, type_=question.type)
        self._height = 0
        self._filling = False
        self.update()
        if before and self.height_for(self._width) > before:
            self.grew.emit()

    def _show_reason(self, row: Row, item: Item) -> None:
        """Why it is not asked, or that it was answered differently in two files."""
        self.reason.setText(not_asked(item) if not item.asked else DIFFERS if row.differs else "")
        self.reason.setProperty("kind", "warning" if row.differs else "note")
        restyle(self.reason)

    def _show_entry(self, type_: str, value: str) -> None:
        self.fields["value"] = self.text if type_ == "text" else self.line
        if type_ == "text":
            self.text.fill(value)
        elif type_ in _ASKS_FOR:
            self.line.setPlaceholderText(_ASKS_FOR[type_])
            self.line.setAccessibleName("Svar")
            if self.line.text().strip() != value:
                self.line.setText(value)

    def _show_wrong(self, wrongs: Mapping[str, str]) -> None:
        value = wrongs.get("value", "")
        note = next((wrongs[name] for name in _NOTES if name in wrongs), "")
        for where, text in ((self.value_wrong, value), (self.note_wrong, note)):
            where.text.setText(text)
        for name, field in self.fields.items():
            wrong = name in wrongs
            if bool(field.property("wrong")) != wrong:
                field.setProperty("wrong", wrong)
                restyle(field)
            field.setAccessibleDescription(wrongs.get(name, ""))

    def _show_parts(self, *, asked: bool, live: bool, type_: str) -> None:
        noted = any(_text(self.fields[name]) for name in _NOTES)
        quoted = self._quoting or any(_text(self.fields[name]) for name in ("quotation", "place"))
        wrong_value, wrong_note = bool(self.value_wrong.text.text()), bool(self.note_wrong.text.text())
        self.reason.setVisible(bool(self.reason.text()))
        self.answers.setVisible(asked and bool(self.answers.buttons))
        self.line.setVisible(asked and type_ in _ASKS_FOR)
        self.text.setVisible(asked and type_ == "text")
        self.value_wrong.setVisible(asked and wrong_value)
        self.comment.setVisible(live or noted)
        self._show_quotation(shown=quoted)
        for one in (self.quote, self.flag):
            one.setVisible(live)
        self.note_wrong.setVisible(wrong_note)
        self.hint.setVisible(live and not wrong_note and not self.low)
        self._show_hint()
        self._show_way()
        self._show_flag()

    def _show_quotation(self, *, shown: bool) -> None:
        for part in (self.quoted, self.quotation, self.place):
            part.setVisible(shown)

    def _show_hint(self) -> None:
        """An empty field says itself that it is for a comment."""
        own = f"Kommentar · {SAVED_AS_TYPED[0].lower()}{SAVED_AS_TYPED[1:]}"
        self.hint.setText(own if _text(self.comment) else SAVED_AS_TYPED)

    def _show_flag(self) -> None:
        flagged = self.row is not None and self.row.item is not None and self.row.item.given.flagged
        self.flag.setChecked(flagged)
        self.flag.setText("\u2009Flaggad" if flagged else "\u2009Flagga")
        self.flag.setAccessibleName("Flaggad att diskutera" if flagged else "Flagga att diskutera")
        self.flag.setIcon(icon("flag", role="warn" if flagged else "accent", filled=flagged))

    def _show_way(self) -> None:
        """How to leave the field one writes in, or how to come to the one where the answer is written."""
        writing = any(field.hasFocus() for field in (*self.fields.values(), self.text))
        entry = self.row is not None and self.row.item is not None and self.row.item.question.type in _ENTRY
        self.way.setText("Esc tillbaka till svaren" if writing else "Enter skriv svaret" if entry else "")
        self.way.setVisible(self.hint.isVisibleTo(self) or self.note_wrong.isVisibleTo(self))

    def text_of(self, field: str) -> str:
        """What stands in a field, without space around it."""
        return _text(self.fields[field])

    def field_with_focus(self) -> str:
        """The field that is written in; empty when none is."""
        return next((name for name, field in self.fields.items() if field.hasFocus()), "")

    def write_in(self, field: str) -> None:
        """Give the keyboard to a field, with the cursor after its text."""
        if field in ("quotation", "place"):
            self._quoting = True
            self._show_quotation(shown=True)
            self._grow()
        one = self.fields[field]
        one.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(one, GrowingText):
            one.moveCursor(one.textCursor().MoveOperation.End)
        else:
            one.end(False)

    def height_for(self, width: int) -> int:
        """The height that the question needs at a width; the list asks for it again and again."""
        if self._height and width == self._width:
            return self._height
        self._width = width
        inner = width - px(TEXT_X) - tokens.EDGE
        for field in (self.text, self.comment, self.quotation):
            field.fit(inner)
        self._entry.setDirection(_ACROSS if inner - self.line.width() > px(_LEAST_WRONG) else _DOWN)
        self._column.activate()
        self._height = max(self._column.heightForWidth(width), px(tokens.QUESTION_ROW))
        return self._height

    def _grow(self) -> None:
        self._height = 0
        self.grew.emit()

    def _on_text(self) -> None:
        if self._filling:
            return
        self._show_hint()
        inner = self._width - px(TEXT_X) - tokens.EDGE
        for name, field in self.fields.items():
            if field is self.sender():
                if isinstance(field, GrowingText) and field.fit(inner):
                    self._grow()
                self.typed.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's own name)
        """Tell when a field is left, and how to leave it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_way()
            for name, field in self.fields.items():
                if field is watched and event.type() == QEvent.Type.FocusOut:
                    self.left.emit(name)
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the wheel over the live row scrolls the list that it lies in."""
        if self.below is not None:
            QCoreApplication.sendEvent(self.below, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: ground, hairlines, the bar of what is current, and the question's mark."""
        style, painter = look(), QPainter(self)
        painter.fillRect(self.rect(), style.color("field"))
        painter.fillRect(0, 0, self.width(), 1, style.color("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, style.color("line"))
        painter.fillRect(0, 0, 3, self.height(), style.color("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.row is not None:
            paint_mark(painter, self.row.state, QPointF(px(MARK_X), px(18)), live=True)


class Wrong(QWidget):
    """What is wrong with a field, beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = QLabel()
        self.text = label("", "error", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._mark.setPixmap(icon("error_circle", role="err", filled=True).pixmap(look().sizes.icon))


def _text(field: Field) -> str:
    return (field.toPlainText() if isinstance(field, GrowingText) else field.text()).strip()
