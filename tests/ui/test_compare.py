"""Dubbelgranskning and samstämmighet: blind until both are done, then side by side, agreed on, and told in figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from inspektor.db.store import Store
from inspektor.operations import cases, casework, double_reviews, listing
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.agreement import AgreementPage
from inspektor.ui.views.compare import ComparePage
from inspektor.ui.views.review_case import ReviewCasePage
from tests.support import LEAD, add_sample, make_review
from tests.ui.hand import click, focused, press, push, settle, until, write

A, B = "Inspektör A", "Inspektör B"
WHY = "Vi läste planen tillsammans: den är från före beslutet."
ANSWERS = {"plan_god": "ja", "plan_kvinna": "ja", "slag": "a", "delar": "mal", "antal": "2", "dag": "2019-03-01"}


def codes(store: Store) -> list[str]:
    return [line.case.code for line in listing.case_lines(store)]


def answer_all(store: Store, code: str, who: str, plan: str) -> None:
    """Answer everything that is asked, and whether there is a plan in one way or another."""
    record_answer(store, code, "plan_finns", plan, who)
    for question, answer in ANSWERS.items():
        if open_case(store, code, who).asked[question]:
            record_answer(store, code, question, answer, who)


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """Three cases that A and B both review: in the first they differ, in the second not, in the third B is not done."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        first, second, third = codes(store)[:3]
        cases.assign(store, codes(store), A, by=LEAD)
        for code, plans in ((first, ("ja", "nej")), (second, ("nej", "nej")), (third, ("ja", "nej"))):
            casework.join_case(store, code, B)
            for who, plan in zip((A, B), plans, strict=True):
                answer_all(store, code, who, plan)
        record_note(store, first, "plan_finns", A, comment="Planen är från 2019-05-02.")
        record_answer(store, third, "dag", "", B)
        record_note(store, third, "plan_finns", B, comment="Hemligt än så länge")
    return path


@pytest.fixture
def page(start: MainWindow, review: Path) -> ComparePage:
    """The page, on that review, when it has been read."""
    assert start.open_review(review)
    until(lambda: not start._to_build)
    start._on_go("slaihop", "")
    push(start, "Dubbelgranskning")
    found = start.findChild(ComparePage)
    assert found is not None
    return found


def texts(page: ComparePage) -> list[str]:
    """What is to be read beside the list."""
    return [one.text() for one in page.pane.findChildren(QLabel) if one.isVisible()]


def test_a_case_is_blind_until_both_are_done(page: ComparePage, review: Path) -> None:
    with Store.open(review) as store:
        first, _, third = codes(store)[:3]
    items = {(one.heading, one.text): one for one in page.list.items}
    assert page.head.note.whole() == "2 av 3 ärenden klara att jämföra. 1 olika svar att enas om."
    waiting = items[third, f"Väntar på {B}"]
    assert {heading for heading, _ in items} == {first, third}
    page.list.choose(waiting.name)
    settle()
    assert f"{B} har 1 fråga kvar." in " ".join(texts(page))
    assert not any("Hemligt" in text for text in texts(page))
    assert not page.pane.sides.isVisible()
    press("1")
    assert not page.may_settle


def test_two_agree_by_keyboard_and_both_keep_their_answers(page: ComparePage, review: Path) -> None:
    assert page.list.hasFocus()
    assert page.pane.title.text() == "Finns en plan?"
    said = [one.accessibleName() for one in page.pane.sides.findChildren(QLabel)]
    assert {f"Svar, {A}: Ja", f"Svar, {B}: Nej", f"Kommentar, {B}: Ingen kommentar"} <= set(said)
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    assert any(one.decided == "Gemensamt svar: Nej" for one in page.list.items)
    with Store.open(review) as store:
        code = codes(store)[0]
        pair = next(one for one in double_reviews.compare(store, code) if one.question.id == "plan_finns")
        assert pair.words == ("Ja", "Nej", "Nej")
    press("Ctrl+Z")
    assert not any(one.decided for one in page.list.items)


def test_what_was_agreed_on_can_be_changed(page: ComparePage) -> None:
    press("1 K")
    write(WHY)
    press("Ctrl+Return")
    page.list.choose(page.list.items[0].name)
    settle()
    assert page.pane.decided.text() == "Gemensamt svar: Ja"
    push(page, "Ändra det gemensamma svaret")
    press("3 V K")
    press("Esc K")
    write("Nya uppgifter.")
    press("Ctrl+Return")
    assert page.list.items[0].decided == "Gemensamt svar: Vet ej"


def test_everything_that_both_were_asked_is_shown_when_wanted(page: ComparePage) -> None:
    before = len(page.list.items)
    page.only.setFocus()
    press("Space")
    assert len(page.list.items) > before
    alike = next(one for one in page.list.items if one.decided == "Lika")
    page.list.choose(alike.name)
    settle()
    assert page.pane.decided.text() == "Båda har svarat lika."


def test_the_agreement_is_told_with_a_sentence_and_leads_to_the_cases(page: ComparePage, start: MainWindow) -> None:
    push(page, "Samstämmighet")
    found = start.findChild(AgreementPage)
    assert found is not None
    assert focused() is found.table
    press("Down")
    assert found.which.text() == "Finns en plan?"
    assert found.means.text() == "Ett av två lika; svaren är för få för att säga mer."
    assert found.head.note.whole() == "2 ärenden med två granskare · 1 till när båda är klara"
    assert [str(found.table.cells.rows[1][place]) for place in range(5)] == ["Finns en plan?", "2", "–", "–", "–"]
    click(found.behind)
    case = start.findChild(ReviewCasePage)  # there is one
    assert case is not None
    assert case.isVisible()
    start._on_go("slaihop", "samstammighet")
    press("Esc")
    assert page.isVisible()
    press("Esc")
    assert not page.isVisible()


def test_without_double_reviews_both_pages_say_so(start: MainWindow, tmp_path: Path) -> None:
    assert start.open_review(make_review(tmp_path))
    until(lambda: not start._to_build)
    start._on_go("slaihop", "jamfor")
    settle()
    page = start.findChild(ComparePage)
    assert page is not None
    assert page.empty.title.text() == "Inga dubbelgranskningar"
    start._on_go("slaihop", "samstammighet")
    found = start.findChild(AgreementPage)
    assert found is not None
    settle()
    assert found.empty.isVisible()
