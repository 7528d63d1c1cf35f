"""An archive of documents written again in a fixed order with a fixed date: the same bytes each time."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)
STORED = "mimetype"
_FIRST = (STORED, "[Content_Types].xml")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def legible(text: str) -> str:
    """Replace the signs XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def written_again(raw: bytes) -> bytes:
    """Write an archive again: what says its type first, the rest by name, `mimetype` stored as it is."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as read, ZipFile(made, "w") as written:
        names = [name for name in read.namelist() if not name.endswith("/")]
        for name in sorted(names, key=lambda one: (one not in _FIRST, one)):
            info = ZipInfo(name, EARLIEST)
            info.compress_type = ZIP_STORED if name == STORED else ZIP_DEFLATED
            written.writestr(info, read.read(name))
    return made.getvalue()
