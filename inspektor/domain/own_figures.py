"""Figures in people's own texts: a sentence that the review gives just so has the trace of its figures there too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inspektor.domain.document import Block, Bullets, Inline, Inlines, Paragraph, Quotation, Text, plain
from inspektor.domain.results import Material, count
from inspektor.domain.sentences import sentence


def traced(blocks: Iterable[Block], material: Material) -> tuple[Block, ...]:
    """The blocks of a text with a trace for the figures of every sentence that the counting gives word for word."""
    known = _sentences(material)
    return tuple(_traced(block, known) for block in blocks)


def _sentences(material: Material) -> dict[str, Inlines]:
    """What the review tells of each question, by its words."""
    questions = (question for checklist in material.checklists for question in checklist.questions)
    told = (sentence(count(material, question.id)) for question in questions)
    return {plain(one): one for one in told}


def _traced(block: Block, known: Mapping[str, Inlines]) -> Block:
    match block:
        case Paragraph() | Quotation():
            return replace(block, inlines=tuple(_inlines(block.inlines, known)))
        case Bullets():
            return replace(block, items=tuple(tuple(_inlines(item, known)) for item in block.items))
    return block


def _inlines(inlines: Inlines, known: Mapping[str, Inlines]) -> Iterator[Inline]:
    for part in inlines:
        if isinstance(part, Text) and not (part.bold or part.italic):
            yield from _parts(part.text, known)
        else:
            yield part


def _parts(text: str, known: Mapping[str, Inlines]) -> Iterator[Inline]:
    """A text with the sentences that are known in it taken apart, the longest first."""
    found = max((words for words in known if words in text), key=len, default="")
    if not found:
        yield from [Text(text)] if text else []
        return
    before, _, after = text.partition(found)
    yield from _parts(before, known)
    yield from known[found]
    yield from _parts(after, known)
