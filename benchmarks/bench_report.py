"""The report with its charts, in PDF and Word, against writing its cells bare: prints the ratios, aims 2 and 1.5.

Bare is what the library's own quickest usual way gives: no tags, styles, captions, contents, watermark, widths or fonts
of ours. That is reportlab's own `Table` of strings for the PDF, and python-docx's `row.cells` for Word (`table.cell` is
many times slower). The rounds of the two alternate, so that a busy machine slows both; the quickest count.
Run as `python benchmarks/bench_report.py`.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as BareTable

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspektor.domain.document import Block, Cell, Chart, ChartCell, Contents, Heading, Report, Table, Trace
from inspektor.export.pdf import write_pdf
from inspektor.export.word import write_word

TABLES, ROWS, COLUMNS, CHARTS = 80, 20, 6, 20
ROUNDS = 5


def made_up_tables() -> list[Table]:
    """Tables of a header row and rows of figures."""
    header = ("Fråga", *(f"Nämnd {column} (n=40)" for column in range(1, COLUMNS)))
    return [
        Table(
            f"Tabell om fråga {number}",
            header,
            tuple(
                (Cell(f"Fråga {number}.{row}"), *(Cell(f"{row + column} av 40") for column in range(1, COLUMNS)))
                for row in range(1, ROWS)
            ),
        )
        for number in range(TABLES)
    ]


def made_up_chart(number: int) -> Chart:
    """Bars of women and men, or shades of five districts, by turns."""
    heads = ("Kvinnor", "Män") if number % 2 else tuple(f"Nämnd {column}" for column in range(1, COLUMNS))
    rows = tuple(
        (f"Fråga {number}.{row}", tuple(made_up_cell(row + place) for place in range(len(heads)))) for row in range(10)
    )
    return Chart("bars" if number % 2 else "heat", f"Brister om fråga {number}", "Brister.", heads, rows)


def made_up_cell(part: int) -> ChartCell:
    """So many of 40."""
    return ChartCell(Trace("fraga", "nej", "", tuple(f"M-{place}" for place in range(part)), 40), part % 5)


def whole_report(tables: list[Table]) -> Report:
    """The report as Inspektor lays it out: title page, contents, a heading and a caption to every table."""
    blocks: list[Block] = [Contents()]
    for number, table in enumerate(tables):
        blocks += [Heading(2, f"Fråga {number}", f"fraga-{number}"), table]
        if number < CHARTS:
            blocks.append(made_up_chart(number))
    return Report("Granskning", "", "1/2026", "UTKAST", "2026-11-21", "Påhittade data.", tuple(blocks))


def texts_of(table: Table) -> list[list[str]]:
    """A table's texts, row by row."""
    return [list(table.header), *([cell.text for cell in row] for row in table.rows)]


def bare_pdf(tables: list[Table]) -> None:
    """The same cells with reportlab, and nothing else."""
    SimpleDocTemplate(BytesIO()).build([BareTable(texts_of(table)) for table in tables])


def bare_word(tables: list[Table]) -> None:
    """The same cells with python-docx, and nothing else."""
    document = docx.Document()
    for table in tables:
        made = document.add_table(ROWS, COLUMNS)
        for row, values in zip(made.rows, texts_of(table), strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    document.save(BytesIO())


def seconds(write: Callable[[], object]) -> tuple[float, float]:
    """How long one writing takes, on the processor and on the clock; what the one before left is cleared first."""
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    write()
    return time.process_time() - processor, time.perf_counter() - clock


def compare(name: str, whole: Callable[[], object], bare: Callable[[], object], aim: float) -> None:
    """Measure the two in turn and tell their ratios."""
    rounds = [(seconds(whole), seconds(bare)) for _ in range(ROUNDS)]
    print(f"{name} report of {TABLES} tables of {ROWS} x {COLUMNS} and {CHARTS} charts against the cells bare")
    for place, what in enumerate(("processor", "clock")):
        ours, floor = (min(one[side][place] for one in rounds) for side in (0, 1))
        print(f"{what}: {ours:.3f} s, bare {floor:.3f} s, ratio {ours / floor:.2f} (aim {aim})")


def main() -> None:
    tables = made_up_tables()
    report = whole_report(tables)
    compare("PDF", lambda: write_pdf(report), lambda: bare_pdf(tables), 2.0)
    compare("Word", lambda: write_word(report), lambda: bare_word(tables), 1.5)


if __name__ == "__main__":
    main()
