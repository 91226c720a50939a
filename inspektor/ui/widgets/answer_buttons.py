"""The answers of the live question: radio buttons or check boxes in truth, so that they are announced as such, with a
key on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QWidget

from inspektor.domain.checklist import Question
from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.question_paint import KEYS, keys_of, paint_key, px

if TYPE_CHECKING:
    _Button = QAbstractButton
else:  # the kinds below bring Qt's class: a second one beside it would be constructed twice
    _Button = object

HEIGHT, GAP = 34, 8
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


def choices(question: Question) -> list[tuple[str, str, str]]:
    """Key, name and label of every answer that can be pressed; the key is empty beyond the ninth choice."""
    own = [
        (str(place) if place < 10 else "", one.name, one.label) for place, one in enumerate(question.choices, start=1)
    ]
    labels = {"ja": "Ja", "nej": "Nej", "ej_aktuellt": "Ej aktuellt", "vet_ej": "Vet ej"}
    named = keys_of(question) or [(KEYS[name], name) for name in KEYS if name in question.allow]
    return [*own, *((key, name, labels[name]) for key, name in named)]


class _Answer(_Button):
    """What an answer button looks like; its kind is Qt's own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = self.name = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_choice(self, key: str, name: str, label: str) -> None:
        """Stand for another answer."""
        self.key, self.name = key, name
        self.setText(label)
        self.setAccessibleName(label)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Wide enough for its label in bold, so that choosing it moves nothing."""
        words = QFontMetricsF(look().font(bold=True)).horizontalAdvance(self.text())
        return QSize(round(words) + px(50 if self.key else 28), px(HEIGHT))

    def hitButton(self, point: QPoint) -> bool:  # noqa: N802  (Qt's own name)
        """The whole of it can be pressed."""
        return self.rect().contains(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Arrows to the sides only move; up and down leave for other questions. Space and Enter answer."""
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        style, painter = look(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, ground, edge, ink = self.isChecked(), "field", "edge", "ink"
        if not self.isEnabled():
            ground, edge, ink = ("line", "line", "muted") if on else ("page", "line", "off")
        elif on:
            ground, edge, ink = "accent", "accent", "on_accent"
        elif self.underMouse():
            ground, edge = ("line" if self.isDown() else "tint"), "accent"
        painter.setPen(QPen(style.color(edge), 1))
        painter.setBrush(style.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
        left = px(14)
        if self.key:
            side, left = px(20), px(36)
            box = QRectF(px(8), (self.height() - side) / 2, side, side)
            lively = self.isEnabled() and not on
            paint_key(painter, box, self.key, "accent" if lively else ink, ink if on else "line")
        painter.setFont(style.font(bold=on))
        painter.setPen(style.color(ink))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class AnswerRadio(_Answer, QRadioButton):
    """One of several answers that exclude each other."""


class AnswerCheck(_Answer, QCheckBox):
    """One of several answers that can be given together."""


class AnswerRow(QWidget):
    """The answers of a question, on as many lines as they need. `chosen` is sent with an answer, `toggled` with all
    the choices that are marked (their names with a space between) when several can be; `made` when there are more
    buttons than before.
    """

    chosen = Signal(str)
    toggled = Signal(str)
    made = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self._radios: list[AnswerRadio] = []
        self._checks: list[AnswerCheck] = []
        self.buttons: list[_Answer] = []

    def show_question(self, question: Question, value: str | int | None, *, enabled: bool) -> None:
        """Show a question's answers, with the one that is given marked."""
        several = question.type == "select_multiple"
        given = str(value).split() if several and value not in question.allow else [str(value)]
        wanted = choices(question)
        own = len(question.choices) if several else 0
        self._make(len(wanted) - own, own)
        self.buttons = [*self._checks[:own], *self._radios[: len(wanted) - own]]
        self._group.setExclusive(False)
        for one, choice in zip(self.buttons, wanted, strict=True):
            one.show_choice(*choice)
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # an exclusive group takes it from those not marked
            one.setChecked(value is not None and one.name in given)
            one.setEnabled(enabled)
        self._group.setExclusive(True)
        for one in (*self._checks, *self._radios):
            one.setVisible(one in self.buttons)
        self.updateGeometry()
        self._place(self.width())

    def every(self) -> list[QWidget]:
        """Every button there is, those that this question has no use for too."""
        return [*self._checks, *self._radios]

    def _make(self, radios: int, checks: int) -> None:
        before = len(self.every())
        while len(self._radios) < radios:
            one = AnswerRadio(self)
            self._group.addButton(one)
            one.clicked.connect(self._on_radio)
            self._radios.append(one)
        while len(self._checks) < checks:
            check = AnswerCheck(self)
            check.clicked.connect(self._on_check)
            self._checks.append(check)
        if len(self.every()) > before:
            self.made.emit()

    def _on_radio(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, AnswerRadio):
            self.chosen.emit(pressed.name)

    def _on_check(self) -> None:
        marked = [one.name for one in self.buttons if isinstance(one, AnswerCheck) and one.isChecked()]
        self.toggled.emit(" ".join(marked))

    def press(self, key: str) -> bool:
        """Press the answer with a key (J, N, X, V, 1 …); whether there was one."""
        for one in self.buttons:
            if key and one.key == key and one.isEnabled():
                one.click()
                return True
        return False

    def focus_first(self) -> None:
        """Give the keyboard to the marked answer, else to the first."""
        marked = [one for one in self.buttons if one.isChecked()]
        for one in (marked or self.buttons)[:1]:
            one.setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, by: int) -> bool:
        """Move the keyboard to the answer beside the one that has it, without answering; whether one has it."""
        places = [place for place, one in enumerate(self.buttons) if one.hasFocus()]
        if not places:
            return False
        place = max(0, min(len(self.buttons) - 1, places[0] + by))
        self.buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hasHeightForWidth(self) -> bool:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return max((round(box.bottom()) for _, box in self._boxes(width)), default=0)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(px(300), self.heightForWidth(max(self.width(), px(300))))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        return QSize(px(80), px(HEIGHT) if self.buttons else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._place(self.width())

    def _place(self, width: int) -> None:
        for one, box in self._boxes(width):
            one.setGeometry(box.toRect())

    def _boxes(self, width: int) -> Iterator[tuple[_Answer, QRectF]]:
        x = y = 0
        for one in self.buttons:
            size = one.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + px(GAP)
            yield one, QRectF(x, y, min(size.width(), width), size.height())
            x += size.width() + px(GAP)
