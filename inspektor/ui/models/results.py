"""Grids of figures as the view of results paints them: heads, rows, and for each figure what it says and its cases."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from inspektor.domain.details import BarRow, Bars, Detail
from inspektor.domain.document import Cell, Chart, ChartCell, Table, Trace
from inspektor.domain.heat import Board, Line, Share, board_table, heat_in_words
from inspektor.domain.matrices import Matrix, matrix_table
from inspektor.domain.results import Column

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Figure:
    """One figure: its text, the codes of the cases behind it, how it looks, and what it says beside its text."""

    text: str
    cases: tuple[str, ...] = ()
    strong: bool = False
    muted: bool = False
    heat: int | None = None
    share: Share | None = None  # painted as a bar too
    said: str = ""


@dataclass(frozen=True)
class Row:
    """A row with its head. One without figures is a heading: `label` is the checklist's, `note` the section's.

    `key` is what the row is about, `total` says that it sums up, `first_sum` that it is the first that does.
    """

    label: str
    figures: tuple[Figure, ...] = ()
    note: str = ""
    key: str = ""
    total: bool = False
    first_sum: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of figures: what heads its rows, its columns (name, and a second line), and the same to copy."""

    corner: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    table: Table


EMPTY = Grid("", (), (), Table("", (), ()))


def board_grid(board: Board) -> Grid:
    """Every question, under the headings of its checklist and section."""
    rows: list[Row] = []
    for part in board.parts:
        rows.append(Row(part.checklist, note=part.section))
        rows += [_question(line) for line in part.lines]
    heads = tuple((name, f"n={n}") for name, n in board.heads)
    return Grid("Antal ja", heads, tuple(rows), board_table(board))


def _question(line: Line) -> Row:
    last = len(line.shares) - 1
    figures = tuple(_shaded(share, strong=place == last) for place, share in enumerate(line.shares))
    return Row(line.count.question.label, figures, line.note, line.count.question.id)


def _shaded(share: Share, *, strong: bool) -> Figure:
    said = "färre än tio ärenden" if share.small else ""
    if share.heat is not None:
        said = f"brist i {heat_in_words(share.heat)}"
    return Figure(share.text, share.cases, strong, share.small, share.heat, said=said)


def detail_grid(detail: Detail) -> Grid:
    """Every answer by group, then what they come to."""
    heads = tuple(_two_lines(text) for text in detail.table.header[1:])
    rows = []
    for place, row in enumerate(detail.table.rows):
        total = place >= detail.sums
        last = len(row) - 2
        figures = tuple(_cell(cell, strong=total or at == last) for at, cell in enumerate(row[1:]))
        rows.append(Row(row[0].text, figures, total=total, first_sum=place == detail.sums))
    return Grid(detail.table.header[0], heads, tuple(rows), detail.table)


def chart_grid(chart: Chart) -> Grid:
    """The places of a chart with their figures, and the same as a table."""
    rows = tuple(Row(label, tuple(map(_place, cells)), key=cells[0].trace.question) for label, cells in chart.rows)
    cells = tuple((Cell(label), *(Cell(_part(one), one.trace) for one in places)) for label, places in chart.rows)
    table = Table(chart.caption, ("", *chart.heads), cells)
    return Grid("", tuple((name, "") for name in chart.heads), rows, table)


def _place(cell: ChartCell) -> Figure:
    said = "" if cell.heat is None else heat_in_words(cell.heat)
    return Figure(_part(cell), cell.trace.cases, heat=cell.heat, said=said)


def _part(cell: ChartCell) -> str:
    return Share(cell.part, cell.whole, cell.trace.cases).text


def matrix_grid(matrix: Matrix) -> Grid:
    """Units by areas, what each answered in the cell."""
    table = matrix_table(matrix)
    rows = tuple(
        Row(row[0].text, tuple(_answer(cell.text, matrix.cells.get((row[0].text, label))) for label, cell in cells))
        for row in table.rows
        for cells in [zip(matrix.column_labels, row[1:], strict=True)]
    )
    return Grid(table.header[0], tuple((label, "") for label in matrix.column_labels), rows, table)


def _answer(text: str, column: Column | None) -> Figure:
    return Figure(text, tuple(code for codes in column.cases.values() for code in codes) if column else ())


def _two_lines(text: str) -> tuple[str, str]:
    name, _, n = text.rpartition(" (")
    return name, f"({n}"


def _cell(cell: Cell, *, strong: bool) -> Figure:
    return Figure(cell.text, cell.trace.cases if cell.trace else (), strong)


def bars_grid(bars: Bars, question: str) -> Grid:
    """Shares as bars, by group and gender."""
    rows = tuple(
        Row(
            row.label,
            tuple(Figure(share.text, share.cases, row.total, share.small, share=share) for share in row.shares),
            total=row.total,
            first_sum=row.total,
        )
        for row in bars.rows
    )
    cells = tuple((Cell(row.label), *_cells(row, question, bars.heads)) for row in bars.rows)
    return Grid("", tuple((name, "") for name in bars.heads), rows, Table(bars.title, ("", *bars.heads), cells))


def _cells(row: BarRow, question: str, heads: tuple[str, ...]) -> list[Cell]:
    return [
        Cell(share.text, Trace(question, "", f"{row.label}, {name}", share.cases, share.whole))
        for name, share in zip(heads, row.shares, strict=True)
    ]


class FigureModel(QAbstractTableModel):
    """A grid as Qt asks for it. The rows' heads are the vertical header: they stay when one scrolls sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = EMPTY

    def show(self, grid: Grid) -> None:
        """Show another grid."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def figure(self, index: Index) -> Figure | None:
        """The figure at a place; None in a heading."""
        figures = self.grid.rows[index.row()].figures if index.isValid() else ()
        return figures[index.column()] if figures else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own signature)
        """Qt's own call."""
        return 0 if parent.isValid() else len(self.grid.heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be gone to."""
        if self.figure(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own call."""
        figure = self.figure(index)
        if figure is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return figure.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, (name, more) = self.grid.rows[index.row()], self.grid.heads[index.column()]
            parts = (row.label, row.note, f"{name} {more}".strip(), figure.text, figure.said)
            return ", ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        """Qt's own call. While a grid is taken in, a head may ask for what the one before had: that is nothing."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        across = orientation == Qt.Orientation.Horizontal
        if section >= len(self.grid.heads if across else self.grid.rows):
            return None
        if across:
            return " ".join(self.grid.heads[section]).strip()
        row = self.grid.rows[section]
        return row.label if row.figures else ": ".join(filter(None, (row.label, row.note)))
