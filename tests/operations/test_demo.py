"""`demo`: the whole job with made-up data, in any empty folder, without a screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.identity import contains_identity_number
from inspektor.operations import double_reviews
from inspektor.operations.sheets import read_sheet
from tests.export import docx_reader
from tests.export.pdf_reader import failures
from tests.invented import forms_of
from tests.support import dump
from tests.terminal import attention, contents, refused, told

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", name="played")
def _played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The demonstration, played once."""
    return told("demo", tmp_path_factory.mktemp("demo") / "Åsas övning 1")


def word(played: dict[str, Any]) -> Any:
    return docx.Document(next(path for path in played["reports"] if path.endswith(".docx")))


def test_what_it_made_is_there(played: dict[str, Any]) -> None:
    assert set(played) >= {"frame", "review", "inspector_files", "merged", "reports"}
    made = [played["frame"], played["review"], played["merged"], *played["inspector_files"], *played["reports"]]
    assert all(Path(path).is_file() for path in made)
    assert {Path(path).suffix for path in played["reports"]} >= {".docx", ".pdf", ".xlsx"}
    assert all(Path(path).parent.name == "Åsas övning 1" for path in made)


def test_the_file_is_whole_and_its_figures_add_up(played: dict[str, Any]) -> None:
    assert told("kontrollera", played["merged"]) == {"ok": True, "problems": []}
    table = told("tabell", played["merged"], "plan_aktuell", "--per", "enhet")
    assert sum(one["n"] for one in table["columns"]) == table["total"]["n"] == 48
    assert len(table["columns"]) == 4
    genders = told("tabell", played["merged"], "kon")["total"]["counts"]
    assert genders["kvinna"] == genders["man"] == 24


def test_three_inspectors_have_reviewed_it_and_a_case_was_replaced(played: dict[str, Any]) -> None:
    cases = told("arenden", played["merged"])["cases"]
    assert len({case["reviewer"] for case in cases if case["status"] == "påbörjat"}) == 3
    assert sum(case["status"] == "ersatt" for case in cases) == 1


def test_the_inspectors_files_came_home_whole(played: dict[str, Any], tmp_path: Path) -> None:
    assert len(played["inspector_files"]) == 4
    review = shutil.copyfile(played["merged"], tmp_path / "granskning.granskning")
    again = attention("slaihop", review, *played["inspector_files"])
    assert again["changes_added"] == 0
    assert again["already_known"] > 1000


def test_one_difference_is_left_to_settle_and_one_double_reviewed_case_to_agree_on(played: dict[str, Any]) -> None:
    left = attention("konflikter", played["merged"])["conflicts"]
    assert {(one["question"], one["reviewer"]) for one in left} == {("dur_aktuell", "Inspektör A")}
    assert sum(one["field"] == "value" for one in left) == 1
    with Store.open(Path(played["merged"])) as store:
        double = double_reviews.double_cases(store)
        agreed = queries.consensus_answers(store)
    assert len(double) == 8
    assert sum(one.ready and one.settled < one.differing for one in double) == 1
    assert agreed
    rows = told("samstammighet", played["merged"])["questions"]
    assert all(row["pairs"] > 0 for row in rows if row["id"] == "dur_aktuell")


def test_the_word_file_has_headings_and_tables_with_repeating_header_rows(played: dict[str, Any]) -> None:
    report = word(played)
    assert sum(paragraph.style.name.startswith("Heading") for paragraph in report.paragraphs) >= 20
    assert len(report.tables) >= 8
    for table in report.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_report_comes_from_the_file_and_not_from_a_can(played: dict[str, Any]) -> None:
    document = Path(next(path for path in played["reports"] if path.endswith(".docx"))).read_bytes()
    text = "\n".join(words for _, words in docx_reader.paragraphs(docx_reader.xml(document)))
    pages = pypdf.PdfReader(next(path for path in played["reports"] if path.endswith(".pdf"))).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    for question in ("dur_aktuell", "plan_aktuell", "uppfoljning_dokumenterad"):
        total = told("tabell", played["merged"], question)["total"]
        wanted = f"{total['counts']['ja']} av {total['base']}"
        assert wanted in text
        assert wanted in printed


def versions(played: dict[str, Any], folder: Path, suffix: str) -> list[bytes]:
    """Its report as the internal version, the dialogue version and the public one."""
    public = folder / f"publik{suffix}"
    told("rapport", played["merged"], "--ut", public, "--version", "publik")
    return [Path(path).read_bytes() for path in (*played["reports"], public) if Path(path).suffix == suffix]


def test_every_version_of_it_as_a_pdf_breaks_no_rule_of_what_can_be_read_out(
    played: dict[str, Any], tmp_path: Path
) -> None:
    assert [failures(content) for content in versions(played, tmp_path, ".pdf")] == [[], [], []]


def test_every_version_of_it_in_word_can_be_read_out(played: dict[str, Any], tmp_path: Path) -> None:
    for content in versions(played, tmp_path, ".docx"):
        document = docx_reader.xml(content)
        assert docx_reader.find(document, "//w:tbl[not(w:tr[1]/w:trPr/w:tblHeader)]") == []
        assert docx_reader.find(document, "//w:tbl[not(w:tblPr/w:tblDescription/@w:val)]") == []
        assert [one.get("name") for one in docx_reader.find(document, "//wp:docPr") if not one.get("descr")] == []
        assert docx_reader.find(document, "//w:p[not(.//w:drawing) and not(.//w:t[string-length(.) > 0])]") == []
        levels = [int(style[-1]) for style, _ in docx_reader.paragraphs(document) if style.startswith("Heading")]
        assert all(below - above <= 1 for above, below in pairwise([0, *levels]))
        named = set(docx_reader.find(document, "//w:bookmarkStart/@w:name"))
        assert set(docx_reader.find(document, "//w:hyperlink/@w:anchor")) <= named


def test_its_made_up_identity_numbers_are_in_the_list_and_nowhere_else(played: dict[str, Any]) -> None:
    cells = [str(cell) for row in read_sheet(Path(played["frame"])).rows for cell in row.cells]
    numbers = [cell.replace("-", "") for cell in cells if contains_identity_number(cell)]
    assert len(numbers) == 180
    assert all(980 <= int(number[8:11]) <= 999 for number in numbers)
    held = str(dump(Path(played["merged"])))
    assert not any(form in held for number in numbers for form in forms_of(number))


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "Min mapp"
    folder.mkdir()
    (folder / "viktigt.txt").write_text("behåll", encoding="utf-8")
    assert "Min mapp finns redan" in refused("demo", folder, unchanged=folder / "viktigt.txt")
    assert contents(folder).keys() == {"viktigt.txt"}
    assert "finns redan" in refused("demo", folder / "viktigt.txt", unchanged=folder / "viktigt.txt")


def test_the_folder_one_stands_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "viktigt.txt").touch()
    monkeypatch.chdir(tmp_path)
    assert not refused("demo", ".", unchanged=tmp_path / "viktigt.txt").startswith(" ")


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    assert "kunde inte skapas" in refused("demo", tmp_path / "fil" / "mapp", unchanged=tmp_path / "fil")


def test_it_plays_the_same_without_a_screen_in_an_empty_folder_and_says_what_it_does(
    played: dict[str, Any], tmp_path: Path
) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    ended = subprocess.run(
        [sys.executable, "-m", "inspektor", "demo", str(tmp_path)],
        cwd=ROOT,
        env={**environment, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(ended.stdout.splitlines()) >= 7
    assert all(line.endswith(".") for line in ended.stdout.splitlines())
    assert state(tmp_path / Path(played["merged"]).name) == state(Path(played["merged"]))


def state(review: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The cases and the answers, without the ids, which no two files share."""
    with Store.open(review) as store:
        cases = queries.cases(store, replaced=True)
        code = {case.id: case.code for case in cases}
        answers = [(code[case_id], *map(str, rest)) for case_id, *rest in queries.answer_values(store)]
    return [(case.code, case.unit, case.reviewer, case.replaces) for case in cases], sorted(answers)
