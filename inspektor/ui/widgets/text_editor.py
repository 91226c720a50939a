"""An editor for the people's own text: what Word and PDF can carry, kept as the Markdown that `domain.markup` reads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit

from inspektor.domain import markup
from inspektor.domain.document import Bullets, Figure, Inlines, Paragraph, Quotation
from inspektor.ui.style import look

_PAUSE = 1200  # milliseconds without a key before what is written is recorded
_QUOTE_INDENT = 1


class TextEditor(QTextEdit):
    """Paragraphs, bold, italics, lists and quotations. `paused` is sent when one stops writing or leaves."""

    paused = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.paused)
        self.textChanged.connect(self._timer.start)
        look().changed.connect(self._dress)
        shortcuts = (("Ctrl+B", self.toggle_bold), ("Ctrl+I", self.toggle_italic))
        for keys, act in shortcuts:
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetShortcut)

    def _dress(self) -> None:
        """Another text size: the lines follow it. What was done before can no longer be undone in the editor."""
        self.blockSignals(True)
        modified = self.document().isModified()
        block = self.document().begin()
        while block.isValid():
            if _list_of(block) is None:
                QTextCursor(block).setBlockFormat(_quote() if _is_quote(block) else _plain())
            block = block.next()
        self.document().clearUndoRedoStacks()
        self.document().setModified(modified)
        self.blockSignals(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().focusOutEvent(event)
        if self._timer.isActive():
            self._timer.stop()
            self.paused.emit()

    def set_markdown(self, text: str) -> None:
        """Show a text."""
        self.blockSignals(True)
        self.clear()
        cursor = self.textCursor()
        for place, block in enumerate(markup.blocks(text)):
            if place:
                cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            if isinstance(block, Bullets):
                self._insert_list(cursor, block)
            elif isinstance(block, Paragraph | Quotation):
                cursor.setBlockFormat(_quote() if isinstance(block, Quotation) else _plain())
                _insert(cursor, block.inlines)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.blockSignals(False)

    @staticmethod
    def _insert_list(cursor: QTextCursor, block: Bullets) -> None:
        style = QTextListFormat.Style.ListDecimal if block.ordered else QTextListFormat.Style.ListDisc
        for place, item in enumerate(block.items):
            if place:
                cursor.insertBlock()
            else:
                cursor.createList(style)
            _insert(cursor, item)

    def markdown(self) -> str:
        """The text as Markdown."""
        lines: list[str] = []
        block, kind = self.document().begin(), ""
        while block.isValid():
            lead, after = _lead(block), kind
            kind = lead.strip()[:1]
            if lines and not (kind and kind == after and kind != ">"):
                lines.append("")
            lines.append(lead + _inline(block, start=not lead))
            block = block.next()
        return "\n".join(lines).strip()

    def toggle_bold(self) -> None:
        """Bold on or off for what is chosen, or for what is written next."""
        bold = self.fontWeight() >= QFont.Weight.DemiBold
        self.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.DemiBold)

    def toggle_italic(self) -> None:
        """Italics on or off."""
        self.setFontItalic(not self.fontItalic())

    def toggle_list(self, *, ordered: bool = False) -> None:
        """Make the chosen paragraphs a list, or the list paragraphs again."""
        cursor = self.textCursor()
        present = _list_of(cursor.block())
        if present is not None:
            present.remove(cursor.block())
            cursor.setBlockFormat(_plain())
        else:
            cursor.createList(QTextListFormat.Style.ListDecimal if ordered else QTextListFormat.Style.ListDisc)
        self.setFocus()

    def toggle_quotation(self) -> None:
        """Make the paragraph a quotation, or a paragraph again."""
        cursor = self.textCursor()
        cursor.setBlockFormat(_plain() if _is_quote(cursor.block()) else _quote())
        self.setFocus()

    def insert_sentence(self, sentence: str) -> None:
        """Insert a sentence where the cursor stands, with a space before it where one is needed."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(f" {sentence}" if before and not before.endswith(" ") else sentence)
        self.setFocus()


def _plain() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setBottomMargin(look().sizes.px(8))
    made.setLineHeight(look().sizes.px(24), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return made


def _quote() -> QTextBlockFormat:
    made = _plain()
    made.setIndent(_QUOTE_INDENT)
    made.setRightMargin(look().sizes.px(24))
    made.setTopMargin(look().sizes.px(8))
    return made


def _list_of(block: QTextBlock) -> QTextList | None:
    return block.textList()  # None outside a list, whatever Qt's types say


def _is_quote(block: QTextBlock) -> bool:
    return _list_of(block) is None and block.blockFormat().indent() >= _QUOTE_INDENT


def _insert(cursor: QTextCursor, inlines: Inlines) -> None:
    for part in inlines:
        form = QTextCharFormat()
        if not isinstance(part, Figure):
            form.setFontWeight(QFont.Weight.DemiBold if part.bold else QFont.Weight.Normal)
            form.setFontItalic(part.italic)
        cursor.insertText(part.text, form)


def _lead(block: QTextBlock) -> str:
    """What stands before a block in Markdown: `- `, `1. `, `> ` or nothing."""
    inside = _list_of(block)
    if inside is not None:
        ordered = inside.format().style() == QTextListFormat.Style.ListDecimal
        return f"{inside.itemNumber(block) + 1}. " if ordered else "- "
    return "> " if _is_quote(block) else ""


def _inline(block: QTextBlock, *, start: bool) -> str:
    parts = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        form = fragment.charFormat()
        parts.append(
            _marked(fragment.text(), bold=form.fontWeight() >= QFont.Weight.DemiBold, italic=form.fontItalic())
        )
        fragments += 1
    text = "".join(parts).strip()
    return markup.escape_lead(text) if start else text


def _marked(text: str, *, bold: bool, italic: bool) -> str:
    """A stretch with its marks; spaces at its ends stay outside them, as Markdown wants."""
    text = text.replace("\u2028", " ")
    bare = markup.escape_marks(text.strip())
    if not bare or not (bold or italic):
        return markup.escape_marks(text)
    mark = "***" if bold and italic else "**" if bold else "*"
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{left}{mark}{bare}{mark}{right}"
