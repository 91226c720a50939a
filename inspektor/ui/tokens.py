"""Design tokens: every colour, size and font size of the window. No view holds a literal of its own.

Sizes are logical pixels at text size 100 %; `Sizes` scales them. Lowest contrast of text against any ground it is
used on is 4.5:1 (tests/ui/test_tokens.py measures it).
"""

from __future__ import annotations

from typing import NamedTuple

FAMILY = "Source Sans 3"
RADIUS = 4
EDGE = 16


class Theme(NamedTuple):
    """The colours of one theme, by role."""

    dark: bool
    frame: str  # top bar, rail, key bar
    page: str  # the working surface
    side: str  # guidance, outline, protocol
    field: str  # what one writes in; the current row
    tint: str  # hover, selection, a live figure
    ink: str
    muted: str
    off: str  # disabled text
    accent: str  # what one can do; focus; unanswered
    accent_hover: str
    accent_press: str
    on_accent: str
    edge: str  # borders of controls, marks, scroll handles, table rules
    line: str  # hairlines, decoration only
    warn: str
    warn_bg: str
    err: str
    err_bg: str
    ok: str
    ok_bg: str
    add_bg: str  # words that only one of two texts has, always underlined
    bar: str  # data: the part
    track: str  # data: the whole
    heat: tuple[str, str, str, str, str]  # share of shortcomings, from none to most
    shades: tuple[str, str, str, str, str]  # the same in a chart, where the first differs from what has no shade
    series: tuple[str, str, str, str]  # the bars of a chart, in the order of its legend


LIGHT = Theme(
    dark=False,
    frame="#F0EDE8",
    page="#FCFBF9",
    side="#F7F5F1",
    field="#FFFFFF",
    tint="#E1EDEF",
    ink="#23201D",
    muted="#625B53",
    off="#8A8379",
    accent="#0B6173",
    accent_hover="#084D5C",
    accent_press="#063C48",
    on_accent="#FFFFFF",
    edge="#877F74",
    line="#E1DCD4",
    warn="#855100",
    warn_bg="#FBF1DD",
    err="#A32A20",
    err_bg="#FBECE9",
    ok="#2A6A40",
    ok_bg="#E9F3EB",
    add_bg="#F9E7C4",
    bar="#7C7468",
    track="#E6E1D9",
    heat=("#FCFBF9", "#FAEBD8", "#F4D7B6", "#EBBD8C", "#DE9F61"),
    shades=("#F9EDD9", "#F4DBB8", "#EBC28C", "#DDA45C", "#C9812F"),
    series=("#084D5C", "#E0A94A", "#877F74", "#D5CFC5"),
)
DARK = Theme(
    dark=True,
    frame="#1B1917",
    page="#221F1D",
    side="#1F1D1A",
    field="#2B2825",
    tint="#203A41",
    ink="#ECE8E2",
    muted="#B3ABA0",
    off="#857E74",
    accent="#76C4D4",
    accent_hover="#93D3E0",
    accent_press="#5DB2C4",
    on_accent="#07272F",
    edge="#8B8378",
    line="#3A3631",
    warn="#E5B463",
    warn_bg="#362B17",
    err="#F39C90",
    err_bg="#3C2421",
    ok="#8FCBA2",
    ok_bg="#1F3325",
    add_bg="#4A3A17",
    bar="#A69D91",
    track="#3B3732",
    heat=("#221F1D", "#3A2B1F", "#513923", "#6B4928", "#87592D"),
    shades=("#3A2E22", "#4A3825", "#5E4528", "#724F29", "#87592D"),
    series=("#76C4D4", "#94621F", "#B3ABA0", "#6B645B"),
)


class Sizes(NamedTuple):
    """Sizes at one text size. `scale` is 1.0 to 2.0 (the setting *Textstorlek*)."""

    scale: float = 1.0

    def px(self, value: float) -> int:
        """A size that follows the text size, in whole pixels."""
        return round(value * self.scale)

    @property
    def small(self) -> int:
        """Notes, table heads, keys, labels."""
        return self.px(14)

    @property
    def medium(self) -> int:
        """Everything else."""
        return self.px(15)

    @property
    def large(self) -> int:
        """Title of a view, code of a case."""
        return self.px(20)

    @property
    def control(self) -> int:
        """Height of a button, field or combo box."""
        return self.px(32)

    @property
    def icon(self) -> int:
        """An icon beside text."""
        return self.px(16)


TOP_BAR = 44
HEAD = 56
KEY_BAR = 32
RAIL = 176
RAIL_FOLDED = 80
RAIL_ITEM = 40
RAIL_ITEM_FOLDED = 56
SIDE = 320
FOLD_WIDTH = 1180  # below this the rail folds and side panels go below
FOLD_HEIGHT = 640  # below this the guidance folds to a key
ROW = 32
QUESTION_ROW = 36
SECTION_ROW = 44
