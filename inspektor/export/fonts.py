"""Source Sans 3 for the PDF: registered once with reportlab, and which characters it has.

The four files are shipped unchanged (SIL Open Font License, `resources/fonts/LICENSE.md`); a PDF holds what it uses.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from inspektor.assets import resource

REGULAR, BOLD = "SourceSans3-Regular", "SourceSans3-Semibold"
ITALIC, BOLD_ITALIC = "SourceSans3-It", "SourceSans3-SemiboldIt"
MISSING_CHARACTER = "□"
_UNSEEN = {"Mn", "Me", "Cf"}  # marks on the character before, and format characters


@cache
def register() -> frozenset[str]:
    """Make the fonts known to reportlab, and give the characters that all four have."""
    fonts = [TTFont(name, str(resource("fonts", f"{name}.ttf"))) for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC)]
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    pdfmetrics.registerFontFamily(ITALIC, normal=ITALIC, bold=BOLD_ITALIC, italic=ITALIC, boldItalic=BOLD_ITALIC)
    return frozenset(map(chr, frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))))


def printable(text: str) -> str:
    """Clean text as the font can print it: a box in place of a character that it does not have."""
    known = register()
    if known.issuperset(text.replace("\n", "")):
        return text
    return "".join(letter if letter in known or letter == "\n" else _stand_in(letter) for letter in text)


def text_width(text: str, font: str, size: float) -> float:
    """The width of one line of printable text, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def _stand_in(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _UNSEEN:
        return ""
    return " " if category == "Zs" else MISSING_CHARACTER
