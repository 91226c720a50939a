"""Everybody may read the public version: it says enough to be of use, and nothing of anyone."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from inspektor.domain import markup, workbook
from inspektor.domain.comparison import comparisons
from inspektor.domain.document import HIDDEN, Cell, Paragraph, Report, Table, Text
from inspektor.domain.errors import Problem
from inspektor.domain.figure_marks import printed
from inspektor.domain.law import LawTable
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.public import GAP, gaps, naming_folded, public
from inspektor.domain.report import Basis, build
from inspektor.domain.report_method import Selection
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Case, Review
from inspektor.domain.sampling import Draw, Stratum
from inspektor.domain.version import PUBLIC
from tests.domain import builders
from tests.domain.printed import NotUnderstood, read, told_too_well
from tests.domain.reports import LAW, headings, lines, section

MORE = int(os.environ.get("INSPEKTOR_PUBLIC_EXAMPLES", "6"))  # 500 is a night's work
UNITS = ("Alvik", "Bromma", "Farsta", "Kista", "Rinkeby")


def basis(of: Material) -> Basis:
    review = Review("r", "Daglig verksamhet", "3.4.2-11/2021")
    return Basis(review, of, Selection(), {}, LawTable.parse(LAW), "2026-03-01", "Data per i dag.", "", PUBLIC)


def invented(seed: int) -> Material:
    """A review of up to seventy cases in up to five units, mostly with the answer that most give."""
    chance = random.Random(seed)
    units, ja = UNITS[: chance.randrange(1, 6)], chance.choice((0.5, 0.8, 0.95))
    sizes = chance.choices((1, 3, 20), k=len(units))
    found = [_case(chance, place, units, sizes) for place in range(chance.randrange(10, 70))]
    answers: dict[str, Sequence[Value | None]] = {
        name: [values[0] if chance.random() < ja else chance.choice(values) for _ in found]
        for name, values in {**builders._SINGLE, "delar": builders._PARTS}.items()
    }
    unsettled = {"grind": [at for at in range(len(found)) if chance.random() < chance.choice((0, 0.05))]}
    return builders.material(found, builders.checklist(), answers, unsettled)


def _case(chance: random.Random, place: int, units: Sequence[str], sizes: Sequence[int]) -> Case:
    return builders.case(
        f"P-{place:02}",
        chance.choices(units, sizes)[0],
        chance.choice(("kvinna", "kvinna", "man", "man", "man", "annat") if place % 9 == 0 else ("kvinna", "man")),
        decision=chance.choice(("bifall", "bifall", "bifall", "avslag", "delvis avslag")),
        law=chance.choice(("SoL", "SoL", "LSS")),
        first_decision=chance.choice(("ja", "nej", "nej")),
        children=chance.choice(("", "nej", "nej", "ja")),
        birth_year=chance.choice((1930, 1980, 2001)),
        decision_date="2019-05-06",
    )


@settings(max_examples=MORE, phases=(Phase.generate,))
@given(st.integers(0, 10**9))
def test_from_all_that_is_printed_nothing_hidden_is_told_to_fewer_than_three_values(seed: int) -> None:
    of = invented(seed)
    made = basis(of)
    found = read(build(made), workbook.build(made), of.checklists)
    assert told_too_well(found) == []


def leaks(report: Report, of: Material) -> bool:
    """Whether the proof bites on a report: something is told too well, or is a number that nothing explains."""
    try:
        return bool(told_too_well(read(report, workbook.build(basis(of)), of.checklists)))
    except NotUnderstood:
        return True


def small() -> Material:
    """Thirty cases in three units; of what was asked in Farsta, one case alone had no gate."""
    found = [*builders.cases(10, "Farsta"), *builders.cases(10, "Kista"), *builders.cases(10, "Alvik")]
    return builders.material(
        found, builders.checklist(), {"grind": [*["ja"] * 5, "nej", *["ja"] * 4, *["ja", "nej"] * 10]}
    )


def with_block(report: Report, words: str) -> Report:
    return replace(report, blocks=(*report.blocks, Paragraph((Text(words),))))


def with_cell(report: Report, row: str, place: int, text: str) -> Report:
    """The report with something else in one place of the first table with such a row."""
    blocks = list(report.blocks)
    at, table = next(
        (at, one)
        for at, one in enumerate(blocks)
        if isinstance(one, Table) and row in {row[0].text for row in one.rows}
    )
    cells = {of[0].text: list(of) for of in table.rows}
    cells[row][place] = Cell(text)
    blocks[at] = replace(table, rows=tuple(map(tuple, cells.values())))
    return replace(report, blocks=tuple(blocks))


def test_the_proof_finds_what_is_planted() -> None:
    of = small()
    made = build(basis(of))
    assert not leaks(made, of)
    assert leaks(with_cell(made, "Finns en grind?", 2, "9 av 10"), of), "what one cell hides, another tells"
    assert leaks(with_block(made, "En grind fanns i 9 av 10 granskade ärenden i Farsta."), of)
    assert leaks(with_block(made, "I ett av Farstas tio ärenden fanns ingen grind, i 3 av dem en trasig."), of)
    assert leaks(with_block(made, "Två av kvinnorna i Farsta hade ingen grind."), of)


def hidden_cells(report: Report, row: str) -> list[str]:
    """The places of a row where nothing is shown, by their heading."""
    tables = [one for one in report.blocks if isinstance(one, Table)]
    rows = [(one.header, cells) for one in tables for cells in one.rows if cells[0].text == row]
    return [head for header, cells in rows for head, cell in zip(header, cells, strict=True) if cell.text == HIDDEN]


def test_a_small_cell_is_hidden_with_one_more_of_its_row_and_the_sign_is_explained_below() -> None:
    made = build(basis(small()))
    assert hidden_cells(made, "Finns en grind?")[:2] == ["Alvik (n=10)", "Farsta (n=10)"]
    table = next(
        one for one in made.blocks if isinstance(one, Table) and "per enhet" in one.caption and one.header[0] == "Fråga"
    )
    assert table.notes[-1] == "..: visas inte, så att ingen ska kunna pekas ut."


def in_two_units(*lacking: int) -> Report:
    """The public version of one question in two units of ten cases, so many of them without: the first in the one unit
    and the last in the other.
    """
    found = [*builders.cases(10, "Farsta"), *builders.cases(10, "Kista")]
    first, last = lacking
    given = {"grind": [*["nej"] * first, *["ja"] * (20 - first - last), *["nej"] * last]}
    return build(basis(builders.material(found, builders.yes_no("grind", title="Grunder"), given)))


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        (
            (1, 2),
            ["Frågan ”Fråga grind?” besvarades med ja i 17 av 20 ärenden (85 procent).", "{} delas inte upp på {}"],
        ),
        ((1, 1), ["{} visas inte"]),
    ],
)
def test_a_table_that_would_show_no_group_is_a_sentence_instead(lacking: tuple[int, int], told: list[str]) -> None:
    made = in_two_units(*lacking)
    assert not [one for one in made.blocks if isinstance(one, Table) and one.caption.startswith("Grunder: antal ja")]
    places = (
        ("resultat_prov", "Svaren", "enhet"),
        ("jamstalldhet", "Svaren på ja- och nejfrågorna i checklistan ”Grunder”", "kön"),
    )
    for anchor, *named in places:
        (said,) = [line for line in lines(section(made, anchor)) if line.endswith("skulle kunna pekas ut.")]
        assert said == told[-1].format(*named) + ", eftersom någon då skulle kunna pekas ut."
    assert set(told[:-1]) <= set(lines(made.blocks))


def test_a_table_of_which_something_of_a_group_is_shown_stands() -> None:
    made = in_two_units(0, 4)
    assert [one.caption for one in made.blocks if isinstance(one, Table)][1] == "Grunder: antal ja per enhet"


def texts(report: Report) -> str:
    return "\n".join(lines(report.blocks))


def test_it_says_what_it_is() -> None:
    made = build(basis(small()))
    assert made.subtitle == "Granskningsrapport, publik version"
    assert made.status == "UTKAST"
    assert "Det här är den publika versionen av rapporten." in texts(made)


@pytest.mark.parametrize(
    ("genders", "told"),
    [
        (["man"] * 12, "Ärendena gäller tolv män."),
        ([""] * 12, "Ärendena saknar uppgift om kön, så resultaten kan inte delas upp."),
        ([*["man"] * 11, ""], "Resultaten delas inte upp på kön, eftersom någon då skulle kunna pekas ut."),
    ],
)
def test_why_the_results_are_not_by_gender_is_told_as_it_is(genders: list[str], told: str) -> None:
    found = [builders.case(f"P-{place}", gender=gender) for place, gender in enumerate(genders)]
    of = builders.material(found, builders.checklist(), {"grind": [*["ja"] * 8, *["nej"] * 4]})
    made = build(basis(of))
    assert told in lines(made.blocks)
    assert not leaks(made, of)


def test_how_the_cases_were_chosen_is_asked_for_where_they_are_not_drawn() -> None:
    assert "hur ärendena valdes (avsnittet ”Metod och urval”)" in texts(build(basis(small())))


def test_it_has_neither_the_protocol_of_the_draw_nor_the_lists_of_cases() -> None:
    made = build(basis(small()))
    assert headings(made, 1)[-1] == "Bilaga 1. Checklistor"
    assert not [trace for _, trace in printed(made) if any(trace.cases)]
    assert "bilaga 2" not in texts(made)
    assert "bilaga 3" not in texts(made)


def test_a_review_of_fewer_than_ten_cases_has_no_public_version() -> None:
    with pytest.raises(Problem, match="minst tio ärenden"):
        build(basis(builders.material(builders.cases(9), builders.checklist())))


def test_a_unit_with_too_few_cases_is_told_of_with_others_and_named_nowhere() -> None:
    found = [
        *builders.cases(8, "Alvik"),
        *builders.cases(6, "Bromma"),
        *builders.cases(2, "Udden"),
        *builders.cases(1, "Viken"),
    ]
    made = build(basis(builders.material(found, builders.checklist(), {"grind": ["ja"] * 17})))
    table = next(one for one in made.blocks if isinstance(one, Table))
    assert table.header == ("Antal ärenden", "Alvik (n=8)", "Bromma (n=6)", "Övriga (n=3)", "Total (n=17)")
    assert "i Alvik, Bromma och övriga enheter" in texts(made)
    assert "Udden" not in texts(made)


def in_a_small_unit() -> Material:
    """Sixteen cases in two units, and four in two others, which are not told of by their names."""
    sizes = {"Alvik": 8, "Norra Udden": 8, "Udden": 2, "Viken": 2}
    found = [case for unit, size in sizes.items() for case in builders.cases(size, unit)]
    return builders.material(found, builders.checklist(), {"grind": ["ja"] * 20})


@pytest.mark.parametrize("text", ["Som i Udden.", "Uddens planer är bra.", "Se ALV-00.", "Norra Udden, och Udden"])
def test_a_text_that_names_a_small_unit_or_a_case_is_pointed_out(text: str) -> None:
    of = in_a_small_unit()
    made = build(replace(basis(of), texts={"uppdrag": text, "syfte": "Alvik och Norra Udden är bra."}))
    (told,) = naming_folded(made, of.cases, of)
    assert "nämns i ”Uppdraget”." in told


def test_the_reports_own_words_name_no_small_unit_nor_how_it_was_taken_whole() -> None:
    of = in_a_small_unit()
    strata = (Stratum("Alvik", "", "slump", 20, 8, ("ALV-00",), ()),)
    drawn = Draw(1, "", "", "slump", 8, False, (("enhet", "Udden"), ("beslut", "avslag")), 0, strata, (), ())
    made = build(replace(basis(of), selection=Selection(draws=(drawn,))))
    assert naming_folded(made, of.cases, of) == []
    assert "Dessutom ingår samtliga ärenden där enheten är en av de övriga. Dessutom ingår samtliga" in texts(made)


def test_a_fact_that_cannot_be_hidden_well_is_left_out() -> None:
    """Three cases are neither of women nor of men, and a table that names both kinds tells how they are divided."""
    genders = ["kvinna"] * 8 + ["man"] * 8 + ["annat", "", ""]
    found = [replace(one, gender=gender) for one, gender in zip(builders.cases(19), genders, strict=True)]
    of = builders.material(found, builders.checklist(), {"grind": ["ja"] * 19})
    assert public(of).withheld == {"kon"}
    made = build(basis(of))
    assert "Granskningen omfattar 19 ärenden i Farsta." in texts(made)
    assert not {"Kvinnor", "Män"} & {row[0].text for one in made.blocks if isinstance(one, Table) for row in one.rows}
    assert not leaks(made, of)


def test_a_figure_in_somebodys_own_words_leaves_a_gap_that_is_told_of() -> None:
    of = replace(small(), answers={"grind": [*["ja"] * 29, "nej"]})
    own = markup.inline_markdown(LiveFigures(of).sentence("grind"))
    made = build(replace(basis(of), texts={"jamstalldhet": f"Vi såg. {own}"}))
    assert f"En grind fanns i {GAP} granskade ärenden" in texts(made)
    assert gaps(made.blocks) == [
        "Texten under ”Jämställdhet” har en siffra som inte visas i den publika versionen: skriv om den."
    ]


def inserted(of: Material, *place: str) -> str:
    """A text with a figure in it, by its question, answer, grouping and group, as the internal version tells it."""
    question, answer, grouping, group = place
    return markup.inline_markdown(LiveFigures(of).offers((question, answer, grouping, group))[-1])


@pytest.mark.parametrize("answer", ["vet_ej", "ej_aktuellt", "obesvarad", "oenig"])
def test_a_figure_of_a_kind_that_no_table_prints_is_not_told_in_somebodys_own_words_either(answer: str) -> None:
    """The proof knows nothing of them, and they may be of one case."""
    given = {"grind": [*["vet_ej", "ej_aktuellt", None], *["ja"] * 27]}
    of = builders.material(small().cases, builders.checklist(), given, {"grind": [5]})
    for grouping, group in (("", ""), ("enhet", "Farsta"), ("kon", "kvinna")):
        own = inserted(of, "grind", answer, grouping, group)
        made = build(replace(basis(of), texts={"jamstalldhet": f"Vi såg {own} där."}))
        assert f"Vi såg {GAP} där." in texts(made), group


def test_a_fact_that_is_left_out_is_not_told_in_somebodys_own_words_either() -> None:
    genders = ["kvinna"] * 8 + ["man"] * 8 + ["annat", "", ""]
    found = [replace(one, gender=gender) for one, gender in zip(builders.cases(19), genders, strict=True)]
    of = builders.material(found, builders.checklist(), {"grind": ["ja"] * 19})
    assert public(of).withheld == {"kon"}
    for place in (("kon", "kvinna", "", ""), ("kon", "annat", "enhet", "Farsta")):
        made = build(replace(basis(of), texts={"jamstalldhet": f"Vi såg {inserted(of, *place)} där."}))
        assert f"Vi såg {GAP} där." in texts(made), place


def test_a_hidden_shortcoming_stands_last_whatever_its_share() -> None:
    found = builders.cases(30)
    answers = {"a": ["ja"] * 28 + ["nej"] * 2, "b": ["ja"] * 29 + ["nej"], "c": ["ja"] * 10 + ["nej"] * 20}
    lists = builders.yes_no("a", "b", "c", more='shortcoming = "nej"', area="effektivitet")
    made = build(basis(builders.material(found, lists, answers)))
    (table,) = [one for one in made.blocks if isinstance(one, Table) and one.caption.startswith("Brister")]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Fråga c?", "20 av 30", "67 %"],
        ["Fråga a?", HIDDEN, HIDDEN],
        ["Fråga b?", HIDDEN, HIDDEN],
    ]


def test_of_numbers_only_the_middle_of_many_is_told() -> None:
    """Ten cases in one unit and nine in another: the one is told of, were it not that the other followed from it."""
    found = [*builders.cases(10, "Alvik"), *builders.cases(9, "Kista")]
    made = build(basis(builders.material(found, builders.checklist(), {"bredd": [7] * 18 + [400]})))
    table = next(one for one in made.blocks if isinstance(one, Table) and "varen i tal per enhet" in one.caption)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Ärenden med svar", "10", "9", "19"],
        ["Median", HIDDEN, HIDDEN, "7"],
        ["Medelvärde", HIDDEN, HIDDEN, "27,7"],
    ]


def test_no_difference_stands_out_that_does_not_in_the_internal_version() -> None:
    for seed in range(6):
        of = invented(seed)
        ours, internal = comparisons(public(of)), comparisons(of)
        same = [key for key in ours if key in internal and ours[key].p == internal[key].p]
        assert all(ours[key].adjusted >= internal[key].adjusted for key in same)
