"""What people write in the cells of a case's fields."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_KEY, CASE_FIELDS, CaseField
from inspektor.domain.headings import Cell
from inspektor.domain.values import case_key, join_units, parse_date, parse_field, unit_key, unit_name

TODAY = date(2020, 1, 15)
INVENTED_NUMBER = "19840312-9987"  # birth numbers 980–999 are given to nobody


def parsed(key: str, typed: Cell) -> str | int:
    return parse_field(BY_KEY[key], typed, today=TODAY)


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("kon", ["Kvinna", " kvinna ", "K", "kv", "KVINNA", "Kvinnor", "flicka", "F", "k."], "kvinna"),
        ("kon", ["Man", "m", "pojke", "MÄN"], "man"),
        ("kon", ["annat", "Annan", "icke-binär"], "annat"),
        ("kon", ["Uppgift saknas", "uppgift  saknas", "okänt", "okänd"], "uppgift saknas"),
        ("beslut", ["Bifall", "bifall ", "BIFALL", "beviljat", "Beviljad"], "bifall"),
        ("beslut", ["Avslag", "avslaget"], "avslag"),
        ("beslut", ["delvis avslag", "Delvis bifall", "bifall delvis", "Delavslag"], "delvis avslag"),
        ("forsta_beslut", ["Ja", "j", "1", 1, True, 1.0, "1.0"], "ja"),
        ("forsta_beslut", ["Nej", "N", "0", 0, False, 0.0], "nej"),
        ("barn", ["ja", 1, 2, "3"], "ja"),
        ("barn", ["nej", 0, "0"], "nej"),
        ("lagrum", ["SoL", "sol 4:1", "SoL 4 kap. 1 §", "Socialtjänstlagen", "4:1 SoL", "2001:453"], "SoL"),
        ("lagrum", ["LSS", "LSS 9 § 10", "lss 9:10", "1993:387", "lagen om stöd och service"], "LSS"),
        ("beslutsdatum", ["2019-05-11", "20190511", 20190511, "2019/05/11", "2019-05-11 00:00:00"], "2019-05-11"),
        ("beslutsdatum", ["2019-05-11T13:45", "11 maj 2019", "den 11 maj 2019", "11 Maj 2019"], "2019-05-11"),
        ("beslutsdatum", [datetime.fromisoformat("2019-05-11T13:45"), date(2019, 5, 11), "2019.05.11"], "2019-05-11"),
        ("beslutsdatum", ["1 sep 2019", "1 sept. 2019", "1 september 2019"], "2019-09-01"),
        ("fodelsear", [1984, "1984", 1984.0, "1984.0", "1984-03-12", "19840312", date(1984, 3, 12)], 1984),
        ("kod", [7, "7", 7.0, "7.0", " 7 "], "7"),
        ("kod", ["FAR-01", " FAR-01\u00a0", "FAR-\u200b01", "FAR-01\n"], "FAR-01"),
        ("enhet", ["Farsta sdf", "Farsta  sdf "], "Farsta sdf"),
        ("insats", ["Sysselsättning", "Syssels\u0061\u0308ttning"], "Sysselsättning"),
    ],
)
def test_one_meaning_has_one_value(key: str, written: list[Cell], meant: str | int) -> None:
    assert {parsed(key, typed) for typed in written} == {meant}


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("kon", "Kvnna"),
        ("kon", "x"),
        ("beslut", "avskrivning"),
        ("forsta_beslut", "2"),
        ("forsta_beslut", "kanske"),
        ("barn", "100"),
        ("barn", "-1"),
        ("lagrum", "LVU 2 §"),
        ("lagrum", "SoL och LSS"),
        ("lagrum", "solidaritet"),
        ("beslutsdatum", "2019-02-30"),
        ("beslutsdatum", "0219-05-05"),
        ("beslutsdatum", "1989-12-31"),
        ("beslutsdatum", "2021-02-01"),
        ("beslutsdatum", "11/5 2019"),
        ("beslutsdatum", "5/11/2019"),
        ("beslutsdatum", "11 ma 2019"),
        ("beslutsdatum", "190511"),
        ("beslutsdatum", 43596),
        ("beslutsdatum", "2019-5-11-"),
        ("fodelsear", 1899),
        ("fodelsear", 2021),
        ("fodelsear", "84"),
        ("fodelsear", INVENTED_NUMBER),
        ("kod", INVENTED_NUMBER),
        ("kod", f"A {INVENTED_NUMBER}"),
        ("kod", 198403129987),
        ("kod", "x" * 41),
        ("kod", "=A1"),
        ("kod", "+1"),
        ("kod", "@x"),
        ("kod", "-1"),
        ("kod", "A\x07B"),
        ("kod", datetime.fromisoformat("2019-02-01T00:00")),
        ("kod", "2019-02-01"),
        ("kod", "2019-02-01 00:00:00"),
        ("enhet", "=SUMMA(A1:A2)"),
        ("enhet", "#N/A"),
        ("enhet", "#VÄRDEFEL!"),
        ("enhet", "x" * 201),
        ("insats", f"boende åt {INVENTED_NUMBER}"),
        ("omrade", "\x00"),
    ],
)
def test_what_a_field_does_not_allow_is_refused_in_a_sentence_that_does_not_quote_it(key: str, typed: Cell) -> None:
    with pytest.raises(Problem) as refused:
        parsed(key, typed)
    reason = str(refused.value)
    assert reason[0].isupper()
    assert reason.endswith(".")
    assert len(str(typed)) == 1 or str(typed) not in reason


@pytest.mark.parametrize("field", CASE_FIELDS, ids=lambda field: field.key)
@pytest.mark.parametrize("nothing", [None, "", "  ", "\u00a0", "\u200b"])
def test_an_empty_cell_is_the_empty_text_in_every_field(field: CaseField, nothing: Cell) -> None:
    assert parse_field(field, nothing, today=TODAY) == ""


@pytest.mark.parametrize("field", [field for field in CASE_FIELDS if field.choices], ids=lambda field: field.key)
def test_every_allowed_value_means_itself(field: CaseField) -> None:
    assert [parse_field(field, choice) for choice in field.choices] == list(field.choices)


def test_a_decision_may_lie_a_year_ahead_of_today_and_no_further() -> None:
    assert parsed("beslutsdatum", "2021-01-15") == "2021-01-15"
    with pytest.raises(Problem, match="1990-01-01 och 2021-01-15"):
        parsed("beslutsdatum", "2021-01-16")


@given(st.text())
def test_any_text_is_a_value_or_a_problem_in_every_field(text: str) -> None:
    for field in CASE_FIELDS:
        try:
            value = parse_field(field, text, today=TODAY)
        except Problem:
            continue
        assert parse_field(field, value, today=TODAY) == value
        assert not field.choices or value in ("", *field.choices)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_date_is_the_same_in_every_form(day: date) -> None:
    months = "januari februari mars april maj juni juli augusti september oktober november december"
    in_words = f"{day.day} {months.split()[day.month - 1]} {day.year}"
    forms = [day.isoformat(), f"{day:%Y%m%d}", f"{day} 00:00:00", f"{day}T12:30:00.000", in_words]
    assert [parse_date(form) for form in forms] == [day] * len(forms)


@pytest.mark.parametrize("mistyped", ["19850101-9806", "198501019806"])
def test_a_code_in_the_form_of_an_identity_number_is_refused_even_when_it_is_mistyped(mistyped: str) -> None:
    with pytest.raises(Problem, match="personnummers form"):
        parse_field(BY_KEY["kod"], mistyped)


def test_codes_are_one_case_whatever_their_capitals_and_spaces() -> None:
    assert len({case_key(code) for code in ("FAR 01", "far 01", " Far  01 ", "FAR\u00a001")}) == 1
    assert case_key("FAR-01") != case_key("FAR-1")


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["Farsta", "FARSTA", "farsta ", "Farsta sdf", "SDF Farsta", "Farsta SDN", "Farsta."], "Farsta"),
        (["Farsta stadsdelsförvaltning", "Stadsdelsförvaltningen Farsta", "Farsta stadsdelsnämnd"], "Farsta"),
        (["Norrmalms stadsdelsförvaltning", "Norrmalms sdf", "Norrmalm", "Norrmalms"], "Norrmalm"),
        (["Hässelby - Vällingby", "Hässelby–Vällingby sdf", "HÄSSELBY-VÄLLINGBY"], "Hässelby-Vällingby"),
        (["Västerås", "Västerås sdf", "Va\u0308stera\u030as"], "Västerås"),
    ],
)
def test_a_unit_is_one_however_it_is_written(spellings: list[str], name: str) -> None:
    assert {unit_key(spelling) for spelling in spellings} == {unit_key(name)}


def test_different_units_stay_different() -> None:
    names = [
        "Farsta",
        "Norrmalm",
        "Norra Norrmalm",
        "Hässelby",
        "Hässelby-Vällingby",
        "Östermalm",
        "Osterman",
        "A",
        "S",
    ]
    assert len({unit_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Norrmalms stadsdelsförvaltning", "Norrmalm"),
        ("Kungsholmens stadsdelsförvaltning", "Kungsholmen"),
        ("Skarpnäcks sdf", "Skarpnäck"),
        ("Västerås stadsdelsförvaltning", "Västerås"),
        ("Höganäs sdf", "Höganäs"),
        ("Hagfors sdn.", "Hagfors"),
        ("Spånga - Tensta stadsdelsförvaltning", "Spånga-Tensta"),
        ("Stadsdelsförvaltningen", "Stadsdelsförvaltningen"),
    ],
)
def test_a_name_is_shown_without_what_says_that_it_is_a_unit(written: str, shown: str) -> None:
    assert unit_name(written) == shown


def test_the_commonest_spelling_wins_and_the_joining_is_told() -> None:
    names = ["Farsta"] * 3 + ["FARSTA"] * 2 + ["Farsta sdf", "Bromma", "Bromma"]
    spelling, joined = join_units(names)
    assert spelling == {"Farsta": "Farsta", "FARSTA": "Farsta", "Farsta sdf": "Farsta", "Bromma": "Bromma"}
    assert joined == [("Farsta", ["FARSTA", "Farsta", "Farsta sdf"])]


def test_between_equally_common_spellings_capitals_lose_and_then_the_alphabet_decides() -> None:
    assert set(join_units(["FARSTA", "farsta", "Farsta"])[0].values()) == {"Farsta"}


def test_a_spelling_that_the_review_has_already_wins() -> None:
    spelling, joined = join_units(["FARSTA", "FARSTA", "Farsta"], known=["Farsta stadsdel", "Farsta"])
    assert set(spelling.values()) == {"Farsta"}
    assert joined == [("Farsta", ["FARSTA", "Farsta"])]


def test_a_unit_that_is_only_shown_shorter_is_told_too() -> None:
    assert join_units(["Farsta sdf", "Farsta sdf"])[1] == [("Farsta", ["Farsta sdf"])]


@given(
    st.lists(st.sampled_from(["Farsta", "FARSTA", "farsta sdf", "Farsta  ", "Norrmalm", "Norrmalms sdf", "Älta"])),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_names_does_not_matter(names: list[str], chance: random.Random) -> None:
    shuffled = names[:]
    chance.shuffle(shuffled)
    assert join_units(names) == join_units(shuffled)
