"""Which answer to a question is a shortcoming, what it is called, and which cases have it."""

from __future__ import annotations

from dataclasses import replace

from inspektor.domain.answers import ANSWER_LABELS, answer_label
from inspektor.domain.document import Trace
from inspektor.domain.questions import Question
from inspektor.domain.results import ASKED, NO, SPECIAL, Column, Count
from inspektor.domain.sentences import trace


def lacking(one: Count, column: Column) -> Trace:
    """The cases with the shortcoming: of the question's base, or of all who were asked if the base cannot hold it."""
    answer = one.question.shortcoming
    outside = answer in SPECIAL and one.question.base == "answered"
    source = trace(one, column, answer)
    if not outside:
        return source
    return replace(source, base=len(column.based_on("asked")), hidden=not column.shows(answer, ASKED))


def shortcoming_label(question: Question) -> str:
    """The question; where the shortcoming is another answer than nej, with that answer."""
    words = shortcoming_in_words(question)
    return question.label if question.shortcoming == NO else f"{question.label} (brist: {words})"


def shortcoming_in_words(question: Question) -> str:
    """The answer that is a shortcoming as a part of a sentence: `nej`, `”Inget alls”`."""
    label = answer_label(question, question.shortcoming)
    return label.lower() if question.shortcoming in ANSWER_LABELS else f"”{label}”"
