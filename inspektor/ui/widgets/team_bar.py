"""Teammapp: the folder that the team's work is exchanged in, how it stands, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspektor.ui import recent, tokens
from inspektor.ui.models import team as words
from inspektor.ui.style import look
from inspektor.ui.team import Team
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.flow import Beside, Elided, Flow
from inspektor.ui.widgets.told_lines import Check, ToldLines

_NONE = "Välj en mapp som alla i granskningen når, så lämnar du ditt arbete där och hämtar de andras."
_BY_ITSELF = "Det som är nytt hämtas utan att du ber om det, men aldrig medan du skriver."
_STOPPED: Check = ("info", "muted", "Hämtningen är avbruten. Ingenting har ändrats.")


class TeamBar(QFrame):
    """A strip with the folder's path, sentences, and the buttons."""

    def __init__(self, team: Team) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Teammapp")
        self.team = team
        self.path, self.lines = Elided("muted"), ToldLines()
        self.choose = button("Välj mapp …", self.choose_folder, name="Välj teammapp")
        self.exchange = button("Hämta och lämna nu", team.exchange)
        self.stop = button("Sluta använda", self._stop, "quiet", name="Sluta använda teammappen")
        self.automatic = QCheckBox("Hämta automatiskt")
        self.automatic.setToolTip(_BY_ITSELF)
        self.automatic.setAccessibleDescription(_BY_ITSELF)
        self.automatic.toggled.connect(team.fetch_by_itself)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.EDGE - 8, 12, tokens.EDGE, 12)
        column.addWidget(Beside(self._told(), self._tools(), Qt.AlignmentFlag.AlignTop))
        team.changed.connect(self.show_team)
        look().changed.connect(self._dress)
        self._dress()
        self.show_team()

    def _told(self) -> QWidget:
        told, column, first = QWidget(), QVBoxLayout(), QHBoxLayout()
        title = label("Teammapp", "heading")
        first.setContentsMargins(8, 0, 8, 0)
        first.setSpacing(12)
        first.addWidget(title)
        first.addWidget(self.path, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.lines)
        self.lines.title.hide()
        told.setLayout(column)
        return told

    def _tools(self) -> QWidget:
        tools = QWidget()
        row = Flow(tools)
        tools.setContentsMargins(8, 0, 0, 0)
        for one in self.stops:
            row.addWidget(one)
        return tools

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab meets, in order."""
        return self.choose, self.exchange, self.automatic, self.stop

    def _dress(self) -> None:
        self.automatic.setMinimumHeight(look().sizes.control)

    # --- doing ----------------------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Ask for the folder; nothing is fetched or left in it yet."""
        chosen = QFileDialog.getExistingDirectory(self, "Välj teammapp", recent.folder())
        if chosen:
            self.team.use(Path(chosen))
            self.exchange.setFocus()

    def _stop(self) -> None:
        self.team.use(None)
        self.choose.setFocus()

    # --- showing --------------------------------------------------------------------------------------------------

    def show_team(self) -> None:
        """Show how the folder stands."""
        folder = self.team.folder
        self.path.setText("" if folder is None else str(folder))
        self.choose.setVisible(folder is None or bool(self.team.problem))
        for one in (self.automatic, self.exchange, self.stop):
            one.setVisible(folder is not None)
        self.automatic.blockSignals(True)
        self.automatic.setChecked(self.team.automatic)
        self.automatic.blockSignals(False)
        self.lines.show_lines("", (), self._sentences())

    def hold(self, held: bool) -> None:
        """Nothing can be done while the file is being written in."""
        for one in self.stops:
            one.setEnabled(not held)

    def _sentences(self) -> list[Check]:
        team = self.team
        if team.folder is None:
            return [("info", "muted", _NONE)]
        told: list[Check] = [("warning", "err", why) for why in dict.fromkeys((team.failed, team.problem)) if why]
        if team.stopped:
            told.append(_STOPPED)
        if team.done is not None:
            told += words.exchanged(team.done, team.done_at)
        if team.standing is not None:
            told += words.stands(team.standing, told=bool(told))
        return told
