"""People's own text: Markdown with paragraphs, bold, italics, lists and quotations, as blocks of the report.

What the report cannot carry (headings, tables, links, HTML) stays as it was typed, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from inspektor.domain.document import Block, Bullets, Inlines, Paragraph, Quotation, Text

_RULES = ["emphasis", "list", "blockquote", "newline", "escape", "balance_pairs", "fragments_join"]


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text; none for an empty one."""
    tokens = MarkdownIt("zero").enable(_RULES).parse(markdown)
    return tuple(_blocks(iter(tokens)))


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            yield Bullets(tuple(_items(tokens, token)), ordered=token.type == "ordered_list_open")
        elif token.type == "blockquote_open":
            yield from (Quotation(inlines) for inlines in _paragraphs(_until(tokens, token)))
        elif token.type == "inline":
            yield Paragraph(_inlines(token))


def _until(tokens: Iterator[Token], opening: Token) -> Iterator[Token]:
    """The tokens up to the one that closes `opening`."""
    closing = opening.type.replace("_open", "_close")
    for token in tokens:
        if token.type == closing and token.level == opening.level:
            return
        yield token


def _items(tokens: Iterator[Token], opening: Token) -> Iterator[Inlines]:
    """The items of a list; an item's paragraphs and a list inside it follow as items of their own."""
    return _paragraphs(_until(tokens, opening))


def _paragraphs(tokens: Iterator[Token]) -> Iterator[Inlines]:
    return (_inlines(token) for token in tokens if token.type == "inline")


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
