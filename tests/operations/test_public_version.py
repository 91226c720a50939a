"""`rapport --version publik`: in Word, PDF and Excel, with nothing in the file that leads to a case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.version import PUBLIC
from inspektor.operations import disposition, exports
from inspektor.operations.figures_check import check_figures
from inspektor.operations.reports import basis
from inspektor.operations.texts import set_text
from tests.export import docx_reader, pdf_reader
from tests.operations.same_figures import Drawn
from tests.support import LEAD
from tests.terminal import done

DAY = date(2026, 3, 1)
OWN = "I tre av ärendena hade kvinnan ingen plan."
SEED = 3  # a review of many cases in several units


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review in which some case has every answer, with a text of somebody's own."""
    path = Drawn(SEED).make(tmp_path_factory.mktemp("publik"))
    with Store.open(path, write=True) as store:
        set_text(store, "jamstalldhet", OWN, by=LEAD)
    return path


@pytest.fixture(scope="module")
def written(review: Path) -> dict[str, Path]:
    """The review in every format, for everybody."""
    found = {suffix: review.with_name(f"publik{suffix}") for suffix in exports.FORMATS}
    with Store.open(review) as store:
        for path in found.values():
            exports.write(store, path, DAY, PUBLIC)
    return found


def contents(path: Path) -> Iterator[str]:
    """All that a file holds, as text: the parts of a package; of a PDF what is read and what is read out."""
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        yield pdf_reader.structure(path.read_bytes()).words()
        yield " ".join(str(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1))
    else:
        yield from docx_reader.read(path.read_bytes()).values()


@pytest.mark.parametrize("suffix", exports.FORMATS)
def test_no_day_that_is_somebodys_own_is_anywhere_in_the_file(
    review: Path, written: dict[str, Path], suffix: str
) -> None:
    with Store.open(review) as store:
        days = {str(day) for day in basis(store, DAY).material.answers["dag"] if day}
    assert len(days) > 10
    text = "".join(contents(written[suffix]))
    assert not [day for day in days if day in text or swedish.day(date.fromisoformat(day)) in text]
    assert "Tidigast" not in text


@pytest.mark.parametrize("suffix", exports.FORMATS)
def test_no_code_of_a_case_and_no_reviewer_is_anywhere_in_the_file(
    review: Path, written: dict[str, Path], suffix: str
) -> None:
    with Store.open(review) as store:
        cases = basis(store, DAY).material.cases
    assert len(cases) >= 10
    text = "".join(contents(written[suffix]))
    assert not [case.code for case in cases if case.code in text]
    assert not [
        name for case in cases for name in (case.reviewer, case.second_reviewer) if name and f">{name}<" in text
    ]


def test_the_internal_version_has_the_codes(review: Path) -> None:
    """So that the test above would find one."""
    with Store.open(review) as store:
        for suffix in exports.FORMATS:
            path = review.with_name(f"intern{suffix}")
            exports.write(store, path, DAY)
            assert "P-01" in "".join(contents(path))


def test_the_pdf_can_be_read_by_everybody(written: dict[str, Path]) -> None:
    assert pdf_reader.failures(written[".pdf"].read_bytes()) == []


def test_of_an_untouched_public_report_nothing_is_wrong_but_what_somebody_wrote(
    review: Path, written: dict[str, Path]
) -> None:
    with Store.open(review) as store:
        found = check_figures(store, written[".docx"])
    assert {one.sentence for one in found.findings if not one.right} == {OWN}
    assert any(one.right for one in found.findings)
    assert found.remark == ""


def test_a_section_with_figures_of_somebodys_own_is_named(review: Path) -> None:
    with Store.open(review) as store:
        told = exports.write(store, review.with_name("egen.docx"), DAY, PUBLIC)
    assert [one for one in told if "”Jämställdhet” har siffror som programmet inte har räknat" in one]


def test_a_heading_with_figures_is_told_of_by_what_the_program_calls_its_section(review: Path, tmp_path: Path) -> None:
    with Store.open(Path(shutil.copyfile(review, tmp_path / "rubrik.granskning")), write=True) as store:
        disposition.rename(store, "syfte", "Varför 3 av 4 planer", by="Anna")
        told = exports.write(store, tmp_path / "egen.docx", DAY, PUBLIC)
    warned = [one for one in told if one.startswith("Rubriken till ”Syfte” har siffror som programmet inte har räknat")]
    assert len(warned) == 1
    assert "3 av 4" not in warned[0]


def test_it_is_written_at_the_command_line(review: Path) -> None:
    path = review.with_name("kommando.docx")
    done("rapport", review, "--version", "publik", "--ut", path)
    assert path.exists()
