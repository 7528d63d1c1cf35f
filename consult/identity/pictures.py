"""Draw a logo again, so that nothing of the file that was sent is ever served.

A file may lie about its type, hide text or code after its pixels, or unfold into gigabytes: its size is read
before its pixels, and only pixels are kept.
"""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812 - a class with a function's name

from flask_babel import lazy_gettext as _l
from PIL import Image, ImageOps

from consult.kit.errors import Invalid

HEAVIEST_BYTES = 2 * 1024 * 1024
LARGEST_PIXELS = 16_000_000
SHOWN_WIDTH, SHOWN_HEIGHT = 240, 56
SERVED_BYTES = 16 * 1024
# Screens with fine pixels show two of them for one of CSS.
_FINENESS = 2
_COLOURS = 64
_BROKEN = (OSError, SyntaxError, ValueError, StructError, zlib.error, Image.DecompressionBombError)


@dataclass(frozen=True)
class Drawn:
    """A logo ready to be served: `width` and `height` are in CSS pixels, half of those it has."""

    content: bytes
    mimetype: str
    width: int
    height: int


def draw_again(sent: bytes) -> Drawn:
    """Return a small PNG or JPEG of the picture; raise `Invalid` for the field `logo` when it is none."""
    if len(sent) > HEAVIEST_BYTES:
        raise Invalid(_l("Choisissez un fichier de 2 Mo au plus."), "logo")
    try:
        return _drawn(Image.open(io.BytesIO(sent), formats=("PNG", "JPEG")))
    except _BROKEN as error:
        raise Invalid(_l("Choisissez une image PNG ou JPEG : ce fichier n’en est pas une."), "logo") from error


def _drawn(picture: Image.Image) -> Drawn:
    if picture.width * picture.height > LARGEST_PIXELS:
        raise Invalid(_l("Choisissez une image plus petite : 4 000 pixels de côté au plus."), "logo")
    upright = ImageOps.exif_transpose(picture)
    is_photograph = picture.format == "JPEG"
    upright = upright.convert("RGB" if is_photograph else "RGBA")
    upright.thumbnail((SHOWN_WIDTH * _FINENESS, SHOWN_HEIGHT * _FINENESS), Image.Resampling.LANCZOS)
    content = _as_jpeg(upright) if is_photograph else _as_png(upright)
    width, height = (max(1, round(side / _FINENESS)) for side in upright.size)
    return Drawn(content, "image/jpeg" if is_photograph else "image/png", width, height)


def _as_jpeg(picture: Image.Image) -> bytes:
    return _first_light(_encoded(picture, "JPEG", quality=quality) for quality in (85, 70, 50))


def _as_png(picture: Image.Image) -> bytes:
    fewer = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE)
    return _first_light(_encoded(one, "PNG", optimize=True) for one in (picture, fewer))


def _first_light(tries: Iterator[bytes]) -> bytes:
    """Return the first try that a page can afford, or the lightest."""
    tried = []
    for one in tries:
        tried.append(one)
        if len(one) <= SERVED_BYTES:
            break
    return min(tried, key=len)


def _encoded(picture: Image.Image, kind: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
