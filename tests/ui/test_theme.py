"""The one theme."""

from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor, QFontDatabase

from desktop.ui import icons, theme
from desktop.ui.routes import BY_KEY
from desktop.ui.theme import DARK, LIGHT, Look

PAIRS = [
    ("text", "surface"),
    ("text", "window"),
    ("text", "select"),
    ("quiet", "surface"),
    ("quiet", "side"),
    ("accent", "surface"),
    ("on_accent", "accent"),
    *((tone, "surface") for tone in ("error", "doubt", "hint", "good")),
    *((tone, f"{tone}_soft") for tone in ("error", "doubt", "hint", "good")),
]


def luminance(colour):
    def part(value):
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_words_can_be_read_by_weak_eyes(colours, ink, paper):
    assert contrast(getattr(colours, ink), getattr(colours, paper)) >= 4.5


def test_every_colour_is_one(qapp):
    for colours in (LIGHT, DARK):
        assert all(QColor(text).isValid() for text in asdict(colours).values())


@pytest.mark.parametrize("look", [Look(), Look(dark=True), Look(big=True)])
def test_nothing_is_left_to_fill_in_the_sheet(look):
    assert "$" not in theme.style_sheet(look)


def test_big_letters_are_bigger(qapp):
    assert Look(big=True).row > Look().row


def test_the_shipped_font_is_known_to_qt(qapp):
    assert "Noto Sans SC" in QFontDatabase.families()


def test_every_page_has_an_icon(qapp):
    for route in BY_KEY.values():
        assert not icons.pixmap(route.icon, "#000000").isNull()


def test_qt_itself_speaks_chinese(qapp):
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
