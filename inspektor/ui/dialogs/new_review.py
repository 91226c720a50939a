"""Ny granskning: what it is about, which checklists, who makes it and where its file is put."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QWidget

from inspektor.domain.errors import Problem
from inspektor.operations import planning
from inspektor.ui import recent
from inspektor.ui.dialogs.checklist_picker import ChecklistPicker
from inspektor.ui.dialogs.form import Fields, FormDialog
from inspektor.ui.dialogs.plan_form import PlanFields
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label

SUFFIX = ".granskning"
BESIDE = 1000  # at least this wide, the checklists stand beside the fields
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 255  # bytes of a file's name, in most file systems


class NewReviewDialog(FormDialog):
    """Asks for a plan and makes the file. `made` is sent with its path."""

    made = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Ny granskning", "Skapa granskningen", QSize(1120, 720))
        self.plan, self.checklists, self.file = PlanFields(), ChecklistPicker(), Fields()
        self.who = self.file.line("who", "Ditt namn", "Det du gör sparas under namnet.", recent.who())
        self._name = self.file.line("name", "Filnamn", "")
        self.place = label("", "muted")
        self.file.grid.addWidget(label("Mapp"), 4, 0)
        self.file.grid.addWidget(self.place, 4, 1)
        self.file.grid.addWidget(button("Byt mapp …", self._choose_folder), 4, 2, Qt.AlignmentFlag.AlignLeft)
        self._folder = Path(recent.folder())
        self._named = False
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(32)
        left = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        left.setSpacing(12)
        left.addWidget(label("Vad granskningen gäller", "heading"))
        left.addWidget(self.plan)
        left.addWidget(label("Var den sparas", "heading"))
        left.addWidget(self.file)
        left.addStretch(1)
        self._parts.addLayout(left, 3)
        self._parts.addWidget(self.checklists, 2)
        self.body.addLayout(self._parts)
        self.title = self.plan.fields["title"].editor
        _line(self.title).textChanged.connect(self._suggest)
        _line(self._name.editor).textEdited.connect(self._on_named)
        self._show_folder()
        self.title.setFocus()

    def _suggest(self, title: str) -> None:
        if not self._named:
            self._name.set_text(" ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip("."))

    def _on_named(self, text: str) -> None:
        self._named = bool(text)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Var ska granskningen sparas?", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._show_folder()

    def _show_folder(self) -> None:
        self.place.setText(self._folder.name or str(self._folder))
        self.place.setToolTip(str(self._folder))

    @property
    def path(self) -> Path:
        """Where the file is put."""
        name = self._name.text.strip().removesuffix(SUFFIX)
        return self._folder / f"{name}{SUFFIX}"

    def save(self) -> None:
        """Make the review; or say beside each field what is wrong."""
        plan, file = planning.plan_errors(self.plan.texts()), self._file_errors()
        right = self.checklists.check()
        right &= self.file.show_errors(file)
        right &= self.plan.show_errors(plan)
        self.tell("" if right else "Rätta det som är markerat. Ingenting är skapat ännu.")
        if not right:
            return
        recent.set_who(self.who.text)
        try:
            planning.make_review(self.path, self.plan.texts(), self.checklists.chosen(), by=recent.who())
        except Problem as problem:
            self.tell(str(problem))
            return
        path = self.path
        self.accept()
        self.made.emit(path)

    def _file_errors(self) -> dict[str, str]:
        errors = {}
        if not self.who.text.strip():
            errors["who"] = "Ange ditt namn."
        name = self._name.text.strip()
        if not name:
            errors["name"] = "Ange filens namn."
        elif _NOT_IN_NAMES.search(name):
            errors["name"] = 'Ett filnamn kan inte ha något av tecknen \\ / : * ? " < > |'
        elif len(self.path.name.encode()) > _LONGEST:
            errors["name"] = "Filnamnet är för långt. Välj ett kortare."
        elif self.path.exists():
            errors["name"] = "Filen finns redan i mappen. Välj ett annat namn."
        return errors

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        wide = self.width() >= look().sizes.px(BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(direction)


def _line(editor: object) -> QLineEdit:
    assert isinstance(editor, QLineEdit)
    return editor
