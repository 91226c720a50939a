"""`arenden` and `tabell`: every figure adds up, lists its cases, and is the one that was published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from inspektor.domain.errors import Problem
from inspektor.domain.results import GROUPINGS
from inspektor.operations.listing import table
from tests.invented import CHECKLISTS, DAILY, OCCUPATION, PUBLISHED, Published, answer_rows, answer_table
from tests.support import LEAD, add_sample, make_review, open_review, write
from tests.terminal import done, refused, told

FIELD_QUESTIONS = ("kon", "lagrum", "beslut", "forsta_beslut", "barn", "alder")
NAMES = [published.name for published in PUBLISHED]


def review_of(folder: Path, published: Published) -> Path:
    """A review with the published checklists and the cases that add up to what was published."""
    path = make_review(folder, name=f"{published.name}.granskning", checklist="", shipped=CHECKLISTS)
    heard = told("svar", path, answer_table(folder, published), "--granskare", "Anna")
    assert heard["cases"] == published.size
    return path


@pytest.fixture(scope="module", params=PUBLISHED, ids=NAMES)
def review(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    """Each of the two reviews."""
    published: Published = request.param
    return review_of(tmp_path_factory.mktemp("publicerat"), published), published


# The published figures


def test_the_published_figures_come_out(review: tuple[Path, Published]) -> None:
    path, published = review
    found = {}
    for question in published.figures:
        total = told("tabell", path, question, "--per", "enhet")["total"]
        found[question] = (total["counts"]["ja"], total["base"], total["percent"])
    assert found == published.figures


def test_every_unit_has_its_cases_and_every_gender_half_of_them(review: tuple[Path, Published]) -> None:
    path, published = review
    units = {
        column["label"]: column["n"] for column in told("tabell", path, "dur_aktuell", "--per", "enhet")["columns"]
    }
    assert units == dict.fromkeys(published.units, published.per_unit)
    genders = {
        column["label"]: column["n"] for column in told("tabell", path, "dur_aktuell", "--per", "kon")["columns"]
    }
    assert genders == {"kvinna": published.size // 2, "man": published.size // 2}


def test_rejections_and_parents_are_as_published(review: tuple[Path, Published]) -> None:
    path, published = review
    decisions = told("tabell", path, "beslut", "--per", "enhet")
    rejections = {one["label"]: one["counts"]["avslag"] for one in decisions["columns"] if one["counts"]["avslag"]}
    assert rejections == published.rejections
    assert told("tabell", path, "barn")["total"]["counts"]["ja"] == published.parents
    assert told("tabell", path, "forsta_beslut")["total"]["counts"]["ja"] == published.first_decisions


def test_the_figures_are_those_of_the_annual_report() -> None:
    assert OCCUPATION.rejections == {"Farsta": 6, "Norrmalm": 2, "Skärholmen": 1}
    assert (OCCUPATION.parents, DAILY.parents) == (2, 7)
    assert OCCUPATION.figures["plan_stammer"] == (14, 32, 44)
    assert DAILY.figures["plan_aktuell"] == (65, 79, 82)


def test_the_one_rejection_that_never_had_a_plan_is_not_in_its_base(review: tuple[Path, Published]) -> None:
    path, published = review
    total = told("tabell", path, "plan_aktuell")["total"]
    never = [row["kod"] for row in answer_rows(published) if row["beslut"] == "avslag" and row["forsta_beslut"] == "ja"]
    assert total["cases"]["ej_fragad"] == never
    assert total["n"] - total["not_asked"] == total["base"]


# Adding up


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_grouping_adds_up_to_the_total_and_lists_its_cases(review: tuple[Path, Published], grouping: str) -> None:
    path, published = review
    for question in (*published.figures, *FIELD_QUESTIONS):
        heard = told("tabell", path, question, "--per", grouping)
        columns, total = heard["columns"], heard["total"]
        assert total["n"] == published.size
        for key in ("n", "base", "not_asked", "unsettled"):
            assert sum(one[key] for one in columns) == total[key]
        for answer in total["counts"]:
            assert sum(one["counts"][answer] for one in columns) == total["counts"][answer]
        for one in (*columns, total):
            _lists_its_cases(one)
        listed = Counter(code for one in columns for codes in one["cases"].values() for code in codes)
        assert listed == dict.fromkeys((row["kod"] for row in answer_rows(published)), 1)


def _lists_its_cases(column: dict[str, Any]) -> None:
    """Each figure has as many cases as it says, and together they are the column's cases."""
    assert {answer: len(column["cases"][answer]) for answer in column["counts"]} == column["counts"]
    assert (len(column["cases"]["ej_fragad"]), len(column["cases"]["oenig"])) == (
        column["not_asked"], column["unsettled"],
    )  # fmt: skip
    assert sum(map(len, column["cases"].values())) == column["n"]
    shares = column["percent"] if isinstance(column["percent"], dict) else {"ja": column["percent"]}
    for answer, share in shares.items():
        k, n = column["counts"][answer], column["base"]
        assert share == (None if n == 0 else int(k * 100 / n + 0.5))


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_a_group_holds_the_cases_that_have_its_value(review: tuple[Path, Published], grouping: str) -> None:
    path, published = review
    rows = {row["kod"]: row for row in answer_rows(published)}
    for column in told("tabell", path, "dur_aktuell", "--per", grouping)["columns"]:
        for code in (code for codes in column["cases"].values() for code in codes):
            row = rows[code]
            age = 2019 - int(row["fodelsear"])
            expected = {**row, "alder": group_of(age), "omrade": "uppgift saknas"}[grouping]
            assert column["label"] == expected


def group_of(age: int) -> str:
    """The published age groups, said once more."""
    groups = {9: "0–9", 17: "10–17", 25: "18–25", 39: "26–39", 64: "40–64", 999: "65 och över"}
    return next(group for last, group in groups.items() if age <= last)


def test_age_groups_change_at_the_published_years(tmp_path: Path) -> None:
    ages = (0, 9, 10, 17, 18, 25, 26, 39, 40, 64, 65, 101)
    path = make_review(tmp_path)
    rows = "".join(f"A-{age};kvinna;{2019 - age};2019-06-01\n" for age in ages)
    write(tmp_path / "s.csv", f"kod;kon;fodelsear;beslutsdatum\n{rows}B-1;man;;2019-06-01\nB-2;man;1980;\n")
    done("svar", path, tmp_path / "s.csv", "--granskare", "Anna")
    columns = told("tabell", path, "kon", "--per", "alder")["columns"]
    assert [(one["label"], one["n"]) for one in columns] == [
        ("0–9", 2), ("10–17", 2), ("18–25", 2), ("26–39", 2), ("40–64", 2), ("65 och över", 2), ("uppgift saknas", 2),
    ]  # fmt: skip
    counted = told("tabell", path, "alder")["total"]
    assert (counted["counts"]["65 och över"], counted["counts"]["obesvarad"], counted["base"]) == (2, 2, 12)


# Kinds of questions


ANSWERS = """\
kod;enhet;kon;plan_finns;slag;delar;antal;iakttagelse
A-1;Årsta;kvinna;ja;a;mal medel;3;såg
A-2;Årsta;man;nej;b;mal;;
A-10;Älvsjö;man;x;a;medel;4;
A-3;Örby;man;vet ej;;;;
B-1;;kvinna;;;;;
"""


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Path:
    """A review with five cases and every kind of answer."""
    path = make_review(tmp_path)
    done("svar", path, write(tmp_path / "s.csv", ANSWERS), "--granskare", "Anna")
    return path


def test_the_five_states_of_an_answer_are_kept_apart(small: Path) -> None:
    total = told("tabell", small, "plan_finns")["total"]
    assert total["counts"] == {"ja": 1, "nej": 1, "ej_aktuellt": 1, "vet_ej": 1, "obesvarad": 1}
    assert (total["n"], total["base"], total["percent"]) == (5, 2, 50)


def test_choices_are_counted_by_name_with_a_percentage_each(small: Path) -> None:
    one = told("tabell", small, "slag")["total"]
    assert (one["counts"], one["base"]) == ({"a": 2, "b": 1, "ej_aktuellt": 0, "vet_ej": 0, "obesvarad": 2}, 3)
    assert one["percent"] == {"a": 67, "b": 33}
    several = told("tabell", small, "delar")["total"]
    assert (several["counts"]["mal"], several["counts"]["medel"], several["base"]) == (2, 2, 3)
    assert several["percent"] == {"mal": 67, "medel": 67}


def test_free_answers_are_counted_as_given_or_not(small: Path) -> None:
    assert told("tabell", small, "antal")["total"]["counts"]["besvarad"] == 2
    assert told("tabell", small, "iakttagelse")["total"]["counts"]["besvarad"] == 1


def test_a_group_without_a_base_has_no_percentage(small: Path) -> None:
    columns = {one["label"]: one for one in told("tabell", small, "plan_finns", "--per", "enhet")["columns"]}
    assert (columns["Älvsjö"]["base"], columns["Älvsjö"]["percent"]) == (0, None)
    assert columns["Årsta"]["percent"] == 50


def test_groups_stand_in_swedish_order_with_the_unknown_last(small: Path) -> None:
    labels = [one["label"] for one in told("tabell", small, "plan_finns", "--per", "enhet")["columns"]]
    assert labels == ["Årsta", "Älvsjö", "Örby", "uppgift saknas"]


def test_the_base_is_said_in_words(small: Path) -> None:
    heard = told("tabell", small, "plan_finns")
    assert heard["base"] == "ärenden där frågan ställdes och besvarades med ja eller nej (2 av 5)"


def test_no_percentage_is_printed_below_ten(small: Path, review: tuple[Path, Published]) -> None:
    assert "%" not in done("tabell", small, "plan_finns", "--per", "enhet")
    path, published = review
    yes, base, percent = published.figures["plan_aktuell"]
    out = done("tabell", path, "plan_aktuell")
    assert f"Totalt (n={published.size}, nämnare {base}): ja {yes} ({percent} %)" in out


def test_the_cases_behind_each_figure_can_be_shown(small: Path) -> None:
    out = done("tabell", small, "slag", "--visa-arenden").splitlines()
    assert "  a: A-1, A-10" in out
    assert "  obesvarad: B-1, A-3" in out


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("plan_fins", "Menade du plan_finns?"),
        ("PLAN_FINNS", "Menade du plan_finns?"),
        ("insats", "finns inte i granskningens checklistor"),
        ("", "finns inte i granskningens checklistor"),
    ],
)
def test_a_question_that_is_none_gets_a_sentence_and_the_nearest(small: Path, question: str, says: str) -> None:
    assert says in refused("tabell", small, question, unchanged=small)


def test_a_grouping_that_is_none_is_refused(tmp_path: Path) -> None:
    with open_review(tmp_path) as store, pytest.raises(Problem, match="Välj en av enhet, kon"):
        table(store, "plan_finns", "stad")


def test_an_empty_review_counts_nothing(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    heard = told("tabell", path, "plan_finns", "--per", "enhet")
    assert (heard["columns"], heard["total"]["n"], heard["total"]["percent"]) == ([], 0, None)
    assert done("arenden", path) == "Granskningen har inga ärenden än.\n"


# The cases


def test_the_cases_are_listed_with_their_progress(small: Path) -> None:
    cases = {case["code"]: case for case in told("arenden", small)["cases"]}
    assert cases["A-1"] == {
        "code": "A-1", "unit": "Årsta", "gender": "kvinna", "decision": "", "answered": 5, "applicable": 8,
        "status": "påbörjat", "reviewer": "Anna", "origin": "tillagd",
    }  # fmt: skip
    assert (cases["B-1"]["answered"], cases["B-1"]["applicable"], cases["B-1"]["status"]) == (0, 7, "ej påbörjat")
    assert "A-1\tÅrsta\t5 av 8\tpåbörjat" in done("arenden", small).splitlines()


def test_the_cases_behind_a_figure_are_listed_as_the_table_counts_them(small: Path) -> None:
    cases = told("tabell", small, "plan_finns", "--per", "enhet")["columns"][0]["cases"]
    for answer, codes in cases.items():
        behind = told("arenden", small, "--fraga", "plan_finns", "--svar", answer, "--enhet", "Årsta")["cases"]
        assert {one["code"] for one in behind} == set(codes)
    everyone = told("arenden", small)["cases"]
    assert told("arenden", small, "--enhet", "Årsta")["cases"] == [one for one in everyone if one["unit"] == "Årsta"]
    assert done("arenden", small, "--enhet", "Ingenstans") == "Det finns inga sådana ärenden.\n"


def test_a_figure_that_is_none_has_no_cases_to_list(small: Path) -> None:
    words = "Frågan plan_finns har inte det svaret. Välj ett av ja, nej, ej_aktuellt, vet_ej, obesvarad"
    assert words in refused("arenden", small, "--fraga", "plan_finns", "--svar", "kanske")
    assert "Menade du plan_finns?" in refused("arenden", small, "--fraga", "plan_fins", "--svar", "ja")
    assert "Ange --fraga och --svar tillsammans" in refused("arenden", small, "--fraga", "plan_finns")


def test_codes_are_listed_by_their_numbers(tmp_path: Path) -> None:
    path = make_review(tmp_path)
    write(tmp_path / "s.csv", "kod;enhet\nA-10;Norr\nA-2;Norr\na-1;Norr\nB;Norr\n7;Norr\n")
    done("svar", path, tmp_path / "s.csv", "--granskare", LEAD)
    codes = [case["code"] for case in told("arenden", path)["cases"]]
    assert codes.index("A-2") < codes.index("A-10")
    assert len(codes) == 5


def test_numbers_are_told_by_their_measures(small: Path) -> None:
    assert told("tabell", small, "antal")["total"]["numbers"] == {"min": 3.0, "median": 3.5, "mean": 3.5, "max": 4.0}
    assert told("tabell", small, "plan_finns")["total"]["numbers"] is None
    assert "lägst 3, median 3,5, medelvärde 3,5, högst 4" in done("tabell", small, "antal")


def test_dates_are_told_by_the_first_and_the_last(small: Path) -> None:
    codes = [case["code"] for case in told("arenden", small)["cases"]][:2]
    rows = "".join(f"{code};{day}\n" for code, day in zip(codes, ("2026-05-14", "2025-03-03"), strict=True))
    done("svar", small, write(small.with_name("dagar.csv"), f"kod;dag\n{rows}"), "--granskare", "Anna")
    assert told("tabell", small, "dag")["total"]["dates"] == {"min": "2025-03-03", "max": "2026-05-14"}
    assert told("tabell", small, "antal")["total"]["dates"] is None
    assert "  mellan den 3 mars 2025 och den 14 maj 2026" in done("tabell", small, "dag")


def test_a_question_can_be_counted_against_another(small: Path) -> None:
    heard = told("tabell", small, "plan_finns", "--mot", "slag")
    assert {one["label"]: one["n"] for one in heard["columns"]} == {
        "Första slaget": 2,
        "Andra slaget": 1,
        "Obesvarad": 2,
    }
    assert "eller en fråga med ett svar att välja" in refused("tabell", small, "plan_finns", "--mot", "antal")


def test_a_question_can_be_counted_by_two_groupings_at_once(small: Path) -> None:
    heard = told("tabell", small, "plan_finns", "--per", "kon", "--rader", "enhet")
    cells = {(one["row"], one["label"]): one["text"] for one in heard["cells"]}
    assert cells["Årsta", "kvinna"] == "Ja"
    assert cells["Älvsjö", "man"] == "x"
    assert heard["rows"] == ["Årsta", "Älvsjö", "Örby", "uppgift saknas"]
    assert "–: det finns inget ärende." in heard["legend"]
    assert "Årsta\tJa\tNej" in done("tabell", small, "plan_finns", "--per", "kon", "--rader", "enhet")
    out = done("tabell", small, "plan_finns", "--per", "kon", "--rader", "enhet", "--visa-arenden").splitlines()
    assert out[out.index("Årsta, kvinna:") + 1] == "  ja: A-1"


@pytest.mark.parametrize("words", [("--rader", "enhet"), ("--per", "kon", "--mot", "slag")])
def test_ways_to_count_that_do_not_go_together_are_refused(small: Path, words: tuple[str, ...]) -> None:
    assert "Välj --per" in refused("tabell", small, "plan_finns", *words)


def test_a_percentage_of_few_is_printed_where_it_is_asked_for(small: Path) -> None:
    assert "ja 1 (50 %), nej 1 (50 %)" in done("tabell", small, "plan_finns", "--procent")


def test_an_interval_is_told_where_chance_drew_the_cases_and_all_have_answered(
    tmp_path: Path, review: tuple[Path, Published]
) -> None:
    assert told("tabell", review[0], "dur_aktuell")["total"]["interval"] is None  # from a table: nobody drew them
    with open_review(tmp_path) as store:
        path, drawn = store.path, add_sample(store, per_unit=2)
        assert table(store, "plan_finns", None)[0].sample is not None
    assert told("tabell", path, "plan_finns")["total"]["interval"] is None  # not yet answered
    answers = [f"{code};{'ja' if place else 'nej'}" for place, code in enumerate(drawn.draw.codes)]
    told("svar", path, write(tmp_path / "svar.csv", "\n".join(["kod;plan_finns", *answers])), "--granskare", LEAD)
    found = told("tabell", path, "plan_finns")["total"]["interval"]
    assert 0 <= found["low"] <= found["share"] <= found["high"] <= 100
    assert found["cases"] == sum(stratum.frame for stratum in drawn.draw.strata)
