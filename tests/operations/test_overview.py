"""How far a review has come, what is left, and what somebody should look at: each number with its cases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspektor.db.store import Store
from inspektor.operations import cases, listing, merging
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.overview import Task, overview
from inspektor.operations.planning import change_plan, plan_of
from inspektor.operations.samples import draw_sample
from inspektor.operations.texts import missing, set_text
from tests.support import LEAD, SEED, add_frame, add_sample, frame_text, open_review

ANSWERS = {
    "plan_finns": "nej",
    "slag": "a",
    "delar": "mal",
    "antal": "3",
    "dag": "2019-05-11",
}  # all but the voluntary one


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_review(tmp_path) as opened:
        yield opened


def codes(store: Store) -> list[str]:
    return [line.case.code for line in listing.case_lines(store)]


def answer_all(store: Store, code: str, reviewer: str) -> None:
    for question, answer in ANSWERS.items():
        record_answer(store, code, question, answer, reviewer)


def task(tasks: tuple[Task, ...], ending: str) -> Task:
    found = [one for one in tasks if one.text.endswith(ending)]
    assert len(found) == 1, tasks
    return found[0]


def test_a_new_review_is_told_to_read_its_list_and_then_to_draw(store: Store) -> None:
    first = overview(store).first
    assert first is not None
    assert (first.button, first.step) == ("Läs in lista", "urval")
    add_frame(store)
    second = overview(store).first
    assert second is not None
    assert (second.button, second.step) == ("Dra urval", "urval")
    draw_sample(store, 4, SEED, by=LEAD)
    assert overview(store).first is None


def test_progress_is_by_unit_and_by_reviewer_with_the_cases_behind(store: Store) -> None:
    add_sample(store)
    everyone = codes(store)
    cases.assign(store, everyone[:3], "Åke", by=LEAD)
    cases.assign(store, everyone[3:5], "Örjan", by=LEAD)
    record_answer(store, everyone[0], "plan_finns", "nej", "Åke")
    shown = overview(store)
    assert [unit.label for unit in shown.units] == ["Norr", "Söder"]
    assert [one.label for one in shown.reviewers] == ["Åke", "Örjan", "ingen granskare"]
    assert shown.reviewers[0].codes["påbörjat"] == (everyone[0],)
    assert shown.reviewers[2].codes["all"] == tuple(everyone[5:])
    assert (shown.total.answered, len(shown.total.codes["all"])) == (1, 8)
    assert sum(unit.asked for unit in shown.units) == shown.total.asked


def test_a_case_that_was_replaced_is_in_no_number(store: Store) -> None:
    from inspektor.operations.samples import replace_case

    add_sample(store)
    left = codes(store)[0]
    replace_case(store, left, "Akten är gallrad", by=LEAD)
    shown = overview(store)
    assert len(shown.total.codes["all"]) == 8
    assert left not in shown.total.codes["all"]


def test_what_is_left_follows_the_work(store: Store) -> None:
    add_sample(store)
    everyone = codes(store)
    cases.assign(store, everyone, "Anna", by=LEAD)
    assert task(overview(store).left, "ärenden är inte påbörjade.").number == 8
    man = next(line.case.code for line in listing.case_lines(store) if line.case.gender == "man")
    answer_all(store, man, "Anna")
    other = next(code for code in everyone if code != man)
    record_answer(store, other, "plan_finns", "nej", "Anna")
    left = overview(store).left
    assert task(left, "är besvarat men inte markerat som klart.").word == man
    begun = task(left, "frågor utan svar.")
    assert (begun.number, begun.word, begun.button) == (1, other, "Öppna ärendet")
    assert task(left, "inte påbörjade.").word.split(",") == [code for code in everyone if code not in (man, other)]


def test_sections_that_the_report_shows_as_empty_are_what_is_left_to_write(store: Store) -> None:
    add_sample(store)
    unwritten = missing(store)
    assert [section for section, _ in unwritten] == [
        "sammanfattning",
        "uppdrag",
        "syfte",
        "jamstalldhet",
        "analys.helhetssyn_och_samordning",
    ]
    left = task(overview(store).left, "saknar egen text.")
    assert (left.number, left.step, left.word) == (5, "rapport", "sammanfattning")
    for section, _ in unwritten:
        set_text(store, section, "Text.", by=LEAD)
    assert [one for one in overview(store).left if one.step == "rapport"] == []


def test_cases_without_a_reviewer_and_flagged_questions_are_warned_of(store: Store) -> None:
    add_sample(store)
    everyone = codes(store)
    cases.assign(store, everyone[1:], "Anna", by=LEAD)
    record_note(store, everyone[1], "plan_finns", "Anna", flagged=1)
    record_note(store, everyone[1], "slag", "Anna", flagged=1)
    record_note(store, everyone[2], "slag", "Anna", flagged=None)
    warnings = overview(store).warnings
    assert task(warnings, "har ingen granskare.").word == everyone[0]
    flagged = task(warnings, "flaggade att diskutera.")
    assert (flagged.number, flagged.word) == (2, everyone[1])


def test_rows_that_were_refused_and_strata_that_were_too_small_are_warned_of(store: Store) -> None:
    add_frame(store, frame_text(per_gender=2) + "P-77;;Kvinna;1970;SoL;Bifall;2019-02-30;Nej;Nej\n")
    draw_sample(store, 10, SEED, by=LEAD, balance_gender=True)
    warnings = overview(store).warnings
    rows = task(warnings, "i listan togs inte med.")
    assert (rows.number, rows.text, rows.step) == (1, "rad i listan togs inte med.", "urval")
    assert len([one for one in warnings if one.number is None and one.step == "urval"]) == 4


def test_units_of_the_plan_that_have_no_cases_are_warned_of(store: Store) -> None:
    change_plan(store, {**plan_of(store), "units": "Norr, Söder sdf, Öster"}, by=LEAD)
    assert overview(store).warnings == ()
    add_sample(store)
    warnings = [one.text for one in overview(store).warnings]
    assert warnings.count("Öster ingår i planen men har inga ärenden.") == 1
    assert not any("Söder" in text for text in warnings)


def test_two_reviewers_who_differ_are_warned_of_with_the_case_when_both_are_done(store: Store) -> None:
    add_sample(store)
    code = next(line.case.code for line in listing.case_lines(store) if line.case.gender == "man")
    alike = {"slag": "a", "delar": "mal", "antal": "3", "dag": "2026-01-02"}
    for question, answer in alike.items():
        record_answer(store, code, question, answer, "Anna")
        record_answer(store, code, question, answer, "Bo")
    record_answer(store, code, "plan_finns", "nej", "Anna")
    assert not any("ska bli eniga" in one.text for one in overview(store).warnings)
    record_answer(store, code, "plan_finns", "vet ej", "Bo")
    warning = task(overview(store).warnings, "ska bli eniga.")
    assert (warning.number, warning.word) == (1, code)


def test_what_people_have_answered_differently_is_left_to_settle(store: Store) -> None:
    add_sample(store)
    code = codes(store)[0]
    copies = []
    for name, answer in (("ena", "ja"), ("andra", "nej")):
        copies.append(Path(shutil.copyfile(store.path, store.path.with_name(f"{name}.granskning"))))
        with Store.open(copies[-1], write=True) as copy:
            record_answer(copy, code, "plan_finns", answer, "Inspektör A")
    assert [task.step for task in overview(store).left if task.word == "avgor"] == []
    merging.merge_files(store, copies, by=LEAD)
    task = next(task for task in overview(store).left if task.word == "avgor")
    assert (task.step, task.number, task.text) == ("slaihop", 1, "skillnad är inte avgjord.")
