"""Slå ihop in the window: files in the list, what they would bring, putting them together, and stopping it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import cases, merging
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.merging import Brought, Merged, Watch
from inspektor.ui.main_window import MainWindow
from inspektor.ui.models import merges
from inspektor.ui.style import look
from inspektor.ui.views import merge_files
from inspektor.ui.views.merge_files import MergeView
from inspektor.ui.widgets import merge_page
from tests.support import LEAD, add_sample, answered, case_codes, copied, dump, make_review
from tests.ui.hand import PATIENCE, button, not_waiting, press, push, settle, until

A = "Inspektör A"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review with a sample that is Inspektör A's."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        cases.assign(store, case_codes(store), A, by=LEAD)
    return path


@pytest.fixture
def codes(review: Path) -> list[str]:
    with Store.open(review) as store:
        return case_codes(store)


@pytest.fixture
def files(review: Path, codes: list[str]) -> list[Path]:
    """Two copies that were worked in: both answered two cases, alike in one and differently in the other."""
    first, second, third = codes[:3]
    return [
        answered(copied(review, "ena"), [(first, "ja"), (second, "ja")]),
        answered(copied(review, "andra"), [(first, "nej"), (second, "ja"), (third, "ja")]),
    ]


@pytest.fixture
def view(start: MainWindow, review: Path) -> MergeView:
    """The step Slå ihop."""
    assert start.open_review(review)
    start.rail.choose("slaihop")
    found = start.views["slaihop"]
    assert isinstance(found, MergeView)
    settle()
    return found


def add(view: MergeView, files: Sequence[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Add files with the button, and wait until they have been gone through."""
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in files], ""))
    push(view, "Lägg till fil")


def drop(view: MergeView, files: Sequence[Path]) -> bool:
    """Drag files onto the step and let go; whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    buttons, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    where = view.rect().center()
    over = QDragEnterEvent(where, copy, data, buttons, none)
    over.ignore()
    QApplication.sendEvent(view, over)
    taken = view.acceptDrops() and over.isAccepted()
    if taken:
        QApplication.sendEvent(view, QDropEvent(QPointF(where), copy, data, buttons, none))
        settle()
    return taken


def rows(view: MergeView) -> list[tuple[str, ...]]:
    """What the table of files shows, without the times."""
    return [(row[0], row[1], *row[3:]) for row in view.page.files.cells.rows]


def count(window: MainWindow) -> str:
    """What the rail says of the step."""
    return str(window.rail._item("slaihop").toolTip()).removeprefix("Slå ihop").strip()


def settling(view: MergeView) -> bool:
    """Whether what there is to settle is in front."""
    return view.fronts.page is not None


# --- the list ---------------------------------------------------------------------------------------------------------


def test_an_empty_step_says_what_to_do_and_has_the_button_for_it(view: MergeView) -> None:
    assert view.empty.title.text() == "Inga filer att slå ihop"
    assert button(view, "Lägg till fil").isVisible()
    assert not view.merge.isVisible()
    assert view.count() == ""


def test_files_are_told_of_before_anything_is_changed(
    start: MainWindow, view: MergeView, review: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, beside = dump(review), sorted(review.parent.iterdir())
    add(view, files, monkeypatch)
    assert rows(view) == [
        ("ena.granskning", A, "2", "2", "0", "0"),
        ("andra.granskning", A, "3", "3", "1", "1"),
        ("Tillsammans", "", "3", "3", "1", "1"),
    ]
    assert view.head.note.whole() == "Ingenting är ändrat ännu."
    assert view.merge.text() == "Slå ihop 2 filer"
    assert count(start) == "2 filer"
    told = view.page.lines.sentences()
    assert told[:2] == ["3 nya eller ändrade svar läggs in.", "1 svar är lika i flera filer. Det räknas en gång."]
    assert told[2].startswith("1 uppgift skiljer sig åt. Alla versioner behålls")
    assert view.page.differences.title.text() == "1 skillnad att avgöra"
    assert dump(review) == before
    assert sorted(review.parent.iterdir()) == beside


def test_the_changes_that_are_told_of_add_up(
    view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(view, files, monkeypatch)
    assert view.told is not None
    whole, new = view.told.total.changes, view.told.total.new
    lost = next(one for one in view.page.lines.sentences() if one.startswith("Inget försvinner"))
    assert lost == (
        f"Inget försvinner: filerna har tillsammans {whole} ändringar. {new} är nya och läggs in, och {whole - new}"
        " fanns redan här eller i flera av filerna."
    )


def test_files_can_be_dropped_anywhere_in_the_step(view: MergeView, files: list[Path]) -> None:
    assert drop(view, files[:1])
    assert drop(view, files[1:])
    assert [row[0] for row in rows(view)] == ["ena.granskning", "andra.granskning", "Tillsammans"]
    assert not drop(view, [])


def test_a_file_that_is_in_the_list_is_not_added_again(view: MergeView, files: list[Path]) -> None:
    drop(view, files)
    drop(view, files[:1])
    assert view.notice.text() == "ena.granskning finns redan i listan."
    assert view.count() == "2 filer"


def test_what_may_not_be_taken_in_stays_in_the_list_with_the_reason_and_is_left_out(
    view: MergeView, review: Path, files: list[Path], tmp_path: Path
) -> None:
    folder, text = tmp_path / "en mapp", tmp_path / "brev.granskning"
    folder.mkdir()
    text.write_text("Ett brev.")
    stranger = make_review(tmp_path, name="främmande.granskning")
    drop(view, [folder, text, stranger, review, *files])
    reasons = ("är en mapp", "är inte en granskning", "hör till en annan granskning", "är granskningen själv")
    for row, reason in enumerate(reasons):
        assert reason in view.page.files.refused(row)
        assert reason in view.page.files.cells.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert view.merge.text() == "Slå ihop 2 filer"
    assert view.count() == "6 filer"
    press("Return", view.page.files)
    assert [file.file for file in view._made[0].files] == ["ena.granskning", "andra.granskning"]


def test_delete_takes_a_file_off_the_list_and_escape_empties_it(view: MergeView, files: list[Path]) -> None:
    drop(view, files)
    view.page.files.setFocus()
    press("Delete")
    assert rows(view) == [("andra.granskning", A, "3", "3", "0", "0")]
    press("Escape")
    assert view.listed == []
    assert view.pages.currentWidget() is view.empty


def test_a_button_takes_a_file_off_the_list_too(view: MergeView, files: list[Path]) -> None:
    drop(view, files)
    for _ in files:
        push(view, "Ta bort ur listan")
    assert view.listed == []


def test_files_with_nothing_new_cannot_be_put_together(view: MergeView, review: Path) -> None:
    drop(view, [copied(review, "kopia")])
    assert view.page.lines.sentences() == ["Allt i filerna finns redan här. Det finns inget att slå ihop."]
    assert not view.merge.isEnabled()


def test_going_through_the_files_can_be_stopped_and_begun_again(
    start: MainWindow, view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, stopped = merging.preview, Event()

    def slow(store: Store, paths: Sequence[Path], *, watch: Watch) -> Merged:
        assert watch.stop is not None
        watch.stop.wait(PATIENCE)
        stopped.set()
        return real(store, paths, watch=watch)

    monkeypatch.setattr(merging, "preview", slow)
    view.add_files(files)
    with not_waiting():
        until(start.busy.isVisible)
        push(start, "Avbryt")
    settle()
    assert stopped.is_set()
    assert view.notice.text() == "Filerna är inte genomgångna. Ingenting är ändrat."
    assert [row[2:] for row in rows(view)] == [("…",) * 4] * 2
    assert not view.merge.isEnabled()
    monkeypatch.setattr(merging, "preview", real)
    push(view, "Gå igenom igen")
    assert view.merge.isEnabled()
    assert view.notice.text() == ""


def test_closing_the_review_stops_going_through_the_files(
    start: MainWindow, view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []

    def slow(_store: Store, _paths: Sequence[Path], *, watch: Watch) -> None:
        assert watch.stop is not None
        stopped.append(watch.stop.wait(PATIENCE))

    monkeypatch.setattr(merging, "preview", slow)
    view.add_files(files)
    start.close_review()
    assert stopped == [True]
    assert start.session is None


def test_only_what_the_list_holds_now_is_told_of(
    view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, first = merging.preview, Event()

    def slow_at_first(store: Store, paths: Sequence[Path], *, watch: Watch) -> Merged:
        if len(paths) == 1:
            assert watch.stop is not None
            watch.stop.wait(PATIENCE)
            first.set()
            return real(store, paths)
        return real(store, paths, watch=watch)

    monkeypatch.setattr(merging, "preview", slow_at_first)
    view.add_files(files[:1])
    view.add_files(files[1:])
    settle()
    assert first.is_set()
    assert len(rows(view)) == 3


def test_what_the_files_would_bring_follows_what_is_done_meanwhile(
    start: MainWindow, view: MergeView, files: list[Path], codes: list[str]
) -> None:
    drop(view, files[:1])
    assert rows(view)[0][-1] == "0"
    start.rail.choose("arenden")
    view.session.do("svar", lambda store: record_answer(store, codes[0], "plan_finns", "nej", A))
    start.rail.choose("slaihop")
    settle()
    assert rows(view)[0][-1] == "1"


def test_trouble_with_going_through_the_files_is_told_and_it_can_be_tried_again(
    start: MainWindow, view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Merged:
        raise Problem("Disken är full. Frigör utrymme och försök igen.")

    monkeypatch.setattr(merging, "preview", full)
    drop(view, files)
    assert start.message.told == "Disken är full. Frigör utrymme och försök igen."
    assert button(view, "Gå igenom igen").isVisible()


# --- putting together -------------------------------------------------------------------------------------------------


def test_enter_puts_the_files_together_and_tells_what_came(
    start: MainWindow, view: MergeView, review: Path, files: list[Path], codes: list[str]
) -> None:
    drop(view, files)
    view.page.files.setFocus()
    press("Return")
    assert view.notice.text() == "2 filer är ihopslagna."
    assert rows(view)[-1] == ("Tillsammans", "", "3", "3", "1", "1")
    told = view.page.lines.sentences()
    assert told[0] == "3 nya eller ändrade svar är inlagda."
    backup = next(path for path in review.parent.iterdir() if "före ihopslagning" in path.name)
    assert told[-1] == f"Säkerhetskopian från före ihopslagningen heter {backup.name}."
    assert count(start) == "1 kvar"
    assert view.settle.hasFocus()
    with Store.open(review) as store:
        assert open_case(store, codes[1], A).answers["plan_finns"].value == "ja"


def test_what_differs_is_one_press_away(start: MainWindow, view: MergeView, files: list[Path]) -> None:
    drop(view, files)
    push(view, "Slå ihop 2 filer")
    push(view, "Avgör olika svar")
    settle()
    assert view.fronts.page is not None
    assert start.keys._keys == tuple(view.fronts.page.keys())
    press("Escape")
    assert not settling(view)


def test_files_that_are_dropped_while_something_is_settled_come_into_the_list(
    view: MergeView, files: list[Path]
) -> None:
    view.go.emit("slaihop", "avgor")
    assert settling(view)
    assert drop(view, files)
    assert not settling(view)
    assert view.count() == "2 filer"


def test_earlier_merges_are_listed_and_each_tells_what_it_brought(view: MergeView, files: list[Path]) -> None:
    for file in files:
        drop(view, [file])
        push(view, "Slå ihop filen")
    assert view.notice.text() == "Filen är ihopslagen."
    assert [row[2] for row in view.page.made.cells.rows] == ["andra.granskning", "ena.granskning"]
    assert [row[0] for row in rows(view)] == ["andra.granskning"]
    view.page.made.setFocus()
    press("Down")
    assert [row[0] for row in rows(view)] == ["ena.granskning"]
    assert view.page.lines.title.text().startswith("Det här hände 20")


def held_up(monkeypatch: pytest.MonkeyPatch, *, before: bool) -> None:
    """Let a merge wait until somebody stops it: before it has begun, or when it is all done."""
    real = merging.merge_files

    def merge(store: Store, paths: Sequence[Path], *, by: str, watch: Watch) -> Merged:
        assert watch.stop is not None
        done = None if before else real(store, paths, by=by, watch=replace(watch, stop=None))
        watch.stop.wait(PATIENCE)
        return done or real(store, paths, by=by, watch=watch)

    monkeypatch.setattr(merging, "merge_files", merge)


@pytest.mark.parametrize("stop", [lambda window: push(window, "Avbryt"), lambda _: press("Escape")])
def test_a_merge_that_is_stopped_never_happened(
    start: MainWindow,
    view: MergeView,
    review: Path,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    stop: Callable[[MainWindow], None],
) -> None:
    drop(view, files)
    before, beside = dump(review), sorted(review.parent.iterdir())
    held_up(monkeypatch, before=True)
    view.page.files.setFocus()
    with not_waiting():
        press("Return")
        until(start.busy.isVisible)
        stop(start)
    settle()
    assert view.notice.text() == "Ihopslagningen är avbruten. Ingenting har ändrats."
    assert view.count() == "2 filer"
    assert view.merge.isEnabled()
    assert start.message.told == ""
    assert dump(review) == before
    assert sorted(review.parent.iterdir()) == beside


def test_a_merge_that_was_done_already_when_it_was_stopped_is_told_as_done(
    start: MainWindow, view: MergeView, review: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(view, files)
    held_up(monkeypatch, before=False)
    with not_waiting():
        push(view, "Slå ihop 2 filer")
        until(start.busy.isVisible)
        push(start, "Avbryt")
    settle()
    assert view.notice.text() == "Ihopslagningen hann bli klar innan den avbröts. 2 filer är ihopslagna."
    assert view.listed == []
    assert count(start) == "1 kvar"
    with Store.open(review) as store:
        assert len(merging.earlier(store)) == 1


def test_nothing_else_is_done_while_files_are_put_together(
    start: MainWindow, view: MergeView, files: list[Path], codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(view, files[:1])
    held_up(monkeypatch, before=True)
    with not_waiting():
        push(view, "Slå ihop filen")
        assert not drop(view, files[1:])
    assert not start.rail.isEnabled()
    assert not start.actions_.undo.isEnabled()
    assert not view.merge.isEnabled()
    start.close_review()
    assert start.session is view.session
    assert start.message.told.startswith("Filen skrivs om just nu")
    view.session.do("anteckning", lambda store: record_note(store, codes[2], "plan_finns", A, comment="Se planen."))
    view.session.cancel()
    settle()
    assert start.rail.isEnabled()
    assert start.actions_.undo.isEnabled()
    assert open_case(view.session.store, codes[2], A).answers["plan_finns"].comment == "Se planen."


def test_a_merge_that_fails_is_told_and_the_list_is_kept(
    start: MainWindow, view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(view, files)

    def full(*_: object, **__: object) -> Merged:
        raise Problem("Disken är full. Ingenting har ändrats.")

    monkeypatch.setattr(merging, "merge_files", full)
    push(view, "Slå ihop 2 filer")
    assert start.message.told == "Disken är full. Ingenting har ändrats."
    assert view.merge.isEnabled()
    assert view.count() == "2 filer"


def test_in_a_review_that_is_open_for_reading_it_says_why_nothing_can_be_put_together(
    start: MainWindow, review: Path, files: list[Path]
) -> None:
    assert start.open_review(review, read_only=True)
    start.rail.choose("slaihop")
    view = start.views["slaihop"]
    assert isinstance(view, MergeView)
    settle()
    assert view.notice.text().startswith("Granskningen är öppen för läsning.")
    assert not button(view, "Lägg till fil").isEnabled()
    assert not drop(view, files)
    press("Ctrl+Shift+N", view)
    assert view.listed == []


def test_a_reading_that_comes_late_does_not_take_the_place_of_a_newer_one(
    view: MergeView, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, read, first = merge_files._stand, Event(), Event()

    def slow_at_first(store: Store) -> merge_files.Stand:
        found = real(store)
        read.set()
        assert found[0] or first.wait(PATIENCE)
        return found

    monkeypatch.setattr(merge_files, "_stand", slow_at_first)
    view.refresh("")
    assert read.wait(PATIENCE)
    view.session.do("", lambda store: merging.merge_files(store, files[:1], by=A))
    with not_waiting():
        view.refresh("")
        until(lambda: view._made)
    first.set()
    settle()
    assert len(view._made) == 1


# --- how it looks -----------------------------------------------------------------------------------------------------


def test_who_and_when_stand_below_the_name_where_there_is_no_room_beside_it(
    start: MainWindow, view: MergeView, files: list[Path]
) -> None:
    drop(view, files)
    assert view.page.files.below(0) == ""
    start.resize(960, 1040)
    look().set_text_size(200)
    settle()
    assert view.page.files.below(0).startswith(f"{A}\n20")
    assert view.page.files.horizontalScrollBar().maximum() == 0


def test_a_clock_that_is_ahead_is_told_of_as_changing_nothing() -> None:
    ahead = Brought("ena.granskning", (A,), "2999-01-01T10:00:00.000+00:00", 9, 1, 1, 1, 0, 0, 0, 0)
    words = (
        "Klockan går före på datorn som ena.granskning kommer från. Det ändrar inget: tiden avgör aldrig vilket svar"
        " som gäller."
    )
    assert list(merges.clocks_ahead([ahead, replace(ahead, at="2020-01-01T10:00:00.000+00:00")])) == [words]


def test_comments_and_quotations_are_told_of_when_there_are_any() -> None:
    total = Brought("", (A,), "", 9, 1, 1, 1, 1, 0, 0, 0)
    told = [f"{number} {words}" for number, words in merges.numbers(total, done=True)]
    assert told == ["1 nytt eller ändrat svar är inlagt.", "1 kommentar följde med sina svar."]
    told = [f"{number} {words}" for number, words in merges.numbers(replace(total, quotations=2), done=False)]
    assert told[1] == "1 kommentar och 2 citat följer med sina svar."


def test_of_many_differences_the_first_are_shown_and_the_rest_counted(
    view: MergeView, monkeypatch: pytest.MonkeyPatch, files: list[Path]
) -> None:
    monkeypatch.setattr(merge_page, "MOST", 1)
    with Store.open(files[0], write=True) as store:
        record_answer(store, case_codes(store)[2], "plan_finns", "nej", A)
    drop(view, files)
    shown = [one.text() for one in view.page.differences.findChildren(QLabel)]
    assert shown[0] == "2 skillnader att avgöra"
    assert shown[-1] == "och 1 till."
    assert len(shown) == 5
