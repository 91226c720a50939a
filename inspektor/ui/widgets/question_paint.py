"""How a row of questions looks, and how high it is. The row in focus is not painted: the editor lies there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspektor.domain.answers import DONT_KNOW, NO, NOT_APPLICABLE, YES
from inspektor.domain.checklist import Question
from inspektor.ui import tokens
from inspektor.ui.icons import paint_icon
from inspektor.ui.models.questions import ROW, Note, Row
from inspektor.ui.style import look

Index = QModelIndex | QPersistentModelIndex
KEYS = {YES: "J", NO: "N", NOT_APPLICABLE: "X", DONT_KNOW: "V"}
TEXT_X, MARK_X, ANSWERS = 44, 24, 124  # where text begins, where marks are centred, how wide the column of answers is
KEY_WIDTH, KEY_HEIGHT, KEY_STEP = 28, 26, 32
NOTE = 20
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_WRAP = Qt.TextFlag.TextWordWrap


def px(value: float) -> int:
    """A size that follows the text size."""
    return look().sizes.px(value)


def keys_of(question: Question) -> list[tuple[str, str]]:
    """The answers of a yes or no question with their keys, in the order of the keys."""
    if question.type != "ja_nej":
        return []
    return [(KEYS[name], name) for name in (YES, NO, *(one for one in KEYS if one in question.allow))]


def key_boxes(row: Row, box: QRectF) -> list[tuple[str, str, QRectF]]:
    """The keys that an unanswered row shows, with their answers and places."""
    if row.item is None or row.state != "open" or not row.write:
        return []
    x, y = box.right() - tokens.EDGE - px(ANSWERS), box.y() + px(5)
    size = (px(KEY_WIDTH), px(KEY_HEIGHT))
    return [
        (key, name, QRectF(x + place * px(KEY_STEP), y, *size))
        for place, (key, name) in enumerate(keys_of(row.item.question))
    ]


def paint_mark(painter: QPainter, state: str, center: QPointF, *, live: bool = False) -> None:
    """Full disc: answered. Ring: unanswered. Dash: not asked. The shape carries it; the colour only helps."""
    style, radius = look(), px(8) / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "not_asked":
        painter.fillRect(QRectF(center.x() - radius, center.y() - 0.75, 2 * radius, 1.5), style.color("muted"))
    elif state == "answered":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("accent" if live else "edge"))
        painter.drawEllipse(center, radius, radius)
    else:
        painter.setPen(QPen(style.color("accent"), 1.5))
        painter.drawEllipse(center, radius + 0.25, radius + 0.25)


def paint_key(painter: QPainter, box: QRectF, key: str, role: str, edge: str, ground: str = "") -> None:
    """A key in a small box."""
    style = look()
    painter.setPen(QPen(style.color(edge), 1))
    painter.setBrush(style.color(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(style.font(style.sizes.small, bold=True))
    painter.setPen(style.color(role))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


class QuestionDelegate(QStyledItemDelegate):
    """Paints every row but the live one. Heights are remembered: the view asks for all of them whenever one changes."""

    def __init__(self, view: QListView, live: Callable[[], int], live_height: Callable[[], int]) -> None:
        super().__init__(view)
        self._view, self._live, self._live_height = view, live, live_height
        self._heights: dict[int, tuple[Row, int, int]] = {}  # by place: the row, the width, and how high it was then
        self.hovered: tuple[int, str] = (-1, "")
        look().changed.connect(self.forget)

    def forget(self) -> None:
        """Another text size: every height is another."""
        self._heights.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        width = self._view.viewport().width()
        if index.row() == self._live():
            return QSize(width, self._live_height())
        row: Row = index.data(ROW)
        known, at, height = self._heights.get(index.row(), (None, 0, 0))
        if known is not row or at != width:
            height = self._height(row, width)
            self._heights[index.row()] = (row, width, height)
        return QSize(width, height)

    def _height(self, row: Row, width: int) -> int:
        if row.item is None:
            title = _wrapped(row.title, look().font(bold=True), self._text_width(width))
            return max(px(tokens.SECTION_ROW), round(title) + px(24))
        text = _wrapped(row.title, look().font(), self._text_width(width))
        long = px(NOTE) if self._long(row) else 0
        room = width - px(TEXT_X) - tokens.EDGE
        notes = sum(_note_height(note, room) for note in row.notes())
        return max(px(tokens.QUESTION_ROW), round(text) + 2 * px(8)) + long + notes

    @staticmethod
    def _text_width(width: float) -> float:
        return max(width - px(TEXT_X) - px(ANSWERS) - tokens.EDGE - px(24), px(80))

    @staticmethod
    def _long(row: Row) -> bool:
        """Whether an answer is too long for its column, and gets a line of its own."""
        if row.item is None or not row.item.answered:
            return False
        return "\n" in row.item.word or _width(row.item.word, look().font(bold=True)) > px(ANSWERS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        if index.row() == self._live():
            return
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.item is None:
            chosen = row.folded and bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_heading(painter, QRectF(option.rect), row, "field" if chosen else "tint" if hovered else "")
        else:
            self._paint_question(painter, QRectF(option.rect), row, index.row(), hovered=hovered)
        painter.restore()

    def _paint_heading(self, painter: QPainter, box: QRectF, row: Row, ground: str) -> None:
        style, right, side = look(), box.right() - tokens.EDGE, px(16)
        if ground:
            painter.fillRect(box, style.color(ground))
        if ground == "field":
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), style.color("accent"))
        lower = box.adjusted(px(TEXT_X), px(8), 0, 0)
        lower.setWidth(self._text_width(box.width()))
        put(painter, lower, row.title, style.font(bold=True), "ink", cut=False)
        mark = QRectF(box.x() + px(MARK_X) - side / 2, lower.center().y() - side / 2, side, side)
        paint_icon(painter, mark, "chevron_right" if row.folded else "chevron_down", 16, "muted")
        lower.setLeft(right - px(ANSWERS))
        lower.setRight(right)
        put(painter, lower, row.progress, style.font(style.sizes.small), "muted")
        line = QRectF(box.x() + tokens.EDGE, box.bottom() - 1, box.width() - 2 * tokens.EDGE, 1)
        painter.fillRect(line, style.color("line"))

    def _paint_question(self, painter: QPainter, box: QRectF, row: Row, place: int, *, hovered: bool) -> None:
        style, text_width = look(), self._text_width(box.width())
        if hovered:
            painter.fillRect(box, style.color("tint"))
        paint_mark(painter, row.state, QPointF(box.x() + px(MARK_X), box.y() + px(18)))
        top = QRectF(box.x() + px(TEXT_X), box.y() + px(8), text_width, box.height())
        painter.setFont(style.font())
        painter.setPen(style.color("muted" if row.state == "not_asked" else "ink"))
        painter.drawText(top, _WRAP, row.title)
        used = max(px(tokens.QUESTION_ROW) - 2 * px(8), _wrapped(row.title, style.font(), text_width))
        room = box.right() - tokens.EDGE - top.x()
        self._paint_notes(painter, QRectF(top.x(), top.y() + used, room, px(NOTE)), row)
        self._paint_answer(painter, box, row, place)
        if place + 1 != self._live():
            line = QRectF(top.x(), box.bottom() - 1, box.right() - tokens.EDGE - top.x(), 1)
            painter.fillRect(line, style.color("line"))

    def _paint_notes(self, painter: QPainter, line: QRectF, row: Row) -> None:
        style = look()
        if self._long(row) and row.item is not None:
            put(painter, line, row.item.word, style.font(bold=True), "ink")
            line.translate(0, px(NOTE))
        for note in row.notes():
            words = QRectF(line)
            words.setHeight(_note_height(note, line.width()))
            if note.glyph:
                side = px(16)
                square = QRectF(line.x(), line.y() + (line.height() - side) / 2, side, side)
                paint_icon(painter, square, note.glyph, 16, note.role, filled=note.role in ("warn", "err"))
                words.setLeft(line.x() + px(22))
            font = style.font(style.sizes.small, italic=note.italic)
            put(painter, words, note.text, font, note.role, cut=not note.whole)
            line.translate(0, words.height())

    def _paint_answer(self, painter: QPainter, box: QRectF, row: Row, place: int) -> None:
        style = look()
        column = QRectF(box.right() - tokens.EDGE - px(ANSWERS), box.y(), px(ANSWERS), px(tokens.QUESTION_ROW))
        if row.state == "not_asked":
            put(painter, column, "–", style.font(), "muted")
        elif row.state == "answered" and row.item is not None and not self._long(row):
            put(painter, column, row.item.word, style.font(bold=True), "ink")
        elif row.state == "open" and not (keys := key_boxes(row, box)):
            put(painter, column, "Obesvarad", style.font(), "accent" if row.write else "muted")
        elif row.state == "open":
            for key, name, square in keys:
                over = self.hovered == (place, name)
                paint_key(painter, square, key, "accent", "accent" if over else "edge", "tint" if over else "field")


def put(painter: QPainter, box: QRectF, text: str, font: QFont, role: str, *, cut: bool = True) -> None:
    """One line of text, cut where the box ends, or as many lines as it takes."""
    painter.setFont(font)
    painter.setPen(look().color(role))
    if not cut:
        painter.drawText(box, _WRAP | _MIDDLE, text)
        return
    line = QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _MIDDLE, line)


def _note_height(note: Note, width: float) -> int:
    if not note.whole:
        return px(NOTE)
    room = width - (px(22) if note.glyph else 0)
    return max(px(NOTE), round(_wrapped(note.text, look().font(look().sizes.small), room)) + 2)


def _wrapped(text: str, font: QFont, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 100_000), _WRAP, text).height()


def _width(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
