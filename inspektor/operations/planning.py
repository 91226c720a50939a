"""What a review is to be about, as a person fills it in: read, checked field by field, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from inspektor.db import queries
from inspektor.db.store import Store
from inspektor.domain.checklist import Checklist, check_together
from inspektor.domain.errors import Problem
from inspektor.domain.identity import contains_identity_number
from inspektor.domain.values import clean, parse_date
from inspektor.operations import reviews

TEXTS = ("title", "dnr", "theme", "area", "law", "units", "purpose")
START, END = "start", "end"  # the two ends of the period, as a form has them
_DASH = "–"


def plan_errors(typed: Mapping[str, str], kept_period: str = "") -> dict[str, str]:
    """What is wrong with the fields of a plan, a sentence a field; empty when nothing is. A period that the review has
    in words may stay.
    """
    errors = {
        name: "Här står ett personnummer. Ta bort det."
        for name, text in typed.items()
        if contains_identity_number(text)
    }
    if not typed.get("title", "").strip():
        errors["title"] = "Ange granskningens titel."
    period = {} if _in_words(typed, kept_period) else _period_errors(typed.get(START, ""), typed.get(END, ""))
    return {**period, **errors}


def _in_words(typed: Mapping[str, str], kept_period: str) -> bool:
    return bool(kept_period) and typed.get(START, "") == kept_period and not typed.get(END, "")


def _period_errors(start: str, end: str) -> dict[str, str]:
    errors = {}
    dates = {name: parse_date(clean(text)) for name, text in ((START, start), (END, end))}
    for name, text in ((START, start), (END, end)):
        if clean(text) and dates[name] is None:
            errors[name] = "Skriv ett datum som finns, till exempel 2024-07-01."
    first, last = dates[START], dates[END]
    if first is not None and last is not None and first > last:
        errors[END] = "Slutet ligger före början."
    return errors


def period_text(start: str, end: str) -> str:
    """The period as it is kept: `2024-07-01–2025-12-31`, with an end left out that is not given."""
    first, last = parse_date(clean(start)), parse_date(clean(end))
    if first is None and last is None:
        return ""
    return f"{first or ''}{_DASH}{last or ''}"


def period_ends(text: str) -> tuple[str, str]:
    """The two ends of a period that is kept; what is no period of dates is its own beginning."""
    start, dash, end = text.partition(_DASH)
    dates = [not one or parse_date(one) is not None for one in (start, end)]
    return (start, end) if dash and all(dates) else (text, "")


def plan_of(store: Store) -> dict[str, str]:
    """The plan of a review as a form shows it, by field."""
    review = queries.review(store)
    start, end = period_ends(review.period)
    return {**{name: str(getattr(review, name)) for name in TEXTS}, START: start, END: end}


def _about(typed: Mapping[str, str], kept_period: str = "") -> dict[str, str]:
    errors = plan_errors(typed, kept_period)
    if errors:
        raise Problem(" ".join(errors.values()))
    texts = {name: typed.get(name, "").strip() for name in TEXTS}
    kept = _in_words(typed, kept_period)
    return {**texts, "period": kept_period if kept else period_text(typed.get(START, ""), typed.get(END, ""))}


def make_review(path: Path, typed: Mapping[str, str], checklists: Sequence[str], *, by: str) -> list[Checklist]:
    """Make a new review from a plan; see `reviews.create_review`. Problem when a field is wrong."""
    about = _about(typed)
    if not checklists:
        raise Problem("Välj minst en checklista.")
    title = about.pop("title")
    return reviews.create_review(path, title, list(checklists), by=by, **about)


def change_plan(store: Store, typed: Mapping[str, str], *, by: str) -> None:
    """Change what a review is about. Problem when a field is wrong."""
    review = queries.review(store)
    about = _about(typed, review.period)
    reviews.set_about(store, by, **{name: text for name, text in about.items() if text != getattr(review, name)})


def clash(checklists: Sequence[Checklist]) -> str:
    """Why some checklists cannot stand in one review, as a sentence; empty when they can."""
    try:
        check_together(list(checklists))
    except Problem as problem:
        return str(problem)
    return ""
