"""Name each cell of a table after its column, so that a narrow screen shows a row as labelled lines."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b([^>]*)>(.*?)</\1>", re.DOTALL)


def labelled(rows: str, head: Sequence[object]) -> Markup:
    """Return the rows a template wrote, each cell with its column's name and the role it keeps when stacked.

    A browser forgets what a table is once its rows are laid out as blocks: the roles are written out.
    """
    written = _ROW.sub(lambda row: _labelled_row(row[0], iter(head)), str(rows))
    return Markup(written)  # noqa: S704 - a template wrote the rows: what people typed is escaped in them


def _labelled_row(row: str, columns: Iterator[object]) -> str:
    cells = _CELL.sub(lambda cell: _labelled_cell(cell, str(next(columns, ""))), row)
    return cells.replace("<tr", '<tr role="row"', 1)


def _labelled_cell(cell: re.Match[str], column: str) -> str:
    name, attributes, inside = cell.groups()
    says = 'role="rowheader"' if name == "th" else f'role="cell" data-label="{escape(column)}"'
    return f"<{name} {says}{attributes}>{inside.strip()}</{name}>"
