"""Inserted figures: kept by mark and form in a text, and the same figures as the tables' however the answers change."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain import figure_marks, markup
from inspektor.domain.document import Figure, Inserted, Paragraph, Report, Text, Trace, plain
from inspektor.domain.figure_forms import FORMS, written
from inspektor.domain.live_figures import LiveFigures, kept, lost
from inspektor.domain.results import BASE, GROUPINGS, Material, count
from inspektor.domain.sentences import sentence, trace
from tests.domain.builders import assert_true_of_trace, cases, figures_of, inlines_of, material, materials, yes_no

PLAN = yes_no("plan", more='sentence = "En plan fanns i {ja} av {bas} bedömda ärenden ({procent})."')
MARK = "abcdefghijkmnpqrabcd"


def counted(yes: int, no: int) -> Material:
    return material(cases(yes + no), PLAN, {"plan": ["ja"] * yes + ["nej"] * no})


def now(text: str, of: Material) -> str:
    """A text as it reads with its figures counted anew."""
    (block,) = LiveFigures(of).live(markup.blocks(text))
    assert isinstance(block, Paragraph)
    return plain(block.inlines)


def link(of: Material, form: str, answer: str = "ja", grouping: str = "", group: str = "") -> str:
    """The Markdown of a figure of the question of `PLAN`."""
    found = LiveFigures(of).trace_of(("plan", answer, grouping, group))
    return markup.inline_markdown(kept((written(form, found),)))


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        ("andel", "14 av 32", "sex av tolv"),
        ("andel_procent", "14 av 32 (44 procent)", "sex av tolv (50 procent)"),
        ("samtliga", "14 av 32", "sex av tolv"),
        ("procent", "44 procent", "50 procent"),
        ("antal", "14", "sex"),
        ("antal_i_rad", "14", "sex"),
        ("arenden", "14 ärenden", "sex ärenden"),
    ],
)
def test_a_figure_is_written_in_the_same_form_when_the_answers_have_changed(form: str, before: str, after: str) -> None:
    text = f"Det gällde {link(counted(14, 18), form)} i fjol."
    assert text == f"Det gällde [{before}](siffra:{figure_marks.key(_trace(counted(14, 18)))}:{form}) i fjol."
    assert now(text, counted(6, 6)) == f"Det gällde {after} i fjol."


def _trace(of: Material) -> Trace:
    return trace(count(of, "plan"), count(of, "plan").total, "ja")


@pytest.mark.parametrize(
    ("form", "part", "whole", "words"),
    [
        ("samtliga", 40, 40, "samtliga 40"),
        ("samtliga", 0, 40, "inget av 40"),
        ("samtliga", 2, 2, "två av två"),
        ("andel", 40, 40, "40 av 40"),
        ("andel_procent", 4, 9, "fyra av nio"),
        ("procent", 0, 0, ""),
        ("procent", 7, 16, "44 procent"),
        ("ungefar", 21, 40, "drygt hälften"),
        ("ungefar", 4, 8, "fyra av åtta"),
        ("ungefar", 24, 40, "24 av 40"),
        ("antal_i_rad", 5, 40, "5"),
        ("antal_i_rad", 5, 12, "fem"),
        ("arenden", 1, 40, "ett ärende"),
        ("arenden", 0, 40, "inget ärende"),
    ],
)
def test_the_forms(form: str, part: int, whole: int, words: str) -> None:
    assert FORMS[form](part, whole) == words


def test_a_figure_of_a_group_follows_that_group() -> None:
    before = material(cases(4, "Farsta") + cases(3, "Ängby"), PLAN, {"plan": ["ja"] * 7})
    after = material(cases(4, "Farsta") + cases(3, "Ängby"), PLAN, {"plan": ["ja"] * 4 + ["nej", "ja", "nej"]})
    text = f"I Ängby {link(before, 'andel', grouping='enhet', group='Ängby')}."
    assert now(text, before) == "I Ängby tre av tre."
    assert now(text, after) == "I Ängby ett av tre."


@pytest.mark.parametrize(
    "gone",
    [
        material(cases(9), yes_no("annan")),  # the question
        material(cases(4, "Farsta"), PLAN, {"plan": ["ja"] * 4}),  # the group
    ],
)
def test_a_figure_without_its_question_or_group_keeps_its_words_and_is_told(gone: Material) -> None:
    before = material(cases(4, "Farsta") + cases(3, "Ängby"), PLAN, {"plan": ["ja"] * 7})
    text = f"I Ängby {link(before, 'andel', grouping='enhet', group='Ängby')}."
    assert now(text, gone) == "I Ängby tre av tre."
    blocks = tuple(LiveFigures(gone).live(markup.blocks(text)))
    (told,) = lost(Report("", "", "", "", "", "", blocks))
    assert told.startswith("Siffran ”tre av tre” i avsnittet ”” räknas inte längre")
    assert lost(Report("", "", "", "", "", "", tuple(LiveFigures(before).live(markup.blocks(text))))) == []


def test_a_share_that_nobody_has_is_no_figure() -> None:
    empty = material(cases(3), PLAN, {})
    assert now(link(counted(14, 18), "procent"), empty) == "44 procent"
    assert now(link(counted(14, 18), "andel"), empty) == "noll av noll"


@pytest.mark.parametrize("form", ["andel", "andel_procent", "procent", "finns_inte"])
def test_what_the_base_does_not_hold_is_no_share_of_it(form: str) -> None:
    of = counted(14, 18)
    mark = figure_marks.key(LiveFigures(of).trace_of(("plan", "vet_ej", "", "")))
    assert LiveFigures(of).figure(Inserted("3", mark=mark, form=form)) is None
    assert LiveFigures(of).figure(Inserted("3", mark=mark, form="antal")) is not None


def test_a_figure_keeps_its_bold_and_italics() -> None:
    text = f"**Bara {link(counted(14, 18), 'andel')} hade** plan."
    (block,) = LiveFigures(counted(3, 3)).live(markup.blocks(text))
    assert isinstance(block, Paragraph)
    (figure,) = figures_of(block.inlines)
    assert (figure.text, figure.bold, figure.italic) == ("tre av sex", True, False)


def test_what_a_figure_tells_of_is_said() -> None:
    of = counted(14, 18)
    live = LiveFigures(of)
    (all_cases,) = kept((written("andel", live.trace_of(("plan", "nej", "", ""))),))
    (women,) = kept((written("andel", live.trace_of(("plan", "ja", "kon", "kvinna"))),))
    assert isinstance(all_cases, Inserted)
    assert isinstance(women, Inserted)
    assert live.told(all_cases) == "Fråga plan? Nej, alla ärenden"
    assert live.told(women) == "Fråga plan? Ja, kvinna"
    assert live.told(Inserted("x", mark=MARK, form="andel")) == ""


def test_what_is_offered_begins_with_the_sentence_and_says_each_thing_once() -> None:
    offers = [plain(one) for one in LiveFigures(counted(14, 18)).offers(("plan", "ja", "", ""))]
    assert offers == [
        "En plan fanns i 14 av 32 bedömda ärenden (44 procent).",
        "14 av 32", "14 av 32 (44 procent)", "44 procent", "14", "14 ärenden",
    ]  # fmt: skip
    women = [plain(one) for one in LiveFigures(counted(14, 18)).offers(("plan", "vet_ej", "kon", "kvinna"))]
    assert women == ["noll", "0", "inget ärende"]
    assert LiveFigures(material((), PLAN)).offers(("plan", "ja", "", "")) == []


@given(materials(8), materials(8), st.data())
def test_inserted_figures_are_those_of_the_tables_whatever_the_answers_become(
    before: Material, after: Material, pick: st.DataObject
) -> None:
    was, live = LiveFigures(before), LiveFigures(after)
    question = pick.draw(st.sampled_from(sorted(before.questions)))
    _, group = pick.draw(st.sampled_from(was.groups()))
    _, answer = pick.draw(st.sampled_from(was.answers(question)))
    for offer in was.offers((question, answer, *group)):
        (block,) = live.live(markup.blocks(markup.inline_markdown(offer)))
        for figure in figures_of(next(inlines_of([block]))):
            one = count(after, question, figure.trace.grouping or None)
            column = {each.label: each for each in (*one.columns, one.total)}[figure.trace.group]
            of_base = column.based_on(one.question.base)
            assert figure.trace.cases == (of_base if figure.trace.answer == BASE else column.cases[figure.trace.answer])
            assert_true_of_trace(figure.text, figure.trace)


@given(materials())
def test_a_sentence_that_is_inserted_says_what_the_report_says(of: Material) -> None:
    live = LiveFigures(of)
    for question in ("grind", "slag", "delar", "bredd", "dag", "kon"):
        told = live.sentence(question)
        assert plain(told) == plain(sentence(count(of, question)))
        text = markup.escape_lead(markup.inline_markdown(told))
        assert now(text, of) == plain(told)


@given(materials(5))
def test_every_figure_that_can_be_counted_is_found_again_by_its_mark(of: Material) -> None:
    live = LiveFigures(of)
    for question, grouping in product(("grind", "delar", "anteckning", "beslut"), ("", *GROUPINGS)):
        one = count(of, question, grouping or None)
        for column in one.columns if grouping else (one.total,):
            for answer in column.cases:
                source = trace(one, column, answer)
                found = live.trace(figure_marks.key(source))
                assert found is not None
                assert (found.cases, found.group, found.question) == (source.cases, source.group, source.question)
    assert live.trace(MARK) is None


WORDS = st.text("ab (13)%,.\n[]*_\\:siffra", max_size=12)
PARTS = st.lists(
    st.builds(Text, WORDS, st.booleans(), st.booleans())
    | st.builds(
        Inserted,
        st.sampled_from(["14 av 32", "44 procent", "sex av tolv (50 procent)"]),
        st.booleans(),
        st.booleans(),
        st.just(MARK),
        st.sampled_from(sorted(FORMS)),
    ),
    max_size=5,
)


@given(PARTS)
def test_figures_come_whole_through_markdown(parts: list[Text]) -> None:
    body = markup.inline_markdown((Text("Så: "), *(part for part in parts if not (part.bold or part.italic))))
    inserted = [part for part in parts if isinstance(part, Inserted) and not (part.bold or part.italic)]
    found = [part for inlines in inlines_of(markup.blocks(body)) for part in inlines if isinstance(part, Inserted)]
    assert found == inserted
    assert [figure for _, _, figure in markup.figures(body) if figure] == inserted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Se [14 av 32](siffra:{MARK}:andel) **nu**.", "Se 14 av 32 **nu**."),
        (rf"Se \[14 av 32](siffra:{MARK}:andel).", rf"Se \[14 av 32](siffra:{MARK}:andel)."),
        ("Se [14 av 32](http://exempel.se).", "Se [14 av 32](http://exempel.se)."),
    ],
)
def test_a_text_in_words_has_no_marks_of_figures(text: str, words: str) -> None:
    assert markup.in_words(text) == words


def test_only_a_whole_mark_is_a_figure_and_its_line_is_known() -> None:
    text = f"Ett.\n\n[14\nav 32](siffra:{MARK}:andel) och [x](siffra:12) och [y](siffra:."
    assert [(line, words, figure is not None) for line, words, figure in markup.figures(text)] == [
        (3, "14\nav 32", True),
        (4, "x", False),
        (4, "y", False),
    ]


def test_a_text_is_given_other_words_and_keeps_its_marks() -> None:
    text = f"Se [14 av 32](siffra:{MARK}:andel)."
    assert markup.with_figures(text, lambda _: "två av tre") == f"Se [två av tre](siffra:{MARK}:andel)."


def test_a_figure_of_its_own_form_is_kept_as_words() -> None:
    figure = Figure("3 av 12", LiveFigures(counted(3, 9)).trace_of(("plan", "ja", "", "")))
    assert kept((figure, Text("."))) == (Text("3 av 12"), Text("."))
