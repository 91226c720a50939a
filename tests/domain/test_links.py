"""From a row of figures to its cases and back: what a report links, and that no link leads to what is not there."""

from __future__ import annotations

from hypothesis import given, settings

from inspektor.domain.document import Block, Cell, Heading, Report, Table, Trace
from inspektor.domain.figure_marks import lists_cases
from inspektor.domain.links import linked
from inspektor.domain.results import Material
from tests.domain.builders import case, checklist, material, materials, tables_of, yes_no
from tests.domain.reports import report

SORTS = checklist("""
id = "slag"
version = "1"
title = "Slag"

[[section]]
title = "Slag"

[[section.question]]
id = "slag"
label = "Vilket slag?"
type = "select_one"
choices = [{ name = "tra", label = "Trä" }, { name = "jarn", label = "Järn" }, { name = "rost", label = "Rostigt" }]
""")


def links_of(blocks: tuple[Block, ...]) -> dict[str, list[str]]:
    """What the linked rows are called, by the anchor that they lead to."""
    found: dict[str, list[str]] = {}
    for row in (row for table in tables_of(blocks) for row in table.rows):
        found.setdefault(row[0].link, []).append(row[0].text)
    found.pop("", None)
    return found


def anchors_of(blocks: tuple[Block, ...]) -> list[str]:
    return [cell.anchor for table in tables_of(blocks) for row in table.rows for cell in row if cell.anchor]


def reviewed() -> Report:
    """A report of two units and two questions."""
    found = [case("A-1", "Farsta"), case("A-2", "Farsta", "man"), case("B-1", "Bromma")]
    return report(material(found, yes_no("plan", "mal"), {"plan": ["ja", "nej", "ja"], "mal": ["ja", None, "ja"]}))


@settings(max_examples=10)
@given(materials())
def test_every_link_leads_to_one_place_in_any_report(of: Material) -> None:
    blocks = report(of).blocks
    anchors = anchors_of(blocks)
    assert len(set(anchors)) == len(anchors)
    assert set(links_of(blocks)) <= set(anchors)
    assert all(anchor.isascii() and len(anchor) <= 36 and anchor[-1].isalpha() for anchor in anchors)


def test_a_row_leads_to_the_cases_behind_its_figures_and_they_back_to_the_first_such_row() -> None:
    tables = tables_of(reviewed().blocks)
    listing = [row for table in tables if "ärendena bakom" in table.caption for row in table.rows]
    results = [table for table in tables if table.caption.endswith("antal ja per enhet")]
    row = results[0].rows[0]
    (there,) = [one for one in listing if one[0].anchor == row[0].link]
    assert (there[0].text, there[1].text, there[-1].text) == (row[0].text, "Ja", "A-1, B-1")
    back = [one for one in listing if one[0].text == row[0].text]
    assert {one[0].link for one in back} == {row[0].anchor}
    assert len(back) > 1


def test_every_row_of_results_has_its_link_where_the_cases_are_listed() -> None:
    for table in tables_of(reviewed().blocks):
        for row in table.rows:
            traced = [cell for cell in row if cell.trace is not None]
            assert bool(traced) == bool(row[0].link), (table.caption, row[0].text)


def test_a_choice_leads_to_its_own_cases() -> None:
    of = material([case("A-1"), case("A-2")], SORTS, {"slag": ["tra", "jarn"]})
    tables = tables_of(report(of).blocks)
    listed = {row[0].anchor: row for table in tables for row in table.rows if lists_cases(row[-1])}
    choices = [row for table in tables if table.header[0] == "Svar" for row in table.rows if row[0].link in listed]
    assert choices
    for row in choices:
        there = listed[row[0].link]
        if row[-1].text[0] != "0":
            assert there[1].text == row[0].text


def counted(answer: str = "ja", codes: tuple[str, ...] = ("A-1",)) -> tuple[Cell, ...]:
    return Cell("Finns en plan?"), Cell(str(len(codes)), Trace("plan", answer, "", codes, 2))


def test_without_the_list_of_cases_there_are_no_links() -> None:
    blocks = (Heading(1, "Resultat", "resultat"), Table("Plan", ("Fråga", "Total"), (counted(), counted("nej"))))
    assert linked(blocks) == blocks


def test_a_figure_that_looks_like_a_case_is_no_list_of_cases() -> None:
    row = Cell("Finns en plan?"), Cell("1", Trace("plan", "ja", "", ("1",), 2))
    blocks = (Table("Plan", ("Fråga", "Total"), (row,)),)
    assert linked(blocks) == blocks


def test_a_later_table_leads_to_the_cases_but_they_lead_to_the_first() -> None:
    source = Trace("plan", "nej", "", ("A-2",), 2)
    listing = Table("", ("Fråga", "Ärenden"), ((Cell("Finns en plan?"), Cell("A-2", source)),), numeric=False)
    first, second = (
        Table(name, ("Fråga", "Total"), (counted(answer),)) for name, answer in (("A", "ja"), ("B", "nej"))
    )
    rows = [table.rows[0][0] for table in tables_of(linked((first, second, listing)))]
    assert rows[0].link == rows[1].link == rows[2].anchor != ""
    assert rows[2].link == rows[0].anchor != ""
    assert rows[1].anchor == ""
