"""The command line: a second face for automation. It parses words, calls operations, and prints what came of it.

Exit status: 0 done, 1 input or surroundings at fault (a sentence on stderr, nothing changed), 2 wrong usage, 3 done
but something needs a person's attention.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from inspektor import __version__
from inspektor.commands import COMMANDS, DONE, Outcome
from inspektor.domain.errors import Problem

FAULT, USAGE = 1, 2

_SWEDISH = {  # argparse's own words
    "usage: ": "Användning: ",
    "positional arguments": "Argument",
    "options": "Väljare",
    "show this help message and exit": "visa den här hjälpen",
    "the following arguments are required: %s": "det här saknas: %s",
    "unrecognized arguments: %s": "okända argument: %s",
    "expected one argument": "ett värde väntades",
    "expected at least one argument": "minst ett värde väntades",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "ogiltigt val, välj ett av %(choices)s",
    "invalid %(type)s value: %(value)r": "ogiltigt värde, %(type)s väntades",
    "ambiguous option: %(option)s could match %(matches)s": "otydlig väljare: %(option)s kan vara %(matches)s",
    "ignored explicit argument %r": "värdet %r hör inte dit",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "okänt kommando, välj ett av %(choices)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
}
argparse._ = lambda text: _SWEDISH.get(text, text)  # type: ignore[attr-defined]  # the hook argparse leaves to gettext


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.format_usage()}{self.prog}: {message}. Hjälp: {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = _Parser(
        prog="inspektor",
        description="Granskningar av socialtjänstens ärenden: från listan över beslut till rapportutkastet.",
        epilog="Exempel: inspektor demo övning",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument(
        "--version", action="version", version=f"Inspektor {__version__}", help="visa programmets version"
    )
    subs = root.add_subparsers(title="Kommandon", metavar="KOMMANDO", dest="command")
    for name, command in COMMANDS.items():
        sub = subs.add_parser(
            name,
            help=command.help,
            description=command.help,
            epilog=f"Exempel: {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        for names, options in command.arguments:
            sub.add_argument(*names, **options)
        sub.add_argument("--json", action="store_true", help="skriv resultatet som ett JSON-objekt")
        sub.set_defaults(run=command.run)
    return root


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status. Never lets a traceback out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    root = parser()
    given = root.parse_args(list(arguments))
    if given.command is None:
        root.print_help()
        return DONE
    return _guarded(given.run, given)


def _guarded(command: Callable[[argparse.Namespace], Outcome], given: argparse.Namespace) -> int:
    try:
        outcome = command(given)
    except Problem as problem:
        print(problem, file=sys.stderr)
        if given.json:
            print(json.dumps(_refusal(problem), ensure_ascii=False))
        return FAULT
    except KeyboardInterrupt:
        print("Avbrutet. Det som inte hunnit sparas helt är som förut.", file=sys.stderr)
        return FAULT
    except Exception as error:  # noqa: BLE001  # the one place where the unexpected is caught: told by kind and place, never by content
        print(_unexpected(error), file=sys.stderr)
        return FAULT
    for remark in outcome.remarks:
        print(remark, file=sys.stderr)
    print(json.dumps(outcome.data, ensure_ascii=False) if given.json else "\n".join(outcome.lines))
    return outcome.status


def _refusal(problem: Problem) -> dict[str, Any]:
    rejected = getattr(problem, "rejected", [])
    return {
        "error": str(problem),
        "rejected": [{"row": one.row, "column": one.column, "reason": one.reason} for one in rejected],
    }


def _unexpected(error: Exception) -> str:
    if os.environ.get("INSPEKTOR_FELSOK"):
        traceback.print_exc()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}, {Path(frame.filename).name} rad {frame.lineno}"
    return (
        f"Ett oväntat fel avbröt kommandot ({place}). Granskningen är som före kommandot.\n"
        "Rapportera felet till den som sköter Inspektor; raden ovan innehåller inga ärendeuppgifter."
    )
