"""The Word report of 40 tables against writing the same cells bare with python-docx: prints the ratio (aim: 1.5).

Bare is python-docx's quickest usual way (`row.cells`; `table.cell` is many times slower): none of our styles, captions,
contents, watermark or widths. The rounds of the two alternate, so that a busy machine slows both; the quickest count.
Run as `python benchmarks/bench_word.py`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx

if __package__ in (None, ""):  # started as a script, perhaps where the package is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inspektor.domain.document import Block, Cell, Contents, Heading, Report, Table
from inspektor.export.word import write_word

TABLES, ROWS, COLUMNS = 40, 20, 6
ROUNDS = 3
AIM = 1.5


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
    return write_word(Report("Granskning", "", "1/2026", "UTKAST", "2026-11-21", "Påhittade data.", tuple(blocks)))


def bare_tables(tables: list[Table]) -> bytes:
    """The same cells, and nothing else."""
    document = docx.Document()
    for table in tables:
        made = document.add_table(ROWS, COLUMNS)
        texts = [list(table.header), *([cell.text for cell in row] for row in table.rows)]
        for row, values in zip(made.rows, texts, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    file = BytesIO()
    document.save(file)
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
    print(f"Word report of {TABLES} tables of {ROWS} x {COLUMNS}: {whole:.3f} s, the cells bare: {bare:.3f} s")
    print(f"ratio {whole / bare:.2f} (aim {AIM})")


if __name__ == "__main__":
    main()
