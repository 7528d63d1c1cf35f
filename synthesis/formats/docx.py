"""The synthesis as a text for Word and its like: real headings, lists and tables, no macro, the same bytes.

Every text is the content of a node, so that no markup in it is ever read. A reference leads to its place in the
annex; there it leads to the site.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx.document import Document as Archive
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement

from synthesis.composer.document import (
    AnnexEntry,
    AnnexReply,
    Bullets,
    Claim,
    Document,
    Introduction,
    KeyFigures,
    Paragraph,
    ProposalBlock,
    QuoteBlock,
    Section,
    Table,
    TopicBlock,
)
from synthesis.formats.archive import written_again
from synthesis.formats.look import PLAIN, Look
from synthesis.formats.word.frame import empty, picture
from synthesis.formats.word.tables import table_of
from synthesis.formats.word.texts import bookmarked, link_inside, link_outside, number_bookmarks, paragraph, run

_SMALL, _LINK = "SmallText", "SmallLink"

Elements = Iterator[BaseOxmlElement]


@dataclass
class _Writer:
    document: Document
    site: str
    archive: Archive
    known: frozenset[str]
    look: Look
    links: dict[str, str] = field(default_factory=dict)

    def section(self, section: Section, level: int) -> Elements:
        yield bookmarked(section.id, paragraph(f"Heading{level}", run(section.title)))
        for block in section.blocks:
            yield from _WRITERS[type(block)](self, block, level + 1)
        for child in section.sections:
            yield from self.section(child, level + 1)

    def sentence(self, claim: Claim) -> list[BaseOxmlElement]:
        written = [run(claim.text)]
        if claim.is_handwritten and claim.is_marked_after(self.document.label("handwritten")):
            written.append(run(f" [{self.document.label('handwritten')}]", _SMALL))
        named = self.evidence(claim)
        for index, one in enumerate(named):
            written += [run(", " if index else " (", _SMALL), one]
        return [*written, run(")", _SMALL)] if named else written

    def evidence(self, claim: Claim) -> list[BaseOxmlElement]:
        """Name what a sentence rests on, then lead to the rest."""
        named = [self.named(ref) for ref in claim.shown]
        return [*named, link_inside(claim.rest_at, claim.rest, _LINK)] if claim.rest else named

    def named(self, ref: str) -> BaseOxmlElement:
        return link_inside(ref, ref, _LINK) if ref in self.known else run(ref, _SMALL)

    def reference(self, linked: ProposalBlock | QuoteBlock | AnnexEntry | AnnexReply) -> BaseOxmlElement:
        """Lead to the site; without one, to the annex."""
        if not self.site:
            return link_inside(linked.ref, linked.ref) if linked.ref in self.known else run(linked.ref)
        return link_outside(self._relation(self.site + linked.path), linked.ref)

    def _relation(self, url: str) -> str:
        if url not in self.links:
            self.links[url] = f"rIdLink{len(self.links) + 1}"
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self.archive.part.rels.add_relationship(kind, url, self.links[url], is_external=True)
        return self.links[url]


def render(document: Document, site: str = "", look: Look = PLAIN) -> bytes:
    """Write the file; `site` is the address that the paths of contributions are joined to."""
    archive = empty(document, look)
    known = frozenset(link.ref for link in document.paths())
    writer = _Writer(document, site.rstrip("/"), archive, known, look)
    body = archive.element.body
    end = body[-1]
    for made in _everything(writer):
        end.addprevious(made)
    number_bookmarks(body)
    raw = BytesIO()
    archive.save(raw)
    return written_again(raw.getvalue())


def _everything(writer: _Writer) -> Elements:
    document = writer.document
    if writer.look.logo:
        yield paragraph("", picture(writer.archive, writer.look, document.organiser))
    yield paragraph("Small", run(document.organiser))
    yield paragraph("Title", run(document.title))
    yield paragraph("Subtitle", run(document.subtitle))
    yield paragraph("Small", run(document.dateline))
    for index, section in enumerate(document.sections):
        yield from writer.section(section, 1)
        if index == 0 and document.says("contents"):
            yield from _contents(document)


def _contents(document: Document) -> Elements:
    yield paragraph("TOCHeading", run(document.label("contents")))
    for section in document.sections:
        yield paragraph("TOC1", link_inside(section.id, section.title))


def _paragraph(writer: _Writer, block: Paragraph, _level: int) -> Elements:
    written: list[BaseOxmlElement] = []
    for index, claim in enumerate(block.claims):
        written += [*([run(" ")] if index else []), *writer.sentence(claim)]
    yield paragraph("", *written)


def _bullets(writer: _Writer, block: Bullets, _level: int) -> Elements:
    for claim in block.claims:
        yield paragraph("ListBullet", *writer.sentence(claim))


def _introduction(writer: _Writer, block: Introduction, _level: int) -> Elements:
    yield paragraph("", run(block.text), run(f" [{writer.document.label('handwritten')}]", _SMALL))


def _key_figures(_writer: _Writer, block: KeyFigures, _level: int) -> Elements:
    for item in block.items:
        yield paragraph("ListBullet", run(item.value, "Strong"), run(f" {item.label}"))


def _quote(writer: _Writer, block: QuoteBlock, _level: int) -> Elements:
    yield paragraph("Quote", run(f"«\u00a0{block.quoted}\u00a0»"))
    yield paragraph("QuoteSource", writer.reference(block), run(f", {block.attribution}"))


def _proposal(writer: _Writer, block: ProposalBlock, level: int) -> Elements:
    yield paragraph(f"Heading{level}", writer.reference(block), run(f". {block.title}"))
    yield from _summary(writer, block)
    labels = [writer.document.label(name) for name in ("position", "votes", "share")]
    rows = [[bar.label, bar.count, bar.share] for bar in block.bars]
    yield table_of(block.bars_description, labels, rows, (False, True, True), together=True)
    yield paragraph("", *writer.sentence(block.claim))
    for side in block.sides:
        yield paragraph("Side", run(side.heading))
        for quote in side.quotes:
            yield from _quote(writer, quote, level)


def _summary(writer: _Writer, block: ProposalBlock | AnnexEntry, style: str = "") -> Elements:
    if block.summary is not None:
        label = writer.document.label("summary")
        yield paragraph(style, run(f"{label}\u00a0: «\u00a0{block.summary.quoted}\u00a0»"))


def _topic(writer: _Writer, block: TopicBlock, level: int) -> Elements:
    yield paragraph(f"Heading{level}", run(block.title))
    yield paragraph("", *writer.sentence(block.claim))
    if block.parts:
        yield paragraph("Side", run(writer.document.label("parts")))
        yield from _bullets(writer, Bullets(block.parts), level)
    for quote in block.quotes:
        yield from _quote(writer, quote, level)


def _table(_writer: _Writer, block: Table, _level: int) -> Elements:
    yield paragraph("Caption", run(block.caption))
    yield table_of(block.caption, block.headings, block.rows, block.numeric)
    yield paragraph("")


def _annex_entry(writer: _Writer, block: AnnexEntry, _level: int) -> Elements:
    place = f" · {block.place}" if block.place else ""
    line = paragraph("Annex", writer.reference(block), run(f" {block.title} ({block.facts}{place})"))
    yield bookmarked(block.ref, line)
    yield from _summary(writer, block, "AnnexReply")
    for reply in block.replies:
        yield bookmarked(reply.ref, _annex_reply(writer, reply))


def _annex_reply(writer: _Writer, reply: AnnexReply) -> BaseOxmlElement:
    place = f", {reply.place}" if reply.place else ""
    cut = f" {writer.document.label('cut')}" if reply.is_cut else ""
    words = f" «\u00a0{reply.quoted}\u00a0»{cut}" if reply.opening else ""
    return paragraph("AnnexReply", writer.reference(reply), run(f" {reply.nature}{place}{words}"))


_WRITERS: dict[type, Callable[..., Elements]] = {
    Paragraph: _paragraph,
    Bullets: _bullets,
    Introduction: _introduction,
    KeyFigures: _key_figures,
    QuoteBlock: _quote,
    ProposalBlock: _proposal,
    TopicBlock: _topic,
    Table: _table,
    AnnexEntry: _annex_entry,
}
