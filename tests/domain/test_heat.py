"""All questions at a glance: the shares are those of `count`, shaded by shortcomings, and a filter is fewer cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.checklist import parse_checklist
from inspektor.domain.fields import DECISIONS, GENDERS, UNKNOWN
from inspektor.domain.heat import ANSWERED, Share, board, board_table, heat_in_words, kept, share, shown
from inspektor.domain.questions import Choice, Question
from inspektor.domain.results import GROUPINGS, Material, Value, count, only
from inspektor.domain.review import Case
from tests.support import CHECKLIST

PROV = parse_checklist(CHECKLIST, "prov.toml")
VALUES: dict[str, tuple[Value | None, ...]] = {
    "plan_finns": ("ja", "nej", "ej_aktuellt", "vet_ej", None),
    "plan_god": ("ja", "nej", None),
    "plan_kvinna": ("ja", "nej", None),
    "slag": ("a", "b", None),
    "delar": ("mal", "mal medel", None),
    "antal": (0, 3, -2, None),
}


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Up to thirty cases with any answers, and some of them unsettled."""
    size = draw(st.integers(0, 30))
    cases = tuple(
        Case(
            str(place),
            f"C-{place}",
            unit=draw(st.sampled_from(("Norr", "Söder", "Ängby", ""))),
            gender=draw(st.sampled_from((*GENDERS, ""))),
            decision=draw(st.sampled_from((*DECISIONS, ""))),
            done=draw(st.booleans()),
        )
        for place in range(size)
    )
    answers = {key: [draw(st.sampled_from(values)) for _ in range(size)] for key, values in VALUES.items()}
    places = st.frozensets(st.integers(0, size - 1)) if size else st.just(frozenset[int]())
    return Material(cases, (PROV,), answers, {"plan_finns": draw(places)})


def some(yes: int, no: int) -> Material:
    """Cases of one unit that answered the first question with ja and with nej."""
    cases = tuple(Case(str(place), f"C-{place}", unit="Norr", gender="kvinna") for place in range(yes + no))
    return Material(cases, (PROV,), {"plan_finns": ["ja"] * yes + ["nej"] * no}, {})


def heat(material: Material) -> int | None:
    """The shade of the first question's total."""
    return next(board(material, "enhet").lines).shares[-1].heat


@given(materials(), st.sampled_from(sorted(GROUPINGS)))
def test_every_share_is_what_count_says(material: Material, grouping: str) -> None:
    made = board(material, grouping)
    asked = [question for section in PROV.sections for question in section.questions]
    assert [line.count.question.id for line in made.lines] == [question.id for question in asked]
    for line in made.lines:
        one = count(material, line.count.question.id, grouping)
        assert len(line.shares) == len(made.heads) == len(one.columns) + 1
        for column, found in zip((*one.columns, one.total), line.shares, strict=True):
            if line.answer != ANSWERED:
                assert (found.cases, found.whole) == (column.cases[line.answer], column.base)
            assert found.part == len(found.cases) == len(set(found.cases))
            assert found.part <= found.whole


@given(materials())
def test_no_share_of_fewer_than_ten_is_shaded(material: Material) -> None:
    for line in board(material, "enhet").lines:
        assert all(one.heat is None for one in line.shares if one.whole < 10)


@pytest.mark.parametrize(
    ("yes", "no", "shade"),
    [
        (10, 0, 0),
        (9, 0, None),
        (0, 9, None),
        (81, 19, 0),
        (80, 20, 1),
        (60, 40, 2),
        (41, 59, 2),
        (20, 80, 4),
        (0, 10, 4),
    ],
)
def test_the_shade_is_the_fifth_that_the_shortcomings_lie_in(yes: int, no: int, shade: int | None) -> None:
    assert heat(some(yes, no)) == shade


def test_the_legend_covers_every_per_cent_once() -> None:
    spans = [heat_in_words(step).removesuffix(" %").split("–") for step in range(5)]
    assert [number for low, high in spans for number in range(int(low), int(high) + 1)] == list(range(101))


def test_where_ja_is_the_shortcoming_it_is_ja_that_shades_and_it_is_said() -> None:
    question = Question("q", "Är texten kopierad?", "ja_nej", shortcoming="ja")
    one = count(some(8, 2), "plan_finns")
    assert shown(question) == ("ja", "Ja är bristen")
    assert share(replace(one, question=question), one.total, "ja").heat == 4
    assert share(replace(one, question=replace(question, shortcoming="")), one.total, "ja").heat is None


def test_a_question_with_choices_shows_its_shortcoming_or_how_many_have_answered() -> None:
    choices = (Choice("hel", "Hel"), Choice("trasig", "Trasig"))
    question = Question("q", "I vilket skick?", "select_one", choices=choices)
    assert shown(question) == (ANSWERED, "Antal besvarade")
    assert shown(replace(question, shortcoming="trasig")) == ("trasig", "Antal ”Trasig”, som är bristen")


def test_nothing_to_be_a_part_of_is_a_dash_and_none_is_zero() -> None:
    assert Share(0, 0, ()).text == "–"
    assert Share(0, 3, ()).text == "0 av 3"


@given(materials(), st.booleans(), st.sampled_from(("", *DECISIONS, UNKNOWN)))
def test_a_filtered_material_is_the_same_as_one_that_never_had_the_other_cases(
    material: Material, done: bool, decision: str
) -> None:
    keep = kept(done=done, decision=decision)
    places = [place for place, case in enumerate(material.cases) if keep(case)]
    fewer = only(material, keep)
    assert [case.code for case in fewer.cases] == [material.cases[place].code for place in places]
    assert all(case.done or not done for case in fewer.cases)
    assert all(decision in ("", case.decision or UNKNOWN) for case in fewer.cases)
    afresh = Material(fewer.cases, fewer.checklists, fewer.answers, fewer.unsettled)
    for question in VALUES:
        assert fewer.answers[question] == [material.answers[question][place] for place in places]
        assert count(fewer, question, "enhet") == count(afresh, question, "enhet")
        total = count(material, question).total
        for answer, codes in count(fewer, question).total.cases.items():
            assert codes == tuple(code for code in total.cases[answer] if code in set(fewer.codes))


def test_all_the_cases_are_the_material_itself() -> None:
    material = some(3, 2)
    assert only(material, kept(done=False, decision="")) is material


@given(materials())
def test_the_genders_together_are_all_the_cases(material: Material) -> None:
    made = board(material, "enhet")
    if made.genders:
        codes = [code for one in made.genders.values() for code in one.codes]
        assert sorted(codes) == sorted(material.codes)


def test_parts_say_the_checklist_once_and_a_section_only_where_there_are_several() -> None:
    made = board(some(1, 1), "enhet")
    assert [(part.checklist, part.section) for part in made.parts] == [("Provchecklista", "Planen"), ("", "Övrigt")]
    alone = replace(PROV, sections=PROV.sections[:1])
    made = board(replace(some(1, 1), checklists=(alone,)), "enhet")
    assert [(part.checklist, part.section) for part in made.parts] == [("Provchecklista", "")]


@given(materials())
def test_the_table_to_take_away_has_the_shares_and_their_traces(material: Material) -> None:
    made = board(material, "kon")
    table = board_table(made)
    assert len(table.header) == len(made.heads) + 1
    for line, row in zip(made.lines, table.rows, strict=True):
        assert [cell.text for cell in row[1:]] == [one.text for one in line.shares]
        assert [cell.trace.cases for cell in row[1:] if cell.trace] == [one.cases for one in line.shares]
