"""Urval: the list that cases are drawn from, the draw, and its protocol."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspektor.db import progress
from inspektor.domain import swedish
from inspektor.domain.report_method import FrameFacts, Selection, by_hash, goal, stratum_name
from inspektor.domain.sampling import Draw
from inspektor.operations import frames, samples
from inspektor.operations.reports import save, write_document
from inspektor.ui import recent, tokens
from inspektor.ui.dialogs.draw_form import DrawForm
from inspektor.ui.dialogs.read_list import ReadListDialog
from inspektor.ui.dialogs.replace_case import ReplaceCaseDialog
from inspektor.ui.icons import icon
from inspektor.ui.session import Session
from inspektor.ui.style import look
from inspektor.ui.views.view import View
from inspektor.ui.widgets.bars import Keys
from inspektor.ui.widgets.basic import button, label, restyle, surface
from inspektor.ui.widgets.empty_page import EmptyPage
from inspektor.ui.widgets.facts import Facts
from inspektor.ui.widgets.flow import Head
from inspektor.ui.widgets.notice import Notice
from inspektor.ui.widgets.plain_table import PlainTable
from inspektor.ui.widgets.scrolled import Scrolled

LISTS = "Listor (*.xlsx *.csv)"
_PLAN = "dra om"  # the word that asks for the form although a sample is drawn
_KINDS = {"slump": "Slumpmässigt urval", "total": "Totalurval", "avsiktligt": "Avsiktligt urval"}
_INSET = 8  # of the words of a table from its edge: other words line up with them
_MOST_REFUSED = 40  # shown in the panel; the saved list has all
DOCUMENTS = "Word (*.docx);;PDF (*.pdf)"


class SampleView(View):
    """No list yet, a list to draw from, or a drawn sample: each has its page."""

    name: ClassVar[str] = "urval"
    title: ClassVar[str] = "Urval"
    glyph: ClassVar[str] = "arrow_shuffle"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        top = self._head = Head("Urval")
        self._note = top.note
        self._read = button("Läs in lista …", self.read_list)
        self._back = button("Tillbaka till urvalet", lambda: self.go.emit(self.name, ""))
        self._again = button("Dra om …", lambda: self.go.emit(self.name, _PLAN))
        self._replace = button("Byt ut ärende …", self.replace, glyph="arrow_swap")
        self._protocol = button("Spara protokoll …", self.save_protocol)
        self._cases = button("Till ärendena", lambda: self.go.emit("arenden", ""), "primary")
        top.add(self._read, self._back, self._again, self._replace, self._protocol, self._cases)
        self.pages = QStackedWidget()
        self._empty = self._empty_page()
        self.pages.addWidget(self._empty)
        self._planning = self._narrow = False
        self._notice = Notice()
        for one in (self._read, self._empty.buttons[0]):
            one.setEnabled(not session.read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._notice)
        column.addWidget(self.pages, 1)
        if session.read_only:
            self.tell_only_read(self._notice, "Urvalet kan dras och ändras när den är öppen för att ändra.")
        look().changed.connect(self._dress)

    @cached_property
    def form(self) -> DrawForm:
        """The form of a draw, made when there is a list to draw from."""
        made = DrawForm(self.session)
        made.drawn.connect(self._on_drawn)
        self._planned = Scrolled(made)
        self.pages.addWidget(self._planned)
        made.fold(narrow=self._narrow)
        return made

    @cached_property
    def _drawn(self) -> Scrolled:
        """The page of a drawn sample, made when there is one."""
        made = Scrolled(self._drawn_page())
        self.pages.addWidget(made)
        return made

    def _dress(self) -> None:
        if "_drawn" in self.__dict__:
            self._side.setMinimumWidth(look().sizes.px(280))
            self._warned.setPixmap(icon("warning", role="warn").pixmap(look().sizes.icon))

    def _empty_page(self) -> EmptyPage:
        page = EmptyPage()
        text = (
            "Ta ut listan ur verksamhetssystemet och spara den som Excel eller CSV. En rad är ett "
            "ärende, med kod och enhet. "
            "Personnummer ger kön och ålder och sparas inte."
        )
        by_hand = ("Lägg till ärenden för hand", lambda: self.go.emit("arenden", ""))
        page.say("Börja med listan över beslut", text, ("Läs in lista …", self.read_list), by_hand)
        return page

    def _drawn_page(self) -> QWidget:
        self.table = PlainTable("Urvalet per grupp")
        self.table.activated.connect(self._on_activated)
        self.replaced = PlainTable("Byten", stretch=2)
        self._replaced_title = label("Byten", "heading")
        self._frame_facts = Facts("Urvalsram")
        left = surface("page")
        column = QVBoxLayout(left)
        column.setContentsMargins(tokens.EDGE - _INSET, tokens.EDGE, tokens.EDGE - _INSET, tokens.EDGE)
        column.setSpacing(12)
        frame_title = label("Urvalsram", "heading")
        for words in (self._replaced_title, frame_title, self._frame_facts):
            words.setContentsMargins(_INSET, 0, _INSET, 0)
        for part in (self.table, self._replaced_title, self.replaced, frame_title, self._frame_facts):
            column.addWidget(part)
        column.addStretch(1)
        self._side = self._side_panel()
        both = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(0)
        self._both.addWidget(left, 16)
        self._both.addWidget(self._side, 9)
        return both

    def _side_panel(self) -> QWidget:
        side = surface("side")
        self.refused = Facts("Rader som inte togs med")
        self.refused_title, self._warned = label("", "heading"), QLabel()
        self._save_refused = button("Spara listan …", self.save_refused, "quiet")
        self._draw_facts = Facts("Protokoll för dragningen")
        self._warnings = label("", "warning", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._warned)
        top.addWidget(self.refused_title)
        top.addStretch(1)
        top.addWidget(self._save_refused)
        column = QVBoxLayout(side)
        column.setContentsMargins(tokens.EDGE, tokens.EDGE, tokens.EDGE, tokens.EDGE)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.refused)
        column.addSpacing(8)
        column.addWidget(label("Protokoll för dragningen", "heading"))
        column.addWidget(self._warnings)
        column.addWidget(self._draw_facts)
        note = "Samma lista och samma frö ger samma urval på varje dator. Totalen säger något om de granskade ärendena."
        column.addWidget(label(note, "note", wrap=True))
        column.addStretch(1)
        return side

    def keys(self) -> Keys:
        """What the keys do here."""
        if self._shows("_drawn"):
            return ("↑↓", "grupp"), ("Enter", "ärendena i gruppen")
        if self._shows("_planned") and not self.session.read_only:
            return ("Tab", "nästa fält"), ("↑↓", "nästa kvot"), ("Delete", "ta bort egen kvot")
        return (("Tab", "nästa"),)

    def count(self) -> str:
        """How many cases were drawn."""
        drawn = progress.cases_drawn(self.session.store)
        return "" if drawn is None else str(drawn)

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes between."""
        if self._shows("_drawn"):
            return self._head, self.table, self.replaced, self._side
        return (self._head, self.form) if self._shows("_planned") else (self._head, self._empty)

    def _shows(self, page: str) -> bool:
        """Whether a page that may not be made yet is in front."""
        return self.__dict__.get(page) is self.pages.currentWidget()

    def enter(self, word: str) -> None:
        """Come to the front, with the form for another draw when that is what the word says."""
        self._planning = word == _PLAN
        super().enter(word)

    def refresh(self, kind: str) -> None:  # noqa: ARG002  (every change may concern the sample)
        """Show the page that fits what the review has."""
        chosen = samples.selection(self.session.store)
        facts, drawn = chosen.frame, chosen.draws
        planning = facts is not None and (self._planning or not drawn)
        self._read.setVisible(facts is not None and not drawn)
        self._back.setVisible(planning and bool(drawn))
        write = not self.session.read_only
        for one, may in ((self._again, write), (self._replace, write), (self._protocol, True), (self._cases, True)):
            one.setVisible(may and bool(drawn) and not planning)
        if planning and facts is not None:
            self._note.setText(f"{facts.rows} ärenden i urvalsramen")
            self._show_form(facts)
        elif drawn and facts is not None:
            self.pages.setCurrentWidget(self._drawn)
            self._fold()
            self._dress()
            self._show_drawn(drawn[-1], facts, chosen)
        else:
            self._note.setText("Ingen lista är inläst")
            self.pages.setCurrentWidget(self._empty)

    def _show_form(self, facts: FrameFacts) -> None:
        form = self.form
        form.of_list(facts.sha256, facts.rows)
        if self._shows("_planned"):
            form.plan()
            return
        self.pages.setCurrentWidget(self._planned)
        form.enter()

    def fold(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002  (the page scrolls when it is low)
        """The side panel goes below when the window is narrow."""
        self._narrow = narrow
        if "form" in self.__dict__:
            self.form.fold(narrow=narrow)
        if "_drawn" in self.__dict__:
            self._fold()

    def _fold(self) -> None:
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if self._narrow else beside)
        for place, share in enumerate((0, 1) if self._narrow else (16, 9)):
            self._both.setStretch(place, share)
        self._drawn.setObjectName("page" if self._narrow else "side")  # the ground beside the scroll bar
        restyle(self._drawn)

    def _show_drawn(self, draw: Draw, facts: FrameFacts, chosen: Selection) -> None:
        at, by = samples.drawn_when(self.session.store)
        when = datetime.fromisoformat(at).astimezone() if at else None
        reserves = sum(len(one.reserve) for one in draw.strata)
        self._note.setText(f"{len(draw.codes)} ärenden, {reserves} reserver")
        swapped = {case.code for case in chosen.replaced}
        rows = [
            (
                stratum_name(one),
                str(one.frame),
                str(one.wanted),
                str(len(one.drawn)),
                str(len(one.reserve)),
                _swaps(one.drawn, swapped),
            )
            for one in draw.strata
        ]
        sums = [str(sum(int(row[place]) for row in rows)) for place in range(1, 5)]
        total = ("Total", *sums, str(len(swapped)) if swapped else "–")
        header = ("Grupp", "I ramen", "Kvot", "Dragna", "Reserver", "Byten")
        self.table.show_rows(header, [*rows, total], figures=range(1, 6), strong=(len(rows),))
        self.table.fit_height()
        after = {case.replaces: case.code for case in chosen.replacements}
        changes = [(case.code, after.get(case.code, "–"), case.replaced_why) for case in chosen.replaced]
        self.replaced.show_rows(("Ärende", "Ersatt av", "Skäl"), changes)
        self.replaced.fit_height()
        for part in (self.replaced, self._replaced_title):
            part.setVisible(bool(changes))
        self._show_frame(facts)
        self._show_protocol(draw, f"{when:%Y-%m-%d %H:%M} av {by}" if when else "–", facts)

    def _show_frame(self, facts: FrameFacts) -> None:
        refused = len({row for row, _, _ in facts.rejected})
        pairs = [("Rader", f"{facts.rows + refused} lästa, {facts.rows} godtagna, {refused} avvisade.")]
        joined = "\n".join(f"{kept}: {', '.join(forms)}" for kept, forms in facts.joined)
        pairs += [("Sammanfört", joined)] if joined else []
        self._frame_facts.show_pairs(pairs)
        self.refused_title.setText(f"{refused} rader avvisades" if refused != 1 else "1 rad avvisades")
        rows: dict[int, list[str]] = {}
        for row, _, why in facts.rejected:
            rows.setdefault(row, []).append(why)
        pairs = [(f"Rad {row}", " ".join(why)) for row, why in list(rows.items())[:_MOST_REFUSED]]
        more = len(rows) - len(pairs)
        self.refused.show_pairs([*pairs, ("…", f"och {more} till: spara listan för att se alla")] if more else pairs)
        for part in (self.refused, self._save_refused, self._warned):
            part.setVisible(bool(facts.rejected))

    def _show_protocol(self, draw: Draw, when: str, facts: FrameFacts) -> None:
        pairs = [
            ("Typ", _KINDS[draw.kind]),
            ("Draget", when),
            *([("Kvot", swedish.upper_first(f"{goal(draw)}."))] if by_hash(draw) else []),
            ("Frö", str(draw.seed)),
            ("Metod", f"{draw.algorithm}: ärendena i varje grupp ordnas efter SHA-256 över metod, frö och kod."),
            ("Kontrollsumma", f"{draw.frame_sha256[:16]} … (SHA-256 över listans ärenden)"),
        ]
        if facts.numbers_dropped:
            pairs.append(("Personnummer", f"{facts.numbers_dropped} gav kön och ålder och är borta."))
        self._draw_facts.show_pairs(pairs)
        self._warnings.setText("\n".join(draw.notices))
        self._warnings.setVisible(bool(draw.notices))

    def read_list(self) -> None:
        """Choose a list, see what would be read, and read it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Läs in lista", recent.folder(), LISTS)
        if chosen:
            dialog = ReadListDialog(self.session, Path(chosen), self)
            dialog.open()

    def _on_drawn(self) -> None:
        if self.isVisible():  # it may have been drawn while another step was in front
            self.go.emit(self.name, "")
            self.table.setFocus()

    def _on_activated(self, index: QModelIndex) -> None:
        """The cases of a group, or of the whole sample, in the list of cases."""
        strata = samples.draws(self.session.store)[-1].strata
        chosen = strata[index.row() : index.row() + 1] or strata
        self.go.emit("arenden", ",".join(code for one in chosen for code in one.drawn))

    def replace(self) -> None:
        """Replace a case with the next one of the reserve list, with a reason."""
        ReplaceCaseDialog(self.session, self).open()

    def save_protocol(self) -> None:
        """Write the draw's protocol to a file of its own."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Spara protokoll", f"{recent.folder()}/Urvalets protokoll.docx", DOCUMENTS
        )
        if chosen:
            path = Path(chosen)
            self.session.work(
                "Skriver protokollet …",
                lambda store: write_document(samples.protocol(store, date.today()), path),
                lambda _: None,
            )

    def save_refused(self) -> None:
        """Write the list of refused rows as a table."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Spara listan", f"{recent.folder()}/Avvisade rader.csv", "CSV (*.csv)"
        )
        if chosen:
            path = Path(chosen).with_suffix(".csv")  # never another kind of file, such as the review itself
            self.session.do("", lambda store: save(path, frames.refused_list(store)))


def _swaps(drawn: tuple[str, ...], swapped: set[str]) -> str:
    count = sum(code in swapped for code in drawn)
    return str(count) if count else "–"
