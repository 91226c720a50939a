"""Every button of every view and dialog does its thing: one that is added must be said here to do something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QFileDialog, QMenu, QWidget

from inspektor.db.store import Store
from inspektor.domain.version import Version
from inspektor.operations import reports
from inspektor.ui import recent
from inspektor.ui.main_window import MainWindow
from inspektor.ui.views.report import ReportView
from inspektor.ui.views.results import ResultsView
from inspektor.ui.views.review_case import ReviewCasePage
from tests.ui import audit, scenes
from tests.ui.hand import click, settle

PASSIVE = re.compile("^Sök$")  # a mark in the field for searching, not to be pressed


@dataclass
class Seen:
    """What came of a press: the titles of file dialogs, what was opened outside, the kinds of what was recorded, and
    the title of the dialog or the words of the menu that came up.
    """

    window: MainWindow
    asked: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    opened: str = ""
    pressed: str = ""
    question: str = ""  # that was in focus then

    @property
    def step(self) -> str:
        """The step in front."""
        shown = self.window.stack.currentWidget()
        return shown.accessibleName() if shown is not None else ""

    @property
    def page(self) -> ReviewCasePage:
        """The case in front."""
        found = self.window.findChild(ReviewCasePage)
        assert found is not None
        return found

    @property
    def results(self) -> ResultsView:
        """The step Resultat."""
        found = self.window.views["resultat"]
        assert isinstance(found, ResultsView)
        return found

    @property
    def report(self) -> ReportView:
        """The step Rapport."""
        found = self.window.views["rapport"]
        assert isinstance(found, ReportView)
        return found

    def says(self, words: str) -> bool:
        """Whether words stand on screen."""
        return any(words in text for one in audit.shown(self.window) for text in audit.texts(one))


Sign = Callable[[Seen], bool]


def opens(title: str) -> Sign:
    """A dialog, or a menu with an entry."""
    return lambda seen: title in seen.opened


def asks(title: str) -> Sign:
    """For a file or a folder."""
    return lambda seen: seen.asked == [title]


def goes(step: str) -> Sign:
    """To another step."""
    return lambda seen: seen.step == step


def says(words: str) -> Sign:
    """Something on screen."""
    return lambda seen: seen.says(words)


def records(kind: str) -> Sign:
    """Something in the file."""
    return lambda seen: seen.recorded[:1] == [kind]


def copies(words: str) -> Sign:
    """A table."""
    return lambda seen: "<table" in QApplication.clipboard().mimeData().html() and seen.says(words)


def answers(seen: Seen) -> bool:
    """The question that was in focus, as the button says; and the next is in focus."""
    item = seen.page.model.item(seen.page.model.row_of(seen.question))
    return item is not None and item.word == seen.pressed and seen.page.current is not item


def case_open(seen: Seen) -> bool:
    """A case is in front."""
    return seen.page.isVisible() and bool(seen.page.code)


def not_case(seen: Seen) -> bool:
    """The list of cases is in front."""
    return seen.step == "Ärenden" and not seen.page.isVisible()


def at_open_question(seen: Seen) -> bool:
    """The question in focus is unanswered."""
    return seen.page.current is not None and seen.page.current.open


def at_flagged_question(seen: Seen) -> bool:
    """The question in focus is flagged."""
    return seen.page.current is not None and seen.page.current.given.flagged


def quoting(seen: Seen) -> bool:
    """The field for a quotation has the keyboard."""
    return seen.page.editor.quotation.hasFocus()


def quiet_again(seen: Seen) -> bool:
    """The bar is put away."""
    return seen.window.message.told == ""


def bold(seen: Seen) -> bool:
    """What is written next is bold."""
    return seen.report.editor.fontWeight() > 500


def charts(seen: Seen) -> bool:
    """The charts, until they are put away again."""
    shown = seen.says("renden med brist per enhet")
    scenes.picture(seen.window, "Visa översikten")
    return shown


def leads(mark: str) -> Sign:
    """The paragraph is a list or a quotation: it begins so in Markdown."""
    return lambda seen: seen.report.editor.markdown().startswith(mark)


MENU, SETTINGS = "granskningens meny$", "inställningar$"
BAR = {MENU: opens("Spara en kopia …"), SETTINGS: opens("Inställningar")}
REVIEWING = {
    "^Alla ärenden$": not_case,
    "^Föregående ärende": case_open,
    "^Nästa ärende": case_open,
    "^Visa i resultatet$": goes("Resultat"),
}
ANSWERING = {
    **REVIEWING,
    r"^\d+ obesvarade?$": at_open_question,
    r"^\d+ flaggad": at_flagged_question,
    "^Citat$": quoting,
    "^Flagga att diskutera$": records("anteckning"),
    "^(Ja|Nej|Vet ej)$": answers,
}
WRITING = {
    "^Fet$": bold,
    "^Punktlista$": leads("- "),
    "^Numrerad lista$": leads("1. "),
    "^Citat$": leads("> "),
    "^Infoga siffra$": opens("Infoga siffra"),
    "^Infoga citat$": opens("Infoga citat"),
    "^Ordna avsnittet$": opens("Flytta upp"),
    "^Spara$": opens("Spara som Excel …"),
    "^(Föregående|Nästa) sida$": says("Sida "),
}
PLANNED = {
    **BAR,
    "^Ändra uppgifterna$": opens("Vad granskningen gäller"),
    "^Ny version av en checklista$": opens("Ny version av en checklista"),
}
OVERVIEW = {
    **BAR,
    "^Kopiera översikten$": copies("Översikten är kopierad."),
    "^Visa diagram$": charts,
}
BARS = {"^Kopiera staplarnas tabell$": copies("Tabellen per grupp är kopierad.")}
FIGURES = {
    **OVERVIEW,
    **BARS,
    "^Kopiera tabell$": copies("Tabellen över svaren är kopierad."),
}
LISTED = {
    "^Granska$": case_open,
    "^Lägg till ärende$": opens("Lägg till ärende"),
    "^Ändra uppgifter$": opens("Ändra uppgifter"),
    "^Tilldela granskare$": opens("Tilldela granskare"),
    "^Dela ut$": opens("Dela ut ärenden"),
}
VIEWS: dict[str, dict[str, Sign]] = {
    "start": {
        "^Ny granskning$": opens("Ny granskning"),
        "^Öppna granskning$": asks("Öppna granskning"),
        "^Prova med exempeldata$": asks("Var ska exemplet ligga?"),
        "^Inställningar$": opens("Inställningar"),
        "^Om Inspektor$": opens("Om Inspektor"),
        r"^övning\.granskning, ": goes("Översikt"),
        "^Rensa listan$": says("Här kommer de granskningar som du har öppnat."),
    },
    "oversikt-tom": {**PLANNED, "^Läs in lista$": goes("Urval")},
    "oversikt": {
        **PLANNED,
        "^Visa ärendena: ": goes("Ärenden"),
        "^Till rapporten: ": goes("Rapport"),
        "^Se raderna: ": goes("Urval"),
        "^Öppna ärendet: ": case_open,
        "^Avgör: ": says("Avgör olika svar"),
    },
    "urval-tom": {**BAR, "^Läs in lista$": asks("Läs in lista"), "^Lägg till ärenden för hand$": goes("Ärenden")},
    "urval": {
        **BAR,
        "^Byt ut ärende$": opens("Byt ut ärende"),
        "^Dra om$": says("Det här skulle dras"),
        "^Spara listan$": lambda seen: len(seen.asked) == 1,
        "^Spara protokoll$": lambda seen: len(seen.asked) == 1,
        "^Till ärendena$": goes("Ärenden"),
    },
    "urval-plan": {
        **BAR,
        "^Tillbaka till urvalet$": says("Protokoll för dragningen"),
        "^Dra urval$": says("Protokoll för dragningen"),
    },
    "arenden-tom": {**BAR, "^Lägg till ärende$": opens("Lägg till ärende"), "^Till urvalet$": goes("Urval")},
    "arenden": {**BAR, **LISTED},
    "granska": {**BAR, **ANSWERING},
    "granska-klart": {
        **BAR,
        "^Alla ärenden$": not_case,
        "^(Föregående|Nästa) ärende": case_open,
        "^Visa i resultatet$": goes("Resultat"),
        "^Öppna ärendet igen$": records("klart"),
    },
    "granska-annans": {
        **BAR,
        **REVIEWING,
        r"^\d+ obesvarade?$": at_open_question,
        "^Granska som andra granskare$": lambda seen: len(seen.recorded) == 1 and seen.page.desk.access.write,
    },
    "resultat-tom": {**BAR, "^Till urvalet$": goes("Urval"), "^Till ärendena$": goes("Ärenden")},
    "resultat": FIGURES,
    "resultat-diagram": {
        **BAR,
        **BARS,
        "^Kopiera tabell$": FIGURES["^Kopiera tabell$"],
        "^Visa översikten$": lambda seen: seen.results.heat.hasFocus(),
    },
    "resultat-rutor": {**FIGURES, "^Kopiera rutorna$": copies("Tabellen över enheter och områden är kopierad.")},
    "resultat-ord": {**OVERVIEW, **BARS, "^Infoga i rapporten$": opens("Sammanfattning")},
    "resultat-arenden": {
        **BAR,
        **LISTED,
        "^Visa alla ärenden$": lambda seen: not seen.says("bakom siffran"),
        "^Tillbaka till siffran$": goes("Resultat"),
    },
    "rapport-tom": {**BAR, **WRITING},
    "rapport": {**BAR, **WRITING},
    "rapport-dialog": {
        **BAR,
        **WRITING,
        "^Spara$": opens("Spara en Wordfil per enhet …"),
    },
    "rapport-skriven": {
        **BAR,
        **WRITING,
        "^Visa alla$": opens("Att se över"),
        "^Öppna filen$": lambda seen: len(seen.outside) == 1,
        "^Stäng$": lambda seen: seen.report.strip.told == "",
    },
    "besked": {
        **BAR,
        **ANSWERING,
        "^(Ja|Nej|Vet ej|Flagga att diskutera)$": lambda seen: seen.page.session.unsaved,  # the disk is full still
        "^Försök igen$": lambda seen: seen.window.top.saved.text() == "Sparas inte",
        "^Spara en kopia$": asks("Spara en kopia"),
        "^Stäng$": quiet_again,
    },
}


ELSEWHERE = {  # where most of a view's buttons are pressed: here only those that are not there, or do another thing
    "besked": "granska",
    "granska-klart": "granska",
    "granska-annans": "granska",
    "granska": "oversikt",
    "rapport-tom": "rapport",
    "rapport-skriven": "rapport",
    "resultat-arenden": "arenden",
}


@pytest.fixture
def files(staged: scenes.Files, tmp_path: Path) -> scenes.Files:
    """The made-up files to work in."""
    return staged.copied(tmp_path / "Granskningar")


@pytest.fixture
def seen(start: MainWindow, files: scenes.Files, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seen]:
    """What is seen of the presses; file dialogs are put away at once."""
    noted = Seen(start)

    def put_away(_: QWidget, title: str, *__: object) -> tuple[str, str]:
        noted.asked.append(title)
        return "", ""

    def folder(_: QWidget, title: str, *__: object) -> str:
        return put_away(_, title)[0]

    def outside(url: QUrl) -> bool:
        noted.outside.append(url.fileName())
        return True

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, put_away)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    monkeypatch.setattr(QDesktopServices, "openUrl", outside)
    made_pages: list[bytes] = []
    make = reports.pdf_bytes

    def pages(store: Store, on: date, version: Version) -> bytes:
        if not made_pages:
            made_pages.append(make(store, on, version))
        return made_pages[0]

    monkeypatch.setattr(reports, "pdf_bytes", pages)  # the same pages over and over
    recent.remember(files.path(scenes.PLAYED))
    start.start.refresh()
    yield noted
    while (over := front(start)) is not None:
        over.close()
        settle()


def buttons(root: QWidget) -> list[QAbstractButton]:
    """What can be pressed."""
    found = [one for one in audit.shown(root) if isinstance(one, QAbstractButton) and one.isEnabled()]
    return [one for one in found if not PASSIVE.search(label(one)) and not isinstance(one, QCheckBox)]


def label(one: QAbstractButton) -> str:
    """A button's name."""
    return one.accessibleName() or one.text()


def front(window: MainWindow) -> QWidget | None:
    """The menu or the dialog that is open over the window."""
    return QApplication.activePopupWidget() or next(
        (one for one in window.findChildren(QDialog) if one.isVisible()), None
    )


def press(seen: Seen, one: QAbstractButton) -> None:
    """Click on a button, and put away the menu or the dialog that comes of it."""
    seen.asked, seen.outside, seen.recorded, seen.opened = [], [], [], ""
    QApplication.clipboard().clear()
    page = seen.window.findChild(ReviewCasePage)
    seen.pressed, seen.question = label(one), page.current.question.id if page and page.current else ""
    if seen.window.session is not None:
        seen.window.session.changed.connect(seen.recorded.append)

    def put_away() -> None:
        over = front(seen.window)
        if over is not None:
            entries = [action.text() for action in over.actions()] if isinstance(over, QMenu) else [over.windowTitle()]
            seen.opened = " | ".join(entries)
            over.close()

    watch = QTimer()  # a button's own menu waits in an event loop of its own
    watch.timeout.connect(put_away)
    watch.start(50)
    session = seen.window.session
    click(one)
    put_away()
    settle()
    if session is not None and session is seen.window.session:
        scenes.quiet(seen.window)
        session.changed.disconnect(seen.recorded.append)
    watch.stop()


@pytest.mark.parametrize("name", VIEWS)
def test_every_button_of_a_view_does_its_thing(start: MainWindow, files: scenes.Files, seen: Seen, name: str) -> None:
    scene = next(one for one in scenes.scenes() if one.name == name)
    signs, faults = VIEWS[name], []
    found: list[str] = []
    for _ in scenes.at(start, files, [scene]):
        found = [label(one) for one in buttons(start)]
    faults += [f"{one}: not said here what it does" for one in found if not matching(signs, one)]
    faults += [f"{one}: there is none" for one in signs if not any(re.search(one, each) for each in found)]
    known = VIEWS.get(ELSEWHERE.get(name, ""), {})
    for place, words in enumerate(found):
        if matching(known, words) == matching(signs, words):
            continue
        for _ in scenes.at(start, files, [scene]):
            one = buttons(start)[place]
            press(seen, one)
            if not all(sign(seen) for sign in matching(signs, words)):
                faults.append(f"{words}: {seen}, in the bar: {start.message.told}")
        if name == "start":
            recent.remember(files.path(scenes.PLAYED))
            start.start.refresh()
    assert faults == [], found


def matching(signs: dict[str, Sign], words: str) -> list[Sign]:
    """What a button is said to do: by the last of the patterns that it matches."""
    return [sign for pattern, sign in signs.items() if re.search(pattern, words)][-1:]


ACTS = {  # what can be pressed in each dialog, besides what leaves it
    "dialog-tangenter": set(),
    "dialog-om": set(),
    "dialog-installningar": {"Om Inspektor"},
    "dialog-ny-granskning": {"Byt mapp", "Egen checklista", "Skapa granskningen"},
    "dialog-lista": {"Läs in"},
    "dialog-infoga-siffra": {"Infoga"},
    "dialog-infoga-citat": {"Infoga"},
    "dialog-se-over": set(),
    "dialog-byt": set(),  # Byt ut waits for a reason
    "dialog-nytt-arende": {"Lägg till"},
    "dialog-andra-arende": {"Spara"},
    "dialog-tilldela": {"Tilldela"},
    "dialog-plan": {"Spara"},
}


@pytest.mark.parametrize("name", ACTS)
def test_every_button_of_a_dialog_does_its_thing(start: MainWindow, files: scenes.Files, seen: Seen, name: str) -> None:
    (scene,) = (one for one in scenes.dialogs() if one.name == name)
    (leave,) = {label(one) for one in buttons(shown(start, files, scene))} & {"Avbryt", "Stäng"}
    assert {label(one) for one in buttons(shown(start, files, scene))} == {leave, *ACTS[name]}
    click(named(shown(start, files, scene), leave))
    assert front(start) is None
    for words in sorted(ACTS[name]):
        dialog = shown(start, files, scene)
        seen.asked, before = [], said(dialog)
        click(named(dialog, words))
        scenes.quiet(start)
        now = front(start)
        assert seen.asked or now is not dialog or said(dialog) != before, words


def shown(window: MainWindow, files: scenes.Files, scene: scenes.Scene) -> QWidget:
    """A dialog, opened anew."""
    while (over := front(window)) is not None:
        over.close()
        settle()
    next(scenes.at(window, files, [scene]))
    scene.show(window)
    scenes.quiet(window)
    found = front(window)
    assert found is not None
    return found


def named(root: QWidget, words: str) -> QAbstractButton:
    """The button with a name."""
    (found,) = (one for one in buttons(root) if label(one) == words)
    return found


def said(root: QWidget) -> list[str]:
    """All that is said in a dialog."""
    return [text for one in audit.shown(root) for text in audit.texts(one)]


def test_every_box_that_can_be_ticked_is_ticked_with_a_click(start: MainWindow, files: scenes.Files) -> None:
    (scene,) = (one for one in scenes.dialogs() if one.name == "dialog-ny-granskning")
    boxes = [one for one in audit.shown(shown(start, files, scene)) if isinstance(one, QCheckBox) and one.isEnabled()]
    for one in boxes:
        before = one.isChecked()
        one.click()
        settle()
        assert one.isChecked() != before, label(one)
    assert boxes
