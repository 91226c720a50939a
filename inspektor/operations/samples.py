"""`urval` and `ersatt`: draw the sample from the frame, and replace a case that cannot be reviewed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspektor.db import queries
from inspektor.db.store import Setting, Store, settings_of
from inspektor.domain import sampling, swedish
from inspektor.domain.document import Report
from inspektor.domain.errors import Problem
from inspektor.domain.frame import FrameRow
from inspektor.domain.report_appendices import draw_appendix
from inspektor.domain.report_method import Selection
from inspektor.domain.review import ADDED, Case
from inspektor.domain.sampling import Draw, Quota, SampleKind, Stratum
from inspektor.domain.values import case_key
from inspektor.operations.frames import frame_facts, frame_row, frame_rows
from inspektor.operations.reviews import find_case, one_line

DRAW = ("urval",)  # a review has one draw: two that are made apart are two values of it, and in conflict
RESERVE = "reserv"  # the origin of a case that took another's place
_FACTS = (
    "code",
    "unit",
    "gender",
    "birth_year",
    "age_group",
    "law",
    "insats",
    "decision",
    "decision_date",
    "first_decision",
    "children",
    "area",
)
NOTHING_KNOWN = dict.fromkeys((*_FACTS, "replaces", "replaced_why", "done", "reviewer", "second_reviewer"))
"""A case that comes (back) into the review by hand keeps nothing of what was once known of it."""


@dataclass(frozen=True)
class Drawn:
    """A draw as recorded, how many cases of an earlier draw, without any work in them, it took away, and what a person
    must be told of it.
    """

    draw: Draw
    taken_away: int
    notices: tuple[str, ...]


def draw_sample(
    store: Store,
    per_unit: int | None,
    seed: int,
    *,
    by: str,
    balance_gender: bool = False,
    complete: Sequence[tuple[str, str]] = (),
    kind: SampleKind = "slump",
    reserves: int = 0,
    codes: Sequence[str] = (),
    quotas: Sequence[Quota] = (),
) -> Drawn:
    """Draw the sample and add its cases; an earlier draw is replaced.

    Problem when a case that somebody has worked in would fall away, when no case would be drawn, and for what
    `sampling.draw` refuses.
    """
    rows = frame_rows(store)
    drawn = sampling.draw(
        rows,
        per_unit,
        seed,
        balance_gender=balance_gender,
        complete=complete,
        kind=kind,
        reserves=reserves,
        codes=codes,
        quotas=quotas,
    )
    origins = _origins(drawn)
    staying, leaving = _parted(queries.cases(store, replaced=True), origins)
    if refusal := _refusal(store, drawn, leaving):
        raise Problem(f"Inget nytt urval är draget. {refusal}")
    settings = [Setting("draw", DRAW, "present", 1, confirm=True)]
    settings.append(Setting("draw", DRAW, "content", sampling.to_json(drawn)))
    settings += [setting for case in leaving for setting in _left(case)]
    for row in rows:
        if origin := origins.get(case_key(row.code)):
            settings += _case_settings(row, origin=origin, replaces=None)
    filled, unfilled = _filled(drawn, rows, staying, origins)
    store.record([*settings, *filled], by=by, kind="urval")
    return Drawn(drawn, len(leaving), (*drawn.notices, *unfilled))


def _origins(drawn: Draw) -> dict[str, str]:
    """The kind of the stratum that each case was drawn in, by the case's key."""
    return {case_key(code): stratum.kind for stratum in drawn.strata for code in stratum.drawn}


def _parted(cases: Sequence[Case], origins: Mapping[str, str]) -> tuple[list[Case], list[Case]]:
    """The cases that stay when a new draw takes the place of the last, and those that leave.

    A case stays that the draw holds, that stands (through any chain of replacements) in the place of one that it
    holds, or that was added by hand.
    """
    before = {case_key(case.code): case_key(case.replaces) for case in cases}
    staying: list[Case] = []
    leaving: list[Case] = []
    for case in cases:
        stays = case.origin == ADDED or _place(case_key(case.code), before, origins) in origins
        (staying if stays else leaving).append(case)
    return staying, leaving


def _place(code: str, before: Mapping[str, str], origins: Mapping[str, str]) -> str:
    """The drawn case in whose place a case stands, by its key; where no drawn one is found, the last one looked at."""
    for _ in before:
        if code in origins or not before.get(code):
            break
        code = before[code]
    return code


def _filled(
    drawn: Draw, rows: Sequence[FrameRow], staying: Sequence[Case], origins: Mapping[str, str]
) -> tuple[list[Setting], list[str]]:
    """New replacements for the replaced cases whose own is now drawn for itself; and a sentence for each without."""
    after = {case_key(case.replaces): case for case in staying if case.replaces and case_key(case.code) not in origins}
    used = [*drawn.codes, *(case.code for case in staying)]
    settings: list[Setting] = []
    unfilled: list[str] = []
    for case in staying:
        if case_key(case.code) not in origins or _is_filled(case, after):
            continue
        if reserve := sampling.next_reserve(drawn, case.code, used):
            used.append(reserve)
            row = next(row for row in rows if case_key(row.code) == case_key(reserve))
            settings += _replacement(row, case)
        else:
            unfilled.append(
                f"Ärende {case.code} är ersatt av ett som nu är draget för egen del. {_no_reserve(drawn, case)}"
            )
    return settings, unfilled


def _is_filled(case: Case | None, after: Mapping[str, Case]) -> bool:
    """Whether a case, or one that took its place, is there to be reviewed."""
    for _ in range(len(after) + 1):
        if case is None or not case.replaced_why:
            break
        case = after.get(case_key(case.code))
    return case is not None and not case.replaced_why


def _left(case: Case) -> list[Setting]:
    return settings_of("case", (case_key(case.code),), dict.fromkeys(("present", "replaces", "replaced_why")))


def settled_draw(store: Store, content: str | None) -> list[Setting]:
    """What follows for the cases when it is settled which of several draws stands (None: none of them): what it drew
    is there again, and what only the others drew leaves. Where somebody has worked already, a case that it did not
    draw stays as one that was added.
    """
    origins = _origins(sampling.from_json(content)) if content else {}
    settings = [
        setting
        for key, origin in origins.items()
        for setting in settings_of("case", (key,), {"present": 1, "origin": origin, "replaces": None})
    ]
    _, leaving = _parted(queries.cases(store, replaced=True), origins)
    worked = queries.cases_with_work(store)
    for case in leaving:
        settings += [Setting("case", (case_key(case.code),), "origin", ADDED)] if case.id in worked else _left(case)
    return settings


def _refusal(store: Store, drawn: Draw, leaving: Collection[Case]) -> str:
    """Why a draw cannot take the place of the one that stands; empty when it can."""
    if not drawn.codes:
        return "Inget ärende skulle dras ur urvalsramen. Ändra kvoterna eller balanseringen."
    worked = queries.cases_with_work(store) if leaving else set()
    lost = sum(case.id in worked for case in leaving)
    if not lost:
        return ""
    cases = f"{lost} {swedish.plural(lost, 'ärende', 'ärenden')}"
    return (
        f"{cases} som redan har svar skulle falla bort ur urvalet. "
        "Utöka i stället urvalet med samma frö och ett större antal, så behålls de ärenden som redan är dragna."
    )


def facts_of(row: FrameRow) -> dict[str, Any]:
    """What the list tells of a case, by the fields of `Case`."""
    return {name: value for name in _FACTS if (value := getattr(row, name)) not in ("", None)}


def _case_settings(row: FrameRow, **more: str | None) -> list[Setting]:
    return settings_of("case", (case_key(row.code),), {"present": 1, **facts_of(row), **more})


def replace_case(store: Store, code: str, why: str, *, by: str) -> str:
    """Put the next case of the reserve list in a case's place; the new case's code. What was written in the old one
    is kept.

    Problem when the case was not drawn, is replaced already, has no reserve left, or there is no reason.
    """
    why = one_line(why, "Motiveringen")
    if not why:
        raise Problem("Ange varför ärendet ersätts.")
    case = find_case(store, code)
    if case.replaced_why:
        raise Problem(f"Ärende {case.code} är redan ersatt. Ersätt i stället det ärende som kom i dess ställe.")
    reserve = _next_reserve(store, case)
    settings = _replacement(frame_row(store, reserve), case)
    settings.append(Setting("case", (case_key(case.code),), "replaced_why", why))
    store.record(settings, by=by, kind="ersatt", why=why)
    return reserve


def _replacement(row: FrameRow, case: Case) -> list[Setting]:
    return _case_settings(row, origin=RESERVE, replaces=case.code, reviewer=case.reviewer or None)


def _next_reserve(store: Store, case: Case) -> str:
    used = queries.all_codes(store)
    for draw in draws(store):
        if _stratum(draw, case) is not None:
            reserve = sampling.next_reserve(draw, case.code, used)
            if reserve is None:
                raise Problem(f"Ärende {case.code} är inte ersatt. {_no_reserve(draw, case)}")
            return reserve
    raise Problem(
        f"Ärende {case.code} kommer inte från ett urval och har ingen reservlista. Lägg till ett annat "
        f"ärende i stället."
    )


def _stratum(draw: Draw, case: Case) -> Stratum | None:
    key = case_key(case.code)
    return next((one for one in draw.strata if key in map(case_key, (*one.drawn, *one.reserve))), None)


def _no_reserve(draw: Draw, case: Case) -> str:
    """What to do when a case has no reserve left: draw more of them, where there are more to draw."""
    stratum = _stratum(draw, case)
    if stratum and stratum.kind != "total" and draw.per_unit and len(stratum.drawn + stratum.reserve) < stratum.frame:
        return "Reservlistan är slut: dra urvalet igen med samma frö och fler reserver."
    return "Det finns inget ärende kvar att ta i stället: låt det stå obesvarat och skriv varför i avsnittet metod."


def draws(store: Store) -> list[Draw]:
    """The draws that stand, oldest first."""
    return [sampling.from_json(content) for _, content in queries.draws(store)]


@dataclass(frozen=True)
class Order:
    """What a person asks of a draw; see `sampling.draw`."""

    per_unit: int | None
    seed: int
    balance_gender: bool = True
    complete: tuple[tuple[str, str], ...] = ()
    kind: SampleKind = "slump"
    reserves: int = 0
    codes: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an order would give: the draw, what it does to the cases that are there now (none `stays` or `leaves` before
    the first draw), and why it cannot be made, empty when it can.
    """

    draw: Draw
    stays: int
    leaves: int
    refusal: str


def plan_sample(store: Store, order: Order) -> Plan:
    """What `order` would draw, with nothing recorded. Problem as in `sampling.draw`."""
    planned = sampling.draw(frame_rows(store), **vars(order))
    staying, leaving = _parted(queries.cases(store, replaced=True), _origins(planned))
    stays, leaves = (sum(not case.replaced_why for case in cases) for cases in (staying, leaving))
    return Plan(planned, stays, leaves, _refusal(store, planned, leaving))


def standing_order(store: Store) -> Order | None:
    """What was asked of the draw that stands last, to ask for more of; None when there is none."""
    for draw in draws(store)[-1:]:
        asked = (draw.per_unit, draw.seed, draw.balance_gender, draw.complete, draw.kind, draw.reserves)
        return Order(*asked, quotas=draw.quotas)
    return None


def draw_order(store: Store, order: Order, *, by: str) -> Drawn:
    """Draw what was planned; see `draw_sample`."""
    return draw_sample(store, by=by, **vars(order))


def drawn_when(store: Store) -> tuple[str, str]:
    """When the sample that stands was drawn (ISO, UTC) and by whom; empty texts when none is."""
    return queries.drawn_when(store)


def selection(store: Store) -> Selection:
    """Where the cases come from, as the report and the protocol tell it."""
    swapped = queries.swapped_cases(store)
    replaced = tuple(case for case in swapped if case.replaced_why)
    return Selection(
        frame_facts(store), tuple(draws(store)), replaced, tuple(case for case in swapped if case.replaces)
    )


def protocol(store: Store, on: date) -> Report:
    """The draw's protocol as a document of its own: the report's appendix, under the review's title."""
    review = queries.review(store)
    at, by = drawn_when(store)
    state = f"Urvalet drogs {at[:10]} av {by}." if at else "Urvalet är inte draget."
    blocks = tuple(draw_appendix(selection(store)))
    return Report(review.title, "Urvalets protokoll", review.dnr, "PROTOKOLL", on.isoformat(), state, blocks)


def replaceable(store: Store) -> list[str]:
    """The codes of the cases that came from a draw and stand in the sample: those that a reserve can take the place
    of.
    """
    return queries.drawn_codes(store, ADDED)
