"""Write a document of the council as PDF or ODT, with the writers of the synthesis."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache

from flask import Response
from flask_babel import gettext as _
from werkzeug.utils import import_string

from consult.kit.caching import conditional
from consult.kit.errors import NotFound
from consult.kit.text.markdown import runs
from synthesis.composer.document import Block, Bullets, Claim, Document, Paragraph, Section
from synthesis.site import site_url

FORMATS = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text"}
_WRITERS = {"pdf": "synthesis.formats.pdf:render", "odt": "synthesis.formats.odt:render"}
"""By name: what writes files is heavy, and a process that only shows pages must not load it."""


def labels() -> tuple[tuple[str, str], ...]:
    """Return the words the formats print around the text."""
    return (
        ("page", _("page")),
        ("unprintable", _("Un signe que la police n’a pas est remplacé par son code.")),
    )


def paragraph(text: str) -> Paragraph:
    """Return a paragraph that stands as it was written."""
    return Paragraph((_words(text),))


def bullets(texts: list[str]) -> Bullets:
    """Return a list whose items stand as they were written."""
    return Bullets(tuple(_words(text) for text in texts))


def _words(text: str) -> Claim:
    return Claim(id="", template="", text=text)


def section_of(name: str, title: str, source: str) -> Section:
    """Return Markdown as a part; its headings open parts below."""
    (first, *below) = cut(source)
    children = tuple(
        Section(f"{name}-{place}", heading, blocks) for place, (heading, blocks) in enumerate(below, start=1)
    )
    return Section(name, title, first[1], children)


def cut(source: str) -> list[tuple[str, tuple[Block, ...]]]:
    """Return the headings of a Markdown text with what follows each; what stands before the first has none."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for kind, text in runs(source):
        if kind == "heading":
            found.append((text, []))
        else:
            _add(found[-1][1], text, is_item=kind == "item")
    return [(heading, tuple(blocks)) for heading, blocks in found]


def _add(blocks: list[Block], text: str, *, is_item: bool) -> None:
    """Add a paragraph, or an item to the list it goes on with."""
    if not is_item:
        blocks.append(paragraph(text))
    elif blocks and isinstance(last := blocks[-1], Bullets):
        blocks[-1] = Bullets((*last.claims, _words(text)))
    else:
        blocks.append(bullets([text]))


def sections(*found: Section | None) -> tuple[Section, ...]:
    """Return the parts that hold something."""
    return tuple(one for one in found if one is not None and any(_held(one)))


def _held(section: Section) -> Iterator[object]:
    for one in section.walk():
        yield from one.blocks


def file_answer(document: Document, extension: str, name: str, changed_at: datetime | None) -> Response:
    """Answer with a document in one format; raise `NotFound` for any other."""
    if extension not in FORMATS:
        raise NotFound
    answer = conditional(_written(document, extension, site_url()), FORMATS[extension], changed_at)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@lru_cache(maxsize=32)
def _written(document: Document, extension: str, site: str) -> bytes:
    """Keep the last files: a document that says the same is written once."""
    write: Callable[[Document, str], bytes] = import_string(_WRITERS[extension])
    return write(document, site)
