"""The commands that put something into a review: `demo`, `ny`, `ram`, `urval`, `ersatt`, `svar`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inspektor.commands.outcome import Outcome, by, joined_lines, some
from inspektor.domain.errors import Problem

if TYPE_CHECKING:
    from inspektor.domain.frame import Frame
    from inspektor.operations.samples import Drawn


def demo(given: Namespace) -> Outcome:
    """Play the whole job into a new folder."""
    from inspektor.operations.demo import play

    told = play(given.folder)
    return Outcome(told.paths(), told.lines)


def ny(given: Namespace) -> Outcome:
    """Make a new review."""
    from inspektor.operations.reviews import create_review

    path = given.file
    if path.suffix.lower() != ".granskning":
        raise Problem("En granskning är en fil som slutar på .granskning. Lägg till det i filnamnet.")
    about = {"theme": given.tema, "law": given.lag, "period": given.period, "purpose": given.syfte}
    loaded = create_review(path, given.titel, given.checklista, by=by(given), dnr=given.dnr, **about)
    listed = [{"id": one.id, "version": one.version, "questions": len(one.questions)} for one in loaded]
    lines = [f"Skapade {path.name}.", *(f"  {one.id} {one.version}: {len(one.questions)} frågor" for one in loaded)]
    return Outcome({"file": str(path), "checklists": listed}, lines)


def ram(given: Namespace) -> Outcome:
    """Read the list of decisions."""
    from inspektor.db.store import Store
    from inspektor.operations.frames import import_frame

    with Store.open(given.file, write=True) as store:
        frame = import_frame(store, given.list, _mapping(given.kolumn), by=by(given))
    return Outcome(_frame_data(frame), _frame_lines(frame))


def _frame_data(frame: Frame) -> dict[str, Any]:
    return {
        "rows": frame.total,
        "imported": len(frame.rows),
        "rejected": [{"row": one.row, "column": one.column, "reason": one.reason} for one in frame.rejected],
        "identity_numbers_dropped": frame.identity_numbers_dropped,
        "joined": [{"kept": kept, "forms": list(forms)} for kept, forms in frame.joined],
        "columns": dict(frame.columns),
        "ignored_columns": list(frame.ignored_columns),
    }


def _frame_lines(frame: Frame) -> list[str]:
    lines = [f"{len(frame.rows)} av {frame.total} rader är inlästa i urvalsramen."]
    lines += [f"Rad {one.row}, {one.column or 'hela raden'}: {one.reason}" for one in frame.rejected]
    lines += joined_lines(frame.joined)
    if frame.ignored_columns:
        lines.append(f"Kolumner som inte används: {', '.join(frame.ignored_columns)}.")
    if dropped := frame.identity_numbers_dropped:
        lines.append(f"{dropped} personnummer gav kön och ålder och är borta: inget av dem har sparats.")
    return lines


def _mapping(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Which heading each field is read from. Problem where a field is given two, or a heading to two fields."""
    for which in (0, 1):
        if len({pair[which].casefold() for pair in pairs}) < len(pairs):
            raise Problem("Ange varje fält och varje rubrik högst en gång med --kolumn.")
    return dict(pairs)


def urval(given: Namespace) -> Outcome:
    """Draw the sample."""
    from inspektor.db.store import Store
    from inspektor.domain.sampling import Quota
    from inspektor.operations.samples import draw_sample

    with Store.open(given.file, write=True) as store:
        drawn = draw_sample(
            store,
            given.per_enhet,
            given.fro,
            by=by(given),
            balance_gender=bool(given.balansera),
            complete=given.alla,
            kind=given.typ,
            reserves=given.reserver,
            codes=[code.strip() for code in (given.arenden or "").split(",") if code.strip()],
            quotas=[Quota(*own) for own in given.kvot],
        )
    return Outcome(_draw_data(drawn), _draw_lines(drawn))


def _draw_data(drawn: Drawn) -> dict[str, Any]:
    draw = drawn.draw
    strata = [
        {
            "unit": one.unit,
            "gender": one.gender,
            "kind": one.kind,
            "criterion": one.criterion,
            "frame": one.frame,
            "quota": one.wanted,
            "drawn": len(one.drawn),
            "reserve": len(one.reserve),
        }
        for one in draw.strata
    ]
    return {
        "drawn": len(draw.codes),
        "strata": strata,
        "quotas": [{"unit": own.unit, "gender": own.gender, "quota": own.wanted} for own in draw.quotas],
        "seed": draw.seed,
        "algorithm": draw.algorithm,
        "frame_sha256": draw.frame_sha256,
        "shortfalls": list(drawn.notices),
        "taken_away": drawn.taken_away,
    }


def _draw_lines(drawn: Drawn) -> list[str]:
    draw = drawn.draw
    cases = some(len(draw.codes), "ärende draget", "ärenden dragna")
    lines = [f"{cases} med fröet {draw.seed} ({draw.algorithm})."]
    for one in draw.strata:
        group = ", ".join(filter(None, (one.unit, one.gender, one.criterion)))
        lines.append(f"  {group}: {len(one.drawn)} av {one.frame}, reserver {len(one.reserve)}")
    lines += drawn.notices
    if drawn.taken_away:
        gone = some(drawn.taken_away, "ärende", "ärenden")
        lines.append(f"{gone} ur det förra urvalet, utan svar, ingår inte längre.")
    return lines


def ersatt(given: Namespace) -> Outcome:
    """Put a reserve in a case's place."""
    from inspektor.db.store import Store
    from inspektor.operations.samples import replace_case

    with Store.open(given.file, write=True) as store:
        code = replace_case(store, given.arende, given.motivering, by=by(given))
    return Outcome({"replaced": given.arende, "by": code}, [f"{given.arende} är ersatt av {code}."])


def svar(given: Namespace) -> Outcome:
    """Read in a table of answers."""
    from inspektor.db.store import Store
    from inspektor.operations.answer_tables import import_answers

    with Store.open(given.file, write=True) as store:
        told = import_answers(store, given.table, given.granskare)
    data = {"cases": told.cases, "answers": told.answers, "rejected": [], "added": told.added, "changes": told.changes}
    data["joined"] = [{"kept": kept, "forms": list(forms)} for kept, forms in told.joined]
    data |= {"doubled": told.doubled, "replaced": told.replaced}
    cases = some(told.cases, "ärende", "ärenden")
    new = some(told.added, "nytt ärende", "nya ärenden")
    changes = some(told.changes, "ändring", "ändringar")
    lines = [f"{told.answers} svar i {cases} är inlästa: {new}, {changes}.", *joined_lines(told.joined)]
    return Outcome(data, lines, remarks=_beside(told.doubled, told.replaced))


def _beside(doubled: Sequence[str], replaced: Sequence[str]) -> list[str]:
    """What somebody who reads in answers may not have meant."""
    remarks = []
    if doubled:
        remarks.append(
            f"Har nu två granskare: {', '.join(doubled)}. Där de svarar olika, eller bara en har svarat, räknas svaret "
            "som oenigt. Var det inte meningen, ångra (inspektor angra)."
        )
    if replaced:
        remarks.append(f"Är ersatta, så svaren räknas inte: {', '.join(replaced)}.")
    return remarks
