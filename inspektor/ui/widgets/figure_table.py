"""A painted table of figures: the rows' heads stay in place, every figure leads to its cases, by key and by click."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QMimeData, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from inspektor.domain.document import Table
from inspektor.export import clip
from inspektor.ui.models.results import Figure, FigureModel, Grid, Index, Row
from inspektor.ui.style import look
from inspektor.ui.widgets.figure_heads import PAD, ColumnHead, Corner, RowHead, paint_heading, rule

_RING, _RING_RADIUS = 2, 4


@dataclass(frozen=True)
class Shape:
    """How a table looks, in sizes at text size 100 %: the lowest row, the narrowest that the rows' heads get, whether
    rows have lines between them, whether the current row's head stands out, and whether the table is as high as its
    rows, in a page that scrolls as a whole.
    """

    row: int
    label_least: int
    lined: bool = True
    marks_current: bool = False
    fits: bool = False


class FigureTable(QTableView):
    """The view of a `Grid`. `opened` is sent with the codes of the cases behind the figure that was asked for."""

    opened = Signal(tuple)

    def __init__(self, name: str, shape: Shape) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.shape = shape
        self.figures = FigureModel()
        self.setModel(self.figures)
        self.columns, self.labels, self._corner = ColumnHead(self), RowHead(self), Corner(self)
        self.setHorizontalHeader(self.columns)
        self.setVerticalHeader(self.labels)
        self.setItemDelegate(FigureDelegate(self))
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if shape.fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.labels.sectionPressed.connect(self._on_label_pressed)
        self.clicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        look().changed.connect(self.measure)

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self.figures.grid

    def show_grid(self, grid: Grid) -> None:
        """Show other figures, with the current place kept where there still is one."""
        before = self.currentIndex()
        row, column = max(before.row(), 0), max(before.column(), 0)
        self.figures.show(grid)
        self.measure()
        self.go_to(row, column)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """What goes with the table when it is copied; the figures stay as they are."""
        self.figures.grid = replace(self.grid, table=replace(self.grid.table, notes=notes))

    def go_to(self, row: int, column: int) -> None:
        """Make a figure the current one; from a heading, or past the end, the nearest row that has figures."""
        rows = [place for place, one in enumerate(self.grid.rows) if one.figures]
        if rows and self.grid.heads:
            nearest = min(rows, key=lambda place: (abs(place - row), -place))
            self.setCurrentIndex(self.figures.index(nearest, min(column, len(self.grid.heads) - 1)))

    def go_to_case(self, code: str) -> bool:
        """Go to the first figure that a case is counted in; whether there is one."""
        for row, one in enumerate(self.grid.rows):
            for column, figure in enumerate(one.figures):
                if code in figure.cases:
                    self.go_to(row, column)
                    return True
        return False

    def copy(self) -> None:
        """Put the table on the clipboard, for Word and for Excel."""
        copy_table(self.grid.table)

    def cell_width(self, row: Row, column: int) -> float:
        """How wide a figure is."""
        figure = row.figures[column]
        return QFontMetricsF(figure_font(figure)).horizontalAdvance(figure.text)

    def measure(self) -> None:
        """Columns as wide as what they hold, and rows as high; what is left over goes to the heads, then to all."""
        if not self.grid.heads:
            return
        widths = self.columns.natural_widths()
        room = self.width() - self.verticalScrollBar().sizeHint().width() * (not self.shape.fits) - sum(widths)
        label = int(min(self.labels.natural_width(), max(look().sizes.px(self.shape.label_least), room)))
        spare = max(0, room - label) // len(widths)
        for column, width in enumerate(widths):
            self.columns.resizeSection(column, width + spare)
        self.labels.setFixedWidth(label)
        self.columns.setFixedHeight(self.columns.natural_height())
        self.labels.measure(label)
        self.updateGeometries()
        self.viewport().update()
        if self.shape.fits:
            self._fit_height()

    def _fit_height(self) -> None:
        wide = self.columns.length() + self.labels.width() > self.width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        self.setFixedHeight(self.labels.length() + self.columns.height() + bar)

    def is_current(self, index: Index) -> bool:
        """Whether the keyboard is at this figure."""
        return (
            self.hasFocus()
            and index.row() == self.currentIndex().row()
            and index.column() == self.currentIndex().column()
        )

    def _open(self, index: QModelIndex) -> None:
        figure = self.figures.figure(index)
        if figure is not None:
            self.opened.emit(figure.cases)

    def _on_label_pressed(self, row: int) -> None:
        self.go_to(row, max(self.currentIndex().column(), 0))
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self._keep_in_sight(now)
        self.labels.viewport().update()
        self.viewport().update()

    def _keep_in_sight(self, now: Index) -> None:
        """Scroll so that a figure is seen, and the heading over it."""
        if now.row() > 0 and not self.grid.rows[now.row() - 1].figures:
            self.scrollTo(self.figures.index(now.row() - 1, now.column()))
        self.scrollTo(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Enter opens the cases behind the figure."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's own name)
        """A hand over what can be opened."""
        super().mouseMoveEvent(event)
        figure = self.figures.figure(self.indexAt(event.position().toPoint()))
        opens = figure is not None and bool(figure.cases)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.measure()
            self._keep_in_sight(self.currentIndex())

    def updateGeometries(self) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the corner lies where the two heads meet."""
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self.labels.width(), self.columns.height())
        self._corner.raise_()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: headings stay where they are when the figures move sideways."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the part of a heading that reaches in over the figures."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for place, row in enumerate(self.grid.rows):
            if not row.figures:
                top, width = self.rowViewportPosition(place), self.labels.width()
                box = QRectF(-width, top, width + self.viewport().width(), self.rowHeight(place))
                if box.intersects(QRectF(self.viewport().rect())):
                    paint_heading(painter, box, row)


class FigureDelegate(QStyledItemDelegate):
    """Paints one figure. What is special to a kind of table is in `ground` and `content`."""

    side = Qt.AlignmentFlag.AlignRight

    def __init__(self, table: FigureTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        figure, box = self._table.figures.figure(index), QRectF(option.rect)
        if figure is None:
            return
        painter.save()
        self.ground(painter, box, index, figure)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and bool(figure.cases)
        self.content(painter, box, index, figure, over=over)
        if self._table.is_current(index):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look().color("accent"), _RING))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), _RING_RADIUS, _RING_RADIUS)
        painter.restore()

    def ground(self, painter: QPainter, box: QRectF, index: Index, figure: Figure) -> None:
        """Shade or lines behind a figure."""
        row = self._table.grid.rows[index.row()]
        if figure.heat:
            painter.fillRect(box.adjusted(1, 1, -1, -1), QColor(look().theme.heat[figure.heat]))
        if self._table.shape.lined:
            rule(painter, box, first_sum=row.first_sum)

    def content(self, painter: QPainter, box: QRectF, _index: Index, figure: Figure, *, over: bool) -> None:
        """The figure's text, at its side."""
        font = figure_font(figure)
        font.setUnderline(over)
        painter.setFont(font)
        painter.setPen(look().color("muted" if figure.muted else "ink"))
        pad = look().sizes.px(PAD)
        painter.drawText(box.adjusted(pad, 0, -pad, 0), self.side | Qt.AlignmentFlag.AlignVCenter, figure.text)


def copy_table(table: Table) -> None:
    """Put a table on the clipboard, for Word and for Excel."""
    data = QMimeData()
    data.setHtml(clip.html(table))
    data.setText(clip.tab_separated(table))
    QApplication.clipboard().setMimeData(data)


def figure_font(figure: Figure) -> QFont:
    """Totals stand out."""
    return look().font(bold=figure.strong)
