import re

import pytest

from consult.kit.assets import folder
from consult.kit.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    contrast,
    is_a_hue,
    least_contrast,
    tones_of,
)

COLOURS = ["#1f5f5b", "#ffe600", "#0055a4", "#e2001a", "#00ff00", "#ff8800", "#0000ff", "#300010", "#ffd0e8"]
GREYS = ["#000000", "#ffffff", "#777777", "#eeeeea", "#22252a"]
CONTRASTS = [
    ("#000000", "#ffffff", 21.0),
    ("#ffffff", "#ffffff", 1.0),
    ("#767676", "#ffffff", 4.54),
    ("#ff0000", "#ffffff", 4.0),
    ("#0000ff", "#000000", 2.44),
]


@pytest.mark.parametrize(("one", "other", "ratio"), CONTRASTS)
def test_a_contrast_is_the_one_of_the_norm(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colour", [*COLOURS, *GREYS])
def test_a_tone_can_be_read_on_every_light_ground(colour: str) -> None:
    assert least_contrast(tones_of(colour).on_light, LIGHT_GROUNDS) >= 4.5


@pytest.mark.parametrize("colour", [*COLOURS, *GREYS])
def test_a_tone_can_be_read_with_ease_on_every_dark_ground(colour: str) -> None:
    assert least_contrast(tones_of(colour).on_dark, DARK_GROUNDS) >= 7


@pytest.mark.parametrize("colour", ["#1f5f5b", "#0055a4", "#300010"])
def test_a_colour_already_readable_is_left_as_it_is(colour: str) -> None:
    assert tones_of(colour).on_light == colour


@pytest.mark.parametrize("colour", ["#ffe600", "#ffd0e8"])
def test_a_pale_colour_is_left_as_it_is_in_the_dark(colour: str) -> None:
    assert tones_of(colour).on_dark == colour


def test_a_yellow_made_darker_is_still_a_yellow() -> None:
    tone = tones_of("#ffe600").on_light
    red, green, blue = (int(tone[place : place + 2], 16) for place in (1, 3, 5))
    assert blue < green <= red


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_is_more_than_a_grey(colour: str) -> None:
    assert is_a_hue(colour)


@pytest.mark.parametrize("grey", GREYS)
def test_a_grey_is_not_a_hue(grey: str) -> None:
    assert not is_a_hue(grey)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_grounds_are_those_of_the_stylesheet(scheme: str) -> None:
    light, dark = (folder("static") / "css" / "tokens.css").read_text("utf-8").split("prefers-color-scheme: dark")
    block, grounds = {"light": (light, LIGHT_GROUNDS), "dark": (dark, DARK_GROUNDS)}[scheme]
    written = [re.search(rf"--{name}: (#[0-9a-f]{{6}});", block)[1] for name in ("ground", "surface", "shade")]
    assert tuple(written) == grounds
