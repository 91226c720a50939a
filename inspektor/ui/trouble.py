"""What a person must be told when something goes wrong. It needs nothing of a review: the start page tells too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspektor.domain.errors import Problem


class Trouble(NamedTuple):
    """Something a person must know: what happened, and in `text` what it means and what to do.

    `unsaved`: what was given last is on the screen and not on disk.
    """

    title: str
    text: str
    unsaved: bool = False


def told(problem: Problem, *, unsaved: bool = False) -> Trouble:
    """A known error as a title (its first sentence) and the rest."""
    title, _, rest = str(problem).partition(". ")
    return Trouble(title.rstrip("."), rest, unsaved)
