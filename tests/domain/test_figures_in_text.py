"""Figures in Swedish running text: what they say, what is none, and which contradict themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain import swedish
from inspektor.domain.figures_in_text import Claim, claims, rounded, sentences, without_figures
from inspektor.domain.number_words import WORDS

Read = list[tuple[int | None, int | None, int | None]]


def read(sentence: str) -> Read:
    """Part, whole and whole per cent of each figure."""
    found = claims(sentence)
    return [(one.part, one.whole, None if one.percent is None else int(one.percent)) for one in found]


def only(sentence: str) -> Claim:
    (claim,) = claims(sentence)
    return claim


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Planen stämde i 14 av 32 (44 procent) ärenden.", [(14, 32, 44)]),
        ("14 av 32 (44 %)", [(14, 32, 44)]),
        ("14\N{NO-BREAK SPACE}av 32 (44\N{NO-BREAK SPACE}%)", [(14, 32, 44)]),
        ("En plan fanns i 14 av 32 bedömda ärenden med en aktuell utredning (44 procent).", [(14, 32, 44)]),
        ("44 procent (14 av 32) hade en plan.", [(14, 32, 44)]),
        ("Rutiner saknades i sex av tretton nämnder.", [(6, 13, None)]),
        ("Fem av de åtta granskade ärendena och fjorton av trettiotvå.", [(5, 8, None), (14, 32, None)]),
        ("Uppföljning saknades i inget av fem ärenden.", [(0, 5, None)]),
        ("Det gällde samtliga av de 12 ärendena.", [(12, 12, None)]),
        ("I 1 250 av 12 345 ärenden fanns en plan.", [(1250, 12345, None)]),
        ("Planer fanns i 65 av de granskade ärendena vilket motsvarar 82 procent.", [(65, None, 82)]),
        ("Fjorton av genomförandeplanerna, 22 procent, var bra.", [(14, None, 22)]),
        ("I 82 procent av de 80 ärendena fanns en plan.", [(None, 80, 82)]),
        ("Det gäller 16 av 30 kvinnor (53 procent) och 7 av 16 män (44 %).", [(16, 30, 53), (7, 16, 44)]),
        ("Granskningen omfattar 80 ärenden, hälften kvinnor.", [(80, None, None), (None, None, None)]),
        ("Åtta ärenden granskades av två granskare.", [(8, None, None), (2, None, None)]),
        ("Inga ärenden och ett beslut.", [(0, None, None), (1, None, None)]),
    ],
)
def test_what_a_sentence_says(sentence: str, expected: Read) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Besluten fattades den 6 juli 2024, mellan 2024-07-06 och 2025-12-28 kl. 10.30.",
        "Uppdraget gavs 2019 och avslutades år 2021, med dnr 3.4.2-11/2021.",
        "Enligt 3 kap. 5 § socialtjänstlagen (2001:453), 8–9 §§ och 6 a § LSS (1993:387), SOSFS 2011:9.",
        "Se tabell 4, bilaga 2, figur 3 och sidan 12 i version 2026.1.",
        "Ärendena FAR-11 och Ä-060 gäller personer 18–25 år och dem som är 65 år och äldre.",
        "Det kostade 500 kronor, tog 14 dagar och tre månader.",
        "En aktuell plan fanns, och den var inget att anmärka på.",
        "Sida 2 av 30",
        "(ändring nr 1974)",
        "Det finns inget att anmärka på, och ingen hörde av sig.",
    ],
)
def test_what_is_no_figure_is_passed_over(sentence: str) -> None:
    assert claims(sentence) == []


@pytest.mark.parametrize(
    ("words", "right", "wrong"),
    [
        ("hälften", [(20, 40), (7, 14)], [(18, 40), (14, 32), (7, 13)]),
        ("drygt hälften", [(32, 60), (21, 40)], [(30, 60), (14, 32), (38, 40)]),
        ("knappt hälften", [(14, 32)], [(16, 32), (18, 32), (3, 32)]),
        ("närmare hälften", [(14, 32)], [(16, 32)]),
        ("mer än hälften", [(17, 32), (32, 32)], [(16, 32)]),
        ("mindre än hälften", [(15, 32), (0, 32)], [(16, 32)]),
        ("majoriteten", [(17, 32)], [(16, 32)]),
        ("knappt en tredjedel", [(9, 30)], [(10, 30), (11, 30)]),
        ("drygt två tredjedelar", [(7, 10)], [(2, 3), (9, 10)]),
        ("var tredje", [(10, 30)], [(15, 30)]),
        ("en fjärdedel", [(10, 40)], [(15, 40)]),
        ("samtliga ärenden", [(5, 5)], [(4, 5)]),
        ("samtliga beslut utom ett", [(4, 5)], [(5, 5), (3, 5)]),
        ("drygt 40 procent", [(14, 33)], [(4, 10), (5, 10)]),
    ],
)
def test_what_a_share_in_words_can_mean(words: str, right: list[tuple[int, int]], wrong: list[tuple[int, int]]) -> None:
    claim = only(f"I {words} fanns en plan.")
    assert [claim.fits(*share) for share in right] == [True] * len(right)
    assert [claim.fits(*share) for share in wrong] == [False] * len(wrong)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("En plan fanns i 65 av 80 ärenden (82 procent).", "65 av 80 är 81 procent"),
        ("Drygt hälften (14 av 32) hade en plan.", "14 av 32 är 44 procent"),
        ("En plan fanns i 14 av 12 ärenden.", "delen är större än det hela"),
        ("En plan fanns i 120 procent av ärendena.", "mer än 100 procent"),
        ("En plan fanns i 82 procent av 80 ärenden.", "ingen del av 80 är så stor andel"),
        ("En plan fanns i 65 av 79 ärenden (82 procent).", ""),
        ("En plan fanns i 14 av 32 ärenden (43,8 procent).", ""),
        ("En plan fanns i 14 av 32 ärenden (43,7 procent).", "14 av 32 är 44 procent"),
    ],
)
def test_a_figure_that_contradicts_itself_is_told(sentence: str, fault: str) -> None:
    assert only(sentence).fault() == fault


@given(st.integers(0, 999), st.integers(1, 999))
def test_a_share_is_read_back_however_it_is_written(part: int, whole: int) -> None:
    words = {number: word for word, number in WORDS.items() if word not in ("en", "ingen", "inga")}
    for text in (swedish.share(part, whole), f"{part} av {whole}", f"{words[part]} av {words[whole]}"):
        assert read(f"En plan fanns i {text} ärenden.") == [(part, whole, None)]


@given(st.integers(0, 200), st.integers(1, 200))
def test_only_the_right_percentage_goes_with_a_share(part: int, whole: int) -> None:
    if part <= whole:
        right = swedish.percent(part, whole) or 0
        for percent in (right - 1, right, right + 1):
            claim = only(f"I {part} av {whole} ärenden ({abs(percent)} procent).")
            assert bool(claim.fault()) == (abs(percent) != right)


def test_half_a_per_cent_is_rounded_up() -> None:
    assert [rounded(Fraction(7, 16), places) for places in (0, 1)] == [44, Fraction(219, 5)]


def test_sentences_are_told_apart_and_keep_their_place() -> None:
    text = "Plan fanns i 3 kap. 5 § fall. Åtta av tio. ”Ja.” 2 av 3 sa nej."
    found = list(sentences(text))
    assert [words for _, words in found] == ["Plan fanns i 3 kap. 5 § fall.", "Åtta av tio.", "”Ja.” 2 av 3 sa nej."]
    assert all(text[start : start + len(words)] == words for start, words in found)


def test_what_is_left_without_its_figures() -> None:
    assert without_figures("En plan fanns i hälften av ärendena.") == "En plan fanns i ."
    assert without_figures("Fjorton av planerna, 22 procent, var bra.") == "planerna, var bra."
