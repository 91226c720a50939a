"""What is left to settle is told a thing at a time, and settled a thing, or all that are alike, at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from inspektor.db.store import Store
from inspektor.operations import cases, conflicts, differences, history, listing, merging, reviews, texts
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.differences import Difference
from tests.support import LEAD, add_sample, make_review

A, B = "Inspektör A", "Inspektör B"
Work = Sequence[tuple[str, str]]


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Store]:
    """The whole review, with a sample that nobody has taken."""
    with Store.open(make_review(tmp_path), write=True) as store:
        add_sample(store)
        yield store


def codes(store: Store) -> list[str]:
    return [line.case.code for line in listing.case_lines(store)]


def copied(store: Store, name: str) -> Store:
    """The file, copied as in a file manager and opened to be worked in."""
    return Store.open(Path(shutil.copyfile(store.path, store.path.with_name(f"{name}.granskning"))), write=True)


def in_two_copies(lead: Store, first: Work, second: Work) -> list[Difference]:
    """A's answers to the first question, by case, in each of two copies, taken in again."""
    for name, given in (("ena", first), ("andra", second)):
        with copied(lead, name) as store:
            for code, answer in given:
                record_answer(store, code, "plan_finns", answer, A)
                record_note(store, code, "plan_finns", A, comment="Se journalen.", quotation=f"Det är {answer}.")
    merging.merge_files(lead, [lead.path.with_name(f"{name}.granskning") for name in ("ena", "andra")], by=LEAD)
    return differences.differences(lead)


def test_the_fields_of_one_answer_stand_together_with_what_is_the_same_for_both(lead: Store) -> None:
    code = codes(lead)[0]
    (one,) = in_two_copies(lead, [(code, "ja")], [(code, "nej")])
    assert (one.where, one.title, one.reviewer) == (code, "Finns en plan?", A)
    assert [[version.word if version else "" for version in row.versions] for row in one.rows] == [
        ["Ja", "Nej"],
        ["Det är ja.", "Det är nej."],
    ]
    assert one.shared == (("Kommentar", "Se journalen."),)
    assert [side.by for side in one.sides] == [A, A]


def test_a_side_is_settled_as_a_whole(lead: Store) -> None:
    code = codes(lead)[0]
    (one,) = in_two_copies(lead, [(code, "ja")], [(code, "nej")])
    assert differences.settle_sides(lead, [(one, 1)], "Akten säger nej.", by=LEAD) == 0
    given = open_case(lead, code, A).answers["plan_finns"]
    assert (given.value, given.quotation, given.comment) == ("nej", "Det är nej.", "Se journalen.")
    history.undo(lead, LEAD)
    (again,) = differences.differences(lead)
    assert again.title == one.title
    assert {(row.conflict.id, frozenset(row.conflict.versions)) for row in again.rows} == {
        (row.conflict.id, frozenset(row.conflict.versions)) for row in one.rows
    }


def test_what_is_alike_is_the_same_two_answers_to_the_same_question(lead: Store) -> None:
    one, other, third = codes(lead)[:3]
    found = in_two_copies(
        lead, [(one, "ja"), (other, "nej"), (third, "ja")], [(one, "nej"), (other, "ja"), (third, "vet ej")]
    )
    assert differences.alike(found, found[0]) == [found[0]]  # one person: only the answers tell the sides apart
    for code in (one, other, third):
        with_notes = next(each for each in found if each.where == code)
        settled = [
            conflicts.Settlement(row.conflict.id, "") for row in with_notes.rows if row.conflict.field != "value"
        ]
        conflicts.settle(lead, settled, "Citatet behövs inte.", by=LEAD)
    found = differences.differences(lead)
    assert [each.where for each in differences.alike(found, found[0])] == [one, other]
    side = differences.side_of(found[1], found[0], 0)
    chosen = [(found[0], 0), (found[1], side)]
    assert differences.settle_sides(lead, chosen, "Samma i båda akterna.", by=LEAD) == 1
    assert [open_case(lead, code, A).answers["plan_finns"].value for code in (one, other)] == ["ja", "ja"]


def test_two_who_took_the_same_cases_may_both_review_them(lead: Store) -> None:
    taken = codes(lead)[:2]
    for name in (A, B):
        with copied(lead, name[-1]) as store:
            cases.assign(store, taken, name, by=name)
    merging.merge_files(lead, [lead.path.with_name(f"{name}.granskning") for name in "AB"], by=LEAD)
    found = differences.differences(lead)
    assert [(one.where, one.title, one.both) for one in found] == [(code, "Granskare", (A, B)) for code in taken]
    assert differences.alike(found, found[0]) == found
    assert differences.let_both_review(lead, found, "Båda hann börja.", by=LEAD) == 0
    line = listing.case_line(lead, taken[1]).case
    assert (line.reviewer, line.second_reviewer) == (A, B)
    history.undo(lead, LEAD)
    assert [one.where for one in differences.differences(lead)] == taken
    assert listing.case_line(lead, taken[1]).case.second_reviewer == ""


def test_what_is_no_case_says_what_it_stands_in(lead: Store) -> None:
    for name, title in (("ena", "En granskning"), ("andra", "En annan granskning")):
        with copied(lead, name) as store:
            texts.set_text(store, "uppdrag", f"Uppdraget heter {title}.", by=A)
            reviews.set_about(store, A, title=title)
    merging.merge_files(lead, [lead.path.with_name(f"{name}.granskning") for name in ("ena", "andra")], by=LEAD)
    found = {one.where: one for one in differences.differences(lead)}
    assert {where: one.title for where, one in found.items()} == {
        "Uppdraget": "Texten i rapporten",
        "Granskningen": "Titel",
    }
    assert all(differences.alike(list(found.values()), one) == [one] for one in found.values())


def test_the_rest_of_a_case_is_told_around_an_answer(lead: Store) -> None:
    code = codes(lead)[0]
    (one,) = in_two_copies(lead, [(code, "ja")], [(code, "nej")])
    around = [item.question.id for item in differences.around(lead, one)]
    assert "plan_finns" not in around
    assert "slag" in around
