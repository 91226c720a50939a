"""Skip logic: which questions of a checklist are asked for a case, and why one is not.

Conditions are `domain.expression`'s. Here they are put in order: a question that is not asked counts as unanswered for
those that depend on it, whatever answer it may still have from before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from inspektor.domain import swedish
from inspektor.domain.answers import answer_label, answer_name
from inspektor.domain.errors import Problem
from inspektor.domain.expression import Expression, Kind, Name
from inspektor.domain.fields import BY_KEY, CASE_FIELDS
from inspektor.domain.questions import Checklist, Question

__all__ = ["CASE_NAMES", "Expression", "Name", "SkipLogic", "logic_of"]

_FIELD_KINDS: Mapping[str, Kind] = {"text": "text", "choice": "choice", "year": "number", "date": "date"}
CASE_NAMES = {field.key: Name(_FIELD_KINDS[field.kind], field.choices) for field in CASE_FIELDS}


@lru_cache(maxsize=64)
def logic_of(checklist: Checklist) -> SkipLogic:
    """The conditions of a checklist, read once. Problem as for `SkipLogic`."""
    return SkipLogic(checklist)


class SkipLogic:
    """The conditions of one checklist.

    Values come by question id and by case-field key, as they are kept: text, whole numbers, ISO dates, and the empty
    text, None or nothing at all for what has no answer. Problem, with the question's id, for a condition that is wrong.
    """

    def __init__(self, checklist: Checklist) -> None:
        self._questions = {question.id: question for question in checklist.questions}
        names = {**CASE_NAMES, **{question.id: answer_name(question) for question in checklist.questions}}
        self._conditions = {
            question.id: _condition(question, names) for question in checklist.questions if question.relevant
        }
        self._deciding = {name for condition in self._conditions.values() for name in condition.references}
        self._memos = {question: _Memo(condition) for question, condition in self._conditions.items()}
        self._order = self._sorted()

    def asked(self, values: Mapping[str, object]) -> dict[str, bool]:
        """For each question, in the checklist's order, whether it is asked in a case with these values."""
        asked, _ = self._walk(values)
        return asked

    def asked_columns(self, columns: Mapping[str, Sequence[object]], n: int) -> dict[str, list[bool]]:
        """The same for `n` cases at once: `columns[name][i]` is case i's value; a missing column has no values.

        Each condition is evaluated once for each combination of values that there is, not once a case.
        """
        asked: dict[str, list[bool]] = {}
        counting = dict(columns)
        none: Sequence[object] = [""] * n
        for question in self._order:
            if (condition := self._conditions.get(question)) is None:
                asked[question] = [True] * n
                continue
            memo = self._memos[question]
            used = [counting.get(name, none) for name in condition.references]
            asked[question] = list(map(memo.__getitem__, zip(*used, strict=True)))
            if question in self._deciding:
                given = zip(counting.get(question, none), asked[question], strict=True)
                counting[question] = [value if is_asked else "" for value, is_asked in given]
        return {question: asked[question] for question in self._questions}

    def complete(self, columns: Mapping[str, Sequence[object]], n: int) -> list[bool]:
        """For `n` cases at once, as for `asked_columns`: whether every required question that a case is asked has an
        answer.
        """
        complete = [True] * n
        for question, asked in self.asked_columns(columns, n).items():
            if self._questions[question].required:
                given = columns.get(question) or [None] * n
                lacking = [one and value in (None, "") for one, value in zip(asked, given, strict=True)]
                complete = [so_far and not lacks for so_far, lacks in zip(complete, lacking, strict=True)]
        return complete

    def resting_on(self, decided: Iterable[str]) -> set[str]:
        """The questions whose being asked rests on one of these names (questions or case fields), through any chain."""
        found = set(decided)
        for question in self._order:
            if found.intersection(self._references(question)):
                found.add(question)
        return found.intersection(self._questions).difference(decided)

    def reason(self, question: str, values: Mapping[str, object]) -> str:
        """A sentence that says why a question is not asked; empty if it is asked.

        It tells the answers it rests on, so it is for the screen beside the case, never for an error or a log.
        """
        asked, counting = self._walk(values)
        if asked[question]:
            return ""
        names = self._conditions[question].failing(counting)
        told = swedish.listing(self._told(name, counting, asked) for name in names)
        return f"Frågas inte: {told}."

    def _walk(self, values: Mapping[str, object]) -> tuple[dict[str, bool], dict[str, object]]:
        """Which questions are asked, and the values as they count when those that are not asked have none."""
        counting = dict(values)
        asked: dict[str, bool] = {}
        for question in self._order:
            memo = self._memos.get(question)
            asked[question] = memo is None or memo.holds(counting)
            if not asked[question]:
                counting[question] = ""
        return {question: asked[question] for question in self._questions}, counting

    def _told(self, name: str, values: Mapping[str, object], asked: Mapping[str, bool]) -> str:
        """What a name stands at, as a part of a sentence."""
        value = values.get(name)
        if name in BY_KEY:
            label = BY_KEY[name].label.lower()
            return f"uppgift om {label} saknas" if value in ("", None) else f"{label} är {value}"
        question = self._questions[name]
        label = f"”{question.label}”"
        if not asked[name]:
            return f"{label} frågas inte heller"
        return f"{label} är inte besvarad" if value in ("", None) else f"{label} är besvarad{_with(question, value)}"

    def _sorted(self) -> tuple[str, ...]:
        """The questions with those first that others depend on; Problem for a circle."""
        graph = {
            question: [name for name in self._references(question) if name in self._questions]
            for question in self._questions
        }
        try:
            return tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            raise Problem(_circle(error.args[1])) from None

    def _references(self, question: str) -> Iterable[str]:
        condition = self._conditions.get(question)
        return condition.references if condition else ()


class _Memo(dict[tuple[object, ...], bool]):
    """A condition's outcome for each combination of its names' values, found when first asked for."""

    def __init__(self, condition: Expression) -> None:
        super().__init__()
        self._condition = condition

    def holds(self, values: Mapping[str, object]) -> bool:
        """The outcome for one case's values."""
        return self[tuple(values.get(name, "") for name in self._condition.references)]

    def __missing__(self, key: tuple[object, ...]) -> bool:
        outcome = self[key] = self._condition.evaluate(dict(zip(self._condition.references, key, strict=True)))
        return outcome


def _condition(question: Question, names: Mapping[str, Name]) -> Expression:
    """The `relevant` of a question."""
    place = f"frågan {question.id}, nyckeln relevant"
    try:
        condition = Expression.parse(question.relevant, names)
    except Problem as problem:
        raise Problem(f"{place}: {problem}") from None
    if question.id in condition.references:
        raise Problem(
            f"{place}: Villkoret hänvisar till frågan själv. "
            "Skriv vilken annan fråga eller vilket ärendefält det beror på."
        )
    return condition


def _circle(questions: Sequence[str]) -> str:
    """What to say of questions that depend on each other; the first and the last are the same."""
    ring = questions[:-1][::-1]
    start = min(range(len(ring)), key=lambda place: ring[place])
    path = " → ".join([*ring[start:], *ring[:start], ring[start]])
    return (
        f"frågan {ring[start]}, nyckeln relevant: Villkoren går i cirkel ({path}), "
        "så ingen av frågorna kan ställas först. Ta bort en av hänvisningarna."
    )


def _with(question: Question, value: object) -> str:
    """` med nej`, ` med ”Delvis”`; nothing for free text, which is told nowhere but in its own place."""
    if question.type == "text":
        return ""
    if question.type == "ja_nej" or value in question.allow:
        return f" med {answer_label(question, str(value)).lower()}"
    if question.type in ("integer", "date"):
        return f" med {value}"
    parts = str(value).split() if question.type == "select_multiple" else [str(value)]
    return f" med {swedish.listing(f'”{answer_label(question, part)}”' for part in parts)}"
