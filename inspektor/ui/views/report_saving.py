"""Saving the report: the version, the Word template and the formats, in the head of Rapport."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.version import Version
from inspektor.operations import exports, reports
from inspektor.ui import recent
from inspektor.ui.dialogs.see_to import SeeToDialog
from inspektor.ui.session import Session
from inspektor.ui.widgets.basic import button
from inspektor.ui.widgets.message_bar import MessageBar
from inspektor.ui.widgets.report_version import ReportVersion
from inspektor.ui.widgets.tabs import in_order
from inspektor.ui.widgets.word_template import WordTemplate

_PROGRAMS = {".docx": "Word", ".pdf": "PDF", exports.BOOK: "Excel"}
Told = list[str]


class Saving(QObject):
    """The controls for the head of Rapport, and what they do. `before` records what is being written first; the strip
    tells what came of it.
    """

    def __init__(self, session: Session, view: QWidget, strip: MessageBar, before: Callable[[], object]) -> None:
        super().__init__(view)
        self._session, self._view, self._strip, self._before = session, view, strip, before
        self.choice = ReportVersion()
        self.template = WordTemplate(session, view)
        self._button = button("Spara …", self._offer, "primary")
        self.tools = (self.choice.box, self._button)

    @property
    def version(self) -> Version:
        """The version that is chosen."""
        return self.choice.version

    def show_units(self) -> None:
        """Offer the dialogue versions that there are."""
        self.choice.show_units(self._session.do("", reports.units) or ())

    def _offer(self) -> None:
        """What the version that is shown can be saved as, and in which Word template."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Spara som Word …", partial(self._save, ".docx"))
        menu.addAction("Spara som PDF …", partial(self._save, ".pdf"))
        if self.version.kind == "dialog":
            menu.addAction("Spara en Wordfil per enhet …", self._save_every)
            menu.addAction("Excel finns inte som dialogversion").setEnabled(False)
        else:
            menu.addAction("Spara som Excel …", self._save_book)
        menu.addSeparator()
        self.template.offer(menu)
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def _save(self, suffix: str) -> None:
        """Write the version where a person chooses, and offer to open it."""
        self._before()
        version, template = self.version, self.template.path if suffix == ".docx" else None
        path, today = self._chosen("Spara rapporten", exports.file_name("Utkast", version), suffix), date.today()
        if path is None:
            return

        def write(store: Store) -> Told:
            return exports.write(store, path, today, version, template)

        self._session.work(f"Skriver {path.name} …", write, lambda found: self._written(path, found))

    def _save_book(self) -> None:
        """Write the workbook for the statistician where a person chooses. It can be stopped: a large one is slow."""
        version, today = self.version, date.today()
        path = self._chosen("Spara arbetsboken", exports.file_name("Arbetsbok", version), exports.BOOK)
        if path is None:
            return

        def write(store: Store, progress: exports.Progress) -> Told:
            return exports.write_workbook(store, path, today, version, progress=progress)

        self._work(f"Skriver {path.name} …", write, lambda found: self._written(path, found))

    def _save_every(self) -> None:
        """Write the dialogue version of every unit in a folder that a person chooses. It can be stopped."""
        self._before()
        chosen = QFileDialog.getExistingDirectory(self._view, "Välj mapp för enheternas rapporter", recent.folder())
        if not chosen:
            return
        folder, today, template = Path(chosen), date.today(), self.template.path

        def write(store: Store, progress: exports.Progress) -> Told:
            return exports.write_for_units(store, folder, today, template, progress)

        done = partial(self._tell, folder, f"{len(self.choice.units)} rapporter är sparade i {folder.name}")
        self._work(f"Skriver en rapport per enhet i {folder.name} …", write, done)

    def _work(self, words: str, write: Callable[[Store, exports.Progress], Told], done: Callable[[Told], None]) -> None:
        stop = Event()

        def tell(part: int, whole: int) -> None:
            if not stop.is_set():
                self._session.progress.emit(words, part, whole)

        progress = exports.Progress(stop, tell)
        self._session.work(words, lambda store: write(store, progress), done, stop=stop, over=self._button.setFocus)

    def _chosen(self, title: str, name: str, suffix: str) -> Path | None:
        """The file that a person chooses to write, with the ending that it must have; None when they think better."""
        kind, folder = f"{_PROGRAMS[suffix]} (*{suffix})", recent.folder()
        chosen, _ = QFileDialog.getSaveFileName(self._view, title, f"{folder}/{name}{suffix}", kind)
        return Path(chosen).with_suffix(suffix) if chosen else None

    def _written(self, path: Path, found: Told) -> None:
        self._tell(path, f"{path.name} är sparad", found)

    def _tell(self, path: Path, title: str, found: Told) -> None:
        things = swedish.plural(len(found), "sak", "saker")
        text = f"{len(found)} {things} att se över: {found[0]}" if found else ""
        words = "Öppna mappen" if path.is_dir() else "Öppna filen"
        acts: list[tuple[str, Callable[[], object]]] = [
            (words, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        ]
        if len(found) > 1:
            acts.insert(0, ("Visa alla", lambda: SeeToDialog(self._view, path.name, found).open()))
        self._strip.tell(title, text, acts, kind="ok")
        in_order(self._button, *self._strip.buttons)
