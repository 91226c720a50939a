"""Made-up cases, checklists and material, and what a reader can check of a figure. Rules alone: no files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from hypothesis import strategies as st

from inspektor.domain.checklist import Checklist, parse_checklist
from inspektor.domain.document import Block, Bullets, Cell, Figure, Inline, Inlines, Paragraph, Quotation, Table, Trace
from inspektor.domain.fields import DECISIONS, GENDERS, LAWS
from inspektor.domain.results import Material, Value
from inspektor.domain.review import Case

LAWFUL = """
id = "prov"
version = "1"
title = "Prov"

[[section]]
title = "Grunder"
quality_area = "trygghet_och_sakerhet"

[[section.question]]
id = "grind"
label = "Finns en grind?"
type = "ja_nej"
hint = "Läs i ansökan."
allow = ["ej_aktuellt", "vet_ej"]
not_applicable = "x: tomten saknar staket"
shortcoming = "nej"
sentence = "En grind fanns i {ja} av {bas} granskade ärenden ({procent})."

[[section.question]]
id = "gangjarn"
label = "Är gångjärnen hela?"
type = "ja_nej"
relevant = "${grind} = 'ja'"
allow = ["vet_ej"]
shortcoming = "nej"

[[section.question]]
id = "olja"
label = "Är gångjärnen oljade?"
type = "ja_nej"
relevant = "${gangjarn} = 'ja'"
allow = ["vet_ej"]
base = "asked"
shortcoming = "vet_ej"

[[section.question]]
id = "nyckel"
label = "Finns en nyckel?"
type = "ja_nej"
relevant = "${kon} = 'kvinna'"
base = "all"
shortcoming = "nej"

[[section]]
title = "Slag och mått"
quality_area = "effektivitet"

[[section.question]]
id = "slag"
label = "Vilket slag?"
type = "select_one"
allow = ["vet_ej"]
shortcoming = "rost"
choices = [{ name = "tra", label = "Trä" }, { name = "jarn", label = "Järn" }, { name = "rost", label = "Rostigt" }]

[[section.question]]
id = "delar"
label = "Vilka delar?"
type = "select_multiple"
relevant = "${slag} != 'rost'"
allow = ["ej_aktuellt"]
base = "asked"
choices = [{ name = "las", label = "Lås" }, { name = "hake", label = "Hake" }, { name = "band", label = "Band" }]

[[section.question]]
id = "bredd"
label = "Hur bred?"
type = "integer"
allow = ["vet_ej"]

[[section.question]]
id = "dag"
label = "Vilken dag?"
type = "date"
base = "all"

[[section.question]]
id = "anteckning"
label = "Vad iakttogs?"
type = "text"
required = false
base = "asked"
"""

_SINGLE: Mapping[str, Sequence[Value | None]] = {
    "grind": ("ja", "ja", "nej", "ej_aktuellt", "vet_ej", None),
    "gangjarn": ("ja", "nej", "vet_ej", None),
    "olja": ("ja", "nej", "vet_ej", None),
    "nyckel": ("ja", "nej", None),
    "slag": ("tra", "jarn", "rost", "vet_ej", None),
    "bredd": (0, 7, -3, "vet_ej", None),
    "dag": ("2019-02-28", None),
    "anteckning": ("Grinden gnisslar.", None, ""),
}
_PARTS: Sequence[Value | None] = (None, "ej_aktuellt", "las", "hake band", "las hake band", "band")
UNITS = ("Östermalm", "Ängby", "Åkeslund", "Bromma", "")


@lru_cache
def checklist(source: str = LAWFUL) -> Checklist:
    """The checklist in a TOML text."""
    return parse_checklist(source, "prov.toml")


def asking(name: str, label: str, kind: str = "ja_nej", more: str = "", **choices: str) -> str:
    """A question in TOML: its choices by name, and what more there is to it."""
    listed = ", ".join(f'{{ name = "{key}", label = "{text}" }}' for key, text in choices.items())
    lines = ("[[section.question]]", f'id = "{name}"', f'label = "{label}"', f'type = "{kind}"', more)
    return "\n".join((*lines, f"choices = [{listed}]" if choices else "", ""))


def one_section(*questions: str, title: str = "Prov", area: str = "") -> Checklist:
    """A checklist of one section with these questions."""
    section = f'[[section]]\ntitle = "{title}"\n' + (f'quality_area = "{area}"\n' if area else "")
    return checklist(f'id = "prov"\nversion = "1"\ntitle = "{title}"\n{section}{"".join(questions)}')


def yes_no(*ids: str, title: str = "Prov", more: str = "", area: str = "") -> Checklist:
    """A checklist of yes/no questions with these ids, all in one section; `more` is added to each question."""
    return one_section(*(asking(name, f"Fråga {name}?", more=more) for name in ids), title=title, area=area)


def case(code: str, unit: str = "Farsta", gender: str = "kvinna", **more: str | int | bool | None) -> Case:
    """A case whose id is its code."""
    return replace(Case(code, code, unit, gender), **more)  # type: ignore[arg-type]  # the fields of Case, by name


def cases(size: int, unit: str = "Farsta", **more: str | int | bool | None) -> tuple[Case, ...]:
    """`size` cases of one unit, women and men by turns."""
    return tuple(case(f"{unit[:3].upper()}-{place:02}", unit, GENDERS[place % 2], **more) for place in range(size))


def material(
    of: Iterable[Case],
    lists: Checklist | Sequence[Checklist],
    answers: Mapping[str, Sequence[Value | None]] | None = None,
    unsettled: Mapping[str, Iterable[int]] | None = None,
) -> Material:
    """Material with answers in the order of the cases; a short answer list is filled with no answer."""
    found = tuple(of)
    filled = {key: [*given, *[None] * (len(found) - len(given))] for key, given in (answers or {}).items()}
    places = {key: frozenset(chosen) for key, chosen in (unsettled or {}).items()}
    return Material(found, (lists,) if isinstance(lists, Checklist) else tuple(lists), filled, places)


_FIELDS: Mapping[str, Sequence[str | int | None]] = {
    "unit": UNITS,
    "gender": ("", *GENDERS),
    "birth_year": (None, 1930, 1980, 2001, 2015),
    "decision_date": ("", "2019-05-06", "2025-07-01"),
    "law": ("", *LAWS),
    "decision": ("", *DECISIONS),
    "first_decision": ("", "ja", "nej"),
    "children": ("", "ja", "nej"),
    "area": ("", "IFO", "OF"),
}
_ANSWERS = {**_SINGLE, "delar": _PARTS}
_DISAGREE: Sequence[Value | None] = ("", "", "", "", "", "", "oenig")
_COLUMNS = (*_FIELDS.values(), *_ANSWERS.values(), *[_DISAGREE] * len(_ANSWERS))


@st.composite
def materials(pick: st.DrawFn, most: int = 16) -> Material:
    """Any material for the checklist `LAWFUL`: every case field may be unknown, answers may be left over or missing.

    What each case holds is read off a row of drawn bytes: that is many times faster than drawing each value.
    """
    size = pick(st.integers(0, most))
    wide = len(_COLUMNS)
    drawn = pick(st.binary(min_size=size * wide, max_size=size * wide))
    rows = [
        [values[byte % len(values)] for byte, values in zip(drawn[place * wide :], _COLUMNS, strict=False)]
        for place in range(size)
    ]
    found = [_any_case(f"P-{place:02}", row) for place, row in enumerate(rows)]
    missing = pick(st.sets(st.sampled_from(sorted(_ANSWERS)), max_size=3))
    answers = {
        name: [row[place] for row in rows] for place, name in enumerate(_ANSWERS, len(_FIELDS)) if name not in missing
    }
    unsettled = {
        name: [number for number, row in enumerate(rows) if row[place]]
        for place, name in enumerate(_ANSWERS, len(_FIELDS) + len(_ANSWERS))
    }
    whole = pick(st.sets(st.integers(0, max(size - 1, 0)), max_size=min(size, 2)))
    return replace(material(found, checklist(), answers, unsettled), unsettled_cases=frozenset(whole))


def _any_case(code: str, row: Sequence[Value | None]) -> Case:
    return replace(case(code), **dict(zip(_FIELDS, row, strict=False)))  # type: ignore[arg-type]  # by the names of Case


def half_up(part: int, whole: int) -> int | None:
    """A whole per cent, half rounded up, by the standard library's decimals."""
    if not whole:
        return None
    return int((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP))


_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_NUMBERS = {**{word: value for value, word in enumerate(_WORDS)}, "en": 1, "inget": 0, "ingen": 0}
_NUMBER = r"\d+|" + "|".join(_NUMBERS)
_SHARE = re.compile(rf"(?P<part>{_NUMBER}) av (?P<whole>{_NUMBER})")
MIXED = re.compile(rf"\b(?:{'|'.join(_NUMBERS.keys() - {'inget', 'ingen'})}) av \d|\b\d+ av (?:{'|'.join(_NUMBERS)})\b")


def value_of(word: str) -> int:
    """The number that a word or digits stand for."""
    return int(word) if word.isdigit() else _NUMBERS[word]


def assert_true_of_trace(text: str, trace: Trace) -> None:
    """What a figure says (`32 av 40`, `80 procent`, `sju ärenden`, `8 av 38 (21 %)`, `drygt hälften`) is what its cases
    are.
    """
    size = len(trace.cases)
    assert len(set(trace.cases)) == size
    if rough := _ROUGH.fullmatch(text):
        assert_true_roughly(rough["hedge"], rough["share"], Fraction(size, trace.base))
        return
    percent = re.search(r"(\d+) (?:%|procent)", text)
    if percent:
        assert int(percent[1]) == half_up(size, trace.base)
    if share := _SHARE.match(text):
        assert (value_of(share["part"]), value_of(share["whole"])) == (size, trace.base)
    elif every := re.match(r"samtliga (\S+)", text):
        assert size == trace.base
        assert every[1] == "ärenden" or value_of(every[1]) == size
    elif not re.fullmatch(r"\d+ (?:%|procent)", text):
        first = text.split(maxsplit=1)[0]
        assert value_of(first) == size, text


_SHARES = {
    "en femtedel": (1, 5),
    "en fjärdedel": (1, 4),
    "en tredjedel": (1, 3),
    "hälften": (1, 2),
    "två tredjedelar": (2, 3),
    "tre fjärdedelar": (3, 4),
    "fyra femtedelar": (4, 5),
}
_ROUGH = re.compile(rf"(?:(?P<hedge>drygt|knappt) )?(?P<share>{'|'.join(_SHARES)})")


def assert_true_roughly(hedge: str | None, words: str, share: Fraction) -> None:
    """`Drygt` is more and at most four points more, `knappt` less, and the bare word exactly so."""
    over = share - Fraction(*_SHARES[words])
    assert abs(over) <= Fraction(4, 100)
    assert hedge == ("drygt" if over > 0 else "knappt" if over < 0 else None)


def inlines_of(blocks: Iterable[Block]) -> Iterator[Inlines]:
    """All running text of a report."""
    for block in blocks:
        if isinstance(block, Paragraph | Quotation):
            yield block.inlines
        elif isinstance(block, Bullets):
            yield from block.items


def figures_of(inlines: Iterable[Inline]) -> list[Figure]:
    """The figures in a stretch of running text."""
    return [part for part in inlines if isinstance(part, Figure)]


def tables_of(blocks: Iterable[Block]) -> list[Table]:
    """The tables of a report."""
    return [block for block in blocks if isinstance(block, Table)]


def traced_cells(table: Table) -> list[tuple[Cell, Trace]]:
    """The cells of a table that hold a figure."""
    return [(cell, cell.trace) for row in table.rows for cell in row if cell.trace is not None]


def texts(table: Table) -> list[list[str]]:
    """A table as plain text, its header first."""
    return [list(table.header), *([cell.text for cell in row] for row in table.rows)]
