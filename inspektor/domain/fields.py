"""What a case carries beside its answers: the case fields, their names and their allowed values.

A field has one English name (column, attribute, JSON key), one key that people type (command line, table
headings, `${…}` in skip logic) and one label that people read. The order here is the order everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "choice", "year", "date"]

GENDERS = ("kvinna", "man", "annat", "uppgift saknas")
DECISIONS = ("bifall", "delvis avslag", "avslag")
LAWS = ("SoL", "LSS")
YES_NO = ("ja", "nej")
UNKNOWN = "uppgift saknas"

AGE_GROUPS = ((0, 9), (10, 17), (18, 25), (26, 39), (40, 64), (65, None))  # as the published reports group them


@dataclass(frozen=True)
class CaseField:
    """One field of a case. `choices` holds the allowed values of a choice field, in the order of tables."""

    name: str
    key: str
    label: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()


CASE_FIELDS = (
    CaseField("code", "kod", "Kod"),
    CaseField("unit", "enhet", "Enhet"),
    CaseField("gender", "kon", "Kön", "choice", GENDERS),
    CaseField("birth_year", "fodelsear", "Födelseår", "year"),
    CaseField("law", "lagrum", "Lagrum", "choice", LAWS),
    CaseField("insats", "insats", "Insats"),
    CaseField("decision", "beslut", "Beslut", "choice", DECISIONS),
    CaseField("decision_date", "beslutsdatum", "Beslutsdatum", "date"),
    CaseField("first_decision", "forsta_beslut", "Första beslut", "choice", YES_NO),
    CaseField("children", "barn", "Minderåriga barn", "choice", YES_NO),
    CaseField("area", "omrade", "Område"),
)
BY_KEY = {field.key: field for field in CASE_FIELDS}
BY_NAME = {field.name: field for field in CASE_FIELDS}


def age_group(age: int) -> str:
    """The published age group of an age in whole years, such as `26–39` or `65 och över`."""
    if age < 0:
        raise ValueError(age)
    for low, high in AGE_GROUPS:
        if high is not None and age <= high:
            return f"{low}–{high}"
    return f"{AGE_GROUPS[-1][0]} och över"
