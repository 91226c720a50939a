"""The pane beside the questions: what counts as each answer, how it was answered last, the law at the time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from inspektor.domain import swedish
from inspektor.domain.answers import ANSWER_LABELS
from inspektor.domain.guidance import Guidance
from inspektor.operations.casework import Recent
from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label, surface
from inspektor.ui.widgets.question_paint import KEYS, paint_key, px

HEADING = "Stöd för bedömningen"
NOTHING = "Checklistan har inget stöd för den här frågan."
FOLDED = "Avsnittet är hopfällt. Öppna det med Enter för att se dess frågor."
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class _Cap(QWidget):
    """A key, beside what counts as its answer."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.dress()

    def dress(self) -> None:
        """Follow the text size."""
        self.setFixedSize(px(22), px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_key(painter, QRectF(0, 1, px(20), px(20)), self._key, "muted", "edge")


class _Counts(QWidget):
    """What counts as one answer: its key and the sentences."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self._word = ANSWER_LABELS[answer]
        self.cap = _Cap(KEYS[answer])
        self.text = rich()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        self.hide()

    def tell(self, rest: str) -> None:
        """The rest of the sentence that begins with the answer's word: "när planen …"; empty hides it all."""
        whole = rest.startswith("när ")
        words = bold(self._word if whole else f"{self._word}.")
        self.text.setText(f"{words} {escaped(rest if whole else swedish.upper_first(rest))}" if rest else "")
        self.setVisible(bool(rest))


class GuidancePane(QScrollArea):
    """The support for the question in focus. At the side it is one column, below the list two.

    `results_pressed` is sent when the question's figures are asked for.
    """

    results_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(HEADING)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._counts = {answer: _Counts(answer) for answer in KEYS}
        self._heading, self._question, self._over = label(HEADING, "heading", wrap=True), "", False
        self._before, self._after = label("", wrap=True), label("", wrap=True)
        self._source = label("", "note", wrap=True)
        self._law_head, self._law = label("", "note", wrap=True), rich()
        self._recent_head, self._recent = label("Så svarade vi senast", "note"), rich()
        self.results = button(
            "Resultat", self.results_pressed.emit, "quiet", glyph="data_bar_horizontal", name="Visa i resultatet"
        )
        self._inner = surface("side")
        self.setWidget(self._inner)
        self._lay_out()
        look().changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self._inner)
        whole.setContentsMargins(tokens.EDGE, 14, tokens.EDGE, tokens.EDGE)
        whole.setSpacing(12)
        above = QHBoxLayout()
        above.addWidget(self._heading, 1)
        above.addWidget(self.results, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(above)
        self._columns = QBoxLayout(_DOWN)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(8)
        for part in (self._before, *self._counts.values(), self._after):
            left.addWidget(part)
        for part in (self._recent_head, self._recent, self._law_head, self._law, self._source):
            right.addWidget(part)
        left.addStretch(1)
        right.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        whole.addLayout(self._columns)
        whole.addStretch(1)

    def _dress(self) -> None:
        self._columns.setSpacing(px(20))
        for one in self._counts.values():
            one.cap.dress()

    def set_two_columns(self, two: bool) -> None:
        """Two columns below the list, one at its side."""
        self._columns.setDirection(_ACROSS if two else _DOWN)

    def lie_over(self, *, over: bool) -> None:
        """Say which question it is about, where it hides that."""
        self._over = over
        self._heading.setText(self._question if over and self._question else HEADING)

    def show_question(
        self, question: str, support: Guidance, law: Sequence[tuple[str, str]], decided: str, version: str
    ) -> None:
        """Show what is known of a question, and the law for a decision of that date (empty: not known)."""
        self._question = question
        self.lie_over(over=self._over)
        counts = dict(support.counts)
        for answer, one in self._counts.items():
            one.tell(counts.get(answer, ""))
        before = support.before or ("" if counts or support.after else NOTHING)
        for where, text in ((self._before, before), (self._after, support.after)):
            where.setText(text)
            where.setVisible(bool(text))
        self._law_head.setText(f"Lagrum vid beslutet {decided}" if decided else "Lagrum (beslutets datum saknas)")
        self._law_head.setVisible(bool(law))
        self._law.setText(paragraphs([escaped(_cited(*one)) for one in law]))
        self._law.setVisible(bool(law))
        source = f"{support.source.rstrip('.')}. " if support.source else ""
        self.results.show()
        self._source.setText(f"{source}Checklistans version är {version}.")
        self.verticalScrollBar().setValue(0)

    def show_nothing(self) -> None:
        """No question is in focus."""
        self.show_question("", Guidance(before=FOLDED), (), "", "")
        self._source.setText("")
        self.results.hide()
        self.show_recent(())

    def show_recent(self, answers: Sequence[Recent]) -> None:
        """How the question was answered last in other cases."""
        lines = [f"{escaped(one.code)}&nbsp; {bold(f'{one.word}.')} {escaped(one.comment)}" for one in answers]
        self._recent.setText(paragraphs(lines))
        for part in (self._recent_head, self._recent):
            part.setVisible(bool(lines))

    def told(self) -> str:
        """All that the pane says now, as plain text."""
        import re

        labels = [one for one in self._inner.findChildren(QLabel) if one.isVisibleTo(self._inner) and one.text()]
        return "\n".join(re.sub("<[^>]+>", "", one.text()).replace("&nbsp;", " ") for one in labels)


def _cited(citation: str, about: str) -> str:
    return f"{swedish.upper_first(citation)}: {lower_first(about)}" if about else swedish.upper_first(citation)


def paragraphs(lines: Sequence[str]) -> str:
    """Lines of rich text with a little space between."""
    space = px(4)
    return "".join(f"<p style='margin:{space if place else 0}px 0 0 0'>{line}</p>" for place, line in enumerate(lines))


def rich() -> QLabel:
    """A label for text with bold in it; what is put there is escaped first."""
    made = label("", wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    return made


def escaped(text: str) -> str:
    """Text as it is to stand in a rich label."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def bold(text: str) -> str:
    """Semibold: weight 700 would be faked on top of it."""
    return f"<span style='font-weight:600'>{escaped(text)}</span>"


def lower_first(sentence: str) -> str:
    """A note after a colon begins with a small letter."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]
