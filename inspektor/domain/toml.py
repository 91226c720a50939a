"""TOML text in, tables that know their place out: what the checklist reader and the law table share. Reads no files."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from inspektor.domain.errors import Problem

LARGEST = 1_000_000  # characters in one file; a long checklist has 20,000
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")
# A key a.b.c… takes tomllib time that grows as the square of its parts: hours for a file of 1 MB.
_ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\"']?[\w-]++[\"']?+\s*+\.\s*+){50}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_KINDS = (
    (bool, "true eller false"),
    (str, "en text"),
    (int, "ett tal"),
    (float, "ett decimaltal"),
    (date, "ett datum"),
    (list, "en lista"),
    (dict, "en tabell"),
)
_REASONS = {  # what tomllib says, and what a person needs to hear
    "Cannot overwrite": "samma nyckel står två gånger. Ta bort den ena.",
    "Duplicate inline": "samma nyckel står två gånger. Ta bort den ena.",
    "Cannot declare": "samma rubrik inom hakparenteser står två gånger. Ta bort den ena, eller skriv [[…]].",
    "Unterminated string": "en text saknar sitt avslutande citattecken. Skriv dit det.",
    "Illegal character": "en text saknar sitt avslutande citattecken eller har ett otillåtet tecken. Rätta texten.",
    "Unescaped": "ett omvänt snedstreck (\\) i en text måste skrivas dubbelt (\\\\). Rätta texten.",
    "Expected '='": "efter nyckeln saknas ett likhetstecken. Skriv nyckel = värde.",
    "Unclosed array": "en lista saknar sin avslutande hakparentes. Skriv dit den.",
}
_OTHERWISE = (
    "raden går inte att läsa som TOML. Skriv nyckel = värde, texter inom citattecken och listor inom hakparenteser."
)


def read_toml(source: str) -> dict[str, object]:
    """The tables of a TOML text. Problem with the line for what is no TOML, or too large or too deep to be meant."""
    if len(source) > LARGEST:
        raise Problem("filen är för stor: högst 1 MB kan läsas. Kontrollera att det är rätt fil.")
    if _ENDLESS_KEY.search(source):
        raise Problem("filen har en nyckel med fler än 50 led med punkt emellan. Ta bort den.")
    try:
        return tomllib.loads(source.removeprefix("\ufeff"))
    except RecursionError:
        raise Problem(
            "listor eller tabeller ligger för djupt inuti varandra. Ta bort de onödiga hakparenteserna."
        ) from None
    except ValueError as error:
        raise Problem(_syntax(str(error), source)) from None


def _syntax(message: str, source: str) -> str:
    """The Swedish sentence for a message of tomllib, with its line."""
    reason = next((told for said, told in _REASONS.items() if message.startswith(said)), _OTHERWISE)
    if found := _POSITION.search(message):
        return f"rad {found[1]}, kolumn {found[2]}: {reason}"
    if "at end of document" in message:
        return f"rad {source.rstrip().count(chr(10)) + 1} (filens slut): {reason}"
    return "ett tal i filen har för många siffror. Skriv texter och versioner inom citattecken."


def shown(name: str) -> str:
    """A name from the file as a message may show it: in quotes, printable and not too long."""
    printable = "".join(sign if sign.isprintable() else "?" for sign in name)
    return f"”{printable[:57]}…”" if len(printable) > 60 else f"”{printable}”"


def nearest(name: str, known: Collection[str]) -> str:
    """` Menade du x?` for the known name most like this one, or nothing."""
    close = difflib.get_close_matches(name[:100], list(known), n=1)
    return f" Menade du {close[0]}?" if close else ""


@dataclass(frozen=True)
class TomlTable:
    """One table of the file: its values, and where it stands in words (empty: the top of the file).

    Every getter raises Problem with the place and the key for a value of the wrong type; a text comes stripped.
    """

    values: Mapping[str, object]
    where: str = ""

    def problem(self, key: str, sentence: str) -> Problem:
        """A Problem with this table's place and the key."""
        return Problem(f"{self.where}{', ' if self.where else ''}nyckeln {key}: {sentence}")

    def only(self, known: Collection[str]) -> None:
        """Refuse keys other than these."""
        for key in self.values:
            if key not in known:
                listed = ", ".join(known)
                raise self.problem(shown(key), f"nyckeln finns inte.{nearest(key, known)} De som finns är {listed}.")

    def text(self, key: str) -> str:
        """The text of a key, empty if the key is absent."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, value, "en text inom citattecken")
        if _UNPRINTABLE.search(value):
            raise self.problem(key, "texten innehåller ett styrtecken som inte kan skrivas ut. Ta bort det.")
        return value.strip()

    def required(self, key: str) -> str:
        """The text of a key that must be there and not be empty."""
        if not (value := self.text(key)):
            raise self.problem(key, f'nyckeln saknas eller är tom. Lägg till raden {key} = "…".')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts of a key, empty if the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self._wrong(key, value, "en lista med texter inom hakparenteser")
        if not all(isinstance(item, str) and item.strip() for item in value):
            raise self.problem(
                key, "varje del av listan ska vara en text inom citattecken som inte är tom. Rätta listan."
            )
        return tuple(item.strip() for item in value)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """The truth value of a key. Without a default the key must be there."""
        value = self.values.get(key, default)
        if value is None:
            raise self.problem(key, f"nyckeln saknas. Lägg till raden {key} = true eller {key} = false.")
        if not isinstance(value, bool):
            raise self._wrong(key, value, "true eller false utan citattecken")
        return value

    def day(self, key: str) -> date | None:
        """The date of a key, None if the key is absent."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self._wrong(key, value, "ett datum utan citattecken, som 2025-06-30")
        return value

    def tables(self, key: str) -> list[Mapping[str, object]]:
        """The tables under `[[key]]` (or in an inline list), in order."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(
                key, value, "tabeller: en rubrik med dubbla hakparenteser för varje, eller en lista med { … }"
            )
        return value

    def _wrong(self, key: str, value: object, wanted: str) -> Problem:
        kind = (
            "en tidpunkt"
            if isinstance(value, datetime)
            else next((told for of, told in _KINDS if isinstance(value, of)), "en tid")
        )
        return self.problem(key, f"här står {kind}. Skriv {wanted}.")
