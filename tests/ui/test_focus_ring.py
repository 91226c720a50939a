"""The ring around what has the keyboard: after a key, never after a click, and never over anything else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspektor.ui.main_window import MainWindow
from tests.ui.hand import click, press, settle


@pytest.fixture
def area(start: MainWindow) -> QScrollArea:
    """Sixty buttons in an area with room for some of them, in place of the start page."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    for number in range(60):
        tight = QWidget()
        around = QVBoxLayout(tight)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(QPushButton(f"Knapp {number}"))
        column.addWidget(tight)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setWidget(inner)
    start.stack.addWidget(made)
    start.stack.setCurrentWidget(made)
    settle()
    return made


def buttons(area: QScrollArea) -> list[QPushButton]:
    return area.findChildren(QPushButton)


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_the_ring_is_shown_after_a_key_and_not_after_a_click(start: MainWindow, area: QScrollArea) -> None:
    first, second = buttons(area)[:2]
    click(first)
    assert start.ring.isHidden()
    press("Tab")
    assert start.ring.isVisible()
    assert start.ring.geometry() == place(second).adjusted(-4, -4, 4, 4)
    assert start.ring.mask().boundingRect() == start.ring.rect()
    click(second)
    assert start.ring.isHidden()


def test_the_ring_follows_what_is_scrolled_and_stays_within_it(start: MainWindow, area: QScrollArea) -> None:
    buttons(area)[0].setFocus()
    press("Tab")
    assert start.ring.geometry() == place(buttons(area)[1]).adjusted(-4, -4, 4, 4)
    area.verticalScrollBar().setValue(60)
    settle()
    assert start.ring.geometry() == place(buttons(area)[1]).adjusted(-4, -4, 4, 4)
    seen = start.ring.mask().boundingRect().translated(start.ring.pos())
    assert place(area).contains(seen)
    area.verticalScrollBar().setValue(400)
    settle()
    assert not place(area).intersects(place(buttons(area)[1]))
    assert start.ring.isHidden()


def test_the_ring_goes_when_what_it_was_around_is_hidden(start: MainWindow, area: QScrollArea) -> None:
    buttons(area)[0].setFocus()
    press("Tab")
    around = start.ring.geometry()
    area.hide()
    settle()
    assert start.ring.isHidden() or start.ring.geometry() != around
