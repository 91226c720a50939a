"""A counted question as running text: "… fanns i 32 av 40 granskade ärenden (80 procent)". Every figure keeps its
trace.
"""

from __future__ import annotations

import re

from inspektor.domain import swedish
from inspektor.domain.document import Figure, Inline, Inlines, Text, Trace
from inspektor.domain.results import NO, SMALL, YES, Column, Count

_SHARE = r"\{(?P<answer>[a-z_]+)\} av \{bas\}"
_PLACE = re.compile(rf"{_SHARE}|\{{(?P<single>[a-z_]+)\}}")
_PERCENT = " ({procent})"


def sentence(count: Count, column: Column | None = None) -> Inlines:
    """What a question's count says, for the total or for one column, as a whole sentence.

    "k av n" first; the percentage only from n = 10; a base of no case or one case gets its own wording.
    """
    column = column or count.total
    if column.base == 0:
        return (Text(_nobody(count, column)),)
    if count.question.type == "ja_nej":
        template = (
            count.question.sentence
            or f"Frågan ”{count.question.label}” besvarades med ja i {{ja}} av {{bas}} ärenden ({{procent}})."
        )
        return _one(count, column) if column.base == 1 else _filled(template, count, column)
    if count.question.choices:
        return _choices(count, column)
    return _filled(f"Frågan ”{count.question.label}” besvarades i {{besvarad}} av {{bas}} ärenden.", count, column)


def trace(count: Count, column: Column, answer: str) -> Trace:
    """Where a figure comes from."""
    return Trace(count.question.id, answer, column.label, column.cases[answer], column.base)


def _nobody(count: Count, column: Column) -> str:
    if column.asked == 0:
        return f"Frågan ”{count.question.label}” ställdes inte i något ärende."
    return f"Frågan ”{count.question.label}” är inte besvarad i något ärende där den ställdes."


def _one(count: Count, column: Column) -> Inlines:
    answer = next((answer for answer in (YES, NO) if column.cases[answer]), None)
    start = f"Frågan ”{count.question.label}” besvarades i "
    if answer is None:
        return (Text(f"{start}inget ärende."),)
    return Text(start), Figure("ett ärende", trace(count, column, answer)), Text(f", med {answer}.")


def _filled(template: str, count: Count, column: Column) -> Inlines:
    """The template with its places filled: `{ja} av {bas}` and `({procent})` as figures, the rest as text."""
    if column.base < SMALL:
        template = template.replace(_PERCENT, "")
    parts: list[Inline] = []
    end = 0
    for found in _PLACE.finditer(template):
        parts += [Text(template[end : found.start()])] if found.start() > end else []
        parts.append(_figure(found, count, column))
        end = found.end()
    return (*parts, Text(template[end:])) if end < len(template) else tuple(parts)


def _figure(found: re.Match[str], count: Count, column: Column) -> Figure:
    if answer := found["answer"]:
        return Figure(swedish.share(len(column.cases[answer]), column.base), trace(count, column, answer))
    name = found["single"]
    if name == "procent":
        return Figure(f"{column.percent(YES)} procent", trace(count, column, YES))
    if name == "bas":
        return Figure(swedish.number(column.base), trace(count, column, YES))
    return Figure(swedish.number(len(column.cases[name])), trace(count, column, name))


def _choices(count: Count, column: Column) -> Inlines:
    """`Label: a i 3 av 12 ärenden (25 procent), b i …`."""
    parts: list[Inline] = [Text(f"{count.question.label.rstrip('?')}: ")]
    for place, choice in enumerate(count.question.choices):
        k = len(column.cases[choice.name])
        lead = ", " if place else ""
        parts.append(Text(f"{lead}{choice.label} i "))
        parts.append(Figure(swedish.share(k, column.base), trace(count, column, choice.name)))
        if column.base >= SMALL:
            parts.append(Text(" ("))
            parts.append(Figure(f"{column.percent(choice.name)} procent", trace(count, column, choice.name)))
            parts.append(Text(")"))
    return (*parts, Text("."))
