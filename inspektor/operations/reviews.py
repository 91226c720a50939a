"""Making a review, and reading what stands in it: what it is about, its checklists, its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from inspektor.assets import resource
from inspektor.db import queries
from inspektor.db.store import Setting, Store, Value, settings_of
from inspektor.domain.checklist import Checklist, check_together, decode_checklist, parse_checklist
from inspektor.domain.errors import Problem
from inspektor.domain.identity import contains_identity_number
from inspektor.domain.logic import SkipLogic, logic_of
from inspektor.domain.review import Case
from inspektor.domain.values import as_typed, case_key, clean

LONGEST_NAME = 100
Logic = Sequence[tuple[Checklist, SkipLogic]]  # the checklists of a review, each with its skip logic


def shipped_checklists() -> list[str]:
    """The ids of the checklists that come with the program."""
    return sorted(path.stem for path in resource("checklists").glob("*.toml"))


def load_checklist(name: str) -> Checklist:
    """A shipped checklist by its id, or one from a `.toml` file. Problem when there is none, or when it is broken."""
    shipped = resource("checklists", f"{name}.toml")
    path = shipped if name in shipped_checklists() else Path(name)
    if path.suffix.lower() != ".toml":
        known = ", ".join(shipped_checklists())
        raise Problem(f"Checklistan {name} finns inte. Välj en av {known}, eller ange en fil som slutar på .toml.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"Checklistan {name} finns inte. Kontrollera filens namn och mapp.") from None
    except OSError as error:
        raise Problem(
            f"Checklistan {path.name} går inte att läsa. Kontrollera att det är en fil som du har rätt att läsa."
        ) from error
    return decode_checklist(data, path.name)


def create_review(
    path: Path, title: str, checklists: list[str], *, by: str, dnr: str = "", **about: str
) -> list[Checklist]:
    """Make a new review file with its checklists pinned; `about` may hold theme, law, period and purpose.

    Problem when the file exists, a checklist is broken, or two of them share an id: then no file is made.
    """
    if not title.strip():
        raise Problem("Granskningen saknar titel. Ange den med --titel.")
    told = _told({"title": title, "dnr": dnr, **about})
    loaded = [load_checklist(name) for name in checklists]
    check_together(loaded)
    settings = settings_of("review", (), told)
    for position, checklist in enumerate(loaded):
        pinned: dict[str, Value | None] = {
            "version": checklist.version,
            "source": checklist.source,
            "position": position,
        }
        settings += settings_of("checklist", (checklist.id,), pinned)
    with Store.create(path, settings, by=by):
        return loaded


def refuse_identity_number(text: str, place: str) -> None:
    """Problem when a text that is about to be stored holds a personal identity number."""
    if contains_identity_number(text):
        raise Problem(f"{place} innehåller ett personnummer. Personnummer lagras inte: ta bort det och försök igen.")


def one_line(text: str, place: str) -> str:
    """A short text as it is stored: composed letters, single spaces. Problem for an identity number or a control
    character.
    """
    line = clean(text)
    refuse_identity_number(line, place)
    if not line.isprintable():
        raise Problem(f"{place} innehåller ett styrtecken som inte kan skrivas ut. Skriv om texten för hand.")
    return line


def _told(about: Mapping[str, str]) -> dict[str, Value | None]:
    return {name: one_line(text, "Uppgifterna om granskningen") for name, text in about.items()}


def person(name: str) -> str:
    """The name of somebody who does something, as the log keeps it. Problem when there is none or it is no name."""
    line = one_line(name, "Namnet på den som gör det")
    if not line:
        raise Problem("Namnet på den som gör det saknas. Ange ett namn, en signatur eller initialer.")
    if len(line) > LONGEST_NAME:
        raise Problem(f"Namnet på den som gör det får ha högst {LONGEST_NAME} tecken. Korta det.")
    return line


@lru_cache(maxsize=64)
def _parsed(source: str, origin: str) -> tuple[Checklist, SkipLogic]:
    checklist = parse_checklist(source, origin)
    return checklist, logic_of(checklist)


def checklists(store: Store, *, every_version: bool = False) -> tuple[Checklist, ...]:
    """The checklists that the review is pinned to, in order; or every version of them that it has been pinned to."""
    found = queries.every_checklist_source(store) if every_version else queries.checklist_sources(store)
    return tuple(_parsed(source, name)[0] for name, source in found)


def skip_logic(store: Store) -> list[tuple[Checklist, SkipLogic]]:
    """The pinned checklists, each with its skip logic."""
    return [_parsed(source, name) for name, source in queries.checklist_sources(store)]


def find_case(store: Store, code: str) -> Case:
    """The case with a code, which may be copied from a Word report. Problem when the review has none."""
    for written in dict.fromkeys((code, as_typed(code))):
        found = queries.case(store, store.thing_id("case", (case_key(written),)))
        if found is not None:
            return found
    raise no_such_case()


def stands(case: Case) -> Setting:
    """What goes with work in a case: it is there. Taking it out elsewhere is then a conflict, never a quiet loss."""
    return Setting("case", (case_key(case.code),), "present", 1, confirm=True)


def no_such_case() -> Problem:
    """What is said of a code that no case has."""
    return Problem("Ärendet finns inte i granskningen. Kontrollera koden i listan över ärenden.")


def set_about(store: Store, by: str, **about: str) -> None:
    """Change what the review is about: title, dnr, theme, area, law, period, units, purpose."""
    store.record(settings_of("review", (), _told(about)), by=by, kind="granskning")
