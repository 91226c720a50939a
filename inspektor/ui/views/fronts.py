"""A step's own page, and the pages that come in front of it when somebody asks for them with a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspektor.ui.session import Session
from inspektor.ui.views.view import View

Makers = Mapping[str, Callable[[Session], View]]


class Fronts(QStackedWidget):
    """Pages are made when they are first wanted. `turned` tells that another one is in front, or that its keys do
    something else; `go` is what a page asks the window for.
    """

    turned = Signal()
    go = Signal(str, str)

    def __init__(self, session: Session, own: QWidget, makers: Makers) -> None:
        super().__init__()
        self._session, self._own, self._makers = session, own, makers
        self._made: dict[str, View] = {}
        self._folded = (False, False)
        self.addWidget(own)

    @property
    def page(self) -> View | None:
        """The page that is in front of the step's own; None when that is what one sees."""
        page = self.currentWidget()
        return page if isinstance(page, View) and page is not self._own else None

    def show_word(self, word: str) -> View | None:
        """Bring the page for a word ("avgor", or "avgor:" with more) to the front; the step's own page for others."""
        if self.page is not None:
            self.page.leave()
        name = word.partition(":")[0]
        if name not in self._makers:
            self.setCurrentWidget(self._own)
            self.turned.emit()
            return None
        if name not in self._made:
            self._make(name)
        page = self._made[name]
        self.setCurrentWidget(page)
        page.fold(narrow=self._folded[0], low=self._folded[1])
        page.enter(word)
        self.turned.emit()
        return page

    def _make(self, name: str) -> None:
        page = self._made[name] = self._makers[name](self._session)
        page.keys_changed.connect(self.turned)
        page.go.connect(self.go)
        self.addWidget(page)

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Fold what is in front, and what comes there later."""
        self._folded = (narrow, low)
        if self.page is not None:
            self.page.fold(narrow=narrow, low=low)
