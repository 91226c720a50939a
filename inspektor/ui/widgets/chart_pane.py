"""The charts of the report one below the other, of what is counted now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from inspektor.domain.charts import board_charts
from inspektor.domain.document import Chart
from inspektor.domain.heat import Board
from inspektor.ui import tokens
from inspektor.ui.background import in_background
from inspektor.ui.widgets.basic import label, surface
from inspektor.ui.widgets.chart_view import ChartView
from inspektor.ui.widgets.tabs import in_order

NOTHING = "Här finns inga diagram: de visar brister i två till trettio grupper, och i vilka grupper de är flest."


class ChartPane(QScrollArea):
    """`opened` is sent with the codes of the cases behind a place, `chosen` with the question that one has come to,
    `entered` when the space bar asks for that in full.
    """

    opened = Signal(tuple)
    chosen = Signal(str)
    entered = Signal()

    def __init__(self, before: QWidget) -> None:
        """`before` is what Tab leaves when it comes to the first chart."""
        super().__init__()
        self._before = before
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.views: list[ChartView] = []
        self._last = 0  # which of them had the keyboard last
        self._captions: list[QLabel] = []
        self._asked = 0  # the latest board: what comes of an earlier one is let go
        self._board: Board | None = None
        self._nothing = label(NOTHING, "muted", wrap=True)
        self._nothing.hide()
        self._inner = surface("page")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(tokens.EDGE, 8, tokens.EDGE, 8)
        self._column.setSpacing(8)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self.setWidget(self._inner)

    def show_board(self, board: Board, *, large: bool) -> None:
        """Show the charts of a board, worked out in the background where it is large."""
        if board is self._board:
            return
        self._board, self._asked = board, self._asked + 1
        work, done = partial(board_charts, board), partial(self._show, self._asked)
        if large:
            in_background(self, work, done)
        else:
            done(work())

    def _show(self, asked: int, charts: tuple[Chart, ...]) -> None:
        if asked != self._asked:
            return
        while len(self.views) < len(charts):
            self._add()
        for place, (caption, view) in enumerate(zip(self._captions, self.views, strict=True)):
            there = place < len(charts)
            for part in (caption, view):
                part.setVisible(there)
            if there:
                caption.setText(charts[place].caption)
                view.show_chart(charts[place])
        self._nothing.setVisible(not charts)

    def _add(self) -> None:
        """One more place for a chart, with its caption above it."""
        caption, view, place = label("", "heading", wrap=True), ChartView(), len(self.views)
        view.opened.connect(self.opened)
        view.chosen.connect(partial(self._on_chosen, place))
        view.entered.connect(self.entered)
        view.passed.connect(partial(self._pass, place))
        view.selectionModel().currentChanged.connect(partial(self._keep_visible, view))
        for part in (caption, view):
            self._column.insertWidget(self._column.count() - 1, part)
        self._column.insertSpacing(self._column.count() - 1, tokens.EDGE)
        self.views.append(view)
        self._captions.append(caption)
        in_order(self.views[place - 1] if place else self._before, view)

    def _on_chosen(self, place: int, question: str) -> None:
        self._last = place
        self.chosen.emit(question)

    def _pass(self, place: int, by: int) -> None:
        """On to the chart before (-1) or after (1)."""
        shown = [view for view in self.views if view.isVisibleTo(self._inner)]
        here = shown.index(self.views[place]) + by
        if 0 <= here < len(shown):
            column = self.views[place].currentIndex().column()
            shown[here].go_to(0 if by > 0 else shown[here].figures.rowCount(), column)
            shown[here].setFocus(Qt.FocusReason.OtherFocusReason)
            self._keep_visible(shown[here], shown[here].currentIndex(), QModelIndex())

    def _keep_visible(self, view: ChartView, now: QModelIndex, _before: QModelIndex) -> None:
        """The page goes to where the keyboard is."""
        if now.isValid() and view.hasFocus():
            cell = view.visualRect(now)
            top = view.viewport().mapTo(self._inner, cell.topLeft()).y()
            self.ensureVisible(0, top + cell.height() // 2, 0, 2 * cell.height())

    def take_focus(self) -> None:
        """The chart that had the keyboard last has it again; else the first, if there is any."""
        shown = [view for view in self.views if view.isVisibleTo(self._inner)]
        if shown:
            shown[self._last if self._last < len(shown) else 0].setFocus(Qt.FocusReason.OtherFocusReason)

    def focused(self) -> ChartView | None:
        """The chart that has the keyboard; None for none."""
        return next((view for view in self.views if view.hasFocus()), None)
