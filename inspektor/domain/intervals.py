"""How far a random sample speaks of all cases that it was drawn from: a 95 % interval for a share.

An interval is about chance in the draw and nothing else, so there is one for random samples only: never where people
chose the cases, where all were taken, or where answers are still missing.

- The interval is Wilson's (1927), with the variance of a draw without replacement, PQ/n · (N−n)/(N−1) (Cochran 1977,
  theorem 3.2): Wilson's own with n(N−1)/(N−n) in the place of n. The whole frame of the stratum is N.
- Of cases that only some of the sample belong to (those that a question was asked in), N is taken as the same share of
  the frame as they are of the sample, rounded up (Cochran 1977, 2.12).
- Over several strata, as a unit's women and men drawn half and half, the share is weighted by the strata's sizes in
  the frame, and n is the effective sample size (Korn and Graubard 1998) by the stratified variance (Cochran 1977,
  5.10); but never more than what the weights alone leave of it (Kish 1965), since strata where all answer alike would
  otherwise make it endless. The unweighted share over equal quotas speaks of the reviewed cases and has no interval.
- A share of N cases is a whole number of them: the ends are moved outwards to such, and inwards to what the reviewed
  cases already prove.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

from inspektor.domain.review import ADDED, Case
from inspektor.domain.sampling import Draw
from inspektor.domain.values import case_key

CONFIDENCE = 0.95
_ALMOST = 1e-9  # what a whole number may miss by when it was reckoned in floating point

Interval = tuple[float, float]


@dataclass(frozen=True)
class Part:
    """A part of the frame that was drawn for itself: how many cases it has, and the codes of those under review."""

    size: int
    codes: tuple[str, ...]
    random: bool


@dataclass(frozen=True)
class Estimate:
    """What a sample says of `size` cases of its frame: the weighted share and the ends of its interval, 0 to 1."""

    share: float
    low: float
    high: float
    size: int

    @property
    def text(self) -> str:
        """The interval as whole per cents, rounded outwards: `30–53`."""
        return f"{math.floor(100 * self.low + _ALMOST)}–{math.ceil(100 * self.high - _ALMOST)}"


@dataclass(frozen=True)
class Sample:
    """The parts of a frame that were drawn at random or taken whole."""

    parts: tuple[Part, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """The part of each case."""
        return {code: place for place, part in enumerate(self.parts) for code in part.codes}

    @cached_property
    def silent(self) -> bool:
        """Whether a part of the frame has no case under review, so that nothing can be said of the whole."""
        return any(part.size and not part.codes for part in self.parts)

    def estimate(self, base: Collection[str], given: Iterable[str]) -> Estimate | None:
        """What the cases of a base, of which these gave an answer, say of their like in the frame.

        None where a case is of no part, where a part is silent, or where every case there is was reviewed.
        """
        bases = Counter(self.place.get(code) for code in base)
        if not bases or None in bases or self.silent:
            return None
        answers = Counter(self.place[code] for code in given)
        found = [_share(self.parts[place], answers[place], n) for place, n in bases.items() if place is not None]
        return None if all(part.n == part.size for part in found) else _estimate(found)


@dataclass(frozen=True)
class Share:
    """`k` of `n` reviewed cases of the `size` in the frame that are like them."""

    k: int
    n: int
    size: int

    @property
    def spread(self) -> float:
        """The variance of the share, in units of PQ."""
        return (self.size - self.n) / (self.size - 1) / self.n if self.size > self.n else 0.0


def _share(part: Part, k: int, n: int) -> Share:
    return Share(k, n, -(-part.size * n // len(part.codes)))


def _estimate(parts: Sequence[Share]) -> Estimate:
    size = sum(part.size for part in parts)
    share = sum(part.size * part.k / part.n for part in parts) / size
    low, high = wilson(share, _effective(parts, share, size))
    least = sum(part.k for part in parts)
    most = size - sum(part.n - part.k for part in parts)
    return Estimate(
        share,
        max(least, math.floor(low * size + _ALMOST)) / size,
        min(most, math.ceil(high * size - _ALMOST)) / size,
        size,
    )


def _effective(parts: Sequence[Share], share: float, size: int) -> float:
    """How many cases drawn with replacement tell as much of the share."""
    weights = [(part.size / size) ** 2 * part.spread for part in parts]
    found = sum(weight * part.k * (part.n - part.k) / part.n**2 for weight, part in zip(weights, parts, strict=True))
    by_weights = 1 / sum(weights)
    return min(by_weights, share * (1 - share) / found) if found else by_weights


def wilson(share: float, n: float) -> Interval:
    """Wilson's interval (1927) of a share, 0 to 1, of `n` cases; n need not be whole."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def sample(draws: Sequence[Draw], cases: Iterable[Case]) -> Sample | None:
    """The sample that the cases under review are; None where there is no single draw with chance in it.

    Reserves that took the place of a drawn case are as random as the drawn. A part that was taken whole is as large as
    what could be reviewed of it. Cases that people chose or added by hand are of no part.
    """
    if len(draws) != 1 or all(stratum.kind != "slump" for stratum in draws[0].strata):
        return None
    strata = [stratum for stratum in draws[0].strata if stratum.kind != "avsiktligt"]
    place = {case_key(code): at for at, one in enumerate(strata) for code in (*one.drawn, *one.reserve)}
    codes: list[list[str]] = [[] for _ in strata]
    for case in cases:
        at = place.get(case_key(case.code))
        if at is not None and case.origin != ADDED:
            codes[at].append(case.code)
    random = [stratum.kind == "slump" for stratum in strata]
    sizes = [one.frame if by_chance else len(of) for one, by_chance, of in zip(strata, random, codes, strict=True)]
    return Sample(tuple(Part(*part) for part in zip(sizes, map(tuple, codes), random, strict=True)))
