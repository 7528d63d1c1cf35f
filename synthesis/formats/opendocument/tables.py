"""Tables whose headings are repeated on each page, their numbers set right."""

from collections.abc import Sequence

from odfdo import Element

from synthesis.formats.archive import legible
from synthesis.formats.opendocument.texts import element, paragraph

Rows = Sequence[Sequence[str]]


def table_of(name: str, headings: Sequence[str], rows: Rows, numeric: Sequence[bool]) -> Element:
    """Make a table; its name is what the navigator of a word processor lists."""
    table = element("table:table", {"table:name": legible(name), "table:style-name": "Grid"})
    for is_numeric in numeric:
        style = "Numbers" if is_numeric else "Words"
        table.append(element("table:table-column", {"table:style-name": style}))
    top = element("table:table-header-rows")
    top.append(_row(headings, numeric, is_top=True))
    table.append(top)
    for row in rows:
        table.append(_row(row, numeric))
    return table


def _row(cells: Sequence[str], numeric: Sequence[bool], *, is_top: bool = False) -> Element:
    row = element("table:table-row", {"table:style-name": "Row"})
    style, suffix = ("Top", "Heading") if is_top else ("Plain", "")
    for text, is_numeric in zip(cells, numeric, strict=True):
        cell = element("table:table-cell", {"table:style-name": style, "office:value-type": "string"})
        cell.append(paragraph(text, style=("Number" if is_numeric else "Cell") + suffix))
        row.append(cell)
    return row
