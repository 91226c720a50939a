"""A quiet strip in a page: what is so, and a button for what can be done about it. Nothing floats, nothing pops up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from inspektor.ui import tokens
from inspektor.ui.icons import icon
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label
from inspektor.ui.widgets.flow import Beside, Flow


class Notice(QFrame):
    """One sentence, with a button for what can be done and one for the way back. Hidden until there is something."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._told: tuple[str, str, str] = ("", "", "")
        self._act: Callable[[], object] = lambda: None
        self._way_back: Callable[[], object] = lambda: None
        self._glyph = QLabel()
        self._sentence = label("", wrap=True)
        self.action, self.back = button("", self._on_pressed), button("", self._on_back)
        self.back.hide()
        tools = QWidget()
        beside = Flow(tools)
        beside.addWidget(self.back)
        beside.addWidget(self.action)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.EDGE - 3, 8, tokens.EDGE, 8)
        row.setSpacing(12)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Beside(self._sentence, tools, Qt.AlignmentFlag.AlignVCenter), 1)
        look().changed.connect(self._dress)
        self.hide()

    def _on_pressed(self) -> None:
        self._act()

    def _on_back(self) -> None:
        self._way_back()

    def lead_back(self, words: str, act: Callable[[], object] = lambda: None) -> None:
        """Offer the way back to where the person came from; no words, no way."""
        self._way_back = act
        self.back.setText(words)
        self.back.setAccessibleName(words)
        self.back.setVisible(bool(words))

    def tell(
        self, kind: str, glyph: str, sentence: str, words: str = "", act: Callable[[], object] = lambda: None
    ) -> None:
        """Say something of a kind (muted, warn, err, ok), with a button of these words when there are any."""
        self._act = act
        if self._told == (kind, glyph, sentence) and self.action.text() == words:
            self.show()
            return
        self._told = (kind, glyph, sentence)
        self._sentence.setText(sentence)
        self.action.setText(words)
        self.action.setAccessibleName(words)
        self.action.setVisible(bool(words))
        self.setAccessibleName(sentence)
        self._dress()
        self.show()

    def text(self) -> str:
        """What is said; empty when the strip is hidden."""
        return "" if self.isHidden() else self._told[2]

    def _dress(self) -> None:
        kind, glyph, _ = self._told
        if not kind:
            return
        theme, sizes = look().theme, look().sizes
        ground = theme.side if kind == "muted" else getattr(theme, f"{kind}_bg")
        edge = theme.edge if kind == "muted" else getattr(theme, kind)
        self._glyph.setPixmap(icon(glyph, role=kind, filled=kind != "muted").pixmap(sizes.icon))
        self.setStyleSheet(
            f"#notice {{ background: {ground}; border-left: 3px solid {edge}; border-bottom: 1px solid {theme.line}; }}"
        )
