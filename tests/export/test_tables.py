"""However a table is divided, every column is printed once, beside its row heads, in widths that fill the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspektor.domain.document import Cell, Table
from inspektor.export import look
from inspektor.export.clip import html
from inspektor.export.flow import prepare
from inspektor.export.tables import Part, caption, description, kept, parts
from inspektor.export.text import width
from tests.export.samples import DISTRICTS, figures, report

TEXTS = st.text(alphabet="abcåäö -m 10", max_size=60)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of every shape, with and without given widths."""
    columns = draw(st.integers(1, 26))
    rows = draw(st.lists(st.tuples(*[st.builds(Cell, TEXTS)] * columns), max_size=4))
    widths = draw(st.none() | st.tuples(*[st.floats(0, 10)] * columns))
    header = draw(st.tuples(*[TEXTS] * columns))
    return Table("c", header, tuple(rows), numeric=draw(st.booleans()), widths=widths)


@given(tables())
def test_every_column_is_printed_once_beside_the_first(table: Table) -> None:
    divided = parts(table)
    assert [text for part in divided for text in part.header[1:]] == list(table.header[1:])
    for place, row in enumerate(table.rows):
        assert [cell for part in divided for cell in part.rows[place][1:]] == list(row[1:])
    assert {(part.header[0], *(row[0] for row in part.rows)) for part in divided} == {
        (table.header[0], *(row[0] for row in table.rows))
    }


@given(tables())
def test_widths_fill_the_page_and_none_is_nothing(table: Table) -> None:
    for part in parts(table):
        assert sum(part.widths) == pytest.approx(1)
        assert min(part.widths) > 0.01


@given(tables())
def test_parts_know_their_place(table: Table) -> None:
    divided = parts(table)
    assert [part.index for part in divided] == list(range(len(divided)))
    assert {part.count for part in divided} == {len(divided)}
    assert [part.first for part in divided] == [True] + [False] * (len(divided) - 1)
    assert [part.last for part in divided] == [False] * (len(divided) - 1) + [True]


def widths_in_mm(part: Part) -> list[float]:
    """The widths of the columns on paper."""
    return [round(share * 160, 1) for share in part.widths]


def test_a_table_of_four_districts_stays_in_one() -> None:
    (part,) = parts(figures())
    assert len(part.header) == len(DISTRICTS) + 2
    assert all(width >= 12 for width in widths_in_mm(part))


def test_few_figures_leave_the_rest_to_the_first_column() -> None:
    (part,) = parts(Table("c", ("Fråga", "Ja"), ((Cell("Finns det en aktuell plan?"), Cell("8 av 12")),)))
    first, second = widths_in_mm(part)
    assert first > 100
    assert second > 10


def test_figures_have_equally_wide_columns_where_they_can() -> None:
    (part,) = parts(Table("c", ("Fråga", "Kvinnor", "Män", "Samtliga"), ((Cell("Plan"), *[Cell("8 av 12")] * 3),)))
    assert len(set(widths_in_mm(part)[1:])) == 1


def test_a_long_text_gets_more_room_than_short_ones() -> None:
    row = (
        Cell("Finns en plan?"),
        Cell("Ja, nej, ej aktuellt"),
        Cell("Gäller varje beslut. " * 30),
        Cell("11 kap. 1 § SoL"),
    )
    (part,) = parts(Table("c", ("Fråga", "Svar", "Vägledning", "Lagrum"), (row,), numeric=False))
    question, answers, guidance, law = widths_in_mm(part)
    assert guidance > 1.5 * max(question, answers, law)
    assert law > 22


def test_given_widths_are_kept() -> None:
    (part,) = parts(Table("c", ("a", "b"), ((Cell("x"), Cell("y")),), numeric=False, widths=(1, 3)))
    assert part.widths == pytest.approx((0.25, 0.75))


def test_given_widths_give_way_to_a_word_that_does_not_fit() -> None:
    rows = ((Cell("x"), Cell("1"), Cell("Ä-060, " * 60)),)
    table = Table("c", ("Uppgift", "Antal", "Ärenden"), rows, numeric=False, widths=(4, 0.2, 9))
    (part,) = parts(table)
    assert part.widths[1] * part.room > width("Antal") * 1.06 + 2 * look.CELL_SIDE / look.TABLE - 0.001
    assert part.widths[0] / part.widths[2] == pytest.approx(4 / 9, abs=0.05)


def test_twenty_five_districts_are_divided_evenly() -> None:
    header = ("Fråga", *(f"Hägersten-Älvsjö {number} (n=30)" for number in range(25)))
    divided = parts(Table("c", header, ((Cell("Finns det en aktuell plan?"), *[Cell("10 av 30")] * 25),)))
    columns = [len(part.header) - 1 for part in divided]
    assert max(columns) <= 8
    assert max(columns) - min(columns[:-1]) == 0
    assert columns[-1] > columns[0] // 2


def test_whole_numbers_are_right_aligned_among_texts_too() -> None:
    rows = tuple((Cell("Plan?"), Cell(count), Cell("Ja"), Cell("Ä-060")) for count in ("7", "1\N{NO-BREAK SPACE}250"))
    table = Table("Svar", ("Fråga", "Antal", "Svar", "Ärenden"), rows, numeric=False)
    assert parts(table)[0].figures == (False, True, False, False)
    assert html(table).count('align="right"') == 3
    assert parts(Table("Tom", ("Fråga", "Antal"), (), numeric=False))[0].figures == (False, False)


def test_a_small_table_is_whole_and_no_low_row_of_a_tall_one_is_alone() -> None:
    low, tall = look.LOW_ROW, look.LOW_ROW + 1
    assert kept([20, 20, 20], to_notes=False) == [True, True, False]
    assert kept([20, *[low] * 9], to_notes=False) == [True, True, *[False] * 6, True, False]
    assert kept([20, *[tall] * 9], to_notes=True) == [True, *[False] * 8, True]
    assert kept([20], to_notes=True) == [True]


def test_a_table_without_columns_has_no_parts() -> None:
    assert parts(Table("c", (), ())) == ()


def test_short_rows_are_filled_up_to_the_widest() -> None:
    ragged = Table("c", ("a",), ((Cell("1"), Cell("2")), (Cell("3"),)))
    (table,) = prepare(report(ragged)).blocks
    assert isinstance(table, Table)
    assert table.header == ("a", "")
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "2"], ["3", ""]]


def test_captions_and_descriptions_are_swedish_sentences() -> None:
    one = Table("Svar", ("Kod", "Antal\nsvar"), ((Cell("a"), Cell("1")),))
    (part,) = parts(one)
    assert "".join(caption(one, 3, part)) == "Tabell 3. Svar"
    assert "".join(caption(Table("", ("a",), ()), 1)) == "Tabell 1"
    assert description(part) == "Tabell med 1 rad under rubrikraden. Kolumner: Kod, Antal svar."
    assert description(parts(Table("", ("",), ()))[0]) == "Tabell med 0 rader."
