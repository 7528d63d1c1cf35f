"""Tables whose headings are repeated on each page, their numbers set right."""

from collections.abc import Sequence

from odfdo import Element, Paragraph

from synthesis.formats.archive import legible

Rows = Sequence[Sequence[str]]


def table_of(name: str, headings: Sequence[str], rows: Rows, numeric: Sequence[bool]) -> Element:
    """Make a table; its name is what the navigator of a word processor lists."""
    table = Element.from_tag("table:table")
    table.set_attribute("table:name", legible(name))
    table.set_attribute("table:style-name", "Grid")
    for is_numeric in numeric:
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", "Numbers" if is_numeric else "Words")
        table.append(column)
    top = Element.from_tag("table:table-header-rows")
    top.append(_row(headings, numeric, is_top=True))
    table.append(top)
    for row in rows:
        table.append(_row(row, numeric))
    return table


def _row(cells: Sequence[str], numeric: Sequence[bool], *, is_top: bool = False) -> Element:
    row = Element.from_tag("table:table-row")
    row.set_attribute("table:style-name", "Row")
    suffix = "Heading" if is_top else ""
    for text, is_numeric in zip(cells, numeric, strict=True):
        cell = Element.from_tag("table:table-cell")
        cell.set_attribute("table:style-name", "Top" if is_top else "Plain")
        cell.set_attribute("office:value-type", "string")
        cell.append(Paragraph(legible(text), style=("Number" if is_numeric else "Cell") + suffix))
        row.append(cell)
    return row
