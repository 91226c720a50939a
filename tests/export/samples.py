"""Reports that the export tests write: one with everything in it, and small helpers. Made-up data."""

from __future__ import annotations

import re
from typing import Literal

from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartCell,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Quotation,
    Report,
    Table,
    Text,
    Trace,
)
from inspektor.domain.heat import shade

RUNNING = (
    "I flera akter saknas uppgifter om den enskildes egen syn på insatsen, och det går då inte att bedöma om hen har "
    "varit delaktig. Utredningar enligt 11 kap. 1 § är i regel aktuella – men ”barnets bästa” nämns sällan. "
)
DISTRICTS = ("Farsta", "Hägersten-Älvsjö", "Rinkeby-Kista", "Enskede-Årsta-Vantör")


def report(*blocks: Block, **named: str) -> Report:
    """A report of the given blocks, with a title page that `named` may change."""
    front = {
        "title": "Daglig verksamhet enligt LSS – granskning av åtta ärenden",
        "subtitle": "Socialtjänstinspektörernas granskning",
        "dnr": "3.1-123/2026",
        "status": "UTKAST",
        "date": "2026-11-21",
        "data_state": "Siffrorna är räknade 2026-11-21 på 40 ärenden.",
    }
    return Report(**{**front, **named}, blocks=blocks, warnings=())


def text(words: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph((Text(words),))


def figures(caption: str = "Finns en plan?", rows: int = 3, notes: tuple[str, ...] = ("Bas: alla.",)) -> Table:
    """A table of figures by district."""
    header = ("Fråga", *(f"{name} (n=8)" for name in DISTRICTS), "Totalt")
    body = tuple(
        (Cell(f"Fråga {row}: finns en aktuell plan?"), *(Cell(f"{row} av {place + 8}") for place in range(5)))
        for row in range(rows)
    )
    return Table(caption, header, body, notes)


def words_table(rows: int = 2, cell: str = "Gäller × ≥ § ja") -> Table:
    """A table of text without notes."""
    body = tuple((Cell(f"FAR-{row:02}"), Cell(cell), Cell("Ja\nNej")) for row in range(rows))
    return Table("Checklistan", ("Kod", "Vägledning", "Svar"), body, numeric=False)


def chart(kind: Literal["bars", "heat"] = "bars", heads: tuple[str, ...] = ("Kvinnor", "Män")) -> Chart:
    """A chart of three rows: one with cases of every kind, one with none, one with many."""

    def cell(part: int, whole: int) -> ChartCell:
        codes = tuple(f"FAR-{place:03}" for place in range(part))
        return ChartCell(Trace("plan", "nej", "", codes, whole), shade(part, whole))

    rows = tuple(
        (label, tuple(cell(part + place, whole) for place in range(len(heads))))
        for label, part, whole in (("Farsta", 3, 8), ("Hägersten-Älvsjö", 0, 0), ("Rinkeby-Kista", 11, 40))
    )
    empty = (rows[1][0], tuple(cell(0, 0) for _ in heads))
    return Chart(kind, "Ärenden med brist", "Stapeldiagram. Farsta: 3 av 8.", heads, (rows[0], empty, rows[2]))


def full() -> Report:
    """A report with a block of every kind, in the order of a real one."""
    counted = Figure("32 av 40", Trace("plan", "ja", "", ("FAR-01",), 40))
    return report(
        Contents(),
        PageBreak(),
        Heading(1, "Sammanfattning", "sammanfattning"),
        Paragraph(
            (Text("Av ärendena har "), counted, Text(" en "), Text("aktuell", bold=True), Text(" plan.", italic=True))
        ),
        Bullets(((Text("Planen är aktuell."),), (Text("Uppföljning saknas."),))),
        Paragraph((Text("Sammanfattningen är inte skriven."),), "missing"),
        Paragraph((Text("[Skriv här.]"),), "missing"),
        Heading(2, "Metod & urval", "metod"),
        text(RUNNING * 3),
        Bullets(((Text("Ramen lästes in."),), (Text("Urvalet drogs."),)), ordered=True),
        text("Därefter:"),
        Bullets(((Text("Akterna granskades."),),), ordered=True),
        Quotation((Text("”Ingen frågade mig.”"),)),
        Heading(1, "Granskningsresultat", "resultat"),
        Heading(2, "Genomförandeplan", "plan"),
        Heading(3, "Finns en plan?", "finns"),
        figures(),
        figures("Många frågor", rows=70, notes=("Bas: ja och nej.", "Ett ärende räknas inte.")),
        words_table(),
        chart(),
        chart("heat"),
        text(RUNNING),
        Paragraph((Text("Siffrorna kan ändras."),), "note"),
        PageBreak(),
        Heading(1, "Bilaga 1. Protokoll", "bilaga"),
        words_table(rows=60),
    )


def squeezed(words: str) -> str:
    """Text without any white space: lines may break anywhere."""
    return re.sub(r"\s+", "", words)
