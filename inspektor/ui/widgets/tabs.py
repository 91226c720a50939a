"""The order in which Tab meets widgets, where it is not the order they were made in."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def in_order(*widgets: QWidget) -> None:
    """Let Tab meet the widgets in this order, directly after the first of them."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
