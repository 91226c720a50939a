"""A double review as texts to show: two reviewers' answers to one question, what they can agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspektor.db.queries import Answer
from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.review import Case
from inspektor.operations import double_reviews
from inspektor.operations.double_reviews import DoubleAnswer, DoubleCase
from inspektor.operations.reviews import find_case
from inspektor.ui.models.asking import OTHER, Ask, Draft, Entry
from inspektor.ui.models.sides import NOTHING, Column, Line, Look, Sides
from inspektor.ui.widgets.settle_list import Item

_NOTES: tuple[tuple[str, str, Look], ...] = (
    ("comment", "Kommentar", "text"),
    ("quotation", "Citat", "quotation"),
    ("place", "Plats i akten", "text"),
)


@dataclass(frozen=True)
class Compared:
    """A case that two people review, with the questions side by side; none of them until both are done."""

    told: DoubleCase
    case: Case
    pairs: tuple[DoubleAnswer, ...]


def read(store: Store) -> list[Compared]:
    """Every case that two people review."""
    return [
        Compared(one, find_case(store, one.code), tuple(double_reviews.compare(store, one.code)) if one.ready else ())
        for one in double_reviews.double_cases(store)
    ]


def name_of(one: Compared, pair: DoubleAnswer | None) -> str:
    """What the list knows a question, or a case that waits, by."""
    return f"{one.told.code}/{pair.question.id}" if pair else one.told.code


def items(found: Sequence[Compared], *, only: bool) -> list[Item]:
    """The list: what differs, and with `only` unset what is alike too; a case that waits for somebody as one line."""
    listed = []
    for one in found:
        if not one.told.ready:
            listed.append(Item(one.told.code, one.told.code, waiting(one.told), open=False))
        listed += [
            Item(name_of(one, pair), one.told.code, pair.question.label, pair.open, _decided(pair))
            for pair in one.pairs
            if pair.differs or not only
        ]
    return listed


def _decided(pair: DoubleAnswer) -> str:
    if pair.consensus is not None:
        return f"Gemensamt svar: {pair.words[2]}"
    return "" if pair.differs else "Lika"


def waiting(one: DoubleCase) -> str:
    """Whom a case waits for."""
    names = [name for name, left in zip((one.reviewer, one.second), one.left, strict=True) if left]
    return f"Väntar på {swedish.listing(names)}"


def left(one: DoubleCase) -> str:
    """What the two have left, and that neither is led by the other meanwhile."""
    told = [
        f"{name} har {count} {swedish.plural(count, 'fråga', 'frågor')} kvar."
        for name, count in zip((one.reviewer, one.second), one.left, strict=True)
        if count
    ]
    return " ".join([*told, "Svaren jämförs när båda är klara. Till dess ser ingen av dem den andras."])


def sides_of(one: Compared, pair: DoubleAnswer) -> Sides:
    """The two answers with what stands beside them; a note that neither has is left out."""
    columns = (Column(one.told.reviewer, "ansvarar för ärendet"), Column(one.told.second, "andra granskare"))
    lines = [Line("Svar", pair.words[:2], "answer", NOTHING["value"])]
    for field, caption, look in _NOTES:
        texts = (_text(pair.first, field), _text(pair.second, field))
        if any(texts):
            lines.append(Line(caption, texts, look, NOTHING[field]))
    return Sides(columns, tuple(lines))


def _text(answer: Answer, field: str) -> str:
    return str(getattr(answer, field))


def ask_of(one: Compared, pair: DoubleAnswer) -> Ask:
    """What they can agree on."""
    names = (one.told.reviewer, one.told.second)
    words = tuple(
        f"{word}, som {name}" if word else f"Inget svar, som {name}"
        for word, name in zip(pair.words[:2], names, strict=True)
    )
    entry = Entry(pair.question.id, "Svar", pair.first.value, question=pair.question)
    return Ask(
        tuple(word if len(word) < 48 else f"Som {name}" for word, name in zip(words, names, strict=True)),
        "Annat svar …",
        (entry,),
    )


def typed(pair: DoubleAnswer, draft: Draft) -> str:
    """The answer that a draft gives, as it is typed."""
    if draft.choice == OTHER or draft.choice is None:
        return draft.written.get(pair.question.id, "")
    value = (pair.first, pair.second)[draft.choice].value
    return "" if value is None else str(value)


def summary(found: Sequence[Compared]) -> str:
    """How far the double reviews have come, in a sentence or two."""
    ready = [one for one in found if one.told.ready]
    unsettled = sum(pair.open for one in ready for pair in one.pairs)
    told = f"{len(ready)} av {len(found)} {swedish.plural(len(found), 'ärende', 'ärenden')} klara att jämföra."
    return f"{told} {unsettled} olika svar att enas om." if ready else told


Found = Mapping[str, tuple[Compared, DoubleAnswer | None]]


def by_name(found: Sequence[Compared]) -> Found:
    """What the list shows, by name."""
    known: dict[str, tuple[Compared, DoubleAnswer | None]] = {}
    for one in found:
        if not one.told.ready:
            known[name_of(one, None)] = (one, None)
        known |= {name_of(one, pair): (one, pair) for pair in one.pairs}
    return known
