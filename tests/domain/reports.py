"""Draft reports of made-up reviews, and where in one to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspektor.domain.document import Block, Cell, Figure, Heading, Paragraph, Report, Trace, plain
from inspektor.domain.law import LawTable
from inspektor.domain.questions import Checklist
from inspektor.domain.report import Basis, build
from inspektor.domain.report_method import Selection
from inspektor.domain.results import BASE, Column, Material, Value, count
from inspektor.domain.review import Review
from tests.domain.builders import case, checklist, figures_of, inlines_of, material, tables_of, traced_cells, yes_no

LAW = """
[[law]]
key = "sol_bistand"
citation = "4 kap. 1 § socialtjänstlagen (2001:453)"
verified = true
valid_to = 2025-06-30

[[law]]
key = "sol_bistand"
citation = "11 kap. 1 § socialtjänstlagen (2025:400)"
verified = true
valid_from = 2025-07-01

[[law]]
key = "sol_kvalitet"
citation = "3 kap. 3 § socialtjänstlagen (2001:453)"
verified = true
valid_to = 2025-06-30

[[law]]
key = "sol_kvalitet"
citation = "socialtjänstlagen (2025:400)"
verified = false
valid_from = 2025-07-01

[[law]]
key = "sol_bara_ny"
citation = "11 kap. 5 § socialtjänstlagen (2025:400)"
verified = true
valid_from = 2025-07-01

[[law]]
key = "lss_kvalitet"
citation = "6 § lagen (1993:387) om stöd och service till vissa funktionshindrade"
verified = true

[[law]]
key = "lss_barn"
citation = "6 a § lagen (1993:387) om stöd och service till vissa funktionshindrade"
verified = true

[[law]]
key = "rutiner"
citation = "4 kap. 4 § SOSFS 2011:9"
verified = true
"""
LSS = "lagen (1993:387) om stöd och service till vissa funktionshindrade"
OUTLINE = [
    "Sammanfattning",
    "Inledning",
    "Uppdraget",
    "Lagstiftning",
    "Kvalitetsområden",
    "Syfte",
    "Metod och urval",
    "Urval",
    "Aktgranskning",
    "Så redovisas resultaten",
    "Granskningsresultat",
    "De granskade ärendena",
    "Sysselsättning",
    "Jämställdhet",
    "Analys",
    "Trygghet och säkerhet",
    "Effektivitet",
    "Källor",
    "Bilaga 1. Checklistor",
    "Sysselsättning (version 1)",
    "Bilaga 2. Urvalets protokoll",
    "Bilaga 3. Alla svar och ärendena bakom dem",
    "Sysselsättning",
]


def report(
    of: Material, texts: Mapping[str, str] | None = None, selection: Selection | None = None, **about: str
) -> Report:
    review = Review("r", "Daglig verksamhet", "3.4.2-11/2021", **about)
    law = LawTable.parse(LAW)
    return build(Basis(review, of, selection or Selection(), texts or {}, law, "2026-03-01", "Data per i dag."))


def headings(found: Report, deepest: int = 2) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Heading) and block.level <= deepest]


def section(found: Report, anchor: str) -> list[Block]:
    """The blocks under a heading, up to the next heading of its level or above."""
    blocks = iter(found.blocks)
    start = next(block for block in blocks if isinstance(block, Heading) and block.anchor == anchor)
    inside: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= start.level:
            break
        inside.append(block)
    return inside


def lines(blocks: Iterable[Block]) -> list[str]:
    """Running text, paragraph by paragraph and item by item."""
    return [plain(inlines) for inlines in inlines_of(blocks)]


def missing(found: Report) -> list[str]:
    return [plain(one.inlines) for one in found.blocks if isinstance(one, Paragraph) and one.style == "missing"]


def published() -> Material:
    """40 cases with the totals of a published review: every single answer is invented."""
    found = [
        case(
            f"{unit[:3].upper()}-{place:02}",
            unit,
            ("kvinna", "man")[place % 2],
            law="SoL",
            decision="avslag" if place < refused else "bifall",
            decision_date="2019-03-01",
            first_decision="nej" if place < again else "ja",
            children="ja" if unit == "Farsta" and place < 2 else "nej",
        )
        for unit, refused, again in (("Farsta", 6, 7), ("Norrmalm", 2, 6), ("Skärholmen", 1, 6), ("Östermalm", 0, 6))
        for place in range(10)
    ]
    lists = checklist("""
id = "sysselsattning"
version = "1"
title = "Sysselsättning"
[[section]]
title = "Utredning"
quality_area = "trygghet_och_sakerhet"
[[section.question]]
id = "dur"
label = "Finns en utredning?"
type = "ja_nej"
shortcoming = "nej"
sentence = "En aktuell utredning fanns i {ja} av {bas} ärenden ({procent})."
[[section.question]]
id = "kopierad"
label = "Är den kopierad?"
type = "ja_nej"
relevant = "${dur} = 'ja'"
[[section]]
title = "Plan"
quality_area = "trygghet_och_sakerhet"
[[section.question]]
id = "plan"
label = "Finns en plan?"
type = "ja_nej"
shortcoming = "nej"
sentence = "En aktuell plan fanns i {ja} av {bas} ärenden ({procent})."
[[section.question]]
id = "stammer"
label = "Stämmer planen?"
type = "ja_nej"
relevant = "${plan} = 'ja'"
shortcoming = "nej"
sentence = "Planen stämde med beställningen i {ja} av {bas} ärenden med plan ({procent})."
[[section]]
title = "Uppföljning"
quality_area = "effektivitet"
[[section.question]]
id = "uppfoljning"
label = "Är insatsen uppföljd?"
type = "ja_nej"
relevant = "${forsta_beslut} = 'nej'"
shortcoming = "nej"
sentence = "Uppföljning var dokumenterad i {ja} av {bas} ärenden ({procent})."
""")
    answers: dict[str, list[Value | None]] = {
        "dur": ["nej", "nej", *["ja"] * 38],
        "plan": [*["ja"] * 32, *["nej"] * 8],
        "stammer": [*["ja"] * 14, *["nej"] * 18],
        "uppfoljning": [None] * 40,
    }
    again = [place for place, one in enumerate(found) if one.first_decision == "nej"]
    for rank, place in enumerate(again):
        answers["uppfoljning"][place] = "ja" if rank < 18 else "nej"
    return material(found, lists, answers)


def lawful(*keys: str) -> Checklist:
    listed = ", ".join(f'"{key}"' for key in keys)
    return yes_no("plan", more=f"law = [{listed}]")


ALL_LAW = lawful("sol_kvalitet", "lss_barn", "sol_bistand", "lss_kvalitet", "rutiner")


def counted_as(of: Material, trace: Trace) -> Iterable[Column]:
    """The columns that a trace may speak of: those of its question with its group's name."""
    for grouping in ("enhet", "kon"):
        counted = count(of, trace.question, grouping)
        yield from (column for column in (*counted.columns, counted.total) if column.label == trace.group)


def agrees(of: Material, trace: Trace) -> bool:
    """Whether `count` gives a figure's cases and base, for one of the groups with its name."""
    if trace.answer == BASE and sorted(trace.cases) == sorted(of.codes) and trace.base == len(of.cases):
        return True  # the number of reviewed cases, also those where something is not settled
    base = of.questions[trace.question].base
    for column in counted_as(of, trace):
        cases = column.based_on(base) if trace.answer == BASE else column.cases[trace.answer]
        bases = {column.base, len(column.based_on("asked"))}
        if sorted(cases) == sorted(trace.cases) and trace.base in bases:
            return True
    return False


def all_figures(found: Report) -> list[Figure | tuple[Cell, Trace]]:
    running: list[Figure | tuple[Cell, Trace]] = [
        figure for inlines in inlines_of(found.blocks) for figure in figures_of(inlines)
    ]
    return running + [cell for table in tables_of(found.blocks) for cell in traced_cells(table)]
