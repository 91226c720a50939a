"""The command that tells how alike two reviewers answer: `samstammighet`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inspektor.commands.outcome import Outcome, some
from inspektor.domain import swedish
from inspektor.domain.results import SMALL

if TYPE_CHECKING:
    from inspektor.domain.agreement import Agreement, Agreements
    from inspektor.domain.intervals import Interval

HEADINGS = ("", "par", "lika", "kappa", "AC1")


def samstammighet(given: Namespace) -> Outcome:
    """Tell how alike the reviewers of double reviewed cases have answered."""
    from inspektor.db.store import Store
    from inspektor.operations.agreement import agreement

    with Store.open(given.file) as store:
        found = agreement(store)
    data = {
        "cases": found.cases,
        "questions": [_data(one) for one in found.questions],
        "checklists": [_data(one) for one in found.checklists],
    }
    return Outcome(data, _lines(found))


def _data(one: Agreement) -> dict[str, Any]:
    found = one.coefficients
    return {
        "id": one.id,
        "label": one.label,
        "checklist": one.checklist,
        "pairs": one.pairs,
        "alike": len(one.alike),
        "agreement": one.percent_alike,
        "agreement_interval": one.interval,
        "kappa": found and found.kappa,
        "kappa_interval": found and found.kappa_interval,
        "ac1": found and found.ac1,
        "ac1_interval": found and found.ac1_interval,
        "asked_of_one": len(one.asked_of_one),
        "in_conflict": len(one.in_conflict),
        "unanswered": len(one.unanswered),
        "different": list(one.different),
        "sentence": one.sentence,
    }


def _lines(found: Agreements) -> list[str]:
    """A table of every checklist and its questions; under each row what it means, and what is in no pair."""
    if not found.cases:
        return ["Inget ärende har två granskare, så det finns inga svar att jämföra."]
    rows = [
        one
        for checklist in found.checklists
        for one in (checklist, *(each for each in found.questions if each.checklist == checklist.id))
    ]
    cells = [HEADINGS, *(_cells(one) for one in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADINGS))]
    lines = [f"{some(found.cases, 'ärende', 'ärenden')} med två granskare. Inom hakparentes: 95 procents intervall."]
    lines += ["", _row(HEADINGS, widths)]
    for one, row in zip(rows, cells[1:], strict=True):
        lines += [_row(row, widths), *(f"    {told}" for told in (one.sentence, *_left_out(one)))]
    return lines


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cells(one: Agreement) -> tuple[str, ...]:
    """A checklist by its title, a question by its id; figures only where there are pairs enough for a percentage."""
    name = one.label if one.id == one.checklist else f"  {one.id}"
    if one.pairs < SMALL:
        return name, str(one.pairs), "", "", ""
    share = f"{swedish.percent(len(one.alike), one.pairs)} %"
    found = one.coefficients
    return (
        name,
        str(one.pairs),
        _with_ends(share, one.interval, 0),
        _with_ends(_decimal(found.kappa), found.kappa_interval) if found and found.kappa is not None else "–",
        _with_ends(_decimal(found.ac1), found.ac1_interval) if found else "–",
    )


def _with_ends(figure: str, ends: Interval | None, decimals: int = 2) -> str:
    return f"{figure} [{'; '.join(_decimal(end, decimals) for end in ends)}]" if ends else figure


def _decimal(figure: float, decimals: int = 2) -> str:
    """With a decimal comma, and no minus before a figure that is 0 as it is shown."""
    return f"{figure:z.{decimals}f}".replace(".", ",").replace("-", "−")


def _left_out(one: Agreement) -> list[str]:
    reasons = (
        (one.asked_of_one, "ställdes bara till den ena granskaren"),
        (one.in_conflict, "väntar på att en öppen konflikt avgörs"),
        (one.unanswered, "saknar ännu svar av någon av dem"),
    )
    told = [f"{len(codes)} {why}" for codes, why in reasons if codes]
    return [f"Inte med: {', '.join(told)}."] if told else []
