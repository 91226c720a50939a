"""The commands of working together: `dela`, `slaihop`, `konflikter`, `los`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inspektor.commands.outcome import ATTENTION, DONE, Outcome, by, some

if TYPE_CHECKING:
    from inspektor.operations.conflicts import Conflict
    from inspektor.operations.merging import Merged


def slaihop(given: Namespace) -> Outcome:
    """Take other files of the review in."""
    from inspektor.db.store import Store
    from inspektor.operations.merging import merge_files

    with Store.open(given.file, write=True) as store:
        done = merge_files(store, given.others, by=by(given))
    data = {
        "changes_added": done.added,
        "already_known": done.known,
        "conflicts": [_conflict(one) for one in done.conflicts],
        "backup": str(done.backup) if done.backup else None,
        "files": [
            {"file": one.file, "by": list(one.by), "changes": one.changes, "new": one.new, "answers": one.answers}
            for one in done.files
        ],
    }
    return Outcome(data, _merged_lines(done), status=_code(done.conflicts), remarks=_left(done.conflicts))


def _merged_lines(done: Merged) -> list[str]:
    lines = [
        f"{one.file}: {some(one.new, 'ny ändring', 'nya ändringar')}, {some(one.answers, 'svar', 'svar')}"
        f" i {some(one.cases, 'ärende', 'ärenden')}."
        for one in done.files
    ]
    if done.backup is None:
        return [*lines, "Allt fanns redan här. Ingenting har ändrats."]
    return [*lines, f"Säkerhetskopian från före ihopslagningen heter {done.backup.name}."]


def dela(given: Namespace) -> Outcome:
    """Write an inspector's working file."""
    from inspektor.db.store import Store
    from inspektor.operations.sharing import share

    with Store.open(given.file, write=True) as store:
        shared = share(
            store,
            given.till,
            given.ut,
            units=given.enhet,
            codes=_codes(given.arenden),
            double=_codes(given.dubbel),
            by=by(given),
        )
    lines = [f"{given.ut.name}: {some(len(shared.cases), 'ärende', 'ärenden')} till {given.till}."]
    if shared.double:
        lines.append(f"För dubbelgranskning: {', '.join(shared.double)}.")
    remarks = [f"Granskas av andra och följde inte med: {', '.join(shared.others)}."] if shared.others else []
    data = {"file": str(given.ut), "cases": list(shared.cases), "double": list(shared.double)}
    return Outcome(data | {"others": list(shared.others)}, lines, remarks=remarks)


def _codes(typed: str | None) -> list[str]:
    return [code.strip() for code in (typed or "").split(",") if code.strip()]


def konflikter(given: Namespace) -> Outcome:
    """List what people gave different values."""
    from inspektor.db.store import Store
    from inspektor.operations.conflicts import open_conflicts

    with Store.open(given.file) as store:
        found = open_conflicts(store)
    lines = [_line(one) for one in found] or ["Inga skillnader att avgöra."]
    return Outcome({"conflicts": [_conflict(one) for one in found]}, lines, status=_code(found))


def los(given: Namespace) -> Outcome:
    """Settle a conflict."""
    from inspektor.db.store import Store
    from inspektor.operations.conflicts import Settlement, open_conflicts, settle

    with Store.open(given.file, write=True) as store:
        settle(store, [Settlement(given.id, given.varde)], given.motivering, by=by(given))
        left = open_conflicts(store)
    return Outcome(
        {"conflicts": [_conflict(one) for one in left]}, ["Avgjort."], status=_code(left), remarks=_left(left)
    )


def _code(found: Sequence[Conflict]) -> int:
    return ATTENTION if found else DONE


def _left(found: Sequence[Conflict]) -> list[str]:
    if not found:
        return []
    left = some(len(found), "skillnad", "skillnader")
    return [f"{left} att avgöra: ärendena räknas inte där förrän det är gjort. De listas med ”inspektor konflikter”."]


def _line(one: Conflict) -> str:
    where = ", ".join(filter(None, (one.case or one.place, one.question, one.reviewer)))
    told = " / ".join(f"{version.word} ({', '.join(giver.by for giver in version.given)})" for version in one.versions)
    return f"{one.id}  {where or 'granskningen'}: {one.about.lower()}: {told}"


def _conflict(one: Conflict) -> dict[str, Any]:
    versions = [
        {"value": version.value, "given": [{"by": giver.by, "at": giver.at} for giver in version.given]}
        for version in one.versions
    ]
    return {
        "id": one.id,
        "case": one.case,
        "question": one.question,
        "reviewer": one.reviewer,
        "field": one.field,
        "values": [version.value for version in one.versions],
        "versions": versions,
    }
