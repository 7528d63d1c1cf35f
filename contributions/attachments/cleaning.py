"""Read a file nobody vouches for, and write it again without what it hides.

This runs alone, in a process of its own with little memory and little time (see `checking`), so that a file
made to harm harms nothing else; it therefore imports nothing of the application. An image is drawn again
from its pixels, upright. A PDF is written again without its metadata, scripts, attached files and actions.
"""

import io
import resource
import sys
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageOps

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
UNKNOWN, PIXELS, ENCRYPTED, BROKEN = "unknown", "pixels", "encrypted", "broken"
REFUSED = 3
"""Exit code of a refusal; the reason is written on the error stream."""

MOST_PIXELS = 40_000_000
LONGEST_SIDE_READ = 20_000
LONGEST_SIDE_KEPT = 2_400
MOST_OBJECTS = 100_000
_MEMORY, _SECONDS = 1024**3, 20
_SIGNATURES = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_PLAIN_MODES = frozenset({"L", "LA", "RGB", "RGBA"})


class RefusedError(Exception):
    """Say in one word why a file is not taken."""


def clean(content: bytes) -> tuple[str, bytes]:
    """Return the media type of a file, told by its content, and the cleaned file. Raises `RefusedError`."""
    kind = kind_of(content)
    if kind is None:
        raise RefusedError(UNKNOWN)
    return kind, clean_pdf(content) if kind == PDF else clean_image(content, kind)


def kind_of(content: bytes) -> str | None:
    """Return the media type a file begins as; None for one that is not taken."""
    return next((kind for start, kind in _SIGNATURES.items() if content.startswith(start)), None)


# --- images -----------------------------------------------------------------------------


def clean_image(content: bytes, kind: str) -> bytes:
    """Draw an image again, upright and at most `LONGEST_SIDE_KEPT` pixels wide or high, and nothing else of it."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS or max(opened.size) > LONGEST_SIDE_READ:
                raise RefusedError(PIXELS)
            return _drawn_again(opened, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError(PIXELS) from error
    except (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError) as error:
        raise RefusedError(BROKEN) from error


def _drawn_again(opened: Image.Image, kind: str) -> bytes:
    largest = (LONGEST_SIDE_KEPT, LONGEST_SIDE_KEPT)
    opened.draft(opened.mode, largest)
    upright = ImageOps.exif_transpose(opened)
    if upright.mode not in _PLAIN_MODES:
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.thumbnail(largest)
    if kind == JPEG and upright.mode != "L":
        upright = upright.convert("RGB")
    drawn = Image.new(upright.mode, upright.size)
    drawn.paste(upright)
    written = io.BytesIO()
    if kind == JPEG:
        drawn.save(written, "JPEG", quality=85, optimize=True, progressive=True)
    else:
        drawn.save(written, "PNG", optimize=True)
    return written.getvalue()


# --- PDF --------------------------------------------------------------------------------

_GONE = frozenset(
    {
        "/AA",
        "/AF",
        "/Collection",
        "/EF",
        "/EmbeddedFiles",
        "/JS",
        "/JavaScript",
        "/LastModified",
        "/Metadata",
        "/Next",
        "/OpenAction",
        "/PieceInfo",
        "/Thumb",
        "/XFA",
    }
)
"""What is taken out of a PDF wherever it stands: metadata, scripts, attached files, actions nobody asked for."""

_ANNOTATIONS_GONE = frozenset({"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"})
_WEB = ("http://", "https://", "mailto:")


def clean_pdf(content: bytes) -> bytes:
    """Write a PDF again with its pages alone; the same file gives the same bytes."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _written_again(pdf)
    except pikepdf.PasswordError as error:
        raise RefusedError(ENCRYPTED) from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise RefusedError(BROKEN) from error


def _written_again(pdf: pikepdf.Pdf) -> bytes:
    if pdf.is_encrypted:
        raise RefusedError(ENCRYPTED)
    if not pdf.pages or len(pdf.objects) > MOST_OBJECTS:
        raise RefusedError(BROKEN)
    for one in pdf.objects:
        _strip(one)
    for who in {"/Info", "/ID"} & set(pdf.trailer.keys()):
        del pdf.trailer[who]
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def _strip(one: pikepdf.Object) -> None:
    """Take out of an object, and of what stands directly in it, what a reader of the page does not see."""
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        _strip_entries(one)
        inside = [one[key] for key in one.keys()]  # noqa: SIM118 - not a Python mapping
    elif isinstance(one, pikepdf.Array):
        inside = list(_kept(one))
        if len(inside) < len(one):
            for place in reversed(range(len(one))):
                if _is_gone(one[place]):
                    del one[place]
    else:
        return
    for value in inside:
        if not getattr(value, "is_indirect", True):
            _strip(value)


def _strip_entries(one: pikepdf.Dictionary | pikepdf.Stream) -> None:
    for key in list(one.keys()):
        if key in _GONE or _leads_away(one, key):
            del one[key]


def _leads_away(one: pikepdf.Dictionary | pikepdf.Stream, key: str) -> bool:
    """Say whether an entry reads another file, or acts otherwise than a plain link."""
    if key == "/F":
        return isinstance(one, pikepdf.Stream)
    return key == "/A" and not _is_plain_link(one[key])


def _kept(array: pikepdf.Array) -> Iterator[pikepdf.Object]:
    return (array[place] for place in range(len(array)) if not _is_gone(array[place]))


def _is_gone(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and str(one.get("/Subtype", "")) in _ANNOTATIONS_GONE


def _is_plain_link(action: pikepdf.Object) -> bool:
    """Tell a link to a page of the document or of the web from what would run or open something else."""
    if not isinstance(action, pikepdf.Dictionary):
        return True
    kind = str(action.get("/S", ""))
    return kind == "/GoTo" or (kind == "/URI" and str(action.get("/URI", "")).lower().startswith(_WEB))


# --- alone in a process ---------------------------------------------------------------------


def main() -> int:
    """Clean what comes in; write its media type, a line end, then the clean file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        kind, content = clean(sys.stdin.buffer.read())
    except RefusedError as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    sys.stdout.buffer.write(kind.encode() + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
