"""The workbook on disk: what the command writes, and what stands there when it could not be written."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest

from inspektor.db.store import Store
from inspektor.domain.errors import Problem, Stopped
from inspektor.domain.version import Version
from inspektor.operations import reports
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.exports import FORMATS, Progress, file_name, write, write_for_units, write_workbook
from inspektor.operations.samples import replace_case
from tests.support import LEAD, add_sample, case_codes, make_review, open_review
from tests.terminal import contents, done, refused, told

TODAY = date(2020, 1, 15)


def rows(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings, as another library reads it."""
    heads, *found = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in found]


@pytest.fixture(name="review")
def _review(tmp_path: Path) -> Path:
    """A review with a sample, some answers of every kind, and a case that was replaced."""
    with open_review(tmp_path) as store:
        add_sample(store)
        first, second, *_ = codes = case_codes(store)
        replace_case(store, codes[-1], "Akten är borta", by=LEAD)
        for question, answer in {
            "plan_finns": "ja",
            "plan_god": "nej",
            "slag": "b",
            "delar": "mal",
            "antal": "12",
            "dag": "2019-05-11",
            "iakttagelse": "Mor ringde om planen.",
        }.items():
            record_answer(store, first, question, answer, "Anna")
        record_note(store, first, "plan_god", "Anna", comment="Otydlig plan.", quotation="Enligt mor", place="s. 2")
        record_answer(store, second, "plan_finns", "ej_aktuellt", "Anna")
        return store.path


def test_the_command_writes_it_and_changes_nothing(review: Path, tmp_path: Path) -> None:
    before = review.read_bytes()
    heard = told("rapport", review, "--ut", tmp_path / "Bok åäö 1.xlsx")
    assert heard == {"file": str(tmp_path / "Bok åäö 1.xlsx"), "warnings": []}
    assert "Bok åäö 1.xlsx" in done("rapport", review, "--ut", tmp_path / "Bok åäö 1.xlsx")
    assert review.read_bytes() == before


def test_a_case_is_a_row_of_codes_with_their_types(review: Path, tmp_path: Path) -> None:
    done("rapport", review, "--ut", tmp_path / "bok.xlsx")
    first, second, *others = rows(tmp_path / "bok.xlsx", "Ärenden")
    with Store.open(review) as store:
        assert [row["kod"] for row in (first, second, *others)] == case_codes_left(store)
    assert first["beslutsdatum"] == datetime.fromisoformat(f"2019-03-{int(first['kod'][2:]) % 28 + 1:02}")
    assert first.items() >= {"plan_finns": "ja", "plan_god": "nej", "slag": "b", "iakttagelse": "besvarad"}.items()
    assert first.items() >= {"delar.mal": 1, "delar.medel": 0, "antal": 12, "antal.status": "besvarad"}.items()
    assert first["dag"] == datetime.fromisoformat("2019-05-11")
    assert second.items() >= {"plan_finns": "ej_aktuellt", "plan_god": "ej_fragad", "antal": None}.items()
    assert {row["plan_finns"] for row in others} == {"obesvarad"}


def case_codes_left(store: Store) -> list[str]:
    """The codes of the cases that stand."""
    return [line["code"] for line in told("arenden", store.path)["cases"] if line["status"] != "ersatt"]


def test_no_words_of_the_inspectors_and_no_names_are_in_it(review: Path, tmp_path: Path) -> None:
    done("rapport", review, "--ut", tmp_path / "bok.xlsx")
    book = openpyxl.load_workbook(tmp_path / "bok.xlsx")
    everything = " ".join(
        str(value) for page in book.worksheets for row in page.iter_rows(values_only=True) for value in row
    )
    assert [words for words in ("Mor", "mor", "Otydlig", "Anna", "s. 2") if words in everything.split()] == []
    assert "Akten är borta" in everything  # why a case was replaced is part of the method


def test_the_weights_add_up_to_the_frame(review: Path, tmp_path: Path) -> None:
    done("rapport", review, "--ut", tmp_path / "bok.xlsx")
    strata = rows(tmp_path / "bok.xlsx", "Urval")
    assert sum(row["urval.vikt"] for row in rows(tmp_path / "bok.xlsx", "Ärenden")) == sum(
        row["I urvalsramen"] for row in strata
    )
    assert sum(row["Ersatta"] for row in strata) == 1


def test_what_is_not_settled_is_told(review: Path, tmp_path: Path) -> None:
    with Store.open(review, write=True) as store:
        record_answer(store, case_codes(store)[0], "plan_finns", "nej", "Bo")
        told_of = write(store, tmp_path / "bok.xlsx", TODAY)
    assert any("dubbelgranskas" in line for line in told_of)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_review_in_any_stage_can_be_written(suffix: str, tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        write(store, tmp_path / f"tom{suffix}", TODAY)
        add_sample(store)
        write(store, tmp_path / f"dragen{suffix}", TODAY)
    assert {path.name for path in tmp_path.glob(f"*{suffix}")} == {f"tom{suffix}", f"dragen{suffix}"}


def test_the_same_review_gives_the_same_bytes(review: Path, tmp_path: Path) -> None:
    with Store.open(review) as store:
        for name in ("ett.xlsx", "två.xlsx"):
            write_workbook(store, tmp_path / name, TODAY)
    assert (tmp_path / "ett.xlsx").read_bytes() == (tmp_path / "två.xlsx").read_bytes()


# --- where it cannot be written ---------------------------------------------------------------------------------------


def test_a_name_with_another_ending_is_refused(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    assert refused("rapport", path, "--ut", tmp_path / "bok.xls", unchanged=path) == (
        "Rapporten kan skrivas som .docx, .pdf eller .xlsx. Välj ett filnamn som slutar så."
    )


def fails(error: OSError) -> Callable[..., None]:
    """Something that the disk refuses."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    return refuse


@pytest.mark.parametrize(
    ("method", "error", "words"),
    [
        ("write_bytes", OSError(errno.ENOSPC, ""), "Disken är full, så bok.xlsx kunde inte skrivas."),
        ("replace", PermissionError(errno.EACCES, ""), "filen öppen i ett annat program"),
    ],
    ids=["full disk", "open in Excel"],
)
def test_what_stood_there_stays_when_it_cannot_be_written(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, error: OSError, words: str
) -> None:
    target = tmp_path / "bok.xlsx"
    target.write_bytes(b"Det gamla.")
    before = contents(tmp_path)
    monkeypatch.setattr(Path, method, fails(error))
    with Store.open(review) as store, pytest.raises(Problem, match=words):
        write(store, target, TODAY)
    assert contents(tmp_path) == before


def test_a_folder_that_cannot_be_looked_into_is_told(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(review) as store:
        monkeypatch.setattr(Path, "is_dir", fails(PermissionError(errno.EACCES, "")))
        with pytest.raises(Problem, match="välj en annan mapp"):
            write(store, tmp_path / "bok.xlsx", TODAY)


def test_nothing_is_written_when_somebody_stops_it(review: Path, tmp_path: Path) -> None:
    stop, told_parts = Event(), []

    def tell(part: int, whole: int) -> None:
        told_parts.append((part, whole))
        stop.set()

    with Store.open(review) as store, pytest.raises(Stopped):
        write_workbook(store, tmp_path / "bok.xlsx", TODAY, progress=Progress(stop, tell))
    assert not list(tmp_path.glob("*bok*"))
    assert len(told_parts) == 1


def test_it_tells_how_far_it_has_come(review: Path, tmp_path: Path) -> None:
    parts: list[tuple[int, int]] = []
    with Store.open(review) as store:
        write_workbook(
            store, tmp_path / "bok.xlsx", TODAY, progress=Progress(tell=lambda part, whole: parts.append((part, whole)))
        )
    assert parts == sorted(parts)
    assert parts[-1][0] == parts[-1][1] > 0


# --- a dialogue version for every unit --------------------------------------------------------------------------------


def test_every_unit_gets_a_report_of_its_own(review: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Till enheterna"
    folder.mkdir()
    parts: list[tuple[int, int]] = []
    with Store.open(review) as store:
        found = write_for_units(store, folder, TODAY, progress=Progress(tell=lambda *part: parts.append(part)))
        units = reports.units(store)
    assert len(units) > 1
    assert {path.name for path in folder.iterdir()} == {f"Utkast dialog {unit}.docx" for unit in units}
    assert len(set(found)) == len(found) > 0
    assert parts[-1] == (len(units), len(units))


def test_a_file_that_is_there_already_is_not_written_over(review: Path, tmp_path: Path) -> None:
    with Store.open(review) as store:
        first = reports.units(store)[0]
        (tmp_path / f"Utkast dialog {first}.docx").write_bytes(b"Det gamla.")
        before = contents(tmp_path)
        with pytest.raises(Problem, match=f"finns redan Utkast dialog {first}.docx"):
            write_for_units(store, tmp_path, TODAY)
    assert contents(tmp_path) == before


def test_none_is_left_when_one_cannot_be_written(review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Till enheterna"
    folder.mkdir()
    real = reports.save
    saved: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        if saved:
            raise Problem("Disken är full.")
        saved.append(path)
        real(path, data)

    monkeypatch.setattr(reports, "save", full)
    with Store.open(review) as store, pytest.raises(Problem, match="Disken är full"):
        write_for_units(store, folder, TODAY)
    assert saved
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("version", "name"),
    [
        (Version(), "Utkast"),
        (Version("publik"), "Utkast publik"),
        (Version("dialog", "Hägersten-Älvsjö"), "Utkast dialog Hägersten-Älvsjö"),
        (Version("dialog", 'Norr/Söder: "A" <B>?. '), "Utkast dialog Norr-Söder- -A- -B"),
        (Version("dialog", "../../"), "Utkast dialog"),
    ],
)
def test_a_file_is_named_after_its_version_as_every_system_allows(version: Version, name: str) -> None:
    assert file_name("Utkast", version) == name
