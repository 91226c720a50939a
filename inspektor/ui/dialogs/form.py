"""What the dialogs that ask for something have in common: fields with their errors beside them, and room to scroll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label, restyle, surface
from inspektor.ui.widgets.focus_ring import FocusRing
from inspektor.ui.widgets.scrolled import Scrolled

NARROW = 600  # below this width of a form what is wrong stands below its field
Editor = QLineEdit | QComboBox | QPlainTextEdit


def combo(name: str, choices: Sequence[str], *, free: bool = False) -> QComboBox:
    """A combo box with its choices; `free`: anything else can be written in it too."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setItemDelegate(QStyledItemDelegate(made))  # else the pop-up does not obey the style sheet
    made.setEditable(free)
    made.addItems(list(choices))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def long_combo(name: str, choices: Sequence[str]) -> QComboBox:
    """A combo box with thousands of choices: as wide as the longest of them, without laying out every one."""
    made = _Long()
    made.setAccessibleName(name)
    made.setItemDelegate(QStyledItemDelegate(made))
    made.setModel(QStringListModel(list(choices), made))
    shown = made.view()
    if isinstance(shown, QListView):
        shown.setUniformItemSizes(True)  # it lays out its choices also while it is closed
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(max(map(len, choices), default=0))
    return made


class _Long(QComboBox):
    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call: for its own it asks every choice whether it has an icon."""
        return self.sizeHint()


class Field:
    """An editor with its label, and beside it what is wrong with what stands in it, else a hint."""

    def __init__(self, parent: QWidget, title: str, editor: Editor, hint: str = "") -> None:
        self.label, self.editor, self._hint = label(title), editor, hint
        self.label.setBuddy(editor)
        editor.setAccessibleName(title)
        self.mark, self.beside = QLabel(), label(hint, "note", wrap=True)
        self.beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.said = QWidget(parent)
        row = QHBoxLayout(self.said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.beside, 1)
        self.say("")

    @property
    def text(self) -> str:
        """What stands in it."""
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Put something in it."""
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentText(text)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
        else:
            self.editor.setPlainText(text)

    def say(self, wrong: str) -> None:
        """What is wrong with it; empty when nothing is."""
        self.beside.setText(wrong or self._hint)
        self.beside.setProperty("kind", "error" if wrong else "note")
        self.editor.setProperty("wrong", "true" if wrong else "false")
        self.editor.setAccessibleDescription(wrong or self._hint)
        for widget in (self.beside, self.editor):
            restyle(widget)
        glyph = icon("error_circle", role="err", filled=True).pixmap(look().sizes.icon)
        self.mark.setPixmap(glyph)
        self.mark.setVisible(bool(wrong))
        self.said.setVisible(bool(wrong or self._hint))


class Fields(QWidget):
    """A form: label, field, and beside it what is wrong (below it, where that is too narrow)."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._narrow = False
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 3)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.grid.setColumnMinimumWidth(0, look().sizes.px(104))
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < look().sizes.px(NARROW)
        self.grid.setColumnStretch(2, 0 if narrow else 2)
        if narrow != self._narrow:
            self._narrow = narrow
            for row, field in enumerate(self.fields.values()):
                self._place(row, field)

    def _place(self, row: int, field: Field) -> None:
        where = Qt.AlignmentFlag.AlignTop if isinstance(field.editor, QPlainTextEdit) else Qt.AlignmentFlag(0)
        place = (2 * row + 1, 1) if self._narrow else (2 * row, 2)
        self.grid.addWidget(field.said, *place, where)

    def add(self, name: str, title: str, editor: Editor, hint: str = "") -> Field:
        """A field at the end of the form."""
        field = self.fields[name] = Field(self, title, editor, hint)
        row = len(self.fields) - 1
        where = Qt.AlignmentFlag.AlignTop if isinstance(editor, QPlainTextEdit) else Qt.AlignmentFlag.AlignVCenter
        self.grid.addWidget(field.label, 2 * row, 0, where)
        self.grid.addWidget(editor, 2 * row, 1)
        self._place(row, field)
        return field

    def line(self, name: str, title: str, hint: str = "", text: str = "") -> Field:
        """A field for one line of text."""
        return self.add(name, title, QLineEdit(text), hint)

    def texts(self) -> dict[str, str]:
        """What stands in every field, by name."""
        return {name: field.text for name, field in self.fields.items()}

    def show_errors(self, errors: Mapping[str, str]) -> bool:
        """Say beside each field what is wrong, and go to the first; whether nothing is."""
        for name, field in self.fields.items():
            field.say(errors.get(name, ""))
        first = next((field for name, field in self.fields.items() if name in errors), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.TabFocusReason)
        return first is None


class FormDialog(QDialog):
    """A dialog with a body that scrolls when the screen is small, and its buttons always in sight."""

    def __init__(self, parent: QWidget, title: str, act: str, size: QSize) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner = surface("page")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(16)
        self.pane = Scrolled(inner)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self.cancel = button("Avbryt" if act else "Stäng", self.reject)
        self.ok = button(act, self.save, "primary")
        self.ok.setDefault(bool(act))
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(24, 10, 24, 14)
        self.foot.setSpacing(8)
        self.foot.addWidget(self.wrong, 1)
        self.foot.addStretch(0)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addLayout(self.foot)
        self.ok.setVisible(bool(act))  # now that it lies in the dialog: before, it would be a window of its own
        self.ring = FocusRing(self)
        self._fit(parent, size)

    def _fit(self, parent: QWidget, size: QSize) -> None:
        """As large as it wants to be at this text size, and no larger than the screen."""
        sizes = look().sizes
        room = self.screen().availableGeometry().size().expandedTo(parent.window().size())
        wanted = QSize(sizes.px(size.width()), sizes.px(size.height()))
        self.resize(wanted.boundedTo(room - QSize(2 * tokens.EDGE, 3 * tokens.EDGE)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: Tab goes through the body in reading order, then to the buttons; it begins in the body."""
        super().showEvent(event)
        stops = self.order_stops()
        if stops and not any(one.hasFocus() for one in stops):
            stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def order_stops(self) -> list[QWidget]:
        """Let Tab meet the body in reading order, then the buttons; what it meets in the body."""
        stops = [one for one in self.pane.findChildren(QWidget) if _is_stop(one, self)]
        items = [self.foot.itemAt(place) for place in range(self.foot.count())]
        foot = [one.widget() for one in items if one is not None]
        for before, after in pairwise((*stops, *(one for one in foot if isinstance(one, QPushButton)))):
            QWidget.setTabOrder(before, after)
        return stops

    def save(self) -> None:
        """What the button does."""
        self.accept()

    def tell(self, wrong: str) -> None:
        """Say what is wrong with the whole; empty when nothing is."""
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))


def _is_stop(widget: QWidget, dialog: QDialog) -> bool:
    """Whether Tab stops at a widget: not at the parts of a combo box, and not in its list, which is a window."""
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.window() is dialog and not isinstance(widget.parentWidget(), QComboBox)
