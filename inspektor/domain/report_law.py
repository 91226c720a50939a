"""The law that a report cites: the provisions that the checklists rest on, as they stood when the decisions were made.

One line a statute, its chapters and sections in order; a statute that changed between the decisions has a line for
each of its times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inspektor.domain import swedish
from inspektor.domain.document import Block, Bullets, Paragraph, Text
from inspektor.domain.fields import LAWS
from inspektor.domain.law import Law, LawTable
from inspektor.domain.questions import Checklist
from inspektor.domain.results import Material
from inspektor.domain.review import Case

_SECTION = re.compile(r"(?P<section>.*?§§?|\d+ kap\.) (?P<statute>.+)")
_NUMBERS = re.compile(r"\d+|[a-z](?= §)")


@dataclass(frozen=True)
class Provision:
    """A place in a statute; `section` is empty where only the statute is cited, `period` where it needs none."""

    statute: str
    section: str = ""
    period: str = ""
    verified: bool = True


def law_section(material: Material, law: LawTable) -> Iterator[Block]:
    """The report's section about the law."""
    found = provisions(material, law, material.checklists)
    when, how = _dated(material.cases, public=material.public)
    yield _paragraph(f"{when} {how}" if found else when)
    if not found:
        return
    yield _paragraph("Checklistornas frågor bygger på")
    yield Bullets(tuple((Text(line),) for line in _lines(found)))
    if any(not one.section and not one.verified for one in found):
        note = "Kapitel och paragraf anges bara där hänvisningen är kontrollerad mot lagtexten."
        yield Paragraph((Text(note),), "note")


def citations(material: Material, law: LawTable, checklists: Sequence[Checklist]) -> list[str]:
    """The provisions that checklists rest on, a line a statute."""
    return _lines(provisions(material, law, checklists))


def provisions(material: Material, law: LawTable, checklists: Sequence[Checklist]) -> list[Provision]:
    """The provisions that checklists rest on, as they stood at the decisions' dates; of SoL and LSS only what the
    cases fall under. Each with its period where the decisions need more than one.
    """
    keys = dict.fromkeys(key for checklist in checklists for question in checklist.questions for key in question.law)
    found = (one for key in keys if _applies(key, material) for one in _versions(key, law, _days(key, material.cases)))
    return list(dict.fromkeys(found))


def _named_law(key: str) -> str:
    """The law that a key speaks of, `SoL` or `LSS`, as the cases have it; empty for other law."""
    word = re.match(r"[a-zåäö]+", key.casefold())
    return next((name for name in LAWS if word and word[0] == name.casefold()), "")


def _applies(key: str, material: Material) -> bool:
    known = {case.law for case in material.cases if case.law}
    name = _named_law(key)
    return not (known and name) or name in known


def _days(key: str, cases: Iterable[Case]) -> list[date]:
    """The days of the decisions that a key matters for: those under its law, and those whose law is not known."""
    name = _named_law(key)
    dates = {case.decision_date for case in cases if not name or case.law in ("", name)}
    return [date.fromisoformat(day) for day in sorted(dates - {""})]


def _versions(key: str, law: LawTable, days: Sequence[date]) -> list[Provision]:
    versions = law.laws.get(key, ())
    if not versions:
        return [_provision(Law(key, key, verified=True), dated=False)]
    used = [one for one in versions if not days or any(one.applies(day) for day in days)]
    missing = [day for day in days if not any(one.applies(day) for one in used)]
    found = [_provision(one, dated=len(used) > 1 or bool(missing)) for one in used]
    return found + [Provision(line) for line in (law.cite_all(key, missing) if missing else [])]


def _provision(law: Law, *, dated: bool) -> Provision:
    found = _SECTION.fullmatch(law.citation)
    section, statute = (found["section"], found["statute"]) if found else ("", law.citation)
    return Provision(statute, section, law.period if dated else "", law.verified)


def _lines(found: Iterable[Provision]) -> list[str]:
    """`socialtjänstlagen (2001:453): 3 kap. 3 § och 4 kap. 1 §`, with "bland annat" where not every place is known."""
    statutes: dict[tuple[str, str], set[str]] = {}
    for one in found:
        statutes.setdefault((one.statute, one.period), set()).add(one.section)
    return [_line(statute, period, sections) for (statute, period), sections in statutes.items()]


def _line(statute: str, period: str, sections: set[str]) -> str:
    start = f"{statute}, för beslut {period}" if period else statute
    places = swedish.listing(sorted(sections - {""}, key=_place))
    if not places:
        return start
    return f"{start}: bland annat {places}" if "" in sections else f"{start}: {places}"


def _place(section: str) -> tuple[tuple[int, str], ...]:
    """Chapters and sections in the order of their numbers: `3 kap. 5 §` before `11 kap. 1 §`, `6 §` before `6 a §`."""
    parts = _NUMBERS.findall(section)
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)


def _dated(cases: Sequence[Case], *, public: bool) -> tuple[str, str]:
    """When the decisions were made, and how provisions are therefore cited."""
    dates = sorted({case.decision_date for case in cases if case.decision_date})
    if not cases:
        return "Granskningen har ännu inga ärenden.", "Lagrummen anges därför för varje tid de har gällt."
    if not dates:
        return "Beslutens datum är inte registrerade.", "Lagrummen anges därför för varje tid de har gällt."
    when = _years(dates) if public else f"mellan {dates[0]} och {dates[-1]}" if len(dates) > 1 else dates[0]
    undated = _undated(cases, public=public)
    return f"Besluten i ärendena är fattade {when}.{undated}", "Lagrummen anges som de löd vid besluten."


def _years(dates: Sequence[str]) -> str:
    """When, without the day of any one decision."""
    first, last = dates[0][:4], dates[-1][:4]
    return f"under {first}" if first == last else f"under åren {first}–{last}"


def _undated(cases: Iterable[Case], *, public: bool) -> str:
    unknown = sum(not case.decision_date for case in cases)
    if not unknown:
        return ""
    several = "några" if public else swedish.number(unknown)
    return f" I {several} {swedish.plural(2 if public else unknown, 'ärende', 'ärenden')} saknas beslutets datum."


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))
