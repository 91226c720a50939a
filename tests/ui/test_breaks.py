"""Where there is little room, things go below each other: nothing is squeezed, elided or hidden."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspektor.domain.checklist import Question
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from inspektor.ui.views.case_keys import keys_for
from inspektor.ui.views.report import ReportView
from inspektor.ui.widgets.fact_line import DOT, FactLine
from inspektor.ui.widgets.message_bar import MessageBar
from inspektor.ui.widgets.notice import Notice
from tests.ui.hand import settle

FACTS = ("Norrmalm", "Kvinna, född 1974", "SoL", "Bifall 2025-03-14", "Inte förstagångsbeslut")
TOLD = "Filen är öppen i en annan Inspektor"
WHAT_TO_DO = "Inspektör B, dator K-114. Stäng den där, eller öppna här för att bara läsa."


def shown(part: QWidget, width: int) -> QWidget:
    """A page as wide as that with a part at its top."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(part)
    column.addStretch(1)
    page.resize(width, 700)
    page.show()
    part.show()
    settle()
    return page


def box(widget: QWidget) -> QRect:
    """Where a widget lies on its page."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.usefixtures("first_day")
@pytest.mark.parametrize(("width", "below"), [(1366, False), (480, True)])
def test_what_can_be_done_stands_beside_a_message_or_below_it(width: int, below: bool) -> None:
    bar = MessageBar()
    page = shown(bar, width)
    acts = [(words, bar.hide) for words in ("Öppna för läsning", "Försök igen", "Ta över")]
    bar.tell(TOLD, WHAT_TO_DO, acts, "warn")
    settle()
    words = box(next(one for one in bar.findChildren(QLabel) if one.text() == WHAT_TO_DO))
    assert all((box(one).top() >= words.bottom()) == below for one in bar.buttons)
    assert all(bar.rect().translated(box(bar).topLeft()).contains(box(one)) for one in bar.buttons)
    page.close()
    page.deleteLater()


@pytest.mark.usefixtures("first_day")
@pytest.mark.parametrize(("sentence", "below"), [("9 ärenden bakom siffran", False), (WHAT_TO_DO, True)])
def test_a_button_stands_beside_a_short_sentence_also_where_it_is_narrow(sentence: str, below: bool) -> None:
    strip = Notice()
    page = shown(strip, 480)
    strip.tell("muted", "info", sentence, "Granska som andra granskare")
    settle()
    words = box(next(one for one in strip.findChildren(QLabel) if one.text() == sentence))
    assert (box(strip.action).top() >= words.bottom()) == below
    page.close()
    page.deleteLater()


@pytest.mark.usefixtures("first_day")
@pytest.mark.parametrize("width", [150, 300, 450, 2000])
def test_facts_break_between_two_of_them(width: int) -> None:
    line = FactLine()
    line.show_facts(FACTS)
    found = line.lines(width)
    metrics = QFontMetricsF(look().font())
    assert [fact for one in found for fact in one] == list(FACTS)
    assert all(len(one) == 1 or metrics.horizontalAdvance(DOT.join(one)) <= width for one in found)
    line.deleteLater()


def test_the_outline_gives_a_long_title_more_lines(window: MainWindow) -> None:
    window.rail.choose("rapport")
    settle()
    view = window.views["rapport"]
    assert isinstance(view, ReportView)
    heights = []
    for width in (400, 110):
        view.outline.setFixedWidth(width)
        settle()
        at = [view.outline.model().index(row, 0) for row in range(view.outline.model().rowCount())]
        heights.append(max(view.outline.visualRect(one).height() for one in at))
    assert heights[1] > heights[0]


def test_the_bar_below_shows_the_keys_that_answer_something_in_the_case() -> None:
    yes_no = Question("a", "A?", "ja_nej", allow=("vet_ej",))
    number = Question("b", "B?", "integer", allow=("ej_aktuellt",))
    assert [key for key, _ in keys_for([yes_no], write=True)][:4] == ["J", "N", "V", "K"]
    assert [key for key, _ in keys_for([number], write=True)][:2] == ["X", "K"]
    assert {"J", "N", "V", "K", "C", "F"}.isdisjoint(key for key, _ in keys_for([yes_no], write=False))


@pytest.mark.parametrize(("high", "names"), [(360, True), (260, False)])
def test_every_step_is_seen_in_a_low_rail(window: MainWindow, high: int, names: bool) -> None:
    window.resize(960, 700)
    window.rail.setFixedHeight(high)
    settle()
    last = window.rail.model().index(window.rail.model().rowCount() - 1, 0)
    assert window.rail.room_for_names == names
    assert window.rail.visualRect(last).bottom() < window.rail.viewport().height()
