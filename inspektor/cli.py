"""The command line: a second face for automation. It parses words, calls operations, and prints what came of it.

Exit status: 0 done, 1 input or surroundings at fault (a sentence on stderr, nothing changed), 2 wrong usage, 3 done
but something needs a person's attention.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from inspektor import __version__
from inspektor.commands import ATTENTION, COMMANDS, DONE, Outcome
from inspektor.domain.errors import Problem
from inspektor.domain.frame import Rejected

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
        allow_abbrev=False,
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
        outcome = _refusal(str(problem), getattr(problem, "rejected", []))
    except KeyboardInterrupt:
        outcome = _refusal("Avbrutet. Det som inte hunnit sparas helt är som förut.")
    except OSError as error:
        outcome = _refusal(_out_of_reach(error))
    except Exception as error:  # noqa: BLE001  # the one place where the unexpected is caught: told by kind and place, never by content
        outcome = _refusal(_unexpected(error))
    return _told(outcome, as_json=given.json)


def _told(outcome: Outcome, *, as_json: bool) -> int:
    """Print what a command came to; the exit status, where the screen or file that is printed to plays along."""
    try:
        for remark in outcome.remarks:
            print(remark, file=sys.stderr)
        lines = [json.dumps(outcome.data, ensure_ascii=False)] if as_json else outcome.lines
        if lines:
            print("\n".join(lines), flush=True)
    except BrokenPipeError:  # whoever read along has read enough
        _mute()
    except OSError:
        _mute()
        print(
            "Det som skulle skrivas ut fick inte plats dit det skickades. Kommandot i sig är utfört.", file=sys.stderr
        )
        return outcome.status or ATTENTION
    return outcome.status


def _mute() -> None:
    """Let go of a standard output that cannot be written, so that closing it on the way out says nothing more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refusal(sentences: str, rejected: Sequence[Rejected] = ()) -> Outcome:
    """A command that did nothing: the sentences for a person, and as JSON with every row at fault."""
    rows = [{"row": one.row, "column": one.column, "reason": one.reason} for one in rejected]
    return Outcome({"error": sentences, "rejected": rows}, [], FAULT, [sentences])


def _out_of_reach(error: OSError) -> str:
    _trace_if_wanted()
    return (
        f"En fil eller mapp går inte att nå ({errno.errorcode.get(error.errno or 0, 'okänt fel')}). "
        "Kontrollera namnet, som inte får vara för långt, och att du har rätt till mappen."
    )


def _unexpected(error: Exception) -> str:
    _trace_if_wanted()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}, {Path(frame.filename).name} rad {frame.lineno}"
    return (
        f"Ett oväntat fel avbröt kommandot ({place}). Granskningen är som före kommandot.\n"
        "Rapportera felet till den som sköter Inspektor; raden ovan innehåller inga ärendeuppgifter."
    )


def _trace_if_wanted() -> None:
    if os.environ.get("INSPEKTOR_FELSOK"):
        traceback.print_exc()
