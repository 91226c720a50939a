"""Files copied to three, worked in by each, put together in the window, and what came of it read there."""

from __future__ import annotations

from pathlib import Path

from inspektor.db import check
from inspektor.db.store import Store
from inspektor.operations import merging
from inspektor.ui.views.merge_files import MergeView
from tests.journeys.journey import Person
from tests.ui import scenes
from tests.ui.hand import press
from tests.ui.scenes import WORKERS, quiet, working_file


def slaihop(person: Person) -> MergeView:
    """The step, in front."""
    person.go("Slå ihop")
    found = person.window.views["slaihop"]
    assert isinstance(found, MergeView)
    return found


def changes(path: Path) -> set[str]:
    """The changes of a file's log, by their ids."""
    with Store.open(path) as store:
        return {change for (change,) in store.rows("SELECT id FROM changes")}


def test_three_peoples_files_are_put_together_and_nothing_is_lost(person: Person) -> None:
    person.open(scenes.PLAYED)
    view = slaihop(person)
    own, theirs = person.folder / scenes.PLAYED, [person.folder / working_file(who) for who in WORKERS]
    before = changes(own)
    person.picks = ["|".join(str(path) for path in theirs)]
    press("Ctrl+Shift+N")
    quiet(person.window)
    assert person.see("Ingenting är ändrat ännu.")
    assert person.see("4 skillnader att avgöra")  # one of them is open since before
    assert changes(own) == before
    person.field("Filer").setFocus()
    press("Return")
    quiet(person.window)
    assert person.see("3 filer är ihopslagna.")
    assert person.see("Det här hände ")
    assert changes(own) == before.union(*(changes(path) for path in theirs))
    backup = merging.earlier(view.session.store)[0].backup
    assert person.see(f"Säkerhetskopian från före ihopslagningen heter {backup}.")
    assert changes(own.with_name(backup)) == before
    with Store.open(own) as store:
        assert check.problems(store) == []
    person.push("Avgör olika svar")
    quiet(person.window)
    assert person.see("Avgör olika svar")
    press("Esc")
    assert person.see("4 skillnader att avgöra")


def test_the_same_files_again_change_nothing(person: Person) -> None:
    person.open(scenes.PLAYED)
    view = slaihop(person)
    chosen = str(person.folder / working_file(WORKERS[1]))
    for _ in range(2):
        person.picks = [chosen]
        person.push("Lägg till fil")
        quiet(person.window)
        if view.merge.isEnabled():
            person.push("Slå ihop filen")
            quiet(person.window)
            once = (person.folder / scenes.PLAYED).read_bytes()
    assert person.see("Allt i filerna finns redan här. Det finns inget att slå ihop.")
    press("Escape", person.field("Filer"))
    assert (person.folder / scenes.PLAYED).read_bytes() == once


def test_from_the_first_page_to_what_is_left_to_settle(person: Person) -> None:
    person.open(scenes.PLAYED)
    person.go("Översikt")
    person.push("Avgör: 1 skillnad är inte avgjord.")
    quiet(person.window)
    assert person.see("Avgör olika svar")
    assert person.window.stack.currentWidget() is person.window.views["slaihop"]
