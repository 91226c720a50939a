"""The head of a case under review: which case, its facts, how far the review has come, and the way to other cases."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspektor.domain import swedish
from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.models.questions import Row
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label, restyle
from inspektor.ui.widgets.fact_line import FactLine
from inspektor.ui.widgets.question_map import QuestionMap
from inspektor.ui.widgets.question_paint import px
from inspektor.ui.widgets.tabs import in_order

_MOST_LINES = 2  # of facts beside the code; more of them stand below it


class CaseHead(QFrame):
    """Two lines where there is room; what has none gets a line of its own. Narrow: *Markera som klart* stands above.
    Low: buttons without words, and *Markera som klart* only when it can be pressed.
    """

    back = Signal()
    stepped = Signal(int)
    open_pressed = Signal()
    flagged_pressed = Signal()
    done_pressed = Signal()
    guidance_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = self._low = False
        self._ready = self._locked = False
        self._codes = ("", "")
        self.code = label("", "title")
        self.facts = FactLine()
        self.count = label("", "heading")
        self.map = QuestionMap()
        self.all = button("Alla ärenden", self.back.emit, "quiet")
        self.previous = button("", lambda: self.stepped.emit(-1), glyph="chevron_left")
        self.next = button("", lambda: self.stepped.emit(1), glyph="chevron_right")
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.open = button("", self.open_pressed.emit, "quiet")
        self.flagged = button("", self.flagged_pressed.emit, "quiet", glyph="flag")
        self.guidance = button("Stöd", self.guidance_pressed.emit, "quiet", glyph="book_open")
        self.done = button("Markera som klart", self.done_pressed.emit)
        self._column = QVBoxLayout(self)
        self._lines = [QHBoxLayout() for _ in range(4)]
        for line in self._lines:
            self._column.addLayout(line)
        self._laid: tuple[bool, ...] = ()
        look().changed.connect(self._dress)
        self._arrange()  # before anything is shown or hidden: what has no parent would be a window of its own
        self._dress()

    def fold(self, *, narrow: bool, low: bool) -> None:
        """Fold what the window has no room for."""
        if (narrow, low) != (self._narrow, self._low):
            self._narrow, self._low = narrow, low
            self.map.set_tight(low)
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call: what no longer fits beside something else gets a line of its own."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Lay the parts on their lines: facts and map each beside what they belong to, or on a line of their own."""
        done_first = self._narrow and not self._low
        facts_below = done_first or not self._facts_fit()
        map_below = not self._map_fits(done_first=done_first)
        if self._laid == (done_first, facts_below, map_below):
            return
        self._laid = (done_first, facts_below, map_below)
        for line in self._lines:
            while line.count():
                line.takeAt(0)
        first, second, third, fourth = self._lines
        add(first, self.code, ... if facts_below else self.facts)
        add(first, self.all, self.previous, self.next, self.done if done_first else None)
        add(second, self.facts if facts_below else None)
        add(third, self.count, None if map_below else self.map, self.open, self.flagged, ..., self.guidance)
        add(third, None if done_first else self.done)
        add(fourth, self.map if map_below else None)
        first.setStretchFactor(self.facts, 1)
        self.facts.setContentsMargins(*((0,) * 4 if facts_below else (8, 0, 8, 0)))
        self._chain(done_first=done_first, map_below=map_below)

    def _chain(self, *, done_first: bool, map_below: bool) -> None:
        """Tab follows the lines."""
        links: list[QWidget] = [self.open, self.flagged, self.guidance, *([] if done_first else [self.done])]
        early = [self.done] if done_first else []
        in_order(self.all, self.previous, self.next, *early, *([*links, self.map] if map_below else [self.map, *links]))

    def _facts_fit(self) -> bool:
        """Whether the facts take at most two lines beside the case's code."""
        beside = sum(one.sizeHint().width() + 8 for one in (self.code, self.all, self.previous, self.next))
        return len(self.facts.lines(self.width() - 2 * tokens.EDGE - beside - 16)) <= _MOST_LINES

    def _map_fits(self, *, done_first: bool) -> bool:
        """Whether the map is on one line beside the links that it counts for; if it is on none at all, it stays."""
        parts = (self.count, self.open, self.flagged, self.guidance, *(() if done_first else (self.done,)))
        beside = sum(one.sizeHint().width() + 8 for one in parts if not one.isHidden())
        room = self.width() - 2 * tokens.EDGE
        return bool(self.map.least_line() <= room - beside - 8 or beside < room / 3)

    def _dress(self) -> None:
        margins = (tokens.EDGE, 8, tokens.EDGE, 4) if self._low else (tokens.EDGE, 12, tokens.EDGE, 10)
        self._column.setContentsMargins(*margins)
        self._column.setSpacing(4 if self._low else 8)
        for line in self._lines:
            line.setSpacing(8)
        self.count.setMinimumHeight(0 if self._low or self._narrow else look().sizes.control)  # as a button
        for one in (self.all, self.open, self.flagged, self.guidance):
            one.setStyleSheet(f"min-height: {px(26)}px;")
        self.flagged.setIcon(icon("flag", role="warn", filled=True))
        self._show_codes()
        self._show_done()
        self._arrange()

    def show_case(self, code: str, facts: Sequence[str]) -> None:
        """The case and what it carries."""
        self.code.setText(code)
        self.facts.show_facts(facts)
        self._arrange()

    def tell_back(self, words: str, whole: str = "") -> None:
        """What the way back leads to, in few words, and in as many as it takes."""
        self.all.setAccessibleName(whole or words)
        self.all.setToolTip(whole)
        if words != self.all.text():
            self.all.setText(words)
            self._arrange()

    def show_neighbours(self, previous: str, following: str) -> None:
        """The cases before and after; empty for none."""
        self._codes = (previous, following)
        self._show_codes()

    def _show_codes(self) -> None:
        words = ("Föregående ärende", "Nästa ärende")
        for one, code, word in zip((self.previous, self.next), self._codes, words, strict=True):
            one.setText("" if self._low else f"\u2009{code or '–'}\u2009")
            one.setAccessibleName(f"{word}, {code}" if code else f"{word} finns inte")
            one.setToolTip(one.accessibleName())
            one.setEnabled(bool(code))

    def show_progress(self, rows: list[Row], current: int) -> None:
        """How far the review has come, and which question is current."""
        items = [row.item for row in rows if row.item is not None]
        asked, answered = sum(item.asked for item in items), sum(item.answered for item in items)
        flagged = sum(item.asked and item.given.flagged for item in items)
        left = [item for item in items if item.open]
        voluntary = f" ({swedish.plural(len(left), 'frivillig', 'frivilliga')})"
        voluntary = "" if any(item.question.required for item in left) else voluntary
        self.count.setText(f"{answered} av {asked}")
        self.count.setAccessibleName(f"{answered} av {asked} frågor besvarade")
        words = swedish.plural(len(left), "obesvarad", "obesvarade")
        link(self.open, f"{len(left)} {words}{voluntary}", shown=bool(left))
        words = swedish.plural(flagged, "flaggad", "flaggade")
        link(self.flagged, f"{flagged} {words}", shown=bool(flagged), glyph=True)
        self.map.show_rows(rows, current)
        self._arrange()

    def show_done(self, *, ready: bool, locked: bool, why: str) -> None:
        """Whether the case can be marked as done, or why not; a locked one has its own strip instead."""
        self.done.setToolTip(why)
        self.done.setAccessibleDescription(why)
        self._ready, self._locked = ready, locked
        self._show_done()

    def _show_done(self) -> None:
        self.done.setEnabled(self._ready)
        kind = "primary" if self._ready else ""
        if self.done.property("kind") != kind:
            self.done.setProperty("kind", kind)
            restyle(self.done)
        self.done.setVisible(not self._locked and (self._ready or not self._low))

    def show_guidance_button(self, shown: bool) -> None:
        """The button that unfolds the guidance, where it is folded."""
        self.guidance.setVisible(shown)


def add(line: QBoxLayout, *parts: QWidget | EllipsisType | None) -> None:
    """Put widgets into a layout; `...` is where the room goes."""
    for part in parts:
        if isinstance(part, EllipsisType):
            line.addStretch(1)
        elif part is not None:
            line.addWidget(part)


def link(one: QPushButton, words: str, *, shown: bool, glyph: bool = False) -> None:
    """A number that leads to what it counts; hidden when there is none."""
    one.setText(f"\u2009{words}" if glyph else words)
    one.setAccessibleName(words)
    one.setVisible(shown)
