"""One difference: the case's facts and the question above, both answers side by side, below them what is to hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspektor.domain import swedish
from inspektor.domain.answers import ANSWER_LABELS
from inspektor.domain.checklist import Question
from inspektor.domain.guidance import Guidance, guidance
from inspektor.ui.models.sides import Sides
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label, surface
from inspektor.ui.widgets.fact_line import FactLine
from inspektor.ui.widgets.guidance import bold, escaped, paragraphs, rich
from inspektor.ui.widgets.settle_form import SettleForm
from inspektor.ui.widgets.sides import SidesPane


class SettlePane(QFrame):
    """Shows what it is given; what a person chooses and writes is the form's."""

    def __init__(self, act: str, kept: str) -> None:
        super().__init__()
        self.where, self.facts, self.guidance, self.around = label("", "heading"), FactLine(), rich(), rich()
        self.title = label("", "title", wrap=True)
        self.sides, self.form = SidesPane(), SettleForm(act, kept)
        self.decided = label("", "heading", wrap=True)
        self.around_title = label("Övriga svar i ärendet", "heading")
        self._lines = [surface("line") for _ in range(3)]
        case, about = QWidget(), QHBoxLayout()
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(16)
        about.addWidget(self.where, 0, Qt.AlignmentFlag.AlignTop)
        about.addWidget(self.facts, 1)
        case.setLayout(about)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(8)
        above: tuple[QWidget, ...] = (case, self.title, self.guidance, self._lines[0], self.sides, self._lines[1])
        for part in (*above, self.form, self.decided, self._lines[2], self.around_title, self.around):
            column.addWidget(part)
        column.addStretch(1)
        column.setSpacing(10)
        self._column = column
        self._lines_of_support: list[str] = []
        self.low = self._called = False  # where it is low the support is there when it is called for
        self.show_around(())
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        for one in self._lines:
            one.setFixedHeight(1)
            one.setStyleSheet(f"background: {look().theme.line};")
        self.decided.setStyleSheet(f"color: {look().theme.ok};")
        if self._lines_of_support:
            self._show_support()

    def show_case(self, where: str, facts: Sequence[str]) -> None:
        """Which case, or what else it stands in."""
        self.where.setText(where)
        self.facts.show_facts(facts)
        self.facts.setVisible(bool(facts))

    def show_question(self, title: str, question: Question | None) -> None:
        """The question with what counts as its answers, or what it is about."""
        self.title.setText(title)
        self._lines_of_support = _support(guidance(question)) if question else []
        self._called = False
        self._show_support()

    def fold(self, *, low: bool) -> None:
        """Fold the support to a key where it is low."""
        self.low = low
        self._show_support()

    def toggle_support(self) -> None:
        """Show the support where it is folded, or put it away."""
        self._called = not self._called
        self._show_support()

    @property
    def folds_support(self) -> bool:
        """Whether there is support that is seen when it is called for."""
        return self.low and bool(self._lines_of_support)

    def _show_support(self) -> None:
        lines = self._lines_of_support
        self.guidance.setText(f"<span style='color:{look().theme.muted}'>{paragraphs(lines)}</span>")
        self.guidance.setVisible(bool(lines) and (self._called or not self.low))

    def add_below(self, widget: QWidget) -> None:
        """What stands below what was decided."""
        self._column.insertWidget(self._column.indexOf(self.decided) + 1, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def show_words(self, title: str, text: str) -> None:
        """Some words in place of a question and its answers."""
        self.title.setText(title)
        self._lines_of_support = []
        self.guidance.setText(escaped(text))
        self.guidance.show()
        for part in (self.sides, self.form, self.decided, *self._lines[:2]):
            part.hide()
        self.show_around(())

    def show_sides(self, sides: Sides) -> None:
        """What stands side by side."""
        self.sides.show_sides(sides)
        for part in (self.sides, *self._lines[:2]):
            part.show()

    def show_decided(self, words: str) -> None:
        """What it was settled as, in place of the form; the form when that is empty."""
        self.form.setVisible(not words)
        self.decided.setText(words)
        self.decided.setVisible(bool(words))

    def show_around(self, answers: Sequence[tuple[str, str, str]]) -> None:
        """The case's other answers: question, answer, comment."""
        lines = [f"{escaped(title)} {bold(word)}{_comment(comment)}" for title, word, comment in answers]
        self.around.setText(paragraphs(lines))
        for part in (self.around_title, self.around, self._lines[2]):
            part.setVisible(bool(lines))


def _comment(text: str) -> str:
    return f" – {escaped(text)}" if text else ""


def _support(support: Guidance) -> list[str]:
    """What counts as each answer, a line each."""
    lines = [escaped(support.before)] if support.before else []
    for answer, rest in support.counts:
        word, whole = ANSWER_LABELS[answer], rest.startswith("när ")
        lines.append(f"{bold(word if whole else f'{word}.')} {escaped(rest if whole else swedish.upper_first(rest))}")
    return lines
