"""People's own text: Markdown with paragraphs, bold, italics, lists and quotations, as blocks of the report.

A figure that follows the review is a link to its mark, with its form: `[14 av 32](siffra:abc…:andel)`. What the report
cannot carry (headings, tables, other links, HTML) stays as it was typed, so that nothing is lost. A list in a list
becomes items of the outer one; in a numbered list it stays within its item, so that the numbers stay right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from inspektor.domain.document import Block, Bullets, Inline, Inlines, Inserted, Paragraph, Quotation, Text

_RULES = ["emphasis", "list", "blockquote", "newline", "escape", "balance_pairs", "fragments_join"]
_MARKS = re.compile(r"([\\*_])")
_LEAD = re.compile(r"^(\s*\d*)([-+>#.)])(?=\s|$)")  # what would begin a list, a quotation or a heading
_FIGURE = re.compile(r"\[([^][\\*_`]+)\]\(siffra:([a-z]+):([a-z_]+)\)")
_WRITTEN = re.compile(rf"(?<!\\){_FIGURE.pattern}")
_ANY_FIGURE = re.compile(r"(?<!\\)\[([^][]*)\]\(siffra:[^)\s]*\)?")
_BEGINNING = "](siffra:"  # what makes a figure of what stands before it
_LISTS = ("bullet_list_open", "ordered_list_open")


@dataclass
class _Item:
    """A list item: its number as it was typed (empty for a bullet), and its text."""

    number: str
    inlines: list[Inline] = field(default_factory=list)

    def add(self, inlines: Inlines, separator: str) -> None:
        self.inlines += [Text(separator), *inlines] if self.inlines else inlines

    def numbered(self) -> Inlines:
        return (Text(f"{self.number} "), *self.inlines) if self.number else tuple(self.inlines)


def escape_marks(text: str) -> str:
    """Text as Markdown in which nothing is emphasised or a figure."""
    return _MARKS.sub(r"\\\1", text).replace(_BEGINNING, f"]\\{_BEGINNING[1:]}")


def escape_lead(markdown: str) -> str:
    """A paragraph as Markdown that begins no list, quotation or heading."""
    return _LEAD.sub(r"\1\\\2", markdown)


def inline_markdown(inlines: Inlines) -> str:
    """Running text as Markdown; spaces at the ends of what is emphasised stay outside the marks, as Markdown wants."""
    parts = (part for part in inlines if isinstance(part, Text))
    stretches = groupby(parts, lambda part: (part.bold, part.italic))
    return "".join(_marked("".join(map(_kept, same)), *marks) for marks, same in stretches)


def _kept(part: Text) -> str:
    if isinstance(part, Inserted):
        return f"[{part.text}](siffra:{part.mark}:{part.form})"
    return escape_marks(part.text)


def _marked(text: str, bold: bool, italic: bool) -> str:
    bare = text.strip()
    if not bare or not (bold or italic):
        return text
    mark = "*" * (2 * bold + italic)
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left}{mark}{bare}{mark}{right}"


def in_words(markdown: str) -> str:
    """A text as people read it: its figures without their marks."""
    return _WRITTEN.sub(lambda found: found[1], markdown)


def figures(markdown: str) -> Iterator[tuple[int, str, Inserted | None]]:
    """Whatever has the look of a figure: the line that it stands on (from 1), how it is written, and which figure it is
    (None where it is none).
    """
    for found in _ANY_FIGURE.finditer(markdown):
        whole = _FIGURE.search(found[0])
        line = markdown.count("\n", 0, found.start()) + 1
        yield line, found[1], Inserted(whole[1], mark=whole[2], form=whole[3]) if whole else None


def with_figures(markdown: str, told: Callable[[Inserted], str]) -> str:
    """A text with its figures in other words, as `told` gives them."""

    def again(found: re.Match[str]) -> str:
        words = told(Inserted(found[1], mark=found[2], form=found[3]))
        return f"[{words}](siffra:{found[2]}:{found[3]})"

    return _WRITTEN.sub(again, markdown)


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text; none for an empty one."""
    parser = MarkdownIt("zero").enable(_RULES)
    parser.inline.ruler.push("siffra", _figure)
    return tuple(_blocks(iter(parser.parse(markdown))))


def _figure(state: StateInline, silent: bool) -> bool:
    found = _FIGURE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("siffra", "", 0)
        token.content = " ".join(found[1].split())
        token.meta = {"mark": found[2], "form": found[3]}
    state.pos = found.end()
    return True


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        if token.type in _LISTS:
            yield from _list(tokens, token)
        elif token.type == "blockquote_open":
            inside = _until(tokens, token)
            yield from (Quotation(_inlines(inner)) for inner in inside if inner.type == "inline")
        elif token.type == "inline":
            yield Paragraph(_inlines(token))


def _until(tokens: Iterator[Token], opening: Token) -> Iterator[Token]:
    """The tokens up to the one that closes `opening`."""
    closing = opening.type.replace("_open", "_close")
    for token in tokens:
        if token.type == closing and token.level == opening.level:
            return
        yield token


def _list(tokens: Iterator[Token], opening: Token) -> Iterator[Block]:
    """A list; one that does not begin at 1 (`2019. Det året …`) as paragraphs with the numbers that were typed."""
    ordered = opening.type == "ordered_list_open"
    items = [item for item in _items(tokens, opening, ordered=ordered) if item.inlines]
    if ordered and opening.attrGet("start") is not None:
        yield from (Paragraph(item.numbered()) for item in items)
    elif items:
        yield Bullets(tuple(tuple(item.inlines) if ordered else item.numbered() for item in items), ordered=ordered)


def _items(tokens: Iterator[Token], opening: Token, *, ordered: bool) -> list[_Item]:
    items: list[_Item] = []
    own_level = opening.level + 3  # list, item, paragraph, text
    for token in _until(tokens, opening):
        if token.type == "list_item_open" and (not ordered or token.level == opening.level + 1):
            items.append(_Item(f"{token.info}{token.markup}" if token.info else ""))
        elif token.type == "inline":
            items[-1].add(_inlines(token), " " if token.level == own_level or not ordered else " – ")
    return items


def _inlines(token: Token) -> Inlines:
    parts: list[Text] = []
    bold = italic = 0
    for child in token.children or []:
        bold += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        text = " " if child.type in ("softbreak", "hardbreak") else child.content
        if child.type == "siffra":
            parts.append(Inserted(text, bool(bold), bool(italic), **child.meta))
        elif text:
            parts.append(Text(text, bold=bool(bold), italic=bool(italic)))
    return tuple(parts)
