"""Figures that are inserted in the report's text: chosen by keys, tinted, told of, and counted anew as one writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip

from inspektor.db.store import Store
from inspektor.domain import markup
from inspektor.operations import answers, texts
from inspektor.ui import tokens
from inspektor.ui.dialogs.insert_figure import InsertFigureDialog
from inspektor.ui.dialogs.insert_quotation import InsertQuotationDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.style import look
from inspektor.ui.views.report import ReportView
from inspektor.ui.widgets.text_editor import TextEditor
from tests.support import add_sample, answered, case_codes, make_review
from tests.ui.hand import dialog, focused, press, push, settle, until, write

A = "Inspektör A"
UNKNOWN = "[14 av 32](siffra:abcdefghijkmnpqrabcd:andel)"


@pytest.fixture
def view(start: MainWindow, tmp_path: Path) -> ReportView:
    """The step Rapport of a review where five of eight cases have a plan, and two have quotations."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        codes = case_codes(store)
    answered(path, [(code, "ja" if place < 5 else "nej") for place, code in enumerate(codes)])
    with Store.open(path, write=True) as store:
        answers.record_note(store, codes[0], "plan_finns", A, quotation="Planen gäller.\nTill december.", place="s. 1")
        answers.record_note(store, codes[1], "delar", A, quotation="Mål saknas.")
    assert start.open_review(path)
    start.rail.choose("rapport")
    settle()
    found = start.views["rapport"]
    assert isinstance(found, ReportView)
    found.editor.setFocus()
    return found


def body(view: ReportView) -> str:
    """What is recorded of the section in front."""
    return texts.bodies(view.session.store).get(view.section, "")


def choosing(view: ReportView) -> InsertFigureDialog:
    """Ask for a figure by key."""
    view.window().activateWindow()  # as the system does when a dialog has been closed
    settle()
    press("Ctrl+E", view.editor)
    found = dialog()
    assert isinstance(found, InsertFigureDialog)
    return found


def insert(view: ReportView, words: str) -> None:
    """Choose by keys how many have a plan, written in these words."""
    asked = choosing(view)
    write("finns en plan")
    asked.ways.choose(words)
    press("Return")
    view.window().activateWindow()
    settle()


def tinted(view: ReportView) -> list[str]:
    """The figures that are shown to follow the review."""
    marks = view.editor.extraSelections()
    return [mark.cursor.selectedText() for mark in marks if mark.format.background().color() == look().color("tint")]


def more_plans(view: ReportView) -> None:
    """One more case has a plan."""
    code = case_codes(view.session.store)[5]
    view.session.do("svar", lambda store: answers.record_answer(store, code, "plan_finns", "ja", A))


def test_with_keys_alone_a_figure_is_found_and_inserted(view: ReportView) -> None:
    write("Plan fanns i", view.editor)
    asked = choosing(view)
    assert focused() is asked.search
    write("plan finns")
    press("Tab Tab Tab Tab")
    assert focused() is asked.ways
    press("Down Down Return")
    assert view.editor.toPlainText() == "Plan fanns i 63 procent"
    choosing(view)
    press("Return")
    assert view.editor.toPlainText().startswith(
        "Plan fanns i 63 procent Frågan ”Finns en plan?” besvarades med ja i fem"
    )
    assert markup.in_words(body(view)) == view.editor.toPlainText()
    assert body(view).count("(siffra:") == 2


def test_the_group_and_the_answer_are_chosen_too(view: ReportView) -> None:
    asked = choosing(view)
    asked.group.setCurrentText("Enhet: Söder")
    asked.answer.setCurrentText("Nej")
    settle()
    assert [asked.ways.model().index(row, 0).data() for row in range(asked.ways.model().rowCount())] == [
        "tre av fyra", "75 procent", "tre", "tre ärenden",
    ]  # fmt: skip
    press("Escape")
    assert view.editor.toPlainText() == ""


def test_what_nobody_has_answered_cannot_be_inserted(view: ReportView) -> None:
    asked = choosing(view)
    write("vilket slag")
    assert asked.questions.place is not None
    assert not asked.ok.isEnabled()
    assert asked.wrong.text() == "Det finns inga svar att skriva om."


def test_what_is_not_found_cannot_be_inserted(view: ReportView) -> None:
    asked = choosing(view)
    write("xyz")
    assert asked.questions.place is None
    assert not asked.ok.isEnabled()


def test_the_arrows_in_the_search_field_go_up_and_down_in_the_list(view: ReportView) -> None:
    asked = choosing(view)
    before = asked.questions.place
    press("Down Down Up")
    assert before == 0
    assert asked.questions.place == 1
    assert focused() is asked.search


def test_the_figure_follows_the_answers_on_screen_without_being_anybodys_change(view: ReportView) -> None:
    insert(view, "fem av åtta")
    assert tinted(view) == ["fem av åtta"]
    recorded = body(view)
    more_plans(view)
    until(lambda: view.editor.toPlainText() == "sex av åtta")
    assert not view.editor.document().isModified()
    assert body(view) == recorded
    assert tinted(view) == ["sex av åtta"]
    press("End", view.editor)
    write(" planer", view.editor)
    view.record()
    assert markup.in_words(body(view)) == "sex av åtta planer"


def test_a_text_that_is_being_written_gets_its_new_figures_too(view: ReportView) -> None:
    insert(view, "fem av åtta")
    write(" är", view.editor)
    more_plans(view)
    until(lambda: view.editor.toPlainText() == "sex av åtta är")
    assert tinted(view) == ["sex av åtta"]


def test_what_is_written_beside_a_figure_is_no_part_of_it(view: ReportView) -> None:
    insert(view, "fem av åtta")
    write(" (nu)", view.editor)
    press("Home", view.editor)
    write("Bara ", view.editor)
    assert view.editor.toPlainText() == "Bara fem av åtta (nu)"
    assert tinted(view) == ["fem av åtta"]


def test_a_figure_that_somebody_writes_in_becomes_words_and_comes_back_with_an_undo(view: ReportView) -> None:
    insert(view, "fem av åtta")
    press("Left Left", view.editor)
    write("x", view.editor)
    assert tinted(view) == []
    view.record()
    assert body(view) == "fem av åtxta"
    press("Backspace", view.editor)
    assert tinted(view) == ["fem av åtta"]
    view.record()
    assert body(view).startswith("[fem av åtta](siffra:")


def test_what_replaces_a_choice_that_begins_after_a_figure_is_no_part_of_it(view: ReportView) -> None:
    insert(view, "fem av åtta")
    write(" en", view.editor)
    press("Shift+Left Shift+Left Shift+Left", view.editor)
    write("!", view.editor)
    assert view.editor.toPlainText() == "fem av åtta!"
    assert tinted(view) == ["fem av åtta"]


def test_the_cursor_at_a_figure_tells_what_it_is(view: ReportView) -> None:
    write("Plan i ", view.editor)
    insert(view, "fem av åtta")
    settle()
    assert view.figures.told.isVisible()
    assert view.figures.told.text() == "fem av åtta följer granskningen: Finns en plan? Ja, alla ärenden."
    press("Home", view.editor)
    assert view.figures.told.isHidden()


def test_pointing_at_a_figure_tells_what_it_is(view: ReportView, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    insert(view, "fem av åtta")
    write(" och så vidare", view.editor)
    point_at(view.editor, 3)
    point_at(view.editor, 20)
    assert told == ["fem av åtta följer granskningen: Finns en plan? Ja, alla ärenden.", ""]


def point_at(editor: TextEditor, position: int) -> None:
    """Let the pointer rest at a place in the text."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(position)
    place = editor.viewport().mapTo(editor, editor.cursorRect(cursor).center())
    QApplication.sendEvent(editor, QHelpEvent(QEvent.Type.ToolTip, place, editor.mapToGlobal(place)))


def test_a_figure_that_the_review_no_longer_gives_keeps_its_words_and_looks_so(view: ReportView) -> None:
    view.session.do("ram", lambda store: texts.set_text(store, view.section, f"Plan: {UNKNOWN}.", by=A))
    settle()
    assert view.editor.toPlainText() == "Plan: 14 av 32."
    until(lambda: tinted(view) == [])
    marks = [mark for mark in view.editor.extraSelections() if mark.cursor.selectedText() == "14 av 32"]
    assert QTextCharFormat.UnderlineStyle.DashUnderline in [mark.format.underlineStyle() for mark in marks]
    press("End Left", view.editor)
    assert view.figures.told.text().startswith("14 av 32 räknas inte längre")
    write("!", view.editor)
    view.record()
    assert body(view) == f"Plan: {UNKNOWN}!."


def test_an_inserted_figure_is_not_called_wrong_whatever_stands_around_it(view: ReportView) -> None:
    write("Finns en plan? Det saknades i ", view.editor)
    insert(view, "fem av åtta")
    write(" ärenden.", view.editor)
    view.record()
    view.figures.ask()
    settle()
    assert view.figures.note.isHidden()


def test_a_figure_can_be_bold_and_stand_in_a_list(view: ReportView) -> None:
    write("Ett: ", view.editor)
    insert(view, "fem av åtta")
    view.editor.selectAll()
    press("Ctrl+B", view.editor)
    view.editor.toggle_list()
    view.record()
    text = body(view)
    assert text.startswith("- **Ett: [fem av åtta](siffra:")
    view.editor.set_markdown(text)
    assert view.editor.markdown() == text


def test_what_is_moved_within_the_text_keeps_its_figures(view: ReportView) -> None:
    write("Plan i ", view.editor)
    insert(view, "fem av åtta")
    view.record()
    before = body(view)
    view.editor.selectAll()
    press("Ctrl+X", view.editor)
    assert view.editor.toPlainText() == ""
    press("Ctrl+V", view.editor)
    view.record()
    assert body(view) == before
    assert tinted(view) == ["fem av åtta"]


def test_what_comes_from_elsewhere_is_plain_text(view: ReportView) -> None:
    insert(view, "fem av åtta")
    view.editor.selectAll()
    press("Ctrl+C", view.editor)
    QApplication.clipboard().setText("sex av åtta")
    press("Ctrl+V", view.editor)
    assert view.editor.toPlainText() == "sex av åtta"
    assert tinted(view) == []


def test_two_figures_beside_each_other_are_two(view: ReportView) -> None:
    one = "[fem](siffra:abcdefghijkmnpqrabcd:antal)"
    editor = TextEditor("Prov")
    editor.set_markdown(one + one)
    assert [placed.figure.text for placed in editor.figures()] == ["fem", "fem"]
    assert editor.markdown() == one + one
    assert view.isVisible()


def test_the_tint_follows_the_theme(view: ReportView) -> None:
    insert(view, "fem av åtta")
    look().set_theme(tokens.DARK)
    assert tinted(view) == ["fem av åtta"]


def test_a_quotation_is_chosen_by_key_and_goes_in_without_the_case(view: ReportView) -> None:
    write("Först.", view.editor)
    press("Ctrl+Shift+E", view.editor)
    asked = dialog()
    assert isinstance(asked, InsertQuotationDialog)
    write("gäller plan")
    press("Return")
    write("Sedan.", view.editor)
    view.record()
    assert body(view) == "Först.\n\n> Planen gäller.\n\n> Till december.\n\nSedan."


def test_a_quotation_in_an_empty_section_and_before_other_text(view: ReportView) -> None:
    push(view, "Infoga citat")
    press("Down Return")
    assert body(view) == "> Mål saknas."
    write("Slut.", view.editor)
    press("Ctrl+Home", view.editor)
    push(view, "Infoga citat")
    press("Down Return")
    assert body(view) == "> Mål saknas.\n\n> Mål saknas.\n\nSlut."
    write("Mellan.", view.editor)
    view.record()
    assert body(view) == "> Mål saknas.\n\n> Mål saknas.\n\nMellan.Slut."


def test_a_review_without_quotations_says_so(window: MainWindow) -> None:
    window.rail.choose("rapport")
    settle()
    push(window.views["rapport"], "Infoga citat")
    asked = dialog()
    assert isinstance(asked, InsertQuotationDialog)
    assert not asked.ok.isEnabled()
    press("Escape", asked)
