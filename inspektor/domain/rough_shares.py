"""Shares said roughly, as people say them: `hälften`, `drygt hälften`, `knappt en tredjedel`; nothing if none is true.

`Drygt` is a little more than the share that the word names and `knappt` a little less, by four percentage points at the
most; the bare word is for that very share. Only the nearest word is used.
"""

from __future__ import annotations

from fractions import Fraction

from inspektor.domain.results import SMALL

NEAR = Fraction(4, 100)
WORDS = {
    Fraction(1, 5): "en femtedel",
    Fraction(1, 4): "en fjärdedel",
    Fraction(1, 3): "en tredjedel",
    Fraction(1, 2): "hälften",
    Fraction(2, 3): "två tredjedelar",
    Fraction(3, 4): "tre fjärdedelar",
    Fraction(4, 5): "fyra femtedelar",
}


def roughly(part: int, whole: int) -> str:
    """A share in such words; empty where none is true, and below ten, where it misleads as a percentage does."""
    if whole < SMALL:
        return ""
    share = Fraction(part, whole)
    nearest = min(WORDS, key=lambda one: (abs(one - share), one))
    if abs(nearest - share) > NEAR:
        return ""
    hedge = "" if share == nearest else "drygt " if share > nearest else "knappt "
    return hedge + WORDS[nearest]
