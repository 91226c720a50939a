"""The draw (urval): which cases of a frame are reviewed, so that anyone can repeat it on any machine in ten years.

How `inspektor-urval-1` orders cases, precisely:

1. A case's key is its code in Unicode NFC, without format characters (category Cf), each run of white space made one
   space, none at the ends, case folded. For a code of ASCII letters and digits: the code in lower case.
2. Its order key is SHA-256, in lower-case hex, of the UTF-8 text of three lines with a line feed between them and none
   at the end: `inspektor-urval-1`, the seed as a decimal whole number, the case's key. In a shell:
   `printf 'inspektor-urval-1\\n2021\\nfar-01' | sha256sum`.
3. Within each stratum the cases are sorted by their order keys as texts. The first are drawn, the next are the reserve.

A stratum is a unit, or a unit's women or men in a balanced draw. An odd number in a balanced draw gives the odd one to
the gender whose first case by order key comes first; to the other gender when that one has no more cases. What an
order key depends on is the seed and the code alone: drawing more keeps what was drawn. A stratum with a quota of its
own is drawn to that number instead, and what the others are drawn to is not touched by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from inspektor.domain.errors import Problem
from inspektor.domain.fields import BY_KEY, GENDERS, CaseField
from inspektor.domain.frame import FrameRow, frame_hash
from inspektor.domain.swedish import listing, number, plural, sort_key
from inspektor.domain.values import case_key, parse_field, unit_key

ALGORITHM = "inspektor-urval-1"
KINDS = ("slump", "avsiktligt", "total")
BALANCED = GENDERS[:2]  # the genders of a balanced draw, in the order of tables

SampleKind = Literal["slump", "avsiktligt", "total"]


@dataclass(frozen=True)
class Stratum:
    """A part of the frame that is drawn for itself: `frame` cases in all; `drawn` and `reserve` in the draw's order.

    `gender` is empty where both are in it. `criterion` is what a complete stratum is all of (`beslut=avslag`).
    """

    unit: str
    gender: str
    kind: SampleKind
    frame: int
    wanted: int
    drawn: tuple[str, ...]
    reserve: tuple[str, ...] = ()
    criterion: str = ""


@dataclass(frozen=True)
class Quota:
    """How many cases a stratum is to give, where that is not what the common number gives it.

    `gender` as a stratum's: empty unless the draw is balanced.
    """

    unit: str
    gender: str
    wanted: int


@dataclass(frozen=True)
class NotPlaced:
    """Cases of a gender that has no half in a balanced draw: they could not be drawn."""

    unit: str
    gender: str
    count: int


@dataclass(frozen=True)
class Draw:
    """A sample and everything that it takes to repeat it: with the frame of this hash, the same cases come out."""

    seed: int
    algorithm: str
    frame_sha256: str
    kind: SampleKind
    per_unit: int | None
    balance_gender: bool
    complete: tuple[tuple[str, str], ...]
    reserves: int
    strata: tuple[Stratum, ...]
    shortfalls: tuple[str, ...]  # Swedish sentences: strata that were too small
    not_placed: tuple[NotPlaced, ...]
    quotas: tuple[Quota, ...] = ()  # only those that differ from what `per_unit` gives

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes drawn, stratum by stratum."""
        return tuple(code for stratum in self.strata for code in stratum.drawn)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person must be told, in Swedish sentences: the shortfalls, and the cases that could not be placed."""
        return self.shortfalls + tuple(_not_placed_sentence(entry, "kunde") for entry in self.not_placed)

    @property
    def foretold(self) -> tuple[str, ...]:
        """The notices as they are told of a draw that is planned and not made."""
        short = [_shortfall(stratum, "ska", "tas") for stratum in self.strata if _is_short(stratum)]
        placed = (_not_placed_sentence(entry, "kan") for entry in self.not_placed)
        return (*short, *self.shortfalls[len(short) :], *placed)  # the rest: conditions that nothing meets


def order_key(seed: int, code: str) -> str:
    """The place of a case in the draw: 64 hex digits to sort by (the module's text says of what)."""
    return hashlib.sha256(f"{ALGORITHM}\n{seed}\n{case_key(code)}".encode()).hexdigest()


def draw(
    rows: Sequence[FrameRow],
    per_unit: int | None,
    seed: int,
    *,
    balance_gender: bool = False,
    complete: Sequence[tuple[str, str]] = (),
    kind: SampleKind = "slump",
    reserves: int = 0,
    codes: Sequence[str] = (),
    quotas: Sequence[Quota] = (),
) -> Draw:
    """Draws a sample; the order of `rows` plays no part.

    `slump`: `per_unit` cases of each unit, half women and half men with `balance_gender`, or what `quotas` says of a
    stratum; every case that matches a pair of `complete` (field key, value as a person writes it) is taken besides, as
    a stratum of its own. `total`: every case; `per_unit` plays no part. `avsiktligt`: the cases of `codes`, which
    people chose; without codes it is drawn as `slump` and marked as what it is, a sample from a frame that people
    chose. Problem when the order makes no sense.
    """
    _check(rows, kind, per_unit, reserves, codes, narrowed=balance_gender or bool(complete) or bool(quotas))
    criteria = tuple(_criterion(key, value, rows) for key, value in complete)
    ordered = sorted(rows, key=lambda row: order_key(seed, row.code))
    strata, rest = _complete(ordered, criteria)
    own: dict[tuple[str, str], int] = {}
    if kind == "total":
        strata = [_whole(unit, cases, "") for unit, cases in _by_unit(ordered).items()]
    elif codes:
        strata = _chosen(ordered, codes)
    else:
        groups = _groups(_by_unit(ordered), rest, balance_gender)
        common = _common_quotas(groups, per_unit or 0, seed)
        own = {key: wanted for key, wanted in _own_quotas(quotas, common).items() if wanted != common[key]}
        for key, cases in groups.items():
            held = 0 if own.get(key) == 0 else reserves  # a group that is left out needs no reserve
            strata.append(_first(*key, kind, cases, own.get(key, common[key]), held))
    strata.sort(key=lambda stratum: (sort_key(stratum.unit), stratum.criterion != "", stratum.criterion))
    missed = [
        f"Inget ärende i urvalsramen har {BY_KEY[key].label.lower()} {value}."
        for key, value in criteria
        if not _matching(rows, key, value)
    ]
    return Draw(
        seed=seed,
        algorithm=ALGORITHM,
        frame_sha256=frame_hash(rows),
        kind=kind,
        per_unit=None if kind == "total" or codes else per_unit,
        balance_gender=balance_gender,
        complete=criteria,
        reserves=reserves,
        strata=tuple(strata),
        shortfalls=(*[_shortfall(stratum, "skulle", "togs") for stratum in strata if _is_short(stratum)], *missed),
        not_placed=_not_placed(rest) if balance_gender else (),
        quotas=tuple(Quota(*key, own[key]) for key in sorted(own, key=lambda key: (sort_key(key[0]), key[1]))),
    )


def next_reserve(sample: Draw, code: str, used: Iterable[str]) -> str | None:
    """The case that replaces `code`: the first of its stratum's reserve that is not in `used`; None when there is none.

    `code` may itself have come from the reserve. Raises Problem when it is in no stratum of the draw.
    """
    key = case_key(code)
    taken = {case_key(other) for other in used} | {key}
    for stratum in sample.strata:
        if key in map(case_key, stratum.drawn + stratum.reserve):
            return next((reserve for reserve in stratum.reserve if case_key(reserve) not in taken), None)
    raise Problem("Ärendet hör inte till urvalet och har ingen reserv. Kontrollera koden.")


def to_json(sample: Draw) -> str:
    """The draw as one text, always the same for the same draw."""
    told = asdict(sample)
    if not sample.quotas:
        del told["quotas"]  # one text for one draw, whether or not it was stored before there were own quotas
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Draw:
    """The draw that `to_json` wrote."""
    stored = json.loads(text)
    strata = [
        {**entry, "drawn": tuple(entry["drawn"]), "reserve": tuple(entry["reserve"])} for entry in stored["strata"]
    ]
    stored["strata"] = tuple(Stratum(**entry) for entry in strata)
    stored["complete"] = tuple((key, value) for key, value in stored["complete"])
    stored["shortfalls"] = tuple(stored["shortfalls"])
    stored["not_placed"] = tuple(NotPlaced(**entry) for entry in stored["not_placed"])
    stored["quotas"] = tuple(Quota(**entry) for entry in stored.get("quotas", ()))
    return Draw(**stored)


def _check(
    rows: Sequence[FrameRow], kind: str, per_unit: int | None, reserves: int, codes: Sequence[str], *, narrowed: bool
) -> None:
    """Raises Problem where what is asked for contradicts itself or the frame."""
    if kind not in KINDS:
        raise Problem(f"Urvalets typ ska vara {listing(KINDS, 'eller')}.")
    if not rows:
        raise Problem("Urvalsramen är tom. Läs in en lista med ärenden först.")
    if len({case_key(row.code) for row in rows}) < len(rows):
        raise Problem("Urvalsramen har samma kod på flera ärenden. Läs in listan på nytt.")
    if reserves < 0:
        raise Problem("Antalet reserver kan inte vara mindre än noll.")
    if codes and kind != "avsiktligt":
        raise Problem("Valda ärenden hör till ett avsiktligt urval. Ange typen avsiktligt, eller utelämna ärendena.")
    if (kind == "total" or codes) and (narrowed or reserves):
        raise Problem(
            "Det här urvalet är redan bestämt ärende för ärende. Utelämna balansering, kvoter, villkor och reserver."
        )
    if kind != "total" and not codes and (per_unit is None or per_unit < 1):
        raise Problem("Ange hur många ärenden som ska dras i varje enhet, minst ett.")


def _by_unit(rows: Iterable[FrameRow]) -> dict[str, list[FrameRow]]:
    units: dict[str, list[FrameRow]] = {}
    for row in rows:
        units.setdefault(row.unit, []).append(row)
    return units


def _groups(
    units: Iterable[str], rows: Iterable[FrameRow], balance_gender: bool
) -> dict[tuple[str, str], list[FrameRow]]:
    """The cases of each stratum by its unit and gender; the gender is empty in a draw that is not balanced."""
    groups: dict[tuple[str, str], list[FrameRow]] = {
        (unit, gender): [] for unit in units for gender in (BALANCED if balance_gender else ("",))
    }
    for row in rows:
        key = row.unit, row.gender if balance_gender else ""
        if key in groups:
            groups[key].append(row)
    return groups


def _common_quotas(
    groups: Mapping[tuple[str, str], Sequence[FrameRow]], per_unit: int, seed: int
) -> dict[tuple[str, str], int]:
    """What the common number gives each stratum: the same of a unit's all, the odd one as the module's text says."""
    quotas: dict[tuple[str, str], int] = {}
    for unit in dict.fromkeys(unit for unit, _ in groups):
        keys = [key for key in groups if key[0] == unit]
        share, odd = divmod(per_unit, len(keys))
        quotas |= dict.fromkeys(keys, share)
        if odd:
            spare = {order_key(seed, groups[key][0].code): key for key in keys if len(groups[key]) > share}
            quotas[spare[min(spare)] if spare else keys[0]] += 1
    return quotas


def _own_quotas(quotas: Iterable[Quota], known: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The own quotas by the strata's keys, which are `known`. Problem for one that fits none, or cannot be."""
    units = {unit_key(unit): unit for unit, _ in known}
    own: dict[tuple[str, str], int] = {}
    for quota in quotas:
        unit = units.get(unit_key(quota.unit))
        if unit is None:
            raise Problem(
                "En egen kvot gäller en enhet som inte finns i urvalsramen. "
                f"Enheterna är {listing(sorted(units.values(), key=sort_key))}."
            )
        key = unit, quota.gender
        if key not in known:
            raise Problem(_GENDER_UNBALANCED if quota.gender else _UNIT_BALANCED)
        if key in own:
            raise Problem("En grupp har fått två egna kvoter. Ange en kvot för varje grupp.")
        if quota.wanted < 0:
            raise Problem("En kvot kan inte vara mindre än noll. Noll betyder att inget ärende dras i gruppen.")
        own[key] = quota.wanted
    return own


_GENDER_UNBALANCED = (
    "Egna kvoter för kvinnor och män hör till ett balanserat urval. Välj hälften kvinnor och hälften män, eller ange "
    "kvoten för hela enheten."
)
_UNIT_BALANCED = (
    "Urvalet är balanserat mellan kvinnor och män. Ange den egna kvoten för kvinnor eller för män i enheten."
)


def _first(
    unit: str, gender: str, kind: SampleKind, ordered: Sequence[FrameRow], wanted: int, reserves: int
) -> Stratum:
    """The first `wanted` of a stratum in the order of the draw, and the `reserves` that come next."""
    codes = tuple(row.code for row in ordered)
    return Stratum(unit, gender, kind, len(codes), wanted, codes[:wanted], codes[wanted : wanted + reserves])


def _whole(unit: str, ordered: Sequence[FrameRow], criterion: str) -> Stratum:
    codes = tuple(row.code for row in ordered)
    return Stratum(unit, "", "total", len(codes), len(codes), codes, criterion=criterion)


def _chosen(ordered: Sequence[FrameRow], codes: Sequence[str]) -> list[Stratum]:
    """The cases that people chose, in the order they gave, unit by unit."""
    by_key = {case_key(row.code): row for row in ordered}
    keys = list(dict.fromkeys(map(case_key, codes)))
    unknown = [str(place) for place, key in enumerate(keys, start=1) if key not in by_key]
    if unknown:
        raise Problem(f"Av de valda ärendena finns nummer {listing(unknown)} inte i urvalsramen. Kontrollera koderna.")
    sizes = {unit: len(cases) for unit, cases in _by_unit(ordered).items()}
    strata = []
    for unit, cases in _by_unit(by_key[key] for key in keys).items():
        drawn = tuple(case.code for case in cases)
        strata.append(Stratum(unit, "", "avsiktligt", sizes[unit], len(drawn), drawn))
    return strata


def _criterion(key: str, value: str, rows: Iterable[FrameRow]) -> tuple[str, str]:
    """A pair of `complete` with the value as the frame has it."""
    allowed = {key: field for key, field in BY_KEY.items() if field.name != "code"}
    if key not in allowed or not value.strip():
        raise Problem(f"Ange ett fält och ett värde, som beslut=avslag. Fälten är {listing(allowed)}.")
    field = allowed[key]
    wanted = str(parse_field(field, value))
    spellings = {_value(row, field) for row in rows}
    return key, next((spelling for spelling in sorted(spellings) if _same(field, spelling, wanted)), wanted)


def _value(row: FrameRow, field: CaseField) -> str:
    value = getattr(row, field.name)
    return "" if value is None else str(value)


def _same(field: CaseField, one: str, other: str) -> bool:
    return unit_key(one) == unit_key(other) if field.name == "unit" else one.casefold() == other.casefold()


def _complete(ordered: Sequence[FrameRow], criteria: Iterable[tuple[str, str]]) -> tuple[list[Stratum], list[FrameRow]]:
    """The complete strata, unit by unit, and the rows that belong to none. A case belongs to the first that fits."""
    strata: list[Stratum] = []
    rest = list(ordered)
    for key, wanted in criteria:
        matching = _matching(rest, key, wanted)
        taken = {row.code for row in matching}
        rest = [row for row in rest if row.code not in taken]
        strata += [_whole(unit, cases, f"{key}={wanted}") for unit, cases in _by_unit(matching).items()]
    return strata, rest


def _matching(rows: Iterable[FrameRow], key: str, wanted: str) -> list[FrameRow]:
    field = BY_KEY[key]
    return [row for row in rows if _same(field, _value(row, field), wanted)]


# what a stratum's cases are called, by its gender: one, and several
NOUNS = {"": ("ärende", "ärenden"), "kvinna": ("kvinna", "kvinnor"), "man": ("man", "män")}


def _is_short(stratum: Stratum) -> bool:
    return len(stratum.drawn) < stratum.wanted


def _shortfall(stratum: Stratum, were: str, taken: str) -> str:
    """The sentence about a stratum that was too small (`skulle` dras, `togs` med) or is going to be (`ska`, `tas`)."""
    wanted = f"{number(stratum.wanted, common=bool(stratum.gender))} {plural(stratum.wanted, *NOUNS[stratum.gender])}"
    none = "ingen" if stratum.gender else "inget"
    if not stratum.drawn:
        return f"{stratum.unit}: {wanted} {were} dras, men det finns {none}."
    found = number(len(stratum.drawn), common=bool(stratum.gender))
    return f"{stratum.unit}: {wanted} {were} dras, men det finns bara {found}. Alla {taken} med."


def _not_placed(rest: Iterable[FrameRow]) -> tuple[NotPlaced, ...]:
    """The cases outside the complete strata that a balanced draw has no half for."""
    counts = {
        (unit, gender): sum(row.gender == gender for row in cases)
        for unit, cases in _by_unit(rest).items()
        for gender in GENDERS
        if gender not in BALANCED
    }
    placed = sorted(counts.items(), key=lambda item: (sort_key(item[0][0]), item[0][1]))
    return tuple(NotPlaced(unit, gender, count) for (unit, gender), count in placed if count)


def _not_placed_sentence(entry: NotPlaced, could: str) -> str:
    noun = plural(entry.count, *NOUNS[""])
    return (
        f"{entry.unit}: {number(entry.count)} {noun} (kön: {entry.gender}) {could} inte dras, "
        "eftersom urvalet är balanserat mellan kvinnor och män."
    )
