"""Sections of the list of questions fold and open, by key and by click, and nothing in them is lost sight of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from inspektor.db.store import Store
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.review_case import ReviewCasePage
from tests.support import CHECKLIST, add_sample, make_review
from tests.ui.hand import click, press, settle, write

WOMAN, NEXT = "P-3", "P-6"


@pytest.fixture
def page(start: MainWindow, tmp_path: Path) -> ReviewCasePage:
    """The window on a woman's case that nobody has begun."""
    path = make_review(tmp_path, checklist=CHECKLIST)
    with Store.open(path, write=True) as store:
        add_sample(store)
    assert start.open_review(path)
    start._on_go("arenden", WOMAN)
    settle()
    found = start.findChild(ReviewCasePage)
    assert found is not None
    return found


def heading(page: ReviewCasePage) -> int:
    """The row of the heading that the focus is on, or under."""
    return page.model.heading_of(page.list.live)


def seen(page: ReviewCasePage) -> list[int]:
    """The rows of the questions that are on screen."""
    settle()
    return [row for row, _ in page.model.items() if not page.list.visualRect(page.model.index(row)).isEmpty()]


def click_row(page: ReviewCasePage, row: int) -> None:
    """Click on a row, where its title is."""
    spot = page.list.visualRect(page.model.index(row)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settle()


def fold_all(page: ReviewCasePage) -> None:
    """Fold every section with a click on its heading."""
    for row, one in enumerate(page.model.rows):
        if one.item is None:
            click_row(page, row)
    assert seen(page) == []


def test_a_section_is_folded_by_key_and_opened_again(page: ReviewCasePage) -> None:
    before, here = seen(page), heading(page)
    within = list(page.model.under(here))
    press("A")
    assert page.list.live == here
    assert seen(page) == [row for row in before if row not in within]
    assert not page.editor.isVisible()
    assert page.model.index(here).data(Qt.ItemDataRole.AccessibleTextRole).endswith("besvarade, hopfällt")
    press("A")
    assert seen(page) == before
    assert page.list.live == within[0]
    assert page.editor.isVisible()


@pytest.mark.parametrize("key", ["Right", "Return", "Space"])
def test_a_folded_section_is_opened_from_its_heading(page: ReviewCasePage, key: str) -> None:
    press("A")
    press(key)
    assert page.model.heading_of(page.list.live) != page.list.live
    assert page.list.hasFocus()
    assert not any(row.folded for row in page.model.rows)


def test_a_click_on_a_heading_folds_and_opens(page: ReviewCasePage) -> None:
    before, live = seen(page), page.list.live
    other = [row for row, one in enumerate(page.model.rows) if one.item is None and row != heading(page)][-1]
    click_row(page, other)
    assert page.model.rows[other].folded
    assert not set(seen(page)) & set(page.model.under(other))
    assert page.list.live == live
    click_row(page, other)
    assert seen(page) == before


def test_a_folded_heading_shows_a_mark_and_how_much_is_answered(page: ReviewCasePage) -> None:
    here = heading(page)
    opened = picture_of(page, here)
    press("A")
    assert page.model.rows[here].progress == f"0 av {sum(page.model.item(row).asked for row in page.model.under(here))}"  # type: ignore[union-attr]
    assert picture_of(page, here) != opened


def picture_of(page: ReviewCasePage, row: int) -> bytes:
    """The row's mark, as it is painted."""
    box = QRectF(page.list.visualRect(page.model.index(row)))
    box.setWidth(40)
    image = page.list.viewport().grab(box.toRect()).toImage()
    return bytes(image.constBits())


def test_the_arrows_stop_at_a_folded_heading_and_go_past_its_questions(page: ReviewCasePage) -> None:
    here = heading(page)
    press("A Down")
    following = page.model.under(here).stop
    assert page.list.live == following + 1
    press("Up")
    assert page.list.live == here


def test_nothing_is_answered_or_written_from_a_folded_heading(page: ReviewCasePage) -> None:
    press("A")
    here = page.list.live
    press("J N X V K C F 1 Delete Left")
    write("å")
    assert page.list.live == here
    assert page.list.hasFocus()
    with Store.open(page.session.path) as store:
        assert store.stacks(page.session.who)[0] == []


def test_the_next_unanswered_question_opens_its_section(page: ReviewCasePage) -> None:
    fold_all(page)
    press("Ctrl+Down")
    assert page.current is not None
    assert page.current.open
    assert page.list.live in seen(page)


def test_the_map_opens_the_section_of_the_question_that_is_chosen(page: ReviewCasePage) -> None:
    fold_all(page)
    page.head.map.setFocus()
    press("End")
    last = page.model.items()[-1][0]
    assert page.list.live == last
    assert seen(page) == list(page.model.under(page.model.heading_of(last)))


def test_the_map_goes_on_from_a_folded_heading(page: ReviewCasePage) -> None:
    press("A")
    here = page.list.live
    page.head.map.setFocus()
    press("Right")
    assert page.list.live == here + 1


def test_the_link_to_what_is_unanswered_opens_its_section(page: ReviewCasePage) -> None:
    fold_all(page)
    click(page.head.open)
    assert page.list.live in seen(page)


def test_going_on_after_an_answer_opens_the_section_that_follows(page: ReviewCasePage) -> None:
    sections = [row for row, one in enumerate(page.model.rows) if one.item is None]
    click_row(page, sections[1])
    press("Home")
    while page.list.live < sections[1]:
        before = page.list.live
        press("J")
        if page.list.live == before:
            press("Down")
    assert page.list.live in seen(page)
    assert not page.model.rows[sections[1]].folded


def test_what_is_being_written_is_kept_when_its_section_is_folded(page: ReviewCasePage) -> None:
    asked = page.current
    assert asked is not None
    press("K")
    write("Står på s. 4 – ”å, ä, ö”")
    click_row(page, heading(page))
    assert page.list.hasFocus()
    assert not page.editor.isVisible()
    press("Right")
    assert page.model.item(page.model.row_of(asked.question.id)).given.comment == "Står på s. 4 – ”å, ä, ö”"  # type: ignore[union-attr]


def test_undo_opens_the_section_of_what_comes_back(page: ReviewCasePage) -> None:
    asked = page.current
    assert asked is not None
    press("J")
    fold_all(page)
    press("Ctrl+Z")
    assert page.current is not None
    assert page.current.question.id == asked.question.id
    assert page.list.live in seen(page)


def test_what_is_folded_stays_so_in_the_next_case_but_for_where_it_begins(page: ReviewCasePage) -> None:
    last = [row for row, one in enumerate(page.model.rows) if one.item is None][-1]
    click_row(page, last)
    press("Ctrl+PgDown")
    assert page.code == NEXT
    assert page.model.rows[last].folded
    assert page.list.live in seen(page)


def test_a_folded_list_tells_a_screen_reader_where_it_is(page: ReviewCasePage) -> None:
    press("A")
    assert "hopfällt" in page.body.guidance.told()
    spoken = QAccessible.queryAccessibleInterface(page.list)
    assert spoken.focusChild().text(QAccessible.Text.Name).endswith("hopfällt")
