"""Identity numbers do not go out: whatever in a report holds one is replaced, and told of without the number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspektor.domain.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartCell,
    Heading,
    PageBreak,
    Paragraph,
    Quotation,
    Report,
    Table,
    Text,
    Trace,
)
from inspektor.domain.screening import screened
from tests.invented import identity_number

NUMBER = identity_number(date(1971, 5, 5), 982)
SPELT = f"{NUMBER[2:8]}-{NUMBER[8:]}"
TRACE = Trace("plan", "ja", "", ("FAR-01",), 3)


def report(*blocks: Block) -> Report:
    return Report("Daglig verksamhet", "Rapport", "1/2026", "UTKAST", "2026-01-15", "Läget.", blocks)


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def under(*blocks: Block) -> Report:
    """A report in which the blocks stand second under the heading Syfte."""
    return report(Heading(1, "Syfte", "syfte"), Paragraph(text("Först.")), *blocks)


def test_a_report_without_a_number_is_as_it_was() -> None:
    table = Table("Tabell", ("", "Farsta"), ((Cell("Plan"), Cell("3", TRACE)),), ("Not.",))
    chart = Chart("bars", "Diagram", "Alt", ("Farsta",), (("Plan", (ChartCell(TRACE),)),))
    whole = under(Bullets((text("Punkt."),)), Quotation(text("Ja.")), table, chart, PageBreak())
    assert screened(whole) == whole


@pytest.mark.parametrize(
    ("block", "instead", "warning"),
    [
        (
            Paragraph(text(f"Hen har {SPELT}.")),
            Paragraph(text("Ett stycke är utelämnat: det innehåller ett personnummer."), "withheld"),
            "Stycke 2 i avsnittet ”Syfte” är utelämnat: det innehåller ett personnummer.",
        ),
        (
            Quotation((Text(SPELT[:4], bold=True), Text(SPELT[4:]))),
            Paragraph(text("Ett citat är utelämnat: det innehåller ett personnummer."), "withheld"),
            "Stycke 2 i avsnittet ”Syfte” är utelämnat: det innehåller ett personnummer.",
        ),
        (
            Bullets((text("Bra."), text(NUMBER)), ordered=True),
            Bullets((text("Bra."), text("[En punkt är utelämnad: den innehåller ett personnummer.]")), ordered=True),
            "En punkt i stycke 2 i avsnittet ”Syfte” är utelämnad: den innehåller ett personnummer.",
        ),
        (
            Heading(2, f"Om {SPELT}", "om"),
            Heading(2, "[utelämnat: personnummer]", "om"),
            "Rubriken till avsnittet närmast efter ”Syfte” är utelämnad: den innehåller ett personnummer.",
        ),
        (
            Table("Skäl", ("Kod", SPELT), ((Cell("FAR-01", TRACE), Cell(SPELT)),), (SPELT,)),
            Table(
                "Skäl",
                ("Kod", "[utelämnat: personnummer]"),
                ((Cell("FAR-01", TRACE), Cell("[utelämnat: personnummer]")),),
                ("[utelämnat: personnummer]",),
            ),
            "Något i ”Skäl” i avsnittet ”Syfte” är utelämnat: det innehåller ett personnummer.",
        ),
        (
            Chart("bars", SPELT, SPELT, (SPELT,), ((SPELT, ()),)),
            Chart(
                "bars",
                "[utelämnat: personnummer]",
                "[utelämnat: personnummer]",
                ("[utelämnat: personnummer]",),
                (("[utelämnat: personnummer]", ()),),
            ),
            "Något i ett diagram i avsnittet ”Syfte” är utelämnat: det innehåller ett personnummer.",
        ),
    ],
)
def test_what_holds_a_number_is_replaced_and_told(block: Block, instead: Block, warning: str) -> None:
    found = screened(under(block, Paragraph(text("Sist."))))
    assert found.blocks == under(instead, Paragraph(text("Sist."))).blocks
    assert found.warnings == (warning,)


@pytest.mark.parametrize(
    ("name", "called", "holding"),
    [
        ("title", "titeln", replace(report(), title=f"Om {SPELT}")),
        ("subtitle", "underrubriken", replace(report(), subtitle=f"Om {SPELT}")),
        ("dnr", "diarienumret", replace(report(), dnr=f"Om {SPELT}")),
        ("data_state", "dataläget", replace(report(), data_state=f"Om {SPELT}")),
    ],
)
def test_the_title_page_is_screened(name: str, called: str, holding: Report) -> None:
    found = screened(holding)
    assert getattr(found, name) == "[utelämnat: personnummer]"
    assert found.warnings == (f"Titelsidan är inte hel: {called} är inte med, eftersom ett personnummer står där.",)


def test_what_stands_under_a_heading_that_does_not_go_out_is_told_of_by_its_place() -> None:
    first, second = (Heading(2, f"{word} {SPELT}", word) for word in ("om", "till"))
    assert screened(report(first, Paragraph(text(SPELT)))).warnings == (
        "Rubriken till avsnittet närmast efter titelsidan är utelämnad: den innehåller ett personnummer.",
        "Stycke 1 i avsnittet närmast efter titelsidan är utelämnat: det innehåller ett personnummer.",
    )
    assert screened(under(first, second, Paragraph(text(SPELT)))).warnings[1:] == (
        "Rubriken till avsnittet två rubriker efter ”Syfte” är utelämnad: den innehåller ett personnummer.",
        "Stycke 1 i avsnittet två rubriker efter ”Syfte” är utelämnat: det innehåller ett personnummer.",
    )


@pytest.mark.parametrize("between", ["\x01", "\u200b", "\xad", "\t", "\xa0"])
def test_a_number_is_found_as_it_would_be_printed(between: str) -> None:
    hidden = NUMBER[2:8] + between + NUMBER[8:]
    assert screened(under(Paragraph(text(hidden)))).warnings


def test_the_programs_own_numbers_are_no_identity_numbers() -> None:
    seed = NUMBER[2:]
    drawn = under(Paragraph(text(f"Fröet är {seed}.")))
    assert screened(drawn).warnings
    assert screened(drawn, [seed]) == drawn
    assert screened(under(Paragraph(text(f"{seed} och {SPELT}"))), [seed]).warnings
    assert screened(under(Paragraph(text(SPELT))), [NUMBER[8:]]).warnings  # a short seed hides nothing


def test_a_row_that_a_link_leads_to_stays_where_it_was() -> None:
    row = Cell(f"Plan {SPELT}", None, "arenden_a", "siffror_a"), Cell("3", TRACE)
    (*_, table) = screened(under(Table("Tabell", ("", "Farsta"), (row,)))).blocks
    assert isinstance(table, Table)
    assert table.rows[0][0] == Cell("[utelämnat: personnummer]", None, "arenden_a", "siffror_a")
