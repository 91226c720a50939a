"""Rapport: the outline, an editor for people's own text by section, and the pages as they will be."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QMenu, QSplitter, QVBoxLayout, QWidget

from inspektor.db.store import Store
from inspektor.operations import reports, texts
from inspektor.ui import recent, tokens
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys, MessageBar, head
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.page_preview import PagePreview
from inspektor.ui.widgets.text_editor import TextEditor

_SECTION = Qt.ItemDataRole.UserRole
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
        top, row, self._note = head("Rapport")
        row.addWidget(button("Spara som Word …", lambda: self.export(".docx")))
        row.addWidget(button("Spara som PDF …", lambda: self.export(".pdf"), "primary"))
        self.strip = MessageBar()
        self.outline = self._make_outline()
        self.preview = PagePreview()
        self.preview.setMinimumWidth(look().sizes.px(240))
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        for part in (self._outline_side(), self._middle(), self.preview):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([244, 558, 388])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.strip)
        column.addWidget(self._split, 1)
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_PAUSE)
        self._later.timeout.connect(self._make_pages)
        self._making = False
        for keys, step in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            QShortcut(QKeySequence(keys), self, partial(self._step, step))
        QShortcut(QKeySequence("Ctrl+E"), self, self._sentence.click)

    def _make_outline(self) -> QListView:
        view = QListView()
        view.setAccessibleName("Avsnitt")
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setSpacing(0)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._model = QStandardItemModel(self)
        view.setModel(self._model)
        view.selectionModel().currentChanged.connect(self._on_section)
        return view

    def _outline_side(self) -> QWidget:
        side = surface("side")
        self._left = label("", "note", wrap=True)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 12, 0, 12)
        column.addWidget(self.outline, 1)
        column.addWidget(self._left)
        return side

    def _middle(self) -> QWidget:
        page = surface("page")
        self._heading = label("", "title", wrap=True)
        self._told = label("", "muted", wrap=True)
        self.editor = TextEditor("Avsnittets text")
        self.editor.setPlaceholderText("Skriv avsnittets text här. Siffror och tabeller kommer till av sig själva.")
        self.editor.paused.connect(self.record)
        self._sentence = button("Infoga mening …", self._choose_sentence, "quiet")
        tools = QHBoxLayout()
        tools.setSpacing(4)
        editor = self.editor
        for words, act, name in (
            ("Fet", editor.toggle_bold, "Fet (Ctrl+B)"),
            ("Lista", editor.toggle_list, "Punktlista"),
            ("Numrerad lista", lambda: editor.toggle_list(ordered=True), "Numrerad lista"),
            ("Citat", editor.toggle_quotation, "Citat"),
        ):
            tools.addWidget(button(words, act, "quiet", name=name))
        tools.addWidget(self._sentence)
        tools.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.EDGE * 2, tokens.EDGE, tokens.EDGE * 2, tokens.EDGE)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._told)
        column.addLayout(tools)
        column.addWidget(self.editor, 1)
        return page

    def keys(self) -> Keys:
        """What the keys do here."""
        return ("Ctrl+E", "infoga mening"), ("Ctrl+B", "fet"), ("Ctrl+↑↓", "avsnitt"), ("F6", "nästa ruta")

    def count(self) -> str:
        """The report is a draft until it is adopted."""
        return "utkast"

    def enter(self, word: str) -> None:
        """Come to the front, at a section when one is named."""
        self._fill(word or self.section)
        self._make_pages()

    def leave(self) -> None:
        """Record what is being written."""
        self.record()

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The pages go first when there is no room for them, then they go below."""
        self._split.setOrientation(Qt.Orientation.Horizontal)
        self.preview.setVisible(not narrow and not low)

    def refresh(self, kind: str) -> None:
        """Show the review as it stands: an undo may have changed the text."""
        if kind != "text":
            self._fill(self.section)
        self._later.start()

    def _fill(self, section: str) -> None:
        listed = texts.sections(self.session.store)
        self._bodies = texts.bodies(self.session.store)
        missing = {name for name, _ in texts.missing(self.session.store)}
        self._model.clear()
        for one in listed:
            name, title = str(one["id"]), str(one["title"])
            item = QStandardItem(title.partition(": ")[2] or title)
            item.setData(name, _SECTION)
            item.setSizeHint(QSize(100, look().sizes.px(tokens.ROW)))
            if name not in self._bodies:
                item.setForeground(look().color("muted"))
            state = "text saknas" if name in missing else "skriven" if name in self._bodies else "ingen egen text"
            item.setData(f"{title}, {state}", Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self._left.setText(
            (f"Grå rubrik: ingen egen text. {len(missing)} avsnitt väntar på text.")
            if missing
            else "Inget avsnitt väntar på text."
        )
        self._note.setText("Utkast, räknat ur det som är granskat hittills")
        names = [str(one["id"]) for one in listed]
        row = names.index(section) if section in names else 0
        self.outline.setCurrentIndex(self._model.index(row, 0))

    def _on_section(self, now: QModelIndex, _before: QModelIndex) -> None:
        section = now.data(_SECTION)
        if not now.isValid() or not section:
            return
        self.record()
        self.section = section
        self._heading.setText(now.data(Qt.ItemDataRole.DisplayRole))
        self._told.setText(texts.explanation(section))
        self.editor.set_markdown(self._bodies.get(section, ""))
        self.preview.go_to(now.data(Qt.ItemDataRole.DisplayRole))

    def _step(self, rows: int) -> None:
        row = self.outline.currentIndex().row() + rows
        if 0 <= row < self._model.rowCount():
            self.outline.setCurrentIndex(self._model.index(row, 0))

    def record(self) -> None:
        """Record the section's text when it has changed. When it cannot be, it stays on screen."""
        section, body = self.section, self.editor.markdown()
        if not section or not self.editor.document().isModified() or body == self._bodies.get(section, ""):
            return
        who = self.session.who

        def write(store: Store) -> bool:
            texts.set_text(store, section, body, by=who)
            return True

        if self.session.do("text", write):
            self._bodies[section] = body
            self.editor.document().setModified(False)

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

    def _make_pages(self) -> None:
        if self._making or self.preview.isHidden():
            return
        self._making = True
        today = date.today()
        self.session.work("", lambda store: reports.pdf_bytes(store, today), self._show_pages)

    def _show_pages(self, data: bytes) -> None:
        self._making = False
        self.preview.show_pdf(data)
        self.preview.go_to(self._heading.text())

    def export(self, suffix: str) -> None:
        """Write the draft where a person chooses, and offer to open it."""
        self.record()
        kind = "Word (*.docx)" if suffix == ".docx" else "PDF (*.pdf)"
        chosen, _ = QFileDialog.getSaveFileName(self, "Spara rapporten", f"{recent.folder()}/Utkast{suffix}", kind)
        if not chosen:
            return
        path, today = Path(chosen).with_suffix(suffix), date.today()

        def write(store: Store) -> list[str]:
            return reports.warnings(store, reports.write_report(store, path, today))

        self.session.work(f"Skriver {path.name} …", write, lambda found: self._written(path, found))

    def _written(self, path: Path, found: list[str]) -> None:
        text = f"{len(found)} saker att se över: {found[0]}" if found else ""
        act = ("Öppna filen", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self.strip.tell(f"{path.name} är skriven", text, [act], kind="ok")
