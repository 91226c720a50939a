"""The order in which the keyboard meets widgets and panes, where it is not the order they were made in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def in_order(*widgets: QWidget) -> None:
    """Let Tab meet the widgets in this order, directly after the first of them."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def go_on(panes: Sequence[QWidget], by: int) -> None:
    """Give the keyboard to the pane after (1) or before (-1) the one that has it."""
    focused = QApplication.focusWidget()
    here = [place for place, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))]
    panes[((here[-1] if here else 0) + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
