"""The drawing of a chart: within the text's width, on one page, in our font, and its colours differ in lightness."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest

from inspektor.domain.charts import HEADS_MOST, ROWS_MOST
from inspektor.domain.document import Chart, ChartCell, Trace
from inspektor.export import look
from inspektor.export.drawing import Box, Drawing, Words, drawing, least_width
from inspektor.export.fonts import REGULAR, text_width
from tests.export.samples import chart

LABEL = "Är den långa frågan, med sitt långa villkor och sin långa förklaring, besvarad av någon som läst hela akten?"


def boxes(made: Drawing) -> list[Box]:
    """The boxes of a drawing."""
    return [one for one in made.shapes if isinstance(one, Box)]


def lines(made: Drawing) -> list[Words]:
    """The lines of text of a drawing."""
    return [one for one in made.shapes if isinstance(one, Words)]


def words(made: Drawing) -> list[str]:
    """All texts of a drawing."""
    return [one.text for one in lines(made)]


def large(kind: Any, heads: int, size: int = 1000) -> Chart:
    """As many rows as there may be, with long labels and large numbers."""
    cell = ChartCell(Trace("plan", "nej", "", tuple(f"P-{place}" for place in range(size - 1)), size), 4)
    names = tuple(f"Hägersten-Älvsjö-Liljeholmen {place}" for place in range(heads))
    return Chart(kind, "Stor", "Stor.", names, tuple((LABEL, (cell,) * heads) for _ in range(ROWS_MOST)))


@pytest.mark.parametrize(
    "of", [chart(), chart("heat"), large("bars", 1), large("bars", 2), large("heat", 3), large("heat", HEADS_MOST + 1)]
)
def test_all_that_is_drawn_is_within_the_width_and_height(of: Chart) -> None:
    made = drawing(of)
    assert made.height < look.TEXT_HEIGHT - 2 * look.CAPTION_LEADING
    for box in boxes(made):
        assert 0 <= box.x < box.x + box.width <= look.TEXT_WIDTH + 0.1
        assert -0.1 <= box.y < box.y + box.height <= made.height
    for line in lines(made):
        along = text_width(line.text, REGULAR, line.size)
        assert 0 <= line.x <= line.x + (0 if line.upright else along) <= look.TEXT_WIDTH + 0.1
        assert 0 <= line.y <= line.y + (along if line.upright else line.size) <= made.height + 1


@pytest.mark.parametrize("of", [chart(), chart("heat"), large("bars", 2), large("heat", 25, 100)])
@pytest.mark.parametrize("width", [0, 300, 900, 1500])
def test_a_drawing_of_another_width_keeps_within_it_and_says_every_figure(of: Chart, width: float) -> None:
    wide = max(width, least_width(of))
    made = drawing(of, wide)
    assert made.width == wide
    for box in boxes(made):
        assert 0 <= box.x < box.x + box.width <= wide + 0.1
    for line in lines(made):
        assert 0 <= line.x <= line.x + (0 if line.upright else text_width(line.text, REGULAR, line.size)) <= wide + 0.1
    figures = [f"{cell.part} av {cell.whole}" for _, cells in of.rows for cell in cells if cell.whole]
    assert [word for word in words(made) if word in set(figures)] == figures


@pytest.mark.parametrize("of", [chart(), chart("heat"), large("bars", 2), large("heat", 5)])
def test_every_cell_has_a_spot_of_its_own(of: Chart) -> None:
    made = drawing(of)
    at = {(spot.row, spot.column): spot for spot in made.spots}
    assert list(at) == [(row, column) for row in range(len(of.rows)) for column in range(len(of.heads))]
    for one, other in combinations(made.spots, 2):
        beside = one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01
        above = one.y + one.height <= other.y + 0.01 or other.y + other.height <= one.y + 0.01
        assert beside or above
    texts = {(line.x, line.y): line.text for line in lines(made) if " av " in line.text}
    for (row, column), spot in at.items():
        cell = of.rows[row][1][column]
        inside = [
            text
            for (x, y), text in texts.items()
            if spot.x <= x <= spot.x + spot.width and spot.y <= y <= spot.y + spot.height
        ]
        assert inside == ([f"{cell.part} av {cell.whole}"] if cell.whole else [])


def test_a_bar_is_filled_as_far_as_the_cases_that_are_counted() -> None:
    made = drawing(chart())
    bars = [one for one in boxes(made) if one.y < made.height - 18]  # below the legend
    whole, part = bars[0], bars[1]
    assert part.width / whole.width == pytest.approx(3 / 8)
    assert [word for word in words(made) if " av " in word] == ["3 av 8", "4 av 8", "11 av 40", "12 av 40"]
    assert words(made).count("–") == 2


def test_a_shade_is_given_to_each_cell_that_has_one_and_the_figures_to_all() -> None:
    made = drawing(chart("heat"))
    assert [word for word in words(made) if " av " in word] == ["3 av 8", "4 av 8", "11 av 40", "12 av 40"]
    assert "ofärgat: under tio ärenden" in words(made)
    assert {one.colour for one in boxes(made)} == {"FFFFFF", *look.HEAT}


def test_a_long_head_stands_on_lines_where_its_column_is_wide_and_on_end_where_it_is_narrow() -> None:
    wide, narrow = (lines(drawing(large("heat", heads))) for heads in (3, 14))
    assert not any(one.upright for one in wide)
    assert {"Hägersten-Älvsjö-", "Liljeholmen 0"} <= {one.text for one in wide}
    assert sum(one.upright for one in narrow) == 14


def test_a_name_of_sixty_characters_is_whole_over_a_wide_column() -> None:
    cells = tuple(ChartCell(Trace("plan", "nej", "", ("P-1",), 12), 1) for _ in range(3))
    name = "Hägersten-Älvsjö och Skärholmens gemensamma omsorgsenhet 1"
    made = drawing(Chart("heat", "Brister", "Brister.", (name, "Övriga", "Total"), ((LABEL, cells),)))
    above = [one for one in lines(made) if one.y > made.spots[0].y + made.spots[0].height and "%" not in one.text]
    first = [one for one in above if one.x < made.spots[1].x]
    assert " ".join(one.text for one in sorted(first, key=lambda one: -one.y)).endswith(name)


def test_a_column_is_as_wide_as_its_figures_need() -> None:
    def cell(part: int, whole: int) -> ChartCell:
        return ChartCell(Trace("plan", "nej", "", tuple(f"P-{place}" for place in range(part)), whole), 1)

    heads = (*(f"Stadsdel {place}" for place in range(14)), "Total")
    made = drawing(Chart("heat", "Brister", "Brister.", heads, ((LABEL, (*[cell(12, 19)] * 14, cell(166, 278))),)))
    assert [word for word in words(made) if "/" in word] == ["12/19"] * 14 + ["166/278"]
    ends = [one.x + one.width for one in made.spots]
    assert [one.x for one in made.spots[1:]] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(look.TEXT_WIDTH)


def test_what_has_no_room_is_cut_and_never_overlaps() -> None:
    assert all(text_width(one.text, REGULAR, one.size) <= 170 for one in lines(drawing(large("heat", HEADS_MOST + 1))))
    assert any(word.endswith("…") for word in words(drawing(large("heat", HEADS_MOST + 1))))


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2)."""
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_told_apart_in_grey_and_ink_can_be_read_on_every_shade() -> None:
    assert contrast(*look.SERIES[:2]) >= 3
    assert all(contrast(lighter, darker) >= 1.15 for lighter, darker in pairwise(look.HEAT))
    assert all(contrast(look.INK, shade) >= 4.5 for shade in look.HEAT)
