"""Om Inspektor: version, licence, and the licences of what travels with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from inspektor import __version__
from inspektor.assets import resource
from inspektor.ui.dialogs.form import FormDialog
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import label
from inspektor.ui.widgets.facts import Facts


def _facts() -> tuple[tuple[str, str], ...]:
    return (
        ("Version", __version__),
        ("Licens", "EUPL-1.2, Europeiska unionens licens för öppen programvara"),
        ("Typsnitt", "Source Sans 3, SIL Open Font License 1.1"),
        ("Ikoner", "Fluent UI System Icons, MIT. Programmets egen ikon hör till programmet."),
        ("Fönster", f"Qt {qVersion()} genom PySide6, LGPL-3.0"),
        ("Filer", "SQLite genom SQLCipher, BSD"),
    )


class AboutDialog(FormDialog):
    """Version and licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Om Inspektor", "", QSize(660, 600))
        self.body.addWidget(label("Inspektor", "title"))
        self.body.addWidget(
            label("Aktgranskning, från urval till rapport. Allt stannar på din dator.", "muted", wrap=True)
        )
        facts = Facts("Version och licenser")
        facts.show_pairs(_facts())
        self.body.addWidget(facts)
        self.body.addWidget(label("Licenser för typsnitt och ikoner", "heading"))
        self.licences = QPlainTextEdit(_licences())
        self.licences.setAccessibleName("Licenser för typsnitt och ikoner")
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setMinimumHeight(look().sizes.px(72))
        self.licences.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # what is left over
        self.body.addWidget(self.licences, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: there is nothing to write here, so the keyboard begins at the button."""
        super().showEvent(event)
        self.cancel.setFocus(Qt.FocusReason.TabFocusReason)


def _licences() -> str:
    texts = (resource(folder, "LICENSE.md").read_text(encoding="utf-8").strip() for folder in ("fonts", "icons"))
    return "\n\n\n".join(texts)
