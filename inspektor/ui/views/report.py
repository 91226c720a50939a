"""Rapport: the outline, an editor for people's own text by section, and the pages as they will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QMenu, QSplitter, QStyledItemDelegate, QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.operations import reports, texts
from inspektor.ui import tokens
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.report_saving import Saving
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.figure_notes import FigureNotes
from inspektor.ui.widgets.flow import Flow, Head
from inspektor.ui.widgets.message_bar import MessageBar
from inspektor.ui.widgets.outline import Outline, Section
from inspektor.ui.widgets.page_preview import PagePreview
from inspektor.ui.widgets.tabs import lead_in
from inspektor.ui.widgets.text_editor import TextEditor

_OUTLINE = 280  # wide enough for the checklists' titles on one line
_INSET = 7  # what a quiet button has left of its words, which stand where the text begins
_TIGHT = 640  # a view narrower than this has no room for the outline beside the text
_PREVIEW_PAUSE = 800  # milliseconds after the last change before the pages are made anew


class ReportView(View):
    """The draft as people write it."""

    name: ClassVar[str] = "rapport"
    title: ClassVar[str] = "Rapport"
    glyph: ClassVar[str] = "document_text"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.section = ""
        self._bodies: dict[str, str] = {}
        self._drafts: dict[str, str] = {}  # what could not be recorded, by section
        top = self._head = Head("Rapport")
        self._turn = button("Sidor", self._show_other)
        self.strip = MessageBar()
        self.saving = Saving(session, self, self.strip, self.record)
        self.saving.choice.chosen.connect(self._on_version)
        top.add(self._turn, *self.saving.tools)
        self.outline = Outline()
        self.outline.chosen.connect(self._on_section)
        self.preview = PagePreview()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._side, self._page = self._outline_side(), self._middle()
        for part in (self._side, self._page, self.preview):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.strip)
        column.addWidget(self._split, 1)
        self._folded = self._turned = False
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_PAUSE)
        self._later.timeout.connect(self._make_pages)
        self._later.timeout.connect(self.figures.ask)
        self._stale, self._making = True, False
        for keys, by in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.outline.step, by))
        QShortcut(QKeySequence("Ctrl+E"), self, self._sentence.click)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        px = look().sizes.px
        self.preview.setMinimumWidth(px(240))
        self._side.setMinimumWidth(px(180))
        self._side.setMaximumWidth(px(_OUTLINE + 40))
        self._split.setSizes([px(_OUTLINE), px(530), px(380)])

    def _outline_side(self) -> QWidget:
        side = surface("side")
        self._waiting = label("", "warning", wrap=True)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(8)
        column.addWidget(self.outline, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(tokens.EDGE, 0, 8, 0)
        foot.setSpacing(4)
        foot.addWidget(label("Grå rubrik: ingen egen text", "note", wrap=True))
        foot.addWidget(self._waiting)
        column.addLayout(foot)
        return side

    def _middle(self) -> QWidget:
        page = surface("page")
        self._heading = label("", "title", wrap=True)
        self._choice = QComboBox()
        self._choice.setAccessibleName("Avsnitt")
        self._choice.setItemDelegate(QStyledItemDelegate(self._choice))  # else the pop-up ignores the style sheet
        self._choice.activated.connect(lambda row: self.outline.choose(self._choice.itemData(row)))
        self._told = label("", "muted", wrap=True)
        self.editor = TextEditor("Avsnittets text")
        self.editor.setPlaceholderText("Skriv avsnittets text här.")
        self.editor.paused.connect(self.record)
        self.figures = FigureNotes(self.session, self.editor)
        self._sentence = button("Infoga mening …", self._choose_sentence, "quiet")
        tools = QWidget()
        row = Flow(tools)
        editor = self.editor
        for words, act, name in (
            ("Fet", editor.toggle_bold, "Fet"),
            ("Lista", editor.toggle_list, "Punktlista"),
            ("Numrerad lista", lambda: editor.toggle_list(ordered=True), "Numrerad lista"),
            ("Citat", editor.toggle_quotation, "Citat"),
        ):
            row.addWidget(button(words, act, "quiet", name=name))
        row.addWidget(self._sentence)
        above, below = QVBoxLayout(), QVBoxLayout()
        for part in (self._choice, self._heading, self._told):
            above.addWidget(part)
        below.addWidget(self.editor, 1)
        below.addWidget(self.figures.note)
        for beside in (above, below):
            beside.setContentsMargins(_INSET, 0, 0, 0)
        above.setSpacing(8)
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.EDGE * 2 - _INSET, tokens.EDGE, tokens.EDGE * 2, tokens.EDGE)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(tools)
        column.addLayout(below, 1)
        lead_in(page, self.editor)
        return page

    def keys(self) -> Keys:
        """What the keys do here."""
        return (
            ("Ctrl+E", "infoga mening"),
            ("Ctrl+B", "fet"),
            ("Ctrl+I", "kursiv"),
            ("Ctrl+↑↓", "avsnitt"),
            ("F6", "nästa ruta"),
        )

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self._head, self.strip, self._side, self._page, self.preview

    def count(self) -> str:
        """The report is a draft until it is adopted."""
        return "utkast"

    def enter(self, word: str) -> None:
        """Come to the front, at a section when one is named."""
        self.saving.show_units()
        self._fill(word or self.section)
        if word:
            self.editor.moveCursor(QTextCursor.MoveOperation.End)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_version()
        self.figures.ask()

    def leave(self) -> None:
        """Record what is being written."""
        self.record()

    def retry(self) -> None:
        """Try again to record what is on screen and not on disk."""
        self.record()

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The pages go first, to be called for by button; then the outline, to a list of choices above the text."""
        self._folded = narrow or low
        tight = self.width() < look().sizes.px(_TIGHT)
        self._side.setVisible(not tight)
        self._choice.setVisible(tight)
        self._heading.setVisible(not tight)
        self._turn.setVisible(self._folded)
        self._show_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the window has folded before its views have their new size."""
        super().resizeEvent(event)
        tight = self.width() < look().sizes.px(_TIGHT)
        if tight == self._heading.isVisibleTo(self):
            self.fold(narrow=self._folded, low=self._folded)

    def _show_other(self) -> None:
        self._turned = not self._turned
        self._show_parts()

    def _show_parts(self) -> None:
        """The text and its pages side by side, or one of them where there is no room for both."""
        self._turn.setText("Text" if self._turned else "Sidor")
        self._turn.setAccessibleName(self._turn.text())
        self._page.setVisible(not (self._folded and self._turned))
        self.preview.setVisible(not self._folded or self._turned)
        self._make_pages()

    def refresh(self, kind: str) -> None:
        """Show the review as it stands: an undo may have changed the text."""
        if kind != "text":
            self.saving.show_units()
            self._fill(self.section)
        self._stale = True
        self._later.start()

    def _fill(self, section: str) -> None:
        store = self.session.store
        self._bodies = texts.bodies(store)
        self._drafts = {name: text for name, text in self._drafts.items() if self._bodies.get(name) != text}
        waiting = {name for name, _ in texts.missing(store)}
        listed = [
            Section(str(one["id"]), str(one["title"]), one["id"] in self._bodies, one["id"] in waiting)
            for one in texts.sections(store)
        ]
        self._choice.clear()
        for one in listed:
            self._choice.addItem(one.title, one.id)
        self._choice.setCurrentIndex(self._choice.findData(self.section))
        self._waiting.setText(f"{len(waiting)} avsnitt väntar på text" if waiting else "")
        self._waiting.setVisible(bool(waiting))
        self.outline.show_sections(listed, section)
        self._on_section(self.outline.current)

    def _on_section(self, section: str) -> None:
        """Show a section's text, unless it is shown already and is being written."""
        self.record()
        shown = self._drafts.get(section, self._bodies.get(section, ""))
        if section == self.section and (self.editor.document().isModified() or self.editor.markdown() == shown):
            return
        found = next(one for one in self.outline.sections if one.id == section)
        self.section = section
        self._choice.setCurrentIndex(self._choice.findData(section))
        self._heading.setText(found.heading)
        self._told.setText(texts.explanation(section))
        self.editor.set_markdown(shown)
        self.figures.ask()
        self.preview.go_to(found.heading)

    def record(self) -> None:
        """Record the section's text when it has changed. When it cannot be, it stays where it was written."""
        section, body = self.section, self.editor.markdown()
        changed = self.editor.document().isModified() or section in self._drafts
        if not section or not changed or body == self._bodies.get(section, ""):
            return
        who = self.session.who

        def write(store: Store) -> bool:
            texts.set_text(store, section, body, by=who)
            return True

        if self.session.do("text", write):
            self._bodies[section] = body
            self._drafts.pop(section, None)
            self.editor.document().setModified(False)
        else:
            self._drafts[section] = body

    def _choose_sentence(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words in reports.sentences(self.session.store, self.section):
            menu.addAction(words, partial(self._insert, words))
        if menu.isEmpty():
            menu.addAction("Det finns inga svar att skriva om ännu").setEnabled(False)
        menu.popup(self._sentence.mapToGlobal(self._sentence.rect().bottomLeft()))

    def _insert(self, words: str) -> None:
        self.editor.insert_sentence(words)
        self.record()

    def _on_version(self) -> None:
        """Show the pages of the version that will be saved, and say what it is."""
        self._head.note.setText(self.saving.choice.about)
        self._stale = True
        self._make_pages()

    def _make_pages(self) -> None:
        """Make the pages anew when something has changed and they are seen; one set of pages at a time."""
        if not self._stale or self._making or not self.preview.isVisible():
            return
        self._stale, self._making = False, True
        today, version = date.today(), self.saving.version

        def make(store: Store) -> bytes:
            return reports.pdf_bytes(store, today, version)

        self.session.work("", make, self._show_pages, over=self._not_made)

    def _not_made(self) -> None:
        self._making = False

    def _show_pages(self, data: bytes) -> None:
        """Show the pages, unless something has changed while they were made."""
        self._making = False
        if self._stale:
            self._make_pages()
            return
        self.preview.show_pdf(data)
        self.preview.go_to(self._heading.text())
