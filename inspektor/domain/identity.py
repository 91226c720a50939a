"""Swedish personal identity numbers: what one tells (gender, birth date), and whether a text holds one.

A number goes in, never out: no result, message or exception here carries a digit of it.

The check digit is python-stdnum's Luhn. Its `stdnum.se.personnummer` (2.2) refuses samordningsnummer (day + 60,
folkbokföringsförordningen 1991:749 5 §) and reads a two-digit year from today's date, where a review needs the
decision's: so the date is read here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum import luhn

from inspektor.domain.errors import Problem

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_BODY = (
    r"(?P<century>18|19|20)?(?P<year>[0-9]{2})(?P<dash>-?)(?P<month>[01][0-9])(?P=dash)(?P<day>[0-9]{2})"
    r"(?: ?(?P<sign>[-+]) ?| ?)(?P<last>[0-9]{4})"
)
_WHOLE = re.compile(_BODY)
_ANYWHERE = re.compile(rf"(?<![0-9])(?=(?:{_BODY})(?![0-9]))")
_DIGIT, _FEWEST = re.compile("[0-9]"), 10  # a number has no fewer digits than these
_COORDINATION = 60  # added to the day of birth in a samordningsnummer
_PLUS_AGE = 100  # years: from the year somebody turns so old, the hyphen is a plus (folkbokföringslagen 18 §)


@dataclass(frozen=True)
class Identity:
    """What an identity number tells of its bearer: `kvinna` or `man`, and the day of birth."""

    gender: str
    birth_date: date


def read_identity_number(text: str, on: date) -> Identity:
    """What the number in `text` says, as seen on the day `on`, which decides the century of a two-digit year.

    Takes personnummer and samordningsnummer written ÅÅÅÅMMDD-NNNN, ÅÅÅÅMMDDNNNN, ÅÅMMDD-NNNN, ÅÅMMDD+NNNN or
    ÅÅMMDDNNNN. Raises Problem, without the number, when it is none of these, does not check, or is not yet born.
    """
    match = _WHOLE.fullmatch(_plain(text))
    if match is None or not _is_written_as_number(match):
        raise Problem("Personnumret ska ha formen ÅÅÅÅMMDD-NNNN eller ÅÅMMDD-NNNN. Rätta det i listan.")
    if not _checks(match):
        raise Problem("Personnumrets kontrollsiffra stämmer inte. Rätta det i listan.")
    born = _birth_date(match, on)
    if born is None:
        raise Problem("Personnumrets datum finns inte, eller ligger efter beslutet. Rätta det i listan.")
    return Identity("man" if int(match["last"][2]) % 2 else "kvinna", born)


def contains_identity_number(text: str) -> bool:
    """Whether a valid identity number stands anywhere in the text, next to other characters than digits.

    Valid means a real date and a right check digit, so that phone numbers, dnr and dates pass. What looks like
    both (ten digits that happen to check) counts as an identity number: a wrong refusal is mended, a leak is not.
    """
    if len(_DIGIT.findall(unicodedata.normalize("NFKC", text))) < _FEWEST:
        return False  # as in most texts, without a look at every sign
    return any(
        _is_written_as_number(match) and _checks(match) and any(_dates(match))
        for match in _ANYWHERE.finditer(_plain(text))
    )


def looks_like_identity_number(text: str) -> bool:
    """Whether the whole text has a number's twelve digits and a real date, with a right check digit or a mistyped
    one.
    """
    match = _WHOLE.fullmatch(_plain(text))
    return match is not None and bool(match["century"]) and any(_dates(match))


def _plain(text: str) -> str:
    """The text with one kind of digit, hyphen and space, and without invisible characters."""
    if text.isascii():
        return text.strip()
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf").translate(_DASHES).strip()


def _is_written_as_number(match: re.Match[str]) -> bool:
    """False for a date with hyphens and a time of day after it, such as 2019-05-11 1430."""
    return not match["dash"] or match["sign"] is not None


def _checks(match: re.Match[str]) -> bool:
    return luhn.is_valid(match["year"] + match["month"] + match["day"] + match["last"])


def _dates(match: re.Match[str]) -> list[date]:
    """The days of birth that the digits can mean, latest first: one with a century, up to three without."""
    day = int(match["day"])
    day -= _COORDINATION if day > _COORDINATION else 0
    found = []
    for century in (match["century"],) if match["century"] else ("20", "19", "18"):
        try:
            found.append(date(int(century + match["year"]), int(match["month"]), day))
        except ValueError:  # no such day that year: 30 February, or 29 in a common year
            continue
    return found


def _birth_date(match: re.Match[str], on: date) -> date | None:
    """The latest day the number can mean that is not after `on`; with a plus, at least a hundred years before."""
    oldest_only = match["sign"] == "+" and not match["century"]
    for born in _dates(match):
        if born <= on and (not oldest_only or on.year - born.year >= _PLUS_AGE):
            return born
    return None
