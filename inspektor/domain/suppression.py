"""Which cells a public table hides, so that nobody can be made out from it, nor from its totals.

A count of one or two points at somebody: it is hidden in itself. A zero points at nobody, and "inget av" and "samtliga"
are what a review finds of a unit, so it is shown; but it may be hidden to cover for another cell, so that a hidden cell
is never known to be more than zero. The internal version hides nothing and has no use for this module.

What is hidden must not be possible to work out from what is shown. Further cells are therefore hidden until each hidden
cell can have at least three values, as far as anyone can tell who knows the shown cells, which cells add up to which,
and that all are whole numbers of cases (Willenborg and de Waal 2001, on secondary suppression). The proof is in hand
before a cell is left: tables that agree with all that is shown, where the cell differs by two or more. Which cells to
hide besides is the cheapest change of the table that has such an alternative, one hidden cell at a time (Kelly, Golden
and Assad 1992, by network flow; here a linear program, whole where it has to be made so), so that they are few, and
totals are the last to go. A change is paid for by how much it moves and not by how many cells: that is what makes it
fast, and costs a cell too many now and then.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from inspektor.domain.errors import Problem

SENSITIVE = (1, 2)
_SLIGHT = 1e-4  # what a change costs where the cell is hidden already, so that nothing goes up and down at once
_WHOLE = 1e-6  # what a whole number may miss by when it was reckoned in floating point
RANGE = 2  # at least so far between the least and the greatest value of a hidden cell: three values

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tabulation(Generic[Key]):
    """Counts that are shown together, in one table or in several: which of them add up to which.

    `known` are those that everybody knows: they are never hidden, and nobody is made out from them. `present` are those
    that everybody sees are not empty; `unshown` those that are not shown anyhow, and only say what cannot be more than
    what.
    """

    values: Mapping[Key, int]
    sums: tuple[tuple[Key, tuple[Key, ...]], ...]
    known: frozenset[Key] = frozenset()
    present: frozenset[Key] = frozenset()
    unshown: frozenset[Key] = frozenset()


class TooFew(Problem):
    """There is no way to hide enough. `keys` are the cells, all of one figure, that would be known."""

    def __init__(self, keys: Sequence[Any]) -> None:
        super().__init__(
            "Tabellen har så få ärenden att det som ska döljas i den går att räkna ut. Slå ihop grupper, eller "
            "utelämna tabellen."
        )
        self.keys = keys


def hidden(shown: Tabulation[Key], sensitive: Collection[int] = SENSITIVE) -> frozenset[Key]:
    """The cells to hide. TooFew where what is known leaves no way to hide enough."""
    found: set[Key] = set()
    for figures, sums in _apart(shown):
        values = [shown.values[keys[0]] for keys in figures]
        free = {place for place, keys in enumerate(figures) if shown.unshown.issuperset(keys)}
        secret = {place for place, value in enumerate(values) if value in sensitive} - free
        least = [int(not shown.present.isdisjoint(keys)) for keys in figures]
        alternatives = _Alternatives(figures, values, sums, least)
        while open_ := [place for place in secret if not alternatives.vary(place)]:
            secret |= alternatives.hide(min(open_), secret | free) - free
        found.update(key for place in secret for key in figures[place])
    return frozenset(found - shown.unshown)


class _Together(Generic[Key]):
    """Keys that belong together, and which of them stands for the others (union-find)."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._of = {key: key for key in keys}

    def first(self, key: Key) -> Key:
        """The one that stands for a key."""
        while self._of[key] != key:
            self._of[key] = key = self._of[self._of[key]]
        return key

    def join(self, keys: Iterable[Key]) -> None:
        """Keys that belong together."""
        ends = [self.first(key) for key in keys]
        self._of.update(dict.fromkeys(ends, ends[0]))

    def groups(self) -> dict[Key, list[Key]]:
        """All keys, by the one that stands for them."""
        found: dict[Key, list[Key]] = {}
        for key in self._of:
            found.setdefault(self.first(key), []).append(key)
        return found


def _apart(shown: Tabulation[Key]) -> Iterator[tuple[list[list[Key]], list[dict[int, int]]]]:
    """The figures that are not known, in parts that have no sum in common; and how often each is taken in each sum.

    Cells that are a sum of one another, as the total of one group is the group, are one figure.
    """
    sums = [sum_ for total, parts in shown.sums if (sum_ := _equation(total, parts, shown.known))]
    unknown = [key for key in shown.values if key not in shown.known]
    same, parts_of = _Together(unknown), _Together(unknown)
    for sum_ in sums:
        parts_of.join(sum_)
        if sorted(sum_.values()) == [-1, 1]:
            same.join(sum_)
    rows: dict[Key, dict[tuple[tuple[Key, int], ...], None]] = {}
    for sum_ in sums:
        joined: dict[Key, int] = {}
        for key, times in sum_.items():
            joined[same.first(key)] = joined.get(same.first(key), 0) + times
        kept = tuple((key, times) for key, times in joined.items() if times)
        rows.setdefault(parts_of.first(next(iter(sum_))), {})[kept] = None
    figures: dict[Key, list[list[Key]]] = {}
    for first, keys in same.groups().items():
        figures.setdefault(parts_of.first(first), []).append([first, *(key for key in keys if key != first)])
    for part, members in figures.items():
        place = {keys[0]: at for at, keys in enumerate(members)}
        yield members, [{place[key]: times for key, times in row} for row in rows.get(part, ()) if row]


def _equation(total: Key, parts: Iterable[Key], known: Collection[Key]) -> dict[Key, int]:
    """What the changes of the cells in a sum are taken times, for nothing to come out; what is known has no change."""
    times = {total: -1}
    for part in parts:
        times[part] = times.get(part, 0) + 1
    return {key: number for key, number in times.items() if number and key not in known}


class _Alternatives:
    """Tables that agree with what is shown: how far each figure has been seen to differ from what it is.

    More and more is hidden, so a table that agrees once agrees for ever.
    """

    def __init__(
        self,
        cells: Sequence[Sequence[object]],
        values: Sequence[int],
        sums: Sequence[dict[int, int]],
        least: Sequence[int],
    ) -> None:
        self._values, self._sums, self._cells = values, sums, cells
        self._room = [value - floor for value, floor in zip(values, least, strict=True)]  # how far each may go down
        totals = {place for row in sums for place, times in row.items() if times < 0}
        most = 1 + max(values)
        self._cost = [
            len(values) * (place in totals) + len(cells[place]) + value / most for place, value in enumerate(values)
        ]
        self._least, self._most = [0] * len(values), [0] * len(values)

    def vary(self, place: int) -> bool:
        """Whether a figure is seen to have values enough."""
        return self._most[place] - self._least[place] >= RANGE

    def hide(self, place: int, secret: Collection[int]) -> set[int]:
        """Few further figures to hide so that a hidden one has values enough.

        First by one change that can be made as well as unmade; else by two tables of which one has more of it.
        """
        cost = [0.0 if at in secret else cost for at, cost in enumerate(self._cost)]
        changes = self._there_and_back(place, cost) or self._two_tables(place, cost)
        if changes is None:
            raise TooFew(self._cells[place])
        for change in changes:
            self._see(change)
        return {at for change in changes for at, by in enumerate(change) if by and at not in secret}

    def _see(self, changes: Sequence[int]) -> None:
        self._least = [min(pair) for pair in zip(self._least, changes, strict=True)]
        self._most = [max(pair) for pair in zip(self._most, changes, strict=True)]

    def _there_and_back(self, place: int, cost: Sequence[float]) -> list[list[int]] | None:
        """A change by one case of figures that all have one, which adds up taken away as well as put on."""
        if not self._room[place]:
            return None
        room = [min(1, room) for room in self._room]
        down = [*room]
        down[place] = 0
        found = self._cheapest([cost], [*room, *down], {place: 1}, 1)
        return [found[0], [-by for by in found[0]]] if found else None

    def _two_tables(self, place: int, cost: Sequence[float]) -> list[list[int]] | None:
        """Two tables that both agree, one with at least `RANGE` more at the place than the other."""
        size = len(cost)
        room = [*[RANGE] * size, *(min(RANGE, room) for room in self._room)]
        more = {place: 1, place + size: -1, place + 2 * size: -1, place + 3 * size: 1}
        return self._cheapest([cost, cost], [*room, *room], more, RANGE)

    @cached_property
    def _changes(self) -> Any:
        """How often each figure's way up, and then each one's way down, is taken in each sum: a sparse matrix."""
        from scipy.sparse import coo_array, hstack

        cells = [(row, at, times) for row, sum_ in enumerate(self._sums) for at, times in sum_.items()]
        rows, places, times = zip(*cells, strict=True) if cells else ((), (), ())
        up = coo_array((times, (rows, places)), shape=(len(self._sums), len(self._values)))
        return hstack([up, -up])

    def _cheapest(
        self, costs: Sequence[Sequence[float]], room: Sequence[int], more: Mapping[int, int], least: int
    ) -> list[list[int]] | None:
        """Of each table that is to be: how far every figure goes from what it is, so that all sums stay, at the least
        cost; None where there is no way.

        The unknowns are how far each figure goes up, and then how far down, at most its `room`; then the same of the
        next table. The unknowns in `more` come to at least so much.
        """
        from numpy import inf, rint
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import block_diag, coo_array, vstack

        size, every = len(self._values), [one + _SLIGHT for cost in costs for one in (*cost, *cost)]
        wanted = coo_array((list(more.values()), ([0] * len(more), list(more))), shape=(1, len(every)))
        matrix = vstack([block_diag([self._changes] * len(costs)), wanted], format="csr")
        stay = [0.0] * (matrix.shape[0] - 1)
        sums = LinearConstraint(matrix, [*stay, least], [*stay, inf])
        for whole in (False, True):  # as a rule the cheapest of all changes is whole by itself
            solved = milp(every, integrality=int(whole), bounds=Bounds(0, room), constraints=sums)
            if solved.x is None:
                return None
            if whole or abs(solved.x - rint(solved.x)).max() < _WHOLE:
                break
        found = [int(number) for number in rint(solved.x)]
        ways = [found[start : start + size] for start in range(0, len(found), size)]
        return [[a - b for a, b in zip(up, down, strict=True)] for up, down in zip(ways[::2], ways[1::2], strict=True)]
