"""A case as it stands: its age group at the decision, and its fields as skip logic knows them."""

from __future__ import annotations

import pytest

from inspektor.domain.fields import CASE_FIELDS
from tests.domain.builders import case


@pytest.mark.parametrize(
    ("born", "decided", "group"),
    [
        (2010, "2019-12-31", "0–9"),
        (2009, "2019-01-01", "10–17"),
        (2001, "2019-06-30", "18–25"),
        (1993, "2019-06-30", "26–39"),
        (1979, "2019-06-30", "40–64"),
        (1954, "2019-06-30", "65 och över"),
    ],
)
def test_the_age_group_is_the_one_at_the_decisions_date(born: int, decided: str, group: str) -> None:
    assert case("P-1", birth_year=born, decision_date=decided).ages == group


def test_the_age_group_that_the_list_gave_stands() -> None:
    assert case("P-1", birth_year=2001, decision_date="2019-06-30", age_group="10–17").ages == "10–17"
    assert case("P-1", age_group="65 och över").ages == "65 och över"


def test_without_a_year_or_a_date_the_age_is_not_known() -> None:
    assert case("P-1", birth_year=2001).ages == ""
    assert case("P-1", decision_date="2019-06-30").ages == ""


def test_skip_logic_sees_every_case_field_and_the_unknown_as_empty() -> None:
    values = case("P-1", "Farsta", birth_year=None, children="ja").variables()
    assert list(values) == [field.key for field in CASE_FIELDS]
    assert (values["kod"], values["enhet"], values["fodelsear"], values["barn"]) == ("P-1", "Farsta", "", "ja")
    assert values["beslut"] == ""
