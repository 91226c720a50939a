"""The states that a view can be in, as scenes: a case in each of its states, a question of each kind, figures by each
grouping, the report written, work that takes time, and what goes wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.document import Inserted
from inspektor.operations import disposition, listing
from inspektor.ui import recent
from inspektor.ui.lock import FileLock
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.report import ReportView
from inspektor.ui.views.review_case import ReviewCasePage
from inspektor.ui.widgets.heat_table import HeatTable
from tests.ui import kinds
from tests.ui.hand import pick, press, push, settle, until, write
from tests.ui.stage import DIFFERING, KINDS, PLAYED, READ, SURVEY, WHO, Scene, quiet, review_a_case, step

OTHER = "Inspektör B"


def scenes() -> list[Scene]:
    """All of them."""
    return [
        Scene("granska-kommentar", PLAYED, _comment),
        Scene("granska-stod", PLAYED, _guidance),
        Scene("granska-citat", PLAYED, partial(_at_note, field="quotation")),
        Scene("granska-flagga", PLAYED, partial(_at_note, field="flagged")),
        Scene("granska-fragas-inte", PLAYED, _ruled_out),
        Scene("granska-hopfallt", PLAYED, _folded),
        Scene("granska-kvar", PLAYED, _not_done),
        Scene("granska-klart", PLAYED, partial(_case, done=True, who=WHO)),
        Scene("granska-annans", PLAYED, partial(_case, done=False, who=OTHER)),
        Scene("granska-ett-val", KINDS, partial(_kind, question="meddelat")),
        Scene("granska-flera-val", KINDS, partial(_kind, question="deltog")),
        Scene("granska-tal", KINDS, partial(_kind, question="timmar", keys="9 9 9 Return")),
        Scene("granska-datum", KINDS, partial(_kind, question="foljd", text="2025-02-30")),
        Scene("granska-text", KINDS, partial(_kind, question="iakttaget", text="Planen är skriven tillsammans.")),
        Scene("resultat-kon", PLAYED, partial(_grouped, by="kon")),
        Scene("resultat-alder", PLAYED, partial(_grouped, by="alder")),
        Scene("resultat-mot", PLAYED, _against),
        Scene("resultat-diagram", PLAYED, _charts),
        Scene("resultat-rutor", SURVEY, partial(step, name="resultat")),
        Scene("resultat-fragan", PLAYED, _figure),
        Scene("resultat-ord", PLAYED, _in_words),
        Scene("resultat-arenden", PLAYED, _behind),
        Scene("rapport-avsnitt", PLAYED, partial(step, name="rapport", word="analys.helhetssyn_och_samordning")),
        Scene("rapport-rubrik", PLAYED, _renaming),
        Scene("rapport-utelamnad", PLAYED, _arranged),
        Scene("rapport-siffra", PLAYED, _at_figure),
        Scene("rapport-sidor", PLAYED, _pages),
        Scene("rapport-skriven", PLAYED, written),
        Scene("rapport-dialog", PLAYED, _dialogue),
        Scene("vantan", PLAYED, _waiting),
        Scene("besked", PLAYED, _trouble),
        Scene("besked-last", "", _held),
        Scene("lasa", PLAYED, partial(_read_only, show=review_a_case)),
        Scene("lasa-rapport", PLAYED, partial(_read_only, show=_written_section)),
        Scene("lasa-urval", PLAYED, partial(_read_only, show=partial(step, name="urval"))),
        Scene("lasa-dra", READ, partial(_read_only, show=partial(step, name="urval"))),
        Scene("lasa-avgor", DIFFERING, partial(_read_only, show=partial(step, name="slaihop", word="avgor"))),
    ]


def _page(window: MainWindow) -> ReviewCasePage:
    page = window.findChild(ReviewCasePage)
    assert page is not None
    return page


def _comment(window: MainWindow) -> None:
    review_a_case(window)
    press("K")


def _guidance(window: MainWindow) -> None:
    """Where there is room for it, it is there already."""
    review_a_case(window)
    if not _page(window).body.guidance_shown:
        press("S")


def _go_to(page: ReviewCasePage, question: str) -> None:
    page.list.setFocus()
    page.head.map.chosen.emit(page.model.row_of(question))


def _at_note(window: MainWindow, field: str) -> None:
    """At the question that something is noted about."""
    review_a_case(window)
    page = _page(window)
    _go_to(page, next(item.question.id for _, item in page.model.items() if getattr(item.given, field)))


def _ruled_out(window: MainWindow) -> None:
    """At a question that its answer's change has ruled out."""
    review_a_case(window)
    press("N Up")


def _folded(window: MainWindow) -> None:
    """Two sections are folded, and the heading of one of them is in focus."""
    review_a_case(window)
    press("A Down A")


def _not_done(window: MainWindow) -> None:
    review_a_case(window)
    press("Ctrl+Return")


def _case(window: MainWindow, *, done: bool, who: str) -> None:
    """A case that somebody reviews alone, done or not."""
    assert window.session is not None
    cases = [line.case for line in listing.case_lines(window.session.store) if not line.case.second_reviewer]
    step(window, "arenden", next(case.code for case in cases if case.reviewer == who and case.done == done))
    press("Down Down")


def _kind(window: MainWindow, question: str, keys: str = "", text: str = "") -> None:
    """A question of another kind than yes or no."""
    step(window, "arenden", kinds.CODE)
    _go_to(_page(window), question)
    press(keys or ("Return" if text else ""))
    if text:
        write(text)
        press("Return" if question == "foljd" else "")


def _grouped(window: MainWindow, by: str) -> None:
    step(window, "resultat")
    quiet(window)
    box = next(one for one in window.findChildren(QComboBox) if one.accessibleName() == "Indelning")
    box.setFocus()
    press("Home " + "Down " * box.findData(by))
    quiet(window)


def _against(window: MainWindow) -> Callable[[], object]:
    """Every question against another."""
    _grouped(window, "")
    box = next(one for one in window.findChildren(QComboBox) if one.accessibleName() == "Mot vilken fråga")
    box.setFocus()
    press("Home Down Down Down Down Down")
    quiet(window)
    return partial(_grouped, window, "enhet")


def _charts(window: MainWindow) -> Callable[[], object]:
    """The charts, at a place in the first."""
    _grouped(window, "enhet")
    picture(window, "Visa diagram")
    press("Down Right")
    return partial(picture, window, "Visa översikten")


def picture(window: MainWindow, words: str) -> None:
    """Turn to the charts or to the overview, unless that is what is shown."""
    if any(one.isVisible() and one.accessibleName() == words for one in window.findChildren(QAbstractButton)):
        push(window, words)
        quiet(window)


def _figure(window: MainWindow) -> None:
    """At a figure of the question in full."""
    _at_figures(window)
    press("Down Down Space Right Right")


def _in_words(window: MainWindow) -> None:
    """At what the question's figures say in words, under its tables."""
    _figure(window)
    press("Ctrl+E")
    press("Esc", QApplication.activePopupWidget())  # the menu may not have the keyboard yet


def _behind(window: MainWindow) -> None:
    """The cases behind a figure of the overview."""
    _at_figures(window)
    press("Return")


def _at_figures(window: MainWindow) -> None:
    _grouped(window, "enhet")
    heat = window.findChild(HeatTable)
    assert heat is not None
    if not heat.isVisible():
        push(window, "Visa alla frågor")
    heat.choose("", 0)
    heat.setFocus()


def _renaming(window: MainWindow) -> None:
    """A section that is about to get another heading."""
    step(window, "rapport", "syfte")
    press("F2")


def _arranged(window: MainWindow) -> None:
    """Two areas under one heading, and a section that is left out and has no text of its own."""
    assert window.session is not None
    who = window.session.who

    def arrange(store: Store) -> None:
        disposition.join(store, ["analys.kunskapsbaserad_verksamhet", "analys.effektivitet"], by=who)
        disposition.leave_out(store, "lagstiftning", "jamstalldhet", by=who)

    window.session.do(disposition.KIND, arrange)
    step(window, "rapport", "lagstiftning")


def _at_figure(window: MainWindow) -> Callable[[], object]:
    """The cursor at a figure that follows the review, and after it one that the review no longer gives."""
    step(window, "rapport", "sammanfattning")
    quiet(window)
    view = window.views["rapport"]
    assert isinstance(view, ReportView)
    view.editor.insert_inlines((Inserted("14 av 32", mark="abcdefghijkmnpqrabcd", form="andel"),))
    view.record()
    view.figures.ask()
    settle()
    cursor = view.editor.textCursor()
    cursor.setPosition(view.editor.figures()[0].start + 1)
    view.editor.setTextCursor(cursor)
    return lambda: press("Ctrl+Z", view.outline)


def _pages(window: MainWindow) -> None:
    """The pages, which have to be called for where there is no room for them."""
    step(window, "rapport")
    quiet(window)
    if any(one.isVisible() and one.accessibleName() == "Sidor" for one in window.findChildren(QAbstractButton)):
        push(window, "Sidor")


def _dialogue(window: MainWindow) -> None:
    """The version for the dialogue with a unit."""
    step(window, "rapport")
    view = window.views["rapport"]
    assert isinstance(view, ReportView)
    view.saving.choice.box.setCurrentIndex(2)
    quiet(window)


def written(window: MainWindow) -> None:
    """The report is saved."""
    step(window, "rapport")
    assert window.session is not None
    chosen = str(window.session.path.with_name("Utkast.docx"))
    before, QFileDialog.getSaveFileName = QFileDialog.getSaveFileName, lambda *_: (chosen, "")  # type: ignore[method-assign]
    try:
        pick(window, "Spara", "Spara som Word …")
        quiet(window)
    finally:
        QFileDialog.getSaveFileName = before  # type: ignore[method-assign]


def _waiting(window: MainWindow) -> Callable[[], object]:
    """Work that takes time, as the window shows it."""
    step(window, "urval")
    quiet(window)

    def shown() -> bool:
        window.busy.tell("Läser listan …", can_cancel=True)  # told again, should real work end and put it away
        window.busy.tell_progress("Läser listan: rad 12 400 av 31 000", 12_400, 31_000)
        return window.busy.isVisible()

    until(shown)
    return partial(window.busy.tell, "")


def _trouble(window: MainWindow) -> Callable[[], object]:
    """The disk is full when something is written."""
    review_a_case(window)
    session = window.session
    assert session is not None
    session.store.database.execute("PRAGMA max_page_count = 1")  # no more than there are
    comment = _page(window).editor.comment
    for text in (
        "Mer än det finns rum för. " * 400,
        "Enligt journalen har frågorna ställts, men inga svar är antecknade.",
    ):
        press("K")
        comment.selectAll()
        comment.insertPlainText(text)
        press("Esc")
    assert session.unsaved

    def free() -> None:
        session.store.database.execute("PRAGMA max_page_count = 1000000")
        assert session.retry()

    return free


def _held(window: MainWindow) -> Callable[[], object]:
    """Somebody else, on another computer, has the file open."""
    path = next(one.path for one in recent.files() if one.path.name == PLAYED)
    lock = path.with_name(f".~lock.{path.name}")
    name = lock.with_name(f"{lock.name}.namn")
    lock.write_text("4711\ninspektor\nK-114\nannan maskin\nannan start\n")
    name.write_text(OTHER, encoding="utf-8")
    window.open_review(path)

    def release() -> None:
        lock.unlink()
        name.unlink()

    return release


def _written_section(window: MainWindow) -> None:
    """The first section that has a text, with the bar over it put away."""
    assert window.session is not None
    step(window, "rapport", next(iter(queries.texts(window.session.store))))
    push(window.message, "Stäng")


def _read_only(window: MainWindow, show: Callable[[MainWindow], object]) -> Callable[[], object]:
    """A second window on a file that somebody else works in."""
    assert window.session is not None
    path = window.session.path
    window.close_review()
    lock = FileLock(path)
    lock.take(OTHER)
    assert window.open_review(path, read_only=True)
    show(window)
    return lock.release
