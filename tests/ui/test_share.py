"""Dela ut: by district, by case and for double review, to one after the other, from the list and from Slå ihop."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from inspektor.db.store import Store
from inspektor.operations import cases, listing
from inspektor.operations.answers import open_case, record_answer
from inspektor.operations.reviews import find_case
from inspektor.ui.dialogs.share import ShareDialog
from inspektor.ui.main_window import MainWindow
from inspektor.ui.models import sharing
from inspektor.ui.views.cases import CasesView
from tests.support import LEAD, add_sample, make_review
from tests.ui.hand import PATIENCE, dialog, not_waiting, press, push, settle, until, write

A, B = "Inspektör A", "Inspektör B"


@pytest.fixture
def window(start: MainWindow, tmp_path: Path) -> MainWindow:
    """The window on a review with a sample of two districts, of which B has one case."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        cases.assign(store, [codes(store)[0]], B, by=LEAD)
        record_answer(store, codes(store)[0], "plan_finns", "ja", B)
    assert start.open_review(path)
    settle()
    return start


def codes(store: Store) -> list[str]:
    return [line.case.code for line in listing.case_lines(store)]


def asked(window: MainWindow) -> ShareDialog:
    """The dialog, opened in Slå ihop."""
    window._on_go("slaihop", "")
    until(lambda: not window._to_build)
    push(window, "Dela ut")
    found = dialog()
    assert isinstance(found, ShareDialog)
    assert found.units
    return found


def named(asked: ShareDialog, name: str) -> None:
    """Write whom it is for, in place of what stands there."""
    asked.to.editor.setFocus()
    press("Ctrl+A")
    write(name)


def tick(asked: ShareDialog, unit: str) -> None:
    next(one for one in asked.units if one.text().startswith(unit)).setFocus()
    press("Space")


def written(asked: ShareDialog) -> str:
    """Press Dela ut, and wait until it has told what became of it."""
    push(asked, "Dela ut")
    return asked.notice.text() or asked.wrong.text()


def test_districts_go_to_one_after_the_other(window: MainWindow) -> None:
    assert window.session is not None
    store, here = window.session.store, window.session.path
    box = asked(window)
    named(box, A)
    tick(box, "Norr")
    assert "1 ärende granskas av andra och följer inte med." in box.told.text()
    first = written(box)
    assert f"{here.stem} {A}.granskning är klar för {A}" in first
    assert "1 i enheterna granskas av andra." in first
    assert (box.to.text, box.path.text) == ("", "")
    named(box, B)
    tick(box, "Söder")
    assert f"{here.stem} {B}.granskning är klar för {B}" in written(box)
    reviewers = {line.case.unit: line.case.reviewer for line in listing.case_lines(store)[1:]}
    assert reviewers == {"Norr": A, "Söder": B}
    with Store.open(here.with_name(f"{here.stem} {A}.granskning")) as file:
        assert file.owner == A
        assert {line.case.unit for line in listing.case_lines(file)} == {"Norr"}


def test_some_cases_go_for_double_review(window: MainWindow) -> None:
    assert window.session is not None
    store, here = window.session.store, window.session.path
    first, second = codes(store)[:2]
    box = asked(window)
    named(box, A)
    box.codes.editor.setFocus()
    write(second)
    box.double.editor.setFocus()
    write(first)
    assert "2 ärenden, 1 av dem för dubbelgranskning" in written(box)
    case = find_case(store, first)
    assert (case.reviewer, case.second_reviewer) == (B, A)
    with Store.open(here.with_name(f"{here.stem} {A}.granskning")) as file:
        assert open_case(file, first, B).answers == {}  # blind


def test_what_is_wrong_stands_in_the_dialog_and_nothing_is_changed(window: MainWindow) -> None:
    assert window.session is not None
    store = window.session.store
    box = asked(window)
    push(box, "Dela ut")
    assert box.to.beside.text() == "Skriv vem filen är till."
    named(box, A)
    box.codes.editor.setFocus()
    write(codes(store)[0])
    assert f"Ärende {codes(store)[0]} granskas av {B}." in written(box)
    assert find_case(store, codes(store)[0]).second_reviewer == ""
    assert list(window.session.path.parent.glob(f"*{A}*")) == []


def test_cases_chosen_in_the_list_are_the_ones_that_are_asked_about(window: MainWindow) -> None:
    window._on_go("arenden", "")
    until(lambda: not window._to_build)
    view = window.views["arenden"]
    assert isinstance(view, CasesView)
    assert view.model.rowCount()
    with Store.open(view.session.path) as store:
        chosen = codes(store)[:3]
    view.table.select(chosen)
    push(view, "Dela ut")
    box = dialog()
    assert isinstance(box, ShareDialog)
    assert box.units
    assert (box.codes.text, box.double.text) == (", ".join(chosen[1:]), chosen[0])


def test_what_is_written_before_the_cases_have_been_read_stays(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written_in = sharing.read, Event()

    def slow(store: Store) -> sharing.Cases:
        assert written_in.wait(PATIENCE)
        return real(store)

    assert window.session is not None
    chosen = codes(window.session.store)[:3]
    monkeypatch.setattr(sharing, "read", slow)
    box = ShareDialog(window.session, window, chosen)
    with not_waiting():
        box.open()
        settle()
        box.codes.editor.setFocus()
        write(chosen[2])
    written_in.set()
    settle()
    assert (box.codes.text, box.double.text) == (chosen[2], "")
    box.close()
    settle()


def test_a_working_file_says_whose_it_is_and_its_person_works_in_it(window: MainWindow) -> None:
    assert window.session is not None
    here = window.session.path
    box = asked(window)
    named(box, B)
    written(box)
    box.close()
    settle()
    assert window.open_review(here.with_name(f"{here.stem} {B}.granskning"))
    settle()
    assert window.session.who == B
    assert f"arbetsfil för {B}" in window.top.dnr.text()
    assert window.top.who.accessibleName() == f"{B}: inställningar"
    assert window.open_review(here)
    settle()
    assert window.session.who == A  # the window's own person again
