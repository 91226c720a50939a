"""The dialog version: one unit against the others together, and questions to talk about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspektor.domain.dialog import MOST
from inspektor.domain.dialog_scope import naming_others, pooled, units
from inspektor.domain.disposition import Arrangement
from inspektor.domain.document import Bullets, Chart, Figure, Heading, Paragraph, Quotation, Report, Table, plain
from inspektor.domain.frame import FrameRow
from inspektor.domain.law import LawTable
from inspektor.domain.report import Basis, build, wanted_texts
from inspektor.domain.report_method import FrameFacts, Selection
from inspektor.domain.report_parts import CASES, DRAW, UNIT
from inspektor.domain.results import BASE, OTHERS, Material, Value, count
from inspektor.domain.review import Case, Review
from inspektor.domain.sampling import Draw, Quota, draw
from inspektor.domain.version import INTERNAL, Version
from tests.domain.builders import (
    MIXED,
    assert_true_of_trace,
    case,
    cases,
    checklist,
    material,
    materials,
    tables_of,
    texts,
    yes_no,
)
from tests.domain.reports import LAW, agrees, all_figures, headings, lines, missing, section

SHORT = 'shortcoming = "nej"'


def dialog(
    of: Material, unit: str, selection: Selection | None = None, own: Mapping[str, str] | None = None, **about: str
) -> Report:
    """The version of a report that is for a meeting with a unit; the internal one without a unit."""
    version = Version("dialog", unit) if unit else INTERNAL
    law = LawTable.parse(LAW)
    review = Review("r", "Daglig verksamhet", "3.4.2-11/2021", **about)
    return build(Basis(review, of, selection or Selection(), own or {}, law, "2026-03-01", "Data.", version=version))


def two(own: Sequence[Value | None], others: Sequence[Value | None], more: str = SHORT) -> Material:
    """One question, answered in Farsta and in two other units."""
    of = [*cases(len(own), "Farsta"), *cases(1, "Alvik"), *cases(len(others) - 1, "Bromma")]
    return material(of, yes_no("plan", more=more), {"plan": [*own, *others]})


def everything(report: Report) -> Iterator[str]:
    """Every word of a report, those that only a screen reader hears too."""
    yield from (report.title, report.subtitle, report.dnr, report.data_state)
    for block in report.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph() | Quotation():
                yield plain(block.inlines)
            case Bullets():
                yield from map(plain, block.items)
            case Table():
                yield from (block.caption, *block.header, *block.notes)
                yield from (cell.text for row in block.rows for cell in row)
            case Chart():
                yield from (block.caption, block.alt, *block.heads, *(label for label, _ in block.rows))


def drawn(of: Material, chance: st.DataObject) -> Selection:
    """A selection that the cases can have come from, with something to tell of every unit."""
    rows = [FrameRow(one.code, one.unit or "Kista", one.gender, decision=one.decision) for one in of.cases]
    joined = tuple((unit, (unit, f"{unit} sdf")) for unit in units(of.labels("enhet")))
    replaced = tuple(replace(one, replaced_why="Akten är borta") for one in of.cases[:3])
    after = tuple(replace(one, replaces=one.code) for one in of.cases[3:6])
    frame = FrameFacts(len(rows), "ab12", ((3, "Kod", "Kod saknas."),), joined)
    if not rows:
        return Selection(frame)
    balance = chance.draw(st.booleans())
    complete = chance.draw(st.sampled_from([(), (("enhet", "Bromma"),), (("beslut", "avslag"), ("lagrum", "LSS"))]))
    named = sorted({row.unit for row in rows})
    quotas = [Quota(unit, "kvinna" if balance else "", 1) for unit in named[: chance.draw(st.integers(0, len(named)))]]
    sample = draw(
        rows, chance.draw(st.integers(2, 6)), 7, balance_gender=balance, complete=complete, reserves=1, quotas=quotas
    )
    return Selection(frame, (sample,), replaced, after)


@given(materials(), st.data())
@settings(max_examples=60)
def test_no_other_unit_and_none_of_its_cases_is_named(of: Material, chance: st.DataObject) -> None:
    for unit in units(of.labels("enhet"))[:2]:
        found = list(everything(dialog(of, unit, drawn(of, chance))))
        others = {one.unit or "Kista" for one in of.cases} - {unit}
        codes = {one.code for one in of.cases if one.unit != unit}
        assert [(name, line) for name in others for line in found if name in line] == []
        assert [(code, line) for code in codes for line in found if code in line] == []
        assert any(unit in line for line in found)


@given(materials())
@settings(max_examples=40)
def test_every_figure_is_the_counted_one_of_the_unit_the_others_and_all(of: Material) -> None:
    for unit in units(of.labels("enhet"))[:2]:
        for figure in all_figures(dialog(of, unit)):
            text, trace = (figure.text, figure.trace) if isinstance(figure, Figure) else (figure[0].text, figure[1])
            whole = of if trace.group == unit or not trace.grouping else pooled(of, unit)
            size = [one.code for one in of.cases if one.unit == unit]
            assert agrees(whole, trace) or (trace.answer == BASE and list(trace.cases) == size), (text, trace)
            if text != ", ".join(trace.cases):
                assert_true_of_trace(text, trace)


@given(materials())
@settings(max_examples=40)
def test_it_is_written_as_whole_sentences(of: Material) -> None:
    for unit in units(of.labels("enhet"))[:2]:
        for text in lines(dialog(of, unit).blocks):
            assert not MIXED.search(text), text
            assert not re.search(r"[{}]|\s[.,]|  |None|\.\.|\.,|i Övriga|1 av 1\b|ett av ett\b", text), text
            assert text.endswith((".", "?", ":", "]")) or not re.search(r"i \w+ av \w+", text), text


def test_its_title_page_says_whom_it_is_for() -> None:
    found = dialog(two(["ja"], ["nej"]), "Farsta", theme="sysselsättning")
    assert (found.status, found.subtitle) == ("UTKAST", "Granskningsrapport: sysselsättning. För dialogmöte med Farsta")


def test_it_begins_with_the_units_own_results_and_the_questions() -> None:
    found = dialog(two(["ja"], ["nej"]), "Farsta")
    assert headings(found, 1)[:3] == ["Resultat i Farsta", "Frågor att samtala om", "Sammanfattning"]
    assert headings(found, 1)[-1] == "Bilaga 3. Svaren i Farsta och ärendena bakom dem"


def test_the_other_versions_have_none_of_it() -> None:
    found = dialog(two(["ja"], ["nej"]), "", own={"dialog": "Vårt eget."})
    assert headings(found, 1)[0] == "Sammanfattning"
    assert "Vårt eget." not in lines(found.blocks)


def test_peoples_own_questions_stand_first_and_are_never_missing() -> None:
    of = two(["ja"], ["nej"])
    found = dialog(of, "Farsta", own={"dialog": "Vad vill ni veta?\n\n- Om planen"})
    assert lines(section(found, "dialog"))[:2] == ["Vad vill ni veta?", "Om planen"]
    assert "dialog" not in wanted_texts(Review("r", "Titel"), of.checklists)
    assert not any("samtala" in text for text in missing(dialog(of, "Farsta")))


def test_tables_have_the_unit_the_others_and_the_total() -> None:
    found = dialog(two(["ja"] * 3, ["nej"] * 9), "Farsta")
    (table,) = tables_of(section(found, "resultat_prov"))
    assert texts(table) == [
        ["Fråga", "Farsta (n=3)", "Övriga (n=9)", "Total (n=12)"],
        ["Fråga plan?", "3", "0", "3 (25 %)"],
    ]


def test_the_units_share_stands_in_the_sentence_of_all() -> None:
    found = dialog(two([*["ja"] * 7, *["nej"] * 5], ["nej"] * 9), "Farsta")
    assert lines(section(found, "resultat_prov"))[0] == (
        "Frågan ”Fråga plan?” besvarades med ja i 7 av 21 ärenden (33 procent), i Farsta i 7 av 12 (58 procent)."
    )


PLAN = SHORT + '\nsentence = "Av ärendena hade {ja} av {bas} en plan ({procent})."'
WHOLE = SHORT + '\nsentence = "En plan fanns i {ja} av {bas} ärenden."'


@pytest.mark.parametrize(
    ("own", "others", "more", "told"),
    [
        (["ja"] * 3, ["nej"] * 9, WHOLE, "En plan fanns i samtliga tre ärenden, bland övriga i inget av nio."),
        (["nej"] * 2, ["ja", "nej"], WHOLE, "En plan fanns i inget av två ärenden, bland övriga i ett av två."),
        (["nej"] * 4, ["ja"] * 3, PLAN, "Av ärendena hade noll av fyra en plan, bland övriga samtliga tre."),
        (["ja", "nej"], [None, None], WHOLE, "En plan fanns i ett av två ärenden. Bland övriga har frågan"),
        (["nej"], ["nej", "ja"], WHOLE, "med nej. Bland övriga var svaret ja i ett av två ärenden."),
        (["nej", "ja"], ["nej"], WHOLE, "En plan fanns i ett av två ärenden. Bland övriga besvarades frågan i ett"),
    ],
)
def test_a_finding_is_told_beside_the_others(
    own: Sequence[Value | None], others: Sequence[Value | None], more: str, told: str
) -> None:
    found = lines(section(dialog(two(own, others, more), "Farsta"), "enheten"))
    shown = lines(section(dialog(two(own, others, more), "Farsta"), "dialog"))
    assert any(told in line for line in (*found, *shown)), (found, shown)


def test_what_was_reviewed_is_told_of_the_unit_first() -> None:
    of = [*cases(12, decision="bifall"), case("FAR-20", decision="avslag"), *cases(3, "Alvik", decision="avslag")]
    found = lines(section(dialog(material(of, yes_no("plan"), {"plan": ["ja"] * 16}), "Farsta"), "enheten"))
    assert found[0] == (
        "I Farsta granskades 13 ärenden, 7 kvinnor och 6 män. Granskningen omfattar totalt 16 ärenden. "
        "Beslutet var avslag i 1 av 13 ärenden."
    )


def test_others_are_told_of_together_where_the_decisions_are() -> None:
    of = [*cases(2, decision="bifall"), case("FAR-20", decision="avslag"), *cases(3, "Alvik", decision="avslag")]
    found = " ".join(lines(dialog(material(of, yes_no("plan")), "Farsta").blocks))
    assert "Beslutet var avslag i fyra av sex ärenden: ett i Farsta och tre bland övriga." in found
    assert "Granskningen omfattar sex ärenden i två enheter, fyra kvinnor och två män." in found


def test_a_review_of_one_unit_says_that_there_are_no_others() -> None:
    found = dialog(material(cases(3), yes_no("plan", more=SHORT), {"plan": ["ja", "nej", "ja"]}), "Farsta")
    own = section(found, "enheten")
    assert lines(own)[1] == "Granskningen gäller bara Farsta, så det finns inga övriga enheter att jämföra med."
    assert texts(tables_of(own)[0])[0] == ["Fråga", "Farsta (n=3)"]
    assert OTHERS not in " ".join(everything(found))
    assert "Jämfört" not in " ".join(headings(found))


def test_a_unit_without_answers_is_told_so_and_has_nothing_to_talk_about() -> None:
    found = dialog(two([None] * 3, ["ja"] * 4), "Farsta")
    first, *_, last = lines(section(found, "enheten"))
    assert first.startswith("I Farsta ingår tre ärenden, ")
    assert last == "Frågorna har ännu inga svar att räkna i Farsta."
    assert "Tre ärenden i Farsta är ännu inte granskade." in missing(found)
    assert "Frågor att samtala om" not in headings(found)


def test_cases_that_are_not_reviewed_are_told_of_once_with_the_unit_or_with_the_others() -> None:
    of = two(["ja", None, None], ["ja", None, "ja"])
    of = replace(of, waiting=frozenset({2}), unsettled={"plan": frozenset({2})})
    report = dialog(of, "Farsta")
    assert [told for told in missing(report) if "granska" in told] == [
        "Ett ärende i Farsta är ännu inte granskat.",
        "Ett ärende bland övriga är ännu inte granskat.",
    ]
    assert [told for told in lines(report.blocks) if "dubbelgranskas" in told] == [
        (
            "Ett ärende i Farsta dubbelgranskas och är inte klart hos båda granskarna. "
            "Svaren ingår i siffrorna när båda är klara."
        )
    ]


def without_own_chapter(of: Material) -> Report:
    """The version for Farsta, whose own chapter is left out."""
    review, law, version = Review("r", "T", "1"), LawTable.parse(LAW), Version("dialog", "Farsta")
    left_out = {UNIT: Arrangement(left_out=True)}
    basis = Basis(review, of, Selection(), {}, law, "2026-03-01", "Data.", version=version, disposition=left_out)
    return build(basis)


def test_where_the_units_own_chapter_is_left_out_all_is_told_with_the_reviewed_cases() -> None:
    found = without_own_chapter(two(["ja", None, None], ["nej", None, "ja"]))
    assert "Tre ärenden är ännu inte granskade." in missing(found)
    assert any("skiljer sig mellan Farsta och övriga" in told for told in lines(section(found, "resultat")))


def test_the_comparison_with_the_others_is_told_once() -> None:
    report = dialog(two(["ja"] * 4, ["nej", "ja", "ja"]), "Farsta")
    assert sum("skiljer sig mellan Farsta och övriga" in told for told in lines(report.blocks)) == 1
    (told,) = section(report, "enheten_jamfort")
    assert isinstance(told, Paragraph)
    assert told.style != "note"


def results(*lacking: tuple[int, int]) -> Material:
    """Questions where so many of so many cases in Farsta have the shortcoming, and none elsewhere."""
    ids = [f"f{place}" for place in range(len(lacking))]
    answers: dict[str, list[Value | None]] = {
        name: [*["nej"] * k, *["ja"] * (n - k), *[None] * (20 - n), *["ja"] * 10]
        for name, (k, n) in zip(ids, lacking, strict=True)
    }
    return material([*cases(20), *cases(10, "Alvik")], yes_no(*ids, more=SHORT), answers)


def asked(of: Material) -> list[str]:
    """The findings that are to be talked of."""
    return lines(section(dialog(of, "Farsta"), "dialog_brister"))


def test_the_shortcoming_of_the_most_cases_is_asked_of_first_and_of_those_alike_the_largest_share() -> None:
    of = results((1, 2), (3, 12), (2, 2), (12, 12), (3, 9), (0, 12), (6, 12))
    assert [re.findall(r"med ja i (.+?) ärenden", text)[0] for text in asked(of)] == [
        "inget av tolv",
        "sex av tolv",
        "sex av nio",
        "nio av tolv",
        "inget av två",
        "ett av två",
    ]
    (table,) = tables_of(section(dialog(of, "Farsta"), "enheten"))
    assert table.caption == "Ärenden med brist, flest i Farsta först"
    told = [int(row[1].split(" av ")[0]) for row in texts(table)[1:]]
    assert told == sorted(told, reverse=True)


def test_each_finding_has_a_question_of_its_own() -> None:
    found = asked(results(*[(5, 12)] * 20))
    questions = [text.rpartition(". ")[2] for text in found[:MOST]]
    assert len(set(questions)) == MOST
    assert all(question.endswith("?") for question in questions)
    assert found[MOST:] == ["Ytterligare tolv frågor med brister står i tabellen under rubriken Brister."]


@pytest.mark.parametrize(
    ("k", "n", "question"),
    [
        (1, 9, "Är det en enstaka händelse, eller känner ni igen det från andra ärenden?"),
        (1, 1, "Är det en enstaka händelse, eller känner ni igen det från andra ärenden?"),
        (12, 12, "Vad ligger bakom att det ser likadant ut i alla ärenden?"),
        (5, 12, "Känner ni igen bilden, och vad tror ni att den beror på?"),
    ],
)
def test_a_question_fits_one_several_or_all(k: int, n: int, question: str) -> None:
    (finding,) = asked(results((k, n)))
    assert finding.endswith(f". {question}")


def test_more_findings_than_a_meeting_has_time_for_are_in_the_table_where_there_is_one() -> None:
    of = results(*[(3, 9)] * (MOST + 2))
    assert asked(of)[-1] == "Ytterligare två frågor med brister står i tabellen under rubriken Brister."
    found = section(without_own_chapter(of), "dialog_brister")
    assert lines(found)[-1] == "Ytterligare två frågor har brister."


def test_what_differs_between_cases_is_not_asked_where_they_are_alike() -> None:
    found = asked(results(*[(12, 12)] * 8))
    assert not any("Vad skiljer" in text or "enstaka" in text for text in found)


def test_what_works_well_is_told_and_can_be_shared() -> None:
    found = dialog(results((0, 12), (1, 12), (2, 12), (0, 2), (0, 5)), "Farsta")
    well = lines(section(found, "enheten_fungerar"))
    assert well == [
        "Högst ett av tio bedömda ärenden har en brist i frågorna:",
        "Frågan ”Fråga f0?” besvarades med ja i samtliga tolv ärenden, bland övriga i samtliga tio.",
        "Frågan ”Fråga f1?” besvarades med ja i elva av tolv ärenden (92 procent), bland övriga i samtliga tio.",
        "Frågan ”Fråga f4?” besvarades med ja i samtliga fem ärenden, bland övriga i samtliga tio.",
    ]
    shared = lines(section(found, "dialog_dela"))
    assert shared[-1] == "Hur har ni gått till väga, och vad kan andra ha nytta av?"
    assert len(shared) == 4


def test_one_thing_that_works_well_one_shortcoming_and_one_case_are_told_as_one() -> None:
    found = dialog(results((0, 12), (2, 2)), "Farsta")
    assert lines(section(found, "enheten_fungerar"))[0] == "I en fråga har högst ett av tio bedömda ärenden en brist:"
    assert "Vad har ni redan gjort åt bristen?" in lines(section(found, "dialog_uppfoljning"))
    several = dialog(results((3, 12), (2, 2)), "Farsta")
    assert "Vad har ni redan gjort åt var och en av bristerna?" in lines(section(several, "dialog_uppfoljning"))
    alone = replace(
        two(["ja"], ["ja", "nej"]), cases=(case("P-1", decision="avslag"), case("P-2", "Alvik"), case("P-3", "Bromma"))
    )
    assert "Beslutet var avslag." in lines(section(dialog(alone, "Farsta"), "enheten"))[0]


def test_where_nothing_works_well_or_nothing_is_short_that_is_said() -> None:
    bad, good, few = (dialog(results(one), "Farsta") for one in ((12, 12), (0, 12), (0, 1)))
    assert "I varje fråga med minst tre bedömda ärenden har mer än ett av tio en brist." in lines(bad.blocks)
    assert "Ärendena är för få för att avgöra vad som fungerar väl." in lines(few.blocks)
    assert lines(section(good, "enheten_brister")) == [
        "Granskningen fann ingen brist i de granskade ärendena i Farsta."
    ]
    assert "Vad granskningen fann" not in headings(good)


def test_few_cases_have_no_percentages_and_that_is_explained() -> None:
    found = dialog(two(["nej"] * 9, ["nej"] * 12), "Farsta")
    (table,) = tables_of(section(found, "enheten"))
    assert texts(table)[1] == ["Fråga plan?", "9 av 9", "12 av 12 (100 %)", "21 av 21 (100 %)"]
    assert any("färre än tio anges ingen procent" in text for text in lines(section(found, "enheten")))


def test_a_shortcoming_that_the_sentence_does_not_tell_is_told_plainly() -> None:
    more = 'allow = ["vet_ej"]\nshortcoming = "vet_ej"'
    of = two(["vet_ej", "ja", "ja"], ["vet_ej"] * 10 + ["nej"] * 2, more)
    (finding,) = lines(section(dialog(of, "Farsta"), "dialog_brister"))
    assert finding.startswith(
        "Frågan ”Fråga plan?” fick svaret vet ej i ett av tre ärenden, bland övriga i tio av tolv (83 procent). "
    )


def test_a_difference_that_stands_out_is_between_the_unit_and_the_others() -> None:
    found = dialog(two(["ja"] * 12, ["nej"] * 24), "Farsta")
    assert lines(section(found, "enheten_jamfort")) == [
        "Skillnaden mellan Farsta och övriga är större än vad slumpen brukar ge i ”Fråga plan?”.",
        "”Fråga plan?”: andelen ja var 0 av 24 (0 procent) i de övriga ärendena och 12 av 12 (100 procent) i Farstas.",
    ]


def test_a_difference_that_cannot_be_told_from_chance_is_never_said_not_to_be_there() -> None:
    found = dialog(two(["ja", "nej"], ["nej"] * 3), "Farsta")
    assert lines(section(found, "enheten_jamfort")) == [
        "Det är för få ärenden för att avgöra om svaren skiljer sig mellan Farsta och övriga."
    ]


def test_shortcomings_of_an_area_stand_beside_the_units_own() -> None:
    of = [*cases(4, "Farsta"), *cases(8, "Alvik")]
    lists = yes_no("plan", more=SHORT, area="effektivitet")
    found = dialog(material(of, lists, {"plan": [*["nej"] * 3, *["ja"] * 9]}), "Farsta")
    (table,) = tables_of(section(found, "analys_effektivitet"))
    assert texts(table) == [
        ["Fråga", "Med brist i Farsta", "Med brist totalt", "Andel totalt"],
        ["Fråga plan?", "3 av 4", "3 av 12", "25 %"],
    ]


def test_a_survey_shows_the_units_own_answers_and_how_many_the_others_gave() -> None:
    of = [case(f"P-{unit}{area}", unit, area=area) for unit in ("Alvik", "Bromma", "Farsta") for area in ("IFO", "OF")]
    answers: dict[str, list[Value | None]] = {"plan": ["ja", "nej", "nej", "nej", "ja", "nej"]}
    found = dialog(material(of, yes_no("plan"), answers), "Farsta")
    matrix = next(table for table in tables_of(found.blocks) if table.header[0] == "Enhet")
    assert texts(matrix) == [
        ["Enhet", "IFO", "OF"],
        ["Farsta", "Ja", "Nej"],
        ["Övriga", "Ja 1, Nej 1", "Nej 2"],
    ]


def test_the_appendix_has_the_units_own_cases() -> None:
    found = dialog(two(["ja", "nej"], ["nej"] * 3), "Farsta")
    facts, spread, behind = tables_of(section(found, CASES))
    assert texts(facts)[1] == ["Kvinnor", "1", "FAR-00"]
    assert texts(spread) == [["Fråga", "Ja", "Nej", "Ärenden"], ["Fråga plan?", "1", "1", "2"]]
    assert texts(behind)[1:] == [["Fråga plan?", "Ja", "1", "FAR-00"], ["Fråga plan?", "Nej", "1", "FAR-01"]]


def frame(*sizes: tuple[str, int]) -> list[FrameRow]:
    return [FrameRow(f"{unit[:2]}-{place}", unit, "kvinna") for unit, size in sizes for place in range(size)]


def chosen(sample: Draw, anchor: str = "metod_urval") -> list[str]:
    """What the section of a draw says, its tables row by row."""
    of = material(cases(2), yes_no("plan"))
    found = section(dialog(of, "Farsta", Selection(FrameFacts(30, "ab12"), (sample,))), anchor)
    return [*lines(found), *(" | ".join(row) for table in tables_of(found) for row in texts(table))]


def test_the_draw_is_told_with_the_other_strata_together() -> None:
    sample = draw(frame(("Alvik", 9), ("Bromma", 8), ("Farsta", 7)), 4, 1, reserves=1)
    told = chosen(sample)
    assert "tolv ärenden drogs ur urvalsramen, fyra i varje enhet." in " ".join(told)
    assert told[-3:] == ["Farsta | 7 | 4 | 1", "Övriga | 17 | 8 | 2", "Total | 24 | 12 | 3"]
    protocol = chosen(sample, DRAW)
    assert protocol[-1] == f"Farsta | {', '.join(sample.strata[2].drawn)} | {sample.strata[2].reserve[0]}"


def test_the_others_shortfalls_and_quotas_are_told_without_their_names() -> None:
    rows = frame(("Alvik", 1), ("Bromma", 8), ("Farsta", 2))
    told = " ".join(chosen(draw(rows, 4, 1, quotas=[Quota("Bromma", "", 2)])))
    assert "Målet var fyra i varje enhet, men egna antal i några av de övriga enheterna." in told
    assert "Farsta: fyra ärenden skulle dras, men det finns bara två. Alla togs med." in told
    assert "Övriga: ärendena räckte inte till alla kvoter." in told


def test_a_unit_that_was_taken_whole_is_not_named() -> None:
    rows = frame(("Alvik", 3), ("Bromma", 8), ("Farsta", 6))
    told = " ".join(chosen(draw(rows, 4, 1, complete=[("enhet", "Alvik")])))
    assert "Dessutom ingår samtliga tre ärenden där enheten är en av de övriga." in told


def test_only_the_units_own_replaced_cases_are_told_of() -> None:
    gone = [replace(one, replaced_why="Borta") for one in (case("FAR-9"), case("ALV-9", "Alvik"))]
    found = dialog(two(["ja"], ["ja"]), "Farsta", Selection(replaced=tuple(gone)))
    told = section(found, "metod")
    assert "Ett ärende i Farsta gick inte att granska och ersattes från reservlistan." in lines(told)
    assert texts(tables_of(told)[0])[1:] == [["FAR-9", "–", "Borta"]]


@pytest.mark.parametrize(
    "text", ["Som i Alvik.", "Alviks planer är bra.", "Se ALV-00.", "(ärende alv-00)", "Bra i Farsta. Sämre i ALVIK."]
)
def test_a_text_that_names_another_unit_or_its_case_is_pointed_out(text: str) -> None:
    of = two(["ja"], ["ja", "nej"])
    found = dialog(of, "Farsta", own={"uppdrag": text, "syfte": "Farsta är bra."})
    assert naming_others(found, of.cases, "Farsta") == [
        "En annan enhet eller ett ärende där nämns i ”Uppdraget”. Läs igenom före dialogmötet."
    ]


@pytest.mark.parametrize("text", ["Som i Farsta.", "Se FAR-00.", "Norra Alviken", "12 av 15"])
def test_other_texts_are_not(text: str) -> None:
    of: list[Case] = [*two(["ja"], ["ja"]).cases, case("12", "Alvik")]
    found = dialog(material(of, yes_no("plan")), "Farsta", own={"uppdrag": text})
    assert naming_others(found, of, "Farsta") == []


def test_a_units_name_may_end_in_any_sign() -> None:
    of = material([*cases(2), *cases(2, "Norr (A)"), *cases(2, "Syd+")], yes_no("plan"))
    for text in ("Som i Norr (A) i fjol.", "Syd+ är bra"):
        assert naming_others(dialog(of, "Farsta", own={"uppdrag": text}), of.cases, "Farsta")


def test_a_units_name_within_the_own_is_not_pointed_out() -> None:
    of = material([*cases(2, "Hässelby-Vällingby"), *cases(2, "Vällingby")], yes_no("plan"))
    assert naming_others(dialog(of, "Hässelby-Vällingby"), of.cases, "Hässelby-Vällingby") == []


def test_the_total_is_that_of_the_internal_version() -> None:
    of = material([*cases(3), *cases(3, "Alvik")], checklist(), {"grind": ["ja", "nej"] * 3})
    assert count(pooled(of, "Farsta"), "grind", "enhet").total == count(of, "grind", "enhet").total
