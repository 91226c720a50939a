"""Icons: the SVG files of `resources/icons`, tinted with a colour of the theme and sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from inspektor.assets import resource
from inspektor.ui.style import look


@lru_cache(maxsize=512)
def _renderer(name: str, size: int, filled: bool, color: str) -> QSvgRenderer:
    kind = "filled" if filled else "regular"
    path = resource("icons", f"{name}_{size}_{kind}.svg")
    if not path.exists():  # some are only drawn for the larger grid
        path = path.with_name(f"{name}_20_{kind}.svg")
    source = path.read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("<svg ", f'<svg fill="{color}" ', 1).encode()))


class _Engine(QIconEngine):
    """Paints one icon in a role's colour; in the disabled colour when the control is."""

    def __init__(self, name: str, size: int, role: str, *, filled: bool) -> None:
        super().__init__()
        self._name, self._size, self._role, self._filled = name, size, role, filled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Qt's own call."""
        role = "off" if mode == QIcon.Mode.Disabled else self._role
        paint_icon(painter, QRectF(rect), self._name, self._size, role, filled=self._filled)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt's own call."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Qt's own call."""
        return _Engine(self._name, self._size, self._role, filled=self._filled)


def icon(name: str, size: int = 16, role: str = "ink", *, filled: bool = False) -> QIcon:
    """An icon by the name of its file, such as `icon("flag")` or `icon("board", 20)`."""
    return QIcon(_Engine(name, size, role, filled=filled))


def paint_icon(painter: QPainter, rect: QRectF, name: str, size: int, role: str, *, filled: bool = False) -> None:
    """Paint an icon into a rectangle, for delegates and painted parts."""
    _renderer(name, size, filled, getattr(look().theme, role)).render(painter, rect)
