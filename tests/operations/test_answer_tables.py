"""`svar`: a table of answers is taken whole or not at all, whatever somebody typed in it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.review import Case
from inspektor.operations.answer_tables import import_answers
from inspektor.operations.frames import frame_rows
from inspektor.operations.samples import replace_case
from tests.invented import forms_of, identity_number
from tests.support import LEAD, add_sample, dump, make_review, open_review, write
from tests.terminal import done, inspektor, refused, sha256, told

FILE = "Granskning åäö 1.granskning"
TABLE = "Annas svar å ä ö.csv"
NUMBER = identity_number(date(1971, 5, 5), 982)
SHORT = f"{NUMBER[2:8]}-{NUMBER[8:]}"


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)


@pytest.fixture(name="path")
def _path() -> Path:
    """A review with the small checklist and one case, A-1, that Anna has begun."""
    path = make_review(Path(), name=FILE)
    give("kod;enhet;kon;beslut;plan_finns\nA-1;Norr;kvinna;bifall;ja\n")
    return path


def give(text: str, reviewer: str = "Anna") -> dict[str, object]:
    """Read in a table that is in order; what was told."""
    write(Path(TABLE), text)
    return told("svar", FILE, TABLE, "--granskare", reviewer)


def refuse(path: Path, text: str, reviewer: str = "Anna") -> str:
    """Read in a table that is not; what was said."""
    write(Path(TABLE), text)
    return refused("svar", FILE, TABLE, "--granskare", reviewer, unchanged=path)


def book(name: str, rows: Sequence[Sequence[object]]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(name)
    return Path(name)


def case(path: Path, code: str) -> Case:
    with Store.open(path) as store:
        return next(one for one in queries.cases(store) if one.code == code)


def answers(path: Path) -> dict[tuple[str, str, str], str | int]:
    """Every answer: (code, question, reviewer) and the value."""
    with Store.open(path) as store:
        codes = {one.id: one.code for one in queries.cases(store, replaced=True)}
        return {(codes[case_id], question, by): value for case_id, question, by, value in queries.answer_values(store)}


# What is taken


def test_a_case_that_is_not_in_the_file_is_added_with_its_facts(path: Path) -> None:
    heard = give(
        "kod;enhet;kon;fodelsear;lagrum;insats;beslut;beslutsdatum;forsta_beslut;barn;omrade;plan_finns\n"
        "B-7;Söder;man;1980;LSS;ledsagning;delvis avslag;2019-05-06;ja;nej;OF;nej\n"
    )
    assert (heard["cases"], heard["answers"], heard["added"]) == (1, 1, 1)
    found = case(path, "B-7")
    assert list(found.variables().values()) == [
        "B-7", "Söder", "man", 1980, "LSS", "ledsagning", "delvis avslag", "2019-05-06", "ja", "nej", "OF",
    ]  # fmt: skip
    assert (found.origin, found.reviewer, found.ages) == ("tillagd", "Anna", "26–39")


def test_every_type_of_question_takes_its_answers(path: Path) -> None:
    give("kod;plan_god;slag;delar;antal;dag;iakttagelse\nA-1;nej;B;medel mal;0;2019-05-06;Såg bra ut, å ä ö\n")
    values = {question: value for (_, question, _), value in answers(path).items()}
    assert values == {
        "plan_finns": "ja",
        "plan_god": "nej",
        "slag": "b",
        "delar": "mal medel",
        "antal": 0,
        "dag": "2019-05-06",
        "iakttagelse": "Såg bra ut, å ä ö",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("JA", "ja"), (" nej ", "nej"), ("x", "ej_aktuellt"), ("Ej aktuellt", "ej_aktuellt"), ("vet ej", "vet_ej")],
)
def test_answers_are_understood_as_people_write_them(path: Path, typed: str, kept: str) -> None:
    give(f"kod;plan_finns\nA-1;{typed}\n")
    assert answers(path)["A-1", "plan_finns", "Anna"] == kept


def test_empty_cells_change_nothing(path: Path) -> None:
    give("kod;slag;antal\nA-1;a;3\n")
    before = sha256(path)
    heard = give("kod;enhet;kon;beslut;plan_finns;slag;antal\nA-1;;  ;;;\t;\n")
    assert (heard["cases"], heard["answers"], heard["changes"]) == (1, 0, 0)
    assert sha256(path) == before


def test_the_same_table_twice_changes_nothing_the_second_time(path: Path) -> None:
    text = "kod;enhet;plan_finns\nA-1;Norr;nej\nB-1;Norr;ja\n"
    assert give(text)["changes"] != 0
    before = sha256(path)
    assert give(text)["changes"] == 0
    assert sha256(path) == before


def test_an_answer_that_is_given_anew_replaces_the_old_one_and_both_are_in_the_log(path: Path) -> None:
    give("kod;plan_finns\na-1;nej\n")
    assert answers(path) == {("A-1", "plan_finns", "Anna"): "nej"}
    changes = told("historik", FILE, "--arende", "A-1")["changes"]
    assert [(one["old"], one["new"], one["by"]) for one in changes if one["question"] == "plan_finns"] == [
        (None, "ja", "Anna"),
        ("ja", "nej", "Anna"),
    ]


def test_a_table_may_have_a_title_and_its_headings_any_spelling(path: Path) -> None:
    give("Svar från Anna 2019\n\nÄrendenr;STADSDEL;Plan finns\nC-1;Norr;ja\n")
    assert answers(path)["C-1", "plan_finns", "Anna"] == "ja"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_swedish_letters_come_out_right_from_every_encoding(path: Path, encoding: str, delimiter: str) -> None:
    text = "kod;enhet;iakttagelse\nÄ-1;Hägersten;Åke såg Örjan\n".replace(";", delimiter)
    Path(TABLE).write_bytes(text.encode(encoding))
    told("svar", FILE, TABLE, "--granskare", "Åsa")
    assert case(path, "Ä-1").unit == "Hägersten"
    assert answers(path)["Ä-1", "iakttagelse", "Åsa"] == "Åke såg Örjan"


def test_a_workbook_gives_what_its_cells_show(path: Path) -> None:
    rows: list[list[object]] = [
        ["Kod", "Beslutsdatum", "Födelseår", "plan_finns", "antal", "dag", "iakttagelse"],
        [17, datetime.fromisoformat("2019-05-06T00:00"), 1980, True, 3, date(2019, 6, 7), 12.5],
        ["18", date(2019, 5, 7), "1981", False, 4.0, "2019-06-08", "text"],
    ]
    told("svar", FILE, book("svar.xlsx", rows), "--granskare", "Anna")
    assert (case(path, "17").decision_date, case(path, "17").birth_year) == ("2019-05-06", 1980)
    found = answers(path)
    assert [found["17", question, "Anna"] for question in ("plan_finns", "antal", "dag", "iakttagelse")] == [
        "ja", 3, "2019-06-07", "12.5",
    ]  # fmt: skip
    assert (found["18", "plan_finns", "Anna"], found["18", "antal", "Anna"]) == ("nej", 4)


def test_a_case_that_is_in_the_list_but_was_not_drawn_brings_the_facts_of_the_list(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_sample(store)
        drawn = {one.code for one in queries.cases(store)}
        row = next(row for row in frame_rows(store) if row.code not in drawn and row.gender == "kvinna")
        text = f"kod;enhet;plan_kvinna\n{row.code.lower()};{row.unit.upper()} SDF;ja\n"
        import_answers(store, write(tmp_path / "s.csv", text), "Anna")
        added = next(one for one in queries.cases(store) if one.code == row.code)
        assert (added.unit, added.gender, added.ages) == (row.unit, "kvinna", row.age_group)
        assert (added.origin, added.reviewer) == ("tillagd", "Anna")
        other = next(row for row in frame_rows(store) if row.code not in drawn | {added.code} and row.gender == "man")
        with pytest.raises(Problem, match="Rad 2, kolumn kon: Ärendet har redan en annan uppgift"):
            import_answers(store, write(tmp_path / "s.csv", f"kod;kon\n{other.code};kvinna\n"), "Anna")


def test_facts_that_the_file_lacks_are_filled_in(path: Path) -> None:
    give("kod;fodelsear;kön\nA-1;1980;Kvinna\n")
    assert (case(path, "A-1").birth_year, case(path, "A-1").gender) == (1980, "kvinna")


def test_districts_are_spelt_as_the_review_spells_them(path: Path) -> None:
    heard = give("kod;enhet;plan_finns\nA-1;NORR SDF;\nB-1;norr;\nB-2;Västers stadsdelsförvaltning;\n")
    assert {case(path, code).unit for code in ("A-1", "B-1")} == {"Norr"}
    assert case(path, "B-2").unit == "Väster"
    assert {"kept": "Norr", "forms": ["norr", "NORR SDF"]} in heard["joined"]  # type: ignore[operator]
    assert "Norr: sammanförd av norr, NORR SDF" in done("svar", FILE, TABLE, "--granskare", "Anna")


def test_answers_to_a_case_that_was_replaced_are_kept_and_it_is_told_that_they_do_not_count(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_sample(store)
        code = queries.cases(store)[0].code
        replace_case(store, code, "Akten är borta", by=LEAD)
        told_of = import_answers(store, write(tmp_path / "s.csv", f"kod;plan_finns\n{code};ja\n"), "Anna")
        assert told_of.replaced == [code]


# Who answers


def test_two_people_who_answer_one_case_are_told_of(path: Path) -> None:
    write(Path(TABLE), "kod;plan_finns\nA-1;nej\n")
    said = inspektor("svar", FILE, TABLE, "--granskare", "Bo", "--json")
    assert said.json["doubled"] == ["A-1"]
    assert said.err.startswith("Har nu två granskare: A-1.")
    assert (case(path, "A-1").reviewer, case(path, "A-1").second_reviewer) == ("Anna", "Bo")
    assert inspektor("svar", FILE, TABLE, "--granskare", "Bo").err == ""


@pytest.mark.parametrize("name", ["anna", " ANNA ", "Anna\u200b"])
def test_a_name_typed_another_way_is_still_the_same_person(path: Path, name: str) -> None:
    assert give("kod;plan_finns\nA-1;nej\n", name)["doubled"] == []
    assert answers(path) == {("A-1", "plan_finns", "Anna"): "nej"}


def test_letters_put_together_from_two_signs_are_the_same_letters(path: Path) -> None:
    give("kod;plan_finns\nD-1;nej\n", "Åsa")
    give("kod;plan_finns\nD-1;ja\n", "A\u030asa")
    assert answers(path)["D-1", "plan_finns", "Åsa"] == "ja"


def test_a_third_reviewer_is_refused(path: Path) -> None:
    give("kod;plan_finns\nA-1;nej\n", "Bo")
    message = refuse(path, "kod;plan_finns\nA-1;nej\n", "Cia")
    assert message.startswith("Rad 2, kolumn kod: Ärende A-1 har redan två granskare.")


@pytest.mark.parametrize("name", ["", "  ", SHORT, "x" * 101, "Anna\aBo"])
def test_a_reviewer_is_a_name(path: Path, name: str) -> None:
    message = refuse(path, "kod;plan_finns\nA-1;nej\n", name)
    assert "Namnet" in message
    assert NUMBER[8:] not in message


# What is refused


REFUSED = {
    "wrong answer word": ("kod;plan_finns\nA-2;ja\nA-3;kanske\n", "Rad 3, kolumn plan_finns: Svaret är inget"),
    "an answer that this question does not allow": ("kod;plan_god\nA-1;vet ej\n", "Rad 2, kolumn plan_god: "),
    "unknown column": ("kod;plan_fins\nA-2;ja\n", "Kolumnen plan_fins är varken"),
    "comments beside": ("kod;plan_finns;Kommentar\nA-2;ja;hej\n", "Kolumnen Kommentar är varken"),
    "missing code column": ("enhet;kon;plan_finns\nNorr;man;ja\n", "ingen kolumn med ärendenas kod"),
    "no headings": ("A-2;ja\nA-3;nej\n", "ingen kolumn med ärendenas kod"),
    "a column twice": ("kod;plan_finns;Plan finns\nA-2;ja;nej\n", "finns två gånger"),
    "a column without heading": ("kod;plan_finns;\nA-2;ja;oj\n", "Rad 2 har innehåll i en kolumn utan rubrik"),
    "identity number as a code": (f"kod;plan_finns\n{SHORT};ja\n", "Rad 2, kolumn kod: Kod innehåller"),
    "identity number as a code, in one": (f"kod;plan_finns\n{NUMBER};ja\n", "Rad 2, kolumn kod: "),
    "identity number in a code": (f"kod;plan_finns\nFAR {NUMBER[2:]} a;ja\n", "Rad 2, kolumn kod: "),
    "identity number as a unit": (f"kod;enhet;plan_finns\nA-2;{SHORT};ja\n", "Rad 2, kolumn enhet: "),
    "identity number as an insats": (f"kod;insats;plan_finns\nA-2;till {SHORT};ja\n", "Rad 2, kolumn insats: "),
    "identity number in a text": (
        f"kod;iakttagelse\nA-2;Ring {NUMBER[:8]} {NUMBER[8:]} om planen\n",
        "Rad 2, kolumn iakttagelse: Svaret innehåller ett personnummer",
    ),
    "a column of identity numbers": (f"kod;personnummer;plan_finns\nA-2;{SHORT};ja\n", "en kolumn med personnummer"),
    "a column of empty identity numbers": ("kod;Pnr;plan_finns\nA-2;;ja\n", "en kolumn med personnummer"),
    "same case twice": ("kod;plan_finns\nA-2;ja\nA-3;ja\n a-2 ;ja\n", "Rad 4, kolumn kod: Samma ärende"),
    "no code": ("kod;plan_finns\n;ja\n", "Rad 2, kolumn kod: Raden saknar ärendets kod"),
    "sum row": ("kod;plan_finns\nA-2;ja\nSumma;1\n", "Rad 3, kolumn plan_finns: "),
    "not asked by another answer": ("kod;plan_finns;plan_god\nA-2;nej;ja\n", "Rad 2, kolumn plan_god: Frågan ställs"),
    "not asked without an answer": ("kod;plan_god\nA-2;ja\n", "Rad 2, kolumn plan_god: Frågan ställs"),
    "not asked by a fact": ("kod;kon;plan_kvinna\nA-2;man;ja\n", "Rad 2, kolumn plan_kvinna: Frågan ställs"),
    "not asked after the change": ("kod;plan_finns;plan_god\nA-1;nej;ja\n", "Rad 2, kolumn plan_god: Frågan ställs"),
    "a formula": ("kod;plan_finns\nA-2;=B1\n", "Rad 2, kolumn plan_finns: Cellen innehåller en formel"),
    "a formula as a code": ("kod;plan_finns\n=A1;ja\n", "Rad 2, kolumn kod: Cellen innehåller en formel"),
    "a formula as a fact": ("kod;insats;plan_finns\nA-2;=1+1;ja\n", "Rad 2, kolumn insats: Cellen"),
    "a fact that is none": ("kod;kon;plan_finns\nA-2;okej;ja\n", "Rad 2, kolumn kon: Kön ska vara kvinna"),
    "a date that is none": ("kod;beslutsdatum;plan_finns\nA-2;2019-02-30;ja\n", "Rad 2, kolumn beslutsdatum: "),
    "another district": ("kod;enhet;plan_finns\nA-1;Söder;ja\n", "Rad 2, kolumn enhet: Ärendet har redan"),
    "another gender": ("kod;kon;plan_finns\nA-1;man;ja\n", "Rad 2, kolumn kon: Ärendet har redan en annan uppgift"),
    "another decision": ("kod;beslut\nA-1;avslag\n", "Rad 2, kolumn beslut: Ärendet har redan en annan uppgift"),
    "born after the decision": (
        "kod;fodelsear;beslutsdatum;plan_finns\nA-2;2020;2019-05-06;ja\n",
        "Rad 2, kolumn fodelsear: Födelseåret ligger efter beslutsdatumet",
    ),
    "a number that is none": ("kod;antal\nA-2;3,5\n", "Rad 2, kolumn antal: "),
    "a number too long": ("kod;antal\nA-2;" + "9" * 40 + "\n", "Rad 2, kolumn antal: "),
    "a day that could be read in two ways": ("kod;dag\nA-2;5/6 2019\n", "Rad 2, kolumn dag: "),
    "a choice that is none": ("kod;slag\nA-2;c\n", "Rad 2, kolumn slag: "),
    "choices of which one is none": ("kod;delar\nA-2;mal c\n", "Rad 2, kolumn delar: "),
    "a control character": ("kod;iakttagelse\nA-2;a\ab\n", "Rad 2, kolumn iakttagelse: "),
    "a code made a date by Excel": ("kod;plan_finns\n2019-05-06;ja\n", "Rad 2, kolumn kod: Kod är ett datum"),
    "a quotation mark too few": ('kod;iakttagelse\nA-2;"oavslutat\n', "från rad 2"),
    "nothing": ("", "är tom"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_table_at_fault_is_refused_whole_with_its_place(path: Path, kind: str) -> None:
    text, says = REFUSED[kind]
    message = refuse(path, text)
    assert says in message
    assert NUMBER[8:] not in message
    assert answers(path) == {("A-1", "plan_finns", "Anna"): "ja"}
    assert not any(form in str(dump(path)) for form in forms_of(NUMBER))


@pytest.mark.usefixtures("path")
def test_every_fault_of_a_table_is_told_in_the_order_of_its_rows() -> None:
    write(Path(TABLE), "kod;kon;plan_finns;antal\nA-2;Q;kanske;1\nA-3;man;ja;tre\nA-2;man;ja;1\n")
    heard = inspektor("svar", FILE, TABLE, "--granskare", "Anna", "--json")
    assert heard.status == 1
    assert [(one["row"], one["column"]) for one in heard.json["rejected"]] == [
        (2, "kon"),
        (2, "plan_finns"),
        (3, "antal"),
        (4, "kod"),
    ]
    assert "Fel finns också på rad 2 (plan_finns), rad 3 (antal) och rad 4 (kod).\n" in heard.err
    assert "kanske" not in heard.err + heard.out


def test_a_table_with_many_faults_names_the_first_rows_and_how_many_there_are_more(path: Path) -> None:
    message = refuse(path, "kod;plan_finns\n" + "".join(f"A-{number};kanske\n" for number in range(30)))
    assert message.startswith("Rad 2, kolumn plan_finns: ")
    assert "rad 12 (plan_finns) och 19 rader till." in message


@pytest.mark.parametrize("value", ['=IF(A2=1,"ja","nej")', "=B1"])
def test_a_formula_in_a_workbook_is_not_taken_for_a_value(path: Path, value: str) -> None:
    made = book("svar.xlsx", [["kod", "plan_finns"], ["A-2", value]])
    message = refused("svar", FILE, made, "--granskare", "Anna", unchanged=path)
    assert message.startswith("Rad 2, kolumn plan_finns: Cellen innehåller en formel.")


def test_an_identity_number_stored_as_a_number_is_seen(path: Path) -> None:
    made = book("svar.xlsx", [["kod", "iakttagelse"], ["A-2", int(NUMBER)]])
    assert "personnummer" in refused("svar", FILE, made, "--granskare", "Anna", unchanged=path)
    coded = book("kod.xlsx", [["kod", "plan_finns"], [int(NUMBER[2:]), "ja"]])
    assert "personnummer" in refused("svar", FILE, coded, "--granskare", "Anna", unchanged=path)


def test_a_hundred_thousand_rows_are_more_than_a_review_has(path: Path) -> None:
    rows = "".join(f"A-{number};ja\n" for number in range(100_000))
    assert "fler än 50 000 rader" in refuse(path, "kod;plan_finns\n" + rows)


def test_a_workbook_that_unpacks_without_end_is_not_unpacked(path: Path) -> None:
    bomb = book("bomb.xlsx", [["kod", "plan_finns"], ["A-2", "ja"]])
    with zipfile.ZipFile(bomb) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * 40_000_000 + b"</worksheet>"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert bomb.stat().st_size < 100_000
    assert "packas upp till mer" in refused("svar", FILE, bomb, "--granskare", "Anna", unchanged=path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gammal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "äldre Excelformat"),
        ("gammal.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "äldre Excelformat"),
        ("svar.xlsx", b"kod;plan_finns\nA-2;ja\n", "ingen Excel-arbetsbok"),
        ("svar.docx", b"PK\x03\x04" + bytes(600), "skadad eller ingen Excel-arbetsbok"),
        ("bild.png", b"\x89PNG\r\n" + bytes(600), "ingen lista som kan läsas"),
        ("annan.csv", b"kod;iakttagelse\nA-2;\x81\x8d\n", "tecken på rad 2"),
        ("dos.csv", "kod;iakttagelse\nA-2;Åke\n".encode("cp850"), "tecken på rad 2"),
        ("nollor.csv", b"kod;plan_finns\nA-2;\0\n", "ingen textfil"),
    ],
)
def test_a_file_that_is_no_table_gets_a_sentence(path: Path, name: str, content: bytes, says: str) -> None:
    Path(name).write_bytes(content)
    assert says in refused("svar", FILE, name, "--granskare", "Anna", unchanged=path)


@pytest.mark.parametrize(("name", "says"), [("finns inte.csv", "finns inte"), (".", "är en mapp")])
def test_a_table_that_is_not_there_gets_a_sentence(path: Path, name: str, says: str) -> None:
    assert says in refused("svar", FILE, name, "--granskare", "Anna", unchanged=path)


def test_what_is_refused_when_a_known_fact_makes_it_so_names_the_column_that_is_there(path: Path) -> None:
    give("kod;beslutsdatum\nA-1;2019-05-06\n")
    assert refuse(path, "kod;fodelsear\nA-1;2020\n").startswith("Rad 2, kolumn fodelsear: ")
    give("kod;fodelsear\nB-1;2020\n")
    assert refuse(path, "kod;beslutsdatum\nB-1;2019-05-06\n").startswith("Rad 2, kolumn beslutsdatum: ")
