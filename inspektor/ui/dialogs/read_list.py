"""Before a list is read: which column is taken for what, the first rows as they would be read, and what is refused."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from inspektor.domain.fields import BY_KEY
from inspektor.domain.frame import Frame, FrameRow
from inspektor.domain.frame_columns import COLUMN_KEYS
from inspektor.operations.frames import Preview, import_frame, preview_frame
from inspektor.ui.dialogs.form import FormDialog, combo
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.flow import Flow
from inspektor.ui.widgets.plain_table import PlainTable

_FIRST = 10  # rows shown as they would be read
_MOST = 40  # refused rows, and spellings, that are shown
_INSET = 8  # of the words of a table from its edge: other words line up with them
_NONE = "–"
_HEADER = ("Kod", "Enhet", "Kön", "Ålder", "Lagrum", "Insats", "Beslut", "Beslutsdatum", "Första beslut", "Barn")


class ReadListDialog(FormDialog):
    """Shows what would be read from a list, takes corrections of the columns, and reads it."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent, "Läs in lista", "Läs in", QSize(1000, 640))
        self.session, self.path = session, path
        self.summary = label("Läser listan …", "heading", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.columns = {key: combo(self._words(key), ()) for key in COLUMN_KEYS}
        self.refused = PlainTable("Rader som inte tas med", stretch=2)
        self.joined = PlainTable("Stavningar som förs samman", stretch=1)
        self.first = PlainTable("De första raderna", stretch=5)
        self.titles = {table: label("", "heading") for table in (self.refused, self.joined, self.first)}
        self._closed, self._looks = False, 0
        self.body.setContentsMargins(24 - _INSET, 20, 24 - _INSET, 20)
        choices = self._choices()
        for part in (self.summary, self.problem, choices):
            self.body.addWidget(part)
        for words in (self.summary, self.problem, choices, *self.titles.values()):
            words.setContentsMargins(_INSET, 0, _INSET, 0)
        for table, title in self.titles.items():
            self._part(title, table)
        self.body.addStretch(1)
        self.problem.hide()
        self.ok.setEnabled(False)
        self._look()

    @staticmethod
    def _words(key: str) -> str:
        return BY_KEY[key].label if key in BY_KEY else "Personnummer"

    def _choices(self) -> QWidget:
        """Each field with the column that it is taken from."""
        whole = QWidget()
        flow = Flow(whole)
        for key, box in self.columns.items():
            one = QWidget()
            name = label(self._words(key), "note")
            name.setBuddy(box)
            column = QVBoxLayout(one)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(name)
            column.addWidget(box)
            one.setFixedWidth(look().sizes.px(206))
            flow.addWidget(one)
            box.activated.connect(self._look)
        return whole

    def _part(self, title: QLabel, table: PlainTable) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(table)
        self.body.addLayout(column)
        title.hide()
        table.hide()

    def mapping(self) -> dict[str, str]:
        """The columns that a person has chosen otherwise than the headings say."""
        return {
            key: box.currentText()
            for key, box in self.columns.items()
            if box.currentText() not in ("", _NONE) and box.property("chosen")
        }

    def _look(self) -> None:
        sender = self.sender()
        if isinstance(sender, QComboBox):
            sender.setProperty("chosen", True)
        path, mapping = self.path, self.mapping()
        self._looks += 1
        self.ok.setEnabled(False)  # what is shown is not what would be read
        done = partial(self._show, self._looks)
        self.session.work("Läser listan …", lambda store: preview_frame(store, path, mapping), done)

    def done(self, result: int) -> None:
        """Qt's own call, however the dialog is closed."""
        self._closed = True
        super().done(result)

    def _show(self, number: int, preview: Preview) -> None:
        """Only what was asked for last is shown."""
        if self._closed or number != self._looks:
            return
        frame = preview.frame
        for key, box in self.columns.items():
            found = frame.columns.get(key, _NONE) if frame else _NONE
            chosen = box.currentText() if box.property("chosen") else found
            box.clear()
            box.addItems([_NONE, *preview.headings])
            box.setCurrentText(chosen)
        self.problem.setText(preview.problem)
        self.problem.setVisible(bool(preview.problem))
        self.ok.setEnabled(frame is not None and bool(frame.rows))
        for part in (*self.titles, *self.titles.values()):
            part.setVisible(frame is not None)
        self.summary.setText(_told(frame) if frame else "Listan kan inte läsas ännu")
        if frame is not None:
            self._show_tables(frame)

    def _show_tables(self, frame: Frame) -> None:
        refused = [(str(one.row), one.column or _NONE, one.reason) for one in frame.rejected]
        joined = [(kept, ", ".join(forms)) for kept, forms in frame.joined]
        first = [_shown(one) for one in frame.rows[:_FIRST]]
        parts = (
            (self.refused, "Tas inte med", ("Rad", "Kolumn", "Skäl"), refused[:_MOST], len(refused)),
            (self.joined, "Förs samman", ("Blir", "Stavningar i listan"), joined[:_MOST], len(joined)),
            (self.first, "De första raderna", _HEADER, first, len(first)),
        )
        for table, words, header, rows, found in parts:
            more = f", de första {_MOST} av {found}" if found > _MOST else ""
            self.titles[table].setText(words + more)
            figures = (0,) if table is self.refused else ()
            table.show_rows(header, [tuple(cell or _NONE for cell in row) for row in rows], figures=figures)
            table.fit_height()
            for part in (table, self.titles[table]):
                part.setVisible(bool(rows))

    def save(self) -> None:
        """Read the list."""
        path, mapping, who = self.path, self.mapping(), self.session.who
        self.session.work(
            "Läser in listan …", lambda store: import_frame(store, path, mapping, by=who), lambda _: None, kind="ram"
        )
        self.accept()


def _shown(row: FrameRow) -> tuple[str | None, ...]:
    who = (row.code, row.unit, row.gender, row.age_group)
    return (*who, row.law, row.insats, row.decision, row.decision_date, row.first_decision, row.children)


def _told(frame: Frame) -> str:
    """How much of the list can be used, as a sentence."""
    dropped = frame.identity_numbers_dropped
    numbers = f" {dropped} personnummer ger kön och ålder och sparas inte." if dropped else ""
    return f"{len(frame.rows)} av {frame.total} rader går att använda.{numbers}"
