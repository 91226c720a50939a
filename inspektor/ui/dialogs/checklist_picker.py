"""The checklists to choose from: those that come with the program, and the person's own from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspektor.domain import swedish
from inspektor.domain.checklist import Checklist
from inspektor.domain.errors import Problem
from inspektor.operations import planning, reviews
from inspektor.ui import recent
from inspektor.ui.background import in_background
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label

Found = tuple[str, Checklist]  # what `create_review` calls it: an id, or a path; and what is in it


class ChecklistPicker(QWidget):
    """Tick the checklists of a review. `changed` is sent when another choice has been made."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Checklistor")
        self.boxes: list[tuple[QCheckBox, Found]] = []
        self._waiting = label("Läser checklistorna …", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.own = button("Egen checklista …", self._choose, glyph="add")
        self._mark, self._said = QLabel(), label("", "error", wrap=True)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._said, 1)
        beside = QHBoxLayout()
        beside.addWidget(self.own)
        beside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label("Checklistor", "heading"))
        column.addWidget(self._waiting)
        column.addLayout(self._rows)
        column.addLayout(beside)
        column.addLayout(said)
        column.addStretch(1)
        self.say("")
        in_background(self, _shipped, self._show)

    def _show(self, found: list[Found]) -> None:
        self._waiting.hide()
        for one in found:
            self._add(one)

    def _add(self, found: Found, *, ticked: bool = False) -> None:
        row = _Row(found[1])
        row.box.setChecked(ticked)
        row.box.toggled.connect(self._on_toggled)
        self.boxes.append((row.box, found))
        before = self.boxes[-2][0] if len(self.boxes) > 1 else None
        self._rows.addWidget(row)
        if before is not None:
            QWidget.setTabOrder(before, row.box)
        QWidget.setTabOrder(row.box, self.own)

    def _on_toggled(self) -> None:
        self.say(planning.clash([checklist for _, checklist in self._ticked()]))
        self.changed.emit()

    def _ticked(self) -> list[Found]:
        return [found for box, found in self.boxes if box.isChecked()]

    def chosen(self) -> list[str]:
        """The checklists that are ticked, as `create_review` takes them."""
        return [name for name, _ in self._ticked()]

    def say(self, wrong: str) -> bool:
        """Say what is wrong with the choice; whether nothing is."""
        self._said.setText(wrong)
        self._said.setVisible(bool(wrong))
        self._mark.setPixmap(icon("error_circle", role="err", filled=True).pixmap(look().sizes.icon))
        self._mark.setVisible(bool(wrong))
        self.own.setAccessibleDescription(wrong)
        return not wrong

    def check(self) -> bool:
        """Whether the choice can be used; if not, it is said why."""
        ticked = self._ticked()
        return self.say(planning.clash([one for _, one in ticked]) if ticked else "Välj minst en checklista.")

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Egen checklista", recent.folder(), "Checklistor (*.toml)")
        if chosen:
            self.add_own(Path(chosen))

    def add_own(self, path: Path) -> None:
        """Add a checklist of the person's own, ticked; or say beside the button what is wrong in it."""
        try:
            found = reviews.load_checklist(str(path))
        except Problem as problem:
            self.say(str(problem))
            return
        self._add((str(path), found), ticked=True)
        self._on_toggled()


class _Row(QWidget):
    """A checklist with its tick, and below what is in it."""

    def __init__(self, checklist: Checklist) -> None:
        super().__init__()
        count = len(checklist.questions)
        sections = [section.title for section in checklist.sections if section.title != checklist.title]
        text = " · ".join((f"{count} {swedish.plural(count, 'fråga', 'frågor')}", *sections))
        self.box = QCheckBox(checklist.title)
        self.box.setAccessibleName(checklist.title)
        self.box.setAccessibleDescription(text)
        below = label(text, "note", wrap=True)
        below.setIndent(look().sizes.icon + 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(below)


def _shipped() -> list[Found]:
    found = [(name, reviews.load_checklist(name)) for name in reviews.shipped_checklists()]
    return sorted(found, key=lambda one: swedish.sort_key(one[1].title))
