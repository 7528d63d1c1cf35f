"""Make the files people join, with what they hide."""

import io
import struct
import zlib

import pikepdf
from PIL import Image

AUTHOR = "Ana Loir, 3 rue du Port"


def make_jpeg(size: tuple[int, int] = (60, 40), mode: str = "RGB", *, orientation: int = 1) -> bytes:
    """Return a photograph that says where and by whom it was taken; its left half is red."""
    image = Image.new(mode, size)
    image.paste({"RGB": (220, 20, 20), "L": 200, "CMYK": (0, 200, 200, 20)}[mode], (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[0x010E], exif[0x013B], exif[0x0112] = "Chez moi", AUTHOR, orientation
    exif.get_ifd(0x8825)[2] = (47.0, 54.0, 7.0)
    return _saved(image, "JPEG", exif=exif, comment=AUTHOR.encode())


def make_png(size: tuple[int, int] = (60, 40), mode: str = "RGBA") -> bytes:
    """Return a drawing, half see-through where its mode allows it."""
    image = Image.new(mode, size)
    return _saved(image, "PNG", **({"transparency": 0} if mode == "P" else {}))


def make_vast_png(width: int, height: int) -> bytes:
    """Return a file of a few kilobytes that claims to be an image of that many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    line = b"\x00" * (width // 8 + 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(line))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def make_pdf(*, pages: int = 1, password: str = "") -> bytes:
    """Return a document that runs a script when it opens, carries a file and says who wrote it."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(200, 200))
    pdf.docinfo["/Author"] = AUTHOR
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [AUTHOR]
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('bonjour')")
    pdf.attachments["carnet.txt"] = AUTHOR.encode()
    pdf.pages[0].Annots = pdf.make_indirect(
        pikepdf.Array(
            [
                _link(pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://exemple.fr/")),
                _link(pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:alert(1)")),
                _link(pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")),
                pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9]),
            ]
        )
    )
    written = io.BytesIO()
    pdf.save(written, encryption=pikepdf.Encryption(owner="o", user=password) if password else None)
    return written.getvalue()


def _link(action: pikepdf.Dictionary) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()
