"""Översikt: progress with its cases, what is left with the way there, and what a new review needs first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from inspektor.db.store import Store
from inspektor.operations import cases, listing, planning, reviews
from inspektor.operations.answers import record_answer
from inspektor.ui.dialogs.new_version import NewVersionDialog
from inspektor.ui.dialogs.plan_form import PlanDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.overview import OverviewView
from inspektor.ui.views.review_case import ReviewCasePage
from tests.support import CHECKLIST, LEAD, add_sample, make_review, write
from tests.ui.hand import button, dialog, focused, press, push, settle, until


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
    for _ in range(7):
        press("F6")
        met.append(drawn.focusWidget())
    tables = (view.units, view.reviewers)
    assert met == [view.change, view.left.buttons[0], view.warnings.buttons[0], *tables, view.version, drawn.rail]


def test_a_narrow_window_has_the_facts_below(drawn: MainWindow) -> None:
    view = overview_of(drawn)
    assert view._side_part.x() > 0
    drawn.resize(900, 800)
    settle()
    assert view._side_part.x() == 0
    assert view._side_part.y() > 0


def newer(tmp_path: Path, version: str = "2") -> Path:
    """The checklist with the first question of another type."""
    first = 'label = "Finns en plan?"\ntype = "ja_nej"\nallow = ["ej_aktuellt", "vet_ej"]'
    other = 'label = "Hur många planer?"\ntype = "integer"\nallow = ["ej_aktuellt"]'
    text = CHECKLIST.replace('version = "1"', f'version = "{version}"').replace(first, other)
    text = text.replace('shortcoming = "nej"\n', "", 1).replace("relevant = \"${plan_finns} = 'ja'\"\n", "")
    return write(tmp_path / f"ny {version}.toml", text)


def new_version_of(view: OverviewView) -> NewVersionDialog:
    push(view, "Ny version av en checklista")
    found = dialog()
    assert isinstance(found, NewVersionDialog)
    return found


def test_a_newer_version_of_a_checklist_is_taken_up_after_it_is_told_what_it_brings(
    drawn: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = overview_of(drawn)
    asked = new_version_of(view)
    assert not asked.ok.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(newer(tmp_path)), ""))
    push(asked, "Välj fil")
    assert asked.which.text() == "Provchecklista: från version 1 till 2"
    told = [one.text() for one in asked.what.findChildren(QLabel)]
    assert told == [
        "Ändrade",
        "Hur många planer?\nÄr planen god?",
        "Svar",
        "0 gäller som förut, 1 hör till den äldre versionen",
    ]
    assert focused() is asked.ok
    push(asked, "Ta upp versionen")
    until(lambda: QApplication.activeModalWidget() is None)
    with Store.open(view.session.path) as store:
        assert reviews.checklists(store)[0].version == "2"
        code = next(line.case.code for line in listing.case_lines(store) if line.case.reviewer == "Åke")
    view.session.who = "Åke"
    drawn._on_go("arenden", code)
    page = drawn.findChild(ReviewCasePage)
    assert page is not None
    until(page.isVisible)
    assert [row.title for row in page.model.rows][-2:] == ["Ur en äldre version av checklistan", "Finns en plan?"]
    assert "Hör till version 1 av checklistan." in page.model.rows[-1].spoken()


def test_a_version_that_cannot_be_taken_up_is_told_of_in_the_dialog(drawn: MainWindow, tmp_path: Path) -> None:
    asked = new_version_of(overview_of(drawn))
    asked.choose_file(newer(tmp_path, "1"))
    assert asked.wrong.text().startswith("Granskningen har redan checklistan prov 1 med ett annat innehåll")
    assert not asked.ok.isEnabled()
    asked.reject()
