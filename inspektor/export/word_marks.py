"""The marks of `domain.figure_marks` in WordprocessingML: content controls and hidden bookmarks.

A figure is a rich content control inside a hidden bookmark, so that either leads back to it where the other is lost.
The control is neither locked nor plain: a locked one stands in the way of tracked changes, and LibreOffice 7.4 ruins
files with plain ones.
"""

from __future__ import annotations

from inspektor.domain.document import Trace
from inspektor.domain.figure_marks import FIGURE, SECTION, Marks, section
from inspektor.export import oxml

TAG = "siffra:"
TITLE = "Uträknad siffra"
_SECTIONS, _FIGURES, _PLACES = 100_000, 200_000, 500_000  # where the bookmarks' numbers begin; Word's headings first


class WordMarks:
    """Writes the marks of one document."""

    def __init__(self) -> None:
        self._marks = Marks()
        self._figures, self._sections, self._places = _FIGURES, _SECTIONS, _PLACES
        self._anchors: set[str] = set()

    def figure(self, trace: Trace | None, content: str) -> str:
        """Runs of text marked as a figure; as they are where there is no trace."""
        if trace is None:
            return content
        mark = self._marks.figure(trace)
        self._figures += 1
        properties = f'<w:alias w:val="{TITLE}"/><w:tag w:val="{TAG}{mark}"/><w:id w:val="{self._figures}"/>'
        control = f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        return oxml.bookmark(self._figures, f"_{FIGURE}_{mark}", control)

    def section(self, anchor: str, content: str) -> str:
        """A heading's text marked as the beginning of its section; as it is without an anchor of its own."""
        mark = section(anchor) if anchor else ""
        if not mark or mark in self._anchors:
            return content
        self._anchors.add(mark)
        self._sections += 1
        return oxml.bookmark(self._sections, f"_{SECTION}_{mark}", content)

    def place(self, anchor: str, content: str) -> str:
        """Content that a link leads to; as it is without an anchor, or where the anchor has been met before."""
        name = place_name(anchor)
        if not anchor or name in self._anchors:
            return content
        self._anchors.add(name)
        self._places += 1
        return oxml.bookmark(self._places, name, content)


def place_name(anchor: str) -> str:
    """The hidden bookmark of a place that links lead to."""
    return f"_{anchor}"
