"""Two who draw the sample apart: both sets of cases stay, and a person settles which draw stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from inspektor.db import check, queries
from inspektor.db.store import Store
from inspektor.operations import differences, history, merging, samples
from inspektor.operations.answers import record_answer
from inspektor.operations.conflicts import Conflict, Settlement, open_conflicts, settle
from inspektor.operations.counting import material
from inspektor.operations.reports import build_report, warnings
from inspektor.operations.reviews import find_case
from tests.support import LEAD, SEED, add_frame, case_codes, make_review

WHY = "Det är det urval som nämnden fick"
Work = Callable[[Store], object]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(make_review(tmp_path), write=True) as opened:
        add_frame(opened)
        yield opened


def draw(seed: int, per_unit: int = 2) -> Work:
    return lambda store: samples.draw_sample(store, per_unit, seed, by=LEAD)


def apart(store: Store, *work: Work) -> list[tuple[str, ...]]:
    """Each piece of work is done in a copy of its own, and the copies are put together in `store` and, the other way
    around, in another; the codes that each copy had.
    """
    copies, had = [], []
    for place, one in enumerate(work):
        path = Path(shutil.copyfile(store.path, store.path.with_name(f"kopia {place}.granskning")))
        with Store.open(path, write=True) as copy:
            one(copy)
            had.append(tuple(case_codes(copy)))
        copies.append(path)
    merging.merge_files(store, copies, by=LEAD)
    with Store.open(copies[-1], write=True) as other:
        merging.merge_files(other, [store.path, *copies[:-1]], by=LEAD)
        assert case_codes(other) == case_codes(store)
        assert [one.id for one in open_conflicts(other)] == [one.id for one in open_conflicts(store)]
    return had


def the_conflict(store: Store) -> Conflict:
    (one,) = [one for one in open_conflicts(store) if one.entity == "draw"]
    return one


def choose(store: Store, seed: int) -> None:
    one = the_conflict(store)
    version = next(version for version in one.versions if version.word.endswith(f"frö {seed}"))
    settle(store, [Settlement(one.id, str(version.value))], WHY, by=LEAD)


def test_two_draws_are_a_conflict_and_no_case_is_lost(store: Store) -> None:
    first, second = apart(store, draw(SEED), draw(SEED + 1))
    assert set(case_codes(store)) == {*first, *second} > set(first)
    one = the_conflict(store)
    assert (one.about, one.case) == ("Urvalet", "")
    assert {version.word for version in one.versions} == {f"4 ärenden med frö {seed}" for seed in (SEED, SEED + 1)}
    assert material(store).sample is None
    told = warnings(store, build_report(store, date(2020, 1, 15)))
    assert "Urvalet skiljer sig mellan två filer: avgör vad som gäller." in told
    assert check.problems(store) == []


def test_the_same_draw_made_twice_is_one(store: Store) -> None:
    first, _ = apart(store, draw(SEED), draw(SEED))
    assert tuple(case_codes(store)) == first
    assert open_conflicts(store) == []
    assert len(samples.draws(store)) == 1


@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_the_draw_that_is_chosen_stands_with_its_cases_and_only_its(store: Store, seed: int) -> None:
    draw(SEED + 2)(store)
    had = dict(zip((SEED, SEED + 1), apart(store, draw(SEED), draw(SEED + 1)), strict=True))
    choose(store, seed)
    assert open_conflicts(store) == []
    assert tuple(case_codes(store)) == had[seed]
    (stands,) = samples.draws(store)
    assert (stands.seed, material(store).sample is not None) == (seed, True)
    assert samples.drawn_when(store)[1] == LEAD
    history.undo(store, LEAD)
    assert the_conflict(store).about == "Urvalet"
    assert check.problems(store) == []


def test_a_case_that_somebody_has_worked_in_stays_as_one_that_was_added(store: Store) -> None:
    first, second = apart(store, draw(SEED), draw(SEED + 1))
    code = next(code for code in second if code not in first)
    record_answer(store, code, "plan_finns", "ja", "Anna")
    choose(store, SEED)
    assert set(case_codes(store)) == {*first, code}
    assert find_case(store, code).origin == "tillagd"
    assert queries.cases_with_work(store) == {find_case(store, code).id}


@pytest.mark.parametrize("kept", ["Inget urval", "Ett draget urval"])
def test_a_draw_undone_here_and_made_anew_there_is_a_conflict(store: Store, kept: str) -> None:
    draw(SEED)(store)
    undone, anew = apart(store, lambda copy: history.undo(copy, LEAD), draw(SEED + 1))
    assert undone == ()
    one = the_conflict(store)
    version = next(version for version in one.versions if version.word == kept)
    settle(store, [Settlement(one.id, str(version.value))], WHY, by=LEAD)
    assert tuple(case_codes(store)) == (anew if kept == "Ett draget urval" else ())
    assert open_conflicts(store) == []


def test_the_draws_stand_side_by_side_to_be_settled(store: Store) -> None:
    apart(store, draw(SEED), draw(SEED + 1))
    (one,) = [one for one in differences.differences(store) if one.entity == "draw"]
    assert (one.where, one.title, len(one.sides)) == ("Urvalet", "Vilket urval som gäller", 2)
    differences.settle_sides(store, [(one, 1)], WHY, by=LEAD)
    assert open_conflicts(store) == []
