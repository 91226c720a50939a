"""Three inspectors, one review: shared out, worked in apart, put together, settled, compared, and told in a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QComboBox

from inspektor.db import check
from inspektor.db.store import Store
from inspektor.operations import counting, double_reviews
from inspektor.operations.answers import open_case, record_answer
from inspektor.operations.frames import import_frame
from inspektor.operations.samples import draw_sample
from inspektor.ui.views.report import ReportView
from inspektor.ui.views.review_case import ReviewCasePage
from tests.journeys.journey import Person
from tests.support import LEAD, SEED, case_codes, copied, frame_text, make_review
from tests.support import write as write_file
from tests.ui.hand import press, write
from tests.ui.scenes import quiet

REVIEW = "tre granskare"
TEAM = {"Anna": "Norr", "Bo": "Söder", "Cia": "Väster"}
REST = {"plan_god": "ja", "plan_kvinna": "ja", "slag": "a", "delar": "mal", "antal": "2", "dag": "2019-03-01"}
WHY = "Vi läste planen tillsammans – den är från före beslutet."


@pytest.fixture
def lead(person: Person) -> Path:
    """A review with a sample from three districts, whose cases nobody has."""
    path = make_review(person.folder, name=f"{REVIEW}.granskning")
    with Store.open(path, write=True) as store:
        import_frame(store, write_file(person.folder / "tre.csv", frame_text(tuple(TEAM.values()))), {}, by=LEAD)
        draw_sample(store, 2, SEED, by=LEAD, balance_gender=True)
    return path


def file_of(lead: Path, name: str) -> Path:
    """Somebody's working file."""
    return lead.with_name(f"{lead.stem} {name}.granskning")


def own_codes(path: Path, unit: str) -> list[str]:
    """The codes of a district's cases in a file."""
    with Store.open(path) as store:
        return [code for code in case_codes(store) if open_case(store, code, "").case.unit == unit]


def share_out(person: Person, lead: Path, double: str) -> None:
    """Give each their district, and the last two one of the first one's cases for double review."""
    person.go("Slå ihop")
    quiet(person.window)
    person.push("Dela ut")
    for name, unit in TEAM.items():
        to = next(box for box in person.front.findChildren(QComboBox) if box.accessibleName() == "Till")
        to.setFocus()
        press("Ctrl+A")
        write(name)
        person.tick(unit)
        if name == "Bo":
            person.fill("Dubbelgranskas", double)
        person.push("Dela ut")
        assert person.see(f"{file_of(lead, name).name} är klar för {name}")
    person.push("Klar")


def review_by_keyboard(person: Person, path: Path, code: str, keys: str) -> None:
    """Open a working file, and answer the first questions of a case in it."""
    assert person.window.open_review(path)
    quiet(person.window)
    page = person.review(code)
    assert isinstance(page, ReviewCasePage)
    press(keys)


def answer_rest(path: Path, who: str, plans: Sequence[tuple[str, str]]) -> None:
    """Answer everything that is left in some cases, whether there is a plan in one way or another."""
    with Store.open(path, write=True) as store:
        for code, plan in plans:
            record_answer(store, code, "plan_finns", plan, who)
            for question, answer in REST.items():
                if open_case(store, code, who).asked[question]:
                    record_answer(store, code, question, answer, who)


def work_apart(person: Person, lead: Path, double: str) -> list[Path]:
    """Each in their own file; Anna in a copy of hers too, on another computer. Their files, when all is answered."""
    first, *others = own_codes(lead, "Norr")
    review_by_keyboard(person, file_of(lead, "Anna"), first, "J")
    assert person.window.session is not None
    assert person.window.session.who == "Anna"
    laptop = copied(file_of(lead, "Anna"), "bärbar dator")
    assert person.window.open_review(lead)  # and Anna's file is closed
    answer_rest(file_of(lead, "Anna"), "Anna", [(first, "vet ej"), *((code, "ja") for code in others)])
    answer_rest(laptop, "Anna", [(first, "nej")])
    answer_rest(file_of(lead, "Bo"), "Bo", [(double, "nej"), *((code, "ja") for code in own_codes(lead, "Söder"))])
    answer_rest(file_of(lead, "Cia"), "Cia", [(code, "nej") for code in own_codes(lead, "Väster")])
    return [*(file_of(lead, name) for name in TEAM), laptop]


def put_together(person: Person, files: Sequence[Path]) -> None:
    """Take the files in, with what they would bring told before."""
    person.go("Slå ihop")
    person.picks = ["|".join(str(path) for path in files)]
    press("Ctrl+Shift+N")
    quiet(person.window)
    assert person.see("Ingenting är ändrat ännu.")
    person.field("Filer").setFocus()
    press("Return")
    quiet(person.window)
    assert person.see("4 filer är ihopslagna.")


def settle_what_differs(person: Person) -> None:
    """The answers that Anna gave differently in her two files: those of the case by keyboard, with one reason each."""
    person.push("Avgör olika svar")
    quiet(person.window)
    assert person.see("0 av 1 avgjorda. Olika svar räknas inte i resultatet.")
    press("2 K")
    write("Den bärbara datorn hade den senaste läsningen av akten.")
    press("Ctrl+Return")
    assert person.see("Allt är avgjort och räknas i resultatet.")
    person.push("Klar")
    quiet(person.window)


def agree(person: Person) -> None:
    """What Anna and Bo answered differently in the same case, when it can be compared."""
    person.push("Dubbelgranskning")
    quiet(person.window)
    assert person.see("1 av 1 ärende klara att jämföra. 1 olika svar att enas om.")
    press("2 K")
    write(WHY)
    press("Ctrl+Return")
    assert person.see("1 av 1 ärende klara att jämföra. 0 olika svar att enas om.")
    person.push("Samstämmighet")
    quiet(person.window)
    assert person.see("1 ärende med två granskare")
    press("Esc")


def test_three_share_a_review_and_nothing_is_lost_on_the_way(person: Person, lead: Path) -> None:
    assert person.window.open_review(lead)
    quiet(person.window)
    double = own_codes(lead, "Norr")[1]
    share_out(person, lead, double)
    files = work_apart(person, lead, double)
    put_together(person, files)
    settle_what_differs(person)
    agree(person)
    with Store.open(lead) as store:
        assert check.problems(store) == []
        pair = next(one for one in double_reviews.compare(store, double) if one.question.id == "plan_finns")
        assert pair.words == ("Ja", "Nej", "Nej")  # both their own answers, and the one that they agreed on
        counted = counting.material(store)
        plans = dict(zip(counted.codes, counted.answers["plan_finns"], strict=True))
    first, second = own_codes(lead, "Norr")
    assert {plans[code] for code in own_codes(lead, "Söder")} == {"ja"}
    assert {plans[code] for code in own_codes(lead, "Väster")} == {"nej"}
    assert (plans[first], plans[second]) == ("nej", "nej")  # settled, and agreed on
    person.go("Rapport")
    view = person.window.views["rapport"]
    assert isinstance(view, ReportView)
    path = person.folder / "rapporten.docx"
    person.picks = [str(path)]
    person.save("Spara som Word …")
    assert view.strip.isVisible()
    assert "Finns en plan?" in " ".join(
        cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells
    )
