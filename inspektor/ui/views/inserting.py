"""From Resultat to the report: what a question's figures say, put into a section that a person chooses."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from inspektor.domain.report_parts import DIALOG
from inspektor.operations import reports, texts
from inspektor.ui.session import Session
from inspektor.ui.widgets.message_bar import MessageBar
from inspektor.ui.widgets.tabs import in_order


class Inserting(QObject):
    """Asks for the section and tells in the strip what stands there now. `go` is sent with the section when somebody
    wants to see it.
    """

    go = Signal(str)

    def __init__(self, session: Session, view: QWidget, strip: MessageBar, before: QWidget) -> None:
        """`before` is what Tab leaves when it comes to the strip."""
        super().__init__(view)
        self._session, self._view, self._strip, self._before = session, view, strip, before
        self._latest = "sammanfattning"

    def ask(self, question: str, button: QWidget) -> None:
        """Offer the sections that are in the report, below the button; a question's own is proposed, or else the one
        that was chosen last.
        """
        if not self._session.may_write():
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts = {}
        for section in self._session.do("", texts.sections) or ():
            name, title = str(section["id"]), str(section["title"])
            if section["left_out"]:
                continue
            words = f"{title} (i dialogversionen)" if name == DIALOG else title
            acts[name] = menu.addAction(words.replace("&", "&&"), partial(self._insert, question, name, title))
        own = self._session.do("", lambda store: texts.belongs_in(store, question)) or ()
        if proposed := next((name for name in (*own, self._latest) if name in acts), ""):
            menu.setActiveAction(acts[proposed])
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _insert(self, question: str, section: str, title: str) -> None:
        who = self._session.who
        words = self._session.do("text", lambda store: reports.insert_sentence(store, section, question, by=who))
        if words is not None:
            self._latest = section
            act = ("Gå till avsnittet", lambda: self.go.emit(section))
            self._strip.tell(f"Sist i avsnittet ”{title}” står nu", words, [act], kind="ok")
            in_order(self._before, *self._strip.buttons)
