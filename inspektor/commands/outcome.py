"""What a command is, and what it comes to: shared by all of them."""

from __future__ import annotations

import getpass
import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspektor.domain.errors import Problem
from inspektor.domain.swedish import plural

Argument = tuple[tuple[str, ...], dict[str, Any]]

DONE, ATTENTION = 0, 3


@dataclass
class Outcome:
    """What a command came to: the JSON object, the lines for a person, the exit status, and remarks for stderr."""

    data: dict[str, Any]
    lines: list[str]
    status: int = DONE
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Command:
    """One command: its help in a sentence, an example, its arguments and what it runs."""

    help: str
    example: str
    run: Callable[[Namespace], Outcome]
    arguments: tuple[Argument, ...]


def by(given: Namespace) -> str:
    """Who does it: the option, else the environment, else the name of the login."""
    from inspektor.operations.reviews import person

    return person(given.av or os.environ.get("INSPEKTOR_GRANSKARE") or _login())


def _login() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise Problem("Datorn säger inte vem du är. Ange ditt namn med --av NAMN.") from None


def some(count: int, one: str, many: str) -> str:
    """A count with its noun: `1 ärende`, `3 ärenden`."""
    return f"{count} {plural(count, one, many)}"


def joined_lines(joined: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """A line for each unit that was spelt in several ways."""
    return [f"{kept}: sammanförd av {', '.join(forms)}" for kept, forms in joined]
