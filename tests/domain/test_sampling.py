"""The draw: the laws it keeps, and that anyone can repeat it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.errors import Problem
from inspektor.domain.frame import FrameRow, frame_hash
from inspektor.domain.sampling import (
    BALANCED,
    Draw,
    NotPlaced,
    Quota,
    draw,
    from_json,
    next_reserve,
    order_key,
    to_json,
)

ROOT = Path(__file__).parents[2]
SEEDS = st.integers(-(10**6), 10**12)
GENDERS = ["kvinna", "man", "kvinna", "man", "annat", "uppgift saknas"]


def rows_of(unit: str, women: int, men: int, others: int = 0) -> list[FrameRow]:
    genders = ["kvinna"] * women + ["man"] * men + ["annat"] * others
    return [FrameRow(f"{unit[:3].upper()}-{place:02}", unit, gender) for place, gender in enumerate(genders, start=1)]


FRAME = [*rows_of("Farsta", 20, 20), *rows_of("Östermalm", 3, 9), *rows_of("Älvsjö", 12, 12)]
WORKED_EXAMPLE = "b022f77f1b299213d3fac3e2c48f438ff4c2cb4a84c5afc310b3ea578dcfd5df"
WORKED_SAMPLE = (
    "FAR-09",
    "FAR-16",
    "FAR-21",
    "FAR-29",
    "ÄLV-05",
    "ÄLV-02",
    "ÄLV-20",
    "ÄLV-17",
    "ÖST-03",
    "ÖST-02",
    "ÖST-11",
    "ÖST-10",
)


@st.composite
def frames(pick: st.DrawFn) -> list[FrameRow]:
    sizes = pick(st.dictionaries(st.sampled_from(["Farsta", "Bromma", "Älvsjö"]), st.integers(1, 14), min_size=1))
    return [
        FrameRow(
            f"{unit}-{place}",
            unit,
            pick(st.sampled_from(GENDERS)),
            decision=pick(st.sampled_from(["bifall", "avslag"])),
        )
        for unit, size in sizes.items()
        for place in range(size)
    ]


def drawn(sample: Draw) -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {(stratum.unit, stratum.gender, stratum.criterion): stratum.drawn for stratum in sample.strata}


def test_the_order_is_what_the_recipe_says_and_needs_nothing_but_sha256() -> None:
    codes = [row.code for row in FRAME if row.unit == "Älvsjö"]

    def recipe(code: str) -> str:
        return hashlib.sha256(("inspektor-urval-1\n2021\n" + code.lower()).encode("utf-8")).hexdigest()

    by_hand = sorted(codes, key=recipe)
    sample = draw(FRAME, 5, 2021, reserves=3)
    stratum = next(stratum for stratum in sample.strata if stratum.unit == "Älvsjö")
    assert (list(stratum.drawn), list(stratum.reserve)) == (by_hand[:5], by_hand[5:8])
    assert (sample.algorithm, sample.seed) == ("inspektor-urval-1", 2021)


def test_the_worked_example_stays_for_ever() -> None:
    """`printf 'inspektor-urval-1\\n2021\\nfar-01' | sha256sum`"""
    assert order_key(2021, " FAR-01 ") == order_key(2021, "far-01") == WORKED_EXAMPLE
    assert draw(FRAME, 4, 2021, balance_gender=True).codes == WORKED_SAMPLE


@given(frames(), SEEDS, st.integers(1, 12), st.booleans(), st.integers(0, 4), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool, reserves: int, chance: random.Random
) -> None:
    options: dict[str, Any] = {"balance_gender": balance, "reserves": reserves, "complete": [("beslut", "avslag")]}
    first = draw(rows, per_unit, seed, **options)
    chance.shuffle(rows)
    assert draw(rows, per_unit, seed, **options) == first


@given(frames(), SEEDS, st.integers(1, 12), st.booleans(), st.booleans(), st.integers(0, 4))
def test_every_stratum_has_what_was_wanted_or_all_there_is(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool, rejections: bool, reserves: int
) -> None:
    complete = [("beslut", "Avslag")] if rejections else []
    sample = draw(rows, per_unit, seed, balance_gender=balance, complete=complete, reserves=reserves)
    for stratum in sample.strata:
        assert len(stratum.drawn) == min(stratum.wanted, stratum.frame)
        assert len(stratum.reserve) == (0 if stratum.criterion else min(reserves, stratum.frame - len(stratum.drawn)))
    for unit in {row.unit for row in rows}:
        assert (
            sum(stratum.wanted for stratum in sample.strata if stratum.unit == unit and not stratum.criterion)
            == per_unit
        )


@given(frames(), SEEDS, st.integers(1, 12), st.booleans(), st.integers(0, 4))
def test_no_case_comes_twice_and_each_is_of_its_stratum(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool, reserves: int
) -> None:
    by_code = {row.code: row for row in rows}
    sample = draw(rows, per_unit, seed, balance_gender=balance, complete=[("beslut", "avslag")], reserves=reserves)
    everything = [code for stratum in sample.strata for code in stratum.drawn + stratum.reserve]
    assert len(everything) == len(set(everything))
    for stratum in sample.strata:
        cases = [by_code[code] for code in stratum.drawn + stratum.reserve]
        assert {case.unit for case in cases} <= {stratum.unit}
        assert not stratum.gender or {case.gender for case in cases} <= {stratum.gender}
        assert {case.decision for case in cases} <= ({"avslag"} if stratum.criterion else {"bifall"})


@given(frames(), SEEDS, st.integers(1, 10), st.integers(0, 5), st.booleans())
def test_drawing_more_keeps_what_was_drawn(
    rows: list[FrameRow], seed: int, per_unit: int, more: int, balance: bool
) -> None:
    fewer = drawn(draw(rows, per_unit, seed, balance_gender=balance))
    wider = drawn(draw(rows, per_unit + more, seed, balance_gender=balance))
    assert fewer.keys() == wider.keys()
    assert all(wider[stratum][: len(codes)] == codes for stratum, codes in fewer.items())


@given(frames(), SEEDS, st.integers(1, 10), st.booleans())
def test_every_case_of_the_frame_is_accounted_for(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool
) -> None:
    sample = draw(rows, per_unit, seed, balance_gender=balance, complete=[("beslut", "avslag")])
    placed = sum(stratum.frame for stratum in sample.strata)
    assert placed + sum(entry.count for entry in sample.not_placed) == len(rows)
    assert balance or not sample.not_placed


@given(frames(), SEEDS, st.integers(1, 10), st.integers(0, 3))
def test_a_draw_comes_back_as_it_was_stored(rows: list[FrameRow], seed: int, per_unit: int, reserves: int) -> None:
    options: dict[str, Any] = {"balance_gender": True, "complete": [("beslut", "avslag")], "reserves": reserves}
    sample = draw(rows, per_unit, seed, **options)
    assert from_json(to_json(sample)) == sample
    assert json.loads(to_json(sample))["frame_sha256"] == frame_hash(rows)


@st.composite
def quotas(pick: st.DrawFn, rows: list[FrameRow], balance: bool) -> list[Quota]:
    """Own quotas of some of the strata."""
    strata = [(unit, gender) for unit in {row.unit for row in rows} for gender in (BALANCED if balance else ("",))]
    chosen = pick(st.lists(st.sampled_from(sorted(strata)), unique=True))
    return [Quota(*stratum, pick(st.integers(0, 12))) for stratum in chosen]


@given(frames(), SEEDS, st.integers(1, 12), st.booleans(), st.integers(0, 4), st.data())
def test_a_stratum_with_a_quota_of_its_own_gives_that_and_the_others_what_they_gave(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool, reserves: int, data: st.DataObject
) -> None:
    options: dict[str, Any] = {"balance_gender": balance, "complete": [("beslut", "avslag")], "reserves": reserves}
    own = {(one.unit, one.gender): one for one in data.draw(quotas(rows, balance))}
    before, after = draw(rows, per_unit, seed, **options), draw(rows, per_unit, seed, quotas=[*own.values()], **options)
    for was, now in zip(before.strata, after.strata, strict=True):
        quota = own.get((now.unit, now.gender))
        if now.criterion or quota is None or quota.wanted == was.wanted:
            assert now == was
        else:
            assert (now.wanted, len(now.drawn)) == (quota.wanted, min(quota.wanted, now.frame))
            more, fewer = sorted((was.drawn, now.drawn), key=len, reverse=True)
            assert more[: len(fewer)] == fewer
            assert quota in after.quotas


@given(frames(), SEEDS, st.integers(1, 12), st.booleans(), st.integers(0, 4))
def test_own_quotas_that_are_the_common_ones_are_no_other_draw(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool, reserves: int
) -> None:
    plain = draw(rows, per_unit, seed, balance_gender=balance, reserves=reserves)
    same = [Quota(one.unit, one.gender, one.wanted) for one in plain.strata]
    assert draw(rows, per_unit, seed, balance_gender=balance, reserves=reserves, quotas=same) == plain
    assert "quotas" not in json.loads(to_json(plain))


@given(frames(), SEEDS, st.integers(1, 10), st.booleans(), st.data())
def test_own_quotas_are_stored_with_the_draw_whatever_order_they_came_in(
    rows: list[FrameRow], seed: int, per_unit: int, balance: bool, data: st.DataObject
) -> None:
    own = data.draw(quotas(rows, balance))
    sample = draw(rows, per_unit, seed, balance_gender=balance, quotas=own)
    assert from_json(to_json(sample)) == sample
    assert draw(rows, per_unit, seed, balance_gender=balance, quotas=own[::-1]) == sample
    assert set(sample.quotas) <= set(own)


def test_a_group_that_is_left_out_has_no_reserves() -> None:
    sample = draw(FRAME, 4, 1, reserves=2, quotas=[Quota("farsta SDF", "", 0)])
    assert [(one.unit, len(one.drawn), len(one.reserve)) for one in sample.strata] == [
        ("Farsta", 0, 0),
        ("Älvsjö", 4, 2),
        ("Östermalm", 4, 2),
    ]
    assert sample.quotas == (Quota("Farsta", "", 0),)


@pytest.mark.parametrize(
    ("own", "balance", "says"),
    [
        ([Quota("Bromma", "", 3)], False, "Enheterna är Farsta, Älvsjö och Östermalm."),
        ([Quota("Farsta", "kvinna", 3)], False, "hör till ett balanserat urval"),
        ([Quota("Farsta", "", 3)], True, "för kvinnor eller för män"),
        ([Quota("Farsta", "", 3), Quota("FARSTA", "", 4)], False, "två egna kvoter"),
        ([Quota("Farsta", "man", -1)], True, "mindre än noll"),
    ],
)
def test_an_own_quota_that_fits_no_stratum_is_refused(own: list[Quota], balance: bool, says: str) -> None:
    with pytest.raises(Problem, match=says):
        draw(FRAME, 5, 1, balance_gender=balance, quotas=own)


def test_other_seeds_usually_give_other_cases() -> None:
    samples = {draw(FRAME, 5, seed).codes for seed in range(50)}
    assert len(samples) == 50


def test_every_case_is_drawn_about_as_often() -> None:
    counts = dict.fromkeys((row.code for row in FRAME if row.unit == "Farsta"), 0)
    for seed in range(400):
        for code in draw(FRAME, 10, seed).codes:
            if code in counts:
                counts[code] += 1
    assert sum(counts.values()) == 4000
    assert 65 < min(counts.values()) <= max(counts.values()) < 135  # 100 expected, standard deviation 8.7


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_another_process_with_another_hash_seed_draws_the_same(hash_seed: str) -> None:
    script = (
        "from inspektor.domain.frame import FrameRow\n"
        "from inspektor.domain.sampling import draw, to_json\n"
        "rows = {FrameRow(f'{unit}-{place}', unit, gender) for unit in ('Farsta', 'Älvsjö')"
        " for place, gender in enumerate(['kvinna', 'man', 'annat'] * 5)}\n"
        "print(ascii(to_json(draw(list(rows), 5, 7, balance_gender=True, reserves=2))))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-X", "utf8", "-c", script]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    rows = [
        FrameRow(f"{unit}-{place}", unit, gender)
        for unit in ("Farsta", "Älvsjö")
        for place, gender in enumerate(["kvinna", "man", "annat"] * 5)
    ]
    assert result.stdout.strip() == ascii(to_json(draw(rows, 5, 7, balance_gender=True, reserves=2)))


def test_a_balanced_draw_takes_half_of_each() -> None:
    sample = draw(FRAME, 6, 1, balance_gender=True)
    assert [(stratum.unit, stratum.gender, len(stratum.drawn), stratum.frame) for stratum in sample.strata] == [
        ("Farsta", "kvinna", 3, 20),
        ("Farsta", "man", 3, 20),
        ("Älvsjö", "kvinna", 3, 12),
        ("Älvsjö", "man", 3, 12),
        ("Östermalm", "kvinna", 3, 3),
        ("Östermalm", "man", 3, 9),
    ]
    assert sample.shortfalls == ()


def test_the_odd_case_goes_to_the_gender_that_comes_first_in_the_draw() -> None:
    rows = rows_of("Farsta", 10, 10)
    for seed in range(20):
        sample = draw(rows, 5, seed, balance_gender=True)
        first = min(rows, key=lambda row: order_key(seed, row.code))
        assert {stratum.gender: stratum.wanted for stratum in sample.strata} == {"kvinna": 2, "man": 2} | {
            first.gender: 3
        }


@pytest.mark.parametrize("seed", range(8))
def test_the_odd_case_goes_to_the_other_gender_when_there_are_no_more(seed: int) -> None:
    sample = draw(rows_of("Farsta", 2, 10), 5, seed, balance_gender=True)
    assert [len(stratum.drawn) for stratum in sample.strata] == [2, 3]
    assert sample.shortfalls == ()


def test_a_stratum_that_is_too_small_is_drawn_whole_and_told() -> None:
    rows = [*rows_of("Farsta", 3, 20), *rows_of("Bromma", 1, 0)]
    sample = draw(rows, 10, 1, balance_gender=True)
    assert sample.shortfalls == (
        "Bromma: fem kvinnor skulle dras, men det finns bara en. Alla togs med.",
        "Bromma: fem män skulle dras, men det finns ingen.",
        "Farsta: fem kvinnor skulle dras, men det finns bara tre. Alla togs med.",
    )
    assert draw(rows, 30, 1).shortfalls == (
        "Bromma: 30 ärenden skulle dras, men det finns bara ett. Alla togs med.",
        "Farsta: 30 ärenden skulle dras, men det finns bara 23. Alla togs med.",
    )


def test_a_draw_that_is_planned_is_told_of_as_what_is_to_come() -> None:
    rows = [*rows_of("Farsta", 3, 20), *rows_of("Bromma", 0, 9, others=1)]
    planned = draw(rows, 10, 1, balance_gender=True, complete=[("beslut", "avslag")])
    assert planned.foretold == (
        "Bromma: fem kvinnor ska dras, men det finns ingen.",
        "Farsta: fem kvinnor ska dras, men det finns bara tre. Alla tas med.",
        "Inget ärende i urvalsramen har beslut avslag.",
        "Bromma: ett ärende (kön: annat) kan inte dras, eftersom urvalet är balanserat mellan kvinnor och män.",
    )


def test_cases_that_have_no_half_are_told_and_not_forgotten() -> None:
    rows = [*rows_of("Farsta", 5, 5, others=2), FrameRow("X", "Bromma", "uppgift saknas")]
    sample = draw(rows, 2, 1, balance_gender=True)
    assert sample.not_placed == (NotPlaced("Bromma", "uppgift saknas", 1), NotPlaced("Farsta", "annat", 2))
    because = "kunde inte dras, eftersom urvalet är balanserat mellan kvinnor och män."
    assert [notice for notice in sample.notices if "balanserat" in notice] == [
        f"Bromma: ett ärende (kön: uppgift saknas) {because}",
        f"Farsta: två ärenden (kön: annat) {because}",
    ]
    assert draw(rows, 20, 1).not_placed == ()


def test_a_complete_stratum_takes_every_case_and_the_quota_is_of_the_rest() -> None:
    rows = [replace(row, decision="avslag" if place % 4 == 0 else "bifall") for place, row in enumerate(FRAME)]
    sample = draw(rows, 4, 1, complete=[("beslut", " AVSLAG")], reserves=2)
    for unit in ("Farsta", "Älvsjö", "Östermalm"):
        rejections = {row.code for row in rows if row.unit == unit and row.decision == "avslag"}
        quota, whole = (stratum for stratum in sample.strata if stratum.unit == unit)
        assert (whole.kind, whole.criterion, set(whole.drawn), whole.reserve) == (
            "total",
            "beslut=avslag",
            rejections,
            (),
        )
        assert (quota.kind, quota.criterion, len(quota.drawn), len(quota.reserve)) == ("slump", "", 4, 2)
    assert sample.complete == (("beslut", "avslag"),)


def test_a_case_belongs_to_the_first_complete_stratum_that_fits() -> None:
    rows = [
        FrameRow("A", "Farsta", decision="avslag", insats="Boende"),
        FrameRow("B", "Farsta", insats="Boende"),
        FrameRow("C", "Bromma", insats="Avlösning"),
        FrameRow("D", "Bromma", insats="Avlösning"),
    ]
    criteria = [("beslut", "avslag"), ("insats", "boende"), ("enhet", "bromma sdf")]
    sample = draw(rows, 1, 1, complete=criteria)
    assert {key: set(codes) for key, codes in drawn(sample).items() if codes} == {
        ("Farsta", "", "beslut=avslag"): {"A"},
        ("Farsta", "", "insats=Boende"): {"B"},
        ("Bromma", "", "enhet=Bromma"): {"C", "D"},
    }


def test_a_complete_stratum_that_nothing_fits_is_told() -> None:
    assert draw(FRAME, 2, 1, complete=[("beslut", "avslag")]).shortfalls == (
        "Inget ärende i urvalsramen har beslut avslag.",
    )


def test_a_complete_sample_takes_all_and_says_so() -> None:
    sample = draw(FRAME, None, 1, kind="total")
    assert set(sample.codes) == {row.code for row in FRAME}
    assert {stratum.kind for stratum in sample.strata} == {"total"}
    assert (sample.kind, sample.per_unit, sample.shortfalls) == ("total", None, ())


def test_a_purposive_sample_is_the_cases_that_were_chosen_and_says_so() -> None:
    sample = draw(FRAME, None, 1, kind="avsiktligt", codes=["öst-02", "FAR-07", "FAR-01", "far-07"])
    assert [(stratum.unit, stratum.kind, stratum.drawn, stratum.frame) for stratum in sample.strata] == [
        ("Farsta", "avsiktligt", ("FAR-07", "FAR-01"), 40),
        ("Östermalm", "avsiktligt", ("ÖST-02",), 12),
    ]


def test_a_purposive_sample_without_chosen_cases_is_drawn_by_number_and_never_called_random() -> None:
    purposive, by_chance = draw(FRAME, 3, 1, kind="avsiktligt"), draw(FRAME, 3, 1)
    assert purposive.codes == by_chance.codes
    assert {stratum.kind for stratum in purposive.strata} == {purposive.kind} == {"avsiktligt"}


def test_chosen_cases_that_are_not_in_the_frame_are_told_by_their_place() -> None:
    with pytest.raises(Problem, match="nummer 2 och 3 ") as problem:
        draw(FRAME, None, 1, kind="avsiktligt", codes=["FAR-01", "XYZ-9", "XYZ-8"])
    assert "XYZ" not in str(problem.value)


@pytest.mark.parametrize(
    ("rows", "per_unit", "options"),
    [
        ([], 5, {}),
        (FRAME, None, {}),
        (FRAME, 0, {}),
        (FRAME, 5, {"kind": "tur"}),
        (FRAME, 5, {"reserves": -1}),
        (FRAME, 5, {"codes": ["FAR-01"]}),
        (FRAME, None, {"kind": "avsiktligt"}),
        (FRAME, None, {"kind": "avsiktligt", "codes": ["FAR-01"], "reserves": 2}),
        (FRAME, None, {"kind": "total", "balance_gender": True}),
        (FRAME, None, {"kind": "total", "quotas": [Quota("Farsta", "", 2)]}),
        (FRAME, None, {"kind": "total", "complete": [("beslut", "avslag")]}),
        (FRAME, 5, {"complete": [("kod", "FAR-01")]}),
        (FRAME, 5, {"complete": [("farg", "röd")]}),
        (FRAME, 5, {"complete": [("beslut", " ")]}),
        (FRAME, 5, {"complete": [("beslut", "kanske")]}),
        ([*FRAME, FrameRow("far-01", "Farsta")], 5, {}),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_in_a_sentence(
    rows: list[FrameRow], per_unit: int | None, options: dict[str, Any]
) -> None:
    with pytest.raises(Problem, match=r"^[A-ZÅÄÖ].*\.$"):
        draw(rows, per_unit, 1, **options)


def test_a_case_is_replaced_by_the_next_of_its_stratum_that_is_unused() -> None:
    sample = draw(FRAME, 4, 3, balance_gender=True, reserves=2)
    stratum = sample.strata[1]
    first, second = stratum.reserve
    assert next_reserve(sample, stratum.drawn[0].lower(), []) == first
    assert next_reserve(sample, stratum.drawn[1], [first.lower()]) == second
    assert next_reserve(sample, first, [first]) == second
    assert next_reserve(sample, second, [first, second]) is None


def test_a_case_outside_the_draw_has_no_reserve() -> None:
    with pytest.raises(Problem, match="hör inte till urvalet"):
        next_reserve(draw(FRAME, 2, 1), "XYZ-1", [])
