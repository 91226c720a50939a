"""A share as a bar: one segment a case where the cases are few, and a table of such bars by group and gender."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from inspektor.domain.heat import Share
from inspektor.ui.models.results import Figure, Index, Row
from inspektor.ui.style import look
from inspektor.ui.widgets.figure_heads import PAD
from inspektor.ui.widgets.figure_table import FigureDelegate, FigureTable, Shape

MOST_SEGMENTS = 12
_GAP = 2
_WIDE, _NARROW, _LONGEST, _HEIGHT, _ROW = 80, 40, 320, 12, 28
_LEAST_LABEL = 112


def segments(share: Share, width: float) -> list[tuple[float, float, bool]]:
    """Where the pieces of a bar lie: start, width, and whether they are of the part.

    Up to twelve cases are a segment each; more are one piece for the part and one for the rest.
    """
    if not share.whole:
        return []
    if share.whole > MOST_SEGMENTS:
        part = width * share.part / share.whole
        return [(0.0, width, False), (0.0, part, True)] if part else [(0.0, width, False)]
    each = (width + _GAP) / share.whole
    return [(place * each, each - _GAP, place < share.part) for place in range(share.whole)]


def paint_bar(painter: QPainter, box: QRectF, share: Share) -> None:
    """Paint a share into a box."""
    for start, width, of_part in segments(share, box.width()):
        piece = QRectF(box.x() + start, box.y(), width, box.height())
        painter.fillRect(piece, look().color("bar" if of_part else "track"))


class BarTable(FigureTable):
    """Groups as rows; all, and each gender, as columns of a bar with its figure."""

    def __init__(self) -> None:
        self.texts: list[float] = []
        super().__init__("Staplar per grupp och kön", Shape(_ROW, _LEAST_LABEL, fits=True))
        self.columns.left = True
        self.setItemDelegate(_BarDelegate(self))

    def measure(self) -> None:
        """The figures of a column take the same room, so that its bars have the same length."""
        self.texts = [
            max((super(BarTable, self).cell_width(row, column) for row in self.grid.rows), default=0)
            for column in range(len(self.grid.heads))
        ]
        super().measure()

    def cell_width(self, row: Row, column: int) -> float:
        """A figure and the bar before it; those of all cases are the longest."""
        least = look().sizes.px(_NARROW if column else _WIDE)
        return super().cell_width(row, column) + least + look().sizes.px(PAD)


class _BarDelegate(FigureDelegate):
    def content(self, painter: QPainter, box: QRectF, index: Index, figure: Figure, *, over: bool) -> None:
        """The bar at the left, the figure at the right."""
        table, pad, height = self.parent(), look().sizes.px(PAD), look().sizes.px(_HEIGHT)
        if figure.share is not None and isinstance(table, BarTable):
            room = box.width() - 3 * pad - table.texts[index.column()]
            width = min(room, look().sizes.px(_LONGEST))
            paint_bar(painter, QRectF(box.x() + pad, box.center().y() - height / 2, width, height), figure.share)
        super().content(painter, box, index, figure, over=over)
