"""Text made fit for a file: what XML cannot carry goes, what belongs together stays on one line, and how much room a
text takes is estimated.

The estimate serves both formats, so that their tables are divided alike; it is about as wide as the wider of Calibri
and Source Sans 3.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import ceil

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, lone surrogates and non-characters (XML 1.0, 2.2), and marks that only hide in a text:
# soft hyphen, zero width space, byte order mark.
_UNFIT = re.compile("[\0-\x08\x0e-\x1b\x1f\x7f-\x9f\xad\u200b\ufeff\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_NUMBER = r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,:–]\d+)*)"
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_UNITS = "procent(?:s|enheter)?|ärenden?|kvinn(?:a|or)|m[aä]n|personer|barn|beslut|svar|frågor|år"
_SECTION = rf"{_NUMBER}(?: [a-z])? §{{1,2}}"
_HELD = (
    rf"{_NUMBER} av {_NUMBER}(?: (?:{_UNITS})\b)?|{_NUMBER}(?: [a-z])? kap\.(?: {_SECTION})?"
    rf"|{_SECTION}(?: (?:LSS|SoL)\b)?|§{{1,2}} {_NUMBER}"
    rf"|\b(?:den )?\d{{1,2}} (?:{_MONTHS})\b(?: \d{{4}})?|{_NUMBER} (?:%|(?:{_UNITS})\b)"
    r"|\b(?:[Tt]abell|[Ff]igur|[Bb]ilaga|[Ss]idan?|[Nn]r|[Vv]ersion|[Kk]l\.) \d+"
)
_TOGETHER = re.compile(_HELD.replace(" ", f"[ {_NO_BREAK_SPACE}]"))  # some are held together already, by whoever wrote
_COUNTED = re.compile(r"[\d§]")
_WHOLE_HYPHEN = re.compile(r"(?<=\w)-(?=\d)|(?<=\d)-(?=\w)")  # in codes, dates and numbers

_WIDTHS = {  # share of the type size
    0.25: " \N{NO-BREAK SPACE}',.:;Iijl|",
    0.3: "()-f[]‑",
    0.35: "!rt",
    0.4: "/sz",
    0.45: '"?cvxy”’',
    0.5: "*+=FJLXYaegkåäé–§",
    0.51: "0123456789",
    0.55: "CEPRSTVZbdhnopquö",
    0.65: "GHNOQUÖ",
    0.7: "&w",
    0.8: "%",
    0.85: "Mm",
    0.9: "W—@…",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _WIDE = 0.6, 1.0
_FIRST_WIDE = 0x2E80  # from here on: East Asian letters and pictures


def clean(text: str) -> str:
    """The text with letters composed (NFC), line ends as `\\n`, tabs as spaces, without what a file cannot carry."""
    if not text.isprintable():  # most is, and then there is nothing to look for
        text = _UNFIT.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Clean text on one line, with single spaces: a title, a heading, a caption."""
    return _BLANKS.sub(" ", clean(text)).strip()


def together(text: str) -> str:
    """The text, as long as before, with no-break spaces in what is not to be divided between two lines: `14 av 32`, a
    number and its unit, a section of a law, a day of a month, the number of a table.
    """
    if " " not in text or not _COUNTED.search(text):  # as most cells of a table
        return text
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _NO_BREAK_SPACE), text)


def at_whole_hyphens(text: str) -> list[str]:
    """The text divided at the hyphens that no line is to end at: those in the codes of cases, in dates and numbers."""
    return _WHOLE_HYPHEN.split(text) if "-" in text else [text]


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words where that can be, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…"


@lru_cache(maxsize=8192)
def width(text: str) -> float:
    """The estimated width of text on one line, in ems (1 = the type size)."""
    return sum(_WIDTH.get(letter) or (_OTHER if letter < chr(_FIRST_WIDE) else _WIDE) for letter in text)


@lru_cache(maxsize=8192)
def longest_word(text: str) -> float:
    """The estimated width of the widest word, in ems; a hyphen is a place to break, unless a figure stands by it."""
    parts = ("-".join(part.replace("-", "- ") for part in at_whole_hyphens(text))).replace("\n", " ").split(" ")
    return max(map(width, parts), default=0.0)


def lines(text: str, room: float) -> int:
    """About how many lines text takes in a column `room` ems wide (at least one)."""
    return sum(_wrapped(width(line), room) for line in text.split("\n"))


def _wrapped(wide: float, room: float) -> int:
    """Lines of ragged text: beyond the first, each loses about 1.5 em at its end."""
    if wide <= room:
        return 1
    return 1 + ceil((wide - room) / max(room - 1.5, 1.0))
