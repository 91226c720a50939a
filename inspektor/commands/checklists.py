"""The command about a review's checklists: which they are, and taking up a newer version of one."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from inspektor.commands.outcome import Outcome, by, some

if TYPE_CHECKING:
    from inspektor.domain.checklist import Checklist
    from inspektor.operations.checklist_versions import NewVersion


def checklista(given: Namespace) -> Outcome:
    """List the review's checklists, or take up a newer version of one."""
    from inspektor.db.store import Store
    from inspektor.operations import reviews
    from inspektor.operations.checklist_versions import take_up

    with Store.open(given.file, write=given.checklist is not None) as store:
        taken = take_up(store, given.checklist, by=by(given)) if given.checklist is not None else None
        found = reviews.checklists(store)
    data = {"checklists": [_data(one) for one in found]}
    if taken is None:
        return Outcome(data, [f"{one.id}  {one.version}  {one.title}" for one in found])
    return Outcome({**data, **_taken(taken)}, told(taken))


def _data(one: Checklist) -> dict[str, Any]:
    return {"id": one.id, "version": one.version, "title": one.title, "questions": len(one.questions)}


def _taken(one: NewVersion) -> dict[str, Any]:
    return {
        "checklist": one.new.id,
        "from": one.old.version,
        "to": one.new.version,
        "added": [question.id for question in one.added],
        "removed": [question.id for question in one.removed],
        "changed": [question.id for question in one.changed],
        "answers_kept": one.kept,
        "answers_of_older": one.left,
        "reopened": list(one.reopened),
    }


def told(one: NewVersion) -> list[str]:
    """What taking up a version did, a line each."""
    lines = [f"Checklistan {one.new.id} är nu version {one.new.version} (var {one.old.version})."]
    for what, questions in (("Nya", one.added), ("Borttagna", one.removed), ("Ändrade", one.changed)):
        if questions:
            lines.append(f"{what} frågor: {', '.join(question.id for question in questions)}.")
    lines.append(f"{some(one.kept, 'svar', 'svar')} gäller som förut.")
    if one.left:
        lines.append(f"{some(one.left, 'svar', 'svar')} hör till den äldre versionen: de finns kvar men räknas inte.")
    if one.reopened:
        lines.append(f"Öppnade igen, eftersom de har fått frågor utan svar: {', '.join(one.reopened)}.")
    return lines
