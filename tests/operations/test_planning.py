"""What a review is to be about: filled in, checked field by field, kept and changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import history, planning, reviews
from inspektor.operations.frames import import_frame
from tests.support import LEAD, frame_text, make_review, write

PLAN = {
    "title": "Daglig verksamhet",
    "dnr": "3.4.2-11/2021",
    "theme": "sysselsättning",
    "area": "socialpsykiatri",
    "law": "SoL",
    "units": "Farsta sdf, Norrmalms stadsdelsförvaltning,, FARSTA",
    "start": "2024-07-01",
    "end": "31 december 2025",
    "purpose": "Att se om insatserna följs upp.",
}


def test_a_review_is_made_from_its_plan(tmp_path: Path) -> None:
    path = tmp_path / "ny.granskning"
    planning.make_review(path, PLAN, ["dur", "vald"], by=LEAD)
    with Store.open(path) as store:
        review = queries.review(store)
        assert [one.id for one in reviews.checklists(store)] == ["dur", "vald"]
        assert planning.plan_of(store) == {**PLAN, "end": "2025-12-31"}
    assert (review.period, review.area) == ("2024-07-01–2025-12-31", "socialpsykiatri")
    assert review.planned_units == ("Farsta", "Norrmalm")


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("title", " ", "Ange granskningens titel."),
        ("start", "2024-13-01", "Skriv ett datum som finns, till exempel 2024-07-01."),
        ("end", "2024-06-30", "Slutet ligger före början."),
        ("purpose", "Om 19121212-1212", "Här står ett personnummer. Ta bort det."),
    ],
)
def test_what_is_wrong_is_told_by_field_and_no_file_is_made(tmp_path: Path, field: str, text: str, told: str) -> None:
    wrong = {**PLAN, field: text}
    assert planning.plan_errors(wrong) == {field: told}
    with pytest.raises(Problem):
        planning.make_review(tmp_path / "ny.granskning", wrong, ["dur"], by=LEAD)
    assert list(tmp_path.iterdir()) == []


def test_a_review_needs_a_checklist(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="minst en checklista"):
        planning.make_review(tmp_path / "ny.granskning", PLAN, [], by=LEAD)


def test_the_plan_is_changed_in_one_step_that_can_be_undone(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        before = planning.plan_of(store)
        planning.change_plan(store, {**before, "title": "En annan titel", "units": "Farsta"}, by=LEAD)
        assert planning.plan_of(store) == {**before, "title": "En annan titel", "units": "Farsta"}
        assert history.undo(store, LEAD) == "granskningens uppgifter"
        assert planning.plan_of(store) == before


def test_a_plan_that_is_as_it_was_records_nothing(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        before = queries.latest_change(store)
        planning.change_plan(store, planning.plan_of(store), by=LEAD)
        assert queries.latest_change(store) == before


def test_a_period_in_words_may_stay(tmp_path: Path) -> None:
    with Store.open(make_review(tmp_path), write=True) as store:
        reviews.set_about(store, LEAD, period="hösten 2024")
        plan = planning.plan_of(store)
        planning.change_plan(store, {**plan, "dnr": "2"}, by=LEAD)
        assert (queries.review(store).period, queries.review(store).dnr) == ("hösten 2024", "2")
        assert set(planning.plan_errors({**plan, "start": "hösten 2025"}, "hösten 2024")) == {"start"}


@given(st.dates(), st.dates())
def test_a_period_is_read_back_as_it_was_given(one: object, other: object) -> None:
    first, last = sorted((str(one), str(other)))
    for ends in ((first, last), (first, ""), ("", last), ("", "")):
        assert planning.period_ends(planning.period_text(*ends)) == ends


def test_units_of_the_list_are_joined_with_the_spelling_of_the_plan(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    with Store.open(path, write=True) as store:
        planning.change_plan(store, {**planning.plan_of(store), "units": "Norr, Söder"}, by=LEAD)
        frame = import_frame(store, write(tmp_path / "ram.csv", frame_text(("NORR", "söder sdf"))), {}, by=LEAD)
    assert {row.unit for row in frame.rows} == {"Norr", "Söder"}
