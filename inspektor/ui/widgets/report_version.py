"""Which version of the report is shown and saved: a box for the head of Rapport, with what the version is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox

from inspektor.domain.version import INTERNAL, Version
from inspektor.ui.dialogs.form import combo

_ABOUT = {
    "intern": "Utkast med alla siffror och koderna för ärendena bakom dem",
    "dialog": "Utkast till dialogmötet: enhetens egna siffror mot de övriga",
    "publik": "Utkast att lämna ut: små tal som kan peka ut någon är dolda",
}
_LONGEST = 24  # letters of a version that the box is made wide enough for
_TITLES = {"intern": "Intern version", "publik": "Publik version"}


class ReportVersion(QObject):
    """The box and what is chosen in it. `chosen` is sent when it is another version than before."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = combo("Version", ())
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._units: tuple[str, ...] | None = None
        self._shown = INTERNAL
        self.show_units(())
        self.box.currentIndexChanged.connect(self._on_choice)

    @property
    def version(self) -> Version:
        """The version that is chosen."""
        chosen = self.box.currentData()
        return chosen if isinstance(chosen, Version) else INTERNAL

    @property
    def about(self) -> str:
        """What the version is, in a sentence."""
        return _ABOUT[self.version.kind]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that there can be a dialogue version for."""
        return self._units or ()

    def show_units(self, units: Sequence[str]) -> None:
        """Offer the internal and the public version, and one for the dialogue with each unit."""
        if self._units == tuple(units):
            return
        before, self._units = self.version, tuple(units)
        offered = {Version("intern"): _TITLES["intern"], Version("publik"): _TITLES["publik"]}
        offered |= {Version("dialog", unit): f"Dialog: {unit}" for unit in units}
        self.box.blockSignals(True)
        self.box.clear()
        for place, (version, title) in enumerate(offered.items()):
            self.box.addItem(title, version)
            self.box.setItemData(place, _ABOUT[version.kind], Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(list(offered).index(before) if before in offered else 0)
        self.box.setMinimumContentsLength(min(max(map(len, offered.values())), _LONGEST))
        self.box.blockSignals(False)
        self._on_choice()

    def _on_choice(self) -> None:
        self.box.setAccessibleDescription(self.about)
        if self.version != self._shown:
            self._shown = self.version
            self.chosen.emit()
