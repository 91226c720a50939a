"""How the tokens reach Qt: fonts, a full palette and one application style sheet, set again when theme or text size
changes.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from inspektor.assets import resource
from inspektor.ui import tokens
from inspektor.ui.tokens import Sizes, Theme

_FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-It.ttf", "SourceSans3-SemiboldIt.ttf")
_ROLES = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "side",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "field",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "tint",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "field",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Light: "field",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
    QPalette.ColorRole.Accent: "accent",
}
SYSTEM = "systemets"
THEMES = (SYSTEM, "ljust", "mörkt")
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


_looks: list[Look] = []  # the one that is in force, last


class Look(QObject):
    """The theme and the text size in force; `changed` is sent when either has been applied anew."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        _looks.append(self)
        self._application = application
        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        self.sizes = Sizes(float(str(QSettings().value("textstorlek", 100))) / 100)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self.theme = self._theme_to_follow()
        self._color()

    @property
    def chosen_theme(self) -> str:
        """The setting *Tema*, one of `THEMES`."""
        chosen = str(QSettings().value("tema", SYSTEM))
        return chosen if chosen in THEMES else SYSTEM

    def choose_theme(self, name: str) -> None:
        """Set the setting *Tema*."""
        QSettings().setValue("tema", name)
        self._follow()

    def set_text_size(self, percent: int) -> None:
        """The setting *Textstorlek*, 100 to 200 per cent."""
        QSettings().setValue("textstorlek", percent)
        self.sizes = Sizes(percent / 100)
        self._apply()

    def set_theme(self, theme: Theme) -> None:
        """Use a theme whatever the system says (pictures and tests)."""
        self.theme = theme
        self._apply()

    def _follow(self) -> None:
        self.set_theme(self._theme_to_follow())

    def _theme_to_follow(self) -> Theme:
        chosen = self.chosen_theme
        system = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return tokens.DARK if chosen == "mörkt" or (chosen == SYSTEM and system) else tokens.LIGHT

    def dress(self) -> None:
        """Set the style sheet, once the first window is put together: from then on Qt matches a widget with it again
        for every parent that it is given.
        """
        if not self._application.styleSheet():
            self._application.setStyleSheet(sheet(self.theme, self.sizes))

    def _color(self) -> None:
        self._application.setPalette(palette(self.theme))
        self._application.setFont(self.font())

    def _apply(self) -> None:
        self._application.setStyleSheet("")  # an undressed window is dressed in half the time of a dressed one
        self._color()
        self._application.setStyleSheet(sheet(self.theme, self.sizes))
        self.changed.emit()

    def font(self, size: int | None = None, *, bold: bool = False, italic: bool = False) -> QFont:
        """The window's typeface at a size in pixels (medium unless said)."""
        font = QFont(tokens.FAMILY)
        font.setPixelSize(size or self.sizes.medium)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def color(self, role: str) -> QColor:
        """A colour of the theme in force, by its role in `tokens.Theme`."""
        return QColor(getattr(self.theme, role))


def look() -> Look:
    """The application's look: asked for hundreds of times while a list is painted."""
    if _looks:
        return _looks[-1]
    raise RuntimeError("no look has been set up")


def palette(theme: Theme) -> QPalette:
    """Every role in every group, so that Fusion never falls back on colours of its own."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(theme, name)))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.off))
    return made


def sheet(theme: Theme, sizes: Sizes) -> str:
    """The application style sheet. Widgets choose a rule by object name or by the dynamic property `kind`."""
    values = {name: getattr(theme, name) for name in Theme._fields if isinstance(getattr(theme, name), str)}
    values |= {"inner": sizes.control - 2, "pad": sizes.px(12), "small": sizes.small, "radius": tokens.RADIUS}
    values |= {"icon": sizes.icon, "handle": sizes.px(6), "bar_width": sizes.px(12)}
    values |= {"large": sizes.large, "medium": sizes.medium, "rail_icon": sizes.px(20)}
    values |= {"choice": sizes.px(62), "drop": sizes.px(24)}
    text = _SHEET.replace("@arrow", image_file("arrow", theme)).replace("@check", image_file("check", theme))
    for name, value in values.items():
        text = (
            text.replace(f"@{name};", f"{value};").replace(f"@{name}px", f"{value}px").replace(f"@{name} ", f"{value} ")
        )
    return text


def image_file(name: str, theme: Theme) -> str:
    """A mark (arrow, check) as a file in the theme's own colour: a style sheet takes an image from nowhere else."""
    return resource("icons", f"{name}_{'dark' if theme.dark else 'light'}.svg").as_posix()


_SHEET = """
QToolTip { background: @field; color: @ink; border: 1px solid @edge; padding: 4px; }
QMenu { background: @field; border: 1px solid @edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 3px; }
QMenu::item:selected { background: @tint; }
QMenu::item:disabled { color: @off; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QPushButton {
    min-height: @innerpx;
    padding: 0 @padpx;
    border: 1px solid @edge;
    border-radius: @radiuspx;
    background: @field;
    color: @ink;
    icon-size: @iconpx;
    outline: 0;
}
QPushButton:hover { background: @tint; border-color: @accent; }
QPushButton:pressed { background: @line; border-color: @accent_press; }
QPushButton:disabled { color: @off; border-color: @line; background: transparent; }
QPushButton[kind="primary"] { background: @accent; border-color: @accent; color: @on_accent; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:pressed { background: @accent_press; border-color: @accent_press; }
QPushButton[kind="primary"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @accent; padding: 0 6px; }
QPushButton[kind="quiet"]:hover { background: @tint; border-color: @tint; }
QPushButton[kind="quiet"]:pressed { background: @line; border-color: @line; }
QPushButton[kind="quiet"]:disabled { color: @off; }
QPushButton[kind="bar"] { background: transparent; border-color: transparent; padding: 0 6px; }
QPushButton[kind="bar"]:hover { background: @tint; border-color: @tint; }
QPushButton[kind="bar"]:pressed { background: @line; border-color: @line; }
QPushButton[kind="bar"]::menu-indicator { image: none; width: 0; }
QPushButton[kind="choice"] { background: transparent; border-color: transparent; padding: 0; min-height: @choicepx; }
QPushButton[kind="choice"]:hover { background: @tint; border-color: @tint; }
QPushButton[kind="choice"]:pressed { background: @line; border-color: @line; }

QLineEdit, QSpinBox, QDateEdit, QComboBox {
    min-height: @innerpx;
    padding: 0 8px;
    border: 1px solid @edge;
    border-radius: @radiuspx;
    background: @field;
    color: @ink;
    selection-background-color: @tint;
    selection-color: @ink;
    placeholder-text-color: @muted;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
    background: transparent;
    border-color: @line;
    color: @off;
}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] {
    background: transparent;
    border-color: @line;
}
QLineEdit[wrong="true"], QSpinBox[wrong="true"] { border-color: @err; }
QLineEdit[kind="cell"] { min-height: 0; padding: 0 6px; }
QPlainTextEdit, QTextEdit {
    border: 1px solid @edge;
    border-radius: @radiuspx;
    background: @field;
    color: @ink;
    padding: 4px 6px;
    selection-background-color: @tint;
    selection-color: @ink;
    placeholder-text-color: @muted;
}
QComboBox { padding-left: 10px; }
QComboBox::drop-down { border: 0; width: @droppx; }
QComboBox QAbstractItemView {
    background: @field;
    border: 1px solid @edge;
    selection-background-color: @tint;
    selection-color: @ink;
    outline: 0;
}
QComboBox QAbstractItemView::item { min-height: @innerpx; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: @tint; color: @ink; }
QAbstractSpinBox { padding: 0; padding-right: 1px; max-height: @innerpx; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 1px; border: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { min-height: 0; border: 0; padding: 0 8px; background: transparent; }
QComboBox QLineEdit { padding: 0 6px; }
QComboBox::down-arrow { image: url(@arrow); width: @iconpx; height: @iconpx; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator {
    width: @iconpx;
    height: @iconpx;
    border: 1px solid @edge;
    border-radius: 3px;
    background: @field;
}
QCheckBox::indicator:hover { border-color: @accent; background: @tint; }
QCheckBox::indicator:checked { border-color: @accent; background: @accent; image: url(@check); }
QCheckBox::indicator:disabled { border-color: @line; background: transparent; }

QScrollBar:vertical { width: @bar_widthpx; background: transparent; margin: 0; }
QScrollBar:horizontal { height: @bar_widthpx; background: transparent; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QLabel[kind="title"] { font-size: @largepx; font-weight: 600; }
QLabel[kind="heading"] { font-weight: 600; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="note"] { color: @muted; font-size: @smallpx; }
QLabel[kind="error"] { color: @err; font-size: @smallpx; }
QLabel[kind="warning"] { color: @warn; }

QTableView, QTreeView, QListView {
    background: transparent;
    border: 0;
    gridline-color: @line;
    selection-background-color: @tint;
    selection-color: @ink;
    outline: 0;
}
QListView[kind="choices"] { background: @field; border: 1px solid @edge; border-radius: @radiuspx; padding: 2px; }
QHeaderView { background: transparent; }
QHeaderView::section {
    background: transparent;
    color: @muted;
    font-size: @smallpx;
    border: 0;
    border-bottom: 1px solid @edge;
    padding: 4px 8px;
}
QTableView::item { padding: 0 8px; }
QTableCornerButton::section { background: transparent; border: 0; }

QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: @line; }
#frame { background: @frame; }
#page { background: @page; }
#side { background: @side; }
#difference { background: @side; border-bottom: 1px solid @line; }
#head { background: @page; border-bottom: 1px solid @line; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QDialog { background: @page; }
"""
