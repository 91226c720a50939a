"""Before a list is read: which column is taken for what, the first rows as they would be read, and what is refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from inspektor.domain.fields import BY_KEY
from inspektor.domain.frame import Frame
from inspektor.domain.frame_columns import COLUMN_KEYS
from inspektor.operations.frames import Preview, import_frame, preview_frame
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.plain_table import PlainTable

_FIRST = 20
_NONE = "–"


class ReadListDialog(QDialog):
    """Shows what would be read from a list, takes corrections of the columns, and reads it."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Läs in lista")
        self.session, self.path = session, path
        self.summary = label("Läser listan …", "heading", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.columns = {key: self._choice(key) for key in COLUMN_KEYS}
        self.first = PlainTable("De första raderna")
        self.refused = PlainTable("Rader som inte tas med", stretch=2)
        self.joined = PlainTable("Stavningar som förs samman", stretch=1)
        self.read = button("Läs in", self._read, "primary")
        self.read.setEnabled(False)
        self._lay_out()
        self.resize(look().sizes.px(980), look().sizes.px(600))
        self._look()

    def _choice(self, key: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self._words(key))
        box.activated.connect(self._look)
        return box

    @staticmethod
    def _words(key: str) -> str:
        return BY_KEY[key].label if key in BY_KEY else "Personnummer"

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (key, box) in enumerate(self.columns.items()):
            row, column = place // 3, place % 3 * 2
            name = label(self._words(key), "muted")
            name.setBuddy(box)
            grid.addWidget(name, row, column)
            grid.addWidget(box, row, column + 1)
        for column in (1, 3, 5):
            grid.setColumnStretch(column, 1)
        tabs = QTabWidget()
        tabs.setAccessibleName("Vad listan ger")
        tabs.addTab(self.first, "De första raderna")
        tabs.addTab(self.refused, "Tas inte med")
        tabs.addTab(self.joined, "Förs samman")
        self.tabs = tabs
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button("Avbryt", self.reject))
        buttons.addWidget(self.read)
        whole = QVBoxLayout(self)
        whole.setSpacing(12)
        for part in (self.summary, self.problem, label("Kolumner i listan", "note")):
            whole.addWidget(part)
        whole.addLayout(grid)
        whole.addWidget(tabs, 1)
        whole.addLayout(buttons)
        self.problem.hide()

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
        self.session.work("Läser listan …", lambda store: preview_frame(store, path, mapping), self._show)

    def _show(self, preview: Preview) -> None:
        frame = preview.frame
        for key, box in self.columns.items():
            chosen = (
                box.currentText() if box.property("chosen") else (frame.columns.get(key, _NONE) if frame else _NONE)
            )
            box.clear()
            box.addItems([_NONE, *preview.headings])
            box.setCurrentText(chosen)
        self.problem.setText(preview.problem)
        self.problem.setVisible(bool(preview.problem))
        self.read.setEnabled(frame is not None and bool(frame.rows))
        if frame is None:
            self.summary.setText("Listan kan inte läsas ännu")
            return
        numbers = (
            (f" {frame.identity_numbers_dropped} personnummer ger kön och ålder och sparas inte.")
            if frame.identity_numbers_dropped
            else ""
        )
        self.summary.setText(f"{len(frame.rows)} av {frame.total} rader går att använda.{numbers}")
        self._show_tables(frame)

    def _show_tables(self, frame: Frame) -> None:
        header = (
            "Kod",
            "Enhet",
            "Kön",
            "Åldersgrupp",
            "Lagrum",
            "Insats",
            "Beslut",
            "Beslutsdatum",
            "Första beslut",
            "Barn",
        )
        rows = [
            (
                one.code,
                one.unit,
                one.gender,
                one.age_group or _NONE,
                one.law or _NONE,
                one.insats or _NONE,
                one.decision or _NONE,
                one.decision_date or _NONE,
                one.first_decision or _NONE,
                one.children or _NONE,
            )
            for one in frame.rows[:_FIRST]
        ]
        self.first.show_rows(header, rows)
        self.refused.show_rows(
            ("Rad", "Kolumn", "Skäl"), [(str(one.row), one.column or _NONE, one.reason) for one in frame.rejected]
        )
        self.joined.show_rows(
            ("Blir", "Stavningar i listan"), [(kept, ", ".join(forms)) for kept, forms in frame.joined]
        )
        self.tabs.setTabText(1, f"Tas inte med ({frame.rejected_rows})")
        self.tabs.setTabText(2, f"Förs samman ({len(frame.joined)})")

    def _read(self) -> None:
        path, mapping, who = self.path, self.mapping(), self.session.who
        self.session.work(
            "Läser in listan …", lambda store: import_frame(store, path, mapping, by=who), lambda _: None, kind="ram"
        )
        self.accept()
