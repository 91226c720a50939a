"""The frame: what is read of a list, what is refused, and that nobody's number stays."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.errors import Problem
from inspektor.domain.frame import (
    Frame,
    FrameRow,
    age_group_at,
    canonical_text,
    frame_hash,
    from_json,
    read_frame,
    to_json,
)
from inspektor.domain.headings import CASE_HEADINGS, Cell, Row, cell_name, find_headings, heading_key, safe_heading

TODAY = date(2020, 1, 15)
HEADINGS = ("Löpnr", "Personnummer", "Kön", "Stadsdel", "Lagrum", "Beslut", "Beslutsdatum", "Handläggare")
WOMAN_1984, MAN_1992 = "198403129987", "19920206-9994"  # invented: birth numbers 980–999 are given to nobody
GOOD: tuple[Cell, ...] = (1, WOMAN_1984, "Kvinna", "Farsta", "SoL 4:1", "Avslag", "20191117", "HL2")


def table(*rows: Sequence[Cell]) -> list[Row]:
    return [Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1)]


def read(*rows: Sequence[Cell], mapping: Mapping[str, str] | None = None, known_units: Sequence[str] = ()) -> Frame:
    return read_frame(table(*rows), mapping, known_units, today=TODAY)


def with_cell(column: str, cell: Cell, row: tuple[Cell, ...] = GOOD) -> tuple[Cell, ...]:
    at = HEADINGS.index(column)
    return (*row[:at], cell, *row[at + 1 :])


def reasons(frame: Frame) -> list[tuple[int, str]]:
    return [(entry.row, entry.column) for entry in frame.rejected]


def test_a_row_becomes_a_case_under_its_title_rows() -> None:
    frame = read(["Beslut 2019, uttag ur systemet"], ["Uttaget 2020-01-15"], HEADINGS, GOOD)
    assert frame.rows == (
        FrameRow("1", "Farsta", "kvinna", 1984, "SoL", "", "avslag", "2019-11-17", "", "", "", "26–39"),
    )
    assert (frame.total, frame.rejected, frame.rejected_rows) == (1, (), 0)


def test_columns_that_are_not_recognised_are_named_and_left_out() -> None:
    frame = read(HEADINGS, GOOD)
    assert frame.ignored_columns == ("Handläggare",)
    assert frame.columns["enhet"] == "Stadsdel"
    assert "HL2" not in to_json(frame.rows)


def test_identity_numbers_are_dropped_and_counted() -> None:
    frame = read(HEADINGS, GOOD, (2, None, "Man", "Farsta"), with_cell("Löpnr", 3, with_cell("Kön", "x")))
    assert frame.identity_numbers_dropped == 1
    assert not any(digits in f"{frame!r}" for digits in ("9987", "840312", WOMAN_1984))


def test_an_identity_number_gives_gender_birth_year_and_exact_age() -> None:
    headings = ("Kod", "Enhet", "Pnr", "Beslutsdatum")
    frame = read(headings, ["A", "Farsta", MAN_1992, "2018-02-05"], ["B", "Farsta", MAN_1992, "2018-02-06"])
    assert [(row.gender, row.birth_year, row.age_group) for row in frame.rows] == [
        ("man", 1992, "18–25"),
        ("man", 1992, "26–39"),
    ]


def test_without_a_birth_date_the_age_is_the_difference_of_the_years() -> None:
    frame = read(
        ("Kod", "Enhet", "Födelseår", "Datum"), ["A", "Farsta", 1992, "2018-01-01"], ["B", "Farsta", 1992, None]
    )
    assert [row.age_group for row in frame.rows] == ["26–39", ""]


@pytest.mark.parametrize(
    ("birth_date", "decided", "group"),
    [
        (date(2009, 6, 1), "2019-05-31", "0–9"),
        (date(2009, 6, 1), "2019-06-01", "10–17"),
        (date(2001, 6, 1), "2019-05-31", "10–17"),
        (date(1954, 6, 1), "2019-05-31", "40–64"),
        (date(1954, 6, 1), "2019-06-01", "65 och över"),
        (date(2000, 2, 29), "2018-02-28", "10–17"),
        (date(2000, 2, 29), "2018-03-01", "18–25"),
    ],
)
def test_the_age_group_changes_on_the_birthday(birth_date: date, decided: str, group: str) -> None:
    assert age_group_at(decided, birth_date.year, birth_date) == group


def test_what_is_not_known_is_empty_and_gender_is_said_to_be_missing() -> None:
    frame = read(("Kod", "Enhet", "Kön", "Beslut", "Barn", "Födelseår"), ["A", "Farsta", "", None, "-", " "])
    assert frame.rows == (FrameRow("A", "Farsta"),)
    assert frame.rows[0].gender == "uppgift saknas"
    assert frame.rows[0].birth_year is None


def test_gender_that_is_missing_in_its_column_comes_from_the_identity_number() -> None:
    frame = read(HEADINGS, with_cell("Kön", "uppgift saknas"), with_cell("Kön", None, with_cell("Löpnr", 2)))
    assert [row.gender for row in frame.rows] == ["kvinna", "kvinna"]


def test_a_gender_that_no_number_tells_is_kept() -> None:
    assert read(HEADINGS, with_cell("Kön", "annat")).rows[0].gender == "annat"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Löpnr", None),
        ("Löpnr", WOMAN_1984),
        ("Stadsdel", "  "),
        ("Stadsdel", "=A1"),
        ("Kön", "Kvnna"),
        ("Kön", "Man"),
        ("Personnummer", "198403129988"),
        ("Personnummer", "19840312-998X"),
        ("Personnummer", "=A2"),
        ("Lagrum", "LVU"),
        ("Beslut", "Kanske"),
        ("Beslutsdatum", "2019-02-30"),
        ("Beslutsdatum", "0219-05-05"),
        ("Beslutsdatum", 43786),
    ],
)
def test_a_row_at_fault_is_named_with_its_column_and_no_content(column: str, cell: Cell) -> None:
    frame = read(HEADINGS, GOOD, with_cell(column, cell))
    assert len(frame.rows) == 1
    assert reasons(frame) == [(3, column)]
    assert str(cell) not in frame.rejected[0].reason
    assert frame.rejected[0].reason.endswith(".")


def test_a_formula_is_named_by_its_cell() -> None:
    frame = read(HEADINGS, with_cell("Beslut", "=OM(A1;1;2)"), with_cell("Personnummer", "=B2"))
    assert [entry.reason.split()[1] for entry in frame.rejected] == ["F2", "B3"]
    assert [cell_name(column, 7) for column in (0, 3, 25, 26, 701, 702)] == ["A7", "D7", "Z7", "AA7", "ZZ7", "AAA7"]


def test_a_formula_in_a_column_that_is_not_read_does_no_harm() -> None:
    assert len(read(HEADINGS, with_cell("Handläggare", "=A1")).rows) == 1


def test_every_fault_of_a_row_is_told_and_the_row_counted_once() -> None:
    frame = read(HEADINGS, with_cell("Stadsdel", None, with_cell("Personnummer", "x")), GOOD)
    assert reasons(frame) == [(2, "Personnummer"), (2, "Stadsdel")]
    assert frame.rejected_rows == 1
    assert len(frame.rows) == 1


def test_a_birth_year_that_contradicts_is_refused() -> None:
    headings = ("Kod", "Enhet", "Personnummer", "Födelseår", "Beslutsdatum")
    frame = read(
        headings,
        ["A", "Farsta", WOMAN_1984, 1985, "2019-01-01"],
        ["B", "Farsta", "", 2019, "2018-01-01"],
        ["C", "Farsta"],
    )
    assert reasons(frame) == [(2, "Födelseår"), (3, "Födelseår")]


def test_somebody_born_after_the_decision_is_refused() -> None:
    row = with_cell("Kön", "Man", with_cell("Personnummer", MAN_1992))
    assert reasons(read(HEADINGS, with_cell("Beslutsdatum", "1991-12-31", row))) == [(2, "Personnummer")]


@pytest.mark.parametrize("word", ["Summa", "SUMMA:", "Totalt", "Total", "Summa 340", "Delsumma"])
def test_a_sum_row_is_named_and_not_taken(word: str) -> None:
    frame = read(HEADINGS, GOOD, [word, None, None, 340])
    assert len(frame.rows) == 1
    assert reasons(frame) == [(3, "Löpnr")]
    assert "summarad" in frame.rejected[0].reason


def test_repeated_headings_are_named_and_not_taken() -> None:
    frame = read(HEADINGS, GOOD, HEADINGS, with_cell("Löpnr", 2))
    assert len(frame.rows) == 2
    assert reasons(frame) == [(3, "Löpnr")]


def test_empty_rows_are_passed_over_in_silence() -> None:
    frame = read([], HEADINGS, [], GOOD, [None, "", "  "], with_cell("Löpnr", 2))
    assert (len(frame.rows), frame.total, frame.rejected) == (2, 2, ())


@pytest.mark.parametrize(("stored", "written"), [(508159977, "0508159977"), (1059989, "0001059989")])
def test_a_number_stored_without_its_leading_zeros_is_still_read(stored: int, written: str) -> None:
    headings = ("Kod", "Enhet", "Personnummer", "Datum")
    frame = read(headings, ["A", "Farsta", stored, "2019-05-11"])
    assert frame.rows == read(headings, ["A", "Farsta", written, "2019-05-11"]).rows
    assert frame.rows[0].birth_year == 2000 + int(written[:2])


def test_equal_rows_are_one_case_and_the_later_is_named() -> None:
    frame = read(HEADINGS, GOOD, with_cell("Kön", "K", with_cell("Stadsdel", "FARSTA")), GOOD)
    assert len(frame.rows) == 1
    assert [(entry.row, entry.reason) for entry in frame.rejected] == [
        (3, "Ärendet finns redan på rad 2."),
        (4, "Ärendet finns redan på rad 2."),
    ]


def test_rows_that_disagree_about_one_code_are_all_refused() -> None:
    frame = read(HEADINGS, GOOD, with_cell("Beslut", "Bifall"), GOOD)
    assert frame.rows == ()
    assert reasons(frame) == [(2, "Löpnr"), (3, "Löpnr"), (4, "Löpnr")]
    assert "rad 2, 4" in frame.rejected[1].reason


def test_two_persons_with_one_code_are_not_taken_for_one_case() -> None:
    same_day = "198403129805"
    frame = read(("Kod", "Enhet", "Personnummer"), ["A", "Farsta", WOMAN_1984], ["a", "Farsta", same_day])
    assert frame.rows == ()
    assert reasons(frame) == [(2, "Kod"), (3, "Kod")]


def test_a_faulty_row_never_claims_a_code() -> None:
    frame = read(HEADINGS, with_cell("Beslut", "x"), GOOD)
    assert len(frame.rows) == 1
    assert reasons(frame) == [(2, "Beslut")]


def test_codes_that_differ_by_capitals_are_one_case() -> None:
    frame = read(("Kod", "Enhet"), ["far-1", "Farsta"], ["FAR-1", "Farsta"])
    assert [row.code for row in frame.rows] == ["FAR-1"]
    assert reasons(frame) == [(2, "Kod")]


def test_units_are_joined_and_it_is_told() -> None:
    rows = [["A", "Farsta"], ["B", "Farsta sdf"], ["C", "FARSTA"], ["D", "Farsta"], ["E", "Bromma"]]
    frame = read(("Kod", "Enhet"), *rows)
    assert [row.unit for row in frame.rows] == ["Farsta"] * 4 + ["Bromma"]
    assert frame.joined == (("Farsta", ("FARSTA", "Farsta", "Farsta sdf")),)
    assert {row.unit for row in read(("Kod", "Enhet"), *rows, known_units=["FARSTA"]).rows} == {"FARSTA", "Bromma"}


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(chance: random.Random) -> None:
    rows = [
        GOOD,
        with_cell("Stadsdel", "Farsta sdf", with_cell("Löpnr", 2)),
        with_cell("Stadsdel", "FARSTA", with_cell("Löpnr", 3)),
        with_cell("Beslut", "Bifall", with_cell("Löpnr", 3)),
        with_cell("Löpnr", "a"),
        with_cell("Löpnr", "A"),
        with_cell("Kön", "Kvnna", with_cell("Löpnr", 2)),
        ("Summa", None, None, 3),
    ]
    straight = read(HEADINGS, *rows)
    chance.shuffle(rows)
    shuffled = read(HEADINGS, *rows)
    assert set(shuffled.rows) == set(straight.rows)
    assert shuffled.rejected_rows == straight.rejected_rows == 5
    assert frame_hash(shuffled.rows) == frame_hash(straight.rows)
    assert to_json(shuffled.rows) == to_json(straight.rows)


def test_dates_and_numbers_mean_the_same_as_their_text() -> None:
    cells = read(HEADINGS, with_cell("Beslutsdatum", datetime.fromisoformat("2019-11-17T00:00")))
    texts = read(HEADINGS, tuple(str(cell) for cell in with_cell("Beslutsdatum", "2019-11-17 00:00:00")))
    assert cells.rows == texts.rows


@pytest.mark.parametrize("key", CASE_HEADINGS)
def test_the_key_itself_and_each_usual_heading_name_their_field(key: str) -> None:
    for word in (key, *CASE_HEADINGS[key].split()):
        for heading in (word.replace("_", " "), word.upper(), f" {word}: ", f"{word} (enligt beslut)"):
            taken = {heading_key(word) for word in CASE_HEADINGS[key].split()}
            others = [other for other in ("Kod", "Enhet") if heading_key(other) not in taken]
            columns = read_frame(table([heading, *others], ["X", "Y", "Z"]), today=TODAY).columns
            assert columns[key] == " ".join(heading.split())


def test_no_heading_names_two_fields() -> None:
    words = [{heading_key(word) for word in (key, *text.split())} for key, text in CASE_HEADINGS.items()]
    assert len(set().union(*words)) == sum(map(len, words))


def test_a_mapping_goes_before_what_is_recognised() -> None:
    headings = ("Nr", "Ärendenummer", "Enhet", "Stadsdel", "Utgång")
    row = ["1", "A-1", "Mottagning", "Farsta", "avslag"]
    frame = read(
        headings, row, mapping={"kod": "ärendenummer", "enhet": "STADSDEL", "beslut": "Utgång", "omrade": "Enhet"}
    )
    assert frame.rows == (FrameRow("A-1", "Farsta", decision="avslag", area="Mottagning"),)
    assert frame.ignored_columns == ("Nr",)


def test_a_mapping_finds_headings_that_nothing_else_would() -> None:
    frame = read(["Uttag"], ["Referens", "Team"], ["A", "Farsta"], mapping={"kod": "Referens", "enhet": "Team"})
    assert frame.rows == (FrameRow("A", "Farsta"),)


@pytest.mark.parametrize(
    ("headings", "mapping", "told"),
    [
        (("Enhet", "Kön"), {}, ["kod", "Enhet, Kön", "--kolumn kod=RUBRIK"]),
        (("Kod", "Kön"), {}, ["enhet", "Kod, Kön", "--kolumn enhet=RUBRIK"]),
        (("Kod", "Nr", "Enhet"), {}, ["kod", "Kod och Nr", "--kolumn kod=Kod"]),
        (("Kod", "Enhet", "Datum", "datum"), {}, ["Datum", "två kolumner"]),
        (("Kod", "Enhet"), {"alder": "Kod"}, ["kod, enhet, kon, fodelsear, personnummer, lagrum, insats, beslut"]),
        (("Kod", "Enhet"), {"kon": "Sex"}, ["kon", "Kod, Enhet"]),
        (("Kod", "Enhet", "X", "x"), {"kon": "X"}, ["kon", "flera kolumner"]),
        (("Sak", "Var"), {}, ["rubrikrad", "--kolumn kod=RUBRIK"]),
    ],
)
def test_headings_that_do_not_say_what_is_what_are_told(
    headings: tuple[str, ...], mapping: dict[str, str], told: list[str]
) -> None:
    with pytest.raises(Problem) as problem:
        read(headings, ["A", "Farsta"], mapping=mapping)
    assert [part for part in told if part not in str(problem.value)] == []


def test_a_list_without_rows_is_told() -> None:
    with pytest.raises(Problem, match="inga rader"):
        read(HEADINGS, [None, " "])


def test_a_heading_that_could_hold_somebodys_data_is_never_shown() -> None:
    frame = read(["Kod", "Enhet", f"Anteckning {MAN_1992}", "x" * 61], ["A", "Farsta"])
    assert frame.ignored_columns == ("(kolumn C)", "(kolumn D)")
    assert safe_heading(3, "") == "(kolumn D)"


def test_the_row_with_most_known_headings_is_the_heading_row() -> None:
    rows = table(["Beslut", "2019"], ["Kod", "Beskrivning"], ["Kod", "Enhet", "Kön"], ["1", "Farsta", "K"])
    known = {heading_key(word): word for word in ("Kod", "Enhet", "Kön", "Beslut")}
    found = find_headings(rows, known, needed="Kod")
    assert found is not None
    assert (found.index, [text for _, text in found.columns]) == (2, ["Kod", "Enhet", "Kön"])
    assert find_headings(table(["a", "b"], ["Kod"]), known) is None


def row_strategy() -> st.SearchStrategy[FrameRow]:
    text = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)
    return st.builds(FrameRow, code=text, unit=text, birth_year=st.none() | st.integers(1900, 2020), insats=text)


@given(
    st.lists(row_strategy(), unique_by=lambda row: row.code.casefold(), max_size=8), st.randoms(use_true_random=False)
)
def test_a_frame_comes_back_as_it_was_stored(rows: list[FrameRow], chance: random.Random) -> None:
    stored = to_json(rows)
    chance.shuffle(rows)
    assert to_json(rows) == stored
    assert set(from_json(stored)) == set(rows)
    assert frame_hash(from_json(stored)) == frame_hash(rows)


def test_the_hash_is_of_a_text_that_anyone_can_write() -> None:
    rows = [
        FrameRow("b-2", "Östermalm", "man", None, "LSS"),
        FrameRow("A-1", "Farsta", "kvinna", 1984, "SoL", "Boende", "avslag", "2019-11-17", "ja", "nej", "OF", "26–39"),
    ]
    text = (
        "code\tunit\tgender\tbirth_year\tlaw\tinsats\tdecision\tdecision_date\tfirst_decision\tchildren\tarea\tage_group\n"
        "A-1\tFarsta\tkvinna\t1984\tSoL\tBoende\tavslag\t2019-11-17\tja\tnej\tOF\t26–39\n"
        "b-2\tÖstermalm\tman\t\tLSS\t\t\t\t\t\t\t\n"
    )
    assert canonical_text(rows) == text
    assert frame_hash(rows) == hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize(
    "change", [{"unit": "Bromma"}, {"gender": "man"}, {"birth_year": 1985}, {"age_group": "40–64"}]
)
def test_another_content_has_another_hash(change: dict[str, str | int]) -> None:
    row = FrameRow("1", "Farsta", "kvinna", 1984)
    assert frame_hash([row]) != frame_hash([replace(row, **change)])  # type: ignore[arg-type]
