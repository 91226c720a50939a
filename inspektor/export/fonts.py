"""Source Sans 3 for the PDF: registered once with reportlab, and which characters it has.

The four files are shipped unchanged (SIL Open Font License, `resources/fonts/LICENSE.md`); a PDF holds what it uses.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from inspektor.assets import resource

REGULAR, BOLD = "SourceSans3-Regular", "SourceSans3-Semibold"
ITALIC, BOLD_ITALIC = "SourceSans3-It", "SourceSans3-SemiboldIt"
FONTS = Lock()  # one set a process, which notes what each document uses of it: one document at a time
_REGISTERING = Lock()
MISSING_CHARACTER = "□"
_UNSEEN = {"Mn", "Me", "Cf"}  # marks on the character before, and format characters


_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_MAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
_MAP_BLOCK = 100  # as many characters as one list of such a map may hold


class _Font(TTFont):
    """A font whose text can be read out of the file: reportlab's own maps name characters for codes that have none."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Put the font in a file, with a map from code to character for each of its subsets."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name)).decode("ascii")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _unicode_map(subset)


def _unicode_map(subset: list[int]) -> str:
    """The characters of a subset by their codes, for those who search, copy or listen (ISO 32000-1, 9.10.3): a space
    that no line ends at is a space to them.
    """
    signs = ((code, chr(sign).replace("\N{NO-BREAK SPACE}", " ")) for code, sign in enumerate(subset) if sign)
    pairs = [f"<{code:02X}> <{sign.encode('utf-16-be').hex()}>" for code, sign in signs]
    blocks = [pairs[start : start + _MAP_BLOCK] for start in range(0, len(pairs), _MAP_BLOCK)]
    lists = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return _MAP_HEAD + lists + _MAP_FOOT


def register() -> frozenset[str]:
    """Make the fonts known to reportlab, and give the characters that all four have.

    Once, whichever thread comes first: a document that is being made keeps the fonts that it began with.
    """
    with _REGISTERING:
        return _registered()


@cache
def _registered() -> frozenset[str]:
    rl_config.useA85 = 0  # else pages and fonts are written as ASCII: a quarter larger, and slower
    fonts = [_Font(name, str(resource("fonts", f"{name}.ttf"))) for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC)]
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


@lru_cache(maxsize=8192)
def text_width(text: str, font: str, size: float) -> float:
    """The width of one line of printable text, in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


def _stand_in(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _UNSEEN:
        return ""
    return " " if category == "Zs" else MISSING_CHARACTER
