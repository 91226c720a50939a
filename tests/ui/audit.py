"""Looks at a window or a dialog as it stands, and tells what is wrong with it for a person who uses it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.bars import KeyCap
from inspektor.ui.widgets.case_body import CaseBody
from inspektor.ui.widgets.flow import Elided
from tests.ui.hand import settle
from tests.ui.test_tokens import contrast

_ENGLISH = (
    "apply back cancel close copy cut delete discard edit error file find help left next no open options paste "
    "previous print question quit redo remove reset right save search select settings undo view warning yes "
)
ENGLISH_WORD = re.compile(rf"\b({'|'.join(_ENGLISH.split())})\b", re.IGNORECASE)
_NAMES = re.compile("^Delete:|SIL Open Font License")  # a key and a licence are called that in Swedish too
_INNER = (QComboBox, QAbstractSpinBox, QLineEdit)  # what lies inside these is theirs
_LINE = 40  # pixels: what begins nearer the top than this is on the first line
_MOST_TABS = 200
_SLACK = 1  # pixels, for rounding


def shown(root: QWidget) -> Iterator[QWidget]:
    """Every widget that can be seen, but not the parts that a composed widget is made of."""
    for one in root.findChildren(QWidget):
        inside = any(isinstance(up, _INNER) for up in above(one))
        if one.isVisible() and one.window() is root.window() and not inside and not one.visibleRegion().isEmpty():
            yield one


def above(widget: QWidget) -> Iterator[QWidget]:
    """Its parent, the parent of that, and so on within the window."""
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        yield parent
        parent = None if parent.isWindow() else parent.parentWidget()


def name(widget: QWidget) -> str:
    """What a fault calls a widget."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text or widget.objectName()}".strip()


def reached_by_key(widget: QWidget) -> bool:
    """Whether it is made to be used with the keyboard."""
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def used(root: QWidget) -> list[QWidget]:
    """What one can use: presses, writes in, or goes about in."""
    passive = (QLabel, QScrollBar, QHeaderView, QScrollArea)
    kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QAbstractScrollArea)
    return [
        one
        for one in shown(root)
        if not isinstance(one, passive) and (isinstance(one, kinds) or reached_by_key(one)) and not _part(one)
    ]


def _part(widget: QWidget) -> bool:
    """Whether it is a part that Qt makes a list or a table of."""
    parent = widget.parentWidget()
    viewport = isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget
    return viewport or widget.objectName().startswith("qt_")


def nameless(root: QWidget) -> list[str]:
    """What one can use and a screen reader has no name for."""
    labelled = {one.buddy() for one in root.findChildren(QLabel) if one.buddy() is not None}
    return [name(one) for one in used(root) if not (one.accessibleName() or _own_text(one)) and one not in labelled]


def _own_text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def tab_round(root: QWidget) -> list[QWidget]:
    """What Tab comes to, pressed until it comes back, from the one that is first on the screen."""
    if root.focusWidget() is None:
        root.setFocus()
        QTest.keyClick(root, Qt.Key.Key_Tab)
    met: list[QWidget] = []
    for _ in range(_MOST_TABS):
        at = QApplication.focusWidget()
        if at is None or at in met:
            break
        met.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        settle()
    if not met:
        return met
    first = min(range(len(met)), key=lambda place: (_place(met[place]).top() // _LINE, _place(met[place]).left()))
    return met[first:] + met[:first]


def unreached(root: QWidget, met: list[QWidget]) -> list[str]:
    """What is made for the keyboard and that Tab never comes to."""
    return [name(one) for one in shown(root) if reached_by_key(one) and one not in met and not _part(one)]


def against_the_grain(met: list[QWidget]) -> list[str]:
    """Steps of Tab that go up, or to the left on the same line; to the top of a pane further to the right it may."""
    return [
        f"{name(one)} → {name(other)}"
        for one, other in pairwise(met)
        if _goes_back(_place(one, other), _place(other, one))
    ]


def _goes_back(one: QRect, other: QRect) -> bool:
    up = other.bottom() <= one.top() and other.left() < one.right()
    beside = min(one.bottom(), other.bottom()) - max(one.top(), other.top()) > min(one.height(), other.height()) / 2
    return up or (beside and other.right() <= one.left())


def _place(widget: QWidget, beside: QWidget | None = None) -> QRect:
    """Where a widget lies in its window, as if nothing had been scrolled. What scrolls without the other that it is
    compared with lies where its area does.
    """
    others = [] if beside is None else list(above(beside))
    box = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    for area in above(widget):
        if not isinstance(area, QScrollArea):
            continue
        if beside is not None and area not in others:
            box = QRect(area.mapTo(area.window(), QPoint(0, 0)), area.size())
        else:
            box.translate(area.horizontalScrollBar().value(), area.verticalScrollBar().value())
    return box


def _box(widget: QWidget) -> QRect:
    """Where a widget is seen, in its window."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(widget.window(), seen.topLeft()), seen.size())


def english(root: QWidget) -> list[str]:
    """Texts with English words in them."""
    return [text for one in (root, *shown(root)) for text in texts(one) if ENGLISH_WORD.search(_NAMES.sub("", text))]


def telling(root: QWidget, codes: Collection[str]) -> list[str]:  # noqa: ARG001  (every window is seen, as in task bars)
    """Titles of windows with the code of a case in them: they are seen in task bars and by other programs."""
    titles = [one.windowTitle() for one in QApplication.topLevelWidgets()]
    return [title for title in titles if any(code in title for code in codes)]


def texts(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says by itself; not what people have written."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), plain(widget.toolTip()))
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel):
        yield plain(widget.text())
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        yield from (str(widget.model().headerData(place, widget.orientation())) for place in range(widget.count()))


def plain(text: str) -> str:
    """A text without its markup."""
    if "<" not in text:
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def cut(root: QWidget) -> list[str]:
    """Labels and buttons whose text has not the room that it needs, or that are cut off by what they lie in."""
    faults = []
    for one in shown(root):
        if not isinstance(one, QLabel | QPushButton | KeyCap) or isinstance(one, Elided) or _wordless(one):
            continue
        wanted, wraps = one.sizeHint(), isinstance(one, QLabel) and one.wordWrap()
        if not wraps and wanted.width() > one.width() + _SLACK:
            faults.append(f"{name(one)}: {one.width()} px wide, needs {wanted.width()}")
        high = one.heightForWidth(one.width()) if wraps else wanted.height()
        if high > one.height() + _SLACK:
            faults.append(f"{name(one)}: {one.height()} px high, needs {high}")
        if _beyond(one):
            faults.append(f"{name(one)}: cut off")
    return faults


def _beyond(widget: QWidget) -> bool:
    """Whether a part of it cannot be brought into sight: beyond an edge, or beside an area that does not scroll so."""
    areas = [up for up in above(widget) if isinstance(up, QAbstractScrollArea)]
    if not areas:
        return widget.visibleRegion().boundingRect() != widget.rect()
    room, left = areas[0].viewport().width(), widget.mapTo(areas[0].viewport(), QPoint(0, 0)).x()
    return not areas[0].horizontalScrollBar().isVisible() and (left < 0 or left + widget.width() > room + _SLACK)


def _wordless(widget: QLabel | QPushButton | KeyCap) -> bool:
    if isinstance(widget, KeyCap):
        return False
    return not widget.text() or (isinstance(widget, QPushButton) and widget.property("kind") == "choice")


def overlapping(root: QWidget) -> list[str]:
    """Pairs of texts and controls that lie over each other."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox, QTextEdit, QAbstractSpinBox)
    boxes = [(one, _box(one)) for one in shown(root) if isinstance(one, kinds)]
    return [
        f"{name(one)} and {name(other)}"
        for place, (one, box) in enumerate(boxes)
        for other, beside in boxes[place + 1 :]
        if box.intersects(beside) and one not in above(other) and other not in above(one)
        if _called_for(one) == _called_for(other)
    ]


def _called_for(widget: QWidget) -> bool:
    """Whether it lies in the support that a key lays over the questions, and takes away again."""
    bodies = [one for one in above(widget) if isinstance(one, CaseBody)]
    return bool(bodies) and bodies[0].guidance_over and bodies[0].guidance in above(widget)


def faint(root: QWidget, least: float = 4.5) -> list[str]:
    """Labels, buttons and fields whose text, as it is painted, has too little contrast against its ground."""
    picture = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = picture.devicePixelRatio()
    faults = []
    for one in shown(root):
        words = one.text() if isinstance(one, QLabel | QPushButton) else _hint(one)
        if not words or not one.isEnabled() or one.rect().size() != one.visibleRegion().boundingRect().size():
            continue
        corner = one.mapTo(root, QPoint(0, 0))
        inner = QRect(corner, one.size()).adjusted(4, 4, -4, -4)  # within its border
        found = _contrast(picture, QRect(inner.topLeft() * scale, inner.size() * scale))
        if found < least:
            faults.append(f"{name(one)}: {found:.2f}")
    return faults


def faint_in_either_theme(root: QWidget) -> list[str]:
    """What is too faint in the theme in force, and what is in the other, which stays."""
    before = faint(root)
    look().set_theme(tokens.LIGHT if look().theme.dark else tokens.DARK)
    settle()
    return [*before, *faint(root)]


def _hint(widget: QWidget) -> str:
    """What stands in an empty field."""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.placeholderText() if isinstance(widget, QTextEdit | QPlainTextEdit) else ""


def _contrast(picture: QImage, box: QRect) -> float:
    """The strongest contrast in a part of a picture against its commonest colour."""
    part = picture.copy(box)
    found = Counter(memoryview(part.constBits()).cast("B").cast("I"))
    if not found:
        return 21
    ground = found.most_common(1)[0][0]
    return max(_between(color, ground) for color in found)


@lru_cache(maxsize=100_000)
def _between(one: int, other: int) -> float:
    """Contrast between two pixels."""
    return contrast(f"#{one & 0xFFFFFF:06x}", f"#{other & 0xFFFFFF:06x}")
