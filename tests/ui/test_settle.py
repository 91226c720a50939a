"""Avgör olika svar: with keys and clicks, one at a time and many alike, and undone again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from inspektor.db.store import Store
from inspektor.domain.review import Case
from inspektor.operations import (
    cases,
    checklist_versions,
    differences,
    disposition,
    frames,
    history,
    listing,
    reviews,
    samples,
    texts,
)
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.reviews import find_case
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views import settle as settle_page
from inspektor.ui.views.review_case import ReviewCasePage
from inspektor.ui.views.settle import SettlePage
from tests.support import CHECKLIST, LEAD, add_frame, add_sample, frame_text, make_review
from tests.support import write as write_file
from tests.ui.hand import button, click, focused, not_waiting, press, push, settle, until, write
from tests.ui.together import A, B, Work, in_copies

WHY = "Kontrollerat i akten – det står så på sidan 2."


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review with a sample, whose first cases are Inspektör A's."""
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_sample(store)
        cases.assign(store, codes(store)[:4], A, by=LEAD)
    return path


def codes(store: Store) -> list[str]:
    return [line.case.code for line in listing.case_lines(store)]


def answered(place: int, answer: str, comment: str = "", question: str = "plan_finns") -> Work:
    """Work in which A answers in the case at a place."""

    def work(store: Store) -> None:
        code = codes(store)[place]
        record_answer(store, code, question, answer, A)
        if comment:
            record_note(store, code, question, A, comment=comment)

    return work


def both(*work: Work) -> Work:
    """Several pieces of work in one file."""
    return lambda store: [one(store) for one in work]


def differing(window: MainWindow, path: Path, *work: Work) -> SettlePage:
    """The page, when the pieces of work have been done in a copy each and taken in."""
    in_copies(path, *work)
    assert window.open_review(path)
    until(lambda: not window._to_build)
    window._on_go("slaihop", "avgor")
    page = window.findChild(SettlePage)
    assert page is not None
    settle()
    return page


def on_disk(page: SettlePage) -> list[str]:
    """Where something is left to settle, read by another connection."""
    with Store.open(page.session.path) as store:
        return [one.where for one in differences.differences(store)]


def answer_of(page: SettlePage, place: int = 0, question: str = "plan_finns") -> tuple[object, str]:
    """A's answer and comment in the case at a place."""
    with Store.open(page.session.path) as store:
        given = open_case(store, codes(store)[place], A).answers[question]
        return given.value, given.comment


def seen(page: SettlePage) -> list[str]:
    """The texts of what stands side by side, as a screen reader meets them."""
    return [one.accessibleName() for one in page.pane.sides.findChildren(QLabel) if one.accessibleName()]


def told(page: SettlePage) -> Sequence[tuple[str, bool, str]]:
    """The list: heading, whether open, what was decided."""
    return [(one.heading, one.open, one.decided) for one in page.list.items]


def test_an_answer_is_settled_by_keyboard_alone(start: MainWindow, review: Path) -> None:
    page = differing(
        start, review, answered(0, "ja", "Planen är från 2019-08-20."), answered(0, "nej", "Planen är från 2018-08-20.")
    )
    assert page.list.hasFocus()
    assert page.head.note.whole() == "0 av 1 avgjorda. Olika svar räknas inte i resultatet."
    assert "Svar, Inspektör A: Ja" in seen(page)
    assert "Kommentar, Inspektör A: Planen är från 2018-08-20." in seen(page)
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    assert page.notice.isVisible()
    assert answer_of(page) == ("nej", "Planen är från 2018-08-20.")
    assert on_disk(page) == []
    assert [one[1:] for one in told(page)] == [(False, "Avgjort: Nej")]
    press("Ctrl+Z")
    assert told(page)[0][1]
    assert len(on_disk(page)) == 1
    assert page.form.isVisible()
    press("Ctrl+Shift+Z")
    assert not told(page)[0][1]
    assert answer_of(page) == ("nej", "Planen är från 2018-08-20.")


def test_nothing_is_settled_without_a_choice_and_a_reason(start: MainWindow, review: Path) -> None:
    page = differing(start, review, answered(0, "ja"), answered(0, "nej"))
    press("Ctrl+Return")
    assert page.form.wrong.text.text() == "Välj först vad som gäller."
    press("1 Ctrl+Return")
    assert page.form.wrong.text.text().startswith("Skriv varför.")
    assert focused() is page.form.why
    assert len(on_disk(page)) == 1
    write("12 N K")
    assert page.form.why.text() == "12 N K"  # letters and figures in the reason are letters and figures
    assert page.form.draft.choice == 0


def test_a_third_answer_has_the_editor_of_its_question(start: MainWindow, review: Path) -> None:
    page = differing(start, review, answered(0, "ja", "Ena."), answered(0, "nej", "Andra."))
    press("3 V")
    comment = next(one for one in page.form._editors.values() if one.accessibleName() == "Kommentar")
    comment.setFocus()
    press("Ctrl+A Delete")
    write("Åsa har frågat: det går inte att veta.")
    press("Esc K")
    write(WHY)
    press("Ctrl+Return")
    assert page.notice.isVisible()
    assert answer_of(page) == ("vet_ej", "Åsa har frågat: det går inte att veta.")
    assert told(page)[0][2] == "Avgjort: Vet ej"


def test_what_may_not_be_kept_is_told_beside_the_form(start: MainWindow, review: Path) -> None:
    page = differing(start, review, answered(0, "1", question="antal"), answered(0, "2", question="antal"))
    press("3")
    editor = focused()
    assert isinstance(editor, QLineEdit)
    press("Ctrl+A")
    write("många")
    press("Esc K")
    write(WHY)
    press("Ctrl+Return")
    assert page.form.wrong.isVisible()
    assert "heltal" in page.form.wrong.text.text()
    assert len(on_disk(page)) == 1


def test_many_alike_are_settled_at_once_for_one_reason(start: MainWindow, review: Path) -> None:
    ours = both(*(answered(place, "ja") for place in range(3)))
    theirs = both(*(answered(place, "nej") for place in range(3)))
    page = differing(start, review, ours, both(theirs, answered(3, "ja", question="plan_finns")))
    assert page.form.alike.text() == "Samma för alla 3"
    page.form.alike.setFocus()
    press("Space 2 K")
    write(WHY)
    press("Ctrl+Return")
    assert page.notice.isVisible()
    assert [answer_of(page, place)[0] for place in range(3)] == ["nej"] * 3
    press("Ctrl+Z")
    assert len(on_disk(page)) == 3  # one operation


def test_many_are_settled_once_however_often_one_presses(
    start: MainWindow, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = (both(*(answered(place, word) for place in range(3))) for word in ("ja", "nej"))
    page = differing(start, review, ours, theirs)
    monkeypatch.setattr("inspektor.ui.views.settle.MANY", 2)
    page.form.alike.setFocus()
    press("Space 2 K")
    write(WHY)
    with not_waiting():
        press("Ctrl+Return Ctrl+Return")
    settle()
    assert start.message.told == ""
    assert on_disk(page) == []
    press("Ctrl+Z")
    assert len(on_disk(page)) == 3


def test_two_who_took_a_case_may_both_review_it(start: MainWindow, review: Path) -> None:
    def taken(name: str) -> Work:
        return lambda store: cases.assign(store, [codes(store)[5]], name, by=name)

    page = differing(start, review, taken(A), taken(B))
    assert [one.text() for one in page.form.buttons] == [A, B, "Båda granskar", "Någon annan …"]
    click(page.form.buttons[2])
    page.form.why.setFocus()
    write(WHY)
    push(page, "Avgör och gå vidare")
    assert page.notice.isVisible()
    with Store.open(page.session.path) as store:
        case: Case = find_case(store, codes(store)[5])
    assert (case.reviewer, case.second_reviewer) == (A, B)


def test_a_text_of_the_report_stands_as_a_difference(start: MainWindow, review: Path) -> None:
    def written(text: str) -> Work:
        return lambda store: texts.set_text(store, "uppdrag", text, by=A)

    page = differing(start, review, written("Fyra förvaltningar granskas."), written("Tre förvaltningar granskas."))
    marked = [one.text() for one in page.pane.sides.findChildren(QLabel) if "underline" in one.text()]
    assert [">Fyra<" in marked[0], ">Tre<" in marked[1]] == [True, True]
    assert not page.form.flag.isVisible()
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    assert page.notice.isVisible()
    with Store.open(page.session.path) as store:
        assert texts.bodies(store)["uppdrag"] == "Tre förvaltningar granskas."


def test_an_answer_can_be_taken_up_at_the_meeting_first(start: MainWindow, review: Path) -> None:
    page = differing(start, review, answered(0, "ja"), answered(0, "nej"))
    press("1 F")
    assert page.form.flag.isChecked()
    with Store.open(page.session.path) as store:
        assert open_case(store, codes(store)[0], A).answers["plan_finns"].flagged
    assert page.form.draft.choice == 0
    assert on_disk(page)


def test_what_is_chosen_and_written_stays_while_one_looks_at_another(start: MainWindow, review: Path) -> None:
    page = differing(
        start, review, both(answered(0, "ja"), answered(1, "ja")), both(answered(0, "nej"), answered(1, "nej"))
    )
    press("2 K")
    write("Inte färdig")
    press("Esc Down")
    assert (page.form.why.text(), page.form.draft.choice) == ("", None)
    press("Up")
    assert (page.form.why.text(), page.form.draft.choice) == ("Inte färdig", 1)


def test_the_rest_of_the_case_is_shown_when_wanted(start: MainWindow, review: Path) -> None:
    page = differing(start, review, both(answered(0, "ja"), answered(0, "3", question="antal")), answered(0, "nej"))
    assert not page.pane.around.isVisible()
    click(page.only)
    assert "Hur många?" in page.pane.around.text()


def test_a_case_says_what_differs_and_leads_there_and_back(start: MainWindow, review: Path) -> None:
    page = differing(
        start, review, both(answered(0, "ja"), answered(1, "ja")), both(answered(0, "nej"), answered(1, "nej"))
    )
    code = page.list.items[1].heading
    start._on_go("arenden", code)
    case = start.findChild(ReviewCasePage)
    assert case is not None
    settle()
    assert case.notice.text() == "1 svar är olika i två filer och ska avgöras."
    differ = [row.title for row in case.model.rows if "Olika i två filer." in row.spoken()]
    assert differ == ["Finns en plan?"]
    case.head.map.chosen.emit(case.model.row_of("plan_finns"))
    assert case.editor.reason.text() == "Olika i två filer. Avgörs under Slå ihop."
    push(case, "Avgör")
    assert page.isVisible()
    assert page.list.current == page.list.items[1].name
    press("Esc")
    settle()
    assert not page.isVisible()


def test_nothing_to_settle_says_so(start: MainWindow, review: Path) -> None:
    page = differing(start, review, answered(0, "ja"))
    assert page.empty.title.text() == "Inget att avgöra"
    assert button(page, "Till Slå ihop").isEnabled()


def drawn(seed: int) -> Work:
    return lambda store: samples.draw_sample(store, 3, seed, by=A if seed % 2 else B)


def test_it_is_settled_which_of_two_draws_stands(start: MainWindow, tmp_path: Path) -> None:
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        add_frame(store)
    page = differing(start, path, drawn(1), drawn(2))
    assert told(page) == [("Urvalet", True, "")]
    assert {"Urvalet, Inspektör A: 6 ärenden med frö 1", "Urvalet, Inspektör B: 6 ärenden med frö 2"} <= set(seen(page))
    assert [one.text() for one in page.form.buttons] == [
        "6 ärenden med frö 1, som Inspektör A",
        "6 ärenden med frö 2, som Inspektör B",
    ]
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    until(page.notice.isVisible)
    with Store.open(path) as store:
        assert [draw.seed for draw in samples.draws(store)] == [2]
        assert len(codes(store)) == 6
    press("Ctrl+Z")
    until(lambda: told(page)[0][1])


def listed(women: int) -> Work:
    return lambda store: add_frame(store, frame_text(("Norr",), women))


def test_it_is_settled_which_of_two_lists_stands(start: MainWindow, tmp_path: Path) -> None:
    page = differing(start, make_review(tmp_path), listed(2), listed(3))
    assert [(one.heading, page.found[one.name].title) for one in page.list.items] == [("Urvalet", "Urvalsramen")]
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    until(page.notice.isVisible)
    with Store.open(page.session.path) as store:
        assert len(frames.frame_rows(store)) == 6


def test_it_is_settled_which_of_two_versions_of_a_checklist_stands(start: MainWindow, tmp_path: Path) -> None:
    def newer(version: str) -> Work:
        own = write_file(tmp_path / f"{version}.toml", CHECKLIST.replace('version = "1"', f'version = "{version}"'))
        return lambda store: checklist_versions.take_up(store, str(own), by=A)

    page = differing(start, make_review(tmp_path), newer("2"), newer("3"))
    assert [(one.heading, page.found[one.name].title) for one in page.list.items] == [
        ("Provchecklista", "Checklistans version")
    ]
    press("1 K")
    write(WHY)
    press("Ctrl+Return")
    until(page.notice.isVisible)
    with Store.open(page.session.path) as store:
        assert [one.version for one in reviews.checklists(store)] == ["2"]


def ordered(*parts: str, by: str) -> Work:
    return lambda store: disposition.order(store, parts, by=by)


def test_two_orders_stand_as_numbered_lists_with_what_has_moved_marked(start: MainWindow, tmp_path: Path) -> None:
    page = differing(
        start, make_review(tmp_path), ordered("syfte", "inledning", by=A), ordered("kallor", "analys", by=B)
    )
    shown = {
        one.accessibleName().split(":")[0]: one.text().split("<br>")
        for one in page.pane.sides.findChildren(QLabel)
        if one.accessibleName().startswith("Ordning")
    }
    assert list(shown) == [f"Ordning, {A}", f"Ordning, {B}"]
    marked = [{line for line in lines if "<span" in line} for lines in shown.values()]
    assert [len(lines) for lines in marked] == [2, 2]
    plain = [[line for line in lines if "<span" not in line] for lines in shown.values()]
    assert plain[0][:3] == ["1. Resultat i enheten", "2. Frågor att samtala om", "3. Sammanfattning"]
    assert [line.partition(". ")[2] for line in plain[0]] == [line.partition(". ")[2] for line in plain[1]]
    assert not any("," in one.text() for one in page.form.buttons)


def test_it_is_settled_in_which_order_the_chapters_stand(start: MainWindow, tmp_path: Path) -> None:
    path = make_review(tmp_path)
    page = differing(start, path, ordered("syfte", "inledning", by=A), ordered("kallor", "analys", by=B))
    assert told(page) == [("Hela rapporten", True, "")]
    assert page.found[page.list.items[0].name].title == "Två har ordnat avsnitten olika"
    assert any("Sammanfattning\nSyfte\nInledning\nMetod" in one for one in seen(page))
    assert [one.text() for one in page.form.buttons] == ["Som Inspektör A", "Som Inspektör B"]
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    until(page.notice.isVisible)
    with Store.open(path) as store:
        assert [one.id for one in disposition.lines(store) if one.level == 1][9:11] == ["kallor", "analys"]
    press("Ctrl+Z")
    until(lambda: told(page)[0][1])


def test_where_much_is_open_it_is_settled_in_the_background(
    start: MainWindow, review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle_page, "MANY", 1)
    page = differing(
        start,
        review,
        both(answered(0, "ja"), answered(1, "1", question="antal")),
        both(answered(0, "nej"), answered(1, "2", question="antal")),
    )
    press("2 K")
    write(WHY)
    with not_waiting():
        press("Ctrl+Return")
        assert page.session.works_on("Avgör …")
        press("Ctrl+Return")  # once is enough
    settle()
    assert [one[1] for one in told(page)] == [False, True]
    assert answer_of(page)[0] == "nej"
    with Store.open(page.session.path) as store:
        assert sum(one.what.startswith("avgjord") for one in history.entries(store)) == 1
