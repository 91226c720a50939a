"""Urval in the window: from a list to a drawn sample, a replaced case and the protocol."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.sampling import Draw
from inspektor.operations import samples
from inspektor.operations.answers import record_answer
from inspektor.operations.frames import Preview, preview_frame
from inspektor.ui.dialogs import draw_form
from inspektor.ui.dialogs.read_list import ReadListDialog
from inspektor.ui.dialogs.replace_case import ReplaceCaseDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.sample import SampleView
from inspektor.ui.widgets.quota_table import QUOTA
from tests import support
from tests.ui.hand import PATIENCE, button, focused, not_waiting, press, push, settle, until
from tests.ui.hand import write as type_in


@pytest.fixture
def view(window: MainWindow) -> SampleView:
    """The step Urval of a review that has no list yet."""
    window.rail.choose("urval")
    settle()
    found = window.views["urval"]
    assert isinstance(found, SampleView)
    return found


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer the next file dialogs with a path."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def read(view: SampleView, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Read a list through the dialog."""
    choose(monkeypatch, support.write(view.session.path.with_name("lista.csv"), text))
    push(view, "Läs in lista")
    dialog = view.findChild(ReadListDialog)
    assert isinstance(dialog, ReadListDialog)
    assert dialog.ok.isEnabled()
    push(dialog, "Läs in")
    assert queries.frame(view.session.store)


def labels(view: SampleView) -> list[list[str]]:
    """The rows of the table of groups."""
    return [list(row) for row in view.table.cells.rows]


def test_an_empty_step_says_what_to_do_and_has_the_button_for_it(view: SampleView) -> None:
    assert button(view, "Läs in lista").isVisible()
    assert view.count() == ""


def test_a_list_is_shown_before_it_is_read(view: SampleView, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = support.frame_text() + "P-99;;Kvinna;1960;SoL;Bifall;2019-03-02;Nej;Nej\n"
    choose(monkeypatch, support.write(view.session.path.with_name("lista.csv"), bad))
    push(view, "Läs in lista")
    dialog = view.findChild(ReadListDialog)
    assert isinstance(dialog, ReadListDialog)
    assert dialog.ok.isEnabled()
    assert dialog.summary.text().startswith("16 av 17 rader går att använda.")
    assert [row[0] for row in dialog.refused.cells.rows] == ["18"]
    assert queries.frame(view.session.store) is None
    push(dialog, "Avbryt")


def test_a_column_that_is_not_recognised_can_be_named(view: SampleView, monkeypatch: pytest.MonkeyPatch) -> None:
    text = support.frame_text().replace("Kod;", "Referens;")
    choose(monkeypatch, support.write(view.session.path.with_name("lista.csv"), text))
    push(view, "Läs in lista")
    dialog = view.findChild(ReadListDialog)
    assert isinstance(dialog, ReadListDialog)
    assert dialog.problem.text()
    assert not dialog.ok.isEnabled()
    box = dialog.columns["kod"]
    pick(box, "Referens")
    assert dialog.ok.isEnabled()
    assert dialog.summary.text().startswith("16 av 16 rader")
    push(dialog, "Avbryt")


def test_only_the_columns_that_were_chosen_last_are_shown_and_can_be_read(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = support.frame_text().replace("Kod;", "Referens;")
    choose(monkeypatch, support.write(view.session.path.with_name("lista.csv"), text))
    chosen = Event()

    def slow_at_first(store: Store, path: Path, mapping: dict[str, str]) -> Preview:
        assert mapping or chosen.wait(PATIENCE)
        return preview_frame(store, path, mapping)

    monkeypatch.setattr("inspektor.ui.dialogs.read_list.preview_frame", slow_at_first)
    with not_waiting():
        push(view, "Läs in lista")
        dialog = view.findChild(ReadListDialog)
        assert isinstance(dialog, ReadListDialog)
        dialog.columns["kod"].addItem("Referens")
        dialog.columns["kod"].activated.emit(0)
        assert not dialog.ok.isEnabled()
        until(dialog.ok.isEnabled)
    chosen.set()
    settle()
    assert dialog.ok.isEnabled()
    assert dialog.summary.text().startswith("16 av 16 rader")
    push(dialog, "Avbryt")


def pick(box: QComboBox, words: str) -> None:
    """Choose in a combo box by keys."""
    box.setFocus()
    while box.currentText() != words:
        press("Down", box)


def test_the_plan_follows_the_form_and_nothing_is_drawn_before_one_says_so(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(view, monkeypatch, support.frame_text())
    view.form.per_unit.setFocus()
    view.form.per_unit.selectAll()
    type_in("4", view.form.per_unit)
    assert [row[2] for row in view.form.table.cells.rows] == ["2", "2", "2", "2", "8"]
    assert samples.draws(view.session.store) == []


def test_too_small_a_group_is_told_beside_the_plan_as_what_is_to_come(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(view, monkeypatch, support.frame_text(per_gender=1))
    assert "Norr: fem kvinnor ska dras, men det finns bara en. Alla tas med." in view.form.notices.text()


def quotas(view: SampleView) -> list[str]:
    """The column of quotas, with the total."""
    return [row[QUOTA] for row in view.form.table.cells.rows]


def go_to_quotas(view: SampleView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four a unit, half women and half men, and the keyboard on the quota of the first group: Norr, kvinnor."""
    read(view, monkeypatch, support.frame_text())
    view.form.per_unit.setValue(4)
    view.window().activateWindow()
    settle()
    button(view.form, "Dra urval").setFocus()
    press("Tab")
    assert focused() is view.form.table


def test_a_group_gets_a_quota_of_its_own_by_keys_and_the_common_one_back(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_quotas(view, monkeypatch)
    press("3 Enter 1 Down 0 Enter")
    assert quotas(view) == ["3", "1", "0", "2", "6"]
    assert [row[1] for row in view.form.table.cells.rows] == ["4", "4", "4", "4", "16"]
    view.form.per_unit.setValue(6)
    assert quotas(view) == ["3", "1", "0", "3", "7"]
    press("Up Delete")
    press("Up Enter Backspace Enter")
    assert quotas(view) == ["3", "3", "3", "3", "12"]
    view.form.per_unit.setValue(4)
    assert quotas(view) == ["3", "2", "2", "2", "9"]


def test_the_sample_is_drawn_by_the_own_quotas_and_the_form_knows_them_again(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_quotas(view, monkeypatch)
    press("4 Tab")
    assert focused() is not view.form.table
    push(view.form, "Dra urval")
    assert [row[2:4] for row in labels(view)] == [["4", "4"], ["2", "2"], ["2", "2"], ["2", "2"], ["10", "10"]]
    push(view, "Dra om")
    assert quotas(view) == ["4", "2", "2", "2", "10"]
    assert view.form.standing.text().endswith("10 ärenden blir kvar: inget går ut.")
    view.form.balance.setChecked(False)
    assert quotas(view) == ["4", "4", "8"]
    view.form.balance.setChecked(True)
    view.form.per_unit.setValue(2)
    assert quotas(view) == ["4", "1", "1", "1", "7"]
    assert view.form.standing.text().endswith("Av 10 ärenden blir 7 kvar och 3 går ut.")


def test_a_quota_that_is_no_number_is_told_at_its_group_and_nothing_is_drawn(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_quotas(view, monkeypatch)
    press("X Enter")
    cell = view.form.table.model().index(0, QUOTA)
    told = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Norr, kvinnor: 4 i ramen, kvot x, egen, 2 dras. Skriv ett helt tal, högst 999."
    assert view.form.problem.text() == "Rätta kvoten i tabellen."
    assert not button(view.form, "Dra urval").isEnabled()
    press("Up 1 Enter")
    assert button(view.form, "Dra urval").isEnabled()


def test_a_new_draw_that_would_lose_answers_is_refused_in_the_form(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(view, monkeypatch, support.frame_text())
    view.form.per_unit.setValue(4)
    push(view.form, "Dra urval")
    for code in samples.replaceable(view.session.store):
        record_answer(view.session.store, code, "plan_finns", "ja", "Anna")
    push(view, "Dra om")
    assert view.form.problem.text() == ""
    view.form.per_unit.setValue(2)
    assert view.form.problem.text().startswith("4 ärenden som redan har svar skulle falla bort ur urvalet.")
    assert not button(view.form, "Dra urval").isEnabled()


def test_own_quotas_are_of_the_list_that_they_were_written_for(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_quotas(view, monkeypatch)
    press("3 Enter")
    read(view, monkeypatch, support.frame_text(("Väster",)))
    assert quotas(view) == ["2", "2", "4"]


def test_a_sample_is_drawn_replaced_in_and_undone(
    window: MainWindow, view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(view, monkeypatch, support.frame_text())
    view.form.per_unit.setValue(4)
    push(view.form, "Dra urval")
    assert labels(view)[-1] == ["Total", "16", "8", "8", "8", "–"]
    assert view.count() == "8"
    push(view, "Byt ut ärende")
    dialog = view.findChild(ReplaceCaseDialog)
    assert isinstance(dialog, ReplaceCaseDialog)
    assert not dialog.ok.isEnabled()
    type_in("Akten är spärrad", dialog.why)
    push(dialog, "Byt ut")
    assert [list(row)[2] for row in view.replaced.cells.rows] == ["Akten är spärrad"]
    window.activateWindow()
    settle()
    press("Ctrl+Z", view.table)
    assert list(view.replaced.cells.rows) == []


def test_the_protocol_is_written_as_a_document(view: SampleView, monkeypatch: pytest.MonkeyPatch) -> None:
    read(view, monkeypatch, support.frame_text())
    push(view.form, "Dra urval")
    path = view.session.path.with_name("protokoll.docx")
    choose(monkeypatch, path)
    push(view, "Spara protokoll")
    assert path.exists()
    told = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    assert str(view.form.seed.value()) in told


def test_the_refused_rows_can_be_saved_as_a_list(view: SampleView, monkeypatch: pytest.MonkeyPatch) -> None:
    read(view, monkeypatch, support.frame_text() + "P-99;;Kvinna;1960;SoL;Bifall;2019-03-02;Nej;Nej\n")
    push(view.form, "Dra urval")
    path = view.session.path.with_name("avvisade.csv")
    choose(monkeypatch, path)
    push(view, "Spara listan")
    assert path.read_text(encoding="utf-8-sig").splitlines()[1].startswith("18;")


def test_a_list_of_refused_rows_never_takes_the_place_of_the_review(
    view: SampleView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(view, monkeypatch, support.frame_text() + "P-99;;Kvinna;1960;SoL;Bifall;2019-03-02;Nej;Nej\n")
    push(view.form, "Dra urval")
    before = view.session.path.read_bytes()
    choose(monkeypatch, view.session.path)
    push(view, "Spara listan")
    assert view.session.path.read_bytes() == before
    assert view.session.path.with_suffix(".csv").is_file()


# --- a long list: planned and drawn in the background -----------------------------------------------------------------


@pytest.fixture
def long(view: SampleView, monkeypatch: pytest.MonkeyPatch) -> SampleView:
    """The form of a draw from a list that counts as long, with its first plan shown."""
    monkeypatch.setattr(draw_form, "MANY", 1)
    read(view, monkeypatch, support.frame_text())
    until(lambda: quotas(view)[-1:] == ["20"])
    at_rest(view)
    view.window().activateWindow()
    settle()
    return view


def at_rest(view: SampleView) -> None:
    """Wait until nothing is being planned or drawn."""
    until(lambda: not view.session.working)


def draws(view: SampleView) -> list[Draw]:
    return samples.draws(view.session.store)


def test_while_a_draw_from_a_long_list_is_planned_that_is_said_and_the_keyboard_stays(long: SampleView) -> None:
    long.form.per_unit.setFocus()
    long.form.per_unit.setValue(4)
    assert long.form.heading.text() == "Det här skulle dras · räknar …"
    assert focused() is long.form.per_unit
    at_rest(long)
    assert long.form.heading.text() == "Det här skulle dras"
    assert quotas(long) == ["2", "2", "2", "2", "8"]
    assert focused() is long.form.per_unit


def test_of_several_orders_for_a_long_list_the_plan_of_the_latest_is_shown(long: SampleView) -> None:
    for number in (4, 8, 6, 2):
        long.form.per_unit.setValue(number)
    at_rest(long)
    assert quotas(long) == ["1", "1", "1", "1", "4"]
    assert long.form.heading.text() == "Det här skulle dras"


def test_what_is_drawn_is_what_the_form_asks_for_also_when_its_plan_is_not_there_yet(long: SampleView) -> None:
    long.form.per_unit.setValue(4)
    long.form.draw.click()
    assert draws(long) == []
    until(lambda: draws(long))
    at_rest(long)
    assert labels(long)[-1] == ["Total", "16", "8", "8", "8", "–"]
    assert focused() is long.table


def test_who_changes_the_order_before_it_is_planned_has_not_drawn_yet(long: SampleView) -> None:
    long.form.per_unit.setValue(4)
    long.form.draw.click()
    long.form.per_unit.setValue(6)
    at_rest(long)
    assert quotas(long)[-1] == "12"
    assert draws(long) == []


def test_a_wrong_quota_is_not_drawn_past_while_the_plan_is_made(long: SampleView) -> None:
    long.form.table.written.emit(0, "x")
    long.form.draw.click()
    at_rest(long)
    assert long.form.problem.text() == "Rätta kvoten i tabellen."
    assert draws(long) == []


def test_a_draw_that_ends_while_another_step_is_in_front_stays_behind_it(long: SampleView) -> None:
    long.form.draw.click()
    window = long.window()
    assert isinstance(window, MainWindow)
    window.rail.choose("oversikt")
    until(lambda: draws(long))
    at_rest(long)
    assert window.stack.currentWidget() is window.views["oversikt"]
    window.rail.choose("urval")
    settle()
    assert labels(long)[-1][1:4] == ["16", "20", "16"]


def test_a_review_can_be_closed_while_a_draw_is_planned_or_made(long: SampleView) -> None:
    window = long.window()
    assert isinstance(window, MainWindow)
    long.form.draw.click()
    window.close_review()
    settle()
    assert window.session is None


def test_a_plan_that_cannot_be_made_leaves_no_figures_of_another(long: SampleView) -> None:
    gone = long.session.path.rename(long.session.path.with_suffix(".borta"))
    long.form.per_unit.setValue(4)
    at_rest(long)
    assert long.form.problem.text() == "Det gick inte att räkna ut vad som skulle dras. Orsaken står överst i fönstret."
    assert list(long.form.table.cells.rows) == []
    assert not long.form.draw.isEnabled()
    gone.rename(long.session.path)
    long.form.per_unit.setValue(6)
    at_rest(long)
    assert quotas(long)[-1] == "12"
    assert long.form.draw.isEnabled()
