"""The outline of the report: its sections, which of them have text, and which wait for some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspektor.ui import tokens
from inspektor.ui.icons import paint_icon
from inspektor.ui.style import look

_SECTION = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Section:
    """A part of the report, how its text stands, and what is to be said of its place (`utelämnad`; mostly nothing)."""

    id: str
    heading: str
    name: str
    level: int
    takes_text: bool
    written: bool
    waits: bool
    place: str = ""
    absent: bool = False

    @property
    def state(self) -> str:
        """How it stands, in words; empty where there is nothing to say."""
        text = "text saknas" if self.waits else "skriven" if self.written else "ingen egen text"
        return ", ".join(filter(None, (self.place, text if self.takes_text else "")))


class Outline(QListView):
    """The parts of the report, each chapter with what is in it. `chosen` is sent with the id of the one that came into
    focus.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Avsnitt")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.sections: tuple[Section, ...] = ()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Line(self))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        look().changed.connect(self.scheduleDelayedItemsLayout)

    def show_sections(self, sections: Sequence[Section], chosen: str) -> None:
        """Show the sections, with one of them chosen (the first, if there is none with that id)."""
        before, self.sections = self.sections, tuple(sections)
        if self.sections != before:
            self._fill()
        self.choose(chosen if chosen in [one.id for one in sections] else sections[0].id)
        if [_place(one) for one in before] != [_place(one) for one in sections]:
            self.executeDelayedItemsLayout()
            self.scrollTo(self.currentIndex())

    def _fill(self) -> None:
        """Tell of every section; where they are those that were there, the list stays where it is."""
        if [item.data(_SECTION).id for item in self._items()] != [one.id for one in self.sections]:
            self.selectionModel().blockSignals(True)
            self._model.clear()
            for _ in self.sections:
                self._model.appendRow(QStandardItem())
            self.selectionModel().blockSignals(False)
        for item, one in zip(self._items(), self.sections, strict=True):
            item.setText(one.heading)
            item.setData(one, _SECTION)
            item.setData(", ".join(filter(None, (one.name, one.state))), Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(": ".join(filter(None, (one.heading, one.state))))

    def _items(self) -> list[QStandardItem]:
        return [self._model.item(row) for row in range(self._model.rowCount())]

    @property
    def current(self) -> str:
        """The id of the chosen section."""
        section = self.currentIndex().data(_SECTION)
        return section.id if isinstance(section, Section) else ""

    def choose(self, section: str) -> None:
        """Choose a section."""
        for row in range(self._model.rowCount()):
            found = self._model.item(row).data(_SECTION)
            if isinstance(found, Section) and found.id == section:
                self.setCurrentIndex(self._model.index(row, 0))

    def step(self, by: int) -> None:
        """To the section before (-1) or after (1) that is in the report and takes text."""
        ids = [one.id for one in self.sections]
        place = ids.index(self.current) + by
        while 0 <= place < len(ids) and (self.sections[place].absent or not self.sections[place].takes_text):
            place += by
        if 0 <= place < len(ids):
            self.choose(ids[place])

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if isinstance(now.data(_SECTION), Section):
            self.chosen.emit(self.current)


def _place(section: Section) -> tuple[str, str, str]:
    """What decides where a section and those after it lie in the list."""
    return section.id, section.heading, section.place


class _Line(QStyledItemDelegate):
    """A title, on as many lines as it needs, and below it what is to be said of its place."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        px, section, view = look().sizes.px, index.data(_SECTION), self.parent()
        if not isinstance(section, Section) or not isinstance(view, Outline):
            return QSize(100, px(tokens.ROW))
        room = self._words(QRectF(0, 0, view.viewport().width(), 100_000), section)
        high = QFontMetricsF(look().font(bold=True)).boundingRect(room, Qt.TextFlag.TextWordWrap, section.heading)
        return QSize(100, max(px(tokens.ROW), round(high.height() + self._below(section)) + px(12)))

    @staticmethod
    def _below(section: Section) -> float:
        """How high the line below the title is."""
        return QFontMetricsF(look().font(look().sizes.small)).height() if section.place else 0

    @staticmethod
    def _words(box: QRectF, section: Section) -> QRectF:
        """Where the words stand."""
        px = look().sizes.px
        warned = look().sizes.icon + 4 if section.waits else 0
        return box.adjusted(px(4 + 12 * section.level), 0, -px(8) - warned, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own call."""
        style, box, section = look(), QRectF(option.rect), index.data(_SECTION)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, style.color("field"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), style.color("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(style.color("accent"))
                painter.drawRect(box.adjusted(4, 1, -2, -2))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, style.color("tint"))
        if isinstance(section, Section):
            self._paint_words(painter, box, section, chosen=chosen)

    def _paint_words(self, painter: QPainter, box: QRectF, section: Section, *, chosen: bool) -> None:
        style, words, below = look(), self._words(box, section), self._below(section)
        if section.waits:
            side = style.sizes.icon
            mark = QRectF(words.right() + 4, box.center().y() - side / 2, side, side)
            paint_icon(painter, mark, "warning", 16, "warn")
        ink = "ink" if (section.written or section.waits or chosen) and not section.absent else "muted"
        pad = style.sizes.px(6) if below else 0
        painter.setPen(style.color(ink))
        painter.setFont(style.font(bold=chosen))
        where = Qt.TextFlag.TextWordWrap | (Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(words.adjusted(0, pad, 0, 0), where, section.heading)
        painter.setPen(style.color("muted"))
        painter.setFont(style.font(style.sizes.small))
        painter.drawText(words.adjusted(0, 0, 0, -pad), Qt.AlignmentFlag.AlignBottom, section.place)
