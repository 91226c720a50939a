"""A newer version of a checklist is taken up on purpose: every answer is kept, and counts where it still fits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from inspektor.db import check
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.results import count
from inspektor.operations import casework, double_reviews, history, listing, merging, reviews
from inspektor.operations.answers import open_case, record_answer, record_note
from inspektor.operations.checklist_versions import NewVersion, offered, planned, take_up
from inspektor.operations.conflicts import open_conflicts
from inspektor.operations.counting import material, waiting_cases
from inspektor.operations.reports import build_report
from inspektor.operations.reviews import find_case
from tests.support import CHECKLIST, LEAD, add_sample, case_codes, dump, make_review, write
from tests.terminal import done as run
from tests.terminal import told

ANNA, BO = "Anna", "Bo"
ANSWERS = {"plan_finns": "nej", "slag": "b", "delar": "mal", "antal": "3", "dag": "2026-01-02", "iakttagelse": "Lugnt"}


def version_two(folder: Path, version: str = "2") -> Path:
    """The checklist with a choice and a question taken out, one of another type, one put in other words, one new."""
    text = CHECKLIST.replace('version = "1"', f'version = "{version}"').replace("Vad iakttogs?", "Vad sågs?")
    text = text.replace('{ name = "b", label = "Andra slaget" }', '{ name = "c", label = "Tredje slaget" }')
    text = text.replace('label = "Hur många?"\ntype = "integer"', 'label = "Är det många?"\ntype = "ja_nej"')
    before, _, after = text.partition('[[section.question]]\nid = "dag"')
    new = '[[section.question]]\nid = "vecka"\nlabel = "Vilken vecka?"\ntype = "integer"\n\n'
    return write(folder / "ny.toml", before + new + after[after.index("[[section.question]]") :])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A review in which Anna has answered everything in a man's case, and said that it is done."""
    with Store.open(make_review(tmp_path), write=True) as opened:
        add_sample(opened)
        for question, typed in ANSWERS.items():
            record_answer(opened, code(opened), question, typed, ANNA)
        record_note(opened, code(opened), "dag", ANNA, comment="Enligt journalen")
        casework.set_done(opened, code(opened), True, ANNA)
        yield opened


def code(store: Store) -> str:
    return next(line.case.code for line in listing.case_lines(store) if line.case.gender == "man")


def ids(plan: NewVersion) -> list[list[str]]:
    return [[one.id for one in questions] for questions in (plan.added, plan.removed, plan.changed)]


def test_what_it_would_do_is_known_before_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    before = dump(store.path)
    plan = planned(store, str(version_two(tmp_path)))
    assert ids(plan) == [["vecka"], ["dag"], ["slag", "antal", "iakttagelse"]]
    assert (plan.old.version, plan.new.version, plan.kept, plan.left) == ("1", "2", 3, 3)
    assert plan.reopened == (code(store),)
    assert dump(store.path) == before


def test_answers_that_fit_count_as_before_and_the_others_nowhere(store: Store, tmp_path: Path) -> None:
    case = code(store)
    assert take_up(store, str(version_two(tmp_path)), by=LEAD) == planned_again(store, tmp_path)
    found = material(store)
    assert [checklist.version for checklist in found.checklists] == ["2"]
    assert count(found, "plan_finns").total.cases["nej"] == (case,)
    assert case in count(found, "slag").total.cases["obesvarad"]
    assert case in count(found, "antal").total.cases["obesvarad"]
    assert case in count(found, "vecka").total.cases["obesvarad"]
    line = next(line for line in listing.case_lines(store) if line.case.code == case)
    assert (line.answered, line.missing, line.status) == (3, 3, listing.STARTED)
    assert build_report(store, date(2026, 1, 15)).blocks
    assert check.problems(store) == []


def planned_again(store: Store, tmp_path: Path) -> NewVersion:
    """What was done, planned anew after it has been taken back; and done again."""
    history.undo(store, LEAD)
    plan = planned(store, str(version_two(tmp_path)))
    history.redo(store, LEAD)
    return plan


def test_the_others_are_shown_as_belonging_to_the_older_version(store: Store, tmp_path: Path) -> None:
    take_up(store, str(version_two(tmp_path)), by=LEAD)
    older = casework.older_part(store, find_case(store, code(store)), ANNA)
    assert older is not None
    assert [(item.question.label, item.word, item.version, item.asked) for item in older.items] == [
        ("Vilket slag?", "Andra slaget", "1", False),
        ("Hur många?", "3", "1", False),
        ("Vilken dag?", "2026-01-02", "1", False),
    ]
    assert older.items[2].given.comment == "Enligt journalen"
    assert older.items[0].reason == "Hör till version 1 av checklistan."
    assert casework.older_part(store, find_case(store, code(store)), BO) is None
    assert open_case(store, code(store), ANNA).answers["slag"].value is None


def test_it_is_one_operation_in_the_history_and_undone_as_one(store: Store, tmp_path: Path) -> None:
    case = code(store)
    take_up(store, str(version_two(tmp_path)), by=LEAD)
    assert history.entries(store)[-1].what.startswith("ny version av checklista")
    history.undo(store, LEAD)
    assert reviews.checklists(store)[0].version == "1"
    assert count(material(store), "slag").total.cases["b"] == (case,)
    assert find_case(store, case).done
    assert casework.older_part(store, find_case(store, case), ANNA) is None


def test_what_is_answered_in_a_file_with_the_older_version_comes_home_to_it(store: Store, tmp_path: Path) -> None:
    other = Path(shutil.copyfile(store.path, tmp_path / "kopia.granskning"))
    take_up(store, str(version_two(tmp_path)), by=LEAD)
    with Store.open(other, write=True) as copy:
        second = next(one for one in case_codes(copy) if one != code(copy))
        for question, typed in (("plan_finns", "ja"), ("slag", "b"), ("antal", "7")):
            record_answer(copy, second, question, typed, BO)
    merging.merge_files(store, [other], by=LEAD)
    assert open_conflicts(store) == []
    assert second in count(material(store), "plan_finns").total.cases["ja"]
    older = casework.older_part(store, find_case(store, second), BO)
    assert older is not None
    assert [item.word for item in older.items] == ["Andra slaget", "7"]
    assert check.problems(store) == []


def test_a_double_review_waits_for_the_new_questions(store: Store, tmp_path: Path) -> None:
    case = code(store)
    casework.set_done(store, case, False, ANNA)
    for question, typed in {**ANSWERS, "plan_finns": "vet ej"}.items():
        record_answer(store, case, question, typed, BO)
    double_reviews.agree(store, case, "plan_finns", "nej", "Läst igen", by=LEAD)
    take_up(store, str(version_two(tmp_path)), by=LEAD)
    assert waiting_cases(store) == {find_case(store, case).id}
    for who in (ANNA, BO):
        for question, typed in (("slag", "c"), ("antal", "ja"), ("vecka", "7")):
            record_answer(store, case, question, typed, who)
    assert count(material(store), "plan_finns").total.cases["nej"] == (case,)
    assert [pair.question.id for pair in double_reviews.compare(store, case)][-1] == "iakttagelse"


def same_again(folder: Path) -> Path:
    return write(folder / "samma.toml", CHECKLIST)


def another_content(folder: Path) -> Path:
    return version_two(folder, "1")


def another_checklist(folder: Path) -> Path:
    return write(folder / "annan.toml", CHECKLIST.replace('id = "prov"', 'id = "annan"'))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (same_again, "har redan version 1"),
        (another_content, "med ett annat innehåll: frågan slag"),
        (another_checklist, "ingen checklista med id annan. Den har prov"),
    ],
)
def test_what_cannot_be_taken_up_is_refused_with_the_reason(
    store: Store, tmp_path: Path, made: Callable[[Path], Path], said: str
) -> None:
    before = dump(store.path)
    with pytest.raises(Problem, match=said):
        take_up(store, str(made(tmp_path)), by=LEAD)
    assert dump(store.path) == before


def test_two_checklists_may_not_come_to_ask_one_question(tmp_path: Path) -> None:
    path = make_review(tmp_path, shipped=("vald",))
    own = write(
        tmp_path / "ny.toml", CHECKLIST.replace('version = "1"', 'version = "2"').replace('"antal"', '"vald_fragat"')
    )
    with Store.open(path, write=True) as store, pytest.raises(Problem, match="vald_fragat finns både"):
        take_up(store, str(own), by=LEAD)


def test_a_shipped_checklist_is_offered_when_the_review_has_another_version_of_it(tmp_path: Path) -> None:
    shipped = reviews.load_checklist("vald")
    own = write(tmp_path / "vald.toml", shipped.source.replace(f'"{shipped.version}"', '"0"', 1))
    path = make_review(tmp_path, checklist="", shipped=(str(own), "dur"))
    with Store.open(path) as store:
        assert [one.id for one in offered(store)] == ["vald"]


def test_the_command_lists_and_takes_up(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    assert told("checklista", path)["checklists"] == [
        {"id": "prov", "version": "1", "title": "Provchecklista", "questions": 8}
    ]
    out = run("checklista", path, version_two(tmp_path), "--av", LEAD)
    assert out.splitlines()[:2] == ["Checklistan prov är nu version 2 (var 1).", "Nya frågor: vecka."]
    assert told("checklista", path)["checklists"][0]["version"] == "2"
