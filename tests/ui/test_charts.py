"""The charts of the report in Resultat: the same boxes and words, and from every place the way to its cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from inspektor.db.store import Store
from inspektor.domain.charts import board_charts
from inspektor.domain.document import Chart
from inspektor.domain.report_results import checklist_results, gender_results
from inspektor.export.drawing import Box, drawing
from inspektor.operations import answers, counting, listing
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from inspektor.ui.tokens import DARK
from inspektor.ui.views import results as results_view
from inspektor.ui.views.results import ResultsView
from inspektor.ui.widgets.chart_pane import NOTHING
from inspektor.ui.widgets.chart_view import ChartView
from tests.support import CHECKLIST, make_review
from tests.ui.hand import button, focused, press, push, settle
from tests.ui.test_results import copied, fill, pick, shown

SHORT = CHECKLIST.replace(
    'id = "plan_god"\nlabel = "Är planen god?"', 'id = "plan_god"\nshortcoming = "nej"\nlabel = "Är planen god?"'
)


def review(folder: Path, checklist: str = SHORT, units: tuple[str, ...] = ("Norr", "Söder")) -> Path:
    """A review of some units with twelve cases each, and two questions that have a shortcoming."""
    path = make_review(folder, checklist=checklist)
    with Store.open(path, write=True) as store:
        fill(store, units)
    return path


@pytest.fixture
def view(start: MainWindow, tmp_path: Path) -> ResultsView:
    """The charts of its results, with the keyboard at the first place."""
    found = shown(start, review(tmp_path))
    found.heat.setFocus()
    press("Ctrl+D")
    return found


def seen(view: ResultsView) -> list[ChartView]:
    """The charts that are shown."""
    return [one for one in view.charts.views if one.isVisibleTo(view.charts)]


def names(view: ResultsView) -> list[str]:
    return [one.accessibleName() for one in seen(view)]


def spoken(charts: list[Chart]) -> list[str]:
    return [f"{chart.caption}. {chart.alt}" for chart in charts]


def test_the_charts_are_those_of_the_report_and_are_told_in_its_words(view: ResultsView) -> None:
    material = counting.material(view.session.store)
    found = (block for one in material.checklists for block in checklist_results(material, one, {}))
    report = [*found, *gender_results(material, {})]
    assert names(view) == spoken([block for block in report if isinstance(block, Chart)])
    assert [one.figures.grid.table.caption for one in seen(view)] == [name.split(". ")[0] for name in names(view)]
    assert not view.heat.isVisible()


def test_what_is_painted_is_the_drawing_of_the_report_at_another_width(view: ResultsView) -> None:
    assert view.board is not None
    for chart, one in zip(board_charts(view.board), seen(view), strict=True):
        assert one.made == drawing(chart, (one.viewport().width() - 4) / one.scale)
        assert round(8 * one.scale) == look().sizes.small


def test_a_bar_is_painted_in_the_themes_colour(view: ResultsView) -> None:
    chart = next(one for one in seen(view) if one.made and "Stapeldiagram" in one.accessibleName())
    assert chart.made is not None
    bar = next(one for one in chart.made.shapes if isinstance(one, Box) and one.colour == "084D5C" and one.y < 60)
    place = chart._box(bar).center().toPoint()
    assert chart.viewport().grab().toImage().pixelColor(place) == QColor(look().theme.series[0])
    look().set_theme(DARK)
    settle()
    assert chart.viewport().grab().toImage().pixelColor(place) == QColor(DARK.series[0])


def test_the_keyboard_goes_from_place_to_place_and_the_question_follows(view: ResultsView) -> None:
    grid = seen(view)[0]
    assert grid.hasFocus()
    assert view.pane.title.text() == "Finns en plan?"
    press("Down Right")
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)
    assert view.pane.title.text() == "Är planen god?"
    press("Home Left")
    assert grid.currentIndex().column() == 0
    press("End")
    assert grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Är planen god?, Total, ")


def test_the_keyboard_goes_on_from_chart_to_chart_and_back_and_stops_at_the_ends(view: ResultsView) -> None:
    first, second = seen(view)[:2]
    press("Down Down")
    assert second.hasFocus()
    assert second.currentIndex().row() == 0
    press("Up")
    assert first.hasFocus()
    assert first.currentIndex().row() == 1
    press("Up Up Up")
    assert first.hasFocus()
    press("Down " * 40)
    last = seen(view)[-1]
    assert last.hasFocus()
    place = last.viewport().mapTo(view.charts.viewport(), last.visualRect(last.currentIndex()).center())
    assert view.charts.viewport().rect().contains(place)


def test_tab_goes_from_the_last_button_through_the_charts_to_the_question(view: ResultsView) -> None:
    charts = seen(view)
    button(view, "Visa översikten").setFocus()
    for one in charts:
        press("Tab")
        assert one.hasFocus()
    press("Tab")
    assert focused().accessibleName() == "Kopiera tabell"


def test_the_space_bar_goes_to_the_question_and_escape_back_to_the_chart(view: ResultsView) -> None:
    press("Down Down Space")
    assert view.pane.table.hasFocus()
    press("Esc")
    assert seen(view)[1].hasFocus()


def test_enter_and_a_click_open_the_cases_behind_a_place_and_one_comes_back_to_it(view: ResultsView) -> None:
    asked: list[tuple[str, str]] = []
    view.go.connect(lambda step, word: asked.append((step, word)))
    grid = seen(view)[0]
    wanted = f"{','.join(grid.figures.grid.rows[0].figures[1].cases)}\nplan_finns"
    press("Right Return")
    assert asked == [("arenden", wanted)]
    press("Alt+Left")
    assert grid.hasFocus()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.figures.index(0, 1)).center())
    settle()
    assert asked == [("arenden", wanted)] * 2


def test_a_place_without_cases_says_so_and_opens_nothing(view: ResultsView) -> None:
    grid = next(one for one in seen(view) for row in one.figures.grid.rows for cell in row.figures if not cell.cases)
    rows = grid.figures.grid.rows
    at = next((r, c) for r, row in enumerate(rows) for c, cell in enumerate(row.figures) if not cell.cases)
    grid.setFocus()
    grid.go_to(*at)
    press("Return")
    assert view.head.note.whole() == "Det finns inga ärenden bakom talet."


def test_the_charts_follow_what_is_counted_and_by_what(view: ResultsView) -> None:
    pick(view.filters.grouping, "Per kön")
    assert view.board is not None
    assert names(view) == spoken(list(board_charts(view.board)))
    assert all("kvinnor och män" in name for name in names(view))
    pick(view.filters.grouping, "Mot en annan fråga")
    pick(view.filters.against, "Vilket slag?")
    assert names(view)[0].startswith(
        "Provchecklista: ärenden med brist mot ”Vilket slag?”. Rutnät med 2 frågor och 3 gru"
    )
    pick(view.filters.grouping, "Per enhet")
    code = listing.case_lines(view.session.store)[-1].case.code
    before = seen(view)[0].figures.grid.rows[0].figures[-1].text
    view.session.do("svar", lambda store: answers.record_answer(store, code, "plan_finns", "nej", "Inspektör A"))
    settle()
    assert seen(view)[0].figures.grid.rows[0].figures[-1].text != before


def test_a_charts_figures_can_be_copied_as_a_table(view: ResultsView) -> None:
    press("Ctrl+C")
    rich, plain = copied()
    assert rich == plain
    assert rich[0] == ["", "Norr", "Söder", "Total"]
    assert [row[1:] for row in rich[1:]] == [
        [cell.text for cell in row.figures] for row in seen(view)[0].figures.grid.rows
    ]


def test_where_there_is_nothing_to_compare_it_is_said(start: MainWindow, tmp_path: Path) -> None:
    view = shown(start, review(tmp_path, CHECKLIST.replace('shortcoming = "nej"', "")))
    push(view, "Visa diagram")
    assert seen(view) == []
    assert any(one.text() == NOTHING and one.isVisible() for one in view.charts.findChildren(QLabel))
    push(view, "Visa översikten")
    assert view.heat.hasFocus()


def test_a_chart_that_needs_more_room_scrolls_sideways(start: MainWindow, tmp_path: Path) -> None:
    units = tuple(f"Stadsdel {number:02d}" for number in range(1, 26))
    view = shown(start, review(tmp_path, units=units))
    push(view, "Visa diagram")
    grid = seen(view)[0]
    texts = {cell.text for row in grid.figures.grid.rows for cell in row.figures}
    assert grid.made is not None
    assert texts <= {one.text for one in grid.made.shapes if not isinstance(one, Box)}  # all say their figures
    assert grid.horizontalScrollBar().maximum() > 0
    press("End")
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    press("Home")
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))


def test_a_chart_grows_with_the_text(view: ResultsView) -> None:
    high = seen(view)[1].height()
    look().set_text_size(200)
    settle()
    assert seen(view)[1].height() > 1.5 * high


def test_the_charts_of_many_cases_are_worked_out_in_the_background(
    start: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_view, "MANY", 1)
    view = shown(start, review(tmp_path))
    push(view, "Visa diagram")
    assert view.board is not None
    assert names(view) == spoken(list(board_charts(view.board)))
