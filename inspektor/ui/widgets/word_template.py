"""The organisation's Word template, in the menu for saving: which it is, to choose one, or to do without."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from inspektor.operations.word_files import TEMPLATES, read_template
from inspektor.ui import recent
from inspektor.ui.session import Session

_LONGEST = 40  # letters of a template's name that a menu has room for


class WordTemplate(QObject):
    """The template that Word reports are written in; each person's own setting, for all reviews."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent

    @property
    def path(self) -> Path | None:
        """Where the template is; None for none."""
        return recent.word_template()

    def offer(self, menu: QMenu) -> None:
        """Put in a menu what can be done about the template."""
        if self.path is None:
            menu.addAction("Välj Wordmall …", self.choose)
            return
        name = self.path.stem
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
        menu.addAction(f"Byt Wordmall (nu {short}) …", self.choose)
        menu.addAction("Ta bort Wordmallen", lambda: recent.set_word_template(None))

    def choose(self) -> None:
        """Ask for a template, and look through it before it is taken."""
        kind = f"Word ({' '.join(f'*{suffix}' for suffix in TEMPLATES)})"
        folder = str(self.path.parent) if self.path else recent.folder()
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "Välj Wordmall", folder, kind)
        if chosen:
            path = Path(chosen)
            self._session.work(
                f"Läser {path.name} …", lambda _: read_template(path), lambda _: recent.set_word_template(path)
            )
