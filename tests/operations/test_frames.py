"""`ram`: the list as it comes out of somebody's Excel, and that nobody's identity number stays behind."""

from __future__ import annotations

import csv
import io
import json
import random
from datetime import date
from pathlib import Path

import pytest

from inspektor.db.store import Store, settings_of
from inspektor.domain.errors import Problem
from inspektor.operations.frames import frame_facts, frame_row, frame_rows, import_frame, refused_list
from inspektor.operations.reports import write_report
from tests import invented
from tests.invented import FRAME_HEADINGS, FRAME_UNITS, bad_frame_rows, bearers, forms_of, frame_book, frame_csv
from tests.support import LEAD, add_frame, add_sample, dump, frame_text, open_review, write
from tests.terminal import done, inspektor, refused, told

FILE = "Granskning åäö 1.granskning"
PEOPLE = bearers()
BAD_NUMBERS = {
    cell
    for row in bad_frame_rows(PEOPLE)
    for cell in row
    if isinstance(cell, str) and cell.isdigit() and len(cell) == 12
}
NUMBERS = sorted({one.number for one in PEOPLE} | BAD_NUMBERS)

PROTOCOL = {"rejected": [[18, 'Kod "ny"; gammal', "Värdet saknas."]], "joined": [], "numbers_dropped": 0}


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)


def new() -> Path:
    done("ny", FILE, "--titel", "Prov", "--checklista", "dur")
    return Path(FILE)


def whole_list(path: str = "Beslut år 2019.xlsx") -> Path:
    """The list with its title rows, its good rows and everything that is wrong at its end."""
    return frame_book(Path(path), [*invented.frame_rows(PEOPLE), *bad_frame_rows(PEOPLE)])


def test_the_good_rows_are_taken_and_every_other_row_is_named_with_its_reason() -> None:
    new()
    heard = told("ram", FILE, whole_list())
    assert (heard["rows"], heard["imported"], heard["identity_numbers_dropped"]) == (69, 60, 60)
    first = 5 + len(PEOPLE)  # title rows and headings stand on rows 1 to 4
    places = [(entry["row"] - first, entry["column"]) for entry in heard["rejected"]]
    assert places == [
        (0, "Löpnr"),
        (1, "Beslutsdatum"),
        (2, "Personnummer"),
        (3, "Kön"),
        (4, "Stadsdelsförvaltning"),
        (5, "Kön"),
        (6, "Löpnr"),
        (7, "Lagrum"),
        (8, "Löpnr"),
    ]
    assert all(entry["reason"].endswith(".") for entry in heard["rejected"])
    assert heard["rows"] == heard["imported"] + len({entry["row"] for entry in heard["rejected"]})
    assert heard["ignored_columns"] == ["Handläggare"]


def test_the_refused_rows_make_a_table_whatever_signs_are_in_their_headings(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        assert refused_list(store).decode("utf-8-sig") == "Rad;Kolumn;Skäl\r\n"
        facts = {"content": "[]", "sha256": "0", "protocol": json.dumps(PROTOCOL)}
        store.record(settings_of("frame", (), facts), by=LEAD, kind="ram")
        table = csv.reader(io.StringIO(refused_list(store).decode("utf-8-sig"), newline=""), delimiter=";")
        assert list(table) == [["Rad", "Kolumn", "Skäl"], ["18", 'Kod "ny"; gammal', "Värdet saknas."]]


def test_a_person_is_told_the_same() -> None:
    new()
    out = done("ram", FILE, whole_list()).splitlines()
    assert out[0] == "60 av 69 rader är inlästa i urvalsramen."
    assert sum(line.startswith("Rad ") for line in out) == 9
    assert any(line.startswith("Björkhaga: sammanförd av ") for line in out)


def test_districts_that_differ_by_habit_alone_are_one_and_it_is_told_which() -> None:
    path = new()
    heard = told("ram", FILE, whole_list())
    assert [entry["kept"] for entry in heard["joined"]] == list(FRAME_UNITS)
    with Store.open(path) as store:
        rows = frame_rows(store)
    assert {row.unit for row in rows} == set(FRAME_UNITS)
    assert {row.code: row.unit for row in rows} == {one.code: one.unit for one in PEOPLE}


def test_gender_and_age_come_from_the_number_where_the_list_is_silent() -> None:
    path = new()
    told("ram", FILE, whole_list())
    with Store.open(path) as store:
        rows = {row.code: row for row in frame_rows(store)}
    for one in PEOPLE:
        assert (rows[one.code].gender, rows[one.code].birth_year) == (one.gender, int(one.number[:4]))
    assert len({row.decision_date for row in rows.values()}) == len(PEOPLE)
    assert {row.age_group for row in rows.values()} == {"10–17", "18–25", "26–39", "40–64"}


def test_no_identity_number_is_left_in_the_file_the_log_or_any_message() -> None:
    path = new()
    listed = whole_list()
    before = json.dumps(dump(path), ensure_ascii=False, default=str)
    heard = inspektor("ram", FILE, listed, "--json")
    again = inspektor("ram", FILE, listed)
    drawn = inspektor("urval", FILE, "--per-enhet", 6, "--balansera", "kon", "--fro", 1, "--reserver", 2)
    log = inspektor("historik", FILE, "--json")
    with Store.open(path) as store:
        report = str(write_report(store, Path("utkast.docx"), date(2020, 1, 15)))
    said = "".join(one.out + one.err for one in (heard, again, drawn, log, inspektor("historik", FILE)))
    bytes_of_file = path.read_bytes().decode("latin-1")
    held = json.dumps(dump(path), ensure_ascii=False, default=str)
    assert len(held) > len(before) + 1000
    for number in NUMBERS:
        for form in forms_of(number):
            for place in (said, held, bytes_of_file, report):
                assert form not in place


def test_a_case_that_is_gone_again_leaves_no_number_in_the_files_free_pages() -> None:
    path = new()
    told("ram", FILE, whole_list())
    told("ram", FILE, frame_csv(Path("ny.csv"), invented.frame_rows(PEOPLE[:3])))
    done("angra", FILE)
    done("angra", FILE)
    content = path.read_bytes().decode("latin-1")
    assert not any(form in content for number in NUMBERS for form in forms_of(number))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_same_list_as_text_gives_the_same_frame(encoding: str, delimiter: str) -> None:
    new()
    rows = invented.frame_rows(PEOPLE)
    told("ram", FILE, frame_book(Path("l.xlsx"), rows))
    as_book = told("urval", FILE, "--per-enhet", 3, "--fro", 1)
    done("angra", FILE)
    text = frame_csv(Path("l.csv"), random.Random(3).sample(rows, len(rows)), "utf-8").read_text("utf-8")
    Path("l.csv").write_bytes(text.replace(";", delimiter).encode(encoding))
    assert told("ram", FILE, "l.csv")["imported"] == 60
    assert told("urval", FILE, "--per-enhet", 3, "--fro", 1) == as_book


def test_headings_of_ones_own_are_named_on_the_command_line() -> None:
    path = new()
    write(Path("l.csv"), "Vårt nummer;Kontor;Kön\nA-1;Norr;kvinna\nA-2;Norr;man\n")
    assert "kod" in refused("ram", FILE, "l.csv", unchanged=path)
    heard = told("ram", FILE, "l.csv", "--kolumn", "kod=Vårt nummer", "--kolumn", "enhet=kontor")
    assert (heard["imported"], heard["columns"]["kod"], heard["columns"]["enhet"]) == (2, "Vårt nummer", "Kontor")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--kolumn", "kod=Löpnr"), "finns inte i listan"),
        (("--kolumn", "kåd=Kod"), "Fälten är kod, enhet"),
        (("--kolumn", "enhet=Kod"), "saknar en kolumn för kod"),
        (("--kolumn", "kod=Kod", "--kolumn", "enhet=kod"), "högst en gång"),
        (("--kolumn", "kod=Kod", "--kolumn", "kod=Enhet"), "högst en gång"),
    ],
)
def test_a_mapping_that_does_not_fit_the_list_is_refused(words: tuple[str, ...], says: str) -> None:
    path = new()
    write(Path("l.csv"), frame_text())
    assert says in refused("ram", FILE, "l.csv", *words, unchanged=path)


def test_a_list_without_a_usable_row_is_refused_with_the_first_fault() -> None:
    path = new()
    write(Path("l.csv"), "Kod;Enhet;Kön\n1;;kvinna\n2;Norr;Q\n")
    assert "rad 2, Enhet saknas." in refused("ram", FILE, "l.csv", unchanged=path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("finns inte.xlsx", None, "finns inte"),
        ("tom.csv", b"", "är tom"),
        ("gammal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "äldre Excelformat"),
        ("trasig.xlsx", b"PK\x03\x04" + bytes(600), "skadad"),
        ("webb.xls", b"<html><table><tr><td>Kod</td></tr></table></html>", "webbsida"),
        ("text.csv", "Det här är ingen lista\nalls\n".encode(), "rubrikrad"),
        ("bara rubriker.csv", b"Kod;Enhet\n", "inga rader under"),
    ],
)
def test_what_is_no_list_gets_a_sentence_and_changes_nothing(name: str, content: bytes | None, says: str) -> None:
    path = new()
    if content is not None:
        Path(name).write_bytes(content)
    assert says in refused("ram", FILE, name, unchanged=path)


def test_a_new_list_replaces_the_last_one_until_a_sample_is_drawn_from_it(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        add_frame(store, frame_text(("Väster",)))
        assert {row.unit for row in frame_rows(store)} == {"Väster"}
        add_sample(store)
        path = write(tmp_path / "ny.csv", frame_text(("Öster",)))
        with pytest.raises(Problem, match="Urvalet är redan draget"):
            import_frame(store, path, {}, by=LEAD)
        assert {row.unit for row in frame_rows(store)} == {"Norr", "Söder"}


def test_districts_are_spelt_as_the_review_spells_them_already() -> None:
    path = new()
    write(Path("s.csv"), "kod;enhet\nX-1;Norra Berget\n")
    done("svar", FILE, "s.csv", "--granskare", "Anna")
    write(Path("l.csv"), "Kod;Enhet\nA-1;NORRA BERGET SDF\nA-2;NORRA BERGET SDF\n")
    assert told("ram", FILE, "l.csv")["joined"] == [{"kept": "Norra Berget", "forms": ["NORRA BERGET SDF"]}]
    with Store.open(path) as store:
        assert {row.unit for row in frame_rows(store)} == {"Norra Berget"}


def test_without_a_list_there_is_no_frame(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        assert frame_facts(store) is None
        with pytest.raises(Problem, match="ingen urvalsram"):
            frame_rows(store)


def test_one_row_of_the_list_is_found_by_its_code_however_it_is_written() -> None:
    path = new()
    told("ram", FILE, whole_list())
    with Store.open(path) as store:
        row = frame_rows(store)[7]
        assert frame_row(store, f" {row.code.lower()} ") == row
        with pytest.raises(Problem, match="finns inte i den lista"):
            frame_row(store, "finns inte")


def test_the_report_is_told_what_the_list_held() -> None:
    path = new()
    told("ram", FILE, whole_list())
    with Store.open(path) as store:
        facts = frame_facts(store)
    assert facts is not None
    assert (facts.rows, facts.numbers_dropped) == (60, 60)
    assert len(facts.rejected) == 9
    assert [kept for kept, _ in facts.joined] == list(FRAME_UNITS)


def test_what_is_built_here_is_a_list_like_those_that_come() -> None:
    assert len({tuple(row) for row in map(tuple, invented.frame_rows(PEOPLE))}) == len(PEOPLE)
    assert all(one.number[8:11] in map(str, range(980, 1000)) for one in PEOPLE)
    assert "Personnummer" in FRAME_HEADINGS
