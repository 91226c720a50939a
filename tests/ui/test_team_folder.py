"""The team folder in the window: choosing it, fetching and leaving, what is new in it, and what may go wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QLabel, QPlainTextEdit

from inspektor.db import copies, queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import team_folder
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.casework import items_of
from inspektor.operations.merging import Watch
from inspektor.operations.overview import overview
from inspektor.operations.reviews import find_case
from inspektor.operations.sharing import share
from inspektor.operations.team_folder import Exchanged, Standing, exchange, own_name
from inspektor.ui import recent, team
from inspektor.ui.main_window import MainWindow
from inspektor.ui.team import Team
from inspektor.ui.views.merge_files import MergeView
from inspektor.ui.views.review_case import ReviewCasePage
from tests.support import LEAD, add_sample, case_codes, copied, make_review
from tests.ui.hand import PATIENCE, button, click, focused, not_waiting, press, push, settle, until, write

A, B = "Inspektör A", "Inspektör B"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Teamets mapp åäö"
    made.mkdir()
    return made


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The working files of two inspectors, each with the cases of a unit."""
    path = make_review(tmp_path)
    made = {who: tmp_path / f"{who}.granskning" for who in (A, B)}
    with Store.open(path, write=True) as store:
        add_sample(store)
        share(store, A, made[A], units=["Norr"], by=LEAD)
        share(store, B, made[B], units=["Söder"], by=LEAD)
    return made


@pytest.fixture
def other(files: dict[str, Path]) -> Iterator[Store]:
    """Inspektör B's file, open in B's own Inspektor."""
    with Store.open(files[B], write=True) as store:
        yield store


@pytest.fixture
def view(start: MainWindow, files: dict[str, Path]) -> MergeView:
    """The step Slå ihop in Inspektör A's file."""
    return opened(start, files[A])


def opened(window: MainWindow, path: Path) -> MergeView:
    """A file in the window, at Slå ihop."""
    assert window.open_review(path)
    window.rail.choose("slaihop")
    found = window.views["slaihop"]
    assert isinstance(found, MergeView)
    settle()
    return found


def choose(view: MergeView, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose the folder with the button."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    push(view, "Välj teammapp")


def fetch(view: MergeView) -> None:
    """Fetch and leave with the button."""
    push(view, "Hämta och lämna nu")


def told(view: MergeView) -> list[str]:
    """What the strip says."""
    return view.team_bar.lines.sentences()


def answer(store: Store, who: str, value: str = "ja", case: int = 0) -> str:
    """Answer the first question in one of somebody's cases; its code."""
    code = queries.case_codes(store, who)[case]
    record_answer(store, code, "plan_finns", value, who)
    return code


def leave(store: Store, folder: Path) -> None:
    """What Inspektör B has done is left in the folder."""
    exchange(store, folder, B)


def values(path: Path) -> dict[str, object]:
    """The answers of a file by case."""
    with Store.open(path) as store:
        codes = {case.id: case.code for case in queries.cases(store)}
        return {codes[case]: value for case, _, _, value in queries.answer_values(store)}


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_without_a_folder_the_step_says_what_one_is_for(view: MergeView) -> None:
    assert told(view) == [
        "Välj en mapp som alla i granskningen når, så lämnar du ditt arbete där och hämtar de andras."
    ]
    assert button(view, "Välj teammapp").isVisible()
    assert not view.team_bar.exchange.isVisible()


def test_a_chosen_folder_is_shown_and_nothing_is_left_in_it_before_one_asks(
    view: MergeView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, folder, monkeypatch)
    assert view.team_bar.path.whole() == str(folder)
    assert told(view) == ["Ditt arbete är inte lämnat i teammappen ännu."]
    assert list(folder.iterdir()) == []
    assert focused() is view.team_bar.exchange


def test_no_folder_is_chosen_when_the_question_is_closed(view: MergeView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    push(view, "Välj teammapp")
    assert view.team.folder is None


def test_the_folder_is_there_when_the_review_is_opened_again_and_only_in_that_review(
    start: MainWindow,
    view: MergeView,
    files: dict[str, Path],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(view, folder, monkeypatch)
    fetch(view)
    (tmp_path / "annan").mkdir()
    assert opened(start, make_review(tmp_path / "annan")).team.folder is None
    again = opened(start, files[A])
    assert again.team_bar.path.whole() == str(folder)
    assert told(again)[0].startswith("Allt är hämtat. Ditt arbete lämnades ")


def test_it_can_be_let_go_of_and_what_lies_in_it_stays(
    view: MergeView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, folder, monkeypatch)
    fetch(view)
    view.team_bar.stop.setFocus()
    press("Space")
    assert view.team.folder is None
    assert focused() is view.team_bar.choose
    assert len(list(folder.iterdir())) == 1


def test_a_review_that_is_open_for_reading_exchanges_nothing(
    start: MainWindow, files: dict[str, Path], folder: Path
) -> None:
    with Store.open(files[A]) as store:
        recent.set_team_folder(store.review, folder)
    assert start.open_review(files[A], read_only=True)
    start.rail.choose("slaihop")
    view = start.views["slaihop"]
    assert isinstance(view, MergeView)
    settle()
    view.team.exchange()
    view.team.look()
    settle()
    assert not view.team_bar.isVisible()
    assert (list(folder.iterdir()), view.team.standing) == ([], None)


# --- fetching and leaving ---------------------------------------------------------------------------------------------


def test_the_others_answers_come_and_ones_own_are_left(
    view: MergeView, files: dict[str, Path], other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = answer(other, B)
    leave(other, folder)
    choose(view, folder, monkeypatch)
    mine = view.session.do("svar", lambda store: answer(store, A))
    fetch(view)
    assert told(view)[0].startswith("Hämtat och lämnat ")
    assert told(view)[0].endswith(f": 1 svar från {B}.")
    assert len(told(view)) == 1
    assert values(files[A]) == {theirs: "ja", mine: "ja"}
    leave(other, folder)
    assert values(files[B]) == {theirs: "ja", mine: "ja"}
    assert focused() is view.team_bar.exchange


def test_two_windows_exchange_through_the_folder(
    view: MergeView, files: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = MainWindow()
    second.show()
    recent.set_who(B)
    theirs = opened(second, files[B])
    choose(view, folder, monkeypatch)
    assert theirs.team.folder == folder
    mine = view.session.do("svar", lambda store: answer(store, A))
    fetch(view)
    theirs.team.look()
    settle()
    assert told(theirs)[0] == f"Nytt i teammappen från {A}."
    fetch(theirs)
    assert values(files[B]) == {mine: "ja"}
    second.close()
    second.deleteLater()


def test_what_is_done_after_an_exchange_is_told_as_not_left(
    view: MergeView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, folder, monkeypatch)
    fetch(view)
    assert not any("är inte lämnat" in one for one in told(view))
    view.session.do("svar", lambda store: answer(store, A))
    until(lambda: any(one.startswith("Ditt arbete sedan ") and one.endswith(" är inte lämnat.") for one in told(view)))
    fetch(view)
    assert not any("är inte lämnat" in one for one in told(view))


def test_something_new_in_the_folder_is_told_here_and_in_the_rail(
    start: MainWindow, view: MergeView, other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, folder, monkeypatch)
    fetch(view)
    start.rail.choose("oversikt")
    answer(other, B)
    leave(other, folder)
    until(lambda: "nytt" in start.rail._item("slaihop").toolTip())
    start.rail.choose("slaihop")
    settle()
    assert f"Nytt i teammappen från {B}." in told(view)
    fetch(view)
    assert "nytt" not in start.rail._item("slaihop").toolTip()


def test_a_folder_that_does_not_tell_of_changes_is_looked_at_now_and_then(
    start: MainWindow, files: dict[str, Path], other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "_SLOW", 20)
    monkeypatch.setattr(team, "_SOON", 3_600_000)
    recent.set_team_folder(other.review, folder)
    view = opened(start, files[A])
    answer(other, B)
    leave(other, folder)
    until(lambda: f"Nytt i teammappen från {B}." in told(view))


def test_what_comes_while_the_folder_is_looked_at_is_looked_at_too(
    start: MainWindow, files: dict[str, Path], other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "_SOON", 3_600_000)
    recent.set_team_folder(other.review, folder)
    view = opened(start, files[A])
    real, looked, left = team_folder.standing, Event(), Event()

    def slow(store: Store, path: Path, who: str, before: Standing | None) -> Standing:
        found = real(store, path, who, before)
        looked.set()
        assert left.wait(PATIENCE)
        return found

    monkeypatch.setattr(team_folder, "standing", slow)
    view.team.look()
    assert looked.wait(PATIENCE)
    answer(other, B)
    leave(other, folder)
    view.team.look()
    left.set()
    settle()
    assert f"Nytt i teammappen från {B}." in told(view)


def test_differences_after_an_exchange_are_told_and_lead_to_settling_them(
    start: MainWindow, files: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = copied(files[A], "kopia")
    with Store.open(twin, write=True) as store:
        answer(store, A, "nej")
        exchange(store, folder, A)
    view = opened(start, files[A])
    view.session.do("svar", lambda store: answer(store, A))
    choose(view, folder, monkeypatch)
    fetch(view)
    assert "1 skillnad att avgöra. Alla versioner finns kvar." in told(view)
    push(view, "Avgör olika svar")
    assert view.fronts.page is not None


def test_an_exchange_can_be_stopped_and_nothing_has_changed(
    start: MainWindow,
    view: MergeView,
    files: dict[str, Path],
    other: Store,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = team_folder.exchange

    def slow(store: Store, path: Path, who: str, *, watch: Watch) -> Exchanged:
        assert watch.stop is not None
        watch.stop.wait(PATIENCE)
        return real(store, path, who, watch=watch)

    answer(other, B)
    leave(other, folder)
    choose(view, folder, monkeypatch)
    monkeypatch.setattr(team_folder, "exchange", slow)
    with not_waiting():
        push(view, "Hämta och lämna nu")
        until(start.busy.isVisible)
        assert not view.team_bar.exchange.isEnabled()
        assert not start.rail.isEnabled()
        push(start, "Avbryt")
    settle()
    assert told(view)[0] == "Hämtningen är avbruten. Ingenting har ändrats."
    assert values(files[A]) == {}
    assert view.team_bar.exchange.isEnabled()
    monkeypatch.setattr(team_folder, "exchange", real)
    fetch(view)
    assert len(values(files[A])) == 1


# --- by itself --------------------------------------------------------------------------------------------------------


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait long for calm, nor for the folder to come to rest."""
    monkeypatch.setattr(team, "_CALM", 20)
    monkeypatch.setattr(team, "_SOON", 20)


@pytest.mark.usefixtures("calm")
def test_what_is_new_comes_by_itself_when_one_has_asked_for_that(
    start: MainWindow, files: dict[str, Path], other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(start, files[A])
    choose(view, folder, monkeypatch)
    assert not view.team_bar.automatic.isChecked()
    click(view.team_bar.automatic)
    start.rail.choose("arenden")
    theirs = answer(other, B)
    leave(other, folder)
    until(lambda: theirs in values(files[A]))
    settle()
    view = opened(start, files[A])
    assert view.team_bar.automatic.isChecked()


@pytest.mark.usefixtures("calm")
def test_nothing_comes_by_itself_while_a_person_writes(
    start: MainWindow, files: dict[str, Path], other: Store, folder: Path
) -> None:
    recent.set_team_folder(other.review, folder)
    recent.set_fetches_by_itself(other.review, on=True)
    view = opened(start, files[A])
    assert view.team.standing is not None
    start._on_go("arenden", queries.case_codes(view.session.store, A)[0])
    press("K")
    write("Enligt jour")
    assert isinstance(focused(), QPlainTextEdit)
    tries: list[bool] = []
    before = Team._wait_for_calm

    def counted(self: Team) -> None:
        tries.append(self._calm.isActive())
        before(self)

    Team._wait_for_calm = counted  # type: ignore[method-assign]
    try:
        theirs = answer(other, B)
        leave(other, folder)
        until(lambda: len(tries) > 5)
        assert values(files[A]) == {}
        write("nalen")
        press("Escape")
        until(lambda: theirs in values(files[A]))
    finally:
        Team._wait_for_calm = before  # type: ignore[method-assign]
    settle()
    with Store.open(files[A]) as store:
        cases = [case.id for case in queries.cases(store)]
        (note,) = [one.comment for one in queries.answers(store, cases) if one.comment]
    assert note == "Enligt journalen"


# --- what may go wrong ------------------------------------------------------------------------------------------------


def test_a_folder_that_is_gone_is_told_in_the_step_and_work_goes_on(
    start: MainWindow, view: MergeView, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, folder, monkeypatch)
    fetch(view)
    shutil.rmtree(folder)
    until(lambda: told(view)[0].startswith(f"Teammappen {folder} går inte att nå."))
    assert view.session.do("svar", lambda store: answer(store, A)) is not None
    fetch(view)
    assert told(view)[0].startswith(f"Teammappen {folder} går inte att nå.")
    assert not start.message.isVisible()
    folder.mkdir()
    view.team.look()
    settle()
    assert "Ditt arbete är inte lämnat i teammappen ännu." in told(view)
    fetch(view)
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_is_still_being_copied_is_named_and_comes_the_next_time(
    view: MergeView, files: dict[str, Path], other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = answer(other, B)
    leave(other, folder)
    name = folder / own_name(other, B)
    whole = name.read_bytes()
    name.write_bytes(whole[: len(whole) - 4096])
    choose(view, folder, monkeypatch)
    fetch(view)
    assert any(name.name in one and one.endswith("prövas igen nästa gång.") for one in told(view))
    assert values(files[A]) == {}
    name.write_bytes(whole)  # of which a folder does not tell: no file came or went
    view.team.look()
    settle()
    assert f"Nytt i teammappen från {B}." in told(view)
    fetch(view)
    assert theirs in values(files[A])


def test_ones_own_file_that_is_broken_is_told_and_nothing_is_lost(
    view: MergeView, files: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(view, folder, monkeypatch)
    mine = view.session.do("svar", lambda store: answer(store, A))
    fetch(view)
    (own,) = folder.iterdir()
    own.write_bytes(b"")
    fetch(view)
    assert "Ta bort den ur teammappen" in told(view)[0]
    assert values(files[A]) == {mine: "ja"}
    assert case_codes(view.session.store)


def test_a_folder_that_cannot_be_written_in_is_told_and_what_came_has_come(
    view: MergeView, files: dict[str, Path], other: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Problem("Disken är full. Frigör utrymme och försök igen.")

    theirs = answer(other, B)
    leave(other, folder)
    choose(view, folder, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(copies, "put", full)
        fetch(view)
    assert told(view) == [
        "Disken är full. Frigör utrymme och försök igen.",
        "Ditt arbete är inte lämnat i teammappen ännu.",
    ]
    assert values(files[A]) == {theirs: "ja"}
    assert view._made
    fetch(view)
    assert told(view)[0].endswith("inget nytt från de andra.")


# --- blind ------------------------------------------------------------------------------------------------------------


def test_a_double_review_stays_blind_after_an_exchange(
    start: MainWindow, files: dict[str, Path], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "granskning.granskning", write=True) as lead:
        (code, *_) = queries.case_codes(lead, A)
        share(lead, B, tmp_path / "dubbel.granskning", codes=[], double=[code], by=LEAD)
        exchange(lead, folder, LEAD)
    with Store.open(tmp_path / "dubbel.granskning", write=True) as store:
        record_answer(store, code, "plan_finns", "nej", B)
        record_note(store, code, "plan_finns", B, comment="Planen saknas i akten.")
        leave(store, folder)
    view = opened(start, files[A])
    choose(view, folder, monkeypatch)
    fetch(view)
    with Store.open(files[A]) as store:
        assert {answer.reviewer for answer in queries.answers(store, [find_case(store, code).id])} == {B}
        assert not any("eniga" in one.text for one in overview(store).warnings)
    assert view.page.differences.title.text() == "Inga skillnader att avgöra"
    for step, word in (("oversikt", ""), ("arenden", code), ("slaihop", "jamfor")):
        start._on_go(step, word)
        settle()
        assert not any("Planen saknas" in text for text in shown(start)), step
    assert any("väntar på" in text.lower() for text in shown(start))
    start._on_go("arenden", code)
    page = start.findChild(ReviewCasePage)
    assert page is not None
    with Store.open(files[A]) as store:
        assert not any(item.given.written for item in items_of(store, code, A))


def shown(window: MainWindow) -> list[str]:
    """Every text that can be read in the window."""
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    editors = [one.toPlainText() for one in window.findChildren(QPlainTextEdit) if one.isVisible()]
    lists = [one for one in window.findChildren(QAbstractItemView) if one.isVisible()]
    cells = [one.model().index(row, column) for one in lists for row in range(_rows(one)) for column in range(12)]
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return [*labels, *editors, *(str(cell.data(role)) for cell in cells if cell.isValid() for role in roles)]


def _rows(view: QAbstractItemView) -> int:
    return view.model().rowCount(QModelIndex())


def test_what_a_killed_program_left_beside_the_file_is_removed_when_it_is_opened(
    start: MainWindow, files: dict[str, Path]
) -> None:
    left = files[A].with_name(f".{files[A].stem}.0a1b2c3d.granskning")
    left.write_bytes(b"")
    os.utime(left, (0, 0))
    assert start.open_review(files[A])
    until(lambda: not left.exists())


def test_a_folder_that_never_answers_keeps_nobody_from_closing(
    start: MainWindow, files: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answer, answered = Event(), Event(), Event()

    def never(*_: object) -> team_folder.Standing:
        asked.set()
        answer.wait(60)
        answered.set()
        raise Problem("Nu svarar den.")

    monkeypatch.setattr(team_folder, "standing", never)
    view = opened(start, files[A])
    with not_waiting():
        view.team.use(folder)
        until(asked.is_set)
        try:
            start.close_review()
            assert start.session is None
            assert not answered.is_set()
            assert start.open_review(files[B])
        finally:
            answer.set()
    settle()
    assert answered.is_set()
    assert not start.message.isVisible()
