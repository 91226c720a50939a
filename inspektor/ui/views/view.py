"""What every step of the work has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # the start page needs no review
    from inspektor.ui.session import Session
    from inspektor.ui.widgets.bars import Keys
    from inspektor.ui.widgets.notice import Notice


TO_WRITE = "Öppna för att ändra"
ABOUT = "\n"  # in a word that names cases: before the question that it is about, which no code can hold
BACK = "←"  # a word for a view: take the keyboard back to where it was here


class View(QWidget):
    """One step. The window shows its keys, calls `enter` when it comes to the front and `refresh` after each change
    while it is there.

    `go` asks the window to show another step by name, with a word for that view (the code of a case, say).
    `keys_changed` tells that the keys do something else now, or that the step has come to something else.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    glyph: ClassVar[str] = ""
    apart: ClassVar[bool] = False  # below a line in the rail: beside the work rather than a part of it
    go = Signal(str, str)
    keys_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.came_from = ""  # the step that asked for this one; empty when a person chose it
        self.session = session
        self.setAccessibleName(self.title)

    def keys(self) -> Keys:
        """What the keys do here: key and words, the most important first."""
        return ()

    def count(self) -> str:
        """How far the step has come, as the rail shows it."""
        return ""

    def prepare(self) -> None:
        """Make what is likely to be wanted next: called once, when nothing else goes on."""

    def enter(self, word: str) -> None:  # noqa: ARG002  (what most views have no use for)
        """Come to the front; `word` is what the view that asked for it sent along."""
        self.refresh("")

    def refresh(self, kind: str) -> None:
        """Show the review as it stands; `kind` is the kind of operation that changed it, empty for any."""

    def tell_only_read(self, notice: Notice, rest: str) -> None:
        """Say in a strip that the review is open for reading only, what of that, and offer to open it for more."""
        sentence = f"Granskningen är öppen för läsning. {rest}"
        notice.tell("muted", "lock_closed", sentence, TO_WRITE, self.session.reopen.emit)

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between, after the rail: each a part of the view, or what the keyboard is for in it."""
        return ()

    def retry(self) -> None:
        """Try again to record what is on screen and not on disk."""

    def leave(self) -> None:
        """Go to the back: what is being written is recorded now."""

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Fold panes rather than cut anything: the window is narrow, or low."""
