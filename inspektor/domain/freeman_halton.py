"""The exact test of a table of groups by answers: Fisher's (1935) of two by two, Freeman and Halton's (1951) of more.

The p is the chance, among all tables with the same sums, of those that are no likelier than the one at hand. They are
too many to be listed, so they are walked as a network (Mehta and Patel 1983): a step deals out the answers of one
group, and a place in it is what each answer has left. A table that has come to a place can end as anything between a
likeliest and an unlikeliest one: where both are on the same side of the one at hand, it is settled and goes no further.
Tables that have come to the same place as likely as each other go on as one. Only what is left matters for the rest of
the way, not which answer has it: places are sorted, and those alike are one.

Where even these ways are too many, tables are drawn by chance instead, always the same ones, until enough are no
likelier (Besag and Clifford 1991).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln
from scipy.stats import fisher_exact, random_table

_MOST = 750_000  # ways of a network, and tables going on at a step of it: a third of a second, a hundred megabytes
_ALIKE = 1e-7  # logarithms of chances that differ by less are those of equally likely tables, as in R's fisher.test
_DRAWN = (999, 9_999)  # tables by chance: more of them where fewer than `_ENOUGH` are no likelier
_ENOUGH = 100
_SEED = 1935

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class _TooMany(Exception):
    """There are more ways than can be walked while somebody waits."""


@dataclass(frozen=True)
class _Step:
    """The ways of one group, by where they begin: `first[place]` is the first of each, and one more than the last.

    `cost` is what a way adds to the unlikelihood of a table, and `chance` how often it is taken from where it begins.
    """

    first: Ints
    to: Ints
    cost: Floats
    chance: Floats


@lru_cache(maxsize=4_096)
def exact_p(table: tuple[tuple[int, ...], ...]) -> float:
    """The p of a table of at least two groups (rows) by two answers, none of them empty."""
    if len(table) == len(table[0]) == 2:
        return float(fisher_exact(table).pvalue)
    counts = np.array(table, dtype=np.int64)
    try:
        return counted_p(counts)
    except _TooMany:
        return drawn_p(counts)


def drawn_p(counts: Ints) -> float:
    """By tables drawn by chance. Not by scipy's `fisher_exact`, which fails where the cases are many thousand."""
    tables = random_table(counts.sum(axis=1), counts.sum(axis=0), seed=_SEED)
    here = tables.logpmf(counts) + _ALIKE
    for drawn in _DRAWN:
        no_likelier = int((tables.logpmf(tables.rvs(drawn)) <= here).sum())
        if no_likelier >= _ENOUGH:
            break
    return (no_likelier + 1) / (drawn + 1)


def counted_p(counts: Ints) -> float:
    """By every table that there is; `_TooMany` where their ways are."""
    counts = counts if counts.shape[0] >= counts.shape[1] else counts.T  # the fewer answers, the fewer places
    log_factorial = gammaln(np.arange(counts.sum() + 1) + 1.0)
    steps = _network(counts.sum(axis=1), counts.sum(axis=0), log_factorial)
    return _walked(steps, float(log_factorial[counts].sum()))


def _network(groups: Ints, answers: Ints, log_factorial: Floats) -> list[_Step]:
    """Every way of dealing out the answers, the largest group first."""
    steps: list[_Step] = []
    places = np.sort(answers)[None, :]
    for size in np.sort(groups)[::-1]:
        begin, dealt = _ways(places, size)
        left, to = _distinct(np.sort(places[begin] - dealt, axis=1))
        cost = log_factorial[dealt].sum(axis=1)
        before, after = (log_factorial[rows].sum(axis=1) for rows in (places, left))
        total = places[0].sum()
        deals = log_factorial[total] - log_factorial[size] - log_factorial[total - size]
        chance = np.exp(before[begin] - after[to] - cost - deals)
        steps.append(_Step(np.searchsorted(begin, np.arange(len(places) + 1)), to, cost, chance))
        if sum(len(step.to) for step in steps) > _MOST:
            raise _TooMany
        places = left
    return steps


def _ways(places: Ints, size: int) -> tuple[Ints, Ints]:
    """Each way of dealing so many answers from each place: where it begins, and how many of each it deals."""
    begin = np.arange(len(places))
    dealt = np.zeros((len(places), 0), dtype=np.int64)
    missing = np.full(len(places), size)
    for at in range(places.shape[1]):
        behind = places[begin, at + 1 :].sum(axis=1)
        least, most = np.maximum(0, missing - behind), np.minimum(missing, places[begin, at])
        of, further = _spread(most - least + 1)
        taken = least[of] + further
        begin, missing = begin[of], missing[of] - taken
        dealt = np.column_stack([dealt[of], taken])
    return begin, dealt


def _spread(counts: Ints) -> tuple[Ints, Ints]:
    """For 2, 3: which of them each is of (0 0 1 1 1), and how far into it (0 1 0 1 2)."""
    if counts.sum() > _MOST:
        raise _TooMany
    of = np.repeat(np.arange(len(counts)), counts)
    return of, np.arange(len(of)) - (np.cumsum(counts) - counts)[of]


def _distinct(rows: Ints) -> tuple[Ints, Ints]:
    """The distinct rows, and which of them each row is."""
    codes = np.ravel_multi_index(tuple(rows.T), tuple(rows.max(axis=0) + 1))
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    return rows[first], which


def _walked(steps: Sequence[_Step], here: float) -> float:
    """The chance of ending in a table no likelier than the one whose unlikelihood is `here`."""
    p, place, cost, chance = 0.0, np.zeros(1, dtype=np.int64), np.zeros(1), np.ones(1)
    for step, (least, most) in zip(steps, _ends(steps), strict=True):
        of, further = _spread(np.diff(step.first)[place])
        way = step.first[place[of]] + further
        place, cost, chance = step.to[way], cost[of] + step.cost[way], chance[of] * step.chance[way]
        inside = cost + least[place] >= here - _ALIKE
        p += float(chance[inside].sum())
        undecided = ~inside & (cost + most[place] >= here - _ALIKE)
        place, cost, chance = _as_one(place[undecided], cost[undecided], chance[undecided])
    return min(p, 1.0)


def _ends(steps: Sequence[_Step]) -> list[tuple[Floats, Floats]]:
    """After each step, how little and how much unlikelihood the rest can add from each place."""
    ends = [(np.zeros(1), np.zeros(1))]
    for step in reversed(steps[1:]):
        least, most = ends[-1]
        begin = step.first[:-1]
        less, more = step.cost + least[step.to], step.cost + most[step.to]
        ends.append((np.minimum.reduceat(less, begin), np.maximum.reduceat(more, begin)))
    return ends[::-1]


def _as_one(place: Ints, cost: Floats, chance: Floats) -> tuple[Ints, Floats, Floats]:
    """Those that have come to the same place as likely as each other, taken together."""
    order = np.lexsort((cost, place))
    place, cost, chance = place[order], cost[order], chance[order]
    apart = (np.diff(place) != 0) | (np.diff(cost) > _ALIKE / 10)
    begin = np.flatnonzero(np.r_[np.ones(min(1, len(place)), dtype=bool), apart])
    return place[begin], cost[begin], np.add.reduceat(chance, begin) if len(begin) else chance
