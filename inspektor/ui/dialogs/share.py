"""Dela ut: an inspector's working file. The dialog stays for the next one: a team is seldom one person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QWidget
from shiboken6 import isValid

from inspektor.db.store import Store
from inspektor.domain import swedish
from inspektor.domain.errors import Problem
from inspektor.operations import cases, sharing
from inspektor.operations.sharing import SHARE, Shared
from inspektor.ui.dialogs.form import Fields, FormDialog, combo
from inspektor.ui.models import sharing as shown
from inspektor.ui.models.sharing import Cases, Choice
from inspektor.ui.session import Session
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.flow import Flow
from inspektor.ui.widgets.notice import Notice

SUFFIX = ".granskning"
_FILTER = "Granskningar (*.granskning)"


class ShareDialog(FormDialog):
    """Asks for whom, which cases, and where. `codes` are the cases that are chosen already."""

    def __init__(self, session: Session, parent: QWidget, codes: Sequence[str] = ()) -> None:
        super().__init__(parent, "Dela ut ärenden", "Dela ut", QSize(760, 560))
        self._session, self._chosen = session, tuple(codes)
        self._cases, self._reads = Cases(), 0
        self._own_place = False  # whether the place of the file is one that somebody has chosen
        self.units: list[QCheckBox] = []
        self.notice = Notice()
        text = "Den som granskar får en egen fil med sina ärenden. Ingen annans svar följer med."
        self.body.addWidget(label(text, "muted", wrap=True))
        self.fields = Fields()
        names = [name for name in cases.reviewers(session.store) if name != session.who]
        self.to = self.fields.add("to", "Till", combo("Till", ["", *names], free=True), "Namnet på den som ska granska")
        self.body.addWidget(self.fields)
        self._unit_title, self._units = label("Enheter", "heading"), QWidget()
        self._flow = Flow(self._units)
        self.body.addWidget(self._unit_title)
        self.body.addWidget(self._units)
        self._add_fields()
        self.told = label("", "heading", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self._connect()
        self._read()

    def _add_fields(self) -> None:
        self.more = Fields()
        self.codes = self.more.line("codes", "Ärenden", "Koder med komma mellan, utöver enheterna")
        self.double = self.more.line("double", "Dubbelgranskas", "Koder som någon annan granskar också, var för sig")
        self.path = self.more.line("path", "Fil")
        self.body.addWidget(self.more)
        self.browse = button("Välj plats …", self._browse)
        self.body.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        editor = self.to.editor
        if isinstance(editor, QComboBox):
            editor.currentTextChanged.connect(self._on_name)
        for field in (self.codes, self.double):
            if isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(self._tell)
        if isinstance(self.path.editor, QLineEdit):
            self.path.editor.textEdited.connect(self._on_place)
        self._name_file()

    def _read(self) -> None:
        self._reads += 1
        self._session.work("", shown.read, partial(self._on_read, self._reads))

    def _on_read(self, number: int, found: Cases) -> None:
        """Only what was asked for last is shown."""
        if not isValid(self) or number != self._reads:
            return
        first, self._cases = not self._cases.cases, found
        ticked = {one.objectName() for one in self.units if one.isChecked()}
        for one in self.units:
            one.hide()
            one.deleteLater()
        self.units = []
        for unit in found.units():
            box = QCheckBox(unit.words)
            box.setObjectName(unit.name)
            box.setChecked(unit.name in ticked)
            box.toggled.connect(self._tell)
            self._flow.addWidget(box)
            self.units.append(box)
        for part in (self._unit_title, self._units):
            part.setVisible(bool(self.units))
        self.order_stops()
        if first and self._chosen and not (self.codes.text or self.double.text):  # somebody may write already
            self._offer_chosen()
        self._tell()

    def _offer_chosen(self) -> None:
        """The cases that were chosen in the list: those that somebody reviews already, for double review."""
        theirs, others = self._cases.split(self._chosen, self.to.text.strip())
        self.codes.set_text(", ".join(theirs))
        self.double.set_text(", ".join(others))

    # --- what is chosen -----------------------------------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        units = tuple(one.objectName() for one in self.units if one.isChecked())
        codes, double = shown.codes_in(self.codes.text), shown.codes_in(self.double.text)
        return Choice(self.to.text.strip(), units, codes, double)

    def _on_name(self) -> None:
        self._name_file()
        self._tell()

    def _name_file(self) -> None:
        if not self._own_place:
            name = " ".join(filter(None, (self._session.path.stem, self.to.text.strip().replace("/", "-"))))
            self.path.set_text(str(self._session.path.with_name(f"{name}{SUFFIX}")) if self.to.text.strip() else "")

    def _on_place(self) -> None:
        self._own_place = True

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Arbetsfilens plats", self.path.text, _FILTER)
        if chosen:
            self._own_place = True
            self.path.set_text(str(Path(chosen).with_suffix(SUFFIX)))

    def _tell(self) -> None:
        """What the choice comes to."""
        self.told.setText(self._cases.told(self.choice) if self.choice.to else "")

    # --- doing it -----------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the working file in the background, and be ready for the next one."""
        choice, path, who = self.choice, Path(self.path.text.strip()), self._session.who
        errors = {"to": "Skriv vem filen är till."} if not choice.to else {}
        if not self.fields.show_errors(errors):
            return
        if not self.more.show_errors({} if self.path.text.strip() else {"path": "Välj var filen ska ligga."}):
            return
        refusal: list[str] = []

        def share(store: Store) -> Shared:
            try:
                return sharing.share(
                    store, choice.to, path, units=choice.units, codes=choice.codes, double=choice.double, by=who
                )
            except Problem as problem:
                refusal.append(str(problem))
                raise

        self.ok.setEnabled(False)
        self.notice.hide()
        self.tell("")
        done, over = partial(self._on_shared, choice.to, path), partial(self._on_refused, refusal)
        self._session.work(f"Delar ut till {choice.to} …", share, done, kind=SHARE, over=over)

    def _on_shared(self, to: str, path: Path, shared: Shared) -> None:
        if not isValid(self):
            return
        count = len(shared.cases)
        twice = f", {len(shared.double)} av dem för dubbelgranskning" if shared.double else ""
        words = f"{path.name} är klar för {to}: {count} {swedish.plural(count, 'ärende', 'ärenden')}{twice}."
        left = f" {len(shared.others)} i enheterna granskas av andra." if shared.others else ""
        self.notice.tell("ok", "checkmark", f"{words}{left}")
        self.ok.setEnabled(True)
        self.cancel.setText("Klar")
        self.cancel.setAccessibleName("Klar")
        for one in self.units:
            one.setChecked(False)
        for field in (self.codes, self.double):
            field.set_text("")
        self._own_place = False
        self.to.set_text("")
        self.to.editor.setFocus()
        self._read()

    def _on_refused(self, refusal: Sequence[str]) -> None:
        if isValid(self):
            self.ok.setEnabled(True)
            self.tell(" ".join(refusal) or "Ingenting är utdelat. Orsaken står överst i fönstret.")
