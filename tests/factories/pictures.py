"""Draw pictures as people send them, sound and unsound."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 200), mode: str = "RGB", **options: object) -> bytes:
    """Return a plain picture as a file."""
    buffer = io.BytesIO()
    colour = {"RGBA": (20, 90, 90, 128), "L": 90, "1": 1, "P": 3}.get(mode, (20, 90, 90))
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def noise(size: tuple[int, int] = (480, 112), kind: str = "PNG") -> bytes:
    """Return a picture that no compression makes light."""
    buffer = io.BytesIO()
    merged = Image.merge("RGB", [Image.effect_noise(size, 120) for _ in range(3)])
    merged.save(buffer, kind)
    return buffer.getvalue()


def announced(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it has these sides."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 100)) + _chunk(b"IEND", b"")


def with_words(words: str) -> bytes:
    """Return a PNG that carries words beside its pixels, and more after its end."""
    information = PngImagePlugin.PngInfo()
    information.add_text("Comment", words)
    return picture(pnginfo=information) + words.encode()


def _chunk(name: bytes, data: bytes) -> bytes:
    checked = name + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
