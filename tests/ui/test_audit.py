"""The audit finds what it is to find: a dialog with one fault of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.tokens import Theme
from tests.ui import audit
from tests.ui.hand import settle

pytestmark = pytest.mark.usefixtures("start")


@pytest.fixture
def faulty() -> Iterator[QDialog]:
    """A dialog of 400 × 300 pixels with a named, whole and Swedish button in it."""
    made = QDialog()
    made.resize(400, 300)
    place(made, QPushButton("Bra"), "Bra", 10, 10)
    yield made
    made.close()
    made.deleteLater()
    settle()


def place(into: QDialog, one: QPushButton | QLabel | QLineEdit, name: str, x: int, y: int) -> None:
    """Put a widget somewhere in a dialog."""
    one.setParent(into)
    one.setAccessibleName(name)
    one.move(x, y)
    one.adjustSize()


def show(dialog: QDialog) -> None:
    """Show a dialog and let it be painted."""
    dialog.show()
    dialog.activateWindow()
    settle()


def test_nothing_is_found_where_nothing_is_wrong(faulty: QDialog) -> None:
    show(faulty)
    met = audit.tab_round(faulty)
    faults = (audit.nameless, audit.english, audit.cut, audit.overlapping, audit.faint)
    assert [found(faulty) for found in faults] == [[]] * 5
    assert (audit.unreached(faulty, met), audit.against_the_grain(met)) == ([], [])


def test_a_field_without_a_name_is_found(faulty: QDialog) -> None:
    place(faulty, QLineEdit(), "", 10, 100)
    show(faulty)
    assert len(audit.nameless(faulty)) == 1


def test_an_english_word_is_found(faulty: QDialog) -> None:
    place(faulty, QPushButton("Close"), "Stäng", 10, 100)
    show(faulty)
    assert audit.english(faulty) == ["Close"]


def test_a_title_with_the_code_of_a_case_is_found(faulty: QDialog) -> None:
    faulty.setWindowTitle("K-114 – Granska")
    show(faulty)
    assert audit.telling(faulty, {"K-113", "K-114"}) == ["K-114 – Granska"]
    assert audit.telling(faulty, {"K-113"}) == []


def test_a_text_without_room_is_found(faulty: QDialog) -> None:
    narrow = QLabel("En lång text")
    place(faulty, narrow, "", 10, 100)
    narrow.resize(20, narrow.height())
    show(faulty)
    assert len(audit.cut(faulty)) == 1


def test_a_text_beyond_the_edge_is_found(faulty: QDialog) -> None:
    place(faulty, QLabel("En lång text"), "", 390, 100)
    show(faulty)
    assert len(audit.cut(faulty)) == 1


def test_a_text_over_another_is_found(faulty: QDialog) -> None:
    place(faulty, QLabel("En text"), "", 12, 12)
    show(faulty)
    assert len(audit.overlapping(faulty)) == 1


def test_a_faint_text_is_found(faulty: QDialog) -> None:
    faint = QLabel("En text")
    faint.setStyleSheet("color: #aaaaaa; font-size: 40px")
    place(faulty, faint, "", 10, 100)
    show(faulty)
    assert len(audit.faint(faulty)) == 1


@pytest.mark.parametrize(("began", "other"), [(tokens.LIGHT, tokens.DARK), (tokens.DARK, tokens.LIGHT)])
def test_a_text_that_is_faint_in_one_theme_is_found_from_either(faulty: QDialog, began: Theme, other: Theme) -> None:
    look().set_theme(began)
    faint = QLabel("En text")
    faint.setStyleSheet(f"color: {tokens.LIGHT.ink}; font-size: 40px")
    place(faulty, faint, "", 10, 100)
    show(faulty)
    assert len(audit.faint_in_either_theme(faulty)) == 1
    assert look().theme == other


def test_a_step_of_tab_that_goes_up_and_what_tab_leaves_out_are_found(faulty: QDialog) -> None:
    below, above, left_out = QLineEdit(), QLineEdit(), QLineEdit()
    for one, name, y in ((below, "Nedre", 200), (above, "Övre", 100), (left_out, "Ingen", 150)):
        place(faulty, one, name, 10, y)
    show(faulty)
    met = [one for one in audit.tab_round(faulty) if one is not left_out]
    assert audit.against_the_grain(met) == ["QLineEdit Nedre → QLineEdit Övre"]
    assert audit.unreached(faulty, met) == ["QLineEdit Ingen"]


def test_what_cannot_be_used_need_not_be_reached(faulty: QDialog) -> None:
    off, clicked = QPushButton("Av"), QPushButton("Bara mus")
    off.setEnabled(False)
    clicked.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    for one, y in ((off, 100), (clicked, 150)):
        place(faulty, one, "", 10, y)
    show(faulty)
    assert audit.unreached(faulty, audit.tab_round(faulty)) == []
