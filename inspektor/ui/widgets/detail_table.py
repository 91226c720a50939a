"""One question in full: its base, every answer by group, bars by group and gender, sentences and notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inspektor.domain.checklist import Question
from inspektor.domain.details import Detail
from inspektor.domain.document import plain
from inspektor.ui import tokens
from inspektor.ui.models.results import bars_grid, detail_grid, matrix_grid
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, empty, label, surface
from inspektor.ui.widgets.figure_heads import PAD
from inspektor.ui.widgets.figure_table import FigureDelegate, FigureTable, Shape
from inspektor.ui.widgets.segment_bar import BarTable
from inspektor.ui.widgets.tabs import in_order, lead_in

_ROW, _LEAST_LABEL = 28, 112
_QUIET = 7  # between the words of a quiet button and its edge


class DetailTable(FigureTable):
    """Every answer by group, then what the answers come to."""

    def __init__(self) -> None:
        super().__init__("Alla svar på frågan", Shape(_ROW, _LEAST_LABEL, fits=True))


class MatrixTable(FigureTable):
    """What each unit answered for each area, in words."""

    def __init__(self) -> None:
        super().__init__("Svaren per enhet och område", Shape(_ROW, _LEAST_LABEL, fits=True))
        self.columns.left = True
        self.setItemDelegate(_WordDelegate(self))


class _WordDelegate(FigureDelegate):
    side = Qt.AlignmentFlag.AlignLeft


class DetailPane(QScrollArea):
    """The chosen question. `opened` is sent with the codes behind a figure, `copied` when a table has been copied,
    `insert_pressed` when what the figures say is to stand in the report.
    """

    opened = Signal(tuple)
    copied = Signal(str)
    insert_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title, self.base = _text("", "heading"), _text("", "note")
        self.table, self.matrix, self.bars = DetailTable(), MatrixTable(), BarTable()
        self._bars_title, self.legend = _text("", "heading"), _text("", "note")
        self._copy_bars = button(
            "Kopiera tabell", self.copy_bars, "quiet", glyph="copy", name="Kopiera staplarnas tabell"
        )
        self._copy_matrix = button("Kopiera tabell", self.copy_matrix, "quiet", glyph="copy", name="Kopiera rutorna")
        self._copy = button("Kopiera tabell", self.copy_table, "quiet", glyph="copy")
        self.insert = button("Infoga i rapporten …", self.insert_pressed.emit, "quiet", glyph="document_text")
        self._words, self.differences = QVBoxLayout(), _text("", "note")
        self.sentences: list[QLabel] = []
        self._notes: tuple[str, ...] = ()
        self.question: Question | None = None
        self._inner = self._page()
        lead_in(self, self.table)
        self.setWidget(self._inner)
        look().changed.connect(self._dress)
        self._dress()
        for table in self.tables:
            table.opened.connect(self.opened)
            table.selectionModel().currentChanged.connect(partial(self._keep_visible, table))

    @property
    def tables(self) -> tuple[FigureTable, ...]:
        """The tables, from above."""
        return self.table, self.matrix, self.bars

    def _page(self) -> QWidget:
        page = surface("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, tokens.EDGE - 4, 0, tokens.EDGE)
        column.setSpacing(4)
        self._rows = [
            _beside(self.title, self._copy),
            _beside(self.base),
            _beside(_text(self.matrix.accessibleName(), "heading"), self._copy_matrix),
            _beside(self.legend),
            _beside(self._bars_title, self._copy_bars),
            _beside(_text("Resultatet i ord", "heading"), self.insert),
        ]
        first, base, second, legend, third, words = self._rows
        self._cells = surface("page")
        cells = QVBoxLayout(self._cells)
        cells.setContentsMargins(0, tokens.EDGE, 0, 0)
        cells.setSpacing(4)
        for line in (second, _inset(self.matrix), legend):
            cells.addLayout(line)
        for line in (first, base, _inset(self.table)):
            column.addLayout(line)
        column.addWidget(self._cells)
        for part in (tokens.EDGE, third, _inset(self.bars), tokens.EDGE, words):
            column.addSpacing(part) if isinstance(part, int) else column.addLayout(part)
        self._words.setContentsMargins(tokens.EDGE, 0, tokens.EDGE, 0)
        self._words.setSpacing(8)
        column.addLayout(self._words)
        below = _beside(self.differences)
        below.setContentsMargins(tokens.EDGE, 4, tokens.EDGE, 0)
        column.addLayout(below)
        column.addStretch(1)
        in_order(self._copy, self.table, self._copy_matrix, self.matrix, self._copy_bars, self.bars, self.insert)
        return page

    def _dress(self) -> None:
        """The words of a quiet button end where the figures below it do."""
        for row in self._rows:
            row.setContentsMargins(tokens.EDGE, 0, PAD + look().sizes.px(PAD) - _QUIET, 0)

    def _keep_visible(self, table: FigureTable, now: QModelIndex, _before: QModelIndex) -> None:
        """The tables do not scroll up and down: the page does, to where the keyboard is."""
        if now.isValid() and table.hasFocus():
            cell = table.visualRect(now)
            top = table.viewport().mapTo(self._inner, cell.topLeft()).y()
            self.ensureVisible(0, top + cell.height() // 2, 0, 2 * cell.height())

    def show_detail(self, detail: Detail) -> None:
        """Show a question."""
        self.question = detail.question
        self.title.setText(detail.question.label)
        self.base.setText(detail.base)
        self.table.show_grid(detail_grid(detail))
        for part in (self.bars, self._bars_title, self._copy_bars):
            part.setVisible(detail.bars is not None)
        if detail.bars is not None:
            self._bars_title.setText(detail.bars.title)
            self.bars.show_grid(bars_grid(detail.bars, detail.question.id))
        self._cells.setVisible(detail.matrix is not None)
        if detail.matrix is not None:
            grid = matrix_grid(detail.matrix)
            self.matrix.show_grid(grid)
            self.legend.setText("\n".join(grid.table.notes))
            self.legend.setVisible(bool(grid.table.notes))
        self._tell([plain(one) for one in detail.sentences], detail.notes)
        self._notes = detail.table.notes
        self.tell_differences(())

    def tell_differences(self, told: tuple[str, ...]) -> None:
        """Say what the comparisons of the question say; nothing before they have been made."""
        self.differences.setText("\n".join(told))
        self.differences.setVisible(bool(told))
        self.table.show_notes((*self._notes, *told))

    def _tell(self, sentences: Sequence[str], notes: Sequence[str]) -> None:
        empty(self._words)
        self.sentences = [_text(text) for text in sentences]
        for one in self.sentences:
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._words.addWidget(one)
        for text in notes:
            self._words.addWidget(_text(text, "note"))

    def copy_focused(self) -> bool:
        """The table that has the keyboard, to the clipboard; whether one has it."""
        ways = ((self.table, self.copy_table), (self.matrix, self.copy_matrix), (self.bars, self.copy_bars))
        for copy in (copy for table, copy in ways if table.hasFocus()):
            copy()
            return True
        return False

    def copy_table(self) -> None:
        """The table of all answers, to the clipboard."""
        self.table.copy()
        self.copied.emit("Tabellen över svaren är kopierad.")

    def copy_matrix(self) -> None:
        """What each unit answered for each area, to the clipboard."""
        self.matrix.copy()
        self.copied.emit("Tabellen över enheter och områden är kopierad.")

    def copy_bars(self) -> None:
        """The shares by group and gender, to the clipboard."""
        self.bars.copy()
        self.copied.emit("Tabellen per grupp är kopierad.")


def _inset(table: FigureTable) -> QHBoxLayout:
    """A table whose lines end a little before the edge, as they begin a little after it."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, PAD, 0)
    row.addWidget(table)
    return row


def _beside(*parts: QWidget) -> QHBoxLayout:
    """Parts on a line, the first taking the room there is."""
    row = QHBoxLayout()
    row.addWidget(parts[0], 1)
    for part in parts[1:]:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _text(text: str, kind: str = "") -> QLabel:
    """A text as high as it is at the page's width, and no higher."""
    made = label(text, kind, wrap=True)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
