"""The workbook for the statistician: whoever counts its cases comes to its tables, and it holds nothing but codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from inspektor.domain.answers import possible_answers
from inspektor.domain.comparison import comparisons
from inspektor.domain.data_sheets import DataSheet, Note, Value, Workbook
from inspektor.domain.disposition import Arrangement
from inspektor.domain.intervals import Part, Sample
from inspektor.domain.law import LawTable
from inspektor.domain.report import Basis
from inspektor.domain.report_method import FrameFacts, Selection
from inspektor.domain.report_parts import CASES, CHECKLISTS
from inspektor.domain.results import GROUPINGS, SMALL, Material, count
from inspektor.domain.review import ADDED, Review
from inspektor.domain.sampling import Draw, Stratum
from inspektor.domain.version import INTERNAL, PUBLIC, Version
from inspektor.domain.workbook import build
from tests.domain.builders import case, cases, checklist, half_up, material, materials, yes_no

NUMBER = "19840312-9987"  # of nobody: birth numbers from 980 are not given to people
Row = dict[str, Value]


@cache
def law() -> LawTable:
    """No law at all."""
    return LawTable.parse("")


def workbook(of: Material, selection: Selection = Selection(), **about: str) -> Workbook:  # noqa: B008  (never changed)
    """The workbook of a material."""
    review = Review("r", **{"title": "En granskning", **about})
    return build(Basis(review, of, selection, {"sammanfattning": "Hemligt."}, law(), "2026-11-21", "48 ärenden."))


def sheet(book: Workbook, name: str) -> DataSheet:
    """A sheet by its name."""
    return next(one for one in book.sheets if one.name == name)


def rows(book: Workbook, name: str) -> list[Row]:
    """The rows of a sheet, by its headings."""
    found = sheet(book, name)
    heads = [variable.name for variable in found.variables]
    return [dict(zip(heads, row, strict=True)) for row in found.rows]


def counted(of: Material, question: str, listed: Sequence[Row]) -> Counter[str]:
    """What a statistician counts in the columns of a question."""
    asked = of.questions[question]
    if asked.type == "select_multiple":
        chosen = {one.name: sum(row[f"{question}.{one.name}"] or 0 for row in listed) for one in asked.choices}  # type: ignore[misc]
        others = Counter(str(row[question]) for row in listed if row[question] != "besvarad")
        return Counter({**chosen, **others})
    column = f"{question}.status" if asked.type in ("integer", "date") else question
    return Counter(str(row[column]) for row in listed)


@settings(max_examples=15)
@given(materials())
def test_whoever_counts_the_cases_comes_to_the_tables(of: Material) -> None:
    book = workbook(of)
    listed, tables = rows(book, "Ärenden"), rows(book, "Tabeller")
    for question in (question for one in of.checklists for question in one.questions):
        for key in ("", "enhet", "kon"):
            for group in of.labels(key) if key else [""]:
                here = [row for row in listed if not key or (row[key] or "uppgift saknas") == group]
                label = GROUPINGS[key].label if key else "Totalt"
                told = {
                    str(row["Svar"]): row["Antal"]
                    for row in tables
                    if (row["Fråga"], row["Indelning"], row["Grupp"]) == (question.id, label, group or "Totalt")
                }
                if not key or len(of.labels(key)) > 1:
                    assert +Counter(told) == +counted(of, question.id, here)


@settings(max_examples=15)
@given(materials())
def test_every_figure_is_the_one_that_is_counted_for_the_report(of: Material) -> None:
    for row in rows(workbook(of), "Tabeller"):
        grouping = next((key for key, one in GROUPINGS.items() if one.label == row["Indelning"]), None)
        one = count(of, str(row["Fråga"]), grouping)
        column = next((column for column in one.columns if column.label == row["Grupp"]), one.total)
        answer = str(row["Svar"])
        assert (row["Antal"], row["Nämnare"], row["Ärenden (n)"]) == (
            len(column.cases[answer]),
            column.base,
            column.n,
        )
        assert row["Nämnaren i ord"] == one.base_in_words
        percent = half_up(len(column.cases[answer]), column.base)
        shown = percent is not None and column.base >= SMALL and answer in column.answers
        assert row["Procent"] == (percent / 100 if shown and percent is not None else None)
        assert bool(row["Anmärkning"]) == (answer in column.answers and not shown)


@settings(max_examples=15)
@given(materials())
def test_every_column_and_every_code_is_in_the_codebook(of: Material) -> None:
    book = workbook(of)
    cases_sheet = sheet(book, "Ärenden")
    names = [variable.name for variable in cases_sheet.variables]
    assert [row["Variabel"] for row in rows(book, "Kodbok")] == names
    assert len({name.casefold() for name in names}) == len(names)
    codes: dict[Value, set[Value]] = {}
    for row in rows(book, "Koder"):
        codes.setdefault(row["Variabel"], set()).add(row["Kod"])
    for place, name in enumerate(names):
        found = {str(row[place]) for row in cases_sheet.rows if row[place] is not None}
        assert name not in codes or found <= codes[name], name


@settings(max_examples=15)
@given(materials())
def test_no_text_that_an_inspector_wrote_is_in_it(of: Material) -> None:
    book = workbook(of)
    everything = {value for one in book.sheets for row in one.rows for value in row} | {
        note.text for note in book.notes
    }
    assert not {"Grinden gnisslar.", "Hemligt."} & everything


def test_a_value_has_its_type_and_what_is_not_given_has_its_reason() -> None:
    of = material(
        cases(3, birth_year=1980, decision_date="2019-05-06"),
        checklist(),
        {
            "slag": ["tra", "rost", "tra"],
            "bredd": [7, "vet_ej", None],
            "dag": ["2019-02-28"],
            "delar": ["las band", "las", "ej_aktuellt"],
            "anteckning": ["Grinden gnisslar."],
        },
    )
    book = workbook(of)
    first, second, third = rows(book, "Ärenden")
    kinds = {variable.name: variable.kind for variable in sheet(book, "Ärenden").variables}
    assert (kinds["bredd"], kinds["dag"], kinds["delar.las"], kinds["slag"]) == ("whole", "date", "whole", "text")
    assert (kinds["fodelsear"], kinds["beslutsdatum"]) == ("whole", "date")
    assert (first["fodelsear"], first["arende.aldersgrupp"]) == (1980, "26–39")
    assert [row["bredd"] for row in (first, second, third)] == [7, None, None]
    assert [row["bredd.status"] for row in (first, second, third)] == ["besvarad", "vet_ej", "obesvarad"]
    assert (first["dag"], first["dag.status"], first["anteckning"]) == ("2019-02-28", "besvarad", "besvarad")
    assert [first[f"delar.{name}"] for name in ("las", "hake", "band")] == [1, 0, 1]
    assert [row["delar"] for row in (first, second, third)] == ["besvarad", "ej_fragad", "ej_aktuellt"]
    assert second["delar.las"] is third["delar.las"] is None


def test_the_codebook_says_how_a_question_is_asked_and_counted() -> None:
    book = workbook(material(cases(1), checklist()))
    about = {str(row["Variabel"]): row for row in rows(book, "Kodbok")}
    key = about["gangjarn"]
    assert (key["Checklista"], key["Version"], key["Avsnitt"]) == ("Prov", "1", "Grunder")
    assert key["Kvalitetsområde"] == "Trygghet och säkerhet"
    assert key["Ställs när"] == "svaret på ”Finns en grind?” är ja"
    assert key["Villkor"] == "${grind} = 'ja'"
    assert key["Brist"] == "nej"
    assert about["nyckel"]["Nämnare"] == "alla granskade ärenden"
    assert about["grind"]["Ej aktuellt betyder"] == "tomten saknar staket"
    assert about["delar.las"]["Frågetext"] == "Vilka delar? – Lås"
    codes = [(row["Kod"], row["Betydelse"]) for row in rows(book, "Koder") if row["Variabel"] == "grind"]
    assert codes == [
        ("ja", "Ja"),
        ("nej", "Nej"),
        ("ej_aktuellt", "Ej aktuellt"),
        ("vet_ej", "Vet ej"),
        ("obesvarad", "Obesvarad"),
        ("oenig", "Ej avgjort"),
    ]


def test_every_answer_that_a_question_can_have_is_a_code() -> None:
    one = checklist()
    listed = rows(workbook(material(cases(1), one)), "Koder")
    for question in one.questions:
        if question.type in ("ja_nej", "select_one"):
            codes = {row["Kod"] for row in listed if row["Variabel"] == question.id}
            assert set(possible_answers(question)) <= codes


def drawn() -> tuple[Material, Selection]:
    """Two strata: of the one a case is replaced from the reserve, the other is taken whole; one case added by hand."""
    strata = (
        Stratum("Farsta", "kvinna", "slump", 20, 2, ("F-1", "F-2"), ("F-3", "F-4")),
        Stratum("Norr", "", "total", 1, 1, ("N-1",), (), "beslut=avslag"),
    )
    draw = Draw(7, "inspektor-urval-1", "abc", "slump", 2, True, (("beslut", "avslag"),), 2, strata, (), ())
    gone = case("F-1", replaced_why="Akten är borta", origin="slump")
    instead = case("F-3", replaces="F-1", origin="reserv")
    found = (case("F-2", origin="slump"), instead, case("N-1", "Norr", origin="total"), case("X-1", origin=ADDED))
    sample = Sample((Part(20, ("F-2", "F-3"), True), Part(1, ("N-1",), False)))
    of = replace(material(found, yes_no("fraga")), sample=sample)
    return of, Selection(FrameFacts(21, "abc"), (draw,), (gone,), (instead,))


def test_the_draw_tells_its_quotas_weights_and_what_became_of_every_case() -> None:
    book = workbook(*drawn())
    first, second = rows(book, "Urval")
    wanted = {"Grupp": "1.1", "I urvalsramen": 20, "Kvot": 2, "Dragna": 2, "Reserver": 2, "Ersatta": 1, "Granskas": 2}
    assert first.items() >= {**wanted, "Vikt": 10.0, "Frö": 7, "Metod": "inspektor-urval-1"}.items()
    assert second.items() >= {"Grupp": "1.2", "Slag": "total", "Villkor": "beslut=avslag", "Vikt": 1.0}.items()
    told = {row["Kod"]: tuple(row.values())[1:] for row in rows(book, "Urvalets ärenden")}
    assert told == {
        "F-1": ("1.1", "dragen", 1, "ersatt", None, "F-3", "Akten är borta"),
        "F-2": ("1.1", "dragen", 2, "granskas", None, None, None),
        "F-3": ("1.1", "reserv", 1, "granskas", "F-1", None, None),
        "F-4": ("1.1", "reserv", 2, "inte använd", None, None, None),
        "N-1": ("1.2", "dragen", 1, "granskas", None, None, None),
        "X-1": (None, "tillagd", None, "granskas", None, None, None),
    }


def test_every_case_has_its_group_and_its_weight() -> None:
    listed = rows(workbook(*drawn()), "Ärenden")
    assert [(row["kod"], row["urval.grupp"], row["urval.vikt"]) for row in listed] == [
        ("F-2", "1.1", 10.0),
        ("F-3", "1.1", 10.0),
        ("N-1", "1.2", 1.0),
        ("X-1", None, None),
    ]


def test_a_random_sample_has_its_interval_beside_the_percentage() -> None:
    found = cases(12)
    sample = Sample((Part(40, tuple(one.code for one in found), True),))
    of = replace(material(found, yes_no("fraga"), {"fraga": ["ja"] * 9 + ["nej"] * 3}), sample=sample)
    row = next(row for row in rows(workbook(of), "Tabeller") if row["Fråga"] == "fraga")
    estimate = sample.estimate([one.code for one in found], [one.code for one in found[:9]])
    assert estimate is not None
    assert (row["Procent"], row["Lägst"], row["Högst"]) == (0.75, estimate.low, estimate.high)


def test_the_measures_of_numbers_are_there_in_all_and_by_group() -> None:
    found = [*cases(3, "Farsta"), *cases(1, "Bromma")]
    of = material(found, checklist(), {"bredd": [1, 2, 6, "vet_ej"]})
    told = _measured(of, "bredd")
    assert told["Totalt", "Totalt"] == told["Enhet", "Farsta"] == (3, 1, 2, 3, 6, None, None)
    assert told["Enhet", "Bromma"] == (0, *[None] * 6)


def test_the_first_and_last_date_are_there_in_all_and_by_group() -> None:
    found = [*cases(2, "Farsta"), *cases(1, "Bromma")]
    of = material(found, checklist(), {"dag": ["2026-05-14", "2025-03-03"]})
    told = _measured(of, "dag")
    assert told["Totalt", "Totalt"] == told["Enhet", "Farsta"] == (2, *[None] * 4, "2025-03-03", "2026-05-14")
    assert told["Enhet", "Bromma"] == (0, *[None] * 6)


def _measured(of: Material, question: str) -> dict[tuple[Value, Value], tuple[Value, ...]]:
    """The measures of a question by grouping and group: how many answered, and what that comes to."""
    listed = [row for row in rows(workbook(of), "Mått") if row["Fråga"] == question]
    return {(row["Indelning"], row["Grupp"]): tuple(row.values())[5:] for row in listed}


def test_every_comparison_has_its_p_and_the_corrected_one() -> None:
    found = [*cases(10, "Farsta"), *cases(10, "Bromma")]
    of = material(found, yes_no("plan", "syn"), {"plan": ["ja"] * 10 + ["nej"] * 10, "syn": ["ja", "nej"] * 10})
    listed = rows(workbook(of), "Jämförelser")
    tests = comparisons(of)
    assert [(row["Fråga"], row["Indelning"], row["p"], row["p, rättat"], row["Jämförelser"]) for row in listed] == [
        (one.question, GROUPINGS[one.grouping].label, one.p, one.adjusted, one.family) for one in tests.values()
    ]
    assert {row["Fråga"]: row["Skiljer sig"] for row in listed if row["Indelning"] == "Enhet"} == {
        "plan": "ja",
        "syn": "nej",
    }


def test_a_case_whose_own_facts_are_not_settled_says_that_it_does_not_count() -> None:
    of = replace(material(cases(2), yes_no("fraga"), {"fraga": ["ja", "ja"]}), unsettled_cases=frozenset({1}))
    assert [(row["arende.raknas"], row["fraga"]) for row in rows(workbook(of), "Ärenden")] == [
        ("ja", "ja"),
        ("nej", "oenig"),
    ]


@pytest.mark.parametrize("gap", ["insats", "reason"])
def test_a_text_with_an_identity_number_is_left_out_and_the_person_is_told(gap: str) -> None:
    of, selection = drawn()
    if gap == "insats":
        of = replace(of, cases=(replace(of.cases[0], insats=f"stöd till {NUMBER}"), *of.cases[1:]))
    else:
        selection = replace(selection, replaced=(replace(selection.replaced[0], replaced_why=f"Se {NUMBER}"),))
    book = workbook(of, selection, purpose=f"Om {NUMBER}")
    name = "Ärenden" if gap == "insats" else "Urvalets ärenden"
    assert NUMBER not in str(book)
    assert book.warnings == (
        f"En text i bladet {name} innehåller ett personnummer och är inte med i arbetsboken. Rätta i granskningen.",
    )
    assert Note("Syfte", "[utelämnat: personnummer]") in book.notes


def test_a_checklist_or_a_title_with_an_identity_number_does_not_go_out_either() -> None:
    asked = checklist()
    sections = tuple(
        replace(
            section,
            title=f"Om {NUMBER}",
            questions=tuple(
                replace(
                    one,
                    label=f"{one.label} {NUMBER}",
                    not_applicable=f"x: {NUMBER}",
                    choices=tuple(replace(choice, label=f"{choice.label} {NUMBER}") for choice in one.choices),
                )
                for one in section.questions
            ),
        )
        for section in asked.sections
    )
    of = material(cases(12), replace(asked, title=f"Lista {NUMBER}", sections=sections), {"grind": ["ja"] * 12})
    book = workbook(of, title=f"Granskning {NUMBER}", dnr=NUMBER)
    assert NUMBER not in str(book)
    assert [warning for warning in book.warnings if "i bladet Kodbok" in warning]


def test_the_sheet_names_the_appendices_as_the_report_has_them() -> None:
    def told(version: Version, **arranged: Arrangement) -> str:
        review, of = Review("r", "En granskning"), material(cases(12), checklist())
        basis = Basis(review, of, Selection(), {}, law(), "2026-11-21", "Läget.", "", version, arranged)
        return " ".join(note.text for note in build(basis).notes)

    assert "Samtliga svar finns i bilaga 3." in told(INTERNAL)
    assert "Samtliga svar finns i bilaga 1." in told(INTERNAL, rapport=Arrangement(parts=(CASES, CHECKLISTS)))
    assert "bilaga 3" not in told(INTERNAL, bilaga_svar=Arrangement(left_out=True))
    assert "bilaga 3" not in told(PUBLIC)


def test_the_first_sheet_says_what_it_is_and_how_the_cases_were_chosen() -> None:
    book = workbook(*drawn(), dnr="PROV 1", theme="Grindar")
    notes = {note.label: note.text for note in book.notes}
    assert notes["Diarienummer"] == "PROV 1"
    assert notes["Status"].startswith("UTKAST")
    assert notes["Dataläge"] == "48 ärenden."
    assert "sekretessprövning" in notes["Sekretess"]
    assert all(one.about == notes[one.name] for one in book.sheets if one.name != "Urval")
    assert any("fröet 7" in note.text for note in book.notes)


def test_a_review_without_cases_has_a_workbook() -> None:
    book = workbook(material((), checklist()))
    assert [len(sheet(book, name).rows) for name in ("Ärenden", "Urval", "Urvalets ärenden")] == [0, 0, 0]
    assert {row["Antal"] for row in rows(book, "Tabeller")} == {0}
