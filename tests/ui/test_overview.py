"""Översikt: progress with its cases, what is left with the way there, and what a new review needs first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspektor.db.store import Store
from inspektor.operations import cases, listing, planning
from inspektor.operations.answers import record_answer
from inspektor.ui.dialogs.plan_form import PlanDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.overview import OverviewView
from tests.support import LEAD, add_sample, make_review
from tests.ui.hand import button, dialog, press, push, settle


@pytest.fixture
def drawn(start: MainWindow, tmp_path: Path) -> MainWindow:
    """The window on a review with eight cases, half of them Åke's, one of those begun."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        codes = [line.case.code for line in listing.case_lines(store)]
        cases.assign(store, codes[:4], "Åke", by=LEAD)
        record_answer(store, codes[0], "plan_finns", "nej", "Åke")
    assert start.open_review(path)
    return start


def overview_of(window: MainWindow) -> OverviewView:
    """The view, when it has read the review."""
    settle()
    view = window.views["oversikt"]
    assert isinstance(view, OverviewView)
    return view


def test_a_new_review_says_what_to_do_first_and_goes_there(window: MainWindow) -> None:
    view = overview_of(window)
    assert view.next.isVisible()
    assert not view.left.isVisible()
    push(view, "Läs in lista")
    assert window.stack.currentWidget() is window.views["urval"]


def test_progress_stands_by_unit_and_by_reviewer(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    assert [one.label for one in view.units.progress.rows] == ["Norr", "Söder", "Alla"]
    assert [one.label for one in view.reviewers.progress.rows] == ["Åke", "ingen granskare", "Alla"]
    index = view.reviewers.progress.index
    assert [index(0, column).data() for column in range(1, 5)] == ["4", "3", "1", "0"]
    assert index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "Åke, klara: 0"


def test_a_number_opens_its_cases_with_enter_and_with_a_click(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    behind = view.reviewers.progress.rows[0].codes["all"]
    view.reviewers.setFocus()
    press("Return")
    list_ = drawn.views["arenden"]
    assert drawn.stack.currentWidget() is list_
    list_.go.emit("oversikt", "")
    overview_of(drawn)
    cell = view.units.visualRect(view.units.progress.index(1, 1)).center()
    QTest.mouseClick(view.units.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    settle()
    assert drawn.stack.currentWidget() is list_
    assert len(behind) == 4


def test_what_is_left_leads_to_its_cases(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    texts = [task.text for task in view.left.tasks]
    assert "ärenden är inte påbörjade." in texts
    push(view, "Visa ärendena: 7 ärenden är inte påbörjade.")
    model = drawn.views["arenden"].model  # type: ignore[attr-defined]
    assert model.rowCount() == 7


def test_cases_without_a_reviewer_are_warned_of(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    assert button(view, "Visa ärendena: 4 ärenden har ingen granskare.").isVisible()


def test_a_text_that_is_missing_leads_to_its_section(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    task = next(task for task in view.left.tasks if task.step == "rapport")
    push(view, f"Till rapporten: {task.number} avsnitt i rapporten saknar egen text.")
    assert drawn.stack.currentWidget() is drawn.views["rapport"]


def test_what_the_review_is_about_is_changed_in_a_form_and_undone(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    press("F2")
    form = dialog()
    assert isinstance(form, PlanDialog)
    form.plan.fields["title"].set_text("Ny titel å ä ö")
    form.plan.fields["end"].set_text("i morgon")
    push(form, "Spara")
    assert "datum som finns" in form.plan.fields["end"].beside.text()
    form.plan.fields["end"].set_text("")
    push(form, "Spara")
    assert QApplication.activeModalWidget() is None
    assert planning.plan_of(view.session.store)["title"] == "Ny titel å ä ö"
    assert drawn.top.title.accessibleName().startswith("Ny titel å ä ö")
    drawn.activateWindow()  # what a desktop does when a dialog is closed
    settle()
    press("Ctrl+Z", drawn)
    assert drawn.top.title.accessibleName().startswith("En provgranskning")
    assert drawn.top.note.text() == "Ångrat: granskningens uppgifter"


def test_the_numbers_follow_the_work(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    code = view.reviewers.progress.rows[0].codes["all"][1]
    view.session.do("svar", lambda store: record_answer(store, code, "plan_finns", "nej", "Åke"))
    settle()
    assert view.reviewers.progress.index(0, 3).data() == "2"


def test_focus_stays_on_the_same_task_when_the_numbers_change(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    view.left.buttons[0].setFocus()
    before = view.shown
    view.session.note("svar")
    settle()
    assert view.shown is not before
    assert view.left.buttons[0].hasFocus()


def test_f6_goes_between_the_panes(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    drawn.rail.setFocus()
    met = []
    for _ in range(6):
        press("F6")
        met.append(drawn.focusWidget())
    assert met == [view.change, view.left.buttons[0], view.warnings.buttons[0], view.units, view.reviewers, drawn.rail]


def test_a_narrow_window_has_the_facts_below(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    assert view._side_part.x() > 0
    drawn.resize(900, 800)
    settle()
    assert view._side_part.x() == 0
    assert view._side_part.y() > 0
