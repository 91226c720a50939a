"""Which files may not be taken in, and why: another review's, another content of a checklist, a damaged log, a log that
does not add up with this one.
"""

# ruff: noqa: S608  # tables and columns come from the schema, names of attached files from this module

from __future__ import annotations

import json
from pathlib import Path

from inspektor.db import check
from inspektor.db.store import Store
from inspektor.domain.checklist import parse_checklist
from inspektor.domain.errors import Problem
from inspektor.domain.swedish import listing

_NOT_TAKEN = "Ingenting har ändrats."
_VERSIONS = (  # each content that a checklist has had
    "SELECT t.key, max(CASE c.field WHEN 'version' THEN c.value END), max(CASE c.field WHEN 'source' THEN c.value END)"
    " FROM things AS t JOIN changes AS c ON c.thing = t.id WHERE t.entity = 'checklist' GROUP BY t.id, c.operation"
)


class Refused(Problem):
    """A file that turns out, while it is taken in, to be one that may not be."""


def refuse(store: Store, other: Store, path: Path) -> None:
    """Problem for a file that may not be taken in, with what is wrong with it."""
    if other.review != store.review:
        title = other.scalar("SELECT title FROM reviews")
        raise Problem(
            f"Filen {path.name} hör till en annan granskning (”{title}”). {_NOT_TAKEN} Välj filer som har delats ut "
            "eller kopierats från den här granskningen."
        )
    if found := check.problems(other, quick=True):
        raise Problem(
            f"Filen {path.name} är inte hel: {found[0]} {_NOT_TAKEN} Be den som lämnade filen om en ny kopia."
        )
    _refuse_checklists(store, other, path.name)


def _refuse_checklists(store: Store, other: Store, name: str) -> None:
    known = _contents(store)
    for (checklist, version), source in _contents(other).items():
        ours = known.get((checklist, version), source)
        if ours != source and (what := parse_checklist(ours, name).differences(parse_checklist(source, name))):
            raise Problem(
                f"Filen {name} har checklistan {checklist} {version} med ett annat innehåll: {listing(what)}. "
                f"{_NOT_TAKEN} Ge den ändrade checklistan ett eget versionsnummer."
            )


def _contents(store: Store) -> dict[tuple[str, str], str]:
    """The content of each version that a checklist has had, by id and version."""
    rows = store.rows(_VERSIONS)
    return {(json.loads(key)[0], version): source for key, version, source in rows if version and source}


def refuse_clashing_operations(store: Store, other: str, name: str, part: tuple[int, int]) -> None:
    """Problem when one of the operations is not the same in both files. `part` of the other file's are looked at:
    `part[0]` < seq ≤ `part[1]`.
    """
    both = f"{other}.operations AS o CROSS JOIN main.operations AS m ON m.id = o.id WHERE o.seq > ? AND o.seq <= ?"
    differ = " OR ".join(f"m.{column} IS NOT o.{column}" for column in ("at", "by", "kind", "why", "undoes"))
    if store.scalar(f"SELECT 1 FROM {both} AND ({differ}) LIMIT 1", part):
        raise _clash(name)


def refuse_clashing_changes(store: Store, other: str, name: str, part: tuple[int, int], known: int) -> None:
    """Problem when one of the changes is not the same in both files, or one that was known before (seq ≤ `known`)
    replaces other changes. `part` of the other file's changes are looked at: `part[0]` < seq ≤ `part[1]`.
    """
    both = f"{other}.changes AS c CROSS JOIN main.changes AS m ON m.id = c.id WHERE c.seq > ? AND c.seq <= ?"
    differ = " OR ".join(f"m.{column} IS NOT c.{column}" for column in ("operation", "thing", "field", "value"))
    parents = "SELECT parent FROM {0}.change_parents WHERE change = c.id"
    ours, theirs = parents.format("main"), parents.format(other)
    unlike = f"EXISTS ({ours} EXCEPT {theirs}) OR EXISTS ({theirs} EXCEPT {ours})"
    if store.scalar(f"SELECT 1 FROM {both} AND ({differ} OR m.seq <= ? AND ({unlike})) LIMIT 1", [*part, known]):
        raise _clash(name)


def _clash(name: str) -> Refused:
    return Refused(
        f"Ändringsloggen i filen {name} går inte ihop med granskningens: samma ändring har olika innehåll. "
        f"{_NOT_TAKEN} Filen har ändrats med något annat än Inspektor: be den som lämnade den om en säkerhetskopia."
    )
