"""Swedish numbers as people write them, read back: `fjorton`, `tjugofem`, `hundratre`, `1 250`, `43,8`."""

from __future__ import annotations

from fractions import Fraction

ONES = ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
TEENS = ("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
NOUGHT = ("noll", "ingen", "inget", "inga")
_SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}")


def _below_hundred() -> dict[str, int]:
    words = {word: number for number, word in enumerate((*ONES, *TEENS), 1)} | {"en": 1, "aderton": 18}
    for place, tens in enumerate(TENS, 2):
        words[tens] = 10 * place
        words |= {tens + one: 10 * place + number for number, one in enumerate(ONES, 1)}
        words[f"{tens}en"] = 10 * place + 1
    return words


def _words() -> dict[str, int]:
    below = _below_hundred()
    words = dict.fromkeys(NOUGHT, 0) | below
    hundreds = {"hundra": 100} | {f"{one}hundra": 100 * number for number, one in enumerate(ONES, 1)}
    for hundred, value in hundreds.items():
        words[hundred] = value
        words |= {hundred + rest: value + number for rest, number in below.items()}
    return words


WORDS = _words()  # every number up to 999, in each spelling
_ONE = "|".join((*ONES, "en"))
_REST = f"(?:{'|'.join(TENS)})(?:{_ONE})?|{'|'.join((*TEENS, 'aderton'))}"
WORD = (
    f"(?:(?:{'|'.join(ONES)})?hundra(?:{_REST}|{_ONE})?|{_REST}|{_ONE}|{'|'.join(NOUGHT)})"  # in a regular expression
)
DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+)(?:,\d+)?"


def value(text: str) -> Fraction:
    """The number that a text says, which matches DIGITS or WORD."""
    word = text.casefold()
    if word in WORDS:
        return Fraction(WORDS[word])
    return Fraction(text.translate(_SPACES).replace(",", "."))


def decimals(text: str) -> int:
    """How many decimals a number is written with."""
    return len(text.partition(",")[2])


def in_digits(number: Fraction, places: int = 0) -> str:
    """A number in digits with a decimal comma: `44`, `43,8`."""
    return f"{float(number):.{places}f}".replace(".", ",")
