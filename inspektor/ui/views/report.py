"""Rapport: the outline, an editor for people's own text by section, and the pages as they will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QSplitter, QStyledItemDelegate, QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.domain.document import Inlines
from inspektor.domain.errors import Problem
from inspektor.domain.live_figures import LiveFigures
from inspektor.operations import disposition, quotations, reports, texts
from inspektor.operations.disposition import Line
from inspektor.operations.quotations import Quotations
from inspektor.ui import tokens
from inspektor.ui.dialogs.insert_figure import InsertFigureDialog
from inspektor.ui.dialogs.insert_quotation import InsertQuotationDialog
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.arranging import Arranging
from inspektor.ui.views.report_saving import Saving
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.figure_notes import FigureNotes
from inspektor.ui.widgets.flow import Flow, Head
from inspektor.ui.widgets.message_bar import MessageBar
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.outline import Outline, Section
from inspektor.ui.widgets.page_preview import PagePreview
from inspektor.ui.widgets.tabs import lead_in
from inspektor.ui.widgets.text_editor import TextEditor

_OUTLINE = 280  # wide enough for the checklists' titles on one line
_INSET = 7  # what a quiet button has left of its words, which stand where the text begins
_TIGHT = 640  # a view narrower than this has no room for the outline beside the text
_HERE = Qt.ShortcutContext.WidgetShortcut
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
        self._lines: dict[str, Line] = {}
        self._shown = ""  # what the editor was given, or what was last recorded of it
        self._drafts: dict[str, str] = {}  # what could not be recorded, by section
        top = self._head = Head("Rapport")
        self._turn = button("Sidor", self._show_other)
        self.strip = MessageBar()
        self.saving = Saving(session, self, self.strip, self.record)
        self.saving.choice.chosen.connect(self._on_version)
        top.add(self._turn, *self.saving.tools)
        self.outline = Outline()
        self.outline.chosen.connect(self._on_section)
        self.outline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.outline.customContextMenuRequested.connect(self._on_menu)
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
        if isinstance(self._tools, Notice):
            self.tell_only_read(self._tools, "Texten kan läsas och kopieras.")
        self._folded = self._turned = False
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_PAUSE)
        self._later.timeout.connect(self._make_pages)
        self._later.timeout.connect(self.figures.ask)
        self._stale, self._making = True, False
        self._shown_of: tuple[date, str] | None = None  # what the pages on screen were made of
        for keys, by in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.outline.step, by))
        QShortcut(QKeySequence("Ctrl+E"), self, self._choose_figure)
        QShortcut(QKeySequence("Ctrl+Shift+E"), self, self._choose_quotation)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self, partial(self.arranging.move_part, step))
        QShortcut(QKeySequence("F2"), self, self._begin_rename)
        QShortcut(QKeySequence("Delete"), self.outline, self.arranging.toggle, context=_HERE)
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
        self._choice = QComboBox()
        self._choice.setAccessibleName("Avsnitt")
        self._choice.setItemDelegate(QStyledItemDelegate(self._choice))  # else the pop-up ignores the style sheet
        self._choice.activated.connect(lambda row: self.outline.choose(self._choice.itemData(row)))
        self.arranging = Arranging(self.session, self._choice, self.record)
        self._told = label("", "muted", wrap=True)
        self.editor = TextEditor("Avsnittets text")
        self.editor.setPlaceholderText("Skriv avsnittets text här.")
        self.editor.paused.connect(self.record)
        self.editor.refused.connect(self.session.may_write)
        if self.session.read_only:
            self.editor.only_show()
        self.figures = FigureNotes(self.session, self.editor)
        self._tools = Notice() if self.session.read_only else self._writing_tools()
        self._writing, self._blank = QWidget(), QWidget()  # what takes the room: where there is no text, nothing
        above, below = QVBoxLayout(), QVBoxLayout(self._writing)
        for part in (self.arranging, self._told):
            above.addWidget(part)
        below.addWidget(self.editor, 1)
        below.addWidget(self.figures.note)
        below.addWidget(self.figures.told)
        for beside in (above, below):
            beside.setContentsMargins(_INSET, 0, 0, 0)
        above.setSpacing(8)
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.EDGE * 2 - _INSET, tokens.EDGE, tokens.EDGE * 2, tokens.EDGE)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self._tools)
        column.addWidget(self._writing, 1)
        column.addWidget(self._blank, 1)
        lead_in(page, self.editor)
        return page

    def _writing_tools(self) -> QWidget:
        made, editor = QWidget(), self.editor
        row = Flow(made)
        for words, act, name in (
            ("Fet", editor.toggle_bold, "Fet"),
            ("Lista", editor.toggle_list, "Punktlista"),
            ("Numrerad", lambda: editor.toggle_list(ordered=True), "Numrerad lista"),
            ("Citat", editor.toggle_quotation, "Citat"),
        ):
            row.addWidget(button(words, act, "quiet", name=name))
        row.addWidget(button("Infoga siffra …", self._choose_figure, "quiet"))
        row.addWidget(button("Infoga citat …", self._choose_quotation, "quiet"))
        return made

    def keys(self) -> Keys:
        """What the keys do here."""
        writing = ("Ctrl+E", "infoga siffra"), ("Ctrl+Skift+E", "infoga citat"), ("Ctrl+B", "fet"), ("Ctrl+I", "kursiv")
        if self.session.read_only:
            return ("Ctrl+↑↓", "avsnitt"), ("Ctrl+C", "kopiera"), ("F6", "nästa ruta")
        return (
            *(() if self._writing.isHidden() else writing),
            ("Ctrl+↑↓", "avsnitt"),
            ("Alt+↑↓", "flytta avsnittet"),
            ("F2", "byt rubrik"),
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
            door = self.editor if self._lines[self.section].takes_text else self.outline
            door.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_version()

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
        self.arranging.fold(tight=tight)
        self._turn.setVisible(self._folded)
        self._show_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: the window has folded before its views have their new size."""
        super().resizeEvent(event)
        tight = self.width() < look().sizes.px(_TIGHT)
        if tight == self._choice.isHidden():
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
        self.arranging.version = self.saving.version
        self._lines = {one.id: one for one in disposition.lines(store, self.saving.version)}
        self._choice.clear()
        for one in self._lines.values():
            self._choice.addItem(f"{one.name} ({one.state})" if one.state else one.name, one.id)
        self._choice.setCurrentIndex(self._choice.findData(self.section))
        self._show_outline(section)
        self._on_section(self.outline.current)

    def _show_outline(self, section: str) -> None:
        """The parts, how the text of each stands, and which wait for some."""
        waiting = {name for name, _ in texts.missing(self.session.store)}
        self._waiting.setText(f"{len(waiting)} avsnitt väntar på text" if waiting else "")
        self._waiting.setVisible(bool(waiting))
        self.outline.show_sections(
            [self._section(one, waits=one.id in waiting) for one in self._lines.values()], section
        )

    def _section(self, one: Line, *, waits: bool) -> Section:
        written = one.id in self._bodies
        return Section(one.id, one.heading, one.name, one.level, one.takes_text, written, waits, one.state, one.absent)

    def _on_menu(self, place: QPoint) -> None:
        """What can be done with the section that was pointed at, which has come into focus, or by keyboard has it."""
        self.arranging.open_menu(self.outline.viewport().mapToGlobal(place))

    def _begin_rename(self) -> None:
        if self._page.isVisible():
            self.arranging.begin_rename()

    def _on_section(self, section: str) -> None:
        """Show a section's text, unless it is shown already and is being written."""
        self.record()
        line = self._lines[section]
        self.arranging.show_line(line, list(self._lines.values()))
        self._told.setText(texts.explanation(line))
        for part in (self._tools, self._writing):
            part.setVisible(line.takes_text)
        self.keys_changed.emit()
        self._blank.setVisible(not line.takes_text)
        shown = self._drafts.get(section, self._bodies.get(section, ""))
        if section == self.section and (self.editor.document().isModified() or shown == self._shown):
            return
        self._shown = shown
        self.section = section
        self._choice.setCurrentIndex(self._choice.findData(section))
        self.editor.set_markdown(shown)
        self.figures.ask()
        self._go_to_page()

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
            self._bodies[section] = self._shown = body
            self._drafts.pop(section, None)
            self.editor.document().setModified(False)
            self._show_outline(self.outline.current)
        else:
            self._drafts[section] = body

    def _choose_figure(self) -> None:
        """Ask which figure is to stand where the cursor is, when it is known what there is to choose among."""
        if not self._may_insert():
            return
        self.session.work("", texts.figures, self._ask_figure)

    def _may_insert(self) -> bool:
        """Not in a part that writes itself, nor while the pages stand where there is room for one."""
        return self.editor.isVisible() and self.session.may_write()

    def _ask_figure(self, found: LiveFigures) -> None:
        own = self.section.removeprefix("resultat.")
        InsertFigureDialog(self, found, self._insert, own).open()

    def _insert(self, inlines: Inlines) -> None:
        self.editor.insert_inlines(inlines)
        self.record()
        self.figures.ask()

    def _choose_quotation(self) -> None:
        """Ask which of the quotations in the cases is to stand after the paragraph where the cursor is."""
        if not self._may_insert():
            return
        self.session.work("", quotations.quotations, self._ask_quotation)

    def _ask_quotation(self, found: Quotations) -> None:
        InsertQuotationDialog(self, found, self._quote).open()

    def _quote(self, text: str) -> None:
        self.editor.insert_quotation(text)
        self.record()

    def _on_version(self) -> None:
        """Show the parts and the pages of the version that was chosen."""
        self._fill(self.section)
        self._show_version()

    def _show_version(self) -> None:
        """Show the pages of the version that will be saved, and say what it is."""
        self._head.note.setText(self.saving.choice.about)
        self.figures.version = self.saving.version
        self.figures.ask()
        self._stale = True
        self._make_pages()

    def _make_pages(self) -> None:
        """Make the pages anew when something has changed and they are seen; one set of pages at a time."""
        if not self._stale or self._making or not self.preview.isVisible():
            return
        self._stale = False
        today, version = date.today(), self.saving.version
        of = today, reports.origin(self.session.store, version)
        if of == self._shown_of:  # as when one comes back from another step
            return
        self._making = True

        def make(store: Store) -> bytes | Problem:
            try:
                return reports.pdf_bytes(store, today, version)
            except Problem as why:  # told where the pages would have been: nobody has asked for anything more
                return why

        self.session.work("", make, partial(self._show_pages, of))

    def _show_pages(self, of: tuple[date, str], made: bytes | Problem) -> None:
        """Show the pages, or why there are none, unless something has changed while they were made."""
        self._making = False
        if self._stale:
            self._make_pages()
            return
        self._shown_of = of
        if isinstance(made, Problem):
            self.preview.show_none(str(made))
        else:
            self.preview.show_pdf(made)
            self._go_to_page()

    def _go_to_page(self) -> None:
        """Show the page that the section begins on; one under another's heading begins there."""
        line = self._lines[self.section]
        self.preview.go_to(self._lines[line.joined_to or line.id].heading)
