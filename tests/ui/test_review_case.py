"""One case, reviewed in the real window with keys and clicks: its questions, skip logic, undo, disks that fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from inspektor.db.queries import Answer
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import history
from inspektor.operations.answers import open_case, record_answer
from inspektor.operations.cases import assign
from inspektor.operations.casework import set_done
from inspektor.ui import tokens
from inspektor.ui.main_window import MainWindow
from inspektor.ui.models.questions import Row
from inspektor.ui.style import look
from inspektor.ui.views.review_case import ReviewCasePage
from inspektor.ui.widgets.question_paint import key_boxes
from tests.support import CHECKLIST, add_sample, make_review
from tests.ui.hand import button, click, focused, press, settle, until, write

WHO, OTHER, THIRD = "Inspektör A", "Inspektör B", "Inspektör C"
WOMAN, MAN, NEXT = "P-3", "P-2", "P-6"
MORE = CHECKLIST.replace(
    'label = "Vilket slag?"\ntype = "select_one"',
    'label = "Vilket slag?"\ntype = "select_one"\nallow = ["ej_aktuellt", "vet_ej"]',
).replace('type = "integer"', 'type = "integer"\nconstraint = ". >= 0"\nallow = ["vet_ej"]')
TEXT = "Målet – ”att komma ut” – är från före beslutet; Åsa Öberg på Ängen såg över det."


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review with a drawn sample, where every type of question is asked."""
    path = make_review(tmp_path, checklist=MORE)
    with Store.open(path, write=True) as store:
        add_sample(store)
    return path


@pytest.fixture
def page(start: MainWindow, review: Path) -> ReviewCasePage:
    """The window on a woman's case that nobody has begun."""
    return open_page(start, review, WOMAN)


def open_page(window: MainWindow, review: Path, code: str) -> ReviewCasePage:
    assert window.open_review(review)
    window._on_go("arenden", code)
    settle()
    found = window.findChild(ReviewCasePage)
    assert found is not None
    return found


def answers(page: ReviewCasePage, code: str = WOMAN, who: str = WHO) -> dict[str, Answer]:
    """What is on disk, read through another connection."""
    with Store.open(page.session.path) as store:
        return dict(open_case(store, code, who).answers)


def values(page: ReviewCasePage, code: str = WOMAN) -> dict[str, str | int]:
    """The answers on disk."""
    return {question: one.value for question, one in answers(page, code).items() if one.value is not None}


def question(page: ReviewCasePage) -> str:
    """The question in focus."""
    assert page.current is not None
    return page.current.question.id


def row(page: ReviewCasePage, wanted: str) -> Row:
    """A question's row, as it is on screen."""
    return page.model.rows[page.model.row_of(wanted)]


def go(page: ReviewCasePage, wanted: str) -> None:
    """Walk to a question with the arrows."""
    target = page.model.row_of(wanted)
    for _ in page.model.rows:
        if page.list.live != target:
            press("Down" if page.list.live < target else "Up")
    assert question(page) == wanted


def is_done(page: ReviewCasePage) -> bool:
    """Whether the case is locked on screen."""
    return page.desk.case.done


def fail(*_: object, **__: object) -> None:
    raise Problem("Disken är full. Ingenting har ändrats. Frigör utrymme och försök igen.") from OSError()


def type_in(text: str) -> None:
    """Write where the first sign may bring a field into focus."""
    write(text[0])
    write(text[1:])


# --- a whole case -----------------------------------------------------------------------------------------------------


def test_a_whole_case_is_reviewed_by_keyboard_alone(page: ReviewCasePage) -> None:
    assert question(page) == "plan_finns"
    press("J")
    assert question(page) == "plan_god"
    press("N K")
    assert question(page) == "plan_kvinna"
    write(TEXT)
    press("Esc")
    press("J")
    press("1")
    assert question(page) == "delar"
    press("2 1 Down")
    type_in("12")
    press("Return")
    assert question(page) == "dag"
    type_in("2019-05-11")
    press("Return")
    press("Return")
    write("Ö, Å och ä.")
    press("Esc C")
    write("”Jag vill” – så står det")
    press("Tab")
    write("journal 2019-10-02, s. 2")
    press("Esc F")
    assert page.head.done.isEnabled()
    press("Ctrl+Return")
    own = answers(page)
    assert {name: one.value for name, one in own.items()} == {
        "plan_finns": "ja",
        "plan_god": "nej",
        "plan_kvinna": "ja",
        "slag": "a",
        "delar": "mal medel",
        "antal": 12,
        "dag": "2019-05-11",
        "iakttagelse": "Ö, Å och ä.",
    }
    assert own["plan_kvinna"].comment == TEXT
    last = own["iakttagelse"]
    assert (last.quotation, last.place, last.flagged) == ("”Jag vill” – så står det", "journal 2019-10-02, s. 2", True)
    assert is_done(page)
    assert history.problems(page.session.store) == []


def test_a_letter_in_a_comment_is_a_letter(page: ReviewCasePage) -> None:
    press("K")
    write("jnxvkcfs 123")
    press("Esc")
    assert answers(page)["plan_finns"].comment == "jnxvkcfs 123"
    assert values(page) == {}
    assert question(page) == "plan_finns"


def test_a_comment_is_saved_while_one_writes(page: ReviewCasePage) -> None:
    press("K")
    write("Planen saknas")
    until(lambda: "plan_finns" in answers(page))
    assert answers(page)["plan_finns"].comment == "Planen saknas"
    write(" helt ")
    until(lambda: answers(page)["plan_finns"].comment == "Planen saknas helt")
    write("och hållet")
    assert page.editor.comment.toPlainText() == "Planen saknas helt och hållet"


def test_a_comment_is_saved_when_one_leaves_for_another_step(page: ReviewCasePage, start: MainWindow) -> None:
    press("K")
    write("Över")
    start.rail.choose("oversikt")
    settle()
    assert answers(page)["plan_finns"].comment == "Över"


def test_a_comment_is_saved_when_one_goes_to_the_next_case_from_it(page: ReviewCasePage) -> None:
    press("K")
    write("Öppen")
    press("Ctrl+PgDown")
    assert page.code == NEXT
    assert answers(page)["plan_finns"].comment == "Öppen"
    press("Ctrl+PgUp")
    assert (page.code, page.editor.comment.toPlainText()) == (WOMAN, "Öppen")


def test_only_the_answers_that_a_question_allows_can_be_given(page: ReviewCasePage) -> None:
    press("X")
    assert values(page) == {"plan_finns": "ej_aktuellt"}
    assert question(page) == "plan_kvinna"
    press("X V")
    assert question(page) == "plan_kvinna"
    assert "plan_kvinna" not in values(page)


def test_a_key_held_down_answers_one_question(page: ReviewCasePage) -> None:
    press("J")
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j", True)
    QApplication.sendEvent(page.list, held)
    settle()
    assert values(page) == {"plan_finns": "ja"}


def test_an_answer_is_taken_back_with_delete(page: ReviewCasePage) -> None:
    press("J Up Delete")
    assert values(page) == {}
    assert row(page, "plan_finns").state == "open"


def test_answers_are_given_with_the_mouse_in_the_row_and_in_the_list(page: ReviewCasePage) -> None:
    click(button(page.editor, "Nej"))
    assert values(page) == {"plan_finns": "nej"}
    assert question(page) == "plan_kvinna"
    press("Up Up")
    index = page.model.index(page.model.row_of("plan_kvinna"))
    box = page.list.visualRect(index)
    spot = key_boxes(row(page, "plan_kvinna"), QRectF(box))[1][2].center().toPoint()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settle()
    assert values(page) == {"plan_finns": "nej", "plan_kvinna": "nej"}


def test_a_click_on_a_row_brings_its_question_into_focus_and_leaves_it_where_it_is(page: ReviewCasePage) -> None:
    box = page.list.visualRect(page.model.index(page.model.row_of("plan_god")))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(60, 10))
    settle()
    assert question(page) == "plan_god"


# --- skip logic -------------------------------------------------------------------------------------------------------


def test_skip_logic_opens_and_closes_with_the_reason_shown_and_the_earlier_answer_kept(page: ReviewCasePage) -> None:
    assert next(row(page, "plan_god").notes()).text == "Frågas inte: ”Finns en plan?” är inte besvarad."
    press("J N")
    assert row(page, "plan_god").state == "answered"
    press("Up Up N")
    assert question(page) == "plan_kvinna"
    closed = row(page, "plan_god")
    assert closed.state == "not_asked"
    assert next(closed.notes()).text == (
        "Frågas inte: ”Finns en plan?” är besvarad med nej. Tidigare svar Nej är kvar men räknas inte."
    )
    assert values(page)["plan_god"] == "nej"
    assert page.head.count.text() == "1 av 7"
    go(page, "plan_god")
    assert page.editor.reason.isVisible()
    assert not page.editor.answers.isVisible()
    press("J")
    assert values(page)["plan_god"] == "nej"
    press("Up J")
    assert row(page, "plan_god").state == "answered"
    assert page.head.count.text() == "2 av 8"


def test_the_case_fields_rule_questions_out_too(start: MainWindow, review: Path) -> None:
    page = open_page(start, review, MAN)
    assert next(row(page, "plan_kvinna").notes()).text == "Frågas inte: kön är man."
    press("N")
    assert question(page) == "slag"


# --- finding one's way ------------------------------------------------------------------------------------------------


def test_unanswered_and_flagged_questions_are_links_that_jump(page: ReviewCasePage) -> None:
    press("N F")
    go(page, "dag")
    press("F")
    assert (page.head.open.text(), page.head.flagged.accessibleName()) == ("6 obesvarade", "2 flaggade")
    click(page.head.flagged)
    assert question(page) == "plan_kvinna"
    click(page.head.flagged)
    assert question(page) == "dag"
    click(page.head.open)
    assert question(page) == "iakttagelse"
    press("Ctrl+Down")
    assert question(page) == "plan_kvinna"
    press("Ctrl+Up")
    assert question(page) == "iakttagelse"


def test_the_map_has_a_mark_for_each_question_and_is_walked_and_clicked(page: ReviewCasePage) -> None:
    chart = page.head.map
    cells = chart.marks()
    assert len(cells) == 8
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=cells[5][1].center().toPoint())
    settle()
    assert question(page) == "antal"
    assert "Fråga 6 av 8, obesvarad" in chart.accessibleDescription()
    chart.setFocus()
    press("Right")
    assert question(page) == "dag"
    press("Home")
    assert question(page) == "plan_finns"


def test_f6_goes_from_pane_to_pane(page: ReviewCasePage) -> None:
    assert page.list.hasFocus()
    press("F6")
    assert page.body.guidance.hasFocus()
    press("F6")
    assert focused().accessibleName() == "Steg"
    press("F6")
    assert focused() is page.head.all
    press("F6")
    assert page.head.map.hasFocus()
    press("F6")
    assert page.list.hasFocus()
    press("K Shift+F6")
    assert page.head.map.hasFocus()


def test_every_control_of_the_row_in_focus_is_reached_by_tab_in_reading_order(page: ReviewCasePage) -> None:
    page.list.setFocus()
    met = []
    for _ in range(5):
        press("Tab")
        met.append(focused().accessibleName())
    assert met == ["Citat", "Flagga att diskutera", "Ja", "Kommentar", "Stöd för bedömningen"]
    press("Shift+Tab " * 5)
    assert page.list.hasFocus()
    press("Shift+Tab")
    assert focused().accessibleName() == "7 obesvarade"


def test_the_arrows_move_between_the_buttons_without_answering(page: ReviewCasePage) -> None:
    press("Return")
    assert focused().accessibleName() == "Ja"
    press("Right Right")
    assert focused().accessibleName() == "Ej aktuellt"
    assert values(page) == {}
    press("Space")
    assert values(page) == {"plan_finns": "ej_aktuellt"}


def test_the_next_case_is_the_persons_own_or_nobodys(start: MainWindow, review: Path) -> None:
    with Store.open(review, write=True) as store:
        assign(store, ["P-2", "P-6", "P-7", "P-12", "P-15", "P-16"], OTHER, by=WHO)
        assign(store, [WOMAN], WHO, by=WHO)
    page = open_page(start, review, WOMAN)
    assert not page.head.previous.isEnabled()
    click(page.head.next)
    assert page.code == "P-13"
    assert page.list.hasFocus()
    assert not page.head.next.isEnabled()
    assert start.session is not None
    start.session.do("tilldelning", lambda store: assign(store, ["P-15"], WHO, by=WHO))
    settle()
    assert page.head.next.accessibleName() == "Nästa ärende, P-15"


def test_a_case_opens_at_its_first_unanswered_question(start: MainWindow, review: Path) -> None:
    with Store.open(review, write=True) as store:
        record_answer(store, WOMAN, "plan_finns", "nej", WHO)
    assert question(open_page(start, review, WOMAN)) == "plan_kvinna"


def test_the_question_in_focus_is_kept_at_a_third_of_the_height_whatever_the_window_does(
    page: ReviewCasePage, start: MainWindow
) -> None:
    start.resize(1366, 480)
    settle()
    go(page, "delar")
    third = page.list.viewport().height() // 3
    assert page.editor.y() == third
    start.resize(1300, 500)
    settle()
    assert page.editor.y() == page.list.viewport().height() // 3 != third


def test_the_list_glides_to_the_next_question_where_the_system_wants_motion(
    page: ReviewCasePage, start: MainWindow
) -> None:
    start.resize(1366, 480)
    settle()
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, True)
    try:
        bar = page.list.verticalScrollBar()
        press("Ctrl+Up")
        assert question(page) == "iakttagelse"
        assert bar.value() < bar.maximum()
        until(lambda: bar.value() == bar.maximum())
    finally:
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)


# --- the types of questions -------------------------------------------------------------------------------------------


def test_several_choices_are_marked_one_by_one_and_can_all_be_taken_away(page: ReviewCasePage) -> None:
    go(page, "delar")
    press("2")
    assert values(page) == {"delar": "medel"}
    press("1")
    assert values(page) == {"delar": "mal medel"}
    press("1 2")
    assert values(page) == {}
    assert question(page) == "delar"


@pytest.mark.parametrize(
    ("wanted", "typed", "told"),
    [
        ("antal", "1,5", "Skriv ett heltal med siffror"),
        ("antal", "-4", "Svaret uppfyller inte frågans villkor"),
        ("dag", "2019-02-30", "Skriv ett datum som 2019-05-11"),
    ],
)
def test_what_is_wrong_with_a_number_or_a_date_stands_beside_the_field(
    page: ReviewCasePage, wanted: str, typed: str, told: str
) -> None:
    go(page, wanted)
    type_in(typed)
    press("Return")
    assert question(page) == wanted
    assert told in page.editor.value_wrong.text.text()
    assert page.editor.value_wrong.isVisible()
    assert told in page.editor.line.accessibleDescription()
    assert values(page) == {}
    press("Down")
    assert told in next(row(page, wanted).notes()).text
    press("Up")
    assert page.editor.line.text() == typed
    press("Return")
    page.editor.line.selectAll()
    write("2019-02-28" if wanted == "dag" else "4")
    press("Return")
    assert values(page) == {wanted: "2019-02-28" if wanted == "dag" else 4}
    assert not list(row(page, wanted).notes())


def test_a_number_is_recorded_when_one_leaves_it(page: ReviewCasePage) -> None:
    go(page, "antal")
    write("7")
    press("Down")
    assert values(page) == {"antal": 7}
    press("Up V")
    assert values(page) == {"antal": "vet_ej"}


def test_an_answer_in_words_grows_with_its_text_and_stands_in_the_list(page: ReviewCasePage) -> None:
    go(page, "iakttagelse")
    press("Return")
    low = page.editor.height()
    for _ in range(5):
        write("Rad.")
        press("Return")
    assert page.editor.height() > low
    press("Esc Up")
    assert values(page)["iakttagelse"] == "\n".join(["Rad."] * 5)


@pytest.mark.parametrize("width", [960, 1000, 1080, 1366])
@pytest.mark.parametrize("percent", [100, 150])
def test_all_of_a_comment_of_a_few_lines_is_seen(
    page: ReviewCasePage, start: MainWindow, width: int, percent: int
) -> None:
    look().set_text_size(percent)
    start.resize(width, 1040)
    settle()
    press("K")
    write(TEXT * 3)
    press("Esc Down Up")
    comment = page.editor.comment
    assert comment.verticalScrollBar().maximum() == 0
    assert comment.blockBoundingGeometry(comment.document().lastBlock()).bottom() <= comment.viewport().height()
    look().set_text_size(100)


@pytest.mark.parametrize("field", ["comment", "value"])
def test_an_identity_number_is_not_stored_and_the_text_stays(page: ReviewCasePage, field: str) -> None:
    go(page, "iakttagelse")
    press("K" if field == "comment" else "Return")
    write("Se 19121212-1212.")
    press("Esc")
    assert "personnummer" in (page.editor.note_wrong if field == "comment" else page.editor.value_wrong).text.text()
    assert answers(page) == {}
    assert page.editor.text_of(field) == "Se 19121212-1212."
    press("Ctrl+PgDown Ctrl+PgUp")
    go(page, "iakttagelse")
    assert page.editor.text_of(field) == "Se 19121212-1212."
    page.editor.write_in(field)
    press("Backspace Backspace")
    press("Esc")
    assert page.editor.note_wrong.text.text() == page.editor.value_wrong.text.text() == ""


# --- undo -------------------------------------------------------------------------------------------------------------


def test_ten_steps_are_undone_and_done_again_and_each_is_shown(page: ReviewCasePage) -> None:
    press("J N J 2 1 2 Down")
    write("3")
    press("Return F K")
    write("Åter")
    press("Esc")
    done = values(page)
    seen = []
    for _ in range(10):
        press("Ctrl+Z")
        seen.append(question(page))
    assert seen[:3] == ["dag", "dag", "antal"]
    assert seen[-1] == "plan_finns"
    assert answers(page)["dag"].comment == ""
    assert values(page) == {}
    assert page.head.count.text() == "0 av 7"
    for _ in range(10):
        press("Ctrl+Shift+Z")
    assert values(page) == done
    assert question(page) == "dag"
    assert page.editor.comment.toPlainText() == "Åter"


def test_undo_in_a_comment_takes_back_what_was_written(page: ReviewCasePage) -> None:
    press("K")
    write("Först")
    press("Esc K")
    write(" och sedan")
    press("Ctrl+Z")
    assert page.editor.comment.toPlainText() == "Först"
    assert page.editor.comment.hasFocus()
    press("Ctrl+Z")
    assert page.editor.comment.toPlainText() == ""
    press("Ctrl+Shift+Z Ctrl+Shift+Z")
    assert page.editor.comment.toPlainText() == "Först och sedan"


def test_undo_shows_what_came_back_in_another_case(page: ReviewCasePage) -> None:
    press("J Ctrl+PgDown")
    assert page.code == NEXT
    moved: list[str] = []
    page.moved.connect(moved.append)
    press("Ctrl+Z")
    assert (page.code, question(page), moved) == (WOMAN, "plan_finns", [WOMAN])
    assert row(page, "plan_finns").state == "open"


# --- saving -----------------------------------------------------------------------------------------------------------


def test_an_answer_that_cannot_be_saved_stays_and_is_saved_with_the_next_change(
    page: ReviewCasePage, start: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Store, "record", fail)
        press("J")
        assert start.top.saved.text() == "Sparas inte"
        assert start.message.isVisible()
        assert row(page, "plan_finns").state == "answered"
        assert row(page, "plan_god").state == "open"
        assert next(row(page, "plan_finns").notes()).text == "Inte sparat ännu"
        assert page.notice.text().startswith("Ett svar är inte sparat")
        press("K")
        write("Ändå")
        press("Esc")
        assert page.notice.text().startswith("2 svar är inte sparade")
        assert values(page) == {}
    press("N")
    assert values(page) == {"plan_finns": "ja", "plan_god": "nej"}
    assert answers(page)["plan_god"].comment == "Ändå"
    assert page.notice.text() == ""
    assert not list(row(page, "plan_finns").notes())
    assert start.top.saved.text().startswith("Sparat")
    assert not start.message.isVisible()


def test_an_answer_that_could_not_be_saved_is_tried_again_when_asked(
    page: ReviewCasePage, start: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Store, "record", fail)
        press("N Ctrl+PgDown")
        assert page.code == NEXT
        assert page.notice.text().startswith(f"Ett svar är inte sparat, också i {WOMAN}")
        click(button(start.message, "Försök igen"))
        assert page.notice.text()
    click(button(start.message, "Försök igen"))
    assert page.notice.text() == ""
    assert values(page) == {"plan_finns": "nej"}


# --- done, and two reviewers ------------------------------------------------------------------------------------------


def test_a_case_with_questions_left_says_what_is_left_and_goes_there(page: ReviewCasePage) -> None:
    assert not page.head.done.isEnabled()
    assert page.head.done.toolTip() == "6 frågor kvar att besvara"
    press("N Ctrl+Return")
    assert page.notice.text() == "Ärendet kan inte markeras som klart. 5 frågor är obesvarade."
    assert question(page) == "plan_kvinna"
    press("J")
    assert page.notice.text() == ""


def finish(review: Path, code: str = WOMAN, who: str = WHO) -> None:
    typed = {"plan_finns": "nej", "plan_kvinna": "ja", "slag": "a", "delar": "mal", "antal": "1", "dag": "2020-01-01"}
    with Store.open(review, write=True) as store:
        for one, answer in typed.items():
            record_answer(store, code, one, answer, who)


def test_a_done_case_is_locked_and_asks_before_it_is_changed(start: MainWindow, review: Path) -> None:
    finish(review)
    page = open_page(start, review, WOMAN)
    assert page.head.open.text() == "1 obesvarad (frivillig)"
    click(page.head.done)
    assert page.notice.text() == "Ärendet är klart och låst."
    assert not page.head.done.isVisible()
    go(page, "plan_finns")
    press("J")
    assert values(page)["plan_finns"] == "nej"
    assert focused().accessibleName() == "Öppna ärendet igen"
    press("Space J")
    assert values(page)["plan_finns"] == "ja"
    assert not is_done(page)


def test_undo_opens_a_case_that_was_marked_as_done(start: MainWindow, review: Path) -> None:
    finish(review)
    page = open_page(start, review, WOMAN)
    press("Ctrl+Return")
    assert is_done(page)
    press("Ctrl+Z")
    assert not is_done(page)
    assert page.notice.text() == ""


def test_a_colleagues_case_is_read_only_and_blind_until_one_becomes_its_second_reviewer(
    start: MainWindow, review: Path
) -> None:
    with Store.open(review, write=True) as store:
        record_answer(store, WOMAN, "plan_finns", "nej", OTHER)
    page = open_page(start, review, WOMAN)
    assert page.notice.text().startswith(f"{OTHER} granskar ärendet.")
    assert row(page, "plan_finns").state == "open"
    press("J")
    assert answers(page) == {}
    assert focused().accessibleName() == "Granska som andra granskare"
    press("Space")
    assert (page.desk.case.reviewer, page.desk.case.second_reviewer) == (OTHER, WHO)
    assert f"Granskas av {OTHER} och {WHO}" in page.desk.facts()
    press("J")
    assert values(page) == {"plan_finns": "ja"}
    assert answers(page, who=OTHER)["plan_finns"].value == "nej"
    assert not page.head.done.isEnabled()


def test_a_case_with_two_reviewers_takes_no_third(start: MainWindow, review: Path) -> None:
    with Store.open(review, write=True) as store:
        for who in (OTHER, THIRD):
            record_answer(store, WOMAN, "plan_finns", "nej", who)
    page = open_page(start, review, WOMAN)
    assert page.notice.text() == f"Ärendet granskas av {OTHER} och {THIRD}. En tredje kan inte svara i det."
    assert not page.notice.action.isVisible()
    press("J")
    assert answers(page) == {}


def test_a_case_that_somebody_marked_as_done_can_be_opened_again_only_by_its_reviewer(
    start: MainWindow, review: Path
) -> None:
    finish(review, who=OTHER)
    with Store.open(review, write=True) as store:
        set_done(store, WOMAN, True, OTHER)
    page = open_page(start, review, WOMAN)
    assert page.notice.text() == "Ärendet är klart och låst."
    assert not page.notice.action.isVisible()


# --- guidance, folding, access ----------------------------------------------------------------------------------------


def test_the_guidance_says_what_counts_the_law_of_the_time_and_how_it_was_answered_last(
    start: MainWindow, tmp_path: Path
) -> None:
    path = make_review(tmp_path, checklist="", shipped=("genomforandeplan",))
    with Store.open(path, write=True) as store:
        add_sample(store)
        record_answer(store, "P-7", "plan_aktuell", "nej", WHO)
        record_answer(store, "P-15", "plan_aktuell", "ja", OTHER)
    page = open_page(start, path, WOMAN)
    go(page, "plan_aktuell")
    told = page.body.guidance.told()
    assert "Nej när plan saknas" in told
    assert "Ej aktuellt. Insatsen har aldrig påbörjats" in told
    assert "Lagrum vid beslutet 2019-03-04" in told
    assert "3 kap. 5 § socialtjänstlagen (2001:453)" in told
    assert "P-7  Nej." in told
    assert "P-15" not in told
    assert "Checklistans version är 2026.1" in told


@pytest.mark.parametrize(("size", "place"), [((1366, 768), "side"), ((960, 1040), "under"), ((1366, 614), "above")])
def test_the_guidance_is_at_the_side_below_or_behind_a_key(
    page: ReviewCasePage, start: MainWindow, size: tuple[int, int], place: str
) -> None:
    start.resize(*size)
    settle()
    assert page.body.place == place
    assert page.body.guidance.isVisible() == (place != "above")
    press("S")
    assert page.body.guidance.isVisible() == (place == "above")
    if place == "above":
        assert page.head.guidance.isVisible()
        press("Esc")
        assert not page.body.guidance.isVisible()


def test_the_guidance_over_the_list_says_which_question_it_is_about(page: ReviewCasePage, start: MainWindow) -> None:
    start.resize(1366, 614)
    settle()
    press("S")
    assert page.body.guidance.told().startswith("Finns en plan?")
    press("Down")
    assert page.body.guidance.told().startswith("Är planen god?")


def test_all_of_the_live_question_is_seen_when_it_grows(page: ReviewCasePage, start: MainWindow) -> None:
    start.resize(1366, 500)
    settle()
    go(page, "antal")
    press("C")
    low = page.list.viewport().height()
    assert page.list.visualRect(page.model.index(page.list.live)).bottom() <= low
    assert page.editor.place.isVisible()


def test_writing_puts_away_the_guidance_that_lies_over_the_list(page: ReviewCasePage, start: MainWindow) -> None:
    start.resize(1366, 614)
    settle()
    press("S K")
    assert not page.body.guidance.isVisible()
    assert page.editor.comment.hasFocus()


def test_every_row_speaks_and_every_control_has_a_name(page: ReviewCasePage) -> None:
    press("J N K")
    write("Ångrat")
    press("Esc F")
    press("Down")
    spoken = [page.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(len(page.model.rows))]
    assert spoken[0] == "Avsnitt: Planen, 2 av 3 besvarade"
    assert spoken[1] == "Finns en plan? Svar: Ja."
    assert spoken[3] == "En fråga om kvinnors planer? Obesvarad. Att diskutera: Ångrat"
    for control in page.findChildren(QAbstractButton):
        assert control.accessibleName() or not control.isVisible()


def test_what_was_answered_and_what_comes_next_is_announced(
    page: ReviewCasePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    press("N", page.list)
    assert said == ["Nej. Nästa: En fråga om kvinnors planer?"]


def test_a_larger_text_and_another_theme_are_followed_at_once(page: ReviewCasePage) -> None:
    before = page.list.visualRect(page.model.index(0)).height(), page.editor.height()
    look().set_text_size(200)
    look().set_theme(tokens.DARK)
    settle()
    assert page.list.visualRect(page.model.index(0)).height() == 2 * before[0]
    assert page.editor.height() > before[1]
    look().set_text_size(100)
    look().set_theme(tokens.LIGHT)
    settle()
    assert page.editor.height() == before[1]


def test_going_back_closes_the_case(page: ReviewCasePage) -> None:
    closed: list[bool] = []
    page.closed.connect(lambda: closed.append(True))
    press("Alt+Left")
    assert closed == [True]
