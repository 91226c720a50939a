"""Disk full, folder read-only, file removed while one works: told in a sentence, nothing lost, and put right."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document

from inspektor.db.store import Store
from inspektor.operations import history
from inspektor.ui.views.report import ReportView
from inspektor.ui.views.review_case import ReviewCasePage
from tests.journeys.journey import Person
from tests.ui import scenes
from tests.ui.hand import press, settle, write
from tests.ui.scenes import WHO

NOBODY = 65534  # a user without rights, for when the tests are run by one who has them all
LONG = "Åtgärden är inte följd upp. " * 600  # does not fit in what the file has free


@pytest.fixture
def code(files: scenes.Files) -> str:
    """A case with questions left to answer."""
    with Store.open(files.path(scenes.PLAYED)) as store:
        return scenes.case_to_show(store)


@pytest.fixture
def page(person: Person, code: str) -> ReviewCasePage:
    """That case, opened from the start page."""
    person.open(scenes.PLAYED)
    return person.review(code)


def question(page: ReviewCasePage) -> str:
    """The question in focus."""
    assert page.current is not None
    return page.current.question.id


def disk_for(page: ReviewCasePage, pages: int) -> None:
    """Let the file grow to so many pages, and no further: SQLite finds the disk full. It never shrinks for it."""
    page.session.store.database.execute(f"PRAGMA max_page_count = {pages}")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing can be made in a folder, whoever runs the tests."""
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if os.geteuid() == NOBODY:
            os.seteuid(0)
        folder.chmod(0o755)


def shown(page: ReviewCasePage, wanted: str) -> str:
    """A question's answer as it stands on screen."""
    row = page.model.rows[page.model.row_of(wanted)]
    assert row.item is not None
    return row.item.word


def test_a_full_disk_is_told_and_what_was_written_is_saved_when_there_is_room(
    person: Person, page: ReviewCasePage, code: str
) -> None:
    asked = question(page)
    disk_for(page, 1)
    press("K")
    page.editor.comment.insertPlainText(LONG)
    press("Esc")
    assert "Disken är full" in person.told
    assert person.saved == "Sparas inte"
    assert page.editor.comment.toPlainText().strip() == LONG.strip()
    assert person.on_disk(code)[asked].comment == ""
    disk_for(page, 1_000_000)
    person.push("Försök igen")
    assert person.on_disk(code)[asked].comment == LONG.strip()
    assert person.told == ""
    assert person.saved.startswith("Sparat")


def test_what_a_full_disk_does_not_take_can_be_saved_in_a_copy(person: Person, page: ReviewCasePage, code: str) -> None:
    asked = question(page)
    disk_for(page, 1)
    press("K")
    page.editor.comment.insertPlainText(LONG)
    press("Esc")
    person.picks = [str(person.folder / "räddad.granskning")]
    person.push("Spara en kopia")
    assert "räddad" in person.window.windowTitle()
    assert person.on_disk(code)[asked].comment == LONG.strip()
    assert person.window.session is not None
    assert history.problems(person.window.session.store) == []


def test_a_file_that_is_removed_is_told_and_the_answer_stays_on_screen(
    person: Person, page: ReviewCasePage, code: str
) -> None:
    asked = question(page)
    path = page.session.path
    away = path.rename(path.with_name("flyttad.granskning"))
    press("J")
    assert "finns inte längre där den var" in person.told
    assert person.saved == "Sparas inte"
    assert shown(page, asked) == "Ja"
    away.rename(path)
    person.push("Försök igen")
    assert person.on_disk(code)[asked].value == "ja"
    assert person.told == ""
    assert person.saved.startswith("Sparat")


def test_the_window_does_not_close_over_an_answer_that_is_not_saved(
    person: Person, page: ReviewCasePage, code: str
) -> None:
    asked = question(page)
    path = page.session.path
    away = path.rename(path.with_name("flyttad.granskning"))
    press("J")
    assert not person.window.close()
    settle()
    assert "Allt är inte sparat" in person.told
    away.rename(path)
    person.push("Försök igen")
    assert person.on_disk(code)[asked].value == "ja"


def test_a_folder_that_is_read_only_is_told_and_the_answer_stays_on_screen(
    person: Person, files: scenes.Files, code: str
) -> None:
    with tempfile.TemporaryDirectory() as name:  # where anybody may look: not so the folders of the tests
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / scenes.PLAYED
        path.write_bytes(files.path(scenes.PLAYED).read_bytes())
        person.picks = [str(path)]
        press("Ctrl+O")
        page = person.review(code)
        asked = question(page)
        with read_only(folder):
            press("J")
            assert person.told
            assert person.saved == "Sparas inte"
            assert shown(page, asked) == "Ja"
        person.push("Försök igen")
        assert person.on_disk(code)[asked].value == "ja"
        person.window.close_review()


def test_a_report_that_cannot_be_written_there_is_told_and_can_be_written_elsewhere(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Rapport")
    view = person.window.views["rapport"]
    assert isinstance(view, ReportView)
    (person.folder / "upptagen.docx").mkdir()
    person.picks = [str(person.folder / "upptagen.docx"), str(person.folder / "ny.docx")]
    person.save("Spara som Word …")
    assert person.told
    assert "upptagen.docx" in person.told
    assert not view.strip.isVisible()
    person.save("Spara som Word …")
    assert view.strip.isVisible()
    assert Document(str(person.folder / "ny.docx")).paragraphs


def test_text_that_cannot_be_saved_waits_in_its_section(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Rapport")
    view = person.window.views["rapport"]
    assert isinstance(view, ReportView)
    assert person.window.session is not None
    view.editor.setFocus()
    press("Ctrl+Down Ctrl+Down")
    path = person.window.session.path
    away = path.rename(path.with_name("flyttad.granskning"))
    write("Syftet är också att pröva.")
    press("Ctrl+Down")
    assert "finns inte längre där den var" in person.told
    press("Ctrl+Up")
    assert view.editor.toPlainText() == "Syftet är också att pröva."
    away.rename(path)
    person.push("Försök igen")
    with Store.open(path) as store:
        assert [entry.by for entry in history.entries(store)][-1] == WHO
    press("Ctrl+Down Ctrl+Up", view.editor)
    assert view.editor.toPlainText() == "Syftet är också att pröva."
    assert person.told == ""
