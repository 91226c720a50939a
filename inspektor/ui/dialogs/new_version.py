"""Ny version av en checklista: which one, and what taking it up means for the answers that there are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from inspektor.domain import swedish
from inspektor.domain.checklist import Question
from inspektor.domain.errors import Problem
from inspektor.operations import checklist_versions
from inspektor.operations.checklist_versions import TAKE_UP, NewVersion
from inspektor.ui import recent
from inspektor.ui.dialogs.form import FormDialog, combo
from inspektor.ui.session import Session
from inspektor.ui.trouble import Trouble
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.facts import Facts

_TEXT = (
    "Alla svar finns kvar. De som passar den nya versionen gäller som förut. De andra hör till den äldre versionen: de "
    "visas i ärendet men räknas inte. Det går att ångra."
)


class NewVersionDialog(FormDialog):
    """Asks for the version, and tells what it brings before it is taken up."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, "Ny version av en checklista", "Ta upp versionen", QSize(720, 360))
        self.session = session
        self.plan: NewVersion | None = None
        self._name = ""
        found = session.do("", checklist_versions.offered) or []
        self._offered = [one.id for one in found]
        self.choice = combo("Checklista", [f"{one.title}, version {one.version}" for one in found])
        self.choice.setVisible(bool(found))
        self.own = button("Välj fil …", self._choose, glyph="folder_open")
        self.what = Facts("Vad den nya versionen innebär")
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addWidget(self.own)
        row.addStretch(1)
        self.body.addWidget(label(_TEXT, "muted", wrap=True))
        self.body.addLayout(row)
        self.which = label("", "heading", wrap=True)
        self.body.addWidget(self.which)
        self.body.addWidget(self.what)
        self.body.addStretch(1)
        self.choice.activated.connect(self._on_chosen)
        session.trouble.connect(self._on_trouble)
        self._show("")
        if found:
            self._on_chosen(0)

    def _on_trouble(self, trouble: Trouble) -> None:
        self.tell(f"{trouble.title}. {trouble.text}")

    def _on_chosen(self, place: int) -> None:
        self._show(self._offered[place])

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Ny version", recent.folder(), "Checklistor (*.toml)")
        if chosen:
            self.choose_file(Path(chosen))

    def choose_file(self, path: Path) -> None:
        """Read a version from a file, and tell what it brings; or why it cannot be taken up."""
        self._show(str(path))

    def _show(self, name: str) -> None:
        self.tell("")
        self._name = name
        self.plan = self._planned(name) if name else None
        self.which.setText(_which(self.plan) if self.plan else "")
        self.what.show_pairs(_facts(self.plan) if self.plan else [])
        self.ok.setEnabled(self.plan is not None)
        if self.plan is not None:
            self.ok.setFocus(Qt.FocusReason.OtherFocusReason)

    def _planned(self, name: str) -> NewVersion | None:
        try:
            return checklist_versions.planned(self.session.store, name)
        except Problem as problem:
            self.tell(str(problem))
            return None

    def save(self) -> None:
        """Take the version up."""
        name, who = self._name, self.session.who
        if self.session.do(TAKE_UP, lambda store: checklist_versions.take_up(store, name, by=who)) is not None:
            self.accept()


def _which(plan: NewVersion) -> str:
    return f"{plan.new.title}: från version {plan.old.version} till {plan.new.version}"


def _facts(plan: NewVersion) -> list[tuple[str, str]]:
    """What it brings, as terms and texts; nothing of what it does not."""
    pairs = [
        ("Nya frågor", _labels(plan.added)),
        ("Borttagna", _labels(plan.removed)),
        ("Ändrade", _labels(plan.changed)),
        ("Svar", f"{plan.kept} gäller som förut" + (f", {plan.left} hör till den äldre versionen" * bool(plan.left))),
        ("Öppnas igen", _reopened(plan)),
    ]
    return [(term, text) for term, text in pairs if text]


def _labels(questions: tuple[Question, ...]) -> str:
    return "\n".join(one.label for one in questions)


def _reopened(plan: NewVersion) -> str:
    cases = len(plan.reopened)
    if not cases:
        return ""
    return f"{cases} {swedish.plural(cases, 'klart ärende', 'klara ärenden')} som får frågor utan svar"
