"""Read the tables people bring: CSV files, compressed or not, refused with a sentence when they cannot be."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Line:
    """A record of a table: the line of the file where it begins, and its values by column."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """Yield the records of a CSV file in UTF-8.

    Raises `Invalid`, naming the file and what to do, when it is missing, corrupt, in another
    encoding, or when its columns are not exactly those expected.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        names = next(reader, [])
        _check_columns(names, columns, path.name)
        before = reader.line_num
        for record in reader:
            if record:
                yield Line(before + 1, _values(names, record, f"{path.name}:{before + 1}"))
            before = reader.line_num
    except csv.Error as error:
        sentence = _l(
            "%(file)s:%(line)s : corrigez cette ligne, ses guillemets ou ses virgules ne se lisent pas.",
            file=path.name,
            line=reader.line_num,
        )
        raise Invalid(sentence) from error


def _beyond(names: Sequence[str], known: Sequence[str]) -> list[str]:
    return [name for name in names if name not in known]


def _check_columns(found: Sequence[str], columns: Sequence[str], file: str) -> None:
    if missing := _beyond(columns, found):
        raise Invalid(
            _l("%(file)s : ajoutez la colonne « %(column)s », qui manque.", file=file, column=missing[0])
        )
    if unknown := _beyond(found, columns):
        raise Invalid(_l("%(file)s : ôtez la colonne « %(column)s », inconnue.", file=file, column=unknown[0]))
    if len(found) != len(columns):
        raise Invalid(_l("%(file)s : ôtez la colonne qui figure deux fois.", file=file))


def _values(names: Sequence[str], record: Sequence[str], place: str) -> dict[str, str]:
    if len(record) != len(names):
        raise Invalid(_l("%(place)s : écrivez une valeur par colonne.", place=place))
    return dict(zip(names, record, strict=True))


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _l("Enregistrez %(file)s en UTF-8 : ses accents ne se lisent pas.", file=path.name)
        raise Invalid(sentence) from error


def _bytes(path: Path) -> bytes:
    """Return what the file holds, unpacked whatever its name says."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content.startswith(_GZIP) or path.suffix == ".gz" else content
    except FileNotFoundError as error:
        raise Invalid(_l("Ajoutez le fichier %(file)s : il manque dans le dossier.", file=path.name)) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        sentence = _l("Téléchargez %(file)s de nouveau : le fichier compressé est abîmé.", file=path.name)
        raise Invalid(sentence) from error
    except OSError as error:
        sentence = _l("Donnez le droit de lire %(file)s, puis recommencez.", file=path.name)
        raise Invalid(sentence) from error
