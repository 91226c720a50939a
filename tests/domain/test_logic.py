"""Skip logic over a whole checklist: what is asked, case by case and column by column, and why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.checklist import Checklist, Choice, Question, Section
from inspektor.domain.errors import Problem
from inspektor.domain.expression import Expression
from inspektor.domain.logic import SkipLogic

CHOICES = (Choice("a", "Alfa"), Choice("b", "Beta"))
WORDS = ("vet_ej",)


def checklist(*questions: Question) -> Checklist:
    return Checklist("prov", "1", "Prov", (Section("Avsnitt", "", questions),))


def ask(name: str, relevant: str = "", label: str = "") -> Question:
    return Question(name, label or f"{name.upper()}?", "ja_nej", relevant=relevant, allow=WORDS)


def test_a_question_without_condition_is_always_asked() -> None:
    assert SkipLogic(checklist(ask("a"))).asked({}) == {"a": True}


def test_a_question_is_asked_where_its_condition_holds() -> None:
    logic = SkipLogic(checklist(ask("a"), ask("b", "${a} = 'ja'")))
    assert logic.asked({"a": "ja"}) == {"a": True, "b": True}
    assert logic.asked({"a": "nej"}) == {"a": True, "b": False}


def test_case_fields_decide_as_answers_do() -> None:
    logic = SkipLogic(checklist(ask("plan", "${beslut} != 'avslag' or ${forsta_beslut} = 'nej'")))
    cases = [("bifall", "ja"), ("avslag", "ja"), ("avslag", "nej"), ("delvis avslag", "ja")]
    asked = [logic.asked({"beslut": decision, "forsta_beslut": first})["plan"] for decision, first in cases]
    assert asked == [True, False, True, True]


def test_an_answer_left_over_in_a_question_that_is_not_asked_counts_as_none() -> None:
    logic = SkipLogic(checklist(ask("c", "${b} = 'ja'"), ask("b", "${a} = 'ja'"), ask("a")))
    assert logic.asked({"a": "nej", "b": "ja"}) == {"c": False, "b": False, "a": True}
    assert logic.asked_columns({"a": ["nej", "ja"], "b": ["ja", "ja"]}, 2)["c"] == [False, True]


def test_the_questions_come_in_the_order_of_the_checklist_whatever_depends_on_what() -> None:
    logic = SkipLogic(checklist(ask("c", "${b} = 'ja'"), ask("b", "${a} = 'ja'"), ask("a")))
    assert list(logic.asked({})) == list(logic.asked_columns({}, 1)) == ["c", "b", "a"]


def test_values_of_something_else_are_no_matter() -> None:
    assert SkipLogic(checklist(ask("a"))).asked({"other": object(), "id": 3}) == {"a": True}


def test_no_cases_give_empty_columns() -> None:
    assert SkipLogic(checklist(ask("a"), ask("b", "${a} = 'ja'"))).asked_columns({"a": []}, 0) == {"a": [], "b": []}


def test_a_condition_that_is_wrong_is_refused_with_its_question() -> None:
    with pytest.raises(Problem, match=r"^frågan b, nyckeln relevant: Villkoret nämner ”c”"):
        SkipLogic(checklist(ask("a"), ask("b", "${c} = 'ja'")))


def test_a_circle_is_refused_however_long_it_is() -> None:
    ring = [ask(f"q{place}", f"${{q{(place + 1) % 30}}} = 'ja'") for place in range(30)]
    with pytest.raises(Problem, match=r"^frågan q0, nyckeln relevant: Villkoren går i cirkel"):
        SkipLogic(checklist(*ring))


def test_a_long_chain_is_no_circle() -> None:
    chain = [ask("q0"), *(ask(f"q{place}", f"${{q{place - 1}}} = 'ja'") for place in range(1, 2000))]
    asked = SkipLogic(checklist(*reversed(chain))).asked({f"q{place}": "ja" for place in range(2000) if place != 1000})
    assert sum(asked.values()) == 1001


def test_a_condition_is_evaluated_once_for_each_combination_of_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    evaluate = Expression.evaluate

    def counted(self: Expression, values: dict[str, object]) -> bool:
        seen.append(tuple(values.values()))
        return evaluate(self, values)

    logic = SkipLogic(checklist(ask("a"), ask("b", "${a} = 'ja' and ${beslut} = 'bifall'")))
    monkeypatch.setattr(Expression, "evaluate", counted)
    columns = {"a": ["ja", "nej", ""] * 1000, "beslut": ["bifall", "avslag"] * 1500}
    asked = logic.asked_columns(columns, 3000)
    assert len(seen) == len(set(seen)) == 6
    assert sum(asked["b"]) == 500


# Both forms, and both against the same conditions written in Python

Rule = tuple[str, Callable[[dict[str, object]], bool]]


def _one(name: str) -> list[Rule]:
    return [
        (f"${{{name}}} = 'ja'", lambda values: values[name] == "ja"),
        (f"${{{name}}} != 'nej'", lambda values: values[name] != "nej"),
        (f"${{{name}}} = ''", lambda values: values[name] == ""),
        (f"selected(${{{name}}}, 'vet_ej')", lambda values: values[name] == "vet_ej"),
    ]


FIELD_RULES: list[Rule] = [
    ("${beslut} = 'avslag'", lambda values: values["beslut"] == "avslag"),
    ("${fodelsear} >= 1980", lambda values: isinstance(values["fodelsear"], int) and values["fodelsear"] >= 1980),
    ("${beslutsdatum} < '2019-07-01'", lambda values: "" < str(values["beslutsdatum"]) < "2019-07-01"),
    ("selected(${val}, 'b')", lambda values: "b" in str(values["val"]).split()),
    ("count-selected(${val}) < 2", lambda values: len(str(values["val"]).split()) < 2),
]
FIELDS = {
    "beslut": st.sampled_from(["bifall", "avslag", ""]),
    "fodelsear": st.sampled_from([1979, 1980, ""]),
    "beslutsdatum": st.sampled_from(["2019-06-30", "2019-07-01", ""]),
    "val": st.sampled_from(["a", "b", "a b", ""]),
}


def _joined(rules: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    def both(pair: tuple[Rule, Rule]) -> Rule:
        (one, first), (other, second) = pair
        return f"({one}) and ({other})", lambda values: first(values) and second(values)

    def either(pair: tuple[Rule, Rule]) -> Rule:
        (one, first), (other, second) = pair
        return f"({one}) or {other}", lambda values: first(values) or second(values)

    def negated(rule: Rule) -> Rule:
        return f"not({rule[0]})", lambda values: not rule[1](values)

    pairs = st.tuples(rules, rules)
    return pairs.map(both) | pairs.map(either) | rules.map(negated)


@st.composite
def checklists(draw: st.DrawFn) -> tuple[Checklist, list[Rule | None]]:
    """A checklist whose questions depend on case fields and on each other, in an order of their own, and its rules."""
    rules: list[Rule | None] = []
    questions: list[Question] = []
    for place in range(draw(st.integers(1, 6))):
        known = [*FIELD_RULES, *(rule for earlier in range(place) for rule in _one(f"q{earlier}"))]
        rule = draw(st.none() | st.recursive(st.sampled_from(known), _joined, max_leaves=4))
        rules.append(rule)
        questions.append(ask(f"q{place}", rule[0] if rule else ""))
    multiple = Question("val", "Val?", "select_multiple", choices=CHOICES)
    return checklist(*draw(st.permutations([*questions, multiple]))), rules


def _by_hand(rules: Sequence[Rule | None], values: dict[str, object]) -> dict[str, bool]:
    counting = dict(values)
    asked = {"val": True}
    for place, rule in enumerate(rules):
        asked[f"q{place}"] = rule is None or rule[1](counting)
        if not asked[f"q{place}"]:
            counting[f"q{place}"] = ""
    return asked


@given(checklists(), st.data())
def test_cases_and_columns_agree_with_the_conditions_as_a_person_reads_them(
    made: tuple[Checklist, list[Rule | None]], data: st.DataObject
) -> None:
    read, rules = made
    answers = st.sampled_from(["ja", "nej", "vet_ej", ""])
    case = st.fixed_dictionaries({**FIELDS, **{f"q{place}": answers for place in range(len(rules))}})
    cases = data.draw(st.lists(case, max_size=6))
    logic = SkipLogic(read)
    columns = logic.asked_columns(
        {name: [each[name] for each in cases] for name in (cases[0] if cases else {})}, len(cases)
    )
    for place, values in enumerate(cases):
        expected = _by_hand(rules, values)
        assert logic.asked(values) == expected
        assert {name: column[place] for name, column in columns.items()} == expected
        for name, is_asked in expected.items():
            assert (logic.reason(name, values) == "") is is_asked


# Why a question is not asked

REASONS = SkipLogic(
    checklist(
        ask("plan_aktuell", "${beslut} != 'avslag' or ${forsta_beslut} = 'nej'", "Finns en aktuell genomförandeplan?"),
        ask("plan_stammer", "${plan_aktuell} = 'ja'", "Stämmer planen?"),
        ask("plan_mal", "${plan_stammer} = 'ja' and ${barn} = 'ja'", "Finns mål?"),
        Question("antal", "Hur många?", "integer"),
        Question("nar", "När?", "date"),
        Question("fritt", "Vad?", "text"),
        Question("vem", "Vem?", "select_one", choices=CHOICES),
        Question("vilka", "Vilka?", "select_multiple", choices=CHOICES),
        ask("l1", "${antal} > 3 and ${nar} < '2019-01-01'"),
        ask("l2", "${fritt} = 'x'"),
        ask("l3", "${vem} = 'b' or count-selected(${vilka}) = 1"),
    )
)


@pytest.mark.parametrize(
    ("question", "values", "expected"),
    [
        ("plan_aktuell", {}, ""),
        (
            "plan_stammer",
            {"plan_aktuell": "nej"},
            "Frågas inte: ”Finns en aktuell genomförandeplan?” är besvarad med nej.",
        ),
        (
            "plan_stammer",
            {"plan_aktuell": "vet_ej"},
            "Frågas inte: ”Finns en aktuell genomförandeplan?” är besvarad med vet ej.",
        ),
        ("plan_stammer", {}, "Frågas inte: ”Finns en aktuell genomförandeplan?” är inte besvarad."),
        (
            "plan_aktuell",
            {"beslut": "avslag", "forsta_beslut": "ja"},
            "Frågas inte: beslut är avslag och första beslut är ja.",
        ),
        (
            "plan_aktuell",
            {"beslut": "avslag"},
            "Frågas inte: beslut är avslag och uppgift om första beslut saknas.",
        ),
        (
            "plan_mal",
            {"beslut": "avslag", "forsta_beslut": "ja", "plan_aktuell": "ja", "plan_stammer": "ja", "barn": "ja"},
            "Frågas inte: ”Stämmer planen?” frågas inte heller.",
        ),
        (
            "plan_mal",
            {"plan_aktuell": "ja", "plan_stammer": "ja", "barn": "nej"},
            "Frågas inte: minderåriga barn är nej.",
        ),
        (
            "l1",
            {"antal": 2, "nar": "2020-05-01"},
            "Frågas inte: ”Hur många?” är besvarad med 2 och ”När?” är besvarad med 2020-05-01.",
        ),
        ("l2", {"fritt": "något känsligt"}, "Frågas inte: ”Vad?” är besvarad."),
        (
            "l3",
            {"vem": "a", "vilka": "a b"},
            "Frågas inte: ”Vem?” är besvarad med ”Alfa” och ”Vilka?” är besvarad med ”Alfa” och ”Beta”.",
        ),
    ],
)
def test_the_reason_names_what_stands_in_the_way(question: str, values: dict[str, object], expected: str) -> None:
    assert REASONS.reason(question, values) == expected
