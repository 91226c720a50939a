"""The dialog version on file: what is refused and warned of, its figures, and `siffror` of a report that is one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from inspektor.db.store import Store
from inspektor.operations import reports
from inspektor.operations.figures_check import check_figures
from tests.export import pdf_reader
from tests.invented import CHECKLISTS, DAILY, OCCUPATION, Published, answer_table
from tests.operations.same_figures import REVIEWS, TOTAL, Drawn, Table, by_json, in_document, pdf_tables, word_tables
from tests.operations.test_same_figures import agrees
from tests.operations.test_siffror import Edit, edited, replaced, wrong
from tests.support import make_review, write
from tests.terminal import contents, done, refused, told


def reviewed(folder: Path, published: Published) -> Path:
    """A review with published figures."""
    review = make_review(folder, name="r.granskning", checklist="", shipped=CHECKLISTS)
    done("svar", review, answer_table(folder, published), "--granskare", "Anna")
    return review


def dialog(review: Path, unit: str, name: str = "Dialog åäö 1.docx") -> Path:
    """The version for a meeting with a unit."""
    target = review.parent / name
    told("rapport", review, "--ut", target, "--version", "dialog", "--enhet", unit)
    return target


@pytest.fixture(scope="module", name="daily")
def _daily(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    review = reviewed(tmp_path_factory.mktemp("daglig"), DAILY)
    return review, dialog(review, "Kungsholmen")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--version", "dialog"), "Ange vilken: Bromma, Hässelby-Vällingby, Kungsholmen eller Skarpnäck."),
        (("--version", "dialog", "--enhet", "Farsta"), "Enheten Farsta har inga granskade ärenden."),
        (("--version", "dialog", "--enhet", "uppgift saknas"), "har inga granskade ärenden."),
        (("--enhet", "Bromma"), "En enhet kan bara anges för dialogversionen."),
    ],
)
def test_a_version_that_cannot_be_is_refused(daily: tuple[Path, Path], given: tuple[str, ...], sentence: str) -> None:
    review, _ = daily
    assert sentence in refused("rapport", review, "--ut", review.parent / "ny.docx", *given, unchanged=review)
    assert not (review.parent / "ny.docx").exists()


def test_the_workbook_is_refused_since_it_holds_every_units_cases(daily: tuple[Path, Path]) -> None:
    review, _ = daily
    asked = ("rapport", review, "--ut", review.parent / "bok.xlsx", "--version", "dialog", "--enhet", "Bromma")
    assert "finns inte som dialogversion" in refused(*asked, unchanged=review)
    assert not (review.parent / "bok.xlsx").exists()


def test_a_review_without_units_has_no_dialog_version(tmp_path: Path) -> None:
    review = make_review(tmp_path)
    told = refused("rapport", review, "--ut", tmp_path / "d.pdf", "--version", "dialog", unchanged=review)
    assert "inget granskat ärende har uppgift om enhet" in told


def test_what_people_have_written_of_others_is_warned_of(tmp_path: Path) -> None:
    review = reviewed(tmp_path, OCCUPATION)
    done("text", review, "uppdrag", "--fran", write(tmp_path / "u.md", "Farstas planer är sämre."))
    done("text", review, "dialog", "--fran", write(tmp_path / "d.md", "Hur gör ni i Norrmalm?"))
    asked = ("rapport", review, "--ut", tmp_path / "d.docx", "--version", "dialog", "--enhet")
    warned = [one for one in told(*asked, "Norrmalm")["warnings"] if "annan enhet" in one]
    assert warned == ["En annan enhet eller ett ärende där nämns i ”Uppdraget”. Läs igenom före dialogmötet."]
    warned = [one for one in told(*asked, "Farsta")["warnings"] if "annan enhet" in one]
    assert warned == [
        "En annan enhet eller ett ärende där nämns i ”Frågor att samtala om”. Läs igenom före dialogmötet."
    ]
    internal = told("rapport", review, "--ut", tmp_path / "d.docx")["warnings"]
    assert not any("annan enhet" in one or "samtala" in one for one in internal)


def test_of_two_units_the_other_is_the_rest_and_that_is_warned_of(tmp_path: Path) -> None:
    rows = "kod;enhet;kon;plan_finns\nA-1;Alvik;kvinna;ja\nB-1;Bromma;man;nej\n"
    review = make_review(tmp_path)
    done("svar", review, write(tmp_path / "svar.csv", rows), "--granskare", "Anna")
    asked = ("rapport", review, "--ut", tmp_path / "d.docx", "--version", "dialog", "--enhet", "Alvik")
    assert (
        "Granskningen gäller två enheter, så det som står om övriga gäller den andra enheten."
        in told(*asked)["warnings"]
    )


def test_a_unit_that_is_called_as_the_others_together_has_no_dialog_version(tmp_path: Path) -> None:
    rows = "kod;enhet;kon;plan_finns\nA-1;Alvik;kvinna;ja\nB-1;Övriga;man;nej\n"
    review = make_review(tmp_path)
    done("svar", review, write(tmp_path / "svar.csv", rows), "--granskare", "Anna")
    with Store.open(review) as store:
        assert reports.units(store) == ["Alvik"]
    asked = ("rapport", review, "--ut", tmp_path / "d.docx", "--version", "dialog", "--enhet", "Övriga")
    assert "Enheten Övriga har inga granskade ärenden." in refused(*asked, unchanged=review)


@pytest.mark.parametrize("published", [DAILY, OCCUPATION], ids=lambda one: one.name)
def test_nothing_is_wrong_in_one_that_nobody_has_touched(tmp_path: Path, published: Published) -> None:
    review = reviewed(tmp_path, published)
    report = dialog(review, published.units[-1])
    before = contents(tmp_path)
    checked = told("siffror", review, report)
    assert len(checked["claims"]) > 200
    assert [one for one in checked["claims"] if one["ok"] is not True] == []
    assert contents(tmp_path) == before


def test_what_people_write_of_any_unit_in_it_is_right_where_it_is_right(tmp_path: Path) -> None:
    review = reviewed(tmp_path, DAILY)
    text = "I Bromma fanns en aktuell genomförandeplan i 17 av 20 ärenden.\n\nTotalt fanns den i 65 av 79."
    done("text", review, "uppdrag", "--fran", write(tmp_path / "u.md", text))
    claims = told("siffror", review, dialog(review, "Kungsholmen"))["claims"]
    own = [one for one in claims if "Bromma" in one["text"] or "Totalt fanns" in one["text"]]
    assert [one["ok"] for one in own] == [True, True]


@pytest.mark.parametrize(
    ("edit", "slip", "right"),
    [
        (replaced("65 av 79", "65 av 80"), "65 av 80", "65 av 79"),
        (replaced("16 av 19", "15 av 19", ", i Kungsholmen i"), "15 av 19", "16 av 19"),
        (replaced("49 av 60", "48 av 60", "49 av 60"), "48 av 60", "49 av 60"),
        (replaced("49 av 60", "47 av 60", ", bland övriga i"), "47 av 60", "49 av 60"),
        (replaced("20 ärenden", "21 ärenden", "I Kungsholmen granskades"), "21 ärenden", "20 ärenden"),
    ],
)
def test_a_slip_is_found(daily: tuple[Path, Path], tmp_path: Path, edit: Edit, slip: str, right: str) -> None:
    review, report = daily
    (found,) = wrong(review, edited(report, tmp_path / "slip.docx", edit))
    assert slip in str(found[0])
    assert right in str(found[1])


def test_where_its_unit_is_gone_that_is_said(daily: tuple[Path, Path], tmp_path: Path) -> None:
    _, report = daily
    with Store.open(reviewed(tmp_path, OCCUPATION)) as store:
        assert "Enheten som dialogversionen gäller finns inte längre" in check_figures(store, report).remark


@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a review is its seed, which does not shrink to anything
    suppress_health_check=[HealthCheck.too_slow],
)
@given(REVIEWS)
def test_its_figures_are_those_of_the_tables_of_the_unit_and_of_all(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = drawn.make(Path(folder))
        json = by_json(path)
        unit = min(label for _, label in json if label[0].isupper() and label != TOTAL)
        word = counted(word_tables(dialog(path, unit).read_bytes()))
        pdf = counted(pdf_tables(pdf_reader.structure(dialog(path, unit, "d.pdf").read_bytes())))
    said = {one for one in in_document(word, "") if one.group in (unit, TOTAL)}
    assert [one for one in said if not agrees(one, json)] == []
    assert in_document(pdf, "") == in_document(word, "")
    assert {(one.question, one.group) for one in said} >= {("plan", TOTAL)} or json["plan", TOTAL]["base"] == 0


def counted(tables: list[Table]) -> list[Table]:
    """The tables with a column a unit, of what was answered."""
    return [(caption, rows) for caption, rows in tables if "(n=" in rows[0][-1] and "brist" not in caption]
