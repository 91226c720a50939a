"""An editor for the people's own text: what Word and PDF can carry, kept as the Markdown that `domain.markup` reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocumentFragment,
    QTextFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from inspektor.domain import markup
from inspektor.domain.document import Bullets, Inline, Inlines, Inserted, Paragraph, Quotation, Text
from inspektor.ui.style import look

_PAUSE = 1200  # milliseconds without a key before what is written is recorded
_QUOTE_INDENT = 1
_CHANGING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_PASTE = QKeySequence.StandardKey.Paste
_FIGURE = QTextFormat.Property.UserProperty  # an inserted figure's words, mark and form, and a number of its own
_numbers = count()


@dataclass(frozen=True)
class Placed:
    """An inserted figure in the document: where it begins and ends, as Qt counts."""

    start: int
    end: int
    figure: Inserted


class TextEditor(QTextEdit):
    """Paragraphs, bold, italics, lists, quotations, and inserted figures: each is one as long as it has its own words.
    `paused` is sent when one stops writing or leaves, `refused` when one writes where the text is only shown. `about`
    says what a figure tells of.
    """

    paused = Signal()
    refused = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.paused)
        self.textChanged.connect(self._timer.start)
        self.cursorPositionChanged.connect(self._step_out)
        self._taken = "", QTextDocumentFragment()  # what was cut or copied here last: in words, and whole
        self.about: Callable[[Inserted], str] = lambda figure: figure.text
        look().changed.connect(self._dress)
        shortcuts = (("Ctrl+B", self.toggle_bold), ("Ctrl+I", self.toggle_italic))
        here = Qt.ShortcutContext.WidgetShortcut
        self._shortcuts = [QShortcut(QKeySequence(keys), self, act, context=here) for keys, act in shortcuts]

    def only_show(self) -> None:
        """Let the text be read, chosen and copied, and not changed."""
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setPlaceholderText("Avsnittet har ingen egen text.")
        self.setAccessibleDescription("Kan läsas och kopieras, men inte ändras.")
        for one in self._shortcuts:
            one.setEnabled(False)

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
        """Make the chosen paragraphs a list, a list of the other kind this kind, or the list paragraphs again."""
        cursor = self.textCursor()
        present = _list_of(cursor.block())
        style = QTextListFormat.Style.ListDecimal if ordered else QTextListFormat.Style.ListDisc
        if present is None:
            cursor.createList(style)
        elif present.format().style() != style:
            form = present.format()
            form.setStyle(style)
            present.setFormat(form)
        else:
            present.remove(cursor.block())
            cursor.setBlockFormat(_plain())
        self.setFocus()

    def toggle_quotation(self) -> None:
        """Make the paragraph a quotation, or a paragraph again."""
        cursor = self.textCursor()
        cursor.setBlockFormat(_plain() if _is_quote(cursor.block()) else _quote())
        self.setFocus()

    def insert_inlines(self, inlines: Inlines) -> None:
        """Insert figures, or a sentence with some, where the cursor stands, with a space before where one is needed."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        before = cursor.block().text()[: cursor.positionInBlock()]
        _insert(cursor, ((Text(" "),) if before and before[-1] not in " (" else ()) + inlines)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._step_out()
        self.setFocus()

    def insert_quotation(self, text: str) -> None:
        """Insert a quotation after the paragraph where the cursor stands, or in its place where that is empty."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        for line in filter(None, map(str.strip, text.splitlines())):
            if cursor.block().text() or _list_of(cursor.block()) is not None:
                cursor.insertBlock(_quote(), QTextCharFormat())
            else:
                cursor.setBlockFormat(_quote())
            cursor.insertText(line, QTextCharFormat())
        if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
            cursor.insertBlock(_plain(), QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus()

    # --- inserted figures ---------------------------------------------------------------------------------------------

    def figures(self) -> list[Placed]:
        """The inserted figures, in order."""
        document = self.document()
        blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
        return [placed for block in blocks for fragment in _fragments(block) if (placed := _placed(fragment))]

    def figure_at(self, position: int) -> Inserted | None:
        """The figure that a position is in or beside; None where there is none."""
        found = filter(None, map(_placed, _fragments(self.document().findBlock(position))))
        return next((one.figure for one in found if one.start <= position <= one.end), None)

    def reword(self, words: Callable[[Inserted], str]) -> bool:
        """Give the figures other words; whether any were other than before. In a text that nobody has changed since it
        was shown, that is no change of theirs.
        """
        differing = [one for one in self.figures() if words(one.figure) != one.figure.text]
        untouched = not self.document().isModified()
        self.blockSignals(untouched)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for one in reversed(differing):
            cursor.setPosition(one.start)
            cursor.setPosition(one.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words(one.figure), _formed(replace(one.figure, text=words(one.figure))))
        cursor.endEditBlock()
        if untouched and differing:
            self.document().clearUndoRedoStacks()
            self.document().setModified(False)
        self.blockSignals(False)
        return bool(differing)

    def _step_out(self) -> None:
        """What is written beside a figure, or in it, is no part of it."""
        form = self.currentCharFormat()
        if form.hasProperty(_FIGURE) and not self.textCursor().hasSelection():
            form.clearProperty(_FIGURE)
            self.setCurrentCharFormat(form)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what is written over a choice that begins at a figure's end is no part of the figure."""
        cursor = self.textCursor()
        writes = bool(event.text()) and event.text().isprintable()
        if self.isReadOnly() and (writes or event.key() in _CHANGING or event.matches(_PASTE)):
            self.refused.emit()
        if writes and cursor.position() < cursor.anchor():
            start, end = cursor.position(), cursor.anchor()
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802  (Qt's own name)
        """Qt's own call: what is cut or copied here keeps its figures and its bold when it is put in here again."""
        made = super().createMimeDataFromSelection()
        self._taken = made.text(), self.textCursor().selection()
        return made

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what comes from elsewhere comes as plain text."""
        words, taken = self._taken
        if words and source.text() == words:
            self.textCursor().insertFragment(taken)
        else:
            super().insertFromMimeData(source)

    def event(self, event: QEvent) -> bool:
        """Qt's own call: a figure tells what it is to one who points at it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            inside = self.viewport().mapFrom(self, event.pos())
            found = self.figure_at(self.cursorForPosition(inside).position()) if self._over_text(inside) else None
            QToolTip.showText(event.globalPos(), self.about(found) if found else "", self)
            return True
        return super().event(event)

    def _over_text(self, inside: QPoint) -> bool:
        near = self.cursorRect(self.cursorForPosition(inside))
        return abs(near.center().y() - inside.y()) <= near.height() and abs(near.x() - inside.x()) <= near.height()


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
        cursor.insertText(part.text, _formed(part))


def _formed(part: Inline) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold if part.bold else QFont.Weight.Normal)
    form.setFontItalic(part.italic)
    if isinstance(part, Inserted):
        form.setProperty(_FIGURE, [part.text, part.mark, part.form, str(next(_numbers))])
    return form


def _lead(block: QTextBlock) -> str:
    """What stands before a block in Markdown: `- `, `1. `, `> ` or nothing."""
    inside = _list_of(block)
    if inside is not None:
        ordered = inside.format().style() == QTextListFormat.Style.ListDecimal
        return f"{inside.itemNumber(block) + 1}. " if ordered else "- "
    return "> " if _is_quote(block) else ""


def _inline(block: QTextBlock, *, start: bool) -> str:
    parts = tuple(_part(fragment) for fragment in _fragments(block))
    text = markup.inline_markdown(parts).strip()
    return markup.escape_lead(text) if start else text


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    fragments = block.begin()
    while not fragments.atEnd():
        yield fragments.fragment()
        fragments += 1


def _part(fragment: QTextFragment) -> Text:
    """A stretch of text: an inserted figure as long as it has the words of one."""
    form, text = fragment.charFormat(), fragment.text().replace("\u2028", " ")
    marks = form.fontWeight() >= QFont.Weight.DemiBold, form.fontItalic()
    kept = form.property(_FIGURE)
    if kept and kept[0] == text:
        return Inserted(text, *marks, kept[1], kept[2])
    return Text(text, *marks)


def _placed(fragment: QTextFragment) -> Placed | None:
    part = _part(fragment)
    start = fragment.position()
    return Placed(start, start + fragment.length(), part) if isinstance(part, Inserted) else None
