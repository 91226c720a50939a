"""Drawings as pictures. PDFium knows no threads, so everything that has it draw holds `PDFIUM` meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspektor.export.drawing import Drawing

PDFIUM = Lock()
_DOTS = 180  # an inch of paper: sharp in print, and small in the file
_COLOURS = 32
EDGE = 1.0  # around a drawing, so that the lines at its edges are whole, in points
_MOST_USED = 1  # Pillow's way to few colours that keeps those most used as they are, the white of the paper too


def pngs(drawings: Sequence[Drawing]) -> Iterator[bytes]:
    """Drawings as the bytes of PNG files, one each."""
    import pypdfium2

    if not drawings:
        return
    pages = _pages(drawings)
    with PDFIUM, closing(pypdfium2.PdfDocument(pages)) as document:
        pictures: list[Any] = [page.render(scale=_DOTS / 72).to_pil() for page in document]
    for picture in pictures:
        file = BytesIO()
        picture.quantize(_COLOURS, method=_MOST_USED).save(file, "PNG", dpi=(_DOTS, _DOTS))
        yield file.getvalue()


def _pages(drawings: Sequence[Drawing]) -> bytes:
    """A PDF with a page a drawing, as large as it and its edges."""
    from reportlab.pdfgen.canvas import Canvas

    from inspektor.export.fonts import FONTS
    from inspektor.export.pdf_parts import put

    file = BytesIO()
    with FONTS:
        canvas = Canvas(file, pageCompression=0)
        for made in drawings:
            canvas.setPageSize((made.width + 2 * EDGE, made.height + 2 * EDGE))
            canvas.translate(EDGE, EDGE)
            put(canvas, made)
            canvas.showPage()
        canvas.save()
    return file.getvalue()
