"""The law table: how a law reference is written, chosen by the date of the decision and never by today's.

A key stands for one rule; its versions follow each other in time. The table is a data file that users may correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.domain.toml import TomlTable, read_toml, shown

_NUMBERED = re.compile(r"\bkap\.|§")  # a section number is printed only once somebody has checked it
KEYS = ("key", "citation", "verified", "valid_from", "valid_to", "note")


@dataclass(frozen=True)
class Law:
    """One version of one rule. `valid_to` is its last day; no date is no limit. `verified`: checked against the law."""

    key: str
    citation: str
    verified: bool
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def start(self) -> date:
        """The first day, the earliest there is if it has none."""
        return self.valid_from or date.min

    @property
    def end(self) -> date:
        """The last day, the latest there is if it has none."""
        return self.valid_to or date.max

    def applies(self, on: date) -> bool:
        """Whether this version is the law on that day."""
        return self.start <= on <= self.end

    @property
    def period(self) -> str:
        """When it applies, as a part of a sentence; empty for a version without limits."""
        since = f"från och med {self.valid_from}" if self.valid_from else ""
        until = f"till och med {self.valid_to}" if self.valid_to else ""
        return " ".join(part for part in (since, until) if part)


@dataclass(frozen=True)
class LawTable:
    """All versions of all rules: by key, the oldest first."""

    laws: Mapping[str, tuple[Law, ...]]

    @classmethod
    def parse(cls, text: str, origin: str = "lagtabellen") -> LawTable:
        """The table in a TOML text. Problem with the place for what is wrong; `origin` is the file's name."""
        try:
            return cls(_laws(TomlTable(read_toml(text))))
        except Problem as problem:
            raise Problem(f"{origin}, {problem}") from None

    def cite(self, key: str, on: date | str | None) -> str:
        """How the rule is cited for a decision of that date; for None or an empty text, every version with its period.

        A key that the table does not have is its own citation. A date that no version covers is told, not guessed at.
        """
        versions = self.laws.get(key, ())
        day = _day(on)
        if not versions:
            return key
        if day is None:
            return "; ".join(_dated(law) for law in versions)
        return next((law.citation for law in versions if law.applies(day)), _undetermined(key, [day]))

    def cite_all(self, key: str, dates: Iterable[date | str | None]) -> list[str]:
        """How the rule is cited for decisions of these dates: one citation, or each version they need with its period.

        The dates that no version covers come last, together. Without dates: as `cite` without a date.
        """
        days = sorted({day for day in map(_day, dates) if day})
        versions = self.laws.get(key, ())
        if not days or not versions:
            return [self.cite(key, None)]
        used = [law for law in versions if any(law.applies(day) for day in days)]
        left = [day for day in days if not any(law.applies(day) for law in used)]
        cited = [law.citation if len(used) == 1 and not left else _dated(law) for law in used]
        return [*cited, _undetermined(key, left)] if left else cited


def _day(on: date | str | None) -> date | None:
    """A decision's date; cases keep it as ISO text, empty when it is not known."""
    if isinstance(on, str):
        return date.fromisoformat(on) if on else None
    return on


def _dated(law: Law) -> str:
    return f"{law.citation} ({law.period})" if law.period else law.citation


def _undetermined(key: str, days: list[date]) -> str:
    """What stands where the table has no law for these days (in order, at least one)."""
    when = f"beslutsdatum {days[0]}" if len(days) == 1 else f"{len(days)} beslutsdatum, {days[0]} till {days[-1]}"
    return f"{key} (lagrummet kunde inte bestämmas för {when})"


def _laws(table: TomlTable) -> dict[str, tuple[Law, ...]]:
    table.only(("law",))
    laws: dict[str, list[Law]] = {}
    for number, values in enumerate(table.tables("law"), 1):
        law = _law(TomlTable(values, f"post {number}"))
        laws.setdefault(law.key, []).append(law)
    return {key: _apart(versions) for key, versions in laws.items()}


def _law(table: TomlTable) -> Law:
    key = table.required("key")
    table = TomlTable(table.values, f"{table.where} ({shown(key)})")
    table.only(KEYS)
    since, until = table.day("valid_from"), table.day("valid_to")
    if since and until and since > until:
        raise table.problem("valid_to", f"sista dagen {until} ligger före första dagen {since}. Rätta en av dem.")
    law = Law(key, table.required("citation"), table.flag("verified"), since, until, table.text("note"))
    if not law.verified and _NUMBERED.search(law.citation):
        raise table.problem(
            "citation",
            "kapitel och paragraf får bara stå i ett lagrum som är kontrollerat. "
            "Kontrollera det och skriv verified = true, eller ta bort numret.",
        )
    return law


def _apart(versions: list[Law]) -> tuple[Law, ...]:
    """The versions of one key, oldest first, if no day has two of them."""
    ordered = sorted(versions, key=lambda law: law.start)
    for earlier, later in pairwise(ordered):
        if later.start <= earlier.end:
            both = swedish.listing(f"”{law.citation}”" for law in (earlier, later))
            raise Problem(
                f"nyckeln {shown(later.key)}: {both} gäller samtidigt. "
                "Rätta valid_from och valid_to så att bara en gäller varje dag."
            )
    return tuple(ordered)
