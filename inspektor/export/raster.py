"""Drawings as pictures. PDFium knows no threads, so everything that has it draw holds `PDFIUM` meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

from inspektor.export import look

if TYPE_CHECKING:
    from inspektor.export.drawing import Drawing

PDFIUM = Lock()
_DOTS = 180  # an inch of paper: sharp in print, and small in the file
EDGE = 1.0  # around a drawing, so that the lines at its edges are whole, in points
_MIXES = 15  # of a ground and the ink on it, at the edges of letters


def pngs(drawings: Sequence[Drawing]) -> Iterator[bytes]:
    """Drawings as the bytes of PNG files, one each."""
    import pypdfium2
    from PIL import Image

    if not drawings:
        return
    pages, colours = _pages(drawings), _palette()
    with PDFIUM, closing(pypdfium2.PdfDocument(pages)) as document:
        pictures: list[Any] = [page.render(scale=_DOTS / 72).to_pil() for page in document]
    for picture in pictures:
        file = BytesIO()
        few = picture.quantize(palette=colours, dither=Image.Dither.NONE)
        few.save(file, "PNG", dpi=(_DOTS, _DOTS))
        yield file.getvalue()


def _palette() -> Any:
    """The colours of all pictures, the same in each, so that a shade is: every ground, and its mixes with ink."""
    from PIL import Image

    ink = bytes.fromhex(look.INK)
    mixes = [
        round(ground + (dark - ground) * part / _MIXES)
        for colour in (look.PAPER, *look.HEAT, *look.SERIES)
        for part in range(_MIXES + 1)
        for ground, dark in zip(bytes.fromhex(colour), ink, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(mixes)
    return palette


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
