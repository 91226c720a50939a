"""The shell: what holds for the whole window, whatever step is in front."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog

from inspektor.db import check, queries
from inspektor.db.store import Setting, Store
from inspektor.domain.errors import Problem
from inspektor.operations import cases, history
from inspektor.operations.answers import record_answer, record_note
from inspektor.ui import recent, tokens, turning
from inspektor.ui.dialogs.keys import KeysDialog
from inspektor.ui.faults import Catcher
from inspektor.ui.lock import FileLock
from inspektor.ui.main_window import MainWindow
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.trouble import Trouble, told
from inspektor.ui.widgets import busy_bar
from tests.support import LEAD, make_review
from tests.support import write as write_file
from tests.ui.hand import PATIENCE, button, click, dialog, not_waiting, press, push, settle, until

WHO = "Inspektör A"


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def beside(path: Path) -> set[str]:
    """The files in a review's folder."""
    return {one.name for one in path.parent.iterdir()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small review with one case."""
    made = make_review(tmp_path)
    with Store.open(made, write=True) as store:
        cases.add_case(store, {"code": "FAR-1", "unit": "Farsta"}, by=LEAD)
    return made


# --- opening and closing ----------------------------------------------------------------------------------------------


def test_a_review_opens_on_its_overview(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.views["oversikt"]
    assert window.windowTitle() == "granskning – Inspektor"
    assert window.top.saved.text().startswith("Sparat ")


def test_the_step_and_the_window_are_as_they_were_left(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    start.rail.choose("resultat")
    start.resize(760, 620)
    settle()
    start.close()
    again = MainWindow()
    again.show()
    settle()
    assert (again.width(), again.height()) == (760, 620)
    assert again.open_review(path)
    assert again.stack.currentWidget() is again.views["resultat"]
    again.close()


def test_another_file_opens_on_its_overview(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    start.rail.choose("resultat")
    other = make_review(path.parent, name="annan.granskning")
    assert start.open_review(other)
    assert start.stack.currentWidget() is start.views["oversikt"]
    assert session_of(start).path == other


def test_closing_a_review_shows_the_start_page_and_leaves_nothing_beside_the_file(
    start: MainWindow, path: Path
) -> None:
    before = beside(path)
    start.open_review(path)
    assert beside(path) == before | {f".~lock.{path.name}", f".~lock.{path.name}.namn"}
    press("Ctrl+W")
    assert start.session is None
    assert start.stack.currentWidget() is start.start
    assert start.windowTitle() == "Inspektor"
    assert beside(path) == before


def test_a_file_that_is_no_review_is_told_and_what_is_open_stays(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    strange = write_file(path.with_name("strunt.granskning"), "inte en granskning")
    assert not start.open_review(strange)
    assert "strunt.granskning är inte en granskning" in start.message.told
    assert session_of(start).path == path
    assert f".~lock.{strange.name}" not in beside(path)


def test_a_file_that_is_missing_can_be_taken_off_the_list(start: MainWindow, tmp_path: Path) -> None:
    gone = tmp_path / "borta.granskning"
    recent.remember(gone)
    assert not start.open_review(gone)
    assert "borta.granskning finns inte" in start.message.told
    push(start, "Ta bort ur listan")
    assert recent.files() == []


def test_the_same_file_twice_in_one_window_is_the_same_review(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    session = session_of(start)
    assert start.open_review(path)
    assert session_of(start) is session


# --- two windows on one file ------------------------------------------------------------------------------------------


def test_a_second_window_says_who_has_the_file_and_opens_it_for_reading(start: MainWindow, path: Path) -> None:
    other = Session(path, "Inspektör B")
    assert not start.open_review(path)
    assert start.message.told.startswith("Filen är öppen i en annan Inspektor. Inspektör B, dator ")
    push(start, "Öppna för läsning")
    assert session_of(start).read_only
    assert start.top.saved.text() == "Öppen för läsning"
    assert "Inspektör B" in start.message.told
    other.close()
    push(start, "Öppna för att ändra")
    assert not session_of(start).read_only
    assert start.top.saved.text().startswith("Sparat")
    assert start.message.told == ""


def test_what_is_open_for_reading_is_not_changed_and_says_so(start: MainWindow, path: Path) -> None:
    start.open_review(path, read_only=True)
    before = path.read_bytes()
    session_of(start).do("svar", lambda store: record_answer(store, "FAR-1", "plan_finns", "ja", WHO))
    assert start.message.told == "Granskningen är öppen för läsning. Allt kan läsas och kopieras."
    assert path.read_bytes() == before
    assert not button(start, "Ändra uppgifterna").isEnabled()


def test_what_the_other_window_writes_is_shown_while_one_reads(start: MainWindow, path: Path) -> None:
    start.open_review(path, read_only=True)
    session = session_of(start)
    seen: list[str] = []
    session.changed.connect(seen.append)
    with Store.open(path, write=True) as store:
        record_answer(store, "FAR-1", "plan_finns", "ja", "Inspektör B")
    session._look()
    assert seen == [""]
    session._look()
    assert seen == [""]


def test_a_lock_that_a_dead_program_left_is_no_obstacle(start: MainWindow, path: Path) -> None:
    lock = FileLock(path)
    lock.take("Inspektör B")
    kept = (path.parent / f".~lock.{path.name}").read_text()
    lock.release()
    (path.parent / f".~lock.{path.name}").write_text(kept.replace(str(os.getpid()), "999999999", 1))
    assert start.open_review(path)
    assert not session_of(start).read_only


def test_a_lock_from_another_computer_can_be_taken_over(start: MainWindow, path: Path) -> None:
    lock = path.parent / f".~lock.{path.name}"
    lock.write_text("4711\ninspektor\nK-114\nannan maskin\nannan start\n")
    (path.parent / f"{lock.name}.namn").write_text("Inspektör B", encoding="utf-8")
    assert not start.open_review(path)
    assert "Inspektör B, dator K-114" in start.message.told
    push(start, "Ta över")
    assert not session_of(start).read_only
    assert QLockFile(str(lock)).getLockInfo()[1] != "K-114"


def test_a_file_that_may_not_be_written_is_offered_for_reading(
    start: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspektor.db.connection.os.access", lambda *_: False)
    assert not start.open_review(path)
    assert "skrivskyddad" in start.message.told
    push(start, "Öppna för läsning")
    assert session_of(start).read_only
    assert "skrivskyddad: kopiera filen till en mapp där du får skriva" in start.message.told


# --- what goes wrong --------------------------------------------------------------------------------------------------


def fill_disk(window: MainWindow) -> None:
    """Let the file grow no further: SQLite finds the disk full."""
    session_of(window).store.database.execute("PRAGMA max_page_count = 1")


def empty_disk(window: MainWindow) -> None:
    session_of(window).store.database.execute("PRAGMA max_page_count = 1000000")


def comment(window: MainWindow, text: str) -> None:
    session_of(window).do("anteckning", lambda store: record_note(store, "FAR-1", "plan_finns", WHO, comment=text))


def comments(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [one.comment for case in queries.cases(store) for one in queries.answers(store, [case.id])]


LONG = "Lång text. " * 3000


def test_what_cannot_be_saved_is_told_kept_and_saved_later_in_its_order(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    fill_disk(start)
    comment(start, LONG)
    comment(start, LONG + "Och mer.")
    assert start.top.saved.text() == "Sparas inte"
    assert start.message.told.startswith("Disken är full. Ingenting har ändrats i")
    push(start, "Försök igen")
    assert start.top.saved.text() == "Sparas inte"
    empty_disk(start)
    push(start, "Försök igen")
    assert start.top.saved.text().startswith("Sparat")
    assert start.message.told == ""
    assert comments(path) == [LONG + "Och mer."]
    with Store.open(path) as store:
        assert [one.new for one in history.entries(store) if one.what.endswith("kommentar")] == [
            LONG,
            LONG + "Och mer.",
        ]
        assert check.problems(store) == []


def test_what_could_not_be_saved_is_saved_before_what_comes_after(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    fill_disk(start)
    comment(start, LONG)
    empty_disk(start)
    comment(start, "Kort.")
    assert comments(path) == ["Kort."]
    assert not session_of(start).unsaved
    assert start.message.told == ""


def test_a_copy_takes_what_could_not_be_saved_along_and_is_worked_in(
    start: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.open_review(path)
    fill_disk(start)
    comment(start, LONG)
    copy = path.with_name("kopia.granskning")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    push(start, "Spara en kopia")
    assert session_of(start).path == copy
    assert comments(copy) == [LONG]
    assert comments(path) == []
    assert "allt är sparat i den" in start.message.told


def test_a_copy_of_what_is_whole_is_not_worked_in(
    start: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.open_review(path)
    copy = path.with_name("kopia.granskning")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    start.save_copy()
    assert session_of(start).path == path
    with Store.open(copy) as store:
        assert check.problems(store) == []
    start.save_copy()
    assert "kopia.granskning finns redan" in start.message.told


def test_a_file_that_is_removed_is_noticed_and_what_was_written_is_saved_elsewhere(
    start: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.open_review(path)
    path.unlink()
    comment(start, "Åäö")
    assert start.top.saved.text() == "Sparas inte"
    assert "finns inte längre där den var" in start.message.told
    copy = path.with_name("räddad.granskning")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    push(start, "Spara en kopia")
    assert comments(copy) == ["Åäö"]


def test_a_file_that_is_replaced_by_another_is_noticed(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    other = make_review(path.parent, name="annan.granskning")
    path.unlink()
    other.rename(path)
    comment(start, "Åäö")
    assert "har bytts ut mot en annan" in start.message.told
    assert session_of(start).unsaved


def test_a_file_that_was_moved_away_and_back_goes_on_as_before(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    away = path.with_name("flyttad.granskning")
    path.rename(away)
    comment(start, "Åäö")
    assert session_of(start).unsaved
    away.rename(path)
    push(start, "Försök igen")
    assert comments(path) == ["Åäö"]


def test_the_window_does_not_close_on_what_is_not_saved_until_somebody_says_so(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    fill_disk(start)
    comment(start, LONG)
    assert not start.close()
    assert start.session is not None
    assert "Allt är inte sparat" in start.message.told
    push(start, "Stäng ändå")
    assert not start.isVisible()
    with Store.open(path) as store:
        assert check.problems(store) == []


def test_a_refusal_of_what_was_given_is_not_tried_again(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    comment(start, "19121212-1212")
    assert "personnummer" in start.message.told
    assert "1212" not in start.message.told
    assert not session_of(start).unsaved
    comment(start, "Utan nummer")
    assert start.message.told == ""
    assert start.top.saved.text().startswith("Sparat")


def test_the_unexpected_is_told_without_content_and_noted_by_place(window: MainWindow, tmp_path: Path) -> None:
    catcher = Catcher(window.tell, tmp_path)
    try:
        raise ValueError("hemlig uppgift 19121212-1212")
    except ValueError as error:
        catcher.caught(type(error), error, error.__traceback__)
    noted = (tmp_path / "fel.txt").read_text(encoding="utf-8")
    assert window.message.told.startswith("Ett oväntat fel inträffade. Det som var sparat är kvar.")
    for text in (noted, window.message.told):
        assert "ValueError" in text
        assert "test_shell.py rad" in text
        assert "hemlig" not in text
        assert "1212" not in text


def test_what_goes_wrong_in_the_background_is_caught_in_the_same_place(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    session_of(window).work("Räknar …", lambda _: 1 // 0, lambda _: None)
    settle()
    assert caught == [ZeroDivisionError]
    assert not session_of(window)._tasks


def test_a_known_error_in_the_background_is_told(window: MainWindow) -> None:
    def refuse(_: Store) -> None:
        raise Problem("Det går inte. Gör på ett annat sätt.")

    session_of(window).work("Räknar …", refuse, lambda _: None)
    settle()
    assert window.message.told == "Det går inte. Gör på ett annat sätt."


# --- work that takes time ---------------------------------------------------------------------------------------------


def test_work_is_seen_after_a_while_and_can_be_stopped(window: MainWindow) -> None:
    stop = Event()
    done: list[bool] = []
    session = session_of(window)
    session.work("Läser listan …", lambda _: stop.wait(PATIENCE), done.append, stop=stop)
    with not_waiting():
        until(window.busy.isVisible)
        assert window.busy.accessibleName() == "Läser listan …"
        session.progress.emit("Läser listan: rad 2 av 4", 2, 4)
        assert window.busy._track.accessibleDescription() == "2 av 4"
        click(window.busy.cancel)
    assert stop.is_set()
    assert not window.busy.isVisible()
    settle()
    assert done == []


def test_work_that_is_soon_over_is_not_seen(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy_bar, "PATIENCE", 3_600_000)  # soon, then, on every computer
    done: list[bool] = []
    session_of(window).work("Läser listan …", lambda _: True, done.append)
    assert window.busy._wait.isActive()
    settle()
    assert done == [True]
    assert not window.busy.isVisible()
    assert not window.busy._wait.isActive()


def test_work_that_cannot_be_stopped_offers_no_way_to(window: MainWindow) -> None:
    go = Event()
    done: list[bool] = []
    session_of(window).work("Skriver …", lambda _: go.wait(PATIENCE), done.append)
    with not_waiting():
        until(window.busy.isVisible)
    assert not window.busy.cancel.isVisible()
    go.set()
    settle()
    assert done == [True]
    assert not window.busy.isVisible()


def test_closing_waits_for_work_and_calls_nothing_afterwards(window: MainWindow) -> None:
    worked: list[bool] = []
    done: list[None] = []

    def work(_: Store) -> None:
        time.sleep(0.05)
        worked.append(True)

    session_of(window).work("Räknar …", work, done.append)
    window.close_review()
    assert worked == [True]
    settle()
    assert done == []


def test_no_work_is_begun_in_a_review_that_has_been_closed(window: MainWindow) -> None:
    session = session_of(window)
    window.close_review()
    session.work("Räknar …", lambda _: True, lambda _: None)
    assert not session.working


# --- keys, undo, bars -------------------------------------------------------------------------------------------------


def test_undo_and_redo_say_what_they_did_and_when_there_is_nothing(start: MainWindow, path: Path) -> None:
    start.open_review(path)
    session_of(start).who = LEAD
    press("Ctrl+Z")
    assert start.top.note.text() == "Ångrat: ärende tillagt"
    press("Ctrl+Z")
    assert start.top.note.text() == "Inget att ångra"
    assert start.message.told == ""
    press("Ctrl+Shift+Z")
    assert start.top.note.text() == "Gjort om: ärende tillagt"


def test_a_large_operation_is_undone_and_done_again_while_the_window_goes_on(start: MainWindow, path: Path) -> None:
    with Store.open(path, write=True) as store, store.transaction():
        places = range(turning.LARGE + 1)
        drawn = [Setting("case", (f"x-{one}",), "present", 1) for one in places]
        named = [Setting("case", (f"x-{one}",), "code", f"X-{one}") for one in places]
        store.record([*drawn, *named], by=LEAD, kind="urval")
    start.open_review(path)
    session = session_of(start)
    session.who = LEAD
    start.turn_back(forward=False)
    assert session.works_on(turning.UNDOING)
    start.turn_back(forward=False)  # impatient: nothing more is undone
    settle()
    assert start.top.note.text() == "Ångrat: urval draget"
    assert history.next_turn(session.store, LEAD, forward=True) == turning.LARGE + 1  # the cases are taken out
    press("Ctrl+Shift+Z")
    assert start.top.note.text() == "Gjort om: urval draget"
    assert history.next_turn(session.store, LEAD, forward=True) is None


def test_the_list_of_keys_opens_with_f1_and_closes_with_escape(window: MainWindow) -> None:
    press("F1", window)
    assert isinstance(dialog(), KeysDialog)
    press("Escape")
    assert QApplication.activeModalWidget() is None


def test_the_menu_of_the_review_has_what_can_be_done_with_it(window: MainWindow) -> None:
    menu = window.top.title.menu()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:4] == ["Ny granskning …", "Öppna granskning …", "Spara en kopia …", "Stäng granskningen"]
    assert all(action.isEnabled() for action in menu.actions())
    window.close_review()
    assert [action.text() for action in menu.actions() if not action.isEnabled()] == [
        "Spara en kopia …",
        "Stäng granskningen",
        "Ångra",
        "Gör om",
    ]


def test_a_long_title_gives_way_to_what_is_saved(window: MainWindow) -> None:
    window.top.show_review("En mycket lång titel " * 10, "3.4.2-11/2021", WHO)
    window.resize(640, 600)
    settle()
    assert window.width() == 640
    assert window.top.saved.geometry().right() < window.width()
    assert window.top.title.text().endswith("…")


def test_the_key_bar_drops_keys_from_the_right_and_keeps_f1(window: MainWindow) -> None:
    window.keys.show_keys([(f"Ctrl+{letter}", "gör någonting") for letter in "ABCDEFGHIJKL"])
    window.resize(800, 600)
    settle()
    shown = [cap.isVisible() for cap in window.keys._caps]
    assert shown[0]
    assert not shown[-1]
    assert shown == sorted(shown, reverse=True)
    assert window.keys._help.isVisible()


def test_bars_follow_the_text_size_and_the_theme(window: MainWindow) -> None:
    heights = (window.top.height(), window.keys.height())
    look().set_text_size(200)
    settle()
    assert (window.top.height(), window.keys.height()) == tuple(2 * height for height in heights)
    look().choose_theme("mörkt")
    assert look().theme == tokens.DARK
    assert tokens.DARK.ink in window.top.saved.styleSheet()
    look().choose_theme("ljust")


def test_the_message_bar_is_reached_by_tab_and_put_away(window: MainWindow) -> None:
    pressed: list[bool] = []
    window.tell(Trouble("Rubrik", "Text."), [("Gör det", lambda: pressed.append(True))])
    window.top.who.setFocus()
    press("Tab Space")
    assert pressed == [True]
    press("Tab Space")
    assert window.message.told == ""


def test_an_error_is_a_title_and_what_to_do() -> None:
    trouble = told(Problem("Filen är öppen. Stäng den."))
    assert (trouble.title, trouble.text) == ("Filen är öppen", "Stäng den.")


def test_qt_itself_speaks_swedish(first_day: QApplication) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Close)
    assert {one.text().replace("&", "") for one in box.buttons()} == {"Avbryt", "Stäng"}
    assert not first_day.windowIcon().isNull()


def test_the_steps_can_be_reached_with_the_arrows(window: MainWindow) -> None:
    window.rail.setFocus()
    press("Down Down Down")
    assert window.stack.currentWidget() is window.views["resultat"]
    session = window.session
    assert session is not None
    window.close_review()
    assert window.open_review(session.path)
    assert window.stack.currentWidget() is window.views["resultat"]
