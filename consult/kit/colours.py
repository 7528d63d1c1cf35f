"""Bring a region's colour to tones that each scheme can read.

The hue is the region's; its lightness is ours to move, as OKLCH keeps the hue meanwhile. Ratios are those of
WCAG 2.2. A colour is written "#1f5f5b".
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Triple: TypeAlias = tuple[float, float, float]

WRITTEN = re.compile(r"#[0-9a-f]{6}")
# The grounds of static/css/tokens.css; a test holds the two files together.
LIGHT_GROUNDS = ("#f8f5ee", "#fffdf8", "#efeae0")
DARK_GROUNDS = ("#1b1a18", "#242320", "#2b2926")
READABLE = 4.5
EASY_IN_THE_DARK = 7.0
LEAST_CHROMA = 0.03
_STEP = 0.01
_LINEAR_UP_TO = 0.04045
_ENCODED_UP_TO = 0.0031308
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@dataclass(frozen=True)
class Tones:
    """The colour as each scheme writes with it: `on_light` on light grounds, `on_dark` on dark ones."""

    on_light: str
    on_dark: str


def tones_of(colour: str) -> Tones:
    """Return the colour itself where it is readable, else the nearest tone of its hue that is."""
    return Tones(
        _moved(colour, LIGHT_GROUNDS, -_STEP, READABLE), _moved(colour, DARK_GROUNDS, _STEP, EASY_IN_THE_DARK)
    )


def is_a_hue(colour: str) -> bool:
    """Say whether it is more than a grey, which no link could be told from a text by."""
    return _oklch(colour)[1] >= LEAST_CHROMA


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """Return the ratio on the ground where the colour reads worst."""
    return min(contrast(colour, ground) for ground in grounds)


def _moved(colour: str, grounds: tuple[str, ...], step: float, ratio: float) -> str:
    lightness, chroma, hue = _oklch(colour)
    moved = colour
    while least_contrast(moved, grounds) < ratio and 0 <= lightness + step <= 1:
        lightness += step
        moved = _hexadecimal(_within_screen(lightness, chroma, hue))
    return moved


# --- spaces of colour -----------------------------------------------------------------


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Triple:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def _hexadecimal(linear: Triple) -> str:
    clipped = (min(max(part, 0.0), 1.0) for part in linear)
    encoded = (12.92 * part if part <= _ENCODED_UP_TO else 1.055 * part ** (1 / 2.4) - 0.055 for part in clipped)
    return "#" + "".join(f"{round(part * 255):02x}" for part in encoded)


def _oklch(colour: str) -> Triple:
    """Return lightness, chroma and hue (B. Ottosson, OKLab, 2020)."""
    long, middle, short = (math.cbrt(part) for part in _times(_TO_LMS, _linear(colour)))
    lightness, a, b = _times(_TO_LAB, (long, middle, short))
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _within_screen(lightness: float, chroma: float, hue: float) -> Triple:
    """Return the linear red, green and blue, giving up chroma until a screen can show them."""
    while chroma > 0:
        linear = _from_oklch(lightness, chroma, hue)
        if all(-_STEP / 10 <= part <= 1 + _STEP / 10 for part in linear):
            return linear
        chroma -= _STEP / 4
    return _from_oklch(lightness, 0, hue)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Triple:
    cubes = _times(_FROM_LAB, (lightness, chroma * math.cos(hue), chroma * math.sin(hue)))
    return _times(_FROM_LMS, (cubes[0] ** 3, cubes[1] ** 3, cubes[2] ** 3))


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
