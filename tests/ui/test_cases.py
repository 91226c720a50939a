"""Ärenden: the list sorted, searched and filtered at once, cases added, corrected and given away, and one opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspektor.db.store import Setting, Store
from inspektor.domain.review import Case
from inspektor.domain.values import case_key
from inspektor.operations import cases, listing
from inspektor.operations.answers import record_answer
from inspektor.operations.listing import CaseLine
from inspektor.operations.reviews import find_case
from inspektor.ui.dialogs.assign import AssignDialog
from inspektor.ui.dialogs.case_form import CaseDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.models.cases import ANSWERED, CODE, COLUMNS, DATE, REVIEWER, STATUS, UNIT, CaseModel, Filter, Lines
from inspektor.ui.style import look
from inspektor.ui.views.cases import CasesView
from tests.support import LEAD, add_sample, make_review
from tests.ui.hand import button, dialog, press, push, settle, write

FACTS = {"unit": "Farsta", "gender": "kvinna", "decision": "bifall", "decision_date": "2024-05-11"}


def made(code: str, unit: str = "Farsta", reviewer: str = "", answered: int = 0, asked: int = 10) -> CaseLine:
    case = Case(code, code, unit, "kvinna", decision="bifall", decision_date="2024-05-11", reviewer=reviewer)
    return CaseLine(case, answered, asked, asked - answered)


@pytest.fixture
def view(start: MainWindow, tmp_path: Path) -> CasesView:
    """The list on a drawn sample of eight cases: four Åke's, one of those begun."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        codes = [line.case.code for line in listing.case_lines(store)]
        cases.assign(store, codes[:4], "Åke", by=LEAD)
        record_answer(store, codes[0], "plan_finns", "nej", "Åke")
    assert start.open_review(path)
    return to_list(start)


def to_list(window: MainWindow, word: str = "") -> CasesView:
    """Go to the list as another view asks for it, and wait until it is read."""
    next(iter(window.views.values())).go.emit("arenden", word)
    found = window.views["arenden"]
    assert isinstance(found, CasesView)
    settle()
    found.table.setFocus()
    return found


def window_of(view: CasesView) -> MainWindow:
    found = view.window()
    assert isinstance(found, MainWindow)
    return found


# --- the rows ---------------------------------------------------------------------------------------------------------


def test_every_column_sorts_both_ways_with_swedish_letters_last_and_numbers_by_value() -> None:
    model = CaseModel()
    lines = [
        made("ÖST-2", "Östermalm", "Åke", 5),
        made("FAR-10", "Farsta", "Örjan", 10),
        made("FAR-2", "Farsta", "Anna", 0),
        made("ÄLV-1", "Älvsjö", "", 1),
        made("ZON-1", "", "Bo", 1),
    ]
    model.show(Lines(lines))
    assert model.codes() == ["FAR-2", "FAR-10", "ZON-1", "ÄLV-1", "ÖST-2"]
    expected = {
        UNIT: ["FAR-2", "FAR-10", "ÄLV-1", "ÖST-2", "ZON-1"],
        REVIEWER: ["FAR-2", "ZON-1", "ÖST-2", "FAR-10", "ÄLV-1"],
        ANSWERED: ["FAR-2", "ZON-1", "ÄLV-1", "ÖST-2", "FAR-10"],
        STATUS: ["FAR-2", "FAR-10", "ZON-1", "ÄLV-1", "ÖST-2"],
        DATE: ["FAR-2", "FAR-10", "ZON-1", "ÄLV-1", "ÖST-2"],
    }
    for column in range(len(COLUMNS)):
        model.order(column)
        assert model.codes() == expected.get(column, model.codes())
        model.order(column, descending=True)
        assert model.codes() == list(reversed(expected.get(column, list(reversed(model.codes())))))


def test_a_search_finds_every_word_in_any_column_whatever_its_case() -> None:
    lines = Lines([made("FAR-1", "Farsta", "Åke"), made("NOR-1", "Norrmalm", "Åke"), made("FAR-2", "Farsta", "Bo")])

    def found(text: str) -> list[int]:
        return lines.matching(Filter(search=text))

    assert found("ÅKE far") == [0]
    assert found("farsta") == [0, 2]
    assert found("påbörjat") == [0, 1, 2]
    assert found("2024-05") == [0, 1, 2]
    assert found("far\N{NON-BREAKING HYPHEN}1") == [0]  # copied from a Word report
    assert found("xyz") == []


def test_what_passes_without_one_part_of_a_filter_is_told_with_the_part_that_costs_most() -> None:
    lines = Lines([made("FAR-1", "Farsta", "Åke"), made("FAR-2", "Farsta", "Bo"), made("NOR-1", "Norrmalm", "Åke")])
    best, count = lines.relaxed(Filter(unit="Farsta", status="klart", reviewer="Åke"))
    assert (best, count) == (Filter(unit="Farsta", reviewer="Åke"), 1)
    best, count = lines.relaxed(Filter(unit="Ingenstans", status="klart"))
    assert (best, count) == (Filter(), 3)


def test_ten_thousand_cases_are_searched_and_sorted_without_reading_them_again() -> None:
    many = Lines([made(f"FAR-{number}", "Farsta" if number % 2 else "Östermalm") for number in range(10_000)])
    model = CaseModel()
    model.show(many)
    assert model.codes()[:3] == ["FAR-0", "FAR-1", "FAR-2"]
    model.set_filter(Filter(search="far-99", unit="Östermalm"))
    assert model.codes()[:3] == ["FAR-990", "FAR-992", "FAR-994"]
    model.order(CODE, descending=True)
    assert model.codes()[0] == "FAR-9998"


# --- the list in the window -------------------------------------------------------------------------------------------


def test_the_list_shows_every_case_with_its_progress(view: CasesView) -> None:
    assert view.model.rowCount() == 8
    assert view.head.note.whole() == "8 ärenden, 0 klara"
    row = next(row for row in range(8) if view.model.line(row).answered)
    assert view.model.index(row, ANSWERED).data() == "1 av 6"
    assert view.model.index(row, STATUS).data() == "påbörjat"
    spoken = view.model.index(row, CODE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Åke, 1 av 6 besvarade, påbörjat")


def test_search_by_keyboard_and_down_into_the_list_and_enter_to_the_case(view: CasesView) -> None:
    last = view.model.codes()[-1]
    press("Ctrl+F")
    write(last)
    assert view.model.codes() == [last]
    press("Down Return")
    assert view.page_in_front is not None
    assert view.page_in_front.code == last


def test_escape_empties_the_search(view: CasesView) -> None:
    press("Ctrl+F")
    write("xyz")
    assert view.model.rowCount() == 0
    press("Escape")
    assert view.model.rowCount() == 8


def test_filters_by_unit_status_and_reviewer_and_the_way_back(view: CasesView) -> None:
    boxes = view.filters.boxes
    assert [boxes["reviewer"].itemText(place) for place in range(3)] == ["Alla granskare", "Åke", "Ingen granskare"]
    boxes["reviewer"].setCurrentText("Åke")
    boxes["status"].setCurrentText("ej påbörjat")
    assert view.model.rowCount() == 3
    assert view.head.note.whole() == "3 visas · 8 ärenden, 0 klara"
    push(view, "Rensa filter")
    assert view.model.rowCount() == 8


def test_a_filter_that_nothing_passes_says_what_does_without_one_part(view: CasesView) -> None:
    view.filters.boxes["reviewer"].setCurrentText("Ingen granskare")
    view.filters.boxes["status"].setCurrentText("påbörjat")
    assert view.empty.title.text() == "Inget ärende passar ”påbörjat, Ingen granskare”"
    assert view.empty.text.text() == "4 passar utan ”påbörjat”."
    push(view, "Visa de 4")
    assert view.model.rowCount() == 4
    assert view.filters.boxes["status"].currentText() == "Alla statusar"


def test_headings_sort_and_turn_round_and_the_choice_follows(view: CasesView) -> None:
    heads = view.table.horizontalHeader()
    for descending in (False, True):
        place = heads.sectionViewportPosition(UNIT) + 20
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10))
        settle()
        assert (view.model.column, view.model.descending) == (UNIT, descending)
    view.filters.order.setFocus()
    press("Home")
    assert (view.model.column, view.model.descending) == (CODE, False)


def test_the_current_case_stays_current_when_the_order_changes(view: CasesView) -> None:
    press("Down Down")
    code = view.table.current_code()
    view.model.order(CODE, descending=True)
    assert view.table.current_code() == code


def test_chosen_cases_stay_chosen_wherever_they_stand_when_the_list_is_read_anew(view: CasesView) -> None:
    codes = view.model.codes()
    wanted = [codes[place] for place in (0, 1, 2, 4, 7)]
    view.table.go_to(wanted[0])
    view.table.select(wanted)
    assert view.table.selected_codes() == wanted
    view.model.show(Lines(list(view.model.lines.lines)))
    assert view.table.selected_codes() == wanted
    assert view.table.current_code() == wanted[0]
    view.model.order(CODE, descending=True)
    assert view.table.selected_codes() == wanted[::-1]
    view.model.set_filter(Filter(codes=frozenset(codes[1:5])))
    assert view.table.selected_codes() == [codes[4], codes[2], codes[1]]


def test_all_of_ten_thousand_cases_stay_chosen(view: CasesView) -> None:
    lines = [made(f"FAR-{number}", "Farsta" if number % 2 else "Östermalm") for number in range(10_000)]
    view.model.show(Lines(lines))
    view.table.selectAll()
    view.model.order(UNIT)
    assert view.table.selected_count() == 10_000
    view.model.set_filter(Filter(unit="Farsta"))
    assert view.table.selected_count() == 5_000
    view.model.order(CODE)
    view.model.set_filter(Filter())
    assert view.table.selected_codes()[:3] == ["FAR-1", "FAR-3", "FAR-5"]


def test_the_count_of_each_state_follows_a_case_that_changes() -> None:
    lines = Lines([made("FAR-1"), made("FAR-2", answered=1)])
    assert lines.statuses == ["ej påbörjat", "påbörjat"]
    lines.replace(made("FAR-1", answered=2))
    assert lines.statuses == ["påbörjat"]
    assert lines.standing.total() == 2


def test_no_cases_says_what_to_do_and_goes_there(window: MainWindow) -> None:
    view = to_list(window)
    assert view.empty.title.text() == "Inga ärenden ännu"
    push(view, "Till urvalet")
    assert window.stack.currentWidget() is window.views["urval"]


def test_codes_from_a_figure_show_those_alone_and_can_be_put_away(view: CasesView) -> None:
    wanted = view.model.codes()[2:5]
    to_list(window_of(view), ",".join(wanted))
    assert view.model.codes() == wanted
    assert view.notice.text() == "3 ärenden bakom siffran"
    push(view, "Visa alla ärenden")
    assert view.model.rowCount() == 8
    assert view.notice.text() == ""


def test_the_rail_tells_how_many_are_done(view: CasesView) -> None:
    assert view.count() == "0/8"


# --- one case ---------------------------------------------------------------------------------------------------------


def test_a_case_opens_with_a_double_click_and_the_way_back_shows_its_progress(view: CasesView) -> None:
    code = view.table.current_code()
    cell = view.table.visualRect(view.table.currentIndex()).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    QTest.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    settle()
    page = view.page_in_front
    assert page is not None
    assert page.code == code
    view.session.who = find_case(view.session.store, code).reviewer
    press("J")
    page.closed.emit()
    assert view.page_in_front is None
    assert view.table.current_code() == code
    assert view.table.hasFocus()
    settle()
    assert view.model.line(view.model.row_of(code)).answered > 0


def test_a_code_from_another_view_opens_the_case(view: CasesView) -> None:
    code = view.model.codes()[3]
    window = window_of(view)
    window.rail.choose("oversikt")
    window.views["oversikt"].go.emit("arenden", code)
    assert view.page_in_front is not None
    assert view.page_in_front.code == code


def test_escape_goes_back_to_the_list(view: CasesView) -> None:
    view.session.who = find_case(view.session.store, view.table.current_code()).reviewer
    press("Return K Escape")
    assert view.pages.currentWidget() is not view.list
    press("Escape")
    assert view.pages.currentWidget() is view.list
    assert view.table.hasFocus()


def test_the_case_that_one_came_to_is_current_in_the_list(view: CasesView) -> None:
    press("Return")
    page = view.page_in_front
    assert page is not None
    press("Ctrl+PgDown")
    code = page.code
    page.closed.emit()
    assert view.table.current_code() == code


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_a_case_is_added_by_keyboard_with_its_errors_beside_the_fields(view: CasesView) -> None:
    press("Ctrl+Shift+N")
    form = dialog()
    assert isinstance(form, CaseDialog)
    write(view.model.codes()[0])
    form.fields.fields["birth_year"].set_text("nittonhundra")
    press("Return")
    assert "finns redan" in form.fields.fields["code"].beside.text()
    assert "årtal" in form.fields.fields["birth_year"].beside.text()
    press("Ctrl+A")
    write("ÅRS-1")
    form.fields.fields["birth_year"].set_text("1971")
    form.fields.fields["unit"].set_text("Årsta")
    form.fields.fields["reviewer"].set_text("Östen")
    press("Return")
    case = find_case(view.session.store, "ÅRS-1")
    assert (case.unit, case.birth_year, case.reviewer, case.origin) == ("Årsta", 1971, "Östen", "tillagd")
    assert view.table.current_code() == "ÅRS-1"
    assert view.model.rowCount() == 9


def test_facts_are_corrected_and_the_code_is_not(view: CasesView) -> None:
    code = view.table.current_code()
    press("F2")
    form = dialog()
    assert isinstance(form, CaseDialog)
    assert not form.fields.fields["code"].editor.isEnabled()
    form.fields.fields["decision"].set_text("avslag")
    push(form, "Spara")
    assert find_case(view.session.store, code).decision == "avslag"
    assert view.table.current_code() == code


def test_the_last_case_may_be_current_when_fewer_are_shown(view: CasesView) -> None:
    lines = view.model.lines.lines
    view.table.setCurrentIndex(view.model.index(view.model.rowCount() - 1, 0))
    view.model.show(Lines(lines[:1]))
    assert view.model.codes() == [lines[0].case.code]
    assert view.table.current_code() in ("", lines[0].case.code)


def test_a_case_that_has_gone_while_the_list_is_read_anew_is_told_and_not_changed(view: CasesView) -> None:
    code = view.table.current_code()
    gone = [Setting("case", (case_key(code),), "present", None)]
    view.session.store.record(gone, by="Anna", kind="urval")
    press("F2", view.table)
    assert view.findChildren(CaseDialog) == []
    window = view.window()
    assert isinstance(window, MainWindow)
    assert "finns inte i granskningen" in window.message.told


def test_several_cases_are_given_to_a_reviewer_at_once_and_taken_back_with_undo(view: CasesView) -> None:
    codes = view.model.codes()
    view.table.setCurrentIndex(view.model.index(0, 0))
    press("Shift+Down Shift+Down Ctrl+T")
    form = dialog()
    assert isinstance(form, AssignDialog)
    form.who.set_text("Örjan")
    push(form, "Tilldela")
    store = view.session.store
    assert [find_case(store, code).reviewer for code in codes[:4]].count("Örjan") == 3
    assert view.table.selected_codes() == codes[:3]
    window = window_of(view)
    window.activateWindow()
    settle()
    press("Ctrl+Z", window)
    assert "Örjan" not in cases.reviewers(store)


def test_answers_that_will_not_count_are_told_before_a_case_changes_hands(view: CasesView) -> None:
    begun = next(line.case.code for line in view.model.lines.lines if line.answered)
    view.table.go_to(begun)
    push(view, "Tilldela granskare")
    form = dialog()
    assert isinstance(form, AssignDialog)
    form.who.set_text("Örjan")
    assert form.lost.text().startswith("1 ärende har svar av den som granskar nu.")
    form.who.set_text("Åke")
    assert form.lost.text() == ""


def test_many_cases_change_hands_in_the_background(view: CasesView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspektor.ui.dialogs.assign.MANY", 2)
    view.table.selectAll()
    press("Ctrl+T")
    form = dialog()
    assert isinstance(form, AssignDialog)
    form.who.set_text("Örjan")
    push(form, "Tilldela")
    assert cases.reviewers(view.session.store) == ["Örjan"]


def test_what_needs_a_choice_waits_for_one(view: CasesView) -> None:
    view.table.clearSelection()
    assert not button(view, "Granska").isEnabled()
    assert not button(view, "Tilldela granskare").isEnabled()
    view.table.selectAll()
    assert button(view, "Tilldela granskare").isEnabled()
    assert not button(view, "Ändra uppgifter").isEnabled()


def test_a_low_window_leaves_out_what_headings_and_enter_do(view: CasesView) -> None:
    window_of(view).resize(1366, 600)
    settle()
    assert not view.filters.order.isVisible()
    window_of(view).resize(1366, 768)
    settle()
    assert view.filters.order.isVisible()


def test_the_code_stays_in_sight_when_the_table_scrolls_sideways(view: CasesView) -> None:
    look().set_text_size(200)
    window_of(view).resize(1000, 900)
    settle()
    bar = view.table.horizontalScrollBar()
    assert bar.maximum() > 0
    before = view.grab().toImage()
    bar.setValue(bar.maximum())
    settle()
    after = view.grab().toImage()
    width, row = view.table.columnWidth(CODE) - 4, view.table.rowHeight(0)
    corner = view.table.viewport().mapTo(view, QPoint(0, row))
    places = [corner + QPoint(x, y) for x in range(8, width, 3) for y in range(4, row - 4, 3)]
    assert [before.pixel(place) for place in places] == [after.pixel(place) for place in places]


def test_a_dialog_is_closed_with_escape_and_nothing_is_changed(view: CasesView) -> None:
    before = view.model.codes()
    press("Ctrl+Shift+N")
    write("XXX-1")
    press("Escape")
    assert QApplication.activeModalWidget() is None
    assert view.model.codes() == before
