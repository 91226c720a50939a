"""The method section: what it says of every kind of draw, of replaced and added cases, and of the reviewing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import Block, Heading, Paragraph, Text, plain
from inspektor.domain.frame import FrameRow
from inspektor.domain.report_appendices import draw_appendix
from inspektor.domain.report_method import FrameFacts, Selection, method
from inspektor.domain.results import Material
from inspektor.domain.review import Case
from inspektor.domain.sampling import Draw, Quota, draw
from tests.domain.builders import case, cases, checklist, inlines_of, material, tables_of, texts, yes_no

ROWS = [
    FrameRow(
        f"{unit[:3].upper()}-{place:02}",
        unit,
        ("kvinna", "man")[place % 2],
        decision="avslag" if unit == "Farsta" and place < 3 else "bifall",
    )
    for unit in ("Farsta", "Östermalm")
    for place in range(12)
]
SHA = "ab" * 32
FRAME = FrameFacts(24, SHA)
PLAN = yes_no("plan", title="Planen")


def drawn(per_unit: int | None = 4, rows: Iterable[FrameRow] = ROWS, **more: Any) -> Draw:
    return draw(list(rows), per_unit, 2021, **more)


def told(selection: Selection, of: Material | None = None, own: Iterable[Block] = ()) -> list[str]:
    """The section's running text, paragraph by paragraph and item by item."""
    blocks = method(selection, of or material(cases(2), PLAN), own)
    return [plain(inlines) for inlines in inlines_of(blocks)]


def test_a_planned_unit_of_which_no_case_is_reviewed_is_named() -> None:
    of = material(cases(2), PLAN)
    blocks = method(Selection(), of, planned=("farsta", "Östermalm", "Järva"))
    found = [plain(inlines) for inlines in inlines_of(blocks)]
    sentence = "Granskningen var planerad att omfatta även Östermalm och Järva, men inget ärende därifrån är granskat."
    assert sentence in found
    assert not any("planerad" in line for line in told(Selection(), of))


def test_before_there_are_cases_nothing_is_said_of_the_units_that_have_none() -> None:
    blocks = method(Selection(), material((), PLAN), planned=("Farsta",))
    assert not any("planerad" in plain(inlines) for inlines in inlines_of(blocks))


def selected(draw: Draw) -> str:
    """What is said of one draw."""
    return told(Selection(FRAME, (draw,)))[1]


AGAIN = (
    "Dragningen går att upprepa: med fröet 2021 och metoden inspektor-urval-1 ger samma urvalsram alltid samma ärenden "
    "(bilaga 2)."
)


def test_a_random_draw_says_how_many_and_that_it_can_be_repeated() -> None:
    assert selected(drawn()) == (
        f"Urvalet är slumpmässigt: åtta ärenden drogs ur urvalsramen, fyra i varje enhet. {AGAIN}"
    )


def test_a_balanced_draw_says_that_half_are_women() -> None:
    assert selected(drawn(balance_gender=True)).startswith(
        "Urvalet är slumpmässigt: åtta ärenden drogs ur urvalsramen, fyra i varje enhet, hälften kvinnor och hälften "
        "män."
    )
    assert "tre i varje enhet, så jämnt mellan könen som det går." in selected(drawn(3, balance_gender=True))


def test_own_quotas_are_told_beside_the_common_number() -> None:
    assert "fyra i varje enhet, men inga ärenden i Farsta. " in selected(drawn(quotas=[Quota("Farsta", "", 0)]))
    own = [Quota("Farsta", "kvinna", 1), Quota("Östermalm", "man", 5)]
    assert "hälften kvinnor och hälften män, men en kvinna i Farsta och fem män i Östermalm. " in (
        selected(drawn(balance_gender=True, quotas=own))
    )


def test_where_every_group_has_a_quota_of_its_own_the_common_number_is_not_told() -> None:
    own = [Quota("Farsta", "", 3), Quota("Östermalm", "", 9)]
    assert "tolv ärenden drogs ur urvalsramen, tre ärenden i Farsta och nio ärenden i Östermalm. " in (
        selected(drawn(quotas=own))
    )
    assert "Målet var tre ärenden i Farsta och 40 ärenden i Östermalm. " in (
        selected(drawn(quotas=[own[0], Quota("Östermalm", "", 40)]))
    )


def test_a_draw_in_one_unit_speaks_of_that_unit() -> None:
    assert selected(drawn(4, ROWS[:12])).startswith(
        "Urvalet är slumpmässigt: fyra ärenden drogs ur urvalsramen, fyra i enheten."
    )


def test_what_was_taken_whole_is_told_besides() -> None:
    sample = drawn(complete=[("beslut", "avslag")])
    assert selected(sample) == (
        "Urvalet är slumpmässigt: åtta ärenden drogs ur urvalsramen, fyra i varje enhet. "
        f"Dessutom ingår samtliga tre ärenden där beslut är avslag. {AGAIN}"
    )
    one = drawn(complete=[("beslut", "avslag")], rows=ROWS[2:])
    assert "Dessutom ingår det enda ärendet där beslut är avslag." in selected(one)


def test_a_condition_that_no_case_meets_is_told_as_a_shortfall_only() -> None:
    selection = Selection(FRAME, (drawn(complete=[("beslut", "delvis avslag")]),))
    (about, *shortfalls) = told(selection)[1:3]
    assert "Dessutom" not in about
    assert shortfalls == ["Inget ärende i urvalsramen har beslut delvis avslag."]


def test_a_total_sample_needs_no_seed() -> None:
    assert selected(drawn(None, kind="total")) == "Urvalet är ett totalurval: samtliga 24 ärenden i urvalsramen ingår."
    assert selected(drawn(None, ROWS[:1], kind="total")) == (
        "Urvalet är ett totalurval: det enda ärendet i urvalsramen ingår."
    )


def test_a_purposive_sample_says_that_it_speaks_of_its_cases_alone() -> None:
    alone = "Resultaten gäller de valda ärendena och kan inte räknas upp till fler."
    assert selected(drawn(None, kind="avsiktligt", codes=["FAR-01", "ÖST-03"])) == (
        f"Urvalet är avsiktligt: två ärenden valdes ut ur urvalsramen. {alone}"
    )
    assert selected(drawn(kind="avsiktligt")) == (
        "Urvalet är avsiktligt: åtta ärenden drogs ur en urvalsram som var vald på förhand, fyra i varje enhet. "
        f"{AGAIN} {alone}"
    )


def test_strata_that_were_too_small_are_told_and_the_quota_is_then_a_goal() -> None:
    selection = Selection(FRAME, (drawn(10, [*ROWS[:12], *ROWS[12:15]]),))
    about, shortfall = told(selection)[1:3]
    assert "13 ärenden drogs ur urvalsramen. Målet var tio i varje enhet." in about
    assert shortfall == "Östermalm: tio ärenden skulle dras, men det finns bara tre. Alla togs med."


def test_cases_that_a_balanced_draw_could_not_place_are_told() -> None:
    rows = [*ROWS, FrameRow("FAR-99", "Farsta", "annat")]
    selection = Selection(FRAME, (drawn(4, rows, balance_gender=True),))
    assert any(line.startswith("Farsta: ett ärende (kön: annat) kunde inte dras") for line in told(selection))


def test_the_table_of_the_draw_has_a_row_a_group_and_a_total() -> None:
    sample = drawn(2, balance_gender=True, reserves=1, complete=[("beslut", "avslag")])
    (table,) = tables_of(method(Selection(FRAME, (sample,)), material(cases(2), PLAN)))
    assert texts(table) == [
        ["Grupp", "I urvalsramen", "Dragna", "Reserver"],
        ["Farsta, kvinnor", "4", "1", "1"],
        ["Farsta, män", "5", "1", "1"],
        ["Farsta, beslut är avslag", "3", "3", "0"],
        ["Östermalm, kvinnor", "6", "1", "1"],
        ["Östermalm, män", "6", "1", "1"],
        ["Total", "24", "7", "4"],
    ]


def test_without_reserves_there_is_no_column_of_them_and_one_group_needs_no_total() -> None:
    (table,) = tables_of(method(Selection(FRAME, (drawn(4, ROWS[:12]),)), material(cases(2), PLAN)))
    assert texts(table) == [["Grupp", "I urvalsramen", "Dragna"], ["Farsta", "12", "4"]]


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (FrameFacts(340, SHA), "Urvalsramen är en lista med 340 beslut."),
        (
            FrameFacts(12, SHA, ((3, "Kod", "saknas"),)),
            (
                "Urvalsramen är en lista med tolv beslut. En rad i listan kunde inte användas; den står med orsak i "
                "bilaga 2."
            ),
        ),
        (
            FrameFacts(12, SHA, ((3, "Kod", "saknas"), (3, "Kön", "saknas"), (9, "", "dubblett")), numbers_dropped=4),
            (
                "Urvalsramen är en lista med tolv beslut. Två rader i listan kunde inte användas; de står med orsak i "
                "bilaga 2. Personnummer användes för att läsa ut kön och ålder och har inte sparats."
            ),
        ),
    ],
)
def test_the_frame_is_told_with_what_could_not_be_used(frame: FrameFacts, sentence: str) -> None:
    assert told(Selection(frame, (drawn(),)))[0] == sentence


def test_without_a_draw_the_report_asks_how_the_cases_were_chosen() -> None:
    asks = "Här saknas text: hur ärendena valdes (avsnittet ”Metod och urval”)."
    assert told(Selection())[:2] == ["Ärendena är inte dragna ur någon urvalsram.", asks]
    own = (Paragraph((Text("Enheterna valde själva."),)),)
    assert told(Selection(), own=own)[:2] == ["Enheterna valde själva.", "Ärendena är inte dragna ur någon urvalsram."]
    assert asks not in told(Selection(FRAME, (drawn(),)))


def test_a_frame_without_a_draw_is_told_as_both() -> None:
    assert told(Selection(FRAME))[:2] == [
        "Urvalsramen är en lista med 24 beslut.",
        "Ärendena är inte dragna ur någon urvalsram.",
    ]


def test_a_review_without_cases_says_so_and_nothing_of_reviewing() -> None:
    empty = material((), PLAN)
    assert told(Selection(), empty) == ["Granskningen har ännu inget urval."]
    blocks = list(method(Selection(), empty))
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Urval"]


def test_replaced_cases_are_told_with_their_reasons() -> None:
    gone = [case("FAR-01", replaced_why="Akten är gallrad"), case("FAR-02", replaced_why="Flyttat")]
    came = [case("FAR-07", replaces="FAR-01")]
    selection = Selection(FRAME, (drawn(),), tuple(gone), tuple(came))
    assert "Två ärenden gick inte att granska och ersattes från reservlistan." in told(selection)
    table = tables_of(method(selection, material(cases(2), PLAN)))[-1]
    assert texts(table) == [
        ["Ärende", "Ersatt av", "Skäl"],
        ["FAR-01", "FAR-07", "Akten är gallrad"],
        ["FAR-02", "–", "Flyttat"],
    ]
    assert "Ett ärende gick inte att granska och ersattes från reservlistan." in told(
        replace(selection, replaced=(gone[0],))
    )


def test_cases_added_by_hand_are_told_beside_a_draw() -> None:
    of = material([case("P-1", origin="tillagd"), case("P-2", origin="slump")], PLAN)
    assert "Utöver urvalet har ett ärende lagts till för hand." in told(Selection(FRAME, (drawn(),)), of)
    assert not any("för hand" in line for line in told(Selection(), of))


def test_the_reviewing_is_told_by_whom_and_against_what() -> None:
    found = [case("P-1", reviewer="A"), case("P-2", reviewer="B", second_reviewer="C"), case("P-3", reviewer="A")]
    lists, answers = [PLAN, checklist()], {"grind": ["ja", "nej", "ja"]}
    assert told(Selection(), material(found, lists, answers))[2:4] == [
        (
            "Ärendena granskades av tre granskare mot checklistorna ”Planen” och ”Prov”, tillsammans tio frågor. "
            "I bilaga 1 finns frågorna och det stöd som granskarna har haft för sina bedömningar."
        ),
        "Ett ärende granskades av två granskare, var för sig.",
    ]
    alone = "en granskare mot checklistan ”Planen”, en fråga. I bilaga 1 finns frågorna."
    assert told(Selection(), material(found[:1], PLAN, {"plan": ["ja"]}))[2] == f"Ärendena granskades av {alone}"
    assert told(Selection(), material(found[:1], PLAN))[2] == f"Ärendena granskas av {alone}"


def test_only_what_is_compared_is_said_to_be() -> None:
    def compared(*found: Case) -> str:
        about = (line.partition(" är prövade") for line in told(Selection(), material(found, PLAN)))
        return " ".join(start for start, sign, _ in about if sign)

    woman, man, unknown = (case(f"P-{word}", gender=word) for word in ("kvinna", "man", ""))
    elsewhere = replace(man, code="P-4", unit="Älvsjö")
    assert compared(woman, man) == "Skillnader mellan kvinnor och män"
    assert compared(man, elsewhere) == "Skillnader mellan enheter"
    assert compared(woman, elsewhere) == "Skillnader mellan kvinnor och män och mellan enheter"
    assert compared(woman, unknown) == compared(man) == ""


def test_the_reader_is_told_once_how_to_read_the_figures() -> None:
    text = " ".join(told(Selection(), material([case("P-1"), case("P-2", "Älvsjö")], PLAN)))
    assert text.count("Procent avrundas till heltal, halva uppåt.") == 1
    assert text.count("Total avser de granskade ärendena, inte alla ärenden i enheterna.") == 1


def test_the_protocol_has_what_it_takes_to_repeat_the_draw() -> None:
    frame = replace(FRAME, joined=(("Farsta", ("FARSTA sdf", "farsta")),), rejected=((7, "Kod", "Koden saknas."),))
    sample = drawn(2, reserves=1, quotas=[Quota("Östermalm", "", 1)])
    blocks = list(draw_appendix(Selection(frame, (sample,))))
    text = " ".join(plain(inlines) for inlines in inlines_of(blocks))
    assert "Frö: 2021." in text
    assert "Metod: inspektor-urval-1." in text
    assert "Kvot: två i varje enhet, men ett ärende i Östermalm." in text
    assert f"Urvalsramens kontrollsumma: {sample.frame_sha256}." in text
    assert "Farsta: sammanförd av ”FARSTA sdf” och ”farsta”." in text
    rejected, listed = tables_of(blocks)
    assert texts(rejected) == [["Rad", "Kolumn", "Skäl"], ["7", "Kod", "Koden saknas."]]
    assert texts(listed)[1] == ["Farsta", ", ".join(sample.strata[0].drawn), ", ".join(sample.strata[0].reserve)]


def test_the_protocol_of_a_total_sample_speaks_of_no_seed() -> None:
    blocks = list(draw_appendix(Selection(FRAME, (drawn(None, kind="total"),))))
    text = " ".join(plain(inlines) for inlines in inlines_of(blocks))
    assert "Frö" not in text
    assert [row[0] for row in texts(tables_of(blocks)[0])] == ["Grupp", "Farsta", "Östermalm"]


def test_two_draws_are_numbered_and_one_is_not() -> None:
    def titles(*draws: Draw) -> list[str]:
        return [block.text for block in draw_appendix(Selection(FRAME, draws)) if isinstance(block, Heading)]

    assert titles(drawn()) == ["Urvalsramen", "Dragningen"]
    assert titles(drawn(), drawn(3)) == ["Urvalsramen", "Dragning 1", "Dragning 2"]


def test_without_a_frame_the_protocol_says_so() -> None:
    (only,) = draw_appendix(Selection())
    assert isinstance(only, Paragraph)
    assert plain(only.inlines) == "Granskningen har ingen urvalsram och inget draget urval."


@given(
    st.integers(1, 14),
    st.booleans(),
    st.sampled_from(((), (("beslut", "avslag"),), (("kon", "annat"),))),
    st.sampled_from(("slump", "avsiktligt")),
    st.integers(0, 2),
)
def test_any_draw_is_told_in_whole_sentences_with_its_own_numbers(
    per_unit: int, balance: bool, complete: tuple[tuple[str, str], ...], kind: Any, reserves: int
) -> None:
    sample = drawn(per_unit, balance_gender=balance, complete=complete, kind=kind, reserves=reserves)
    for line in told(Selection(FRAME, (sample,))):
        assert re.fullmatch(r"[A-ZÅÄÖ].*[^\s]\.", line), line
        assert not re.search(r"  |\.\.|[{}]|None|True|False", line), line
    (table,) = tables_of(method(Selection(FRAME, (sample,)), material(cases(2), PLAN)))
    assert table.rows[-1][2].text == str(len(sample.codes))
