"""The order in which the keyboard meets widgets and panes, where it is not the order they were made in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_ENTRANCE = "entrance"


def in_order(*widgets: QWidget) -> None:
    """Let Tab meet the widgets in this order, directly after the first of them."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def go_on(panes: Sequence[QWidget], by: int) -> None:
    """Give the keyboard to the pane after (1) or before (-1) the one that has it, past those with nothing to use."""
    focused = QApplication.focusWidget()
    doors = [(pane, door) for pane in panes if (door := entrance(pane)) is not None]
    here = [
        place for place, (pane, _) in enumerate(doors) if focused and (pane is focused or pane.isAncestorOf(focused))
    ]
    if doors:
        at = here[-1] if here else min(0, -by)
        door = doors[(at + by) % len(doors)][1]
        door.setFocus(Qt.FocusReason.TabFocusReason)
        _bring_into_view(door)


def lead_in(pane: QWidget, widget: QWidget) -> None:
    """Let the keyboard come into a pane at one of its widgets. (A focus proxy would change the order of Tab too.)"""
    pane.setProperty(_ENTRANCE, widget)


def entrance(pane: QWidget) -> QWidget | None:
    """Where the keyboard comes into a pane: the pane itself, what stands for it, or the first that can be used in it.
    None when nothing can.
    """
    for one in (pane, pane.property(_ENTRANCE)):
        if isinstance(one, QWidget) and _usable(one):
            return one
    inside = [one for one in pane.findChildren(QWidget) if _usable(one)]
    return min(inside, key=lambda one: _middle(one, pane), default=None)


def _bring_into_view(widget: QWidget) -> None:
    up = widget.parentWidget()
    while up is not None:
        if isinstance(up, QScrollArea):
            up.ensureWidgetVisible(widget)
        up = up.parentWidget()


def _usable(widget: QWidget) -> bool:
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(reached) and widget.isVisible() and widget.isEnabled()


def _middle(widget: QWidget, pane: QWidget) -> tuple[int, int]:
    place = widget.mapTo(pane, widget.rect().center())
    return place.y(), place.x()
