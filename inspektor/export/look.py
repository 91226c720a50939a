"""How a report looks, whatever its format: colours, sizes and distances. No format's own way of saying so lives here.

Lengths are points (1/72 inch). Every text colour has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3) on each ground it
stands on; the watermark and the rules are decoration.
"""

from __future__ import annotations

INK = "23201D"
HEADING = "084D5C"
MUTED = "5A534B"
HEAD_GROUND = "EFECE6"  # behind a table's header row
MISSING_INK = "7A4A00"
MISSING_GROUND = "FBF1DD"
RULE = "877F74"
HAIRLINE = "D5CFC5"
WATERMARK = "F0EDE8"
PAPER = "FFFFFF"  # what is not filled
SERIES = ("084D5C", "E0A94A", "877F74", "D5CFC5")  # the bars of a chart: told apart in grey too
HEAT = ("F9EDD9", "F4DBB8", "EBC28C", "DDA45C", "C9812F")  # shades, lightest first; ink can be read on each

PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9  # A4
MARGIN_SIDE = 71.0
MARGIN_TOP = 76.0
MARGIN_BOTTOM = 68.0
HEADER_TOP = 36.0  # from the edge of the paper to the running header, and to the footer
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

BODY, BODY_LEADING = 11.0, 15.0
CONTENTS, CONTENTS_LEADING, CONTENTS_GAP = 10.0, 11.5, 4.0  # close, so that a whole report is listed on one page
NOTE, NOTE_LEADING = 9.0, 12.0
TABLE, TABLE_LEADING = 9.0, 11.0
CAPTION, CAPTION_LEADING = 10.0, 13.0
RUNNING = 9.0  # header and footer
TITLE, TITLE_LEADING = 28.0, 34.0
SUBTITLE, SUBTITLE_LEADING = 15.0, 20.0
HEADINGS = {1: (18.0, 23.0), 2: (14.0, 18.0), 3: (12.0, 16.0)}  # level: size, leading
HEADING_SPACE = {1: (24.0, 8.0), 2: (16.0, 5.0), 3: (12.0, 3.0)}  # level: before, after

TITLE_DROP = 150.0  # from the top margin to the first line of the title page
PARAGRAPH_GAP = 7.0
LIST_GAP = 3.0
LIST_INDENT = 18.0
QUOTE_INDENT = 24.0
TABLE_GAP = 14.0  # before the caption and after the table with its notes
CAPTION_GAP = 4.0
CELL_SIDE, CELL_TOP = 3.5, 2.5  # padding in a table cell
WHOLE_TABLE = TEXT_HEIGHT * 0.35  # a table no taller than this is kept on one page
EMPTY_MOST = TEXT_HEIGHT * 0.3  # so much of a page may be left empty for a table to be whole
LOW_ROW = 4 * TABLE_LEADING  # the last row of a table is lost alone on a page if it is no taller than this
TALL_ROW = TEXT_HEIGHT * 0.35  # a row taller than this may break across pages
