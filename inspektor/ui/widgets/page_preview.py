"""The report as pages: the real PDF, drawn a page at a time."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspektor.export.raster import PDFIUM
from inspektor.ui import tokens
from inspektor.ui.style import look
from inspektor.ui.widgets.basic import button, label, surface

_WIDEST = 640  # pixels at text size 100 %: beyond this a page is not easier to read


class PagePreview(QWidget):
    """Shows a PDF given as bytes, and goes to the page of a heading."""

    def __init__(self) -> None:
        super().__init__()
        self._data = b""
        self._pages = self._page = 0
        self._headings: dict[str, int] = {}
        self.note = label("Sidorna visas när rapporten har räknats.", "muted", wrap=True)
        self.back = button("", lambda: self.turn(-1), "quiet", glyph="chevron_left", name="Föregående sida")
        self.forward = button("", lambda: self.turn(1), "quiet", glyph="chevron_right", name="Nästa sida")
        self.sheet = _Sheet()
        self.desk = QScrollArea()
        self.desk.setAccessibleName("Rapportens sida")
        self.desk.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.desk.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.desk.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.desk.setWidget(self.sheet)
        top = QHBoxLayout()
        top.addWidget(self.note, 1)
        top.addWidget(self.back)
        top.addWidget(self.forward)
        ground = surface("frame")
        column = QVBoxLayout(ground)
        column.setContentsMargins(tokens.EDGE, 8, tokens.EDGE, 8)
        column.addLayout(top)
        column.addWidget(self.desk, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        self._later = QTimer(self, singleShot=True, interval=60)
        self._later.timeout.connect(self._draw)

    def show_pdf(self, data: bytes) -> None:
        """Show another PDF, at the page where one was."""
        self._data = data
        with PDFIUM, closing(self._open()) as document:
            marks = [(mark.get_title(), mark.get_dest()) for mark in document.get_toc()]
            self._headings = {title: target.get_index() for title, target in reversed(marks) if target is not None}
            self._pages = len(document)
        self._page = min(self._page, self._pages - 1)
        self._show_desk(there=True)
        self._draw()

    def show_none(self, why: str) -> None:
        """Show no pages, and say why there are none."""
        self._data, self._pages, self._headings = b"", 0, {}
        self.note.setText(why)
        self._show_desk(there=False)

    def _show_desk(self, *, there: bool) -> None:
        """The page and what turns it, or nothing that the keyboard can come to."""
        self.desk.setEnabled(there)
        for part in (self.sheet, self.back, self.forward):
            part.setVisible(there)

    def _open(self) -> Any:  # pypdfium2 has no types
        """The document; the caller closes it (one that is open when the program ends is complained of)."""
        import pypdfium2

        return pypdfium2.PdfDocument(self._data)

    def go_to(self, heading: str) -> None:
        """Show the page where a heading stands."""
        if heading in self._headings:
            self._page = self._headings[heading]
            self._begin()

    def turn(self, pages: int) -> None:
        """Forward or back by a number of pages."""
        if self._pages:
            self._page = max(0, min(self._pages - 1, self._page + pages))
            self._begin()

    def _begin(self) -> None:
        """Show another page from its top."""
        self.desk.verticalScrollBar().setValue(0)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().resizeEvent(event)
        self._later.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        super().showEvent(event)
        self._later.start()

    def _draw(self) -> None:
        if not self._pages or not self.isVisible():
            return
        self.sheet.show_image(self._image())
        self.note.setText(f"Sida {self._page + 1} av {self._pages}")
        self.sheet.setAccessibleName(self.note.text())
        self.back.setEnabled(self._page > 0)
        self.forward.setEnabled(self._page < self._pages - 1)

    def _image(self) -> QImage:
        """The page, as wide as there is room for it, and no wider than it has to be to be read."""
        ratio, sizes, bar = self.devicePixelRatioF(), look().sizes, self.desk.verticalScrollBar().sizeHint().width()
        room = self.desk.width()
        with PDFIUM, closing(self._open()) as document:
            page = document[self._page]
            scale = room / page.get_width()
            if scale * page.get_height() > self.desk.height():
                scale = (room - bar) / page.get_width()
            scale = min(scale, sizes.px(_WIDEST) / page.get_width())
            bitmap = page.render(scale=max(scale, 0.1) * ratio, rev_byteorder=True)
            form = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        image.setDevicePixelRatio(ratio)
        return image


class _Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.resize(QSize(120, 160))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.resize(image.deviceIndependentSize().toSize() + QSize(1, 1))  # its edge lies around it
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's own name)
        """Qt's own call."""
        if self._image is None:
            return
        painter = QPainter(self)
        size = self._image.deviceIndependentSize()
        box = QRectF(0, 0, size.width(), size.height())
        painter.drawImage(box, self._image)
        painter.setPen(look().color("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
