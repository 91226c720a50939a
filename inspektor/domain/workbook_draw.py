"""The draw as data: its strata with their quotas and weights, and every case that was drawn or stood in reserve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspektor.domain.data_sheets import DataSheet, Value, Variable
from inspektor.domain.report_method import Selection, by_hash, stratum_name
from inspektor.domain.results import Material
from inspektor.domain.review import ADDED, Case
from inspektor.domain.sampling import Draw, Stratum
from inspektor.domain.values import case_key

DRAWN, RESERVE = "dragen", "reserv"
REVIEWED, REPLACED, UNUSED = "granskas", "ersatt", "inte använd"
_STRATA = "Urvalets grupper: hur många ärenden som finns i urvalsramen, skulle dras, drogs och granskas, och vikten."
_CASES = "Varje draget ärende och varje reserv i dragningens ordning, och vad som blev av det; sist tillagda ärenden."
_STRATUM = (
    Variable("Grupp"),
    Variable("Benämning", free=True),
    Variable("Slag"),
    Variable("Enhet", free=True),
    Variable("Kön"),
    Variable("Villkor", free=True),
    Variable("I urvalsramen", "whole"),
    Variable("Kvot", "whole"),
    Variable("Dragna", "whole"),
    Variable("Reserver", "whole"),
    Variable("Ersatta", "whole"),
    Variable("Granskas", "whole"),
    Variable("Vikt", "decimal"),
    Variable("Frö", "whole"),
    Variable("Metod"),
    Variable("Urvalsramens kontrollsumma"),
)
_CASE = (
    Variable("Kod"),
    Variable("Grupp"),
    Variable("Roll"),
    Variable("Ordning", "whole"),
    Variable("Läge"),
    Variable("Ersätter"),
    Variable("Ersatt av"),
    Variable("Skäl", free=True),
)


def strata_of(selection: Selection) -> dict[str, str]:
    """The group of each case that was drawn or stood in reserve, by the case's key."""
    groups: dict[str, str] = {}
    for group, _, stratum in _numbered(selection):
        groups |= dict.fromkeys(map(case_key, (*stratum.drawn, *stratum.reserve)), group)
    return groups


def _numbered(selection: Selection) -> Iterator[tuple[str, Draw, Stratum]]:
    """Every stratum with its group: `1.2` is the second of the first draw."""
    for number, draw in enumerate(selection.draws, 1):
        for place, stratum in enumerate(draw.strata, 1):
            yield f"{number}.{place}", draw, stratum


def draw_sheets(material: Material, selection: Selection) -> tuple[DataSheet, DataSheet]:
    """The strata, and the cases of the draws with those added by hand."""
    strata = tuple(_stratum(material, selection, *one) for one in _numbered(selection))
    return (
        DataSheet("Urval", _STRATA, _STRATUM, strata),
        DataSheet("Urvalets ärenden", _CASES, _CASE, tuple(_cases(material, selection))),
    )


def _stratum(material: Material, selection: Selection, group: str, draw: Draw, stratum: Stratum) -> tuple[Value, ...]:
    codes = {case_key(code) for code in (*stratum.drawn, *stratum.reserve)}
    reviewed = [case.code for case in material.cases if case_key(case.code) in codes and case.origin != ADDED]
    sample = material.sample
    part = sample.parts[sample.place[reviewed[0]]] if sample and reviewed and reviewed[0] in sample.place else None
    return (
        group,
        stratum_name(stratum),
        stratum.kind,
        stratum.unit,
        stratum.gender or None,
        stratum.criterion or None,
        stratum.frame,
        stratum.wanted,
        len(stratum.drawn),
        len(stratum.reserve),
        sum(case_key(case.code) in codes for case in selection.replaced),
        len(reviewed),
        part.size / len(part.codes) if part else None,
        draw.seed if by_hash(draw) else None,
        draw.algorithm if by_hash(draw) else None,
        draw.frame_sha256,
    )


def _cases(material: Material, selection: Selection) -> Iterator[tuple[Value, ...]]:
    """The cases of each stratum in its order, then those that no draw brought."""
    known = {case_key(case.code): case for case in (*selection.replaced, *material.cases)}
    after = {case_key(case.replaces): case.code for case in selection.replacements if case.replaces}
    for group, _, stratum in _numbered(selection):
        for role, codes in ((DRAWN, stratum.drawn), (RESERVE, stratum.reserve)):
            for place, code in enumerate(codes, 1):
                yield code, group, role, place, *_outcome(known.get(case_key(code)), code, after)
    for case in material.cases:
        if case.origin == ADDED:
            yield case.code, None, ADDED, None, *_outcome(case, case.code, after)


def _outcome(case: Case | None, code: str, after: Mapping[str, str]) -> tuple[Value, ...]:
    """What became of a case: where it is, whose place it took, who took its place, and why."""
    if case is None:
        return UNUSED, None, None, None
    state = REPLACED if case.replaced_why else REVIEWED
    return state, case.replaces or None, after.get(case_key(code)), case.replaced_why or None
