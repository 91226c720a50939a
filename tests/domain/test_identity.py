"""Identity numbers. Every number here is invented: birth numbers 980–999 are given to nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspektor.domain.errors import Problem
from inspektor.domain.identity import Identity, contains_identity_number, read_identity_number

DECIDED = date(2019, 5, 11)
FORMS = ("{year}{rest}-{last}", "{year}{rest}{last}", "{short}{rest}-{last}", "{short}{rest}{last}")


def check_digit(nine: str) -> int:
    """Luhn by the book, so that the library is not tested with itself."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def invented(born: date, serial: int = 981, form: str = FORMS[0], add_to_day: int = 0) -> str:
    rest = f"{born.month:02}{born.day + add_to_day:02}"
    last = f"{serial}{check_digit(f'{born:%y}{rest}{serial}')}"
    return form.format(year=born.year, short=f"{born:%y}", rest=rest, last=last)


def wrong_check_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("serial", "gender"), [(980, "kvinna"), (981, "man"), (998, "kvinna"), (999, "man")])
def test_every_usual_form_gives_gender_and_day_of_birth(form: str, serial: int, gender: str) -> None:
    number = invented(date(1984, 3, 12), serial, form)
    assert read_identity_number(f" {number} ", DECIDED) == Identity(gender, date(1984, 3, 12))


@pytest.mark.parametrize("form", FORMS)
def test_a_coordination_number_has_sixty_added_to_its_day(form: str) -> None:
    number = invented(date(1984, 3, 12), 980, form, add_to_day=60)
    assert read_identity_number(number, DECIDED) == Identity("kvinna", date(1984, 3, 12))


def test_a_two_digit_year_is_the_latest_that_is_not_after_the_decision() -> None:
    born = date(2019, 6, 1)
    number = invented(born, form="{short}{rest}-{last}")
    assert read_identity_number(number, date(2019, 6, 1)).birth_date == born
    assert read_identity_number(number, date(2019, 5, 31)).birth_date == date(1919, 6, 1)


def test_a_plus_means_a_hundred_years_or_more() -> None:
    number = invented(date(1915, 1, 2), form="{short}{rest}+{last}")
    assert read_identity_number(number, DECIDED).birth_date == date(1915, 1, 2)
    assert read_identity_number(number.replace("+", "-"), DECIDED).birth_date == date(2015, 1, 2)


def test_the_plus_comes_in_the_year_when_somebody_turns_a_hundred() -> None:
    number = invented(date(1919, 12, 24), form="{short}{rest}+{last}")
    assert read_identity_number(number, date(2019, 1, 1)).birth_date == date(1919, 12, 24)


def test_a_leap_day_goes_to_the_century_that_has_it() -> None:
    number = invented(date(2000, 2, 29), form="{short}{rest}-{last}")
    assert read_identity_number(number, DECIDED).birth_date == date(2000, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kvinna",
        "1984",
        "19840312-998",
        "19840312-99877",
        "19840312-998X",
        invented(date(1984, 3, 12), add_to_day=20),
        invented(date(2019, 5, 12)),
        "16556036-0793",
        wrong_check_digit(invented(date(1984, 3, 12))),
    ],
)
def test_what_is_no_number_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_identity_number(text, DECIDED)
    assert str(refused.value).startswith("Personnumret")
    assert not any(character.isdigit() for character in str(refused.value))
    assert refused.value.__cause__ is None


@given(
    born=st.dates(date(1900, 1, 1), DECIDED),
    serial=st.integers(0, 999),
    form=st.sampled_from(FORMS[:2]),
    coordination=st.booleans(),
)
def test_any_number_tells_what_it_was_made_of(born: date, serial: int, form: str, coordination: bool) -> None:
    last = f"{serial:03}"
    rest = f"{born.month:02}{born.day + 60 * coordination:02}"
    last += str(check_digit(f"{born:%y}{rest}{last}"))
    number = form.format(year=born.year, rest=rest, last=last)
    assert read_identity_number(number, DECIDED) == Identity("man" if serial % 2 else "kvinna", born)
    assert contains_identity_number(f"Ring {number}.")


@given(born=st.dates(date(1920, 1, 1), DECIDED), serial=st.integers(980, 999), form=st.sampled_from(FORMS))
@example(born=date(2000, 2, 29), serial=980, form=FORMS[3])
def test_a_number_with_another_check_digit_is_none(born: date, serial: int, form: str) -> None:
    assert not contains_identity_number(wrong_check_digit(invented(born, serial, form)))


@pytest.mark.parametrize(
    "written",
    ["{0}", "ärende {0} från maj", "A{0}B", "x{0},y", "kod-{0}", "{0}-1", "rad ett\n{0}\nrad tre", "({0})"],
)
def test_a_number_is_found_wherever_it_stands(written: str) -> None:
    assert contains_identity_number(written.format(invented(date(1984, 3, 12))))


@pytest.mark.parametrize(
    ("hyphen", "form"),
    [
        ("–", "{year}{rest}-{last}"),
        (" ", "{year}{rest}-{last}"),
        (" - ", "{short}{rest}-{last}"),
        ("+", "{short}{rest}-{last}"),
        ("\u00ad-", "{year}{rest}-{last}"),
        ("\u2011", "{short}{rest}-{last}"),
        ("\u00a0", "{short}{rest}-{last}"),
    ],
)
def test_other_hyphens_and_spaces_hide_no_number(hyphen: str, form: str) -> None:
    assert contains_identity_number(invented(date(1984, 3, 12), form=form).replace("-", hyphen))


def test_a_date_with_hyphens_before_the_last_four_hides_no_number() -> None:
    number = invented(date(1984, 3, 12))
    assert contains_identity_number(f"{number[:4]}-{number[4:6]}-{number[6:]}")


def test_digits_of_another_alphabet_hide_no_number() -> None:
    wide = {ord("0") + value: ord("0") + value for value in range(10)}
    assert contains_identity_number(invented(date(1984, 3, 12)).translate(wide))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FAR-01",
        "dnr 3.4.2-11/2021",
        "2019-05-11",
        "2019-05-11 00:00:00",
        "20190511",
        "från 2019-01-01 till 2019-12-31",
        "08-508 000 00",
        "070-123 45 67",
        "+46701234567",
        "212000-0142",
        "SoL 4 kap. 1 § och 3 kap. 3 §",
        "faktura 1234567890123456",
        "100 000 kronor",
    ],
)
def test_dates_phone_numbers_and_dnr_are_no_identity_numbers(text: str) -> None:
    assert not contains_identity_number(text)


def test_a_date_and_a_time_of_day_are_no_identity_number() -> None:
    checks = [f"{1300 + minutes:04}" for minutes in range(60)]
    assert not any(contains_identity_number(f"2019-05-11 {time}") for time in checks)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_two_dates_beside_each_other_are_no_identity_number(day: date, days: int) -> None:
    assert not contains_identity_number(f"{day} {day + timedelta(days=days)}")


def test_what_is_told_carries_no_digit_of_the_last_four() -> None:
    identity = read_identity_number(invented(date(1984, 3, 12), 998), DECIDED)
    assert set(vars(identity)) == {"gender", "birth_date"}
