"""A table of the PDF: cells, rules, where it may be divided, and what each cell is to those who have it read out."""

from __future__ import annotations

from typing import Any, Literal

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import CondPageBreak, Paragraph, Table
from reportlab.platypus.tables import CellStyle

from inspektor.domain.document import Cell
from inspektor.export import look, pdf_styles, pdf_tags
from inspektor.export.fonts import printable, register, text_width
from inspektor.export.pdf_tags import Element
from inspektor.export.tables import Part


def table(part: Part, whole: Element) -> Any:
    """One part of a table; its header row is repeated on every page. Wrapped, so that its row heights are known."""
    register()
    widths = [share * look.TEXT_WIDTH for share in part.widths]
    cell = [pdf_styles.CELL_FIGURE if right else pdf_styles.CELL for right in part.figures]
    leading = [pdf_styles.CELL_LINK, *cell[1:]]
    head = [pdf_styles.HEAD_FIGURE if right else pdf_styles.HEAD for right in part.figures]
    data = [_row(part.header, widths, head)]
    data += [_row([value.text for value in row], widths, leading if row[0].link else cell) for row in part.rows]
    repeated = part.rows and part.height(part.header) <= look.TALL_ROW
    line = look.TABLE_LEADING + 2 * look.CELL_TOP
    cells: Any = _Cells(whole, [row[0] for row in part.rows])
    plain, linked = ([_cell_style(one, "TOP") for one in styles] for styles in (cell, leading))
    made = ReportTable(
        data,
        colWidths=widths,
        rowHeights=[line if all(isinstance(one, str) for one in row) else None for row in data],
        repeatRows=1 if repeated else 0,
        cellStyles=[
            [_cell_style(one, "BOTTOM") for one in head],
            *[linked if row[0].link else plain for row in part.rows],
        ],
        style=_rules(),
        hAlign="LEFT",
        renderCB=cells,
    )
    made.wrap(look.TEXT_WIDTH, look.TEXT_HEIGHT)
    return made


def row_heights(made: Any) -> list[float]:
    """How tall the rows of a table are, the header row first."""
    return list(made._rowHeights)


class ReportTable(Table):
    """A table whose last row, if it is low, takes the one before it along to the next page. So it does where only the
    notes below it, `reserve` points tall, have no room.
    """

    canv: Any
    _curcellstyle: Any
    reserve = 0.0
    broken = False  # whether it goes on in the middle of a row

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The room it takes; too much where the table fits and its notes do not, so that it is divided."""
        wide, tall = super().wrap(width, height)
        return (wide, tall + self.reserve) if tall <= height < tall + self.reserve else (wide, tall)

    def split(self, width: float, height: float) -> list[Any]:
        """The table in two, the second with the reserve; whole where that cannot be. Only a very tall row is broken; it
        begins where the one before it ends, so that the header row does not come twice on a page.
        """
        reserve, self.reserve = self.reserve, 0.0
        rows = row_heights(self)
        parts: list[Any] = []
        low = rows[-1] <= look.LOW_ROW
        if (reserve and sum(rows) <= height) or (low and sum(rows[:-1]) <= height):
            self.splitByRow, self.splitInRow = 1, 0
            parts = super().split(width, sum(rows[:-2]) + 0.1)
            parts[1:1] = [CondPageBreak(look.TEXT_HEIGHT - 1)] if len(parts) > 1 else []
        if not parts:
            self.splitInRow = int(_breaks(rows, height))
            self.splitByRow = 1 - self.splitInRow
            parts = super().split(width, height)
        if len(parts) > 1:
            begun: Any = parts[0]
            last: Any = parts[-1]
            last.reserve = reserve
            last.broken = len(row_heights(begun)) + len(row_heights(last)) - self.repeatRows > len(rows)
            begun.broken = self.broken
        return parts

    def _drawCell(self, cell: Any, style: Any, place: tuple[float, float], size: tuple[float, float]) -> None:  # noqa: N802
        """Draw what stands in a cell; a string the short way, since a report has thousands of them."""
        if not isinstance(cell, str):
            super()._drawCell(cell, style, place, size)  # type: ignore[misc]
            return
        if self._curcellstyle is None or self._curcellstyle.color is not style.color:
            self.canv.setFillColor(style.color)
        self._curcellstyle = style
        font, points, (x, y), (width, height) = style.fontname, style.fontsize, place, size
        left = style.alignment == "LEFT"
        x += style.leftPadding if left else width - style.rightPadding - text_width(cell, font, points)
        top = style.valign == "TOP"
        y += height - style.topPadding - points if top else style.bottomPadding + style.leading - points
        self.canv.words(x, y, cell, font, points)


def _breaks(rows: list[float], height: float) -> bool:
    """Whether the first row that the room is too low for is broken: a very tall one, where some lines of it fit."""
    for row in rows:
        if row > height:
            return row > look.TALL_ROW and height > look.LOW_ROW
        height -= row
    return False


class _Cells:
    """Tells what the cells of one table are as reportlab draws them, in parts over as many pages as they take."""

    def __init__(self, whole: Element, labels: list[Cell]) -> None:
        self._body = Element("TBody", whole)
        self._head = Element("THead", whole) if labels else self._body  # a head without a body is not allowed
        self._labels = iter(labels)  # what the rows to come are called
        self._label = Cell("")
        self._link = Element("Link")
        self._row: list[Element] = []  # the cells of the row that is being drawn, or was the last
        self._old_rows = 0  # how many header rows are drawn once more, as decoration

    def __call__(self, part: Any, event: str, row: int = 0, column: int = 0, *where: Any) -> None:
        """What reportlab is about to draw of a part of the table."""
        tags = part.canv.tags
        if event == "startCell":
            if row >= self._old_rows:
                self._cell(part.canv, column, *where[2:])
        elif event == "startRow":
            if row > self._old_rows or (row == self._old_rows and not part.broken):
                self._row = self._new_row(part._ncols)
        elif event in ("startBG", "startLines"):
            self._old_rows = part.repeatRows if self._row else 0
            tags.artifact()
        elif event == "endTable":
            tags.rest()

    def _cell(self, canvas: Any, column: int, place: tuple[float, float], size: tuple[float, float]) -> None:
        if column or not self._label.link:
            canvas.tags.mark(self._row[column])
            return
        (left, bottom), (width, height) = place, size
        canvas.mark_place(self._label.anchor, bottom + height)
        area = (left, bottom, left + width, bottom + height)
        canvas.tags.link(self._link, printable(self._label.text), self._label.link, area)
        canvas.tags.mark(self._link)

    def _new_row(self, columns: int) -> list[Element]:
        if not self._row:
            row = Element("TR", self._head)
            return [Element("TH", row, pdf_tags.COLUMN_HEAD) for _ in range(columns)]
        row = Element("TR", self._body)
        head = Element("TH", row, pdf_tags.ROW_HEAD)
        self._label, self._link = next(self._labels), Element("Link", head)
        return [head, *[Element("TD", row) for _ in range(columns - 1)]]


def _row(texts: Any, widths: list[float], styles: list[Any]) -> list[Any]:
    return [_cell(text, width, style) for text, width, style in zip(texts, widths, styles, strict=True)]


def _cell(text: str, width: float, style: Any) -> Any:
    """Text that fits one line as it is, which is quick; a paragraph where it must be divided."""
    text = printable(text)
    if "\n" not in text and text_width(text, style.fontName, style.fontSize) <= width - 2 * look.CELL_SIDE:
        return text
    return Paragraph(pdf_styles.plain_markup(text), style)


def _cell_style(text: Any, side: Literal["TOP", "BOTTOM"]) -> Any:
    """How a cell with text of a style looks; the text stands at the top or the bottom (`side`) of its row."""
    style = CellStyle(text.name)
    style.fontname, style.fontsize, style.leading = text.fontName, text.fontSize, text.leading
    style.color = text.textColor
    style.leftPadding = style.rightPadding = look.CELL_SIDE
    style.topPadding = style.bottomPadding = look.CELL_TOP
    style.valign = side
    style.alignment = "RIGHT" if text.alignment == TA_RIGHT else "LEFT"
    return style


def _rules() -> list[tuple[Any, ...]]:
    """The ground of the header row and the rules between the rows."""
    rows, head = ((0, 1), (-1, -1)), ((0, 0), (-1, 0))
    hairline, rule = (0.5, pdf_styles.colour(look.HAIRLINE)), (0.75, pdf_styles.colour(look.RULE))
    return [
        ("BACKGROUND", *head, pdf_styles.colour(look.HEAD_GROUND)),
        ("LINEBELOW", *rows, *hairline),
        ("LINEABOVE", *head, *rule),
        ("LINEBELOW", *head, *rule),
        ("LINEBELOW", (0, -1), (-1, -1), *rule),
    ]
