"""Tables whose first row is repeated on each page and read as headings."""

from collections.abc import Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from synthesis.formats.archive import legible
from synthesis.formats.word.texts import element, paragraph, run

WIDTH = 9070  # twentieths of a point between the margins of the page
_NUMERIC_WIDTH = 1600

Rows = Sequence[Sequence[str]]


def table_of(
    described: str, headings: Sequence[str], rows: Rows, numeric: Sequence[bool], *, together: bool = False
) -> BaseOxmlElement:
    """Make a table; `described` is read aloud before it, and one kept together stays on a page."""
    made = element("tbl")
    made.append(_properties(described))
    grid, widths = element("tblGrid"), _widths(numeric)
    for width in widths:
        grid.append(element("gridCol", w=str(width)))
    made.append(grid)
    made.append(_row(headings, numeric, widths, "TableHeading"))
    last = len(rows) - 1
    for number, row in enumerate(rows):
        kept = "TableCellKept" if together and number < last else "TableCell"
        made.append(_row(row, numeric, widths, kept))
    return made


def _properties(described: str) -> BaseOxmlElement:
    made = element("tblPr")
    made.append(element("tblStyle", val="SynthesisTable"))
    made.append(element("tblW", w=str(WIDTH), type="dxa"))
    made.append(element("tblLayout", type="fixed"))
    look = {"firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    made.append(element("tblLook", val="0620", **look))
    made.append(element("tblDescription", val=legible(described)))
    return made


def _widths(numeric: Sequence[bool]) -> list[int]:
    """Share the width: little to the numbers, the rest to the words."""
    wordy = sum(not one for one in numeric)
    if not wordy:
        return [WIDTH // len(numeric)] * len(numeric)
    left = (WIDTH - _NUMERIC_WIDTH * (len(numeric) - wordy)) // wordy
    return [_NUMERIC_WIDTH if is_numeric else left for is_numeric in numeric]


def _row(cells: Sequence[str], numeric: Sequence[bool], widths: Sequence[int], style: str) -> BaseOxmlElement:
    made = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if style == "TableHeading":
        properties.append(element("tblHeader"))
    made.append(properties)
    for text, is_numeric, width in zip(cells, numeric, widths, strict=True):
        made.append(_cell(text, f"{style}Number" if is_numeric else style, width))
    return made


def _cell(text: str, style: str, width: int) -> BaseOxmlElement:
    made = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=str(width), type="dxa"))
    made.append(properties)
    made.append(paragraph(style, run(text)))
    return made
