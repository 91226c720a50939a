"""What the report tells of the reviewed cases, in words."""

from __future__ import annotations

import pytest

from tests.domain.builders import case, cases, material, yes_no
from tests.domain.reports import lines, published, report, section


def test_rejections_parents_and_gender_are_told() -> None:
    (told, *_) = lines(section(report(published()), "resultat_arenden"))
    assert told == (
        "Totalt granskades 40 ärenden, 20 kvinnor och 20 män. Beslutet var avslag i 9 av 40 ärenden: 6 i Farsta, 2 i "
        "Norrmalm och 1 i Skärholmen. I materialet hade två personer minderåriga barn."
    )


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        (("avslag", *["bifall"] * 13), "Beslutet var avslag i 1 av 14 ärenden, i Farsta."),
        (("avslag", "bifall", "avslag", *["bifall"] * 11), "Beslutet var avslag i 2 av 14 ärenden, samtliga i Farsta."),
        (("avslag", "avslag", "bifall"), "Beslutet var avslag i två av tre ärenden: ett i Farsta och ett i Älvsjö."),
        (("bifall", "delvis avslag"), "Beslutet var delvis avslag i ett av två ärenden."),
        (("bifall", "bifall"), "Beslutet var bifall i samtliga ärenden."),
        (("avslag",), "Beslutet var avslag."),
        (("", ""), ""),
    ],
)
def test_the_decisions_are_told_with_the_units_of_the_rejections(decisions: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", ("Farsta", "Älvsjö")[place % 2], decision=word) for place, word in enumerate(decisions)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences.partition(". ")[2] == told


@pytest.mark.parametrize(
    ("children", "told"),
    [
        (("ja", "nej"), "I materialet hade en person minderåriga barn."),
        (("ja", "ja", ""), "I materialet hade två personer minderåriga barn; i ett ärende saknas uppgiften."),
        (("nej", "", ""), "I materialet hade ingen person minderåriga barn; i två ärenden saknas uppgiften."),
        (("", ""), ""),
    ],
)
def test_parents_are_told_with_what_is_not_known(children: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", children=word) for place, word in enumerate(children)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences.partition(". ")[2] == told


@pytest.mark.parametrize(
    ("genders", "told"),
    [
        (("kvinna", "man"), "två ärenden, en kvinna och en man."),
        (
            ("kvinna", "annat", ""),
            ("tre ärenden, en kvinna, en person av annat kön och en person utan uppgift om kön."),
        ),
        (("man",) * 13 + ("kvinna",) * 2, "15 ärenden, 2 kvinnor och 13 män."),
        (("man",) * 3, "tre ärenden, samtliga män."),
        (("annat",), "ett ärende, en person av annat kön."),
        (("", ""), "två ärenden."),
    ],
)
def test_the_genders_are_told_alike(genders: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", gender=word) for place, word in enumerate(genders)]
    of = material(found, yes_no("plan"), {"plan": ["ja"] * len(found)})
    (sentences, *_) = lines(section(report(of), "resultat_arenden"))
    assert sentences == f"Totalt granskades {told}"


def test_cases_are_not_said_to_be_reviewed_while_some_are_not() -> None:
    of = material(cases(2), yes_no("plan"), {"plan": ["ja", None]})
    told = lines(section(report(of), "resultat_arenden"))
    assert told[0].startswith("Granskningen omfattar två ärenden")
    assert "Ett ärende är ännu inte granskat." in told


@pytest.mark.parametrize(
    ("insatser", "told"),
    [
        (("boendestöd", "boendestöd"), "Ärendena gäller insatsen boendestöd."),
        (
            ("ledsagning", "avlösning", "ålderdomshem"),
            "Ärendena gäller insatserna avlösning, ledsagning och ålderdomshem.",
        ),
        (tuple("abcdefghi"), ""),
    ],
)
def test_the_insatser_are_named_when_they_are_few(insatser: tuple[str, ...], told: str) -> None:
    found = [case(f"P-{place}", insats=word) for place, word in enumerate(insatser)]
    (sentences, *_) = lines(section(report(material(found, yes_no("plan"))), "resultat_arenden"))
    assert sentences.partition(". ")[2] == told
