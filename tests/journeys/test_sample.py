"""From the start page, with the list that the case system gave, to a drawn sample and its first case."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from inspektor.db.store import Store
from inspektor.operations import history, listing, samples
from inspektor.ui.dialogs.read_list import ReadListDialog
from inspektor.ui.widgets.plain_table import PlainTable
from tests.journeys.journey import Person
from tests.ui.hand import press, settle, write


def test_from_the_start_page_with_a_list_to_a_drawn_sample(person: Person) -> None:
    press("Return")  # Ny granskning has the keyboard
    write("Boendestöd i Älvnäs – en prövning")
    person.tick("Genomförandeplan")
    person.picks = [str(person.folder)]
    person.push("Byt mapp")
    person.push("Skapa granskningen")
    session = person.window.session
    assert session is not None
    assert session.path.name == "Boendestöd i Älvnäs – en prövning.granskning"
    read_the_list(person)
    draw(person)
    with Store.open(session.path) as store:
        drawn = [line for line in listing.case_lines(store) if line.status != listing.REPLACED]
        genders = [line.case.gender for line in drawn]
        assert len(drawn) == len(samples.draws(store)[-1].codes) == 24
        assert genders.count("kvinna") == genders.count("man") == 12
        assert history.problems(store) == []
    person.push("Till ärendena")
    assert person.see("24 ärenden, 0 klara")


def read_the_list(person: Person) -> None:
    """Read the list as it came: title rows, mixed spellings, a sum row, a row that cannot be used."""
    person.go("Urval")
    person.picks = [str(person.folder / "urvalsram.xlsx")]
    person.push("Läs in lista")
    dialog = person.front
    assert isinstance(dialog, ReadListDialog)
    assert dialog.ok.isEnabled()
    assert dialog.summary.text() == (
        "180 av 182 rader går att använda. 180 personnummer ger kön och ålder och sparas inte."
    )
    assert person.see("Förs samman")
    person.push("Läs in")
    assert person.see("180 ärenden i urvalsramen")


def draw(person: Person) -> None:
    """Six cases a unit, half women and half men; what would be drawn stands beside before anything is."""
    number = person.field("Antal per enhet")
    assert isinstance(number, QSpinBox)
    person.fill("Antal per enhet", "6")
    plan = person.field("Det här skulle dras")
    assert isinstance(plan, PlainTable)
    assert list(plan.cells.rows[-1]) == ["Total", "180", "24", "24", "24"]
    person.push("Dra urval")
    settle()
    drawn = person.field("Urvalet per grupp")
    assert isinstance(drawn, PlainTable)
    assert list(drawn.cells.rows[-1]) == ["Total", "180", "24", "24", "24", "–"]
