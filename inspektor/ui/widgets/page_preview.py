"""The report as pages: the real PDF, drawn a page at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label, surface


class PagePreview(QWidget):
    """Shows a PDF given as bytes, and goes to the page of a heading."""

    def __init__(self) -> None:
        super().__init__()
        self._document: Any = None  # pypdfium2 has no types
        self._page = 0
        self.note = label("Sidorna visas när rapporten har räknats.", "muted", wrap=True)
        self.back = button("", lambda: self.turn(-1), "quiet", glyph="chevron_left", name="Föregående sida")
        self.forward = button("", lambda: self.turn(1), "quiet", glyph="chevron_right", name="Nästa sida")
        self.sheet = _Sheet()
        top = QHBoxLayout()
        top.addWidget(self.note, 1)
        top.addWidget(self.back)
        top.addWidget(self.forward)
        ground = surface("frame")
        column = QVBoxLayout(ground)
        column.setContentsMargins(tokens.EDGE, 8, tokens.EDGE, tokens.EDGE)
        column.addLayout(top)
        column.addWidget(self.sheet, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        self._later = QTimer(self, singleShot=True, interval=60)
        self._later.timeout.connect(self._draw)

    def show_pdf(self, data: bytes) -> None:
        """Show another PDF, at the page where one was."""
        import pypdfium2

        self._document = pypdfium2.PdfDocument(data)
        self._page = min(self._page, len(self._document) - 1)
        self._draw()

    def go_to(self, heading: str) -> None:
        """Show the page where a heading stands."""
        if self._document is None:
            return
        for mark in self._document.get_toc():
            target = mark.get_dest()
            if mark.get_title() == heading and target is not None:
                self._page = target.get_index()
                self._draw()
                return

    def turn(self, pages: int) -> None:
        """Forward or back by a number of pages."""
        if self._document is not None:
            self._page = max(0, min(len(self._document) - 1, self._page + pages))
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._later.start()

    def _draw(self) -> None:
        if self._document is None:
            return
        page = self._document[self._page]
        ratio = self.devicePixelRatioF()
        room = self.sheet.size()
        scale = min(room.width() / page.get_width(), room.height() / page.get_height()) * ratio
        bitmap = page.render(scale=max(scale, 0.1), rev_byteorder=True)
        form = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        image.setDevicePixelRatio(ratio)
        self.sheet.show_image(image)
        self.note.setText(f"Sida {self._page + 1} av {len(self._document)}")
        self.sheet.setAccessibleName(self.note.text())
        self.back.setEnabled(self._page > 0)
        self.forward.setEnabled(self._page < len(self._document) - 1)


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setMinimumSize(QSize(120, 160))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if self._image is None:
            return
        painter = QPainter(self)
        size = self._image.deviceIndependentSize()
        box = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        painter.drawImage(box, self._image)
        painter.setPen(look().color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
