"""The PDF report's paragraph styles, and text as reportlab's markup."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from inspektor.domain.document import Figure, Inline, Inlines
from inspektor.export import look
from inspektor.export.fonts import BOLD, ITALIC, REGULAR, printable


@cache
def colour(hexadecimal: str) -> Any:
    """A colour of `look`, the same object each time."""
    return HexColor(f"#{hexadecimal}")


def markup(inlines: Inlines) -> str:
    """Running text in reportlab's markup."""
    return "".join(_inline(part) for part in inlines)


def plain_markup(text: str) -> str:
    """Unmarked text in reportlab's markup."""
    return escape(printable(text)).replace("\n", "<br/>")


def _inline(part: Inline) -> str:
    text = _figure(part) if isinstance(part, Figure) else plain_markup(part.text)
    text = f"<i>{text}</i>" if part.italic else text
    return f"<b>{text}</b>" if part.bold else text


def _figure(figure: Figure) -> str:
    """A counted figure in running text: the one place where the PDF gets it."""
    return plain_markup(figure.text)


def _style(name: str, size: float, leading: float, ink: str = look.INK, font: str = REGULAR, **more: Any) -> Any:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour(ink),
        bulletFontName=font,
        bulletFontSize=size,
        allowWidows=0,
        allowOrphans=0,
        embeddedHyphenation=2,  # a word breaks at its own hyphen, on a line of its own rather than elsewhere
        **more,
    )


def _heading(level: int) -> Any:
    (size, leading), (before, after) = look.HEADINGS[level], look.HEADING_SPACE[level]
    return _style(f"heading{level}", size, leading, look.HEADING, BOLD, spaceBefore=before, spaceAfter=after)


HEADINGS = {level: _heading(level) for level in look.HEADINGS}
BODY = _style("body", look.BODY, look.BODY_LEADING, spaceAfter=look.PARAGRAPH_GAP)
NOTE = _style("note", look.NOTE, look.NOTE_LEADING, look.MUTED, spaceBefore=3, spaceAfter=3)
LAST_NOTE = _style("last note", look.NOTE, look.NOTE_LEADING, look.MUTED, spaceBefore=3, spaceAfter=look.TABLE_GAP)
MISSING = _style(
    "missing",
    look.BODY,
    look.BODY_LEADING,
    look.MISSING_INK,
    backColor=colour(look.MISSING_GROUND),
    borderColor=colour(look.MISSING_INK),
    borderWidth=0.75,
    borderPadding=(3, 5, 5, 5),
    leftIndent=5,
    rightIndent=5,
    spaceBefore=8,
    spaceAfter=look.PARAGRAPH_GAP + 6,
)
PARAGRAPHS = {"body": BODY, "note": LAST_NOTE, "missing": MISSING, "withheld": MISSING}
QUOTE = _style(
    "quote",
    look.BODY,
    look.BODY_LEADING,
    font=ITALIC,
    leftIndent=look.QUOTE_INDENT,
    rightIndent=look.QUOTE_INDENT,
    spaceAfter=look.PARAGRAPH_GAP,
)
ITEM, LAST_ITEM = (
    _style("item", look.BODY, look.BODY_LEADING, leftIndent=look.LIST_INDENT, bulletIndent=0, spaceAfter=gap)
    for gap in (look.LIST_GAP, look.PARAGRAPH_GAP)
)
CAPTION = _style(
    "caption",
    look.CAPTION,
    look.CAPTION_LEADING,
    font=BOLD,
    spaceBefore=look.TABLE_GAP,
    spaceAfter=look.CAPTION_GAP,
)
CELL = _style("cell", look.TABLE, look.TABLE_LEADING)
CELL_LINK = _style("cell link", look.TABLE, look.TABLE_LEADING, look.HEADING)
CELL_FIGURE = _style("cell figure", look.TABLE, look.TABLE_LEADING, alignment=TA_RIGHT)
HEAD = _style("head", look.TABLE, look.TABLE_LEADING, font=BOLD)
HEAD_FIGURE = _style("head figure", look.TABLE, look.TABLE_LEADING, font=BOLD, alignment=TA_RIGHT)
CONTENTS_TITLE = HEADINGS[1]
CONTENTS = {
    1: _style("contents1", look.CONTENTS, look.CONTENTS_LEADING, font=BOLD, spaceBefore=look.CONTENTS_GAP),
    2: _style("contents2", look.CONTENTS, look.CONTENTS_LEADING, leftIndent=look.LIST_INDENT),
}
STATUS = _style("status", look.SUBTITLE, look.SUBTITLE_LEADING, look.MISSING_INK, BOLD, spaceAfter=6)
TITLE = _style("title", look.TITLE, look.TITLE_LEADING, look.HEADING, BOLD, spaceAfter=8)
SUBTITLE = _style("subtitle", look.SUBTITLE, look.SUBTITLE_LEADING, look.MUTED)
FACTS = _style("facts", look.BODY, look.BODY_LEADING, spaceAfter=4)
