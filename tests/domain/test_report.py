"""The draft report: its outline, that its figures are the counted ones, its sections and its appendices."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from inspektor.domain.document import Bullets, Contents, Figure, Heading, Paragraph, Quotation, Table
from inspektor.domain.questions import QUALITY_AREAS
from inspektor.domain.report import text_sections
from inspektor.domain.report_appendices import in_words
from inspektor.domain.result_tables import TOTAL_IS_REVIEWED
from inspektor.domain.results import Material, Value, count
from tests.domain.builders import (
    MIXED,
    assert_true_of_trace,
    cases,
    checklist,
    material,
    materials,
    tables_of,
    texts,
    yes_no,
)
from tests.domain.reports import OUTLINE, agrees, all_figures, headings, lines, missing, published, report, section


def test_the_outline_has_every_part_in_its_order() -> None:
    found = report(published())
    assert headings(found) == OUTLINE
    assert isinstance(found.blocks[0], Contents)


def test_the_title_page_says_what_it_is_a_draft_of() -> None:
    found = report(published(), theme="daglig verksamhet")
    assert (found.title, found.subtitle, found.dnr) == (
        "Daglig verksamhet",
        "Granskningsrapport: daglig verksamhet",
        "3.4.2-11/2021",
    )
    assert (found.status, found.date, found.data_state, found.language) == (
        "UTKAST",
        "2026-03-01",
        "Data per i dag.",
        "sv-SE",
    )
    assert report(published()).subtitle == "Granskningsrapport"


def test_every_heading_has_an_anchor_of_its_own() -> None:
    anchors = [block.anchor for block in report(published()).blocks if isinstance(block, Heading)]
    assert len(anchors) == len(set(anchors))
    assert all(anchor.isascii() for anchor in anchors)


def test_the_published_figures_stand_in_words_and_in_tables() -> None:
    found = report(published())
    told = lines(section(found, "resultat_sysselsattning"))
    assert told == [
        "En aktuell utredning fanns i 38 av 40 ärenden (95 procent).",
        "En aktuell plan fanns i 32 av 40 ärenden (80 procent).",
        "Planen stämde med beställningen i 14 av 32 ärenden med plan (44 procent).",
        "Uppföljning var dokumenterad i 18 av 25 ärenden (72 procent).",
        (
            "Skillnaden mellan enheterna är större än vad slumpen brukar ge i ”Finns en plan?”, ”Stämmer planen?” och "
            "”Är insatsen uppföljd?”. "
            "I den återstående frågan är det för få ärenden för att avgöra om svaren skiljer sig."
        ),
        (
            "”Finns en plan?”: andelen ja var två av tio (20 procent) i Östermalms ärenden och tio av tio "
            "(100 procent) i Skärholmens."
        ),
        (
            "”Stämmer planen?”: andelen ja var noll av tio (0 procent) i Skärholmens ärenden och tio av tio "
            "(100 procent) i Farstas."
        ),
        "”Är insatsen uppföljd?”: andelen ja var noll av sex i Östermalms ärenden och sex av sex i Norrmalms.",
        "En fråga har inga svar att räkna: ”Är den kopierad?”.",
    ]
    shown = [texts(table) for table in tables_of(section(found, "resultat_sysselsattning"))]
    assert [rows[1][-1] for rows in shown] == ["38 (95 %)", "32 (80 %)", "14 (44 %)", "18 (72 %)"]
    assert [rows[0][-1] for rows in shown] == ["Total (n=40)", "Total (n=40)", "Total (n=32)", "Total (n=25)"]
    assert shown[0][0][1] == "Farsta (n=10)"


def test_the_summary_tells_each_checklists_first_figure_and_the_worst_ones() -> None:
    assert lines(section(report(published()), "sammanfattning"))[1:] == [
        "Granskningen omfattar 40 ärenden i Farsta, Norrmalm, Skärholmen och Östermalm, 20 kvinnor och 20 män.",
        "Några av resultaten:",
        "En aktuell utredning fanns i 38 av 40 ärenden (95 procent).",
        "Planen stämde med beställningen i 14 av 32 ärenden med plan (44 procent).",
    ]


def test_shortcomings_stand_under_their_quality_area() -> None:
    (table,) = tables_of(section(report(published()), "analys_trygghet_och_sakerhet"))
    assert table.caption == "Brister inom trygghet och säkerhet, störst andel först"
    assert texts(table) == [
        ["Fråga", "Ärenden med brist", "Andel"],
        ["Stämmer planen?", "18 av 32", "56 %"],
        ["Finns en plan?", "8 av 40", "20 %"],
        ["Finns en utredning?", "2 av 40", "5 %"],
    ]


def test_a_shortcoming_in_few_cases_stands_last_and_another_answer_than_nej_is_named() -> None:
    answers: dict[str, list[Value | None]] = {
        "grind": [*["nej"] * 9, *["ja"] * 3],
        "gangjarn": [*["ja"] * 9, *["nej"] * 3],
        "nyckel": ["ja"] * 12,
        "slag": ["rost", *["tra"] * 11],
    }
    found = report(material(cases(12), checklist(), answers))
    (safety,) = tables_of(section(found, "analys_trygghet_och_sakerhet"))
    assert [row[0] for row in texts(safety)[1:]] == ["Finns en grind?", "Finns en nyckel?", "Är gångjärnen hela?"]
    assert safety.notes == ("Frågor där nämnaren är mindre än tio står sist.",)
    (use,) = tables_of(section(found, "analys_effektivitet"))
    assert texts(use)[1] == ["Vilket slag? (brist: ”Rostigt”)", "1 av 12", "8 %"]
    assert use.caption == "Brister inom effektivitet"
    assert use.notes == ()


def test_areas_that_the_checklists_do_not_ask_about_are_named_once() -> None:
    assert lines(section(report(published()), "analys"))[0] == (
        "Granskningens checklista har inga frågor inom områdena självbestämmande och integritet, tillgänglighet, "
        "helhetssyn och samordning eller kunskapsbaserad verksamhet."
    )
    written = {f"analys.{area}": "Text." for area in QUALITY_AREAS}
    found = report(published(), written)
    assert headings(found)[15:21] == list(QUALITY_AREAS.values())
    assert lines(section(found, "analys")) == ["Text."] * 6


def test_one_result_needs_no_list_and_a_checklist_that_nobody_has_begun_on_one_sentence() -> None:
    lists = [yes_no("plan", title="Planen"), yes_no("dag", "natt", title="Dygnet")]
    found = report(material(cases(2), lists, {"plan": ["ja", "nej"]}))
    told = lines(section(found, "sammanfattning"))
    assert "Några av resultaten:" not in told
    assert told[-1] == "Frågan ”Fråga plan?” besvarades med ja i ett av två ärenden."
    assert "Frågorna i checklistan har ännu inga svar." in lines(section(found, "resultat"))


def areas_table(**answers: list[Value | None]) -> Table:
    lists = yes_no(*answers, more='shortcoming = "nej"', area="effektivitet")
    (size,) = {len(given) for given in answers.values()}
    (table,) = tables_of(section(report(material(cases(size), lists, answers)), "analys_effektivitet"))
    return table


def test_a_shortcomings_share_is_printed_from_ten() -> None:
    table = areas_table(plan=["nej", "nej", *["ja"] * 8], mal=["nej", "nej", *["ja"] * 7, None])
    assert texts(table)[1:] == [["Fråga plan?", "2 av 10", "20 %"], ["Fråga mal?", "2 av 9", "–"]]


def test_there_is_no_column_of_shares_where_there_is_no_share() -> None:
    table = areas_table(plan=["nej", "nej", *["ja"] * 7])
    assert texts(table) == [["Fråga", "Ärenden med brist"], ["Fråga plan?", "2 av 9"]]
    assert table.widths is not None
    assert len(table.widths) == 2


def test_a_shortcoming_outside_the_base_is_a_share_of_those_asked() -> None:
    lists = yes_no("plan", more='allow = ["vet_ej"]\nshortcoming = "vet_ej"', area="effektivitet")
    of = material(cases(12), lists, {"plan": ["ja", "nej", *["vet_ej"] * 9]})
    (table,) = tables_of(section(report(of), "analys_effektivitet"))
    assert texts(table)[1] == ["Fråga plan? (brist: vet ej)", "9 av 12", "75 %"]


@given(materials())
@settings(max_examples=40)
def test_every_figure_of_a_report_is_the_counted_one(of: Material) -> None:
    for figure in all_figures(report(of)):
        text, trace = (figure.text, figure.trace) if isinstance(figure, Figure) else (figure[0].text, figure[1])
        assert agrees(of, trace), (text, trace)
        if text != ", ".join(trace.cases):
            assert_true_of_trace(text, trace)


@given(materials())
@settings(max_examples=40)
def test_a_report_never_mixes_words_and_digits_and_leaves_no_template(of: Material) -> None:
    for text in lines(report(of).blocks):
        assert not MIXED.search(text), text
        assert not re.search(r"[{}]|\s[.,]|  |None", text), text


@given(materials())
@settings(max_examples=25)
def test_every_answer_in_the_data_stands_in_the_appendix_with_its_case(of: Material) -> None:
    tables = tables_of(section(report(of), "bilaga_svar"))
    printed = {
        (row[0].text, row[1].text): row[3].text.split(", ")
        for table in tables
        for row in table.rows
        if table.header == ("Fråga", "Svar", "Antal", "Ärenden")
    }
    for question in of.checklists[0].questions:
        total = count(of, question.id).total
        states = ("ej_aktuellt", "Ej aktuellt"), ("vet_ej", "Vet ej")
        for answer, label in (("ja", "Ja"), ("nej", "Nej"), ("besvarad", "Besvarad"), *states):
            if total.cases.get(answer):
                assert printed[question.label, label] == list(total.cases[answer])


EVERY_SECTION = {
    "sammanfattning": "sammanfattning",
    "uppdrag": "uppdrag",
    "syfte": "syfte",
    "metod": "metod",
    "resultat.sysselsattning": "resultat_sysselsattning",
    "jamstalldhet": "jamstalldhet",
    "goda_exempel": "goda_exempel",
    **{f"analys.{area}": f"analys_{area}" for area in QUALITY_AREAS},
    "kallor": "kallor",
}


def test_every_section_that_can_be_written_has_its_place() -> None:
    only_in_a_dialog_version = "dialog"
    assert list(text_sections(published().checklists)) == [only_in_a_dialog_version, *EVERY_SECTION]


@pytest.mark.parametrize(("name", "anchor"), EVERY_SECTION.items())
def test_peoples_text_stands_first_in_its_section(name: str, anchor: str) -> None:
    found = report(published(), {name: "Eget **stycke**.\n\n- punkt\n\n> citat"})
    own = section(found, anchor)[:3]
    assert [type(block) for block in own] == [Paragraph, Bullets, Quotation]
    assert lines(own) == ["Eget stycke.", "punkt", "citat"]
    assert sum(text == "Eget stycke." for text in lines(found.blocks)) == 1


@pytest.mark.parametrize("name", ["sammanfattning", "uppdrag", "syfte", "jamstalldhet", "analys.effektivitet"])
def test_a_text_that_nobody_has_written_is_visibly_missing_until_somebody_has(name: str) -> None:
    sentence = f"Här saknas text till avsnittet ”{text_sections(published().checklists)[name]}”."
    assert sentence in missing(report(published()))
    assert sentence not in missing(report(published(), {name: "Skrivet."}))
    assert sentence in missing(report(published(), {name: "  \n"}))


def test_the_purpose_of_the_plan_stands_where_nobody_has_written_another() -> None:
    found = report(published(), purpose="Att se om planerna stämmer.")
    assert lines(section(found, "syfte")) == ["Att se om planerna stämmer."]
    found = report(published(), {"syfte": "Mer om syftet."}, purpose="Att se om planerna stämmer.")
    assert lines(section(found, "syfte")) == ["Att se om planerna stämmer.", "Mer om syftet."]


def test_the_reviewed_period_is_told_where_it_is_given() -> None:
    assert lines(section(report(published(), period="2019"), "uppdrag"))[-1] == "Granskad period: 2019."
    assert "Granskad period" not in " ".join(lines(report(published()).blocks))


def test_the_appendix_of_checklists_explains_each_question() -> None:
    (first, second) = tables_of(section(report(material(cases(2), checklist())), "bilaga_checklistor"))
    assert (first.caption, second.caption) == ("Grunder", "Slag och mått")
    told = {row[0].text: row[2].text for row in (*first.rows, *second.rows)}
    assert told == {
        "Finns en grind?": (
            "Ja eller nej, även ej aktuellt och vet ej. Ej aktuellt (x): tomten saknar staket. Brist: nej."
        ),
        "Är gångjärnen hela?": "Ja eller nej, även vet ej. Ställs när svaret på ”Finns en grind?” är ja. Brist: nej.",
        "Är gångjärnen oljade?": (
            "Ja eller nej, även vet ej. Ställs när svaret på ”Är gångjärnen hela?” är ja. "
            "Nämnare: alla ärenden där frågan ställs. Brist: vet ej."
        ),
        "Finns en nyckel?": "Ja eller nej. Ställs när kön är kvinna. Nämnare: alla granskade ärenden. Brist: nej.",
        "Vilket slag?": ("Ett av flera svar, även vet ej. Svaren är ”Trä”, ”Järn” och ”Rostigt”. Brist: ”Rostigt”."),
        "Vilka delar?": (
            "Ett eller flera svar, även ej aktuellt. Svaren är ”Lås”, ”Hake” och ”Band”. "
            "Ställs när svaret på ”Vilket slag?” inte är ”Rostigt”. Nämnare: alla ärenden där frågan ställs."
        ),
        "Hur bred?": "Ett heltal, även vet ej.",
        "Vilken dag?": "Ett datum. Nämnare: alla granskade ärenden.",
        "Vad iakttogs?": "Fritext. Nämnare: alla ärenden där frågan ställs.",
    }


def test_the_appendix_of_a_checklist_without_guidance_has_no_column_for_it() -> None:
    (table,) = tables_of(section(report(material(cases(2), yes_no("plan"))), "bilaga_checklistor"))
    assert texts(table) == [["Fråga", "Svar och villkor"], ["Fråga plan?", "Ja eller nej."]]


def test_a_question_that_is_of_no_concern_to_anybody_stands_in_the_appendix_too() -> None:
    checklist = yes_no("plan", more='allow = ["ej_aktuellt"]')
    of = material(cases(2), checklist, {"plan": ["ej_aktuellt", "ej_aktuellt"]})
    rows = [row for table in tables_of(section(report(of), "bilaga_svar")) for row in texts(table)]
    assert any(row[:3] == ["Fråga plan?", "Ej aktuellt", "2"] for row in rows)


def test_the_appendix_explains_no_state_of_a_question_that_it_does_not_show() -> None:
    unanswered = material(cases(2), yes_no("plan"), {"plan": [None, None]})
    assert "Obesvarad:" not in lines(section(report(unanswered), "bilaga_svar"))[0]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${beslut} = 'bifall'", "beslut är bifall"),
        (
            "${beslut} = 'bifall' or ${beslut} = 'delvis avslag' or ${forsta_beslut} = 'nej'",
            "beslut är bifall eller delvis avslag eller första beslut är nej",
        ),
        ("${kon} = 'kvinna' or ${kon} = 'man' or ${kon} = 'annat'", "kön är kvinna eller man eller annat"),
        (
            "${grind} = \"ja\" and not(${barn} = 'ja')",
            "svaret på ”Finns en grind?” är ja och inte (minderåriga barn är ja)",
        ),
        ("selected(${delar}, 'las')", "svaret på ”Vilka delar?” omfattar ”Lås”"),
        ("count-selected(${delar}) >= 2", "antalet svar på ”Vilka delar?” är minst 2"),
        (
            "${bredd} < 90 or ${bredd} > 120",
            "svaret på ”Hur bred?” är mindre än 90 eller svaret på ”Hur bred?” är mer än 120",
        ),
        ("${slag} = 'vet_ej'", "svaret på ”Vilket slag?” är vet ej"),
        ("${insats} != ''", "insats finns"),
        ('${grind} = ""', "svaret på ”Finns en grind?” saknas"),
    ],
)
def test_a_condition_can_be_read(condition: str, words: str) -> None:
    assert in_words(condition, checklist()) == words


def test_a_choice_that_two_questions_call_differently_keeps_its_name_in_a_condition() -> None:
    source = checklist().source.replace('name = "band", label = "Band"', 'name = "tra", label = "Träband"')
    assert in_words("${slag} = 'tra'", checklist(source)) == "svaret på ”Vilket slag?” är tra"


def test_the_appendix_names_the_cases_of_every_fact() -> None:
    (table, *_) = tables_of(section(report(published()), "bilaga_svar"))
    rows = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    assert rows["Personen har minderåriga barn"] == ("2", "FAR-00, FAR-01")
    assert rows["Beslut: avslag"][0] == "9"


def test_the_appendix_explains_only_the_states_that_occur() -> None:
    told = lines(section(report(published()), "bilaga_svar"))[0]
    assert "Ej frågad:" in told
    assert "Ej avgjort:" not in told
    half = material(cases(2), yes_no("plan"), {"plan": ["ja", None]})
    assert "Obesvarad:" in lines(section(report(half), "bilaga_svar"))[0]
    settled = material(cases(2), yes_no("plan"), {"plan": ["ja", "nej"]})
    assert "Obesvarad:" not in lines(section(report(settled), "bilaga_svar"))[0]


def test_under_every_table_of_answers_stands_its_base_and_of_whom_its_total_speaks() -> None:
    found = tables_of(report(published()).blocks)
    counted = [table for table in found if "antal ja" in table.caption]
    assert counted
    for table in counted:
        assert table.notes[0].startswith("Nämnare: ärenden där frågan ställdes och besvarades med ja eller nej")
        assert (TOTAL_IS_REVIEWED in table.notes) == ("per enhet" in table.caption)


def test_no_other_note_stands_under_many_tables() -> None:
    notes = [note for table in tables_of(report(published()).blocks) for note in table.notes]
    others = [note for note in notes if not note.startswith("Nämnare:") and note != TOTAL_IS_REVIEWED]
    assert len(others) == len(set(others))
