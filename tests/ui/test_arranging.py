"""Rapport in the window: the parts moved, renamed, left out and joined by keys, from the outline and from the menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspektor.db import queries
from inspektor.domain.version import INTERNAL
from inspektor.operations import disposition
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from inspektor.ui.views.report import ReportView
from tests.ui.hand import choose, focused, menu, press, push, settle, until, write

KNOWLEDGE, EFFECT = "analys.kunskapsbaserad_verksamhet", "analys.effektivitet"


@pytest.fixture
def view(window: MainWindow) -> ReportView:
    """The step Rapport, with the keyboard in the outline."""
    window.rail.choose("rapport")
    settle()
    found = window.views["rapport"]
    assert isinstance(found, ReportView)
    found.outline.setFocus()
    return found


def shown(view: ReportView) -> list[str]:
    """The parts in the outline."""
    return [one.id for one in view.outline.sections]


def go_to(view: ReportView, part: str) -> None:
    """Come to a part with the arrows."""
    press("Home " + "Down " * shown(view).index(part))
    assert view.section == part


def row_of(view: ReportView, part: str) -> str:
    """What a person who cannot see it hears of a part."""
    index = view.outline.model().index(shown(view).index(part), 0)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_part_is_moved_with_alt_and_the_arrows_and_stays_in_focus(window: MainWindow, view: ReportView) -> None:
    go_to(view, "syfte")
    press("Alt+Up")
    assert shown(view)[:2] == ["sammanfattning", "syfte"]
    assert (view.section, focused()) == ("syfte", view.outline)
    press("Alt+Up Alt+Up")
    assert shown(view)[0] == "syfte"
    press("Alt+Down")
    assert shown(view)[:2] == ["sammanfattning", "syfte"]
    press("Ctrl+Z Ctrl+Z Ctrl+Z", view.outline)
    assert shown(view) == [one.id for one in disposition.lines(view.session.store, INTERNAL)]
    assert shown(view)[:3] == ["sammanfattning", "inledning", "uppdrag"]
    assert window.message.isHidden()


def test_a_part_gets_another_heading_with_f2(view: ReportView) -> None:
    go_to(view, "syfte")
    press("F2")
    assert focused() is view.arranging.field
    assert view.arranging.field.accessibleName() == "Rubrik"
    write("Varför vi går igenom åtgärder")
    press("Return")
    assert view.arranging.heading.text() == "Varför vi går igenom åtgärder"
    assert view.arranging.heading.isVisible()
    assert focused() is view.outline
    assert row_of(view, "syfte").startswith("Varför vi går igenom åtgärder")
    until(lambda: "Varför vi går igenom åtgärder" in view.preview._headings)
    press("F2")
    write("Ångrat")
    press("Escape")
    assert view.arranging.heading.text() == "Varför vi går igenom åtgärder"
    assert focused() is view.outline


def test_a_heading_that_is_being_written_is_put_away_when_one_goes_on(view: ReportView) -> None:
    go_to(view, "syfte")
    press("F2 F2")
    write("Halvvägs")
    press("Ctrl+Down", view.outline)
    assert view.section == "metod"
    assert not view.arranging.field.isVisible()
    assert view.arranging.heading.isVisible()
    assert focused() is view.outline
    assert queries.disposition(view.session.store) == {}


def test_a_heading_that_cannot_be_is_told_and_stays_to_be_mended(window: MainWindow, view: ReportView) -> None:
    go_to(view, "syfte")
    press("F2")
    write("Hen har 19840312-9987")
    press("Return")
    assert window.message.isVisible()
    assert "personnummer" in window.message.told
    assert view.arranging.field.text() == "Hen har 19840312-9987"
    press("Ctrl+A")
    write("Varför")
    press("Return")
    assert window.message.isHidden()
    assert view.arranging.heading.text() == "Varför"


def test_the_programs_own_heading_is_taken_back_from_the_menu(view: ReportView) -> None:
    go_to(view, "bilaga_svar")
    press("F2")
    assert view.arranging.field.text() == "Alla svar och ärendena bakom dem"
    write("Svaren")
    press("Return")
    assert view.arranging.heading.text() == "Bilaga 3. Svaren"
    push(view, "Ordna avsnittet")
    choose("Ta tillbaka rubriken")
    assert view.arranging.heading.text() == "Bilaga 3. Alla svar och ärendena bakom dem"


def test_a_part_is_left_out_with_delete_and_taken_in_again(view: ReportView) -> None:
    go_to(view, "uppdrag")
    view.editor.setFocus()
    write("Uppdraget är vårt.", view.editor)
    view.outline.setFocus()
    press("Delete")
    assert row_of(view, "uppdrag") == "Uppdraget, utelämnad, skriven"
    assert view._told.text().startswith("Utelämnat ur rapporten; det som är skrivet finns kvar.")
    assert view.editor.toPlainText() == "Uppdraget är vårt."
    until(lambda: "Uppdraget" not in view.preview._headings)
    assert queries.texts(view.session.store) == {"uppdrag": "Uppdraget är vårt."}
    press("Delete")
    assert row_of(view, "uppdrag") == "Uppdraget, skriven"
    until(lambda: "Uppdraget" in view.preview._headings)


def test_what_is_in_a_chapter_that_is_left_out_says_so(view: ReportView) -> None:
    go_to(view, "inledning")
    press("Delete")
    assert row_of(view, "inledning") == "Inledning, utelämnad"
    assert row_of(view, "uppdrag") == "Uppdraget, kapitlet är utelämnat, ingen egen text"
    assert view._waiting.text() == "4 avsnitt väntar på text"


def test_delete_in_the_text_takes_away_a_letter_and_no_section(view: ReportView) -> None:
    go_to(view, "uppdrag")
    view.editor.setFocus()
    write("Aa", view.editor)
    press("Home Delete", view.editor)
    assert view.editor.toPlainText() == "a"
    assert queries.disposition(view.session.store) == {}


def test_quality_areas_are_joined_and_split_from_the_menu(view: ReportView) -> None:
    go_to(view, EFFECT)
    push(view, "Ordna avsnittet")
    choose("Förena med", "Kunskapsbaserad verksamhet")
    assert row_of(view, KNOWLEDGE).startswith("Analys: Kunskapsbaserad verksamhet och effektivitet")
    assert row_of(view, EFFECT) == "Kunskapsbaserad verksamhet och effektivitet: Effektivitet, förenad, ingen egen text"
    assert view._told.text().startswith("Din text står under den gemensamma rubriken")
    assert view.outline.viewport().rect().contains(view.outline.visualRect(view.outline.currentIndex()))
    view.outline.setFocus()
    press("Delete F2 Alt+Up")
    assert (focused(), row_of(view, EFFECT).count("utelämnad")) == (view.outline, 0)
    push(view, "Ordna avsnittet")
    choose("Dela upp")
    assert row_of(view, EFFECT) == "Analys: Effektivitet, ingen egen text"


def test_the_menu_has_only_what_can_be_done(view: ReportView) -> None:
    go_to(view, "sammanfattning")
    push(view, "Ordna avsnittet")
    can = {action.text().partition("\t")[0]: action.isEnabled() for action in menu().actions()}
    assert can == {"Flytta upp": False, "Flytta ned": True, "Byt rubrik …": True, "Utelämna ur rapporten": True}
    choose("Flytta ned")
    assert shown(view)[-1] == "bilaga_svar"
    assert shown(view).index("sammanfattning") == 4


def test_the_menu_opens_at_a_part_with_the_other_mouse_button_and_with_its_key(view: ReportView) -> None:
    place = view.outline.visualRect(view.outline.model().index(2, 0)).center()
    QTest.mouseClick(view.outline.viewport(), Qt.MouseButton.RightButton, pos=place)
    spot = view.outline.viewport().mapToGlobal(place)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(view.outline.viewport(), QContextMenuEvent(reason, place, spot))
        settle()
        assert view.section == "uppdrag"
        choose("Flytta ned" if reason == QContextMenuEvent.Reason.Mouse else "Flytta upp")
    assert shown(view)[1:4] == ["inledning", "uppdrag", "lagstiftning"]


def test_a_part_that_writes_itself_has_no_editor_and_the_keys_pass_it(view: ReportView) -> None:
    go_to(view, "lagstiftning")
    assert not view.editor.isVisible()
    assert view._told.text() == "Avsnittet skrivs av sig självt: den lag som gäller för de granskade besluten."
    press("Ctrl+E Ctrl+Shift+E")
    assert QApplication.activeModalWidget() is None
    assert "Ctrl+E" not in dict(view.keys())
    press("Ctrl+Down")
    assert (view.section, view.editor.isVisible()) == ("syfte", True)
    assert "Ctrl+E" in dict(view.keys())
    press("Ctrl+Up")
    assert view.section == "uppdrag"
    press("Delete Ctrl+Up Ctrl+Down")
    assert view.section == "syfte"


def test_all_of_it_can_be_done_where_there_is_no_room_for_the_outline(window: MainWindow, view: ReportView) -> None:
    look().set_text_size(200)
    window.resize(960, 1040)
    settle()
    assert not view.outline.isVisible()
    press("Ctrl+Down", view.editor)
    assert view._choice.currentText() == "Uppdraget"
    press("F2", view.editor)
    assert view.arranging.field.isVisible()
    write("Vårt uppdrag")
    press("Return")
    assert view._choice.currentText() == "Vårt uppdrag"
    assert not view.arranging.heading.isVisible()
    push(view, "Ordna avsnittet")
    choose("Utelämna ur")
    assert view._choice.currentText() == "Vårt uppdrag (utelämnad)"
    press("Alt+Down", view.editor)
    assert shown(view)[2:4] == ["lagstiftning", "uppdrag"]


def test_the_text_is_recorded_before_what_is_done_so_that_undo_takes_the_last_first(view: ReportView) -> None:
    go_to(view, "uppdrag")
    view.editor.setFocus()
    write("Skrivet.", view.editor)
    press("Alt+Down", view.editor)
    press("Ctrl+Z", view.outline)
    assert shown(view)[2] == "uppdrag"
    assert queries.texts(view.session.store) == {"uppdrag": "Skrivet."}
