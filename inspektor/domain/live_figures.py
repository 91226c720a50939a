"""The figures that people have inserted in their own texts: found again by their marks, and counted anew.

A mark (`figure_marks`) says which figure it is but not what it says, so what a text keeps of a figure is its mark, the
form that it is written in and the words that it had last. Where the question or the group is no longer there, the text
keeps those words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from inspektor.domain import swedish
from inspektor.domain.document import (
    Block,
    Figure,
    Inline,
    Inlines,
    Inserted,
    Report,
    Text,
    Trace,
    in_sections,
    running,
    with_running,
)
from inspektor.domain.figure_forms import COUNTS, FORMS, written
from inspektor.domain.figure_marks import key
from inspektor.domain.results import (
    BASE,
    GIVEN,
    GROUPINGS,
    NOT_ASKED,
    SPECIAL,
    STATE_LABELS,
    UNSETTLED,
    Count,
    Material,
    count,
    counted_answers,
)
from inspektor.domain.sentences import asked_trace, sentence, trace

Place = tuple[str, str, str, str]  # question, answer, grouping and group


def kept(inlines: Inlines) -> Inlines:
    """Running text as people's own text keeps it: its figures, as far as they have a form, as inserted ones."""
    return tuple(_kept(part) if isinstance(part, Figure) else part for part in inlines)


def _kept(part: Figure) -> Text:
    if not part.form:
        return Text(part.text, part.bold, part.italic)
    return Inserted(part.text, part.bold, part.italic, key(part.trace), part.form)


def lost(report: Report) -> list[str]:
    """The inserted figures of a report that the review no longer gives, a sentence for each."""
    return [
        f"Siffran ”{part.text}” i avsnittet ”{heading}” räknas inte längre: frågan, gruppen eller ärendena bakom den "
        "finns inte i granskningen."
        for heading, _, block in in_sections(report.blocks)
        for inlines in running(block)
        for part in inlines
        if isinstance(part, Inserted)
    ]


class LiveFigures:
    """The figures of a review, by mark. Marks are worked out as far as they are asked for: there are thousands."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._places = _places(material)
        self._known: dict[str, Place] = {}
        self._counts: dict[tuple[str, str], Count] = {}

    def trace(self, mark: str) -> Trace | None:
        """Where a figure comes from; None where the review has no such question, answer or group."""
        place = self._place(mark)
        return self.trace_of(place) if place is not None else None

    def trace_of(self, place: Place) -> Trace:
        """Where the figure of a question, an answer and a group comes from."""
        question, answer, grouping, group = place
        one = self._count(question, grouping)
        column = next((each for each in one.columns if each.label == group), one.total) if grouping else one.total
        if answer == GIVEN and one.question.base == "answered":
            return asked_trace(one, column)  # of themselves they would all be
        return trace(one, column, answer)

    def figure(self, part: Inserted) -> Figure | None:
        """An inserted figure as it is now; None where it cannot be told."""
        place = self._place(part.mark)
        if place is None or part.form not in self._forms(place):
            return None
        found = self.trace_of(place)
        made = written(part.form, found)
        return Figure(made.text, found, part.form, part.bold, part.italic) if made.text else None

    def live(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks of a text with its inserted figures counted anew."""
        for block in blocks:
            yield with_running(block, self._live)

    def _live(self, inlines: Inlines) -> Inlines:
        return tuple(self._part(part) for part in inlines)

    def _part(self, part: Inline) -> Inline:
        return (self.figure(part) or part) if isinstance(part, Inserted) else part

    def words(self, part: Inserted) -> str:
        """What an inserted figure says now; what it said last where it cannot be told."""
        made = self.figure(part)
        return part.text if made is None else made.text

    def told(self, part: Inserted) -> str:
        """What an inserted figure tells of, such as `Finns en plan? Ja, Farsta`; empty where it cannot be told."""
        place = self._place(part.mark)
        if place is None or self.figure(part) is None:
            return ""
        question, answer, _, group = place
        asked = self.material.questions[question]
        return f"{asked.label} {self.answer_label(question, answer)}, {group or 'alla ärenden'}"

    def answer_label(self, question: str, answer: str) -> str:
        """An answer as people read it."""
        choices = {choice.name: choice.label for choice in self.material.questions[question].choices}
        return choices.get(answer, STATE_LABELS.get(answer, "Alla (nämnaren)"))

    def _forms(self, place: Place) -> Collection[str]:
        """The forms that a figure can have: only an answer that the base holds is a share of it."""
        question, answer, *_ = place
        asked = self.material.questions[question]
        in_base = answer in counted_answers(asked) or (asked.base != "answered" and answer in SPECIAL)
        return FORMS if in_base else COUNTS

    def _place(self, mark: str) -> Place | None:
        while mark not in self._known:
            place = next(self._places, None)
            if place is None:
                return None
            self._known[_key(place)] = place
        return self._known[mark]

    def _count(self, question: str, grouping: str) -> Count:
        if (question, grouping) not in self._counts:
            self._counts[question, grouping] = count(self.material, question, grouping or None)
        return self._counts[question, grouping]

    # --- what can be inserted -----------------------------------------------------------------------------------------

    def groups(self) -> list[tuple[str, tuple[str, str]]]:
        """The groups that a figure can be of, as people read them, with grouping and group; all cases first."""
        named = [
            (f"{GROUPINGS[grouping].label}: {group}", (grouping, group))
            for grouping in GROUPINGS
            for group in self.material.labels(grouping)
        ]
        return [("Alla ärenden", ("", "")), *named]

    def answers(self, question: str) -> list[tuple[str, str]]:
        """The answers that a figure of a question can be of, as people read them, with their names."""
        names = (*counted_answers(self.material.questions[question]), *SPECIAL, BASE)
        return [(swedish.upper_first(self.answer_label(question, name)), name) for name in names]

    def sentence(self, question: str) -> Inlines:
        """What a question's figures say of all cases; a figure that would not be the same again is only words."""
        parts = kept(sentence(self._count(question, "")))
        again = (self.figure(part) if isinstance(part, Inserted) else None for part in parts)
        return tuple(
            part if found is not None and found.text == part.text else Text(part.text)
            for part, found in zip(parts, again, strict=True)
        )

    def offers(self, place: Place) -> list[Inlines]:
        """The different ways in which a figure can be inserted; for all cases, the whole sentence first. None where
        there is no case to count.
        """
        question, _, grouping, _ = place
        source = self.trace_of(place)
        if not source.base:
            return []
        different: dict[str, Figure] = {}
        for form in self._forms(place):
            made = written(form, source)
            different.setdefault(made.text, made)
        figures = [kept((made,)) for words, made in different.items() if words]
        return [self.sentence(question), *figures] if not grouping else figures


def _places(material: Material) -> Iterator[Place]:
    """Every figure that can be counted by one grouping: those of all cases first."""
    for grouping in ("", *GROUPINGS):
        for group in material.labels(grouping) if grouping else ("",):
            for question in material.questions.values():
                for answer in (*counted_answers(question), BASE, *SPECIAL, NOT_ASKED, UNSETTLED):
                    yield question.id, answer, grouping, group


def _key(place: Place) -> str:
    question, answer, grouping, group = place
    return key(Trace(question, answer, group, (), 0, grouping))
