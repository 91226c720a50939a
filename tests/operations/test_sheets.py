"""Files from outside: what is read of them, and what is refused with a sentence that says what to do."""

from __future__ import annotations

import csv
import io
import random
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from inspektor.domain.errors import Problem
from inspektor.domain.frame import frame_hash, read_frame
from inspektor.domain.headings import Cell
from inspektor.operations import sheets
from inspektor.operations.sheets import MAX_COLUMNS, MAX_ROWS, read_sheet

TODAY = date(2020, 1, 15)
TABLE: list[list[Cell]] = [["Kod", "Enhet", "Kön"], ["A-1", "Skärholmen", "kvinna"], ["A-2", "Älvsjö", "man"]]


def book(path: Path, *tables: Sequence[Sequence[object]], hidden: int = 0) -> Path:
    """A workbook with a sheet for each table; the first `hidden` of them hidden."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, rows in enumerate(tables):
        sheet = made.create_sheet(f"Blad {number + 1}")
        sheet.sheet_state = "hidden" if number < hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], None], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def cells(path: Path) -> list[list[Cell]]:
    return [list(row.cells) for row in read_sheet(path).rows]


def refusal(path: Path) -> str:
    """What is said of a file that is refused: whole sentences that name the file."""
    with pytest.raises(Problem) as problem:
        read_sheet(path)
    sentence = str(problem.value)
    assert path.name in sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") >= 1
    return sentence


def test_a_workbook_gives_texts_numbers_and_dates_with_excels_row_numbers(tmp_path: Path) -> None:
    day = datetime.fromisoformat("2019-05-11T00:00")
    path = book(
        tmp_path / "Lista över ärenden åäö.xlsx", [["Rubrik"], [], ["Kod", None, "Nr"], ["A", day, 7], ["B", 1.5, True]]
    )
    sheet = read_sheet(path)
    assert sheet.name == "Blad 1"
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("Rubrik",)),
        (3, ("Kod", None, "Nr")),
        (4, ("A", day, 7)),
        (5, ("B", 1.5, True)),
    ]


def test_the_first_visible_sheet_with_content_is_read(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", [["dolt"]], [[], [" "]], [["Kod"]], [["senare"]], hidden=1)
    assert (read_sheet(path).name, cells(path)) == ("Blad 3", [["Kod"]])


def test_formulas_are_seen_as_formulas(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Kod", "=1+1", ArrayFormula("C1", "=SUM(A1:A2)")], ["A", "=IF(A1=1,2,3)"]]
    assert cells(book(tmp_path / "l.xlsx", rows)) == [["Kod", "=1+1", "=SUM(A1:A2)"], ["A", "=IF(A1=1,2,3)"]]


def test_times_of_day_and_durations_become_text(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", [["A", time(13, 45), timedelta(hours=30)]])
    assert cells(path) == [["A", "13:45:00", "1 day, 6:00:00"]]


def test_a_date_that_excel_cannot_have_is_an_error_value_and_no_crash(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", [["A", date(2019, 5, 11)]])

    def far_away(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b"43596", b"99999999999")

    assert cells(repacked(path, far_away)) == [["A", "#VALUE!"]]


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", TABLE)

    def small(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b'ref="A1:C3"', b'ref="A1"')

    assert cells(repacked(path, small)) == TABLE


def test_parts_that_a_list_has_no_use_for_and_other_names_of_parts_do_no_harm(tmp_path: Path) -> None:
    def rename(parts: dict[str, bytes]) -> None:
        parts["xl/media/bild.png"] = b"<!DOCTYPE"
        parts["xl/workbook2.xml"] = parts.pop("xl/workbook.xml")
        parts["xl/_rels/workbook2.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
        for name in ("[Content_Types].xml", "_rels/.rels"):
            parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/workbook2.xml")

    assert cells(repacked(book(tmp_path / "l.xlsx", TABLE), rename)) == TABLE


def test_a_cell_far_below_does_not_count_as_rows(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = "Kod"
    made.worksheets[0]["A70000"] = "slut"
    made.save(tmp_path / "l.xlsx")
    assert [row.number for row in read_sheet(tmp_path / "l.xlsx").rows] == [1, 70_000]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_usual_kind_of_csv_is_read_alike(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(map(str, row)) for row in TABLE)
    assert cells(text_file(tmp_path / "l.csv", text, encoding)) == TABLE


def test_quoted_fields_hold_delimiters_line_ends_and_quotes(tmp_path: Path) -> None:
    text = 'Kod;Enhet;Insats\r\nA;"Farsta; södra";"rad 1\r\nrad 2"\r\nB;Farsta;"sk ""kort"" tid"\r\n'
    sheet = read_sheet(text_file(tmp_path / "l.csv", text))
    assert [(row.number, row.cells[-1]) for row in sheet.rows] == [
        (1, "Insats"),
        (2, "rad 1\r\nrad 2"),
        (4, 'sk "kort" tid'),
    ]
    assert sheet.rows[1].cells[1] == "Farsta; södra"


@pytest.mark.parametrize(
    "text",
    [
        "Beslut 2019, uttag, ur systemet\nUttaget, igår, av mig\nKod;Enhet;Antal\nA;Farsta;1,5\nB;Farsta;2,5",
        "Kod;Enhet;Antal\nA;Farsta, norra;1,5\nB;Farsta, södra;2,5\nC;Farsta, östra;3,5",
        "sep=;\nKod;Enhet;Antal\nA;Farsta;1,5\n",
        'Kod;Enhet;"Anteckning, fri, text, lång"\nA;Farsta;1,5\nB;"Farsta, a, b, c, d";2',
        "x;y;z\nA;Farsta;1,5\nB;Farsta;2,5",
    ],
)
def test_commas_in_the_text_do_not_pass_for_the_delimiter(tmp_path: Path, text: str) -> None:
    sheet = read_sheet(text_file(tmp_path / "l.csv", text))
    assert {len(row.cells) for row in sheet.rows[-2:]} == {3}


def test_a_stated_separator_is_used_and_its_line_counted(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path / "l.csv", "sep=|\r\nKod|Enhet\r\nA|Farsta\r\n"))
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("Kod", "Enhet")), (3, ("A", "Farsta"))]


def test_empty_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    sheet = read_sheet(text_file(tmp_path / "l.csv", "\n;;\nKod;Enhet;;\n\nA;Farsta\n  ; \n"))
    assert [(row.number, row.cells) for row in sheet.rows] == [(3, ("Kod", "Enhet")), (5, ("A", "Farsta"))]


def test_a_file_of_each_unreadable_kind_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "mapp.xlsx").mkdir()
    contents = {
        "tom.xlsx": b"",
        "tom.csv": b"",
        "bara blanka.csv": b" \r\n;;\r\n",
        "gammal.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "webb.xls": b"\xef\xbb\xbf\r\n<html><table><tr><td>Kod</td></tr></table>",
        "annat.pdf": b"%PDF-1.7",
        "text.xlsx": b"Kod;Enhet\nA;Farsta\n",
        "bild.csv": b"Kod\x00\x01\x02",
        "tecken.csv": "Kod;Enhet\nA;Sk\xe4r\x81".encode("latin-1"),
        "citat.csv": b'Kod;Enhet\nA;"Farsta\nB;Farsta\n',
        "avklippt.xlsx": book(tmp_path / "hel.xlsx", TABLE).read_bytes()[:900],
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    found = {name: refusal(tmp_path / name) for name in ["mapp.xlsx", "saknas.csv", *contents]}
    told = {
        "mapp.xlsx": "mapp",
        "saknas.csv": "finns inte",
        "tom.xlsx": "tom",
        "tom.csv": "tom",
        "bara blanka.csv": "inget innehåll",
        "gammal.xls": "äldre Excelformat eller har ett lösenord",
        "webb.xls": "webbsida",
        "annat.pdf": "ingen lista",
        "text.xlsx": "ingen Excel-arbetsbok",
        "bild.csv": "ingen textfil",
        "tecken.csv": "tecken på rad 2",
        "citat.csv": "från rad 2",
        "avklippt.xlsx": "skadad",
    }
    assert {name: words for name, words in told.items() if words not in found[name]} == {}


@pytest.mark.parametrize(
    ("error", "told"), [(PermissionError(13, "nej"), "öppen i Excel"), (OSError(5, "nej"), "nätverket")]
)
def test_a_file_that_cannot_be_opened_has_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    def refuse(*_args: object, **_named: object) -> io.BytesIO:
        raise error

    path = text_file(tmp_path / "l.csv", "Kod;Enhet\nA;Farsta\n")
    monkeypatch.setattr(Path, "open", refuse)
    assert told in refusal(path)


def test_a_text_that_is_saved_with_the_suffix_of_a_list_is_read_by_what_it_is(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", TABLE).rename(tmp_path / "l.csv")
    assert cells(path) == TABLE


def test_an_open_document_sheet_is_told_from_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office/>")
    assert "ingen Excel-arbetsbok" in refusal(path)


def test_a_workbook_with_nothing_to_see_is_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = " "
    made.create_sheet("Dolt").sheet_state = "hidden"
    made.save(tmp_path / "l.xlsx")
    assert "inget synligt blad" in refusal(tmp_path / "l.xlsx")


def test_too_many_rows_are_told_with_the_limit(tmp_path: Path) -> None:
    path = text_file(tmp_path / "l.csv", "Kod;Enhet\n" + "A;Farsta\n" * MAX_ROWS)
    assert "50 000 rader" in refusal(path)


def test_as_many_rows_as_the_limit_are_read(tmp_path: Path) -> None:
    path = text_file(tmp_path / "l.csv", "Kod;Enhet\n" + "A;Farsta\n" * (MAX_ROWS - 1))
    assert len(read_sheet(path).rows) == MAX_ROWS


def test_too_many_rows_in_a_workbook_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    assert "fler än 2 rader" in refusal(book(tmp_path / "l.xlsx", TABLE))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_too_many_columns_are_told_with_the_limit_and_the_row(tmp_path: Path, suffix: str) -> None:
    rows = [["Kod", "Enhet"], ["x"] * (MAX_COLUMNS + 1)]
    path = tmp_path / f"l.{suffix}"
    if suffix == "xlsx":
        book(path, rows)
    else:
        text_file(path, "\n".join(";".join(row) for row in rows))
    sentence = refusal(path)
    assert "200 kolumner" in sentence
    assert "rad 2" in sentence


def test_empty_columns_far_to_the_right_do_no_harm(tmp_path: Path) -> None:
    assert cells(text_file(tmp_path / "l.csv", "Kod;Enhet" + ";" * 300 + "\nA;Farsta" + ";" * 300)) == [
        ["Kod", "Enhet"],
        ["A", "Farsta"],
    ]


def test_a_cell_longer_than_any_that_excel_has_is_told_with_its_row(tmp_path: Path) -> None:
    path = text_file(tmp_path / "l.csv", "Kod;Enhet\nA;Farsta\nB;" + "x" * (csv.field_size_limit() + 1))
    assert "från rad 3" in refusal(path)


def test_a_csv_that_is_too_big_is_told_before_it_is_read_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MAX_BYTES", 1_000_000)
    assert "1 MB" in refusal(text_file(tmp_path / "l.csv", "Kod;Enhet\n" * 110_000))


def test_a_zip_bomb_is_stopped_by_what_it_says_that_it_holds(tmp_path: Path) -> None:
    path = repacked(book(tmp_path / "l.xlsx", TABLE), lambda parts: parts.update({"xl/media/a.xml": bytes(20_000_000)}))
    assert path.stat().st_size < 100_000
    assert "packas upp" in refusal(path)


def test_a_workbook_that_unpacks_to_too_much_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_BYTES", 100_000)
    noise = random.Random(1).randbytes(100_001)
    path = repacked(book(tmp_path / "l.xlsx", TABLE), lambda parts: parts.update({"xl/media/a.bin": noise}))
    assert "packas upp" in refusal(path)


def test_a_zip_bomb_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    def grow(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet1.xml"] += b" " * 30_000_000

    path = repacked(book(tmp_path / "l.xlsx", TABLE), grow)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        true_size = struct.pack("<L", archive.getinfo("xl/worksheets/sheet1.xml").file_size)
    path.write_bytes(content.replace(true_size, struct.pack("<L", 5_000)))
    assert "skadad" in refusal(path)


def test_a_workbook_with_a_thousand_parts_too_many_is_stopped(tmp_path: Path) -> None:
    many = {f"xl/media/{number}.bin": b"" for number in range(6_000)}
    path = repacked(book(tmp_path / "l.xlsx", TABLE), lambda parts: parts.update(many))
    assert "packas upp" in refusal(path)


def test_an_encrypted_zip_is_told(tmp_path: Path) -> None:
    path = book(tmp_path / "l.xlsx", TABLE)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(bytes(content))
    assert "lösenord" in refusal(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"])
def test_a_document_type_with_entities_is_stopped(tmp_path: Path, part: str) -> None:
    def declare(parts: dict[str, bytes]) -> None:
        body = parts[part].split(b"?>")[-1]
        parts[part] = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + body

    assert "DOCTYPE" in refusal(repacked(book(tmp_path / "l.xlsx", TABLE), declare))


def test_a_document_type_behind_a_long_comment_is_stopped_too(tmp_path: Path) -> None:
    def declare(parts: dict[str, bytes]) -> None:
        comment = b"<!--" + b"x" * 5_000 + b"-->"
        name = "xl/worksheets/sheet1.xml"
        parts[name] = b'<?xml version="1.0"?>' + comment + b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[name]

    assert "skadad" in refusal(repacked(book(tmp_path / "l.xlsx", TABLE), declare))


def test_a_row_beyond_excels_last_is_damage_and_no_endless_loop(tmp_path: Path) -> None:
    def far(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b'<row r="3"', b'<row r="3000000000"')

    assert "skadad" in refusal(repacked(book(tmp_path / "l.xlsx", TABLE), far))


@given(st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_damaged_workbook_is_read_or_refused_and_never_a_crash(tmp_path: Path, chance: random.Random) -> None:
    def damage(parts: dict[str, bytes]) -> None:
        name = chance.choice(sorted(parts))
        at = chance.randrange(len(parts[name]))
        parts[name] = parts[name][:at] + chance.randbytes(chance.randrange(3)) + parts[name][at + chance.randrange(9) :]

    path = repacked(book(tmp_path / "l.xlsx", TABLE), damage)
    try:
        outcome = cells(path)
    except Problem as problem:
        outcome = [[str(problem)]]
    assert outcome
    assert all(outcome)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=3, max_size=3), max_size=5
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_what_a_csv_writer_wrote_is_read_as_it_was(tmp_path: Path, rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows([["Kod", "Enhet", "Kön"], *rows])
    found = [[*row, "", "", ""][:3] for row in cells(text_file(tmp_path / "l.csv", written.getvalue()))]
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert found[1:] == [
        [cell if any(rest.strip() for rest in row[at:]) else "" for at, cell in enumerate(row)] for row in kept
    ]


def frame_rows() -> list[list[object]]:
    """A small list as it comes from a case system, every number invented."""
    day = datetime.fromisoformat("2019-06-04T00:00")
    return [
        [
            "Löpnr",
            "Personnummer",
            "Kön",
            "Stadsdelsförvaltning",
            "Lagrum",
            "Beslut",
            "Beslutsdatum",
            "Hemmavarande barn",
        ],
        [1, "198403129987", "K", "Skärholmen", "SoL 4:1", "Avslag", day, "Nej"],
        [2, "19920206-9994", "man", "Skärholmen sdf", "SoL 4:1", "bifall", "2019-10-28", None],
        [3, None, " Kvinna", "SKÄRHOLMEN", "LSS 9 § 10", "Bifall", "20191117", "Ja"],
        [4, None, "Kvnna", "Skärholmen", "SoL 4:1", "Bifall", "20191117", "Ja"],
        ["Summa", None, None, 4],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_frame_is_the_same_from_a_workbook_and_from_a_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    title, rows = ["Beslut 2019, uttag ur systemet"], frame_rows()
    from_book = read_frame(read_sheet(book(tmp_path / "l.xlsx", [title, [], *rows])).rows, today=TODAY)
    with (tmp_path / "l.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([rows[0], *rows[:0:-1]])
    from_csv = read_frame(read_sheet(tmp_path / "l.csv").rows, today=TODAY)
    assert len(from_book.rows) == 3
    assert set(from_csv.rows) == set(from_book.rows)
    assert frame_hash(from_csv.rows) == frame_hash(from_book.rows)
    assert [entry.row for entry in from_book.rejected] == [7, 8]
    assert [entry.row for entry in from_csv.rejected] == [2, 3]
