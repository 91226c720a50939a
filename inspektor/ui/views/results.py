"""Resultat: every question by group, one of them in full, and from every figure the way to its cases."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspektor.domain.details import Detail, detail, differences
from inspektor.domain.heat import Board, cross_questions
from inspektor.domain.results import Material
from inspektor.domain.sentences import waiting_notes
from inspektor.operations import figures
from inspektor.operations.figures import Choice
from inspektor.ui import tokens
from inspektor.ui.background import in_background
from inspektor.ui.models.results import board_grid
from inspektor.ui.session import Session
from inspektor.ui.views.inserting import Inserting
from inspektor.ui.views.view import ABOUT, BACK, View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, relabel, surface
from inspektor.ui.widgets.chart_pane import ChartPane
from inspektor.ui.widgets.detail_table import DetailPane
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.heat_table import SMALL_PRINT, HeatLegend, HeatTable
from inspektor.ui.widgets.message_bar import MessageBar
from inspektor.ui.widgets.result_filters import ResultFilters

MANY = 1000  # from as many cases on, reading and counting go on in the background
_UNCOUNTED = ("anteckning", "text")  # kinds of operations that no figure depends on


class ResultsView(View):
    """The overview at the left, the chosen question at the right, or below where the window is narrow."""

    name: ClassVar[str] = "resultat"
    title: ClassVar[str] = "Resultat"
    glyph: ClassVar[str] = "data_bar_horizontal"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board: Board | None = None
        self._comparing: Board | None = None
        self._material: Material | None = None
        self._stale, self._wanted, self._case = True, "", ""  # the question, and the case in it, to go to
        self._gone_from: QWidget | None = None  # where the keyboard was when a figure led to its cases
        self._reading = self._counting = self._asking = 0  # the latest asked for: what an earlier one gives is let go
        self.filters, self.heat, self.pane = ResultFilters(), HeatTable(), DetailPane()
        self.charts = ChartPane(self.heat)
        self._pictured = False  # the charts are shown in place of the overview
        self._one = self._alone = False  # one pane at a time; the question is that pane
        self.pages = QStackedWidget()
        self.empty, self._split = EmptyPage(), self._make_split()
        for page in (self.empty, self._split):
            self.pages.addWidget(page)
        self._lay_out()
        self.filters.chosen.connect(self._count)
        self.heat.chosen.connect(self._show_question)
        self.heat.opened.connect(self._open)
        self.heat.entered.connect(self._show_whole)
        self.charts.opened.connect(self._open)
        self.charts.chosen.connect(self.heat.choose)
        self.charts.entered.connect(self._show_whole)
        self.pane.opened.connect(self._open)
        self.pane.copied.connect(self._announce)
        self.pane.insert_pressed.connect(self._choose_section)
        session.changed.connect(self._on_changed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self._copy_focused)
        QShortcut(QKeySequence("Ctrl+E"), self, self._choose_section)
        QShortcut(QKeySequence("Ctrl+D"), self, self._turn_picture)
        QShortcut(QKeySequence("Esc"), self.pane, self._show_all, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self.head = Head(self.title)
        self._copy = button("Kopiera översikten", self.copy_heat, glyph="copy")
        self._turn, self._picture = button("", self._on_turned), button("", self._turn_picture)
        self.head.add(*self.filters.boxes, self._picture, self._copy, self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.strip = MessageBar()
        self.inserting = Inserting(self.session, self, self.strip, self._turn)
        self.inserting.go.connect(partial(self.go.emit, "rapport"))
        column.addWidget(self.head)
        column.addWidget(self.strip)
        column.addWidget(self.pages, 1)

    def _make_split(self) -> QSplitter:
        self._left = surface("page")
        self._legend, self._print = HeatLegend(), label(SMALL_PRINT, "note", wrap=True)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 8, 0, tokens.EDGE)
        column.setSpacing(4)
        column.addWidget(self.heat, 1)
        column.addWidget(self.charts, 1)
        legend = QVBoxLayout()
        legend.setContentsMargins(tokens.EDGE, 8, tokens.EDGE, 0)
        legend.setSpacing(4)
        for part in (self._legend, self._print):
            legend.addWidget(part)
        column.addLayout(legend)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._left)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([640, 550])
        return split

    def keys(self) -> Keys:
        """What the keys do here."""
        if self.pages.currentWidget() is self.empty:
            return ()
        return (
            ("↑↓", "fråga"),
            ("Enter", "ärendena bakom talet"),
            ("Mellanslag", "frågans tabell"),
            ("Ctrl+D", "översikt" if self._pictured else "diagram"),
            ("Esc", "tillbaka"),
            ("Ctrl+C", "kopiera tabell"),
            ("Ctrl+E", "infoga i rapporten"),
        )

    def enter(self, word: str) -> None:
        """Come to the front: at a question by its id, at the figure that counts a case when its code follows (a comma
        between), or at the figure whose cases one comes back from.
        """
        self.strip.hide()
        back, (self._wanted, _, self._case) = word == BACK, ("" if word == BACK else word).partition(",")
        if self._stale:
            self._read()
        else:
            self._choose_wanted()
        if back and self._gone_from is not None:
            self._gone_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_wanted(self) -> None:
        """Go to the question that another step asked for, and to the figure that the case is counted in."""
        if self._wanted:
            question, self._wanted = self._wanted, ""
            self.heat.choose(question)
            self._go_to_case()

    def _go_to_case(self) -> None:
        """As soon as the question is shown."""
        if not self._case or self.pane.question is None or self.pane.question.id != self.heat.question:
            return
        code, self._case = self._case, ""
        self._show_whole()
        if self.pane.table.go_to_case(code):
            self.heat.choose(self.heat.question, self.pane.table.currentIndex().column())
        else:
            self._announce(f"{code} är inte bland de ärenden som visas.")

    def refresh(self, kind: str) -> None:
        """Count anew, unless nothing that is counted has changed."""
        self.strip.hide()
        if kind not in _UNCOUNTED:
            self._read()

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        return self.head, self.strip, self.pages if self.pages.currentWidget() is self.empty else self._left, self.pane

    def fold(self, *, narrow: bool, low: bool) -> None:
        """The chosen question goes below when the window is narrow; when it is low too, there is one pane at a time."""
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._one = narrow and low
        self._alone = self._alone and self._one
        self._arrange()

    def _arrange(self) -> None:
        """Show the panes that there is room for, and the button that there is use for."""
        shown = self.pages.currentWidget() is self._split
        self._left.setVisible(not self._alone)
        self.pane.setVisible(self._alone or not self._one)
        self._legend.shorten(short=self._one)
        self.charts.setVisible(self._pictured)
        for one in (self.heat, self._legend):
            one.setVisible(not self._pictured)
        self._print.setVisible(not self._one and not self._pictured)
        self._copy.setVisible(shown and not self._one and not self._pictured)
        self._turn.setVisible(shown and self._one)
        self._picture.setVisible(shown and not self._alone)
        relabel(self._turn, "Visa alla frågor" if self._alone else "Visa frågan")
        relabel(self._picture, "Visa översikten" if self._pictured else "Visa diagram")

    def _show_whole(self) -> None:
        """Go to the chosen question in full."""
        self._alone = self._one
        self._arrange()
        self.pane.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_all(self) -> None:
        """Go back to all the questions."""
        self._alone = False
        self._arrange()
        if self._pictured:
            self.charts.take_focus()
        else:
            self.heat.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_turned(self) -> None:
        (self._show_all if self._alone else self._show_whole)()

    def _turn_picture(self) -> None:
        """Show the charts in place of the overview, or the overview again."""
        if self.pages.currentWidget() is self._split:
            self._pictured = not self._pictured
            self._show_charts()
            self._show_all()
            self.keys_changed.emit()

    def _show_charts(self) -> None:
        if self._pictured and self.board is not None:
            self.charts.show_board(self.board, large=len(self.board.material.cases) >= MANY)

    def _on_changed(self, kind: str) -> None:
        """Something was recorded while another step was in front."""
        if kind not in _UNCOUNTED and not self.isVisible():
            self._stale = True

    def _read(self) -> None:
        """Read the material and count it; in the background where it is large."""
        size = self.session.do("", figures.size)
        if size is None:
            return
        self._reading += 1
        choice = self.filters.choice
        operation, done = partial(figures.read, choice=choice), partial(self._on_read, self._reading, choice)
        if size[1] >= MANY:
            self.session.work("Räknar resultatet …", operation, done)
        elif (read := self.session.do("", operation)) is not None:
            done(read)

    def _on_read(self, number: int, choice: Choice, read: tuple[Material, Board]) -> None:
        if number != self._reading:
            return
        self._stale = False
        self._material, board = read
        self.filters.show_sizes(*self._sizes())
        self.filters.offer(cross_questions(self._material))
        if choice == self.filters.choice:
            self._counting += 1
            self._show(self._counting, board)
        else:
            self._count()

    def _count(self) -> None:
        """Count what is read by what the filters say now."""
        if self._material is None:
            return
        self._counting += 1
        work = partial(figures.counted, self._material, self.filters.choice)
        done = partial(self._show, self._counting)
        if len(self._material.cases) >= MANY:
            in_background(self, work, done)
        else:
            done(work())

    def _show(self, number: int, board: Board) -> None:
        if number != self._counting:
            return
        self.board = board
        self.head.note.setText("{} av {} ärenden klara".format(*self._sizes()))
        self._show_page(board)
        self._show_filters()

    def _sizes(self) -> tuple[int, int]:
        cases = self._material.cases if self._material else ()
        return sum(case.done for case in cases), len(cases)

    def _show_page(self, board: Board) -> None:
        """The figures, or what is missing."""
        material = self._material
        if material is None or not material.cases:
            self.head.note.setText("")
            self.empty.say(
                "Det finns inga ärenden att räkna",
                "Dra ett urval, eller lägg till ärenden för hand. När de är granskade står resultatet här.",
                ("Till urvalet", lambda: self.go.emit("urval", "")),
                ("Till ärendena", lambda: self.go.emit("arenden", "")),
            )
        elif not material.answers:
            self.empty.say(
                "Inga frågor är besvarade än",
                "Resultatet räknas medan ärendena granskas.",
                ("Till ärendena", lambda: self.go.emit("arenden", "")),
            )
        elif not board.material.cases:
            self.empty.say(
                "Inga ärenden stämmer med valet",
                "Inget ärende är både av det slag och med det beslut som är valt.",
                ("Visa alla ärenden", self.filters.show_all),
            )
        else:
            self.heat.show_grid(board_grid(board))
            self._print.setText(" ".join((SMALL_PRINT, *waiting_notes(len(board.material.waiting)))))
            self._choose_wanted()
            self._show_charts()
            self.pages.setCurrentWidget(self._split)
            return
        self.pages.setCurrentWidget(self.empty)

    def _show_filters(self) -> None:
        some = self._material is not None and bool(self._material.cases) and bool(self._material.answers)
        self.filters.show(there=some)
        self._arrange()

    def _show_question(self, question: str) -> None:
        """Show the question that the overview has come to, as soon as its figures are there."""
        if self.board is None:
            return
        self._asking += 1
        work, done = partial(detail, self.board, question), partial(self._show_detail, self._asking)
        if len(self.board.material.cases) >= MANY:
            QTimer.singleShot(0, self, partial(in_background, self, work, done))  # the overview is shown first
        else:
            done(work())

    def _show_detail(self, number: int, found: Detail) -> None:
        if number == self._asking:
            self.pane.show_detail(found)
            self._go_to_case()
            self._compare()

    def _compare(self) -> None:
        """Compare the groups, in the background and once for each counting; then tell of it under the question."""
        board = self.board
        if board is None:
            return
        if board.compared:
            self._tell_differences(board)
        elif board is not self._comparing:
            self._comparing = board
            in_background(self, board.compare, lambda _none: self._tell_differences(board))

    def _tell_differences(self, board: Board) -> None:
        """Of the question that is shown now, unless another counting has come since."""
        if board is self.board and self.pane.question is not None:
            self.pane.tell_differences(differences(board, self.pane.question.id))

    def _open(self, codes: tuple[str, ...]) -> None:
        """The cases behind a figure, in the list of cases."""
        if codes:
            self._gone_from = QApplication.focusWidget()
            about = f"{ABOUT}{self.pane.question.id}" if self.pane.question is not None else ""
            self.go.emit("arenden", ",".join(codes) + about)
        else:
            self._announce("Det finns inga ärenden bakom talet.")

    def _choose_section(self) -> None:
        """Ask in which section of the report what the question's figures say is to stand; its own is proposed."""
        question = self.pane.question
        if question is None or self._material is None or self.pages.currentWidget() is not self._split:
            return
        if self._one:
            self._show_whole()
        self.pane.ensureWidgetVisible(self.pane.insert)
        self.inserting.ask(question.id, self.pane.insert)

    def copy_heat(self) -> None:
        """The overview, to the clipboard."""
        self.heat.copy()
        self._announce("Översikten är kopierad.")

    def _copy_focused(self) -> None:
        """The table that has the focus, else the overview."""
        if self.pages.currentWidget() is not self._split:
            return
        if (chart := self.charts.focused()) is not None:
            chart.copy()
            self._announce("Diagrammets siffror är kopierade.")
        elif not self.pane.copy_focused():
            self.copy_heat()

    def _announce(self, words: str) -> None:
        """Say that something has been done, also to one who does not see it."""
        self.head.note.setText(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
