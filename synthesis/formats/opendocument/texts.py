"""Paragraphs, spans, links and places.

They are made here and not by the library's own classes: each of those reads a page of namespaces to be born, and a
dossier has thirty thousand.
"""

import re

from lxml import etree
from odfdo import Element
from odfdo.element import ODF_NAMESPACES

from synthesis.formats.archive import legible

LINK = "Internet_20_link"
# Spaces that a reader would lose, and what ends a line: each is a node of its own.
_KEPT = re.compile(r"(^ +| +\Z|(?<= ) +|[\n\t])")
# Those the archive declares already: any other would be declared again at each node.
_NAMESPACES = {prefix: ODF_NAMESPACES[prefix] for prefix in ("office", "table", "text", "xlink")}
_NODES = {"\n": "text:line-break", "\t": "text:tab"}


def element(kind: str, attributes: dict[str, str] | None = None) -> Element:
    """Make a node by its prefixed name, with prefixed attributes."""
    made = etree.Element(_name(kind), nsmap=_NAMESPACES)
    for key, value in (attributes or {}).items():
        made.set(_name(key), value)
    return Element(tag_or_elem=made)


def paragraph(text: str = "", style: str = "") -> Element:
    """Make a paragraph of a style, or of the default one without a name."""
    return _written(text, "text:p", style)


def span(text: str, style: str = "") -> Element:
    """Make a stretch of text."""
    return _written(text, "text:span", style)


def header(level: int) -> Element:
    """Make a title of a level, still empty."""
    return element("text:h", {"text:outline-level": str(level)})


def link(url: str, text: str) -> Element:
    """Make a link to an address, or to a place of the text."""
    made = element("text:a", {"xlink:href": url, "text:style-name": LINK})
    made.text = legible(text)
    return made


def bookmark(name: str) -> Element:
    """Mark a place that links lead to."""
    return element("text:bookmark", {"text:name": name})


def _written(text: str, kind: str, style: str) -> Element:
    made = element(kind, {"text:style-name": style} if style else {})
    made.text, *rest = _KEPT.split(legible(text))
    for kept, following in zip(rest[::2], rest[1::2], strict=True):
        node = element(_NODES.get(kept, "text:s"), {"text:c": str(len(kept))} if len(kept) > 1 else {})
        node.tail = following
        made.append(node)
    return made


def _name(prefixed: str) -> str:
    prefix, _, name = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"
