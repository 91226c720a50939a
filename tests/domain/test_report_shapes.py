"""Reviews of every shape have a report: nothing in them, little, or very much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspektor.domain.public import public
from tests.domain.builders import case, cases, checklist, material, tables_of, yes_no
from tests.domain.reports import ALL_LAW, OUTLINE, headings, lines, missing, published, report, section


def test_a_review_without_cases_says_so_and_is_still_a_report() -> None:
    found = report(material((), ALL_LAW))
    assert headings(found)[:8] == [*OUTLINE[:8]]
    assert "Granskningen har ännu inga ärenden." in missing(found)
    assert lines(section(found, "lagstiftning"))[0] == (
        "Granskningen har ännu inga ärenden. Lagrummen anges därför för varje tid de har gällt."
    )
    assert lines(section(found, "jamstalldhet")) == ["Här saknas text till avsnittet ”Jämställdhet”."]
    assert lines(section(found, "kallor")) == ["Checklistan Prov, version 1 (bilaga 1)."]


def test_cases_that_nobody_has_reviewed_are_visibly_missing() -> None:
    of = material(cases(5), yes_no("plan"), {"plan": ["ja", "nej", None, None, None]})
    assert "Tre ärenden är ännu inte granskade." in missing(report(of))
    of = material(cases(2), yes_no("plan"), {"plan": ["ja"]})
    assert "Ett ärende är ännu inte granskat." in missing(report(of))
    assert "Två ärenden är ännu inte granskade." in missing(report(material(cases(2), yes_no("plan"))))


def test_cases_that_wait_for_their_second_reviewer_are_told_of_once() -> None:
    of = material(cases(5), yes_no("plan"), {"plan": ["ja", "nej", "ja", "ja", None]}, {"plan": [4]})
    found = report(replace(of, waiting=frozenset({4})))
    told = (
        "Ett ärende dubbelgranskas och är inte klart hos båda granskarna. Svaren ingår i siffrorna när båda är klara."
    )
    assert lines(section(found, "resultat_arenden")).count(told) == 1
    assert not any("granskat" in told for told in missing(found))
    assert not any("dubbelgranskas" in note for table in tables_of(found.blocks) for note in table.notes)


def test_a_public_version_says_that_cases_wait_to_be_reviewed_but_not_how_many() -> None:
    of = public(material(cases(20), yes_no("plan"), {"plan": [*["ja"] * 18, None, None]}))
    assert "Det finns ärenden som ännu inte är granskade." in missing(report(of))


def test_a_section_without_answers_has_no_heading_and_its_questions_are_named() -> None:
    of = material(cases(12), checklist(), {"grind": ["nej"] * 12})
    found = report(of)
    assert "Slag och mått" not in headings(found, 3)
    assert lines(section(found, "resultat_prov"))[-2:] == [
        "Två frågor ställdes inte i något ärende: ”Är gångjärnen hela?” och ”Är gångjärnen oljade?”.",
        (
            "Sex frågor har inga svar att räkna: ”Finns en nyckel?”, ”Vilket slag?”, ”Vilka delar?”, ”Hur bred?”, "
            "”Vilken dag?” och ”Vad iakttogs?”."
        ),
    ]


def test_a_question_that_nobody_was_asked_is_named() -> None:
    of = material(cases(2), yes_no("plan", more="relevant = \"${kon} = 'annat'\""), {"plan": ["ja"]})
    assert lines(section(report(of), "resultat_prov")) == ["En fråga ställdes inte i något ärende: ”Fråga plan?”."]


@pytest.mark.parametrize(
    ("gender", "sentence"),
    [
        ("kvinna", ["Ärendena gäller tolv kvinnor.", "Resultaten kan därför inte jämföras mellan könen."]),
        ("", ["Ärendena saknar uppgift om kön, så resultaten kan inte delas upp."]),
    ],
)
def test_one_gender_or_none_cannot_be_compared(gender: str, sentence: list[str]) -> None:
    of = material([case(f"P-{place}", gender=gender) for place in range(12)], yes_no("plan"), {"plan": ["ja"] * 12})
    equality = section(report(of), "jamstalldhet")
    assert lines(equality)[1:] == sentence
    assert tables_of(equality) == []


def test_women_and_men_are_compared_for_every_answered_question() -> None:
    (table,) = tables_of(section(report(published()), "jamstalldhet"))
    assert table.header == ("Fråga", "Kvinnor (n=20)", "Män (n=20)", "Total (n=40)")
    assert [row[0].text for row in table.rows] == [
        "Finns en utredning?",
        "Finns en plan?",
        "Stämmer planen?",
        "Är insatsen uppföljd?",
    ]
    assert lines(section(report(published()), "jamstalldhet"))[-1] == (
        "Det är för få ärenden för att avgöra om svaren skiljer sig mellan kvinnor och män."
    )


def test_one_district_is_told_without_columns_to_compare() -> None:
    of = material(cases(12), yes_no("plan"), {"plan": ["ja"] * 12})
    found = report(of)
    assert lines(section(found, "sammanfattning"))[1] == (
        "Granskningen omfattar tolv ärenden i Farsta, sex kvinnor och sex män."
    )
    results = tables_of(section(found, "resultat"))
    assert [table.header for table in results] == [("Antal ärenden", "Farsta (n=12)"), ("Fråga", "Farsta (n=12)")]
    assert not any("per enhet" in table.caption for table in results)
    assert "alla ärenden i enheterna" not in " ".join(lines(found.blocks))


def test_many_districts_keep_the_shape_of_the_tables() -> None:
    units = [f"Stadsdel {number}" for number in range(1, 26)]
    found = [case(f"P-{place}", units[place % 25], ("kvinna", "man")[place % 2]) for place in range(50)]
    made = report(material(found, yes_no("plan"), {"plan": ["ja"] * 50}))
    assert "Granskningen omfattar 50 ärenden i 25 enheter, 25 kvinnor och 25 män." in lines(made.blocks)
    tables = tables_of(section(made, "resultat"))
    assert [len(table.header) for table in tables] == [27, 27]
    assert tables[1].header[-1] == "Total (n=50)"


def test_labels_of_sixty_characters_are_kept_whole() -> None:
    label = "Är den långa frågan, med sitt långa villkor, besvarad av nån"
    assert len(label) == 60
    lists = checklist(yes_no("plan").source.replace("Fråga plan?", label))
    of = material(cases(12, unit="Hägersten-Liljeholmen och Älvsjö"), lists, {"plan": ["ja"] * 12})
    shown = {row[0].text for table in tables_of(section(report(of), "resultat_prov")) for row in table.rows}
    assert shown == {label}


def test_every_kind_of_question_is_told_and_counted() -> None:
    of = material(
        cases(12),
        checklist(),
        {
            "grind": ["ja"] * 12,
            "slag": ["tra"] * 9 + ["jarn"] * 3,
            "delar": ["las hake"] * 12,
            "bredd": [90] * 11,
            "dag": ["2019-05-06"] * 10,
            "anteckning": ["Gnisslar."] * 2,
        },
    )
    found = section(report(of), "resultat_prov")
    assert lines(found)[:6] == [
        "En grind fanns i samtliga tolv granskade ärenden.",
        "Frågan ”Vilket slag?” besvarades i tolv ärenden: ”Trä” i nio (75 procent) och ”Järn” i tre (25 procent).",
        (
            "Frågan ”Vilka delar?” ställdes i tolv ärenden: ”Lås” i tolv (100 procent) och ”Hake” i tolv "
            "(100 procent). Flera svar kunde väljas."
        ),
        "Frågan ”Hur bred?” besvarades i elva av tolv ärenden där den ställdes.",
        "Frågan ”Vilken dag?” besvarades i tio av tolv ärenden där den ställdes.",
        "Frågan ”Vad iakttogs?” besvarades i två av tolv ärenden där den ställdes.",
    ]
    captions = [table.caption for table in tables_of(found)]
    assert "Vilket slag? Antal svar" in captions
    assert "Vilka delar? Antal svar" in captions
