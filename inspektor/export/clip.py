"""A table on its way to another program by the clipboard: HTML for Word and Excel, tabs for what takes plain text.

A cell that a spreadsheet would run as a formula gets an apostrophe first.
"""

from __future__ import annotations

from html import escape

from inspektor.domain.document import Table
from inspektor.export.tables import figures

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@")


def safe(text: str) -> str:
    """A cell's text on one line, and nothing that a spreadsheet would run."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_RUN_BY_SPREADSHEETS) else line


def tab_separated(table: Table) -> str:
    """The header and the rows, a line each, with a tab between cells."""
    rows = [table.header, *(tuple(cell.text for cell in row) for row in table.rows)]
    return "".join("\t".join(map(safe, row)) + "\r\n" for row in rows)


def html(table: Table) -> str:
    """A whole page with the caption, the table (its header row and row heads marked as such) and the notes below."""
    sides = ["right" if right else "left" for right in figures(table)]
    heads = "".join(
        f'<th scope="col" align="{side}">{_text(text)}</th>' for side, text in zip(sides, table.header, strict=True)
    )
    rows = "".join(
        f'<tr><th scope="row" align="left">{_text(row[0].text)}</th>'
        + "".join(f'<td align="{side}">{_text(cell.text)}</td>' for side, cell in zip(sides[1:], row[1:], strict=True))
        + "</tr>"
        for row in table.rows
    )
    notes = "".join(f"<p>{_text(note)}</p>" for note in table.notes)
    return (
        f'<html lang="sv"><head><meta charset="utf-8"></head><body><p><b>{_text(table.caption)}</b></p>'
        '<table border="1" cellspacing="0" cellpadding="4">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{notes}</body></html>"
    )


def _text(text: str) -> str:
    return escape(safe(text))
