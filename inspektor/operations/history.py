"""`historik`, `angra`, `gorom`, `kontrollera`: the log as people see it, and turning back in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspektor.db import brought, check, queries
from inspektor.db.store import Store, Value
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_NAME
from inspektor.domain.values import case_key
from inspektor.operations import disposition
from inspektor.operations.reviews import no_such_case

_OF_A_QUESTION = ("answer", "consensus")  # whose keys begin with the case and the question
KINDS = {
    "ny": "ny granskning",
    "granskning": "granskningens uppgifter",
    "ram": "urvalsram inläst",
    "urval": "urval draget",
    "ersatt": "ärende ersatt",
    "arende": "ärende tillagt",
    "uppgift": "ärendets uppgifter",
    "tilldelning": "granskare",
    "klart": "klart",
    "svar": "svar",
    "anteckning": "anteckning",
    "text": "rapporttext",
    "disposition": "rapportens disposition",
    "avgjort": "avgjord skillnad",
    "gemensamt": "gemensamt svar",
    "delat": "utdelat",
    "checklista": "ny version av checklista",
    "angra": "ångrat",
    "gorom": "gjort om",
}
_FIELDS = {
    "value": "svar",
    "comment": "kommentar",
    "quotation": "citat",
    "place": "plats i akten",
    "flagged": "flagga",
    "present": "ingår",
    "origin": "kom till genom",
    "reviewer": "granskare",
    "second_reviewer": "andra granskare",
    "replaces": "ersätter",
    "replaced_why": "skäl till ersättning",
    "done": "klart",
    "age_group": "åldersgrupp",
    "body": "text",
    "heading": "rubrik",
    "left_out": "utelämnat",
    "joined_to": "förenat med",
    "parts": "ordning",
    "content": "innehåll",
    "source": "checklista",
    "version": "version",
    "sha256": "kontrollsumma",
    "protocol": "protokoll",
    "position": "plats",
    "title": "titel",
    "theme": "tema",
    "law": "lagrum",
    "period": "period",
    "purpose": "syfte",
    "dnr": "dnr",
    "area": "område",
    "units": "enheter",
}


@dataclass(frozen=True)
class Entry:
    """One change as the audit trail tells it. `case` and `question` are empty where it concerns neither."""

    at: str
    by: str
    what: str
    case: str
    question: str
    old: Value
    new: Value
    why: str


def entries(store: Store, case: str | None = None) -> list[Entry]:
    """The whole log and the merges that were made in this file, oldest first; only one case's changes when `case` is a
    code. Problem for a code that is none.
    """
    codes = {one.id: one.code for one in queries.cases(store, replaced=True)}
    codes |= {store.thing_id("case", (key,)): code for key, code in _codes_in_log(store).items() if code}
    wanted = store.thing_id("case", (case_key(case),)) if case else None
    if wanted is not None and wanted not in codes:
        raise no_such_case()
    told = []
    names = disposition.names(store)
    for change in queries.history(store):
        case_id = _case_of(store, change)
        if wanted is None or case_id == wanted:
            question = change.key[1] if change.entity in _OF_A_QUESTION else ""
            told.append(
                Entry(
                    change.at,
                    change.by,
                    _what(change, names),
                    codes.get(case_id or "", ""),
                    question,
                    disposition.in_words(names, change.field, change.old),
                    disposition.in_words(names, change.field, change.new),
                    change.why,
                )
            )
    return told if case else sorted([*told, *_merges(store)], key=lambda one: one.at)


def _merges(store: Store) -> list[Entry]:
    """What this file has taken in: an entry a merge, whose new value says how much."""
    found = []
    for at, by, report in brought.reports(store):
        told = json.loads(report)
        files, new = [one["file"] for one in told["files"]], told["total"]["new"]
        added = f"{new} {swedish.plural(new, 'ny ändring', 'nya ändringar')}"
        found.append(Entry(at, by, f"ihopslagning: {swedish.listing(files)}", "", "", None, added, ""))
    return found


def _codes_in_log(store: Store) -> dict[str, str]:
    """The code of every case that the log knows, those no longer in the sample too."""
    return {
        change.key[0]: str(change.new)
        for change in queries.history(store)
        if change.entity == "case" and change.field == "code" and change.new is not None
    }


def _case_of(store: Store, change: queries.Change) -> str | None:
    if change.entity in _OF_A_QUESTION:
        return change.key[0]
    return store.thing_id("case", (case_key(change.key[0]),)) if change.entity == "case" else None


def field_label(field: str) -> str:
    """What people call a field of a thing, in small letters."""
    return BY_NAME[field].label.lower() if field in BY_NAME else _FIELDS.get(field, field)


def _what(change: queries.Change, names: Mapping[str, str]) -> str:
    field = field_label(change.field)
    kind = KINDS.get(change.kind, change.kind)
    what = kind if kind == field else f"{kind}: {field}"
    return f"{what} ({names.get(change.key[0], change.key[0])})" if change.entity == "section" else what


def next_turn(store: Store, by: str, *, forward: bool) -> int | None:
    """How many changes the operation holds that `undo` (forward: `redo`) would turn; None when there is none."""
    stack = store.stacks(by)[1 if forward else 0]
    return queries.changes_of(store, stack[-1]) if stack else None


def undo(store: Store, by: str) -> str:
    """Take back the person's latest operation; what it was, in words. Problem when there is none, or somebody has
    built on it.
    """
    if not store.stacks(by)[0]:
        raise Problem(f"Det finns inget som {by} har gjort att ångra. Var och en ångrar sitt eget: ange rätt namn.")
    return _turned_back(store, store.undo, by)


def redo(store: Store, by: str) -> str:
    """Do again what the person last took back; what it was, in words. Problem as for `undo`."""
    if not store.stacks(by)[1]:
        raise Problem(f"Det finns inget som {by} har ångrat att göra om. Var och en gör om sitt eget: ange rätt namn.")
    return _turned_back(store, store.redo, by)


def _turned_back(store: Store, turn: Callable[[str], str], by: str) -> str:
    with store.transaction():
        hidden = queries.hidden_work(store)
        kind = turn(by)
        lost = len(queries.hidden_work(store) - hidden)
        if lost:
            cases = f"{lost} {swedish.plural(lost, 'ärende', 'ärenden')}"
            raise Problem(
                f"Det går inte: {cases} som det har arbetats i skulle falla bort ur urvalet. "
                "Ingenting har ändrats. Den som har svarat i dem behöver först ta tillbaka sina svar."
            )
    return KINDS[kind]


def problems(store: Store) -> list[str]:
    """What is wrong with the file, a sentence each; empty when it is whole."""
    return check.problems(store)
