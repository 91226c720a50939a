"""Undo where files have been merged: what was done in this file is undone here, and what others did stays; a case that
is taken out in one file and worked in in another is a conflict, and never falls away unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db import check, queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.operations import cases, conflicts, merging
from inspektor.operations import history as turning
from inspektor.operations.answers import record_answer
from inspektor.operations.conflicts import Conflict, Settlement, open_conflicts
from tests.support import LEAD, add_sample, case_codes, make_review

ANNA, BO = "Anna", "Bo"
QUESTION = "plan_finns"


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Store]:
    with Store.open(make_review(tmp_path), write=True) as store:
        add_sample(store)
        cases.add_case(store, {"code": "NY-1"}, by=LEAD, reviewer=ANNA)
        yield store


@pytest.fixture
def other(lead: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the lead's file that was made in the file manager."""
    path = tmp_path / "andra.granskning"
    path.write_bytes(lead.path.read_bytes())
    with Store.open(path, write=True) as store:
        yield store
        assert check.problems(store) == []


def meet(store: Store, other: Store) -> list[Conflict]:
    """Take the other file in; what is in conflict then."""
    found = list(merging.merge_files(store, [other.path], by=LEAD).conflicts)
    assert check.problems(store) == []
    return found


def values(store: Store, conflict: Conflict | None = None) -> set[object]:
    """The values of the conflict; of the only one that is open when none is given."""
    (one,) = [conflict] if conflict else open_conflicts(store)
    return {version.value for version in one.versions}


def answer(store: Store, given: str, by: str = ANNA, code: str = "NY-1") -> None:
    record_answer(store, code, QUESTION, given, by)


def given(store: Store) -> set[str | int]:
    return {value for _, _, _, value in queries.answer_values(store)}


def test_what_was_brought_is_not_undone_here(lead: Store, other: Store) -> None:
    answer(other, "ja")
    meet(lead, other)
    with pytest.raises(Problem, match="inget som Anna har gjort att ångra"):
        turning.undo(lead, ANNA)
    assert given(lead) == {"ja"}
    turning.undo(other, ANNA)
    meet(lead, other)
    assert given(lead) == set()


def test_what_one_did_here_is_undone_past_what_was_brought(lead: Store, other: Store) -> None:
    code = case_codes(lead)[-1]
    answer(lead, "ja", code=code)
    answer(other, "nej")
    meet(lead, other)
    turning.undo(lead, ANNA)
    assert given(lead) == {"nej"}
    turning.redo(lead, ANNA)
    assert given(lead) == {"ja", "nej"}


def test_what_is_undone_in_both_copies_is_undone_once(lead: Store, other: Store) -> None:
    answer(lead, "ja")
    other.path.write_bytes(lead.path.read_bytes())
    with Store.open(other.path, write=True) as copy:
        for store in (lead, copy):
            turning.undo(store, ANNA)
        assert meet(lead, copy) == []
        assert given(lead) == set()
        turning.redo(lead, ANNA)
        assert meet(copy, lead) == []
        assert given(copy) == given(lead) == {"ja"}


def test_undoing_a_settlement_opens_the_conflict_again_and_redo_settles_it(lead: Store, other: Store) -> None:
    answer(lead, "ja")
    answer(other, "nej")
    (conflict,) = meet(lead, other)
    for decided in ("nej", "ej aktuellt"):
        conflicts.settle(lead, [Settlement(conflict.id, decided)], "Läst igen", by=BO)
        settled = given(lead)
        assert turning.undo(lead, BO) == "avgjord skillnad"
        assert values(lead) == {"ja", "nej"}
        assert turning.redo(lead, BO) == "avgjord skillnad"
        assert open_conflicts(lead) == []
        assert given(lead) == settled
        assert turning.undo(lead, BO) == "avgjord skillnad"
        assert check.problems(lead) == []


def test_a_settlement_and_its_undoing_travel(lead: Store, other: Store) -> None:
    answer(lead, "ja")
    answer(other, "nej")
    (conflict,) = meet(lead, other)
    conflicts.settle(lead, [Settlement(conflict.id, "nej")], "Läst igen", by=BO)
    assert meet(other, lead) == []
    turning.undo(lead, BO)
    assert [values(other, one) for one in meet(other, lead)] == [{"ja", "nej"}]
    turning.redo(lead, BO)
    assert meet(other, lead) == []
    assert given(other) == {"nej"}


def test_the_same_conflict_settled_alike_in_two_files_is_settled_and_unlike_is_a_conflict(
    lead: Store, other: Store
) -> None:
    answer(lead, "ja")
    answer(other, "nej")
    (conflict,) = meet(lead, other)
    meet(other, lead)
    for store in (lead, other):
        conflicts.settle(store, [Settlement(conflict.id, "nej")], "Läst igen", by=BO)
    assert meet(lead, other) == []
    turning.undo(other, BO)
    conflicts.settle(other, [Settlement(conflict.id, "ja")], "Läst en gång till", by=BO)
    assert [values(lead, one) for one in meet(lead, other)] == [{"ja", "nej"}]


def test_a_case_taken_out_here_and_worked_in_there_is_a_conflict_and_stays_visible(lead: Store, other: Store) -> None:
    turning.undo(lead, LEAD)
    assert "NY-1" not in case_codes(lead)
    answer(other, "ja")
    (conflict,) = meet(lead, other)
    assert (conflict.entity, conflict.field, conflict.case) == ("case", "present", "NY-1")
    assert "NY-1" in case_codes(lead)
    conflicts.settle(lead, [Settlement(conflict.id, "ja")], "Det har granskats", by=LEAD)
    assert meet(other, lead) == []
    assert "NY-1" in case_codes(other)


def test_who_begins_in_a_case_that_is_in_conflict_does_not_settle_it(lead: Store, other: Store) -> None:
    turning.undo(lead, LEAD)
    answer(other, "ja")
    (conflict,) = meet(lead, other)
    meet(other, lead)
    answer(lead, "nej", by=BO)
    assert values(lead) == {1, None}
    assert check.problems(lead) == []
    conflicts.settle(other, [Settlement(conflict.id, "nej")], "Det hör inte hit", by=LEAD)
    assert [values(lead, one) for one in meet(lead, other)] == [{1, None}]  # nobody knew of Bo's work there


def test_a_case_that_nobody_worked_in_is_gone_everywhere(lead: Store, other: Store) -> None:
    turning.undo(lead, LEAD)
    assert meet(other, lead) == []
    assert "NY-1" not in case_codes(other)
    assert meet(lead, other) == []
