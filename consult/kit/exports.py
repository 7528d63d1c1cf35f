"""Write tables that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response, stream_with_context

from consult.kit.db import database

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BOM = "\ufeff"
Cell = str | int | float | None


def neutral(value: Cell) -> Cell:
    """Return a cell no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_DANGEROUS):
        return f"'{value}"
    return value


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a CSV file line by line: UTF-8 with its mark, semicolons, as French spreadsheets expect."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield _BOM
    writer.writerow(head)
    for row in rows:
        yield _taken(buffer)
        writer.writerow([neutral(cell) for cell in row])
    yield _taken(buffer)


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Answer with a CSV file, streamed from a unit of its own: the request's ends before the stream does."""
    response = Response(stream_with_context(csv_lines(head, _reading(rows))), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _reading(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    with database().unit_of_work(writes=False):
        yield from rows


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
