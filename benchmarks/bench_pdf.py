"""The PDF report of 80 tables against writing the same cells bare with reportlab: prints the ratio (aim: 2).

Bare is reportlab's own `Table` of strings, one after the other: no tags, styles, captions, contents, watermark or
fonts of ours. The rounds of the two alternate, so that a busy machine slows both; the quickest count.
Run as `python benchmarks/bench_pdf.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as BareTable

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspektor.domain.document import Block, Cell, Contents, Heading, Report, Table
from inspektor.export.pdf import write_pdf

TABLES, ROWS, COLUMNS = 80, 20, 6
ROUNDS = 3
AIM = 2.0


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


def whole_report(tables: list[Table]) -> bytes:
    """The report as Inspektor writes it: title page, contents, a heading and a caption to every table."""
    blocks: list[Block] = [Contents()]
    for number, table in enumerate(tables):
        blocks += [Heading(2, f"Fråga {number}", f"fraga-{number}"), table]
    return write_pdf(Report("Granskning", "", "1/2026", "UTKAST", "2026-11-21", "Påhittade data.", tuple(blocks)))


def bare_tables(tables: list[Table]) -> bytes:
    """The same cells, and nothing else."""
    file = BytesIO()
    texts = ([list(table.header), *([cell.text for cell in row] for row in table.rows)] for table in tables)
    SimpleDocTemplate(file).build([BareTable(rows) for rows in texts])
    return file.getvalue()


def seconds(write: Callable[[list[Table]], bytes], tables: list[Table]) -> float:
    """How long one writing takes."""
    start = time.perf_counter()
    write(tables)
    return time.perf_counter() - start


def main() -> None:
    tables = made_up_tables()
    rounds = [(seconds(whole_report, tables), seconds(bare_tables, tables)) for _ in range(ROUNDS)]
    whole, bare = (min(times) for times in zip(*rounds, strict=True))
    print(f"PDF report of {TABLES} tables of {ROWS} x {COLUMNS}: {whole:.3f} s, the cells bare: {bare:.3f} s")
    print(f"ratio {whole / bare:.2f} (aim {AIM})")


if __name__ == "__main__":
    main()
