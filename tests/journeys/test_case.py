"""A week's work on one case, by keyboard alone: answers, notes with å ä ö, skip logic, undo, done."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QAbstractItemView

from inspektor.db.store import Store
from inspektor.operations import history, listing
from inspektor.ui.views.review_case import ReviewCasePage
from tests.journeys.journey import Person
from tests.ui import scenes
from tests.ui.hand import press, write
from tests.ui.scenes import WHO

TEXT = "Målet – ”att komma ut” – är från före beslutet; Åsa på Ängen såg över det."


@pytest.fixture
def code(files: scenes.Files) -> str:
    """A case of Inspektör A's, with notes and with five questions left to answer."""
    with Store.open(files.path(scenes.PLAYED)) as store:
        return scenes.case_to_show(store)


@pytest.fixture
def page(person: Person, code: str) -> ReviewCasePage:
    """That case, opened from the start page by keyboard."""
    person.open(scenes.PLAYED)
    return person.review(code)


def question(page: ReviewCasePage) -> str:
    """The question in focus."""
    assert page.current is not None
    return page.current.question.id


def open_questions(page: ReviewCasePage) -> list[str]:
    """The questions that are asked and not answered, as they stand on screen."""
    return [item.question.id for _, item in page.model.items() if item.open]


def test_a_whole_case_is_reviewed_by_keyboard(person: Person, page: ReviewCasePage, code: str) -> None:
    first = question(page)
    press("N K")
    before = question(page)
    write(TEXT)
    press("Esc C")
    write("”Jag vill” – så står det")
    press("Tab")
    write("genomförandeplan 2025-03-14, s. 2")
    press("Esc F")
    while left := open_questions(page):
        press("Ctrl+Down")
        assert question(page) in left
        press("J")
    press("Ctrl+Return")
    answers = person.on_disk(code)
    assert answers[first].value == "nej"
    noted = answers[before]
    assert (noted.comment, noted.quotation) == (TEXT, "”Jag vill” – så står det")
    assert (noted.place, noted.flagged) == ("genomförandeplan 2025-03-14, s. 2", True)
    with Store.open(page.session.path) as store:
        assert listing.case_line(store, code).status == listing.DONE
        assert history.problems(store) == []
    press("J")
    assert person.on_disk(code) == answers  # a done case is not changed by a key


def test_a_case_that_nobody_has_begun_is_added_and_reviewed_to_its_end_by_keyboard(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Ärenden")
    press("Ctrl+Shift+N")
    for name, text in (("Kod", "ÅÄÖ-1"), ("Enhet", "Älvnäs"), ("Kön", "kvinna"), ("Granskare", WHO)):
        person.enter(name, text)
    press("Return")
    page = person.review("ÅÄÖ-1")
    everything = {item.question.id for _, item in page.model.items()}
    met: set[str] = set()
    for _ in everything:
        if left := open_questions(page):
            press("" if question(page) in left else "Ctrl+Down")
            met.add(question(page))
            press("N" if len(met) % 5 == 0 else "J")
    assert open_questions(page) == []
    press("Home K")
    write(TEXT)
    press("Esc Ctrl+Return")
    answers = person.on_disk("ÅÄÖ-1")
    asked = {item.question.id for _, item in page.model.items() if item.asked}
    assert len(asked) > 10
    assert asked <= met <= everything
    assert {name for name, one in answers.items() if one.value is not None} >= asked
    assert [one.comment for one in answers.values() if one.comment] == [TEXT]
    with Store.open(page.session.path) as store:
        assert listing.case_line(store, "ÅÄÖ-1").status == listing.DONE
        assert history.problems(store) == []
    press("Alt+Left")
    assert person.see("ärenden")


def test_ten_steps_are_undone_and_done_again(person: Person, page: ReviewCasePage, code: str) -> None:
    assert page.code == code
    states, seen = [person.on_disk(code)], [on_screen(page)]
    for step in range(10):
        press("F" if step in (3, 7) else "N" if page.current and page.current.given.value == "ja" else "J")
        states.append(person.on_disk(code))
        seen.append(on_screen(page))
    assert all(one != other for one, other in pairwise(states))
    for earlier, shown in list(zip(states, seen, strict=True))[-2::-1]:
        press("Ctrl+Z")
        assert person.on_disk(code) == earlier
        assert on_screen(page) == shown
    for later, shown in list(zip(states, seen, strict=True))[1:]:
        press("Ctrl+Shift+Z")
        assert person.on_disk(code) == later
        assert on_screen(page) == shown


def on_screen(page: ReviewCasePage) -> list[str]:
    """What every row says, answer, flag and all."""
    return [row.spoken() for row in page.model.rows]


def test_skip_logic_closes_and_opens_and_keeps_what_was_answered(
    person: Person, page: ReviewCasePage, code: str
) -> None:
    rows = dict(page.model.items())
    plan = next(row for row, item in rows.items() if item.question.id == "plan_aktuell")
    walk(page, plan)
    press("J")
    asked = {item.question.id for _, item in page.model.items() if item.asked}
    answered = {name: one.value for name, one in person.on_disk(code).items() if one.value is not None}
    walk(page, plan)
    press("N")
    closed = asked - {item.question.id for _, item in page.model.items() if item.asked}
    assert closed
    rows = dict(page.model.items())
    reasons = [item.reason for item in rows.values() if item.question.id in closed]
    assert all(reasons)
    kept = {name: one.value for name, one in person.on_disk(code).items() if name in closed and one.value is not None}
    assert kept == {name: value for name, value in answered.items() if name in closed}
    assert kept
    walk(page, plan)
    press("J")
    assert {item.question.id for _, item in page.model.items() if item.asked} == asked


def walk(page: ReviewCasePage, row: int) -> None:
    """Go to a row with the arrows."""
    page.list.setFocus()
    for _ in page.model.rows:
        if page.list.live != row:
            press("Down" if page.list.live < row else "Up")
    assert page.list.live == row


def test_the_next_case_and_the_list_are_a_key_away(person: Person, page: ReviewCasePage, code: str) -> None:
    press("Ctrl+PgDown")
    following = page.code
    assert following != code
    press("Ctrl+PgUp")
    assert page.code == code
    press("Alt+Left")
    assert not page.isVisible()
    assert person.see("ärenden")
    press("Return")
    assert page.isVisible()
    press("K")
    write("Sök")
    press("Ctrl+F")
    assert not page.isVisible()
    write(following)
    listed = person.field("Ärenden")
    assert isinstance(listed, QAbstractItemView)
    assert listed.model().rowCount() == 1
    press("Down Return")
    assert page.code == following
    assert "Sök" in [one.comment for one in person.on_disk(code).values()]
