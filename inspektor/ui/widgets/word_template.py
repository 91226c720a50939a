"""The organisation's Word template: a button that says which it is, with a menu to choose one or do without."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from inspektor.operations.word_files import TEMPLATES, read_template
from inspektor.ui import recent
from inspektor.ui.session import Session
from inspektor.ui.widgets.basic import button

_LONGEST = 22  # letters of a template's name that the button has room for


class WordTemplate(QObject):
    """The template that Word reports are written in; each person's own setting, for all reviews."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent
        self.button = button("", self._offer, "quiet")
        self.tell()

    @property
    def path(self) -> Path | None:
        """Where the template is; None for none."""
        return recent.word_template()

    def tell(self) -> None:
        """Say on the button which template it is."""
        name = self.path.stem if self.path else ""
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
        self.button.setText(f"Wordmall: {short}" if name else "Wordmall …")
        self.button.setAccessibleName(f"Wordmall: {name}" if name else "Wordmall")
        self.button.setToolTip(str(self.path or "Wordfiler skrivs med programmets egen form."))

    def _offer(self) -> None:
        if self.path is None:
            self.choose()
            return
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in (("Välj en annan mall …", self.choose), ("Skriv utan mall", lambda: self._keep(None))):
            menu.addAction(words, act)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def choose(self) -> None:
        """Ask for a template, and look through it before it is taken."""
        kind = f"Word ({' '.join(f'*{suffix}' for suffix in TEMPLATES)})"
        folder = str(self.path.parent) if self.path else recent.folder()
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "Välj Wordmall", folder, kind)
        if chosen:
            path = Path(chosen)
            self._session.work(f"Läser {path.name} …", lambda _: read_template(path), lambda _: self._keep(path))

    def _keep(self, path: Path | None) -> None:
        recent.set_word_template(path)
        self.tell()
