"""The agreement between two reviewers in print: figures with their intervals, and what no pair was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspektor.domain import swedish
from inspektor.domain.results import SMALL

if TYPE_CHECKING:
    from inspektor.domain.agreement import Agreement
    from inspektor.domain.intervals import Interval


def figures(one: Agreement) -> tuple[str, str, str, str]:
    """Pairs, alike, kappa and AC1; only the first where there are too few pairs for a percentage."""
    if one.pairs < SMALL:
        return str(one.pairs), "", "", ""
    share = f"{swedish.percent(len(one.alike), one.pairs)} %"
    found = one.coefficients
    return (
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


def left_out(one: Agreement) -> str:
    """What is in no pair, and why, as a sentence; empty when everything is."""
    reasons = (
        (one.asked_of_one, "ställdes bara till den ena granskaren"),
        (one.in_conflict, "väntar på att en öppen konflikt avgörs"),
        (one.unanswered, "saknar ännu svar av någon av dem"),
    )
    told = [f"{len(codes)} {why}" for codes, why in reasons if codes]
    return f"Inte med: {', '.join(told)}." if told else ""
