"""Agreement between the two reviewers of a double review: how often they answer alike, Cohen's kappa and Gwet's AC1.

A *pair* is a case and a question that both were asked and both have answered, each with their own original answer; ej
aktuellt and vet ej are answers like any other, and a select_multiple is alike only when the whole set is. What a
reviewer is asked follows from that reviewer's own answers, so a question can be asked of one of them alone: that is no
pair, and is told. The first answer of a pair is the responsible reviewer's, the other the second reviewer's, whoever
they are in that case.

The coefficients are PyCM's. Intervals are 95 %, and rest on one thing: the share of pairs that are alike, by Clopper
and Pearson (1934). The answers of one case hang together, so a checklist's share is taken as that of as many
independent answers as there are cases (Korn and Graubard 1998, at their most cautious). For kappa and AC1 the ends are
what the coefficient would be there, with the agreement by chance as it was found (as in Cohen 1960).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspektor.domain import swedish
from inspektor.domain.answers import ANSWER_LABELS, answer_label
from inspektor.domain.intervals import CONFIDENCE, Interval
from inspektor.domain.questions import Checklist, Question
from inspektor.domain.results import SMALL, Material, Value

FREE = ("integer", "date", "text")  # without a set of answers to choose from: only the share alike is counted
NEARLY_ALL = 0.9  # of all answers; from here kappa mostly tells that one answer is common

Category = tuple[Value, str]  # an answer: the value that is kept, and as it is read in a sentence


@dataclass(frozen=True)
class Pair:
    """What two reviewers answered to one question of one case."""

    code: str
    first: Category
    second: Category


@dataclass(frozen=True)
class Coefficients:
    """Kappa (None where all answers are of one kind, as nothing is left to agree on by chance) and AC1, at most 1.

    `by_chance` is the share of pairs that kappa expects to be alike by chance.
    """

    by_chance: float
    kappa: float | None
    kappa_interval: Interval | None
    ac1: float
    ac1_interval: Interval


@dataclass(frozen=True)
class Agreement:
    """How alike two reviewers answered a question, or the questions of a checklist that have answers to choose from.

    The codes stand behind the figures: a case's code once for each pair, so that there are as many as pairs. Where
    there is too little for a figure, it is None, and the sentence says why.
    """

    id: str
    label: str
    checklist: str
    alike: tuple[str, ...]
    different: tuple[str, ...]
    asked_of_one: tuple[str, ...]  # no pair: skip logic asked one of the reviewers only
    in_conflict: tuple[str, ...]  # no pair yet: an open conflict touches what one of them answered
    unanswered: tuple[str, ...]  # no pair yet: both are asked, and not both have answered
    percent_alike: float | None  # 0 to 100
    interval: Interval | None
    coefficients: Coefficients | None
    sentence: str

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.alike) + len(self.different)


@dataclass(frozen=True)
class Agreements:
    """The agreement of a whole review: how many cases two people review, and the rows in the checklists' order.

    `waiting` is how many more cases two review, which are left out since not both are done.
    """

    cases: int
    questions: tuple[Agreement, ...]
    checklists: tuple[Agreement, ...]
    waiting: int = 0


@dataclass(frozen=True)
class _Compared:
    """One question in every double reviewed case: the pairs, and the codes of the cases that give none."""

    pairs: list[Pair]
    asked_of_one: list[str]
    in_conflict: list[str]
    unanswered: list[str]


def agreements(first: Material, second: Material) -> Agreements:
    """Compare two materials of the same cases and checklists: the answers of the responsible and of the second
    reviewers. What is `unsettled` in one of them is an answer in an open conflict.
    """
    questions: list[Agreement] = []
    checklists: list[Agreement] = []
    for checklist in first.checklists:
        compared = {question.id: _compared(question, first, second) for question in checklist.questions}
        questions += (
            _agreement(question.id, question.label, checklist, [compared[question.id]], free=question.type in FREE)
            for question in checklist.questions
        )
        chosen = [compared[question.id] for question in checklist.questions if question.type not in FREE]
        checklists.append(_agreement(checklist.id, checklist.title, checklist, chosen))
    return Agreements(len(first.cases), tuple(questions), tuple(checklists))


def _compared(question: Question, first: Material, second: Material) -> _Compared:
    compared = _Compared([], [], [], [])
    open_places = first.unsettled.get(question.id, frozenset()) | second.unsettled.get(question.id, frozenset())
    sides = zip(
        first.codes,
        (place in open_places for place in range(len(first.codes))),
        first.asked[question.id],
        second.asked[question.id],
        _answers(question, first),
        _answers(question, second),
        strict=True,
    )
    for code, is_open, asked_first, asked_second, one, other in sides:
        if asked_first != asked_second:
            compared.asked_of_one.append(code)
        elif asked_first and is_open:
            compared.in_conflict.append(code)
        elif asked_first and one is not None and other is not None:
            compared.pairs.append(Pair(code, (one, _said(question, one)), (other, _said(question, other))))
        elif asked_first:
            compared.unanswered.append(code)
    return compared


def _answers(question: Question, material: Material) -> Sequence[Value | None]:
    given = material.answers.get(question.id) or [None] * len(material.cases)
    return [None if value == "" else value for value in given]


def _said(question: Question, value: Value) -> str:
    """An answer inside a sentence: `ja`, `ej aktuellt`, or a choice in quotation marks."""
    if question.type == "ja_nej" or value in question.allow:
        return ANSWER_LABELS.get(str(value), str(value)).lower()
    return f"”{answer_label(question, value)}”"


def _agreement(
    identity: str, label: str, checklist: Checklist, compared: Sequence[_Compared], *, free: bool = False
) -> Agreement:
    pairs = [pair for one in compared for pair in one.pairs]
    alike = tuple(pair.code for pair in pairs if pair.first == pair.second)
    share = share_interval(len(alike), len(pairs), len({pair.code for pair in pairs})) if pairs else None
    found = coefficients(pairs, share) if share and len(pairs) > 1 and not free else None
    return Agreement(
        identity,
        label,
        checklist.id,
        alike,
        tuple(pair.code for pair in pairs if pair.first != pair.second),
        tuple(code for one in compared for code in one.asked_of_one),
        tuple(code for one in compared for code in one.in_conflict),
        tuple(code for one in compared for code in one.unanswered),
        100 * len(alike) / len(pairs) if pairs else None,
        (100 * share[0], 100 * share[1]) if share else None,
        found,
        sentence(pairs, share, found),
    )


def share_interval(alike: int, pairs: int, cases: int) -> Interval:
    """The interval of the share `alike` of `pairs` (at least one), 0 to 1, when they come from that many cases."""
    from scipy.special import betaincinv

    tail = (1 - CONFIDENCE) / 2
    yes, no = alike * cases / pairs, (pairs - alike) * cases / pairs
    low = float(betaincinv(yes, no + 1, tail)) if alike else 0.0
    high = float(betaincinv(yes + 1, no, 1 - tail)) if alike < pairs else 1.0
    return low, high


def coefficients(pairs: Sequence[Pair], share: Interval) -> Coefficients:
    """Kappa and AC1 of at least two pairs, given the interval of their share alike.

    The categories are the answers that occur, and at least two: a question that everybody answers with ja could have
    been answered otherwise.
    """
    from pycm import ConfusionMatrix
    from pycm.overall_funcs import PC_AC1_calc, reliability_calc

    matrix = ConfusionMatrix(matrix=_table(pairs))
    found, chance = matrix.overall_stat, matrix.overall_stat["Overall RACC"]
    chance_ac1 = PC_AC1_calc(matrix.P, matrix.TOP, matrix.POP)
    kappa_ends, ac1_ends = ([reliability_calc(by, end) for end in share] for by in (chance, chance_ac1))
    if len(_kinds(pairs)) == 1:
        return Coefficients(chance, None, None, found["Gwet AC1"], _within(ac1_ends))
    return Coefficients(chance, found["Kappa"], _within(kappa_ends), found["Gwet AC1"], _within(ac1_ends))


def _table(pairs: Sequence[Pair]) -> dict[int, dict[int, int]]:
    """How many pairs have which two answers, by the number of the first and of the second; at least two by two."""
    numbers = {category: number for number, category in enumerate(_kinds(pairs))}
    cells = Counter((numbers[pair.first], numbers[pair.second]) for pair in pairs)
    size = range(max(2, len(numbers)))
    return {one: {other: cells[one, other] for other in size} for one in size}


def _kinds(pairs: Sequence[Pair]) -> Counter[Category]:
    """The answers that occur, with how often, by either reviewer."""
    return Counter(category for pair in pairs for category in (pair.first, pair.second))


def _within(ends: Sequence[float]) -> Interval:
    """An interval kept between -1 and 1, which no coefficient leaves."""
    low, high = (min(1.0, max(-1.0, end)) for end in ends)
    return low, high


def sentence(pairs: Sequence[Pair], share: Interval | None, found: Coefficients | None) -> str:
    """What the figures mean, in one Swedish sentence, and no more than they can bear.

    `share` is None when there are no pairs, `found` when the coefficients are not counted.
    """
    n = len(pairs)
    alike = sum(pair.first == pair.second for pair in pairs)
    if share is None:
        return "Inga svar av båda granskarna att jämföra."
    if n == 1:
        return f"Bara ett par svar att jämföra, och de är {'lika' if alike else 'olika'}."
    told = f"{swedish.upper_first(swedish.share(alike, n))} lika"
    if n < SMALL:
        return f"{told}; svaren är för få för att säga mer."
    if found is None:
        return f"{told}; kappa och AC1 räknas inte för tal, datum och fri text."
    (_, commonest), times = _kinds(pairs).most_common(1)[0]
    if found.kappa is None:
        return f"{told}, alla med svaret {commonest}; kappa går inte att räkna när alla svar är likadana."
    if times >= NEARLY_ALL * 2 * n:
        return f"{told}; kappa säger lite när nästan alla svar är {commonest}."
    return f"{told}, mot ungefär {_by_chance(found.by_chance, n)} av en slump: {_verdict(share, found.by_chance)}."


def _by_chance(share: float, n: int) -> str:
    """How many of `n` a share is, half rounded up, written as `swedish.share` writes numbers of that size."""
    expected = math.floor(share * n + 0.5)
    return swedish.number(expected) if n < len(swedish.NUMBER_WORDS) else str(expected)


def _verdict(share: Interval, by_chance: float) -> str:
    """Whether the reviewers agree more than chance would have it: only what the interval can bear."""
    low, high = share
    if low > by_chance:
        return "granskarna svarar lika oftare än så"
    if high < by_chance:
        return "granskarna svarar lika mer sällan än så"
    return "ärendena är för få för att avgöra om granskarna svarar lika oftare än så"
