"""Write the council's papers as files: minutes and reports, by the same tree as the synthesis.

The words are Markdown; they become the sections, paragraphs and lists that the formats of the synthesis write.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import Response, make_response
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.utils import import_string

from consult.kit.errors import NotFound
from consult.kit.languages import full_date
from council.documents.writing import cut
from council.models import Council, Minutes
from council.wording.sittings import sitting_name
from synthesis.composer.document import Document, Section


@dataclass(frozen=True)
class PaperFile:
    """A file to hand over."""

    name: str
    mime_type: str
    content: bytes

    def response(self) -> Response:
        """Return it as an answer to keep."""
        answer = make_response(self.content)
        answer.mimetype = self.mime_type
        answer.headers["Content-Disposition"] = f'attachment; filename="{self.name}"'
        return answer


@dataclass(frozen=True)
class Paper:
    """What a paper says: who speaks, of what, when, in Markdown; `key` names its file."""

    key: str
    council: Council
    title: str
    subtitle: str
    source: str
    at: datetime


_WRITERS = {
    "pdf": ("application/pdf", "synthesis.formats.pdf:render"),
    "odt": ("application/vnd.oasis.opendocument.text", "synthesis.formats.odt:render"),
}
"""By name: what writes files is heavy, and a process that only shows pages must not load it."""


def write_paper(paper: Paper, kind: str) -> PaperFile:
    """Write a paper in one format; raise `NotFound` for another than PDF and ODT."""
    if kind not in _WRITERS:
        raise NotFound
    mime_type, name = _WRITERS[kind]
    render: Callable[[Document], bytes] = import_string(name)
    return PaperFile(f"{paper.key}.{kind}", mime_type, render(document_of(paper)))


def minutes_file(minutes: Minutes, kind: str) -> PaperFile:
    """Write the minutes of a sitting."""
    sitting = minutes.sitting
    title = _("Compte rendu : %(sitting)s", sitting=sitting_name(sitting))
    day = full_date(sitting.starts_at)
    paper = Paper(f"compte-rendu-{sitting.id}", sitting.council, title, day, minutes.source, minutes.written_at)
    return write_paper(paper, kind)


def document_of(paper: Paper) -> Document:
    """Return the tree of a paper, ready for every format."""
    return Document(
        title=paper.title,
        subtitle=paper.subtitle,
        dateline=_("Texte du %(day)s", day=full_date(paper.at)),
        organiser=paper.council.name,
        language=str(get_locale() or "fr"),
        notice="",
        taken_at=paper.at,
        snapshot=sha256(paper.source.encode()).hexdigest(),
        sections=tuple(_sections(paper.source)),
        labels=_labels(),
    )


def _sections(source: str) -> Iterator[Section]:
    """Cut Markdown at its headings; what stands before the first has the paper's own."""
    held = [part for part in cut(source) if any(part)] or [("", ())]
    for place, (heading, blocks) in enumerate(held, start=1):
        yield Section(f"partie-{place}", heading or _("Texte"), blocks)


def _labels() -> tuple[tuple[str, str], ...]:
    """List the words the formats print around the text."""
    unprintable = _("Un signe que la police du document ne contient pas est remplacé par son code.")
    return (("page", _("page")), ("handwritten", _("rédigé par le secrétariat")), ("unprintable", unprintable))
