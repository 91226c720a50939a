"""Figures in edited text against the review: by their marks, by their sentences and cells, by what they speak of."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspektor.domain import swedish
from inspektor.domain.document import Figure, Report
from inspektor.domain.figure_check import Finding, Mark, Passage, check
from inspektor.domain.figure_marks import Marks
from inspektor.domain.known_figures import Known
from inspektor.domain.law import LawTable
from inspektor.domain.report import Basis, build
from inspektor.domain.report_method import Selection
from inspektor.domain.results import Material, count
from inspektor.domain.review import Review
from inspektor.domain.sentences import sentence
from inspektor.export.word import write_word
from inspektor.operations.word_files import read_content
from tests.domain.builders import asking, cases, material, materials, one_section, yes_no

QUESTIONS = one_section(
    asking(
        "plan",
        "Finns en aktuell genomförandeplan?",
        more='allow = ["ej_aktuellt"]\nnot_applicable = "x: insatsen har inte börjat"',
    ),
    asking("vald", "Är det antecknat att frågor om våld har ställts?"),
    asking("bostad", "Hur bor den enskilde?", "select_one", egen="Egen lägenhet", grupp="Gruppbostad"),
)
PLANS = ["ja"] * 65 + ["nej"] * 14 + ["ej_aktuellt"]
VIOLENCE = ["ja"] * 32 + ["nej"] * 48
REVIEWED = material(
    [*cases(40, "Farsta", decision="bifall"), *cases(40, "Norrmalm", decision="avslag")],
    QUESTIONS,
    {"plan": PLANS, "vald": VIOLENCE, "bostad": ["egen"] * 40},
)


def report(of: Material, texts: dict[str, str] | None = None) -> Report:
    review = Review("r", "Daglig verksamhet", "3.4.2-11/2021")
    basis = Basis(review, of, Selection(), texts or {}, LawTable.parse(""), "2026-03-01", "Siffrorna är dagens.")
    return build(basis)


def known(of: Material) -> Known:
    return Known(of, report(of), report(of))


KNOWN = known(REVIEWED)


def judged(*texts: str) -> list[Finding]:
    return list(check(KNOWN, [Passage(text, "stycke 1") for text in texts]))


def verdict(text: str) -> tuple[bool | None, str]:
    """The verdict on the one figure of a text, and what it ought to be."""
    (found,) = judged(text)
    return found.right, found.expected


@pytest.mark.parametrize(
    "text",
    [
        "En aktuell genomförandeplan fanns i 65 av 79 ärenden (82 procent).",
        "Aktuella genomförandeplaner fanns i sextiofem av sjuttionio ärenden.",
        "I drygt fyra femtedelar av ärendena fanns en aktuell genomförandeplan.",
        "Aktuella genomförandeplaner fanns i 82 procent av ärendena.",
        "En aktuell genomförandeplan saknades i 14 av 79 ärenden.",
        "Av 79 ärenden hade 65 en aktuell genomförandeplan, alltså 82 procent.",
        "I Farsta fanns en aktuell genomförandeplan i samtliga ärenden.",
        "Frågor om våld hade ställts i 32 av 80 ärenden (40 procent), enligt det som är antecknat.",
        "Beslutet var avslag i hälften av ärendena.",
        "Granskningen omfattar 80 ärenden.",
        "Materialet gäller 40 kvinnor.",
    ],
)
def test_what_agrees_with_the_review_is_right(text: str) -> None:
    assert [found.right for found in judged(text)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aktuella genomförandeplaner fanns i 65 av 80 ärenden (82 procent).", "65 av 79 (82 procent)"),
        (
            "Aktuella genomförandeplaner fanns i 65 av de granskade ärendena vilket motsvarar 82 procent.",
            "65 av 79 (82 procent)",
        ),
        ("Av 80 granskade ärenden hade 65 en aktuell genomförandeplan, alltså 82 procent.", "65 av 79 (82 procent)"),
        ("Av åttio ärenden hade sextiofem en aktuell genomförandeplan, åttiotvå procent.", "65 av 79 (82 procent)"),
        ("I åttiotvå procent av de åttio ärendena fanns en aktuell genomförandeplan.", "82 procent (65 av 79)"),
        ("En aktuell genomförandeplan fanns i sextiosex av sjuttionio ärenden.", "65 av 79 (82 procent)"),
        ("En aktuell genomförandeplan fanns i 64 av 79 ärenden (81 procent).", "65 av 79 (82 procent)"),
        ("I knappt hälften av ärendena fanns en aktuell genomförandeplan.", "65 av 79 (82 procent)"),
        ("I samtliga ärenden fanns en aktuell genomförandeplan.", "65 av 79 (82 procent)"),
        ("En aktuell genomförandeplan fanns i 14 av 79 ärenden.", "65 av 79 (82 procent)"),
        ("I Norrmalm fanns en aktuell genomförandeplan i 24 av 39 ärenden.", "25 av 39 (64 procent)"),
        ("En aktuell genomförandeplan fanns i 83 procent av ärendena.", "82 procent (65 av 79)"),
    ],
)
def test_what_does_not_is_wrong_and_the_right_figure_is_given(text: str, expected: str) -> None:
    assert verdict(text) == (False, expected)


def test_the_right_figure_comes_with_its_cases() -> None:
    (found,) = judged("En aktuell genomförandeplan fanns i 64 av 79 ärenden.")
    assert found.trace is not None
    assert found.trace.cases == count(REVIEWED, "plan").total.cases["ja"]


@pytest.mark.parametrize(
    "text",
    [
        "I 40 procent av landets kommuner finns inspektörer.",
        "Fjorton samtal fördes med brukare.",
        "År 2019 fanns en aktuell genomförandeplan i 20 av 35 ärenden.",
        "I riket hade 51 procent en aktuell genomförandeplan.",
    ],
)
def test_what_the_review_does_not_speak_of_is_not_recognised(text: str) -> None:
    assert {found.right for found in judged(text)} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Kvinnor utgör enligt statistiken 39 procent och män 51 procent.",
        "39 procent av de granskade var kvinnor och 51 procent var män.",
        "Trettionio procent var kvinnor och femtioen procent män.",
    ],
)
def test_percentages_that_do_not_make_up_their_whole_are_wrong(text: str) -> None:
    found = judged(text)
    assert [one.right for one in found] == [False, False]
    assert {one.why for one in found} == {"kvinnor och män är tillsammans 90 procent"}


@pytest.mark.parametrize(
    "text",
    [
        "Könsfördelningen är 41 procent kvinnor och 59 procent män.",
        "Det gällde 39 procent av kvinnorna och 51 procent av männen.",
        "Bland kvinnor var det 39 procent och bland män 51 procent.",
        "39 procent av de äldre var kvinnor och 51 procent av de yngre var män.",
    ],
)
def test_percentages_that_do_or_have_wholes_of_their_own_are_not(text: str) -> None:
    assert False not in [found.right for found in judged(text)]


def test_units_are_counted_as_units() -> None:
    thirteen = [one for place in range(13) for one in cases(1, f"Nämnd {place}")]
    boards = known(material(thirteen, QUESTIONS, {"plan": ["ja"] * 7 + ["nej"] * 6}))

    def verdicts(start: str, *numbers: str) -> list[tuple[bool | None, str]]:
        passages = [Passage(f"{start} {number} nämnder.", "stycke 1") for number in numbers]
        return [(found.right, found.expected) for found in check(boards, passages)]

    there, seven = "En aktuell genomförandeplan fanns i", "7 av 13 (54 procent)"
    assert verdicts(there, "sju av tretton", "sex av tretton") == [(True, seven), (False, seven)]
    assert verdicts(there, "7", "6", "sju", "sex") == [
        (True, "7 nämnder"), (False, "7 nämnder"), (True, "sju nämnder"), (False, "sju nämnder")
    ]  # fmt: skip
    assert verdicts("En aktuell genomförandeplan saknades i", "sex av tretton")[0][0] is True
    assert verdicts("Granskningen omfattar", "tretton", "tolv") == [
        (True, "13 nämnder"),
        (False, "13 nämnder"),
    ]
    assert verdicts("I granskningen talas om", "tolv") == [(None, "")]


# As the program writes it


def as_word(of: Material, texts: dict[str, str] | None = None) -> Iterable[Passage]:
    """The report's passages, by way of the bytes of a Word file."""
    return read_content(BytesIO(write_word(report(of, texts))), "r.docx").passages


@settings(max_examples=10)
@given(materials())
def test_a_report_that_nobody_has_touched_is_right_in_every_figure(of: Material) -> None:
    found = list(check(known(of), as_word(of)))
    assert [one for one in found if one.right is not True] == []


def test_a_text_that_somebody_has_written_is_judged_like_any_other() -> None:
    text = "En aktuell genomförandeplan fanns i 66 av 79 ärenden."
    of = Known(REVIEWED, report(REVIEWED, {"sammanfattning": text}), report(REVIEWED))
    wrong = [one for one in check(of, as_word(REVIEWED, {"sammanfattning": text})) if one.right is False]
    assert [(one.text, one.expected) for one in wrong] == [("66 av 79", "65 av 79 (82 procent)")]


def test_every_figure_of_a_report_is_wrong_when_it_is_another() -> None:
    for passage in as_word(REVIEWED):
        for mark in passage.marks:
            text = passage.text
            digits = next((at for at in range(mark.start, mark.end) if text[at].isdigit()), None)
            if digits is None:
                continue
            other = str((int(text[digits]) + 1) % 10) if text[digits] != "9" else "8"
            edited = Passage(text[:digits] + other + text[digits + 1 :], passage.place, passage.marks, "", "")
            assert False in [found.right for found in check(KNOWN, [edited])], edited.text


PLAN = yes_no("plan", more='sentence = "En plan fanns i {ja} av {bas} bedömda ärenden ({procent})."')


def marked(of: Material, name: str) -> Passage:
    """A question's sentence as a paragraph with its marks."""
    marks, text, found = Marks(), "", []
    for part in sentence(count(of, name)):
        if isinstance(part, Figure):
            found.append(Mark(len(text), len(text) + len(part.text), marks.figure(part.trace)))
        text += part.text
    return Passage(text, "stycke 1", tuple(found))


def reviewed(yes: int, no: int) -> Material:
    return material(cases(yes + no), PLAN, {"plan": ["ja"] * yes + ["nej"] * no})


@settings(max_examples=40)
@given(st.integers(2, 60), st.data(), st.booleans())
def test_any_sentence_is_read_back_as_its_figure_and_no_other(size: int, pick: st.DataObject, keep: bool) -> None:
    yes, other = pick.draw(st.lists(st.integers(0, size), min_size=2, max_size=2, unique=True))
    facit = known(reviewed(yes, size - yes))
    right, wrong = (marked(reviewed(part, size - part), "plan") for part in (yes, other))
    texts = [right, wrong] if keep else [Passage(one.text, one.place) for one in (right, wrong)]
    found = list(check(facit, texts))
    assert [one.right for one in found] == [True, False]
    assert found[1].expected.startswith(swedish.share(yes, size).replace("noll av", "inget av"))
    behind = count(reviewed(yes, size - yes), "plan").total.cases["ja"]
    assert [one.trace and one.trace.cases for one in found] == [behind, behind]
