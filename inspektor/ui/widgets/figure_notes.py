"""The figures in a text that somebody writes: the inserted ones follow the review, what is wrong is told below.

They are worked out in the background when one pauses; only the answer to what was asked last is shown, and only
where the text is still the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QTextEdit

from inspektor.db.store import Store
from inspektor.domain.document import Inserted
from inspektor.domain.figure_check import Finding, Mark, Passage
from inspektor.domain.figures_in_text import claims
from inspektor.domain.version import INTERNAL
from inspektor.operations import figures_check
from inspektor.operations.figures_check import Now
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.text_editor import Placed, TextEditor

_SHOWN = 3  # more than this below the text would push it away
_LOST = "räknas inte längre: frågan, gruppen eller ärendena bakom siffran finns inte i granskningen."
_IN = {"intern": "", "dialog": " i dialogversionen", "publik": " i den publika versionen"}
Figures = Mapping[Inserted, Now]


class FigureNotes(QObject):
    """The figures in an editor. `note` stands below it and says what is wrong, `told` which figure the cursor is at;
    each is hidden where there is nothing to say.
    """

    def __init__(self, session: Session, editor: TextEditor) -> None:
        super().__init__(editor)
        self._session, self._editor = session, editor
        self.note: QLabel = label("", "error", wrap=True)
        self.note.setAccessibleName("Siffror som inte stämmer")
        self.told: QLabel = label("", "note", wrap=True)
        for one in (self.note, self.told):
            one.hide()
        self.version = INTERNAL  # what they are judged by
        self._asked = 0
        self._soon = QTimer(self, singleShot=True, interval=0)  # what is asked in one go is judged once
        self._soon.timeout.connect(self._judge)
        self._known: dict[tuple[str, str], Now] = {}  # by mark and form
        self._waves: list[QTextEdit.ExtraSelection] = []
        self._found: list[list[Finding]] = []
        editor.about = self.about
        editor.textChanged.connect(self._show_marks)
        editor.cursorPositionChanged.connect(self._tell)
        look().changed.connect(self._mark)

    def ask(self) -> None:
        """Work out the figures of the text as it stands, where it is seen."""
        self._soon.start()

    def _judge(self) -> None:
        """Nothing is asked of a text without figures."""
        self._asked += 1
        if not self._editor.isVisible():
            return
        texts, placed, asked = self._texts(), self._editor.figures(), self._asked
        if not placed and not any(claims(text.text) for text in texts):
            self._show([])
            return
        inserted, version = {one.figure for one in placed}, self.version

        def work(store: Store) -> tuple[Figures, list[list[Finding]]]:
            known = figures_check.now(store, inserted) if inserted else {}
            stale = any(now.words != one.text for one, now in known.items())
            return known, [] if stale else figures_check.check_texts(store, texts, version)

        self._session.work("", work, lambda found: self._answered(*found, texts, asked))

    def _texts(self) -> tuple[Passage, ...]:
        """The paragraphs, with the marks of the figures that are inserted in them."""
        document, placed = self._editor.document(), self._editor.figures()
        blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
        return tuple(Passage(block.text(), "", tuple(_marks(block, placed))) for block in blocks)

    def _answered(self, known: Figures, found: list[list[Finding]], texts: Sequence[Passage], asked: int) -> None:
        if asked != self._asked or texts != self._texts():
            return
        self._known |= {(one.mark, one.form): now for one, now in known.items()}
        if self._editor.reword(self._words):
            self.ask()
        else:
            self._show(found)

    def _now(self, figure: Inserted) -> Now | None:
        return self._known.get((figure.mark, figure.form))

    def _words(self, figure: Inserted) -> str:
        now = self._now(figure)
        return figure.text if now is None else now.words

    def about(self, figure: Inserted) -> str:
        """What an inserted figure is; empty until that is known."""
        now = self._now(figure)
        if now is None:
            return ""
        return f"{figure.text} följer granskningen: {now.about}." if now.about else f"{figure.text} {_LOST}"

    def _tell(self) -> None:
        figure = self._editor.figure_at(self._editor.textCursor().position())
        self.told.setText(self.about(figure) if figure else "")
        self.told.setVisible(bool(self.told.text()))

    def _show(self, found: list[list[Finding]]) -> None:
        self._found = [[one for one in of_text if one.right is False] for of_text in found]
        where = _IN[self.version.kind]
        lines = [f"{one.text} stämmer inte{where}. {one.told}".strip() for of_text in self._found for one in of_text]
        more = len(lines) - _SHOWN
        self.note.setText("\n".join(lines[:_SHOWN] + ([f"Och {more} till."] if more > 0 else [])))
        self.note.setVisible(bool(lines))
        self._mark()
        self._tell()

    def _mark(self) -> None:
        """Underline what is wrong, in the theme's colour."""
        self._waves = []
        for place, of_text in enumerate(self._found):
            block = self._editor.document().findBlockByNumber(place)
            for one in of_text:
                start, end = (block.position() + _units(block.text(), at) for at in (one.start, one.end))
                self._waves.append(self._selection(start, end, _wave()))
        self._show_marks()

    def _show_marks(self) -> None:
        """Tint the inserted figures, in the theme's colour, as they stand now; what is wrong stays underlined."""
        figures = self._editor.figures()
        self._editor.setExtraSelections([*(self._tinted(one) for one in figures), *self._waves])

    def _tinted(self, placed: Placed) -> QTextEdit.ExtraSelection:
        now = self._now(placed.figure)
        return self._selection(placed.start, placed.end, _lost() if now and not now.about else _tint())

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = QTextCursor(self._editor.document())
        made.cursor.setPosition(start)
        made.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.format = form
        return made


def _marks(block: QTextBlock, placed: Sequence[Placed]) -> list[Mark]:
    start, end = block.position(), block.position() + block.length()
    inside = [one for one in placed if start <= one.start < end]
    text = block.text()
    return [Mark(_signs(text, one.start - start), _signs(text, one.end - start), one.figure.mark) for one in inside]


def _units(text: str, place: int) -> int:
    """A place in a text as Qt counts it."""
    return len(text[:place].encode("utf-16-le")) // 2


def _signs(text: str, units: int) -> int:
    """A place in a text from how Qt counts it."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le"))


def _wave() -> QTextCharFormat:
    return _underlined("err", QTextCharFormat.UnderlineStyle.WaveUnderline)


def _lost() -> QTextCharFormat:
    return _underlined("warn", QTextCharFormat.UnderlineStyle.DashUnderline)


def _tint() -> QTextCharFormat:
    form = _underlined("accent", QTextCharFormat.UnderlineStyle.DotLine)
    form.setBackground(look().color("tint"))
    return form


def _underlined(role: str, style: QTextCharFormat.UnderlineStyle) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setUnderlineStyle(style)
    form.setUnderlineColor(look().color(role))
    return form
