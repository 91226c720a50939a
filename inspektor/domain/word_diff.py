"""Which words of two texts differ, or lines of two lists, so that they can be marked where they stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:[-–:.,/]\w+)*|[^\w\s]")  # a date or a number with a comma is one word


@dataclass(frozen=True)
class Piece:
    """A run of a text; `own` when the other text does not have it there."""

    text: str
    own: bool


Pieces = tuple[Piece, ...]


def differing_words(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces, which put together are the texts. Space between words is no difference."""
    words = [list(_WORD.finditer(text)) for text in (one, other)]
    plain = [[word.group() for word in found] for found in words]
    blocks = SequenceMatcher(None, plain[0], plain[1], autojunk=False).get_matching_blocks()
    shared = [[(block.a, block.size) for block in blocks], [(block.b, block.size) for block in blocks]]
    first, second = (_pieces(text, found, same) for text, found, same in zip((one, other), words, shared, strict=True))
    return first, second


def moved(one: Sequence[str], other: Sequence[str]) -> list[bool]:
    """Which lines of one list the other does not have, or has in another place among those that both have. Seen from
    the other list the same lines have moved.
    """
    first, second = sorted((list(one), list(other)))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    starts = [(block.a if first == list(one) else block.b, block.size) for block in blocks]
    kept = {place for start, size in starts for place in range(start, start + size)}
    return [place not in kept for place in range(len(one))]


def _pieces(text: str, words: Sequence[re.Match[str]], shared: Sequence[tuple[int, int]]) -> Pieces:
    """Cut a text at the edges of its own words: what lies between runs of shared words (place and number of words)."""
    pieces: list[Piece] = []
    done = word = 0
    for place, size in shared:  # ends with an empty run after the last word
        if place > word:
            start, end = words[word].start(), words[place - 1].end()
            pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
            done = end
        word = place + size
    pieces.append(Piece(text[done:], False))
    return tuple(piece for piece in pieces if piece.text)
