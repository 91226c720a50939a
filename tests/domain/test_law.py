"""A law reference is chosen by the decision's date, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.errors import Problem
from inspektor.domain.law import LawTable

OLD = "3 kap. 3 § socialtjänstlagen (2001:453)"
NEW = "socialtjänstlagen (2025:400)"
TABLE = LawTable.parse(
    f"""
[[law]]
key = "SoL kvalitet"
citation = "{NEW}"
verified = false
valid_from = 2025-07-01

[[law]]
key = "SoL kvalitet"
citation = "{OLD}"
verified = true
valid_from = 2002-01-01
valid_to = 2025-06-30
note = "Ersatt."

[[law]]
key = "LSS kvalitet"
citation = "6 § LSS"
verified = true
"""
)
FIRST, LAST = date(2002, 1, 1), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("on", "citation"),
    [
        (date(2001, 12, 31), "SoL kvalitet (lagrummet kunde inte bestämmas för beslutsdatum 2001-12-31)"),
        (FIRST, OLD),
        (LAST, OLD),
        (LAST + timedelta(1), NEW),
        ("2025-06-30", OLD),
        ("2025-07-01", NEW),
    ],
)
def test_the_version_that_was_law_on_the_day_is_cited(on: date | str, citation: str) -> None:
    assert TABLE.cite("SoL kvalitet", on) == citation


@pytest.mark.parametrize("on", [None, date(1900, 1, 1), date(2100, 1, 1), ""])
def test_a_version_without_limits_is_always_cited_alone(on: date | str | None) -> None:
    assert TABLE.cite("LSS kvalitet", on) == "6 § LSS"


@pytest.mark.parametrize("on", [None, ""])
def test_without_a_date_every_version_is_cited_with_its_period(on: str | None) -> None:
    assert TABLE.cite("SoL kvalitet", on) == (
        f"{OLD} (från och med 2002-01-01 till och med 2025-06-30); {NEW} (från och med 2025-07-01)"
    )


@pytest.mark.parametrize("on", [None, date(2019, 5, 11)])
def test_a_key_that_the_table_does_not_have_is_its_own_citation(on: date | None) -> None:
    assert TABLE.cite("SoL 4:1", on) == "SoL 4:1"
    assert TABLE.cite_all("SoL 4:1", [date(2019, 5, 11)]) == ["SoL 4:1"]


def test_decisions_under_one_law_give_one_citation() -> None:
    assert TABLE.cite_all("SoL kvalitet", [date(2019, 1, 1), date(2020, 1, 1)]) == [OLD]


def test_decisions_on_both_sides_of_a_change_give_each_law_with_its_period() -> None:
    assert TABLE.cite_all("SoL kvalitet", ["2025-07-01", "2019-01-01", "", None]) == [
        f"{OLD} (från och med 2002-01-01 till och med 2025-06-30)",
        f"{NEW} (från och med 2025-07-01)",
    ]


def test_decisions_that_no_version_covers_are_told_last() -> None:
    assert TABLE.cite_all("SoL kvalitet", [date(2001, 5, 1), date(2000, 1, 1), date(2019, 1, 1)]) == [
        f"{OLD} (från och med 2002-01-01 till och med 2025-06-30)",
        "SoL kvalitet (lagrummet kunde inte bestämmas för 2 beslutsdatum, 2000-01-01 till 2001-05-01)",
    ]


def test_a_review_without_dates_cites_every_version() -> None:
    assert TABLE.cite_all("SoL kvalitet", []) == [TABLE.cite("SoL kvalitet", None)]


@given(st.lists(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)), min_size=1))
def test_every_decision_is_covered_by_some_line_and_no_line_is_without_a_decision(days: list[date]) -> None:
    lines = TABLE.cite_all("SoL kvalitet", days)
    kinds = {"before" if day < FIRST else "old" if day <= LAST else "new" for day in days}
    assert len(lines) == len(kinds)
    assert (any(line.startswith(OLD) for line in lines), any(line.startswith(NEW) for line in lines)) == (
        "old" in kinds,
        "new" in kinds,
    )


def law(*lines: str, key: str = "K") -> str:
    return "\n".join(["[[law]]", f'key = "{key}"', *lines, ""])


GOOD = ('citation = "Lagen"', "verified = true")


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("[[law]\n", "rad 1", "går inte att läsa som TOML. Skriv"),
        ("[[laws]]\n", "nyckeln ”laws”", "Menade du law?"),
        ("[law]\n", "nyckeln law", "Skriv tabeller"),
        ('[[law]]\ncitation = "x"\nverified = true', "post 1, nyckeln key", "Lägg till raden key"),
        (law("verified = true"), "post 1 (”K”), nyckeln citation", "Lägg till raden citation"),
        (law('citation = "x"'), "post 1 (”K”), nyckeln verified", "Lägg till raden verified = true eller"),
        (law('citation = "x"', 'verified = "ja"'), "post 1 (”K”), nyckeln verified", "Skriv true eller false"),
        (law(*GOOD, "valid_form = 2002-01-01"), "post 1 (”K”), nyckeln ”valid_form”", "Menade du valid_from?"),
        (law(*GOOD, 'valid_from = "2002-01-01"'), "nyckeln valid_from", "Skriv ett datum utan citattecken"),
        (law(*GOOD, "valid_from = 2002-01-01T00:00:00"), "nyckeln valid_from", "här står en tidpunkt. Skriv"),
        (law(*GOOD, "valid_from = 2002-13-01"), "rad 5", "Skriv"),
        (law(*GOOD, "valid_from = 2002-01-01", "valid_to = 2001-12-31"), "nyckeln valid_to", "Rätta en av dem"),
        (law(*GOOD) + law(*GOOD), "nyckeln ”K”", "”Lagen” och ”Lagen” gäller samtidigt. Rätta valid_from"),
        (
            law(*GOOD, "valid_from = 2025-07-01") + law(*GOOD, "valid_to = 2025-07-01"),
            "nyckeln ”K”",
            "så att bara en gäller varje dag",
        ),
        (
            law('citation = "3 kap. 3 § SoL"', "verified = false"),
            "post 1 (”K”), nyckeln citation",
            "skriv verified = true",
        ),
    ],
)
def test_a_broken_table_is_refused_with_its_place_and_what_to_do(text: str, place: str, advice: str) -> None:
    with pytest.raises(Problem) as caught:
        LawTable.parse(text, "law.toml")
    message = str(caught.value)
    assert message.startswith("law.toml, ")
    assert place in message
    assert advice in message
    assert message.endswith(".")


def test_versions_that_meet_without_overlapping_are_right() -> None:
    table = LawTable.parse(
        law(*GOOD, "valid_from = 2025-07-01") + law('citation = "x"', "verified = true", "valid_to = 2025-06-30")
    )
    assert [each.citation for each in table.laws["K"]] == ["x", "Lagen"]
