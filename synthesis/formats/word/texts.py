"""Paragraphs, runs, links inside and bookmarks; every text is the content of a node."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from synthesis.formats.archive import legible

_LONGEST_NAME = 40


def element(kind: str, /, **attributes: str) -> BaseOxmlElement:
    """Make a node of the word-processing vocabulary; so are its attributes."""
    made = OxmlElement(f"w:{kind}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def paragraph(style: str, *inside: BaseOxmlElement) -> BaseOxmlElement:
    """Make a paragraph of a style, or of the default one without a name."""
    made = element("p")
    if style:
        properties = element("pPr")
        properties.append(element("pStyle", val=style))
        made.append(properties)
    made.extend(inside)
    return made


def run(text: str, style: str = "") -> BaseOxmlElement:
    """Make a stretch of text, its line ends kept as such."""
    made = element("r")
    if style:
        properties = element("rPr")
        properties.append(element("rStyle", val=style))
        made.append(properties)
    for index, line in enumerate(legible(text).split("\n")):
        if index:
            made.append(element("br"))
        written = element("t")
        written.set(qn("xml:space"), "preserve")
        written.text = line
        made.append(written)
    return made


def link_inside(target: str, text: str, style: str = "Hyperlink") -> BaseOxmlElement:
    """Lead to a bookmark of the same file."""
    made = element("hyperlink", anchor=_bookmark_name(target))
    made.append(run(text, style))
    return made


def link_outside(relation: str, text: str) -> BaseOxmlElement:
    """Lead to the address that a relation of the archive holds."""
    made = element("hyperlink")
    made.set(qn("r:id"), relation)
    made.append(run(text, "Hyperlink"))
    return made


def bookmarked(name: str, made: BaseOxmlElement) -> BaseOxmlElement:
    """Put a bookmark around a paragraph; `number_bookmarks` gives each its number."""
    place = 1 if made.find(qn("w:pPr")) is not None else 0
    made.insert(place, element("bookmarkStart", id="0", name=_bookmark_name(name)))
    made.append(element("bookmarkEnd", id="0"))
    return made


def number_bookmarks(body: BaseOxmlElement) -> None:
    """Give each bookmark its number, in reading order; none holds another."""
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for number, made in enumerate(body.iter(qn(name)), start=1):
            made.set(qn("w:id"), str(number))


def _bookmark_name(name: str) -> str:
    """Write a name the way Word wants them: letters, digits and low lines, forty at most."""
    return name.replace("-", "_")[:_LONGEST_NAME]
