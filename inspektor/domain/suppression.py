"""Which cells a public table hides, so that nobody can be made out from it, nor from its totals.

A count of one or two points at somebody: it is hidden in itself. A zero points at nobody, and "inget av" and "samtliga"
are what a review finds of a unit, so it is shown; but it may be hidden to cover for another cell, so that a hidden cell
is never known to be more than zero. The internal version hides nothing and has no use for this module.

What is hidden must not be possible to work out from what is shown. Further cells are therefore hidden until each hidden
cell can have at least three values, as far as anyone can tell who knows the shown cells, which cells add up to which,
and that all are whole numbers of cases (Willenborg and de Waal 2001, on secondary suppression). The proof is in hand
before a cell is left: tables that agree with all that is shown, where the cell differs by two or more. Which cells to
hide besides is an integer program, one hidden cell at a time (after Fischetti and Salazar 2001), so that they are few,
and totals are the last to go.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from inspektor.domain.errors import Problem

SENSITIVE = (1, 2)
RANGE = 2  # at least so far between the least and the greatest value of a hidden cell: three values

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tabulation(Generic[Key]):
    """Counts that are shown together, in one table or in several: which of them add up to which.

    `known` are those that everybody knows: they are never hidden, and nobody is made out from them.
    """

    values: Mapping[Key, int]
    sums: tuple[tuple[Key, tuple[Key, ...]], ...]
    known: frozenset[Key] = frozenset()


def hidden(shown: Tabulation[Key], sensitive: Collection[int] = SENSITIVE) -> frozenset[Key]:
    """The cells to hide. Problem where what is known leaves no way to hide enough."""
    found: set[Key] = set()
    for keys, sums in _apart(shown):
        secret = {key for key in keys if shown.values[key] in sensitive}
        alternatives = _Alternatives({key: shown.values[key] for key in keys}, sums)
        while (key := next((key for key in keys if key in secret and not alternatives.vary(key)), None)) is not None:
            secret |= alternatives.hide(key, secret)
        found |= secret
    return frozenset(found)


def _apart(shown: Tabulation[Key]) -> Iterator[tuple[list[Key], list[dict[Key, int]]]]:
    """The cells that are not known, in parts that have no sum in common; and how often each is taken in each sum."""
    sums = [_equation(total, parts, shown.known) for total, parts in shown.sums]
    part_of = {key: key for key in shown.values if key not in shown.known}

    def first(key: Key) -> Key:
        while part_of[key] != key:
            part_of[key] = key = part_of[part_of[key]]
        return key

    for sum_ in filter(None, sums):
        ends = [first(key) for key in sum_]
        part_of.update(dict.fromkeys(ends, ends[0]))
    keys: dict[Key, list[Key]] = {}
    rows: dict[Key, list[dict[Key, int]]] = {}
    for key in part_of:
        keys.setdefault(first(key), []).append(key)
    for sum_ in filter(None, sums):
        rows.setdefault(first(next(iter(sum_))), []).append(sum_)
    yield from ((members, rows.get(part, [])) for part, members in keys.items())


def _equation(total: Key, parts: Iterable[Key], known: Collection[Key]) -> dict[Key, int]:
    """What the changes of the cells in a sum are taken times, for nothing to come out; what is known has no change."""
    times = {total: -1}
    for part in parts:
        times[part] = times.get(part, 0) + 1
    return {key: number for key, number in times.items() if number and key not in known}


class _Alternatives(Generic[Key]):
    """Tables that agree with what is shown: how far each cell has been seen to differ from what it is.

    More and more is hidden, so a table that agrees once agrees for ever.
    """

    def __init__(self, values: Mapping[Key, int], sums: Sequence[Mapping[Key, int]]) -> None:
        self._values = values
        self._place = {key: place for place, key in enumerate(values)}
        self._sums = [{self._place[key]: times for key, times in row.items()} for row in sums]
        self._totals = {key for row in sums for key, times in row.items() if times < 0}
        self._least = dict.fromkeys(values, 0)
        self._most = dict.fromkeys(values, 0)

    def vary(self, key: Key) -> bool:
        """Whether a cell is seen to have values enough."""
        return self._most[key] - self._least[key] >= RANGE

    def hide(self, key: Key, secret: Collection[Key]) -> set[Key]:
        """The fewest further cells to hide so that a hidden one has values enough."""
        from numpy import rint
        from scipy.optimize import Bounds, milp

        size = len(self._values)
        cost = [0.0 if one in secret else self._cost(one) for one in self._values] + [0.0] * (2 * size)
        limits = Bounds(*self._limits(secret))
        solved = milp(cost, integrality=1, bounds=limits, constraints=self._constraints(self._place[key]))
        if solved.x is None:
            raise Problem(
                "Tabellen har så få ärenden att det som ska döljas i den går att räkna ut. Slå ihop grupper, eller "
                "utelämna tabellen."
            )
        values = [int(value) for value in rint(solved.x)]
        for start in (size, 2 * size):
            self._see(values[start : start + size])
        return {one for one, chosen in zip(self._values, values, strict=False) if chosen and one not in secret}

    def _see(self, changes: Sequence[int]) -> None:
        for key, change in zip(self._values, changes, strict=True):
            self._least[key] = min(self._least[key], change)
            self._most[key] = max(self._most[key], change)

    def _cost(self, key: Key) -> float:
        """What it costs to hide a cell: a total as much as everything else, a larger count a little more."""
        whole = len(self._values) if key in self._totals else 1
        return whole + self._values[key] / (1 + max(self._values.values()))

    def _limits(self, secret: Collection[Key]) -> tuple[list[float], list[float]]:
        """Of each unknown, least and most: whether a cell is hidden, its change in one table, and in another."""
        size = len(self._values)
        hide = [1.0 if key in secret else 0.0 for key in self._values]
        down = [-float(min(RANGE, value)) for value in self._values.values()]
        return [*hide, *down, *down], [1.0] * size + [float(RANGE)] * (2 * size)

    def _constraints(self, place: int) -> Any:
        """Both tables add up, a cell changes only where it is hidden, and the cell at a place differs enough."""
        from numpy import inf
        from scipy.optimize import LinearConstraint
        from scipy.sparse import coo_array

        size = len(self._values)
        entries: list[tuple[dict[int, int], float, float]] = []
        for start in (size, 2 * size):
            entries += [({start + at: times for at, times in row.items()}, 0, 0) for row in self._sums]
            entries += [({start + at: sign, at: -RANGE}, -inf, 0) for at in range(size) for sign in (1, -1)]
        entries.append(({size + place: 1, 2 * size + place: -1}, RANGE, inf))
        cells = [(number, at, times) for number, (row, _, _) in enumerate(entries) for at, times in row.items()]
        rows, columns, times = zip(*cells, strict=True)
        matrix = coo_array((times, (rows, columns)), shape=(len(entries), 3 * size)).tocsr()
        return LinearConstraint(matrix, [low for _, low, _ in entries], [high for _, _, high in entries])
