"""A review that is open for reading only: nothing is written in it, every view says so, and all of it can be copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from inspektor.db.store import Store
from inspektor.operations import cases, casework, listing, texts
from inspektor.operations.answers import record_answer, record_note
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.compare import ComparePage
from inspektor.ui.views.report import ReportView
from inspektor.ui.views.results import ResultsView
from inspektor.ui.views.review_case import ReviewCasePage
from inspektor.ui.views.sample import SampleView
from inspektor.ui.views.settle import SettlePage
from inspektor.ui.views.side_by_side import SideBySidePage
from inspektor.ui.widgets.notice import Notice
from tests.support import LEAD, add_frame, add_sample, make_review
from tests.ui.hand import button, press, push, settle, until, write
from tests.ui.test_compare import answer_all
from tests.ui.together import A, B, in_copies

TOLD = "Granskningen är öppen för läsning. "
BODY = "Det här är **viktigt** för den som läser."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A review with a sample and a text, and two files' different answers."""
    made = make_review(tmp_path)
    with Store.open(made, write=True) as store:
        add_sample(store)
        first, second = codes(store)[:2]
        cases.assign(store, [first, second], A, by=LEAD)
        casework.join_case(store, second, B)
        for who, plan in ((A, "ja"), (B, "nej")):
            answer_all(store, second, who, plan)
        texts.set_text(store, "sammanfattning", BODY, by=A)
        record_note(store, first, "plan_finns", A, comment="Planen är från 2019-05-02.")

    def answered(answer: str) -> Callable[[Store], None]:
        return lambda store: record_answer(store, first, "plan_finns", answer, A)

    in_copies(made, answered("ja"), answered("nej"))
    return made


@pytest.fixture
def reading(start: MainWindow, path: Path) -> MainWindow:
    """The window on it, with the bar that told of it put away."""
    return read(start, path)


def read(start: MainWindow, path: Path) -> MainWindow:
    assert start.open_review(path, read_only=True)
    until(lambda: not start._to_build)
    push(start.message, "Stäng")
    return start


def codes(store: Store) -> list[str]:
    return [line.case.code for line in listing.case_lines(store)]


def step(window: MainWindow, name: str, word: str = "") -> QWidget:
    """Go to a step as a view asks for another."""
    window._on_go(name, word)
    settle()
    return window.views[name]


def report(window: MainWindow) -> ReportView:
    found = step(window, "rapport", "sammanfattning")
    assert isinstance(found, ReportView)
    return found


def writable(within: QWidget) -> list[str]:
    """The fields that can be seen and written in."""
    fields: list[QLineEdit | QPlainTextEdit | QSpinBox] = [*within.findChildren(QLineEdit)]
    fields += [*within.findChildren(QPlainTextEdit), *within.findChildren(QSpinBox)]
    return [one.accessibleName() for one in fields if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def notices(within: QWidget) -> list[str]:
    """What the strips in a view say."""
    return [one.text() for one in within.findChildren(Notice) if one.isVisible()]


def test_a_text_of_the_report_is_read_chosen_and_copied_and_not_written_in(reading: MainWindow, path: Path) -> None:
    before, view = path.read_bytes(), report(reading)
    assert view.editor.hasFocus()
    assert notices(view) == [f"{TOLD}Texten kan läsas och kopieras."]
    assert view.editor.accessibleDescription() == "Kan läsas och kopieras, men inte ändras."
    write("Mer.", view.editor)
    press("Backspace Ctrl+B Return Ctrl+V", view.editor)
    assert view.editor.markdown() == BODY
    press("Ctrl+A Ctrl+C", view.editor)
    assert QApplication.clipboard().text() == "Det här är viktigt för den som läser."
    press("Ctrl+Home Shift+Ctrl+Right", view.editor)
    assert view.editor.textCursor().selectedText().strip() == "Det"
    press("Ctrl+Down", view.editor)
    assert (view.editor.markdown(), path.read_bytes()) == ("", before)


@pytest.mark.parametrize("key", ["X", "Backspace", "Ctrl+V"])
def test_one_who_writes_there_all_the_same_is_told_again_why_not(reading: MainWindow, key: str) -> None:
    view = report(reading)
    assert reading.message.told == ""
    press(key, view.editor)
    assert reading.message.told.startswith(TOLD)


@pytest.mark.parametrize("keys", ["F2", "Ctrl+E", "Ctrl+Shift+E", "Alt+Down", "Delete"])
def test_no_key_changes_the_report_or_opens_what_would_be_written_in_it(reading: MainWindow, keys: str) -> None:
    view = report(reading)
    press(keys, view.outline if keys == "Delete" else view.editor)
    assert reading.message.told.startswith(TOLD)
    assert QApplication.activeModalWidget() is None
    assert writable(view) == []
    assert not button(view, "Ordna avsnittet").isEnabled()


def test_it_is_opened_for_more_where_it_says_that_it_is_not(reading: MainWindow, path: Path) -> None:
    view = report(reading)
    push(view, "Öppna för att ändra")
    until(lambda: reading.views)
    again = report(reading)
    write("Mer. ", again.editor)
    again.record()
    with Store.open(path) as store:
        assert texts.bodies(store)["sammanfattning"].count("Mer.") == 1


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Shift+Z"])
def test_nothing_is_undone_or_done_again_and_nothing_is_said_to_be_saved(reading: MainWindow, keys: str) -> None:
    view = report(reading)
    press(keys, view.outline)
    assert reading.message.told.startswith(TOLD)
    assert reading.top.saved.text() == "Öppen för läsning"


def test_a_sentence_is_not_put_into_the_report(reading: MainWindow) -> None:
    view = step(reading, "resultat")
    assert isinstance(view, ResultsView)
    press("Ctrl+E", view.heat)
    assert reading.message.told.startswith(TOLD)
    assert QApplication.activePopupWidget() is None
    assert view.strip.told == ""


@pytest.mark.parametrize("key", ["J", "N", "K", "C", "F"])
def test_a_case_is_not_answered_and_its_comment_can_be_copied(reading: MainWindow, key: str) -> None:
    assert reading.session is not None
    step(reading, "arenden", codes(reading.session.store)[0])
    page = reading.findChild(ReviewCasePage)
    assert page is not None
    press(key)
    assert reading.message.told.startswith(TOLD)
    assert writable(page) == []
    page.head.map.chosen.emit(page.model.row_of("plan_finns"))
    press("Ctrl+Home Shift+End Ctrl+C", page.editor.comment)
    assert QApplication.clipboard().text() == "Planen är från 2019-05-02."


def test_what_differs_is_read_and_not_settled(reading: MainWindow) -> None:
    step(reading, "slaihop", "avgor")
    page = reading.findChild(SettlePage)
    assert page is not None
    assert page.list.hasFocus()
    is_only_read(reading, page)


def test_what_two_have_answered_is_compared_and_not_agreed_on(reading: MainWindow) -> None:
    step(reading, "slaihop", "jamfor")
    page = reading.findChild(ComparePage)
    assert page is not None
    is_only_read(reading, page)


def is_only_read(window: MainWindow, page: SideBySidePage) -> None:
    """The page shows both sides and no form, says why, and says it again to one who tries."""
    assert page.pane.sides.isVisible()
    assert not page.form.isVisible()
    assert notices(page) == [f"{TOLD}Det går att avgöra vad som gäller när den är öppen för att ändra."]
    assert "Ctrl+Enter" not in dict(page.keys())
    for key in ("1", "K", "F"):
        press(key, page.list)
        assert window.message.told.startswith(TOLD)
        push(window.message, "Stäng")
    assert writable(page) == []


def test_a_drawn_sample_is_not_changed(reading: MainWindow) -> None:
    view = step(reading, "urval")
    assert notices(view) == [f"{TOLD}Urvalet kan dras och ändras när den är öppen för att ändra."]
    shown = [one.accessibleName() for one in view.findChildren(QAbstractButton) if one.isVisible()]
    assert shown == ["Spara protokoll", "Till ärendena", "Öppna för att ändra"]


def test_a_list_shows_what_would_be_drawn_and_takes_no_quota(start: MainWindow, tmp_path: Path) -> None:
    made = make_review(tmp_path)
    with Store.open(made, write=True) as store:
        add_frame(store)
    view = step(read(start, made), "urval")
    assert isinstance(view, SampleView)
    table, before = view.form.table, made.read_bytes()
    table.setFocus()
    press("8 Enter")
    assert (writable(view), button(view, "Dra urval").isEnabled()) == ([], False)
    assert table.cells.rowCount() > 1
    assert made.read_bytes() == before


def test_a_review_without_a_list_takes_none(start: MainWindow, tmp_path: Path) -> None:
    view = step(read(start, make_review(tmp_path)), "urval")
    assert not button(view, "Läs in lista").isEnabled()
