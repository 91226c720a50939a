"""What a dialog version tells of other units than its own: what they are together, and no name or case of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspektor.domain import fields, swedish
from inspektor.domain.document import Report
from inspektor.domain.figure_topics import named
from inspektor.domain.naming import naming
from inspektor.domain.report_method import Selection
from inspektor.domain.results import OTHERS, Material, regrouped
from inspektor.domain.review import Case
from inspektor.domain.sampling import Draw, NotPlaced, Quota, Stratum

_UNIT = "enhet"


def units(labels: Iterable[str]) -> list[str]:
    """The units that a dialog version can be for, in order, of those that the cases have."""
    return [unit for unit in labels if unit not in (OTHERS, fields.UNKNOWN)]


def pooled(material: Material, unit: str) -> Material:
    """The material with all units but one taken together; cases of no known unit stay for themselves."""
    kept = (unit, fields.UNKNOWN)
    return regrouped(material, _UNIT, {other: OTHERS for other in material.labels(_UNIT) if other not in kept})


def narrowed(selection: Selection, unit: str) -> Selection:
    """How one unit's cases were chosen, with the other strata of each draw taken together."""
    frame = selection.frame
    if frame is not None:
        frame = replace(frame, joined=tuple(one for one in frame.joined if one[0] == unit))
    own = [tuple(case for case in of if case.unit == unit) for of in (selection.replaced, selection.replacements)]
    return Selection(frame, tuple(_draw(draw, unit) for draw in selection.draws), *own)


def _draw(draw: Draw, unit: str) -> Draw:
    own = [stratum for stratum in draw.strata if stratum.unit == unit]
    rest = [stratum for stratum in draw.strata if stratum.unit != unit]
    criteria = dict.fromkeys(_condition(stratum.criterion, unit) for stratum in rest)
    together = [_together([one for one in rest if _condition(one.criterion, unit) == key], key) for key in criteria]
    quotas = tuple(quota for quota in draw.quotas if quota.unit == unit)
    others = (Quota(OTHERS, "", 0),) if len(quotas) < len(draw.quotas) else ()
    complete = dict.fromkeys((key, _value(key, value, unit)) for key, value in draw.complete)
    return replace(
        draw,
        strata=(*(replace(one, criterion=_condition(one.criterion, unit)) for one in own), *together),
        quotas=(*quotas, *others),
        complete=tuple(complete),
        shortfalls=tuple(_shortfalls(draw, unit)),
        not_placed=tuple(_not_placed(draw.not_placed, unit)),
    )


def _together(strata: list[Stratum], criterion: str) -> Stratum:
    drawn = tuple(code for stratum in strata for code in stratum.drawn)
    reserve = tuple(code for stratum in strata for code in stratum.reserve)
    frame, wanted = (sum(getattr(one, name) for one in strata) for name in ("frame", "wanted"))
    return Stratum(OTHERS, "", strata[0].kind, frame, wanted, drawn, reserve, criterion)


def _condition(criterion: str, unit: str) -> str:
    key, parted, value = criterion.partition("=")
    return f"{key}{parted}{_value(key, value, unit)}"


def _value(key: str, value: str, unit: str) -> str:
    return OTHERS if key == _UNIT and value != unit else value


def _shortfalls(draw: Draw, unit: str) -> Iterator[str]:
    """The unit's own; that there are others; and the conditions that nothing meets."""
    short = [stratum for stratum in draw.strata if len(stratum.drawn) < stratum.wanted]
    told = list(zip(short, draw.shortfalls, strict=False))
    yield from (sentence for stratum, sentence in told if stratum.unit == unit)
    if any(stratum.unit != unit for stratum in short):
        yield f"{OTHERS}: ärendena räckte inte till alla kvoter."
    hidden = [value for key, value in draw.complete if key == _UNIT and value != unit]
    yield from (one for one in draw.shortfalls[len(short) :] if not named(one, dict.fromkeys(hidden, ())))


def _not_placed(entries: Iterable[NotPlaced], unit: str) -> Iterator[NotPlaced]:
    others: dict[str, int] = {}
    for entry in entries:
        if entry.unit == unit:
            yield entry
        else:
            others[entry.gender] = others.get(entry.gender, 0) + entry.count
    yield from (NotPlaced(OTHERS, gender, number) for gender, number in others.items())


def naming_others(report: Report, cases: Iterable[Case], unit: str) -> list[str]:
    """Under which headings a report names another unit, or a case of one: in what people have written themselves."""
    others = [case for case in cases if case.unit not in ("", unit)]
    found = naming(report, {case.unit for case in others}, others, [unit])
    if not found:
        return []
    return [f"En annan enhet eller ett ärende där nämns i {swedish.listing(found)}. Läs igenom före dialogmötet."]
