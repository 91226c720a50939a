"""The design tokens: what is written can be read, and what is drawn can be seen, in both themes (WCAG 2.2)."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import inspektor.ui
from inspektor.export.look import HEAT, SERIES
from inspektor.ui import tokens
from inspektor.ui.tokens import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
SURFACES = ("frame", "page", "side", "field", "tint")
PRESSED = "line"  # the ground of a button while it is held down
TEXTS = {  # each colour that text has, and every ground that it is written on
    "ink": (*SURFACES, PRESSED, "track", "warn_bg", "err_bg", "ok_bg", "add_bg"),
    "muted": (*SURFACES, PRESSED),  # line: a button that cannot be pressed
    "accent": (*SURFACES, PRESSED),
    "warn": (*SURFACES, "warn_bg"),
    "err": (*SURFACES, "err_bg"),
    "ok": (*SURFACES, "ok_bg"),
    "on_accent": ("accent", "accent_hover", "accent_press"),
}
MARKS = {  # what is drawn and means something: borders, marks, bars
    "edge": ("frame", "page", "side", "field"),
    "accent": (*SURFACES,),
    "accent_hover": ("page", "side", "field"),
    "accent_press": ("page", "side", "field"),
    "warn": (*SURFACES, "warn_bg"),
    "err": (*SURFACES, "err_bg"),
    "ok": (*SURFACES, "ok_bg"),
    "bar": ("page", "side", "track"),
}
MUTED_HEAT = 3  # muted figures stand on the three lightest shades alone


def luminance(color: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast between two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def weak(theme: Theme, pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    """The pairs whose contrast is lower than it must be."""
    return [
        f"{role} on {ground}: {found:.2f}"
        for role, grounds in pairs.items()
        for ground in grounds
        if (found := contrast(getattr(theme, role), getattr(theme, ground))) < least
    ]


def test_the_formula_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
def test_every_text_can_be_read_on_every_ground_that_it_stands_on(theme: Theme) -> None:
    assert weak(theme, TEXTS, 4.5) == []


@THEMES
def test_every_mark_and_border_can_be_seen(theme: Theme) -> None:
    assert weak(theme, MARKS, 3) == []


@THEMES
def test_a_figure_can_be_read_on_every_shade_and_the_shades_go_one_way(theme: Theme) -> None:
    assert [shade for shade in theme.heat if contrast(theme.ink, shade) < 4.5] == []
    assert [shade for shade in theme.heat[:MUTED_HEAT] if contrast(theme.muted, shade) < 4.5] == []
    light = [luminance(shade) for shade in theme.heat]
    assert light == sorted(light, reverse=not theme.dark)


@THEMES
def test_a_chart_can_be_read_in_the_theme_and_its_bars_and_shades_told_apart_in_grey(theme: Theme) -> None:
    assert [shade for shade in (theme.field, *theme.shades) if contrast(theme.ink, shade) < 4.5] == []
    steps = (theme.field, *theme.shades)
    assert [pair for pair in pairwise(steps) if contrast(*pair) < 1.1] == []
    light = [luminance(shade) for shade in steps]
    assert light == sorted(light, reverse=not theme.dark)
    assert contrast(*theme.series[:2]) >= 2.5
    assert [one for one in theme.series[:2] if contrast(one, theme.edge) < 1.3] == []


def test_a_chart_on_a_light_screen_has_the_colours_of_the_report() -> None:
    assert [f"#{one}" for one in (*HEAT, *SERIES)] == [*LIGHT.shades, *LIGHT.series]


def test_every_colour_of_a_theme_is_looked_at() -> None:
    looked_at = {*TEXTS, *MARKS, *(ground for grounds in (*TEXTS.values(), *MARKS.values()) for ground in grounds)}
    exempt = {"dark", "heat", "shades", "series", "off"}  # those have their own tests; disabled text is exempt in WCAG
    assert set(Theme._fields) - exempt == looked_at


def test_no_colour_is_written_outside_the_tokens() -> None:
    folder = Path(inspektor.ui.__file__).parent
    written = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|GlobalColor\.(?!transparent)|\brgba?\(")
    others = [path for path in folder.rglob("*.py") if path != Path(tokens.__file__)]
    assert [path.name for path in others if written.search(path.read_text(encoding="utf-8"))] == []
