"""Swedish in print: sorting, counting words, percentages, days, lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

_ORDER = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "ü": "y"})
NUMBER_WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_GENITIVE_AS_IT_IS = ("s", "x", "z")
_DIGITS = re.compile("([0-9]+)")


def sort_key(text: str) -> tuple[str, str]:
    """A sort key with å, ä, ö last, in that order, and case told apart only between equals."""
    return text.casefold().translate(_ORDER), text


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """A sort key as `sort_key`'s, with numbers by their value and before letters: FAR-2 before FAR-10."""
    parts = _DIGITS.split(text.casefold().translate(_ORDER))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def percent(part: int, whole: int) -> int | None:
    """`part` of `whole` as a whole per cent, half rounded up (DOMAIN: 43.75 is 44). None where `whole` is 0."""
    return (200 * part + whole) // (2 * whole) if whole else None


def number(value: int, *, common: bool = False) -> str:
    """A number in running text: a word up to twelve, digits above. `common`: "en" for one thing of common gender."""
    if value == 1 and common:
        return "en"
    return NUMBER_WORDS[value] if 0 <= value < len(NUMBER_WORDS) else str(value)


def digits(value: int) -> str:
    """A number in digits, by thousands: `12 345`, which no line breaks."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def share(part: int, whole: int) -> str:
    """`k av n`: both as words when both are at most twelve, else both in digits (never mixed)."""
    if max(part, whole) < len(NUMBER_WORDS):
        return f"{NUMBER_WORDS[part]} av {NUMBER_WORDS[whole]}"
    return f"{part} av {whole}"


def day(of: date) -> str:
    """A day in running text: `3 mars 2025`."""
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


def listing(names: Iterable[str], word: str = "och") -> str:
    """`a`, `a och b`, `a, b och c`."""
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def genitive(name: str) -> str:
    """`Farstas`, `Norrmalms`, `Alviks`; a name that ends in s, x or z stays as it is; `SDF:s`, `Område 2:s`."""
    last = name.split()[-1:]
    if last and (last[0].isdecimal() or (len(last[0]) > 1 and last[0].isupper())):
        return name + ":s"
    return name if name.casefold().endswith(_GENITIVE_AS_IT_IS) else name + "s"


def upper_first(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def plural(count: int, one: str, many: str) -> str:
    """The word that goes with a count."""
    return one if count == 1 else many


def sorted_names(names: Iterable[str]) -> Sequence[str]:
    """Names in Swedish order."""
    return sorted(names, key=sort_key)
