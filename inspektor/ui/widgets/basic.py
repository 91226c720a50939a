"""Labels, buttons and the like with the look and the accessible names that the whole window uses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QSizePolicy, QWidget

from inspektor.ui.icons import icon


def label(text: str, kind: str = "", *, wrap: bool = False) -> QLabel:
    """A text. `kind`: title, heading, muted, note, error or warning."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
    return made


def button(
    text: str, on_click: Callable[[], object], kind: str = "", *, glyph: str = "", name: str = ""
) -> QPushButton:
    """A push button. `kind`: primary, quiet or none; `glyph` an icon's name; `name` the accessible name where it
    differs.
    """
    made = QPushButton(f"\u2009{text}" if glyph else text)
    made.setAccessibleName(name or text.removesuffix(" …"))
    made.setProperty("kind", kind)
    made.setAutoDefault(True)  # Enter presses what has the focus, in a dialog as in the window
    if glyph:
        made.setIcon(icon(glyph, role={"primary": "on_accent", "quiet": "accent"}.get(kind, "ink")))
    made.clicked.connect(lambda: on_click())  # noqa: PLW0108  (drops the state that the signal carries)
    return made


def relabel(one: QPushButton, words: str) -> None:
    """Give a button without an icon other words."""
    one.setText(words)
    one.setAccessibleName(words)


def surface(name: str, parent: QWidget | None = None) -> QFrame:
    """A surface with the ground of its object name: frame, page, side or head."""
    made = QFrame(parent)
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again after a property that it selects on has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.widget() if item else None
        below = item.layout() if item else None
        if inner is not None:
            inner.hide()
            inner.deleteLater()
        elif below is not None:
            empty(below)
