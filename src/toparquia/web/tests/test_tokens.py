"""The palette: text stands out by 7 to 1 on every ground it is used on, in both themes."""

import re

import pytest

from toparquia.web.build import STYLE_ORDER, STYLES

COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
GROUNDS = ("paper", "surface", "sunken", "brand-tint", "accent-tint", "ok-tint", "warn-tint", "bad-tint")
INKS = ("ink", "ink-soft", "brand", "brand-strong", "accent", "visited", "ok", "warn", "bad")


def palette(theme):
    light = dict(COLOUR.findall((STYLES / "tokens.css").read_text()))
    dark = dict(COLOUR.findall((STYLES / "dark.css").read_text()))
    return light if theme == "light" else {**light, **dark}


def luminance(colour):
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ink", INKS)
def test_text_has_seven_to_one_on_every_ground(theme, ink):
    colours = palette(theme)

    for ground in GROUNDS:
        assert contrast(colours[ink], colours[ground]) >= 7, f"--{ink} on --{ground}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_a_button_have_seven_to_one(theme):
    colours = palette(theme)

    for fill in ("brand", "brand-strong", "bad"):
        assert contrast(colours["on-brand"], colours[fill]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_control_has_three_to_one(theme):
    colours = palette(theme)

    for ground in ("paper", "surface", "sunken"):
        assert contrast(colours["edge"], colours[ground]) >= 3


def test_the_dark_theme_changes_every_colour():
    # A colour left out would be read on the wrong ground.
    assert palette("light").keys() == dict(COLOUR.findall((STYLES / "dark.css").read_text())).keys()


def test_no_component_names_a_colour_of_its_own():
    for name in STYLE_ORDER:
        if name in ("tokens", "dark", "print"):
            continue
        source = re.sub(r"/\*.*?\*/", "", (STYLES / f"{name}.css").read_text(), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", source), name


def test_every_token_used_is_defined():
    defined = set(re.findall(r"(--[\w-]+):", (STYLES / "tokens.css").read_text()))
    used = {
        token for path in STYLES.glob("*.css") for token in re.findall(r"var\((--[\w-]+)", path.read_text())
    }

    assert used <= defined
