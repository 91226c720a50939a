"""`urval` and `ersatt`: quotas, complete strata, what is told, and that no case with work in it is lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from inspektor.db import queries
from inspektor.db.progress import cases_drawn
from inspektor.db.store import Store
from inspektor.domain.errors import Problem
from inspektor.domain.sampling import Draw, Quota, order_key
from inspektor.operations import samples
from inspektor.operations.answers import record_answer, record_note
from inspektor.operations.cases import add_case
from inspektor.operations.history import undo
from inspektor.operations.listing import case_lines
from inspektor.operations.samples import Drawn, Order, draw_sample, draws, replace_case, replaceable
from tests.support import LEAD, SEED, add_frame, frame_text, make_review, open_review, write
from tests.terminal import done, refused, told

FILE = "Granskning åäö 1.granskning"


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INSPEKTOR_GRANSKARE", LEAD)


def new(text: str | None = None) -> Path:
    """A review with a frame, two units of four women and four men each unless another is given."""
    path = make_review(Path(), name=FILE)
    done("ram", FILE, write(Path("ram.csv"), text or frame_text()))
    return path


def codes(path: Path = Path(FILE)) -> list[str]:
    """The cases to be reviewed."""
    with Store.open(path) as store:
        return [case.code for case in queries.cases(store)]


def in_order(text: str, unit: str, seed: int = SEED) -> list[str]:
    """The codes of one unit in the documented order of the draw, worked out from the list itself."""
    rows = [line.split(";") for line in text.splitlines()[1:]]
    return sorted((row[0] for row in rows if row[1] == unit), key=lambda code: order_key(seed, code))


# What is drawn


def test_each_unit_gives_its_number_half_women_and_half_men() -> None:
    new()
    heard = told("urval", FILE, "--per-enhet", 4, "--balansera", "kon", "--fro", 2021, "--reserver", 1)
    assert (heard["drawn"], heard["seed"], heard["algorithm"]) == (8, 2021, "inspektor-urval-1")
    strata = [(one["unit"], one["gender"], one["frame"], one["drawn"], one["reserve"]) for one in heard["strata"]]
    assert strata == [
        ("Norr", "kvinna", 4, 2, 1),
        ("Norr", "man", 4, 2, 1),
        ("Söder", "kvinna", 4, 2, 1),
        ("Söder", "man", 4, 2, 1),
    ]
    cases = told("arenden", FILE)["cases"]
    assert Counter((case["unit"], case["gender"]) for case in cases) == dict.fromkeys(
        [("Norr", "kvinna"), ("Norr", "man"), ("Söder", "kvinna"), ("Söder", "man")], 2
    )
    assert {case["origin"] for case in cases} == {"slump"}


def test_the_cases_are_those_that_the_documented_order_gives() -> None:
    text = frame_text()
    new(text)
    told("urval", FILE, "--per-enhet", 3, "--fro", 11)
    assert sorted(codes()) == sorted(in_order(text, "Norr", 11)[:3] + in_order(text, "Söder", 11)[:3])


def test_every_rejection_is_taken_besides() -> None:
    lines = frame_text().splitlines()
    rejected = {"P-1", "P-2", "P-9"}
    text = "\n".join(line.replace("Bifall", "Avslag") if line.split(";")[0] in rejected else line for line in lines)
    new(text)
    heard = told("urval", FILE, "--per-enhet", 2, "--alla", "beslut=avslag", "--fro", 5)
    complete = {one["unit"]: (one["frame"], one["drawn"]) for one in heard["strata"] if one["criterion"]}
    assert complete == {"Norr": (2, 2), "Söder": (1, 1)}
    assert heard["drawn"] == 7
    assert rejected <= set(codes())
    origins = {case["code"]: case["origin"] for case in told("arenden", FILE)["cases"]}
    assert {code for code, origin in origins.items() if origin == "total"} == rejected


def test_a_unit_may_have_a_quota_of_its_own() -> None:
    text = frame_text()
    new(text)
    heard = told("urval", FILE, "--per-enhet", 2, "--kvot", "söder=5", "--fro", 11)
    assert [(one["unit"], one["quota"], one["drawn"]) for one in heard["strata"]] == [("Norr", 2, 2), ("Söder", 5, 5)]
    assert heard["quotas"] == [{"unit": "Söder", "gender": "", "quota": 5}]
    assert sorted(codes()) == sorted(in_order(text, "Norr", 11)[:2] + in_order(text, "Söder", 11)[:5])


def test_so_may_its_women_or_men_in_a_balanced_draw() -> None:
    new()
    own = ("--kvot", "Norr:kvinna=4", "--kvot", "Söder:man=0")
    heard = told("urval", FILE, "--per-enhet", 4, "--balansera", "kon", *own, "--fro", 11, "--reserver", 1)
    assert [(one["quota"], one["drawn"], one["reserve"]) for one in heard["strata"]] == [
        (4, 4, 0),
        (2, 2, 1),
        (2, 2, 1),
        (0, 0, 0),
    ]


def test_the_value_of_a_complete_stratum_is_written_as_people_write_it() -> None:
    new(frame_text().replace("Bifall", "Avslag", 3))
    assert told("urval", FILE, "--per-enhet", 1, "--alla", "beslut=AVSLAGET", "--fro", 5)["drawn"] == 5


@pytest.mark.parametrize(("kind", "drawn"), [("slump", 4), ("avsiktligt", 4), ("total", 16)])
def test_the_kind_of_sample_is_marked_on_every_case(kind: str, drawn: int) -> None:
    new()
    heard = told("urval", FILE, "--per-enhet", 2, "--typ", kind, "--fro", 1)
    assert heard["drawn"] == drawn
    assert {one["kind"] for one in heard["strata"]} == {kind}
    assert {case["origin"] for case in told("arenden", FILE)["cases"]} == {kind}


def test_people_may_choose_the_cases_themselves() -> None:
    new()
    heard = told("urval", FILE, "--typ", "avsiktligt", "--arenden", "P-3, p-11,P-1", "--fro", 1)
    assert heard["drawn"] == 3
    assert set(codes()) == {"P-1", "P-3", "P-11"}


def test_a_stratum_that_is_too_small_is_drawn_whole_and_told() -> None:
    new(frame_text(("Norr",), 2) + "P-50;Liten;Kvinna;1980;SoL;Bifall;2019-03-01;Nej;Nej\n")
    heard = told("urval", FILE, "--per-enhet", 4, "--balansera", "kon", "--fro", 1)
    assert heard["drawn"] == 5
    assert heard["shortfalls"] == [
        "Liten: två kvinnor skulle dras, men det finns bara en. Alla togs med.",
        "Liten: två män skulle dras, men det finns ingen.",
    ]
    out = done("urval", FILE, "--per-enhet", 4, "--balansera", "kon", "--fro", 1)
    assert all(sentence in out for sentence in heard["shortfalls"])


def test_the_order_of_the_rows_and_who_draws_play_no_part() -> None:
    text = frame_text()
    new(text)
    one = told("urval", FILE, "--per-enhet", 3, "--fro", 8, "--reserver", 2, "--av", "Anna")
    drawn = codes()
    Path(FILE).unlink()
    lines = text.splitlines()
    new("\n".join([lines[0], *lines[:0:-1]]))
    assert told("urval", FILE, "--per-enhet", 3, "--fro", 8, "--reserver", 2, "--av", "Bo") == one
    assert codes() == drawn


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--fro", "1"), "minst ett"),
        (("--fro", "1", "--per-enhet", "0"), "minst ett"),
        (("--fro", "1", "--per-enhet", "-2"), "minst ett"),
        (("--fro", "1", "--per-enhet", "2", "--reserver", "-1"), "reserver"),
        (("--fro", "1", "--per-enhet", "2", "--alla", "beslut=kanske"), "Beslut ska vara"),
        (("--fro", "1", "--per-enhet", "2", "--alla", "besult=avslag"), "Fälten är enhet"),
        (("--fro", "1", "--per-enhet", "2", "--alla", "kod=P-1"), "Fälten är enhet"),
        (("--fro", "1", "--typ", "avsiktligt"), "minst ett"),
        (("--fro", "1", "--typ", "avsiktligt", "--arenden", "P-1,P-99"), "nummer 2"),
        (("--fro", "1", "--per-enhet", "2", "--arenden", "P-1"), "avsiktligt urval"),
        (("--fro", "1", "--typ", "total", "--reserver", "2"), "reserver"),
        (("--fro", "1", "--per-enhet", "2", "--kvot", "Väster=3"), "Enheterna är Norr och Söder."),
        (("--fro", "1", "--per-enhet", "2", "--kvot", "Norr:man=3"), "balanserat urval"),
        (("--fro", "1", "--per-enhet", "2", "--kvot", "Norr=0", "--kvot", "Söder=0"), "Inget ärende skulle dras"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(words: tuple[str, ...], says: str) -> None:
    path = new()
    assert says in refused("urval", FILE, *words, unchanged=path)


def test_nothing_is_drawn_from_no_list(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    assert "ingen urvalsram" in refused("urval", path, "--per-enhet", 2, "--fro", 1, unchanged=path)


# Drawing again


def drawn(store: Store, per_unit: int, seed: int = SEED, reserves: int = 1) -> Drawn:
    return draw_sample(store, per_unit, seed, by=LEAD, balance_gender=True, reserves=reserves)


def reviewed(store: Store) -> dict[tuple[str, str], int]:
    """How many cases there are to review in each stratum."""
    return Counter((case.unit, case.gender) for case in queries.cases(store))


def stands(store: Store) -> Draw:
    """The one draw that stands."""
    (only,) = draws(store)
    return only


def test_more_with_the_same_seed_keeps_what_was_drawn(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        first = {case.code for case in queries.cases(store)}
        record_answer(store, min(first), "plan_finns", "ja", "Anna")
        told_of = drawn(store, 6)
        assert first < {case.code for case in queries.cases(store)}
        assert told_of.taken_away == 0
        assert len(stands(store).codes) == 12


def test_a_second_draw_takes_untouched_cases_away_and_says_how_many() -> None:
    new()
    told("urval", FILE, "--per-enhet", 2, "--fro", 1)
    first = set(codes())
    heard = told("urval", FILE, "--per-enhet", 2, "--fro", 4)
    second = set(codes())
    assert (len(second), heard["taken_away"]) == (4, len(first - second))
    assert first != second


def test_a_larger_quota_for_one_group_with_the_same_seed_keeps_what_was_drawn(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 4)
        first = queries.cases(store)
        record_answer(store, first[0].code, "plan_finns", "ja", "Anna")
        asked = samples.standing_order(store)
        assert asked is not None
        order = replace(asked, quotas=(Quota(first[0].unit, first[0].gender, 4),))
        plan = samples.plan_sample(store, order)
        assert (plan.stays, plan.leaves, plan.refusal) == (8, 0, "")
        assert samples.draw_order(store, order, by=LEAD).taken_away == 0
        assert {case.code for case in first} < {case.code for case in queries.cases(store)}
        assert reviewed(store)[first[0].unit, first[0].gender] == 4
        assert samples.standing_order(store) == order


def test_a_plan_tells_what_becomes_of_the_cases_that_are_there(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        order = Order(4, SEED, reserves=1)
        before = samples.plan_sample(store, order)
        assert (before.stays, before.leaves) == (0, 0)
        samples.draw_order(store, order, by=LEAD)
        fewer = samples.plan_sample(store, replace(order, per_unit=2))
        assert (fewer.stays, fewer.leaves, fewer.refusal) == (4, 4, "")
        for case in queries.cases(store):
            record_answer(store, case.code, "plan_finns", "ja", "Anna")
        refused_plan = samples.plan_sample(store, replace(order, per_unit=2))
        assert refused_plan.refusal.startswith("4 ärenden som redan har svar skulle falla bort ur urvalet.")
        with pytest.raises(Problem, match=re.escape(refused_plan.refusal)):
            samples.draw_order(store, replace(order, per_unit=2), by=LEAD)


@pytest.mark.parametrize("work", ["svar", "anteckning"])
def test_a_second_draw_never_throws_away_a_case_with_work_in_it(work: str, tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        before = {case.code for case in queries.cases(store)}
        for code in before:
            if work == "svar":
                record_answer(store, code, "plan_finns", "ja", "Anna")
            else:
                record_note(store, code, "plan_finns", "Anna", comment="Se journalen")
        with pytest.raises(Problem, match=r"ärenden? som redan har svar skulle falla bort"):
            drawn(store, 2, seed=SEED + 1)
        assert {case.code for case in queries.cases(store)} == before
        assert stands(store).seed == SEED


def test_the_refusal_of_a_second_draw_leaves_the_file_as_it_was() -> None:
    path = new()
    told("urval", FILE, "--per-enhet", 1, "--fro", 1)
    for code in codes():
        write(Path("s.csv"), f"kod;plan_finns\n{code};ja\n")
        done("svar", FILE, "s.csv", "--granskare", "Anna")
    seed = next(seed for seed in range(2, 99) if in_order(frame_text(), "Norr", seed)[0] not in codes())
    message = refused("urval", FILE, "--per-enhet", 1, "--fro", seed, unchanged=path)
    assert "samma frö" in message


def test_a_case_added_by_hand_stays_whatever_is_drawn() -> None:
    new()
    write(Path("s.csv"), "kod;enhet;kon\nTillagd-1;Norr;kvinna\n")
    done("svar", FILE, "s.csv", "--granskare", "Anna")
    told("urval", FILE, "--per-enhet", 2, "--fro", 1)
    told("urval", FILE, "--per-enhet", 2, "--fro", 4)
    assert "Tillagd-1" in codes()


def test_undoing_a_draw_is_refused_once_somebody_has_worked_in_its_cases(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        code = queries.cases(store)[0].code
        record_answer(store, code, "plan_finns", "ja", "Anna")
        with pytest.raises(Problem, match="skulle falla bort"):
            undo(store, LEAD)
        assert code in {case.code for case in queries.cases(store)}
        record_answer(store, code, "plan_finns", "", "Anna")
        assert undo(store, LEAD) == "urval draget"
        assert queries.cases(store) == []


# Replacing a case


def test_the_next_of_the_reserve_list_takes_a_cases_place() -> None:
    new()
    told("urval", FILE, "--per-enhet", 4, "--balansera", "kon", "--fro", SEED, "--reserver", 2)
    with Store.open(Path(FILE)) as store:
        stratum = stands(store).strata[0]
    gone, first, second = stratum.drawn[0], *stratum.reserve
    heard = told("ersatt", FILE, "--arende", gone.lower(), "--motivering", " Akten är  flyttad ")
    assert heard["by"] == first
    assert gone not in codes()
    assert first in codes()
    assert told("ersatt", FILE, "--arende", first, "--motivering", "Sekretess")["by"] == second
    cases = {case["code"]: case for case in told("arenden", FILE)["cases"]}
    assert [cases[code]["status"] for code in (gone, first, second)] == ["ersatt", "ersatt", "ej påbörjat"]
    assert cases[second]["origin"] == "reserv"
    why = [change["why"] for change in told("historik", FILE, "--arende", gone)["changes"] if change["why"]]
    assert set(why) == {"Akten är flyttad"}


def test_what_can_be_replaced_is_what_the_draw_brought_and_stands_in_the_sample(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        assert cases_drawn(store) is None
        add_frame(store)
        drawn(store, 2)
        added = add_case(store, {"code": "A-1", "unit": "Norr"}, by=LEAD)
        before = queries.case_codes(store)
        assert replaceable(store) == [code for code in before if code != added]
        reserve = replace_case(store, replaceable(store)[0], "Akten är borta", by=LEAD)
        assert replaceable(store) == [code for code in queries.case_codes(store) if code != added]
        assert reserve in replaceable(store)
        assert set(queries.all_codes(store)) == {*before, reserve}
        assert cases_drawn(store) == len(stands(store).codes) == len(before) - 1


def test_the_reviewer_of_a_case_gets_the_one_that_takes_its_place(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        code = queries.cases(store)[0].code
        record_answer(store, code, "plan_finns", "ja", "Anna")
        reserve = replace_case(store, code, "Akten är borta", by=LEAD)
        lines = {line.case.code: line for line in case_lines(store)}
        assert lines[reserve].case.reviewer == "Anna"
        assert (lines[code].status, lines[code].answered) == ("ersatt", 1)


@pytest.mark.parametrize(
    ("code", "why", "says"),
    [
        ("P-99", "Akten är borta", "finns inte i granskningen. Kontrollera koden i listan över ärenden."),
        ("{drawn}", " ", "varför ärendet ersätts"),
        ("{drawn}", "Gäller 710505-9823", "personnummer"),
        ("{drawn}", "Hel\aknasigt", "styrtecken"),
        ("{replaced}", "Akten är borta", "redan ersatt"),
        ("Tillagd-1", "Akten är borta", "kommer inte från ett urval"),
    ],
)
def test_a_replacement_that_cannot_be_is_refused(code: str, why: str, says: str) -> None:
    path = new()
    write(Path("s.csv"), "kod;enhet\nTillagd-1;Norr\n")
    done("svar", FILE, "s.csv", "--granskare", "Anna")
    told("urval", FILE, "--per-enhet", 2, "--fro", SEED, "--reserver", 2)
    first, second = (one for one in codes() if one in in_order(frame_text(), "Norr"))
    done("ersatt", FILE, "--arende", second, "--motivering", "Akten är borta")
    meant = code.format(drawn=first, replaced=second)
    assert says in refused("ersatt", FILE, "--arende", meant, "--motivering", why, unchanged=path)


def test_a_reserve_list_at_its_end_says_how_to_get_a_longer_one() -> None:
    path = new()
    told("urval", FILE, "--per-enhet", 2, "--fro", SEED)
    message = refused("ersatt", FILE, "--arende", codes()[0], "--motivering", "Borta", unchanged=path)
    assert "samma frö och fler reserver" in message


def test_where_there_is_nobody_left_to_draw_that_is_said() -> None:
    path = new()
    told("urval", FILE, "--typ", "total", "--fro", SEED)
    message = refused("ersatt", FILE, "--arende", codes()[0], "--motivering", "Borta", unchanged=path)
    assert "inget ärende kvar" in message
    assert "fler reserver" not in message


# Replaced cases and a new draw


def test_an_extension_that_draws_a_reserve_gives_the_replaced_case_another(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        stratum = stands(store).strata[0]
        reserve = replace_case(store, stratum.drawn[0], "Akten är borta", by=LEAD)
        assert reviewed(store) == dict.fromkeys(reviewed(store), 1)
        drawn(store, 4)
        assert reserve in stands(store).codes
        assert set(reviewed(store).values()) == {2}
        taken = [case for case in queries.cases(store) if case.replaces]
        assert [(case.replaces, case.origin) for case in taken] == [(stratum.drawn[0], "reserv")]
        assert next(case for case in queries.cases(store) if case.code == reserve).origin == "slump"


def test_an_extension_without_reserves_says_which_place_is_empty(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        gone = stands(store).strata[0].drawn[0]
        replace_case(store, gone, "Akten är borta", by=LEAD)
        notices = drawn(store, 4, reserves=0).notices
        assert len(notices) == 1
        assert gone in notices[0]
        assert "fler reserver" in notices[0]
        assert drawn(store, 4, reserves=1).notices == ()
        assert set(reviewed(store).values()) == {2}


def test_a_chain_of_replacements_keeps_its_last_case_through_an_extension(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2, reserves=3)
        gone = stands(store).strata[0].drawn[0]
        first = replace_case(store, gone, "Akten är borta", by=LEAD)
        last = replace_case(store, first, "Akten är borta", by=LEAD)
        record_answer(store, last, "plan_finns", "ja", "Anna")
        assert drawn(store, 2, reserves=3).taken_away == 0
        assert last in {case.code for case in queries.cases(store)}
        drawn(store, 4, reserves=2)
        assert set(reviewed(store).values()) == {2}
        assert last in {case.code for case in queries.cases(store)}


def test_a_replaced_case_that_left_with_a_draw_comes_back_whole_with_another(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        gone = stands(store).strata[0].drawn[0]
        replace_case(store, gone, "Akten är borta", by=LEAD)
        other = next(seed for seed in range(99) if gone not in in_order(frame_text(), "Norr", seed)[:5])
        drawn(store, 2, seed=other)
        drawn(store, 2)
        assert set(reviewed(store).values()) == {1}
        assert gone in {case.code for case in queries.cases(store)}


def test_a_replacement_can_be_undone(tmp_path: Path) -> None:
    with open_review(tmp_path) as store:
        add_frame(store)
        drawn(store, 2)
        before = {case.code for case in queries.cases(store)}
        replace_case(store, min(before), "Akten är borta", by=LEAD)
        assert undo(store, LEAD) == "ärende ersatt"
        assert {case.code for case in queries.cases(store)} == before
