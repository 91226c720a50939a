"""The table of cases: painted rows, the first column always in sight, headings that sort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from inspektor.operations.listing import DONE, NOT_STARTED, REPLACED, CaseLine
from inspektor.ui.models.cases import ANSWERED, CODE, COLUMNS, LINE, REVIEWER, STATUS, UNIT, CaseModel, Index
from inspektor.ui.style import look

ROW = 32
_PAD = 8
_BAR = 56  # width of the bar beside a number of answers


class CaseTable(QTableView):
    """`opened` is sent with the code of a case that is to be reviewed."""

    opened = Signal(str)

    def __init__(self, model: CaseModel) -> None:
        super().__init__()
        self.cases = model
        self.setModel(model)
        self.setAccessibleName("Ärenden")
        self.setItemDelegate(_Cell(self))
        heads = _Heads(self)
        self.setHorizontalHeader(heads)
        heads.setSelectionModel(QItemSelectionModel(model, heads))  # else it asks every row whether all are selected
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.line(index.row()).case.code))
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        look().changed.connect(self._dress)
        model.modelReset.connect(self.fit_columns)
        self._dress()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look().sizes.px(ROW))
        self.horizontalHeader().setFixedHeight(look().sizes.px(ROW))
        self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Each column as wide as what it holds; what is left goes to unit and reviewer. Never narrower: it scrolls."""
        widths = [self._wanted(column) for column in range(len(COLUMNS))]
        left = self.viewport().width() - sum(widths)
        if left > 0:
            widths[UNIT] += left // 2
            widths[REVIEWER] += left - left // 2
        for column, width in enumerate(widths):
            self.horizontalHeader().resizeSection(column, width)

    def _wanted(self, column: int) -> int:
        """From the longest texts alone: thousands of rows are not measured."""
        longest = self.cases.lines.longest[column]
        metrics, small = QFontMetrics(look().font(bold=column == CODE)), QFontMetrics(look().font(look().sizes.small))
        width = max((metrics.horizontalAdvance(text) for text in longest), default=0)
        extra = {ANSWERED: _BAR + 12, STATUS: 22}.get(column, 0)
        head = small.horizontalAdvance(f"{COLUMNS[column].title} ↓") + 4
        return max(width + look().sizes.px(extra), head) + 2 * _PAD + look().sizes.px(8)

    # --- which cases ----------------------------------------------------------------------------------------------

    def current_code(self) -> str:
        """The code of the current row; empty when there is none."""
        row = self.currentIndex().row()
        return self.cases.line(row).case.code if 0 <= row < self.cases.rowCount() else ""

    def selected_codes(self) -> list[str]:
        """The codes of the selected rows, in the order of the table."""
        rows = {row for span in self._spans() for row in span}
        return [self.cases.line(row).case.code for row in sorted(rows)]

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(len(span) for span in self._spans())

    def _spans(self) -> list[range]:
        """The selected rows, in runs: ten thousand are not made into as many indexes."""
        return [range(one.top(), one.bottom() + 1) for one in self.selectionModel().selection().toList()]

    def go_to(self, code: str) -> None:
        """Make a case the current one, or the first, if that is not shown."""
        self._go_to_row(max(self.cases.row_of(code), 0))

    def _go_to_row(self, row: int) -> None:
        """By itself, whatever keys are held down."""
        if self.cases.rowCount():
            flags, index = QItemSelectionModel.SelectionFlag, self.cases.index(row, CODE)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def select(self, codes: Sequence[str]) -> None:
        """Select some cases again after the rows have changed."""
        wanted, rows = set(codes), self.cases.codes()
        selection = QItemSelection()
        for first, last in _runs([row for row, code in enumerate(rows) if code in wanted]):
            selection.select(self.cases.index(first, CODE), self.cases.index(last, len(COLUMNS) - 1))
        # all at once, and whole rows: one at a time, each is compared with all before it
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_code():
            self.opened.emit(self.current_code())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            last = event.key() == Qt.Key.Key_End
            self._go_to_row(self.cases.rowCount() - 1 if last else 0)
        else:
            super().keyPressEvent(event)

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the rows, the first column over them when they are scrolled sideways, and where one is."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.horizontalScrollBar().value():
            self._paint_codes(painter)
        row = self.currentIndex().row()
        if row >= 0 and self.hasFocus():
            top, high = self.rowViewportPosition(row), self.rowHeight(row)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().color("accent"), 2))
            width = min(self.viewport().width(), self.horizontalHeader().length())
            painter.drawRoundedRect(QRectF(1, top + 1, width - 2, high - 3), 3, 3)
        painter.end()

    def _paint_codes(self, painter: QPainter) -> None:
        width = self.columnWidth(CODE)
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        for row in range(max(first, 0), (last if last >= 0 else self.cases.rowCount() - 1) + 1):
            box = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
            index = self.cases.index(row, CODE)
            painter.fillRect(box, look().color("page"))
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = box
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            self.itemDelegate().paint(painter, option, index)
        painter.setPen(look().color("line"))
        painter.drawLine(width - 1, 0, width - 1, self.viewport().height())


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of rows that follow upon each other, of rows that rise."""
    for _, run in groupby(enumerate(rows), key=lambda placed: placed[1] - placed[0]):
        found = [row for _, row in run]
        yield found[0], found[-1]


class _Heads(QHeaderView):
    """Headings: a click sorts, a second one turns the order round. The first stays when the table scrolls sideways."""

    def __init__(self, table: CaseTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.sectionClicked.connect(self._on_clicked)

    def _on_clicked(self, column: int) -> None:
        if self._pressed_first:
            column = CODE
        model = self._table.cases
        model.order(column, descending=model.column == column and not model.descending)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        self._pressed_first = event.position().x() < self.sectionSize(CODE)
        super().mousePressEvent(event)

    _pressed_first = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().paintEvent(event)
        if self.offset():
            painter = QPainter(self.viewport())
            box = QRect(0, 0, self.sectionSize(CODE), self.height())
            painter.fillRect(box, look().color("page"))
            self.paintSection(painter, box, CODE)
            painter.end()


class _Cell(QStyledItemDelegate):
    def __init__(self, table: CaseTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, box, line = look(), QRectF(option.rect), index.data(LINE)
        current = index.row() == self._table.currentIndex().row()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.color("tint"))
        painter.setPen(style.color("line"))
        painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right() + 1, box.bottom() - 0.5))
        if current and index.column() == CODE:
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height() - 1), style.color("accent"))
        text = str(index.data())
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        quiet = line.status == REPLACED or text == "–"
        painter.setPen(style.color("muted" if quiet else "ink"))
        painter.setFont(style.font(bold=index.column() == CODE))
        if index.column() == STATUS:
            _paint_mark(painter, inner, line)
            inner.adjust(style.sizes.px(22), 0, 0, 0)
        elif index.column() == ANSWERED:
            _paint_bar(painter, inner, line)
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, round(inner.width()) + 1)
        painter.setPen(style.color("muted" if quiet else "ink"))
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)


def _paint_bar(painter: QPainter, box: QRectF, line: CaseLine) -> None:
    """How much of the case is answered, beside the number that says so."""
    sizes = look().sizes
    high, width = sizes.px(6), sizes.px(_BAR)
    whole = QRectF(box.x(), box.center().y() - high / 2, width, high)
    painter.fillRect(whole, look().color("track"))
    if line.applicable:
        painter.fillRect(
            QRectF(whole.topLeft(), whole.size()).adjusted(0, 0, -width * (1 - line.answered / line.applicable), 0),
            look().color("bar"),
        )


def _paint_mark(painter: QPainter, box: QRectF, line: CaseLine) -> None:
    """Ring: not begun. Half: begun. Disc: done. Dash: replaced."""
    style = look()
    side = style.sizes.px(10)
    mark = QRectF(box.x() + 1, box.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line.status == REPLACED:
        painter.fillRect(QRectF(mark.x(), mark.center().y() - 1, side, 2), style.color("edge"))
    else:
        painter.setPen(QPen(style.color("accent" if line.status == NOT_STARTED else "edge"), 1.5))
        painter.setBrush(style.color("edge") if line.status == DONE else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(mark)
        if line.status not in (DONE, NOT_STARTED):
            painter.setBrush(style.color("edge"))
            painter.drawPie(mark, 90 * 16, 180 * 16)
    painter.restore()
