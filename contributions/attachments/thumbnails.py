"""Draw a small picture of an image that was cleaned when it was joined, for the page that shows it."""

import io
from pathlib import Path

from PIL import Image

LONGEST_SIDE = 640
_FORMATS = ("JPEG", "PNG")


def thumbnail_of(path: Path) -> tuple[str, bytes]:
    """Return the media type and the bytes of an image at most `LONGEST_SIDE` pixels wide or high."""
    written = io.BytesIO()
    with Image.open(path, formats=_FORMATS) as opened:
        opened.draft(opened.mode, (LONGEST_SIDE, LONGEST_SIDE))
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        kind = opened.format or "PNG"
        opened.save(written, kind, quality=80, optimize=True)
    return f"image/{kind.lower()}", written.getvalue()
