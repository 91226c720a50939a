"""Infoga siffra: what a question's figures say, as a sentence or as one figure, that follows the review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from inspektor.domain.document import Inlines, plain
from inspektor.domain.live_figures import LiveFigures
from inspektor.domain.results import FIELD_QUESTIONS
from inspektor.ui.dialogs.form import Fields, FormDialog, combo
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.choice_list import Choice, ChoiceList, FindField

_NOTHING = "Det finns inga svar att skriva om."


class InsertFigureDialog(FormDialog):
    """Asks for a question, an answer, a group and how it is to be written; gives it to `insert`. The questions of the
    checklist `first` come first.
    """

    def __init__(self, parent: QWidget, figures: LiveFigures, insert: Callable[[Inlines], object], first: str) -> None:
        super().__init__(parent, "Infoga siffra", "Infoga", QSize(720, 640))
        self._figures, self._insert = figures, insert
        self._questions = _questions(figures, first)
        self._groups, self._answers = figures.groups(), list[tuple[str, str]]()
        self._offers: list[Inlines] = []
        self.questions, self.ways = ChoiceList("Fråga"), ChoiceList("Skrivs så här", 4)
        self.answer, self.group = combo("Svar", ()), combo("Grupp", [words for words, _ in self._groups])
        fields = Fields()
        fields.add("svar", "Svar", self.answer)
        fields.add("grupp", "Grupp", self.group)
        self.search = FindField("Sök fråga", self.questions)
        self.body.setSpacing(8)
        self.body.addWidget(self.search)
        self.body.addWidget(self.questions, 3)
        self.body.addWidget(fields)
        self.body.addWidget(label("Skrivs så här", "heading"))
        self.body.addWidget(self.ways, 2)
        self.body.addWidget(label("Siffran räknas om när granskningen ändras.", "note", wrap=True))
        self.questions.changed.connect(self._on_question)
        for one in (self.answer, self.group):
            one.currentIndexChanged.connect(self._show_ways)
        self.questions.show_choices([choice for choice, _ in self._questions])

    def _on_question(self) -> None:
        place = self.questions.place
        self._answers = self._figures.answers(self._questions[place][1]) if place is not None else []
        self.answer.blockSignals(True)  # what is written follows below, once
        self.answer.clear()
        self.answer.addItems([words for words, _ in self._answers])
        self.answer.blockSignals(False)
        self._show_ways()

    def _show_ways(self) -> None:
        place = self.questions.place
        self._offers = []
        if place is not None and self._answers:
            question, (_, answer) = self._questions[place][1], self._answers[self.answer.currentIndex()]
            _, group = self._groups[self.group.currentIndex()]
            self._offers = self._figures.offers((question, answer, *group))
        self.ways.show_choices([Choice(plain(one)) for one in self._offers])
        self.ok.setEnabled(bool(self._offers))
        self.tell("" if self._offers or place is None else _NOTHING)

    def save(self) -> None:
        """Insert what is chosen."""
        if self.ways.place is not None:
            chosen = self._offers[self.ways.place]
            self.accept()
            self._insert(chosen)


def _questions(figures: LiveFigures, first: str) -> Sequence[tuple[Choice, str]]:
    """The questions with their ids: those of one checklist, those of the others, and the facts of the cases."""
    lists = sorted(figures.material.checklists, key=lambda one: one.id != first)
    asked = {question.id: (question.label, one.title) for one in lists for question in one.questions}
    facts = {one.id: (one.label, "Ärendets uppgifter") for one in FIELD_QUESTIONS.values() if one.id not in asked}
    return [(Choice(*told), name) for name, told in {**asked, **facts}.items()]
