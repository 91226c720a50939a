"""Figures in people's own texts: a sentence that the review gives just so has the trace of its figures there too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inspektor.domain import markup
from inspektor.domain.document import Block, Bullets, Inline, Inlines, Paragraph, Quotation, Text, plain
from inspektor.domain.figures_in_text import claims, sentences
from inspektor.domain.results import Material, count
from inspektor.domain.sentences import sentence


def traced(blocks: Iterable[Block], material: Material) -> tuple[Block, ...]:
    """The blocks of a text with a trace for the figures of every sentence that the counting gives word for word."""
    known = _sentences(material)
    return tuple(_traced(block, known) for block in blocks)


def uncounted(text: str, material: Material) -> bool:
    """Whether a text in Markdown has a figure that the counting does not give word for word."""
    own = (part.text for inlines in _running(traced(markup.blocks(text), material)) for part in inlines)
    return any(claims(words) for part in own for _, words in sentences(part))


def _running(blocks: Iterable[Block]) -> Iterator[Iterable[Text]]:
    """The words of a text that are not counted figures, paragraph by paragraph."""
    for block in blocks:
        match block:
            case Paragraph() | Quotation():
                yield (part for part in block.inlines if isinstance(part, Text))
            case Bullets():
                yield from ((part for part in item if isinstance(part, Text)) for item in block.items)


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
