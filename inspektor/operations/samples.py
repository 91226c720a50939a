"""`urval` and `ersatt`: draw the sample from the frame, and replace a case that cannot be reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from inspektor.db import queries
from inspektor.db.store import Setting, Store, settings_of, time_ordered_id
from inspektor.domain import sampling
from inspektor.domain.document import Report
from inspektor.domain.errors import Problem
from inspektor.domain.frame import FrameRow
from inspektor.domain.report_appendices import draw_appendix
from inspektor.domain.report_method import Selection
from inspektor.domain.review import Case
from inspektor.domain.sampling import Draw, SampleKind
from inspektor.domain.values import case_key
from inspektor.operations.frames import frame_facts, frame_rows
from inspektor.operations.reviews import find_case, refuse_identity_number

ADDED = "tillagd"  # the origin of a case that no draw brought
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


@dataclass(frozen=True)
class Drawn:
    """A draw as recorded, and how many cases of an earlier draw, without any work in them, it took away."""

    draw: Draw
    taken_away: int


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
) -> Drawn:
    """Draw the sample and add its cases; an earlier draw is replaced.

    Problem when a case that somebody has worked in would fall away, and for what `sampling.draw` refuses.
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
    )
    origins = {case_key(code): stratum.kind for stratum in drawn.strata for code in stratum.drawn}
    leaving = [case for case in queries.cases(store, replaced=True) if _leaves(case, origins)]
    _refuse_loss(store, leaving)
    settings = [Setting("draw", (old,), "present", None) for old, _ in queries.draws(store)]
    settings += [Setting("case", (case_key(case.code),), "present", None) for case in leaving]
    settings += settings_of("draw", (time_ordered_id(),), {"present": 1, "content": sampling.to_json(drawn)})
    for row in rows:
        if origin := origins.get(case_key(row.code)):
            settings += _case_settings(row, origin=origin)
    store.record(settings, by=by, kind="urval")
    return Drawn(drawn, len(leaving))


def _leaves(case: Case, origins: Mapping[str, str]) -> bool:
    """Whether a case of an earlier draw is in neither the new one nor in the place of a case that is."""
    return case.origin != ADDED and not {case_key(case.code), case_key(case.replaces)} & origins.keys()


def _refuse_loss(store: Store, leaving: Iterable[Case]) -> None:
    worked = queries.cases_with_work(store)
    lost = sum(case.id in worked for case in leaving)
    if lost:
        raise Problem(
            f"{lost} ärenden som redan har svar skulle falla bort ur urvalet. Ingenting har ändrats. "
            "Utöka i stället urvalet med samma frö och ett större antal, så behålls de ärenden som redan är dragna."
        )


def _case_settings(row: FrameRow, **more: str | None) -> list[Setting]:
    facts = {name: value for name in _FACTS if (value := getattr(row, name)) not in ("", None)}
    return settings_of("case", (case_key(row.code),), {"present": 1, **facts, **more})


def replace_case(store: Store, code: str, why: str, *, by: str) -> str:
    """Put the next case of the reserve list in a case's place; the new case's code. What was written in the old one
    is kept.

    Problem when the case was not drawn, is replaced already, has no reserve left, or there is no reason.
    """
    if not why.strip():
        raise Problem("Ange varför ärendet ersätts, med --motivering.")
    refuse_identity_number(why, "Motiveringen")
    case = find_case(store, code)
    if case.replaced_why:
        raise Problem(f"Ärende {case.code} är redan ersatt. Ersätt i stället det ärende som kom i dess ställe.")
    reserve = _next_reserve(store, case)
    row = next(row for row in frame_rows(store) if case_key(row.code) == case_key(reserve))
    settings = _case_settings(row, origin=RESERVE, replaces=case.code, reviewer=case.reviewer or None)
    settings.append(Setting("case", (case_key(case.code),), "replaced_why", why.strip()))
    store.record(settings, by=by, kind="ersatt", why=why.strip())
    return row.code


def _next_reserve(store: Store, case: Case) -> str:
    used = [one.code for one in queries.cases(store, replaced=True)]
    for draw in draws(store):
        known = {case_key(code) for stratum in draw.strata for code in (*stratum.drawn, *stratum.reserve)}
        if case_key(case.code) in known:
            reserve = sampling.next_reserve(draw, case.code, used)
            if reserve is None:
                raise Problem(
                    f"Reservlistan för ärende {case.code} är slut. Utöka urvalet med samma frö och fler reserver."
                )
            return reserve
    raise Problem(
        f"Ärende {case.code} kommer inte från ett urval och har ingen reservlista. Lägg till ett annat "
        f"ärende i stället."
    )


def draws(store: Store) -> list[Draw]:
    """The draws that stand, oldest first."""
    return [sampling.from_json(content) for _, content in queries.draws(store)]


@dataclass(frozen=True)
class Order:
    """What a person asks of a draw; see `sampling.draw`."""

    per_unit: int
    seed: int
    balance_gender: bool = True
    complete: tuple[tuple[str, str], ...] = ()
    kind: SampleKind = "slump"
    reserves: int = 0
    codes: tuple[str, ...] = ()


def plan_sample(store: Store, order: Order) -> Draw:
    """What `order` would draw, with nothing recorded. Problem as in `sampling.draw`."""
    rest = {name: value for name, value in asdict(order).items() if name not in ("per_unit", "seed")}
    return sampling.draw(frame_rows(store), order.per_unit, order.seed, **rest)


def draw_order(store: Store, order: Order, *, by: str) -> Drawn:
    """Draw what was planned; see `draw_sample`."""
    rest = {name: value for name, value in asdict(order).items() if name not in ("per_unit", "seed")}
    return draw_sample(store, order.per_unit, order.seed, by=by, **rest)


def drawn_when(store: Store) -> tuple[str, str]:
    """When the sample that stands was drawn (ISO, UTC) and by whom; empty texts when none is."""
    return queries.latest_of_kind(store, "urval")


def selection(store: Store) -> Selection:
    """Where the cases come from, as the report and the protocol tell it."""
    everyone = queries.cases(store, replaced=True)
    replaced = tuple(case for case in everyone if case.replaced_why)
    return Selection(
        frame_facts(store), tuple(draws(store)), replaced, tuple(case for case in everyone if case.replaces)
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
    return [case.code for case in queries.cases(store) if case.origin not in ("", ADDED)]
