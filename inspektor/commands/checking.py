"""The command that checks what people have written against the review."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from inspektor.commands.outcome import ATTENTION, DONE, Outcome, some

if TYPE_CHECKING:
    from inspektor.domain.figure_check import Finding

_LONG = 100


def siffror(given: Namespace) -> Outcome:
    """Check every number of a Word report."""
    from inspektor.db.store import Store
    from inspektor.operations.figures_check import check_figures

    with Store.open(given.file) as store:
        checked = check_figures(store, given.report)
    found = checked.findings
    wrong = [one for one in found if one.right is False]
    unknown = [one for one in found if one.right is None]
    lines = [*map(_wrong, wrong), *map(_unknown, unknown), _sum(len(found), len(wrong), len(unknown))]
    lines += [checked.remark] if checked.remark else []
    attention = wrong or any(one.share for one in unknown)
    data = {"claims": [_claim(one) for one in found], "remark": checked.remark}
    return Outcome(data, lines, ATTENTION if attention else DONE)


def _claim(one: Finding) -> dict[str, Any]:
    source = one.trace
    return {
        "text": one.sentence,
        "found": one.text,
        "expected": one.expected or None,
        "ok": one.right,
        "place": one.place,
        "why": one.why,
        "question": source.question if source else None,
        "group": source.group if source else None,
        "cases": [code for code in source.cases if code] if source else [],
    }


def _wrong(one: Finding) -> str:
    codes = [code for code in one.trace.cases if code] if one.trace else []
    cases = f"Ärenden: {', '.join(codes)}." if codes else ""
    return " ".join(filter(None, (f"Fel: {one.text} ({one.place}).", one.told, cases)))


def _unknown(one: Finding) -> str:
    sentence = one.sentence if len(one.sentence) <= _LONG else f"{one.sentence[:_LONG]}…"
    return f"Känns inte igen: {one.text} ({one.place}): {sentence}"


def _sum(found: int, wrong: int, unknown: int) -> str:
    if not found:
        return "Dokumentet har inga siffror att kontrollera."
    right = found - wrong - unknown
    return f"{some(found, 'siffra', 'siffror')}: {right} rätt, {wrong} fel, {unknown} känns inte igen."
