"""`samstammighet`: what two reviewers answered in the same cases, compared as it stands in the file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from inspektor.commands import ATTENTION
from inspektor.db.store import Setting, Store
from inspektor.operations.agreement import agreement
from inspektor.operations.answers import record_answer
from inspektor.operations.conflicts import Settlement, open_conflicts, settle
from inspektor.operations.reviews import create_review
from tests.support import LEAD, make_review, write
from tests.terminal import done, inspektor, told

HEADINGS = "kod;enhet;kon;plan_finns"


def answered(path: Path, reviewer: str, answers: Mapping[str, str]) -> None:
    """Read one reviewer's answers to whether there is a plan, by case."""
    rows = (f"{code};Norr;man;{answer}" for code, answer in answers.items())
    table = write(path.with_name("svar.csv"), "\n".join([HEADINGS, *rows]) + "\n")
    done("svar", path, table, "--granskare", reviewer)


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """Twenty cases that Anna and Bo have reviewed: 18 ja of both, and one nej of each."""
    path = make_review(tmp_path)
    codes = [f"K{number:02d}" for number in range(20)]
    answered(path, "Anna", {code: "nej" if code == "K18" else "ja" for code in codes})
    answered(path, "Bo", {code: "nej" if code == "K19" else "ja" for code in codes})
    return path


def test_eighteen_of_twenty_alike_and_hardly_any_nej(reviewed: Path) -> None:
    found = told("samstammighet", reviewed)
    row = next(one for one in found["questions"] if one["id"] == "plan_finns")
    assert found["cases"] == 20
    assert (row["pairs"], row["alike"], row["agreement"], row["different"]) == (20, 18, 90.0, ["K18", "K19"])
    assert row["kappa"] == pytest.approx(-0.0526, abs=0.00005)
    assert row["ac1"] == pytest.approx(0.8895, abs=0.00005)
    assert row["agreement_interval"] == pytest.approx([68.3, 98.8], abs=0.05)
    assert row["kappa_interval"] == pytest.approx([-1, 0.87], abs=0.005)
    assert row["ac1_interval"] == pytest.approx([0.65, 0.986], abs=0.0005)
    assert row["sentence"] == "18 av 20 lika; kappa säger lite när nästan alla svar är ja."


def test_the_table_for_a_person_says_the_same(reviewed: Path) -> None:
    lines = done("samstammighet", reviewed).splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("  plan_finns"))
    assert lines[0] == "20 ärenden med två granskare. Inom hakparentes: 95 procents intervall."
    assert lines[2].split() == ["par", "lika", "kappa", "AC1"]
    assert re.split("  +", lines[place].strip()) == [
        "plan_finns", "20", "90 % [68; 99]", "−0,05 [−1,00; 0,87]", "0,89 [0,65; 0,99]",
    ]  # fmt: skip
    assert lines[place + 1] == "    18 av 20 lika; kappa säger lite när nästan alla svar är ja."
    assert lines[place + 3 : place + 5] == [
        "    Inga svar av båda granskarna att jämföra.",
        "    Inte med: 2 ställdes bara till den ena granskaren, 18 saknar ännu svar av någon av dem.",
    ]


def test_too_few_pairs_have_no_percentage_in_the_table(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    for reviewer in ("Anna", "Bo"):
        answered(path, reviewer, dict.fromkeys(("K1", "K2", "K3"), "ja"))
    out = done("samstammighet", path)
    assert "%" not in out
    assert "    Tre av tre lika; svaren är för få för att säga mer." in out.splitlines()


def test_a_review_without_double_review_says_so(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    answered(path, "Anna", {"K1": "ja"})
    assert done("samstammighet", path) == "Inget ärende har två granskare, så det finns inga svar att jämföra.\n"
    found = told("samstammighet", path)
    assert {row["pairs"] for row in (*found["questions"], *found["checklists"])} == {0}


def test_each_case_has_its_own_two_reviewers(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    answered(path, "Anna", {"K1": "ja", "K2": "ja"})
    answered(path, "Bo", {"K2": "nej", "K3": "ja"})
    answered(path, "Cecilia", {"K1": "ja", "K3": "ja"})
    with Store.open(path) as store:
        row = agreement(store).questions[0]
    assert (row.alike, row.different) == (("K1", "K3"), ("K2",))


def test_an_open_conflict_keeps_what_it_touches_out_until_it_is_settled(reviewed: Path) -> None:
    copy = reviewed.with_name("kopia.granskning")
    shutil.copyfile(reviewed, copy)
    answered(reviewed, "Anna", {"K03": "nej"})
    answered(copy, "Anna", {"K03": "vet ej"})
    assert inspektor("slaihop", reviewed, copy).status == ATTENTION
    with Store.open(reviewed) as store:
        row = agreement(store).questions[0]
        found = open_conflicts(store)
    assert (row.pairs, row.in_conflict) == (19, ("K03",))
    assert "    Inte med: 1 väntar på att en öppen konflikt avgörs." in done("samstammighet", reviewed).splitlines()
    with Store.open(reviewed, write=True) as store:
        settle(store, [Settlement(found[0].id, "ja")], "Läst akten igen", by=LEAD)
        row = agreement(store).questions[0]
    assert (row.pairs, len(row.alike), row.in_conflict) == (20, 18, ())


def test_a_case_whose_reviewer_is_in_conflict_is_in_no_pair(reviewed: Path) -> None:
    copy = reviewed.with_name("kopia.granskning")
    shutil.copyfile(reviewed, copy)
    for path, name in ((reviewed, "Cecilia"), (copy, "David")):
        with Store.open(path, write=True) as store:
            store.record([Setting("case", ("k07",), "second_reviewer", name)], by=LEAD, kind="granskare")
    inspektor("slaihop", reviewed, copy)
    with Store.open(reviewed) as store:
        rows = agreement(store).questions
    assert (rows[0].pairs, rows[0].in_conflict) == (19, ("K07",))


def test_a_checklist_has_a_row_of_its_own_for_each_that_the_review_has(tmp_path: Path) -> None:
    path = tmp_path / "tre.granskning"
    create_review(path, "Prov", ["dur", "vald", "sip"], by=LEAD)
    with Store.open(path) as store:
        assert [one.id for one in agreement(store).checklists] == ["dur", "vald", "sip"]


def test_statistics_are_imported_only_when_they_are_counted() -> None:
    command = (
        "import sys; from inspektor.cli import parser; from inspektor.operations import agreement; parser();"
        " sys.exit(bool({'numpy', 'scipy', 'pycm'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def test_where_a_reviewer_may_be_reading_only_cases_that_both_are_done_with_are_compared(reviewed: Path) -> None:
    rest = "K18;Norr;man;a;mal;3;2026-01-02"
    for reviewer in ("Anna", "Bo"):
        table = write(reviewed.with_name("resten.csv"), f"kod;enhet;kon;slag;delar;antal;dag\n{rest}\n")
        done("svar", reviewed, table, "--granskare", reviewer)
    with Store.open(reviewed, write=True) as store:
        assert (agreement(store, blind=True).cases, agreement(store, blind=True).waiting) == (0, 20)
        record_answer(store, "K18", "plan_god", "ja", "Bo")
        found = agreement(store, blind=True)
    row = next(one for one in found.questions if one.id == "plan_finns")
    assert (found.cases, found.waiting, row.pairs, row.different) == (1, 19, 1, ("K18",))
