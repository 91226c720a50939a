"""A page that scrolls is as high as its texts are at its width, and not as high as they could be."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspektor.ui.main_window import MainWindow
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.scrolled import Scrolled
from tests.ui.hand import settle


@pytest.fixture
def page(start: MainWindow) -> QWidget:
    """Ten texts that break where there is no room for them on a line."""
    made = QWidget(start)
    column = QVBoxLayout(made)
    for number in range(10):
        column.addWidget(label(f"Avsnitt {number}: en mening som ryms på en rad i ett brett fönster.", wrap=True))
    return made


@pytest.mark.parametrize("width", [320, 900])
def test_it_scrolls_when_the_texts_have_no_room_and_only_then(start: MainWindow, page: QWidget, width: int) -> None:
    area = Scrolled(page)
    area.setParent(start.centralWidget())
    area.show()
    needed = page.heightForWidth(width)
    area.resize(width, needed)
    settle()
    assert area.verticalScrollBar().maximum() == 0
    area.resize(width, needed - 10)
    settle()
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0
    area.deleteLater()
