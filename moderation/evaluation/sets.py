"""Read the sets of texts a folder holds, as they were published."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]

HOSTILE = "moderation-mlma-fr"
CIVIL = "grand-debat-annote-2019"
PLACED = "republique-numerique-2015"
OTHER_LANGUAGES = {"decide-madrid-2019": "text", "polis": "comment-body"}
"""Folders of texts that are not French, with the column that holds them."""

_GZIP = b"\x1f\x8b"


def rows_of(folder: Path, name: str) -> list[Row]:
    """Return the rows of a file of a set, packed or not; none when it is not there."""
    path = next((path for path in (folder / f"{name}.csv.gz", folder / f"{name}.csv") if path.is_file()), None)
    return list(_read(path)) if path else []


def foreign_texts(folder: Path, name: str) -> list[str]:
    """Return the texts of a folder that is not in French, in the order of its files."""
    files = sorted(path for path in (folder / name).rglob("*") if path.name.startswith("comments.csv"))
    return [text for path in files for row in _read(path) if (text := row[OTHER_LANGUAGES[name]])]


def _read(path: Path) -> Iterator[Row]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if raw.startswith(_GZIP) else raw).decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""))
