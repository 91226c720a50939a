"""People's own text: Markdown with paragraphs, bold, italics, lists and quotations, as blocks of the report.

What the report cannot carry (headings, tables, links, HTML) stays as it was typed, so that nothing is lost. A list in a
list becomes items of the outer one; in a numbered list it stays within its item, so that the numbers stay right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from inspektor.domain.document import Block, Bullets, Inline, Inlines, Paragraph, Quotation, Text

_RULES = ["emphasis", "list", "blockquote", "newline", "escape", "balance_pairs", "fragments_join"]
_MARKS = re.compile(r"([\\*_])")
_LEAD = re.compile(r"^(\s*\d*)([-+>#.)])(?=\s|$)")  # what would begin a list, a quotation or a heading
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
    """Text as Markdown in which nothing is emphasised."""
    return _MARKS.sub(r"\\\1", text)


def escape_lead(markdown: str) -> str:
    """A paragraph as Markdown that begins no list, quotation or heading."""
    return _LEAD.sub(r"\1\\\2", markdown)


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text; none for an empty one."""
    tokens = MarkdownIt("zero").enable(_RULES).parse(markdown)
    return tuple(_blocks(iter(tokens)))


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
        if text:
            parts.append(Text(text, bold=bool(bold), italic=bool(italic)))
    return tuple(parts)
