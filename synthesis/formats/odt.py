"""The synthesis as an OpenDocument text that a secretariat can open and carry on with.

Dates are those of the data and the archive is written again file by file, so the bytes are the same each time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from odfdo import Element, Frame
from PIL import Image

from synthesis.composer.document import (
    AnnexEntry,
    AnnexReply,
    Block,
    Bullets,
    Claim,
    Document,
    Introduction,
    KeyFigures,
    ProposalBlock,
    QuoteBlock,
    Section,
    Table,
    TopicBlock,
)
from synthesis.composer.document import Paragraph as ParagraphBlock
from synthesis.formats.archive import legible, written_again
from synthesis.formats.look import PLAIN, Look
from synthesis.formats.opendocument.frame import empty
from synthesis.formats.opendocument.tables import table_of
from synthesis.formats.opendocument.texts import bookmark, element, header, link, paragraph, span

_SMALL, _QUOTE, _ANNEX, _TITLE = "Small", "Verbatim", "Annex", "SynthesisTitle"

Elements = Iterator[Element]


@dataclass(frozen=True)
class _Writer:
    document: Document
    site: str
    known: frozenset[str]
    look: Look

    def section(self, section: Section, level: int) -> Elements:
        heading = _heading(level, section.id)
        heading.append(span(section.title))
        yield heading
        for block in section.blocks:
            yield from _writer_of(block)(self, block, level + 1)
        for child in section.sections:
            yield from self.section(child, level + 1)

    def sentence(self, parent: Element, claim: Claim) -> None:
        parent.append(span(claim.text))
        if claim.is_handwritten and claim.is_marked_after(self.document.label("handwritten")):
            parent.append(span(f" [{self.document.label('handwritten')}]", style=_SMALL))
        named = self.evidence(claim)
        for index, one in enumerate(named):
            parent.append(span(", " if index else " (", style=_SMALL))
            parent.append(one)
        if named:
            parent.append(span(")", style=_SMALL))

    def evidence(self, claim: Claim) -> list[Element]:
        """Name what a sentence rests on, then lead to the rest."""
        named = [link(f"#{ref}", ref) if ref in self.known else span(ref, style=_SMALL) for ref in claim.shown]
        return [*named, link(f"#{claim.rest_at}", claim.rest)] if claim.rest else named

    def reference(self, linked: ProposalBlock | QuoteBlock | AnnexEntry | AnnexReply) -> Element:
        if not self.site:
            return link(f"#{linked.ref}", linked.ref) if linked.ref in self.known else span(linked.ref)
        return link(self.site + linked.path, linked.ref)


def render(document: Document, site: str = "", look: Look = PLAIN) -> bytes:
    """Write the archive; `site` is the address that the paths of contributions are joined to."""
    archive = empty(document, look)
    known = frozenset(link.ref for link in document.paths())
    writer = _Writer(document, site.rstrip("/"), known, look)
    for written in _everything(writer):
        archive.body.append(written)
    raw = BytesIO()
    archive.save(raw)
    return written_again(raw.getvalue())


def _everything(writer: _Writer) -> Elements:
    document = writer.document
    if writer.look.logo:
        yield _logo(writer)
    yield paragraph(document.organiser, style=_SMALL)
    yield paragraph(document.title, style=_TITLE)
    yield paragraph(document.subtitle, style="Subtitle")
    yield paragraph(document.dateline, style=_SMALL)
    for index, section in enumerate(document.sections):
        yield from writer.section(section, 1)
        if index == 0 and document.says("contents"):
            yield from _contents(document)


def _logo(writer: _Writer) -> Element:
    """Show the logo, sixteen millimetres high, with what it says for those who do not see it."""
    with Image.open(BytesIO(writer.look.logo)) as drawn:
        width = 1.6 * drawn.width / drawn.height
    name = f"Pictures/{writer.look.logo_name}"
    frame = Frame.image_frame(name, name="logo", size=(f"{width:.2f}cm", "1.6cm"), anchor_type="as-char")
    frame.svg_title = legible(writer.look.logo_alt or writer.document.organiser)
    line = paragraph()
    line.append(frame)
    return line


def _contents(document: Document) -> Elements:
    yield paragraph(document.label("contents"), style="ContentsTitle")
    for section in document.sections:
        line = paragraph(style="Contents")
        line.append(link(f"#{section.id}", section.title))
        yield line


def _heading(level: int, target: str = "") -> Element:
    made = header(level)
    if target:
        made.append(bookmark(target))
    return made


def _paragraph(writer: _Writer, block: ParagraphBlock, _level: int) -> Elements:
    written = paragraph()
    for index, claim in enumerate(block.claims):
        if index:
            written.append(span(" "))
        writer.sentence(written, claim)
    yield written


def _bullets(writer: _Writer, block: Bullets, _level: int) -> Elements:
    written = element("text:list", {"text:style-name": "Bullets"})
    for claim in block.claims:
        line = paragraph()
        writer.sentence(line, claim)
        item = element("text:list-item")
        item.append(line)
        written.append(item)
    yield written


def _introduction(writer: _Writer, block: Introduction, _level: int) -> Elements:
    written = paragraph(block.text)
    written.append(span(f" [{writer.document.label('handwritten')}]", style=_SMALL))
    yield written


def _key_figures(_writer: _Writer, block: KeyFigures, _level: int) -> Elements:
    written = element("text:list", {"text:style-name": "Bullets"})
    for figure in block.items:
        line = paragraph()
        line.append(span(figure.value, style="Strong"))
        line.append(span(f" {figure.label}"))
        item = element("text:list-item")
        item.append(line)
        written.append(item)
    yield written


def _quote(writer: _Writer, block: QuoteBlock, _level: int) -> Elements:
    yield paragraph(f"«\u00a0{block.quoted}\u00a0»", style=_QUOTE)
    source = paragraph(style="VerbatimSource")
    source.append(writer.reference(block))
    source.append(span(f", {block.attribution}"))
    yield source


def _proposal(writer: _Writer, block: ProposalBlock, level: int) -> Elements:
    heading = _heading(level)
    heading.append(writer.reference(block))
    heading.append(span(f". {block.title}"))
    yield heading
    yield from _summary(writer, block)
    labels = [writer.document.label(name) for name in ("position", "votes", "share")]
    rows = [[bar.label, bar.count, bar.share] for bar in block.bars]
    yield table_of(f"votes-{block.ref}", labels, rows, (False, True, True))
    line = paragraph()
    writer.sentence(line, block.claim)
    yield line
    for side in block.sides:
        yield paragraph(side.heading, style="Side")
        for quote in side.quotes:
            yield from _quote(writer, quote, level)


def _summary(writer: _Writer, block: ProposalBlock | AnnexEntry, style: str = "Standard") -> Elements:
    if block.summary is not None:
        label = writer.document.label("summary")
        yield paragraph(f"{label}\u00a0: «\u00a0{block.summary.quoted}\u00a0»", style=style)


def _topic(writer: _Writer, block: TopicBlock, level: int) -> Elements:
    heading = _heading(level)
    heading.append(span(block.title))
    yield heading
    line = paragraph()
    writer.sentence(line, block.claim)
    yield line
    if block.parts:
        yield paragraph(writer.document.label("parts"), style="Side")
        yield from _bullets(writer, Bullets(block.parts), level)
    for quote in block.quotes:
        yield from _quote(writer, quote, level)


def _table(_writer: _Writer, block: Table, _level: int) -> Elements:
    yield paragraph(block.caption, style="Caption")
    yield table_of(block.id, block.headings, block.rows, block.numeric)


def _annex_entry(writer: _Writer, block: AnnexEntry, _level: int) -> Elements:
    line = paragraph(style=_ANNEX)
    line.append(bookmark(block.ref))
    line.append(writer.reference(block))
    place = f" · {block.place}" if block.place else ""
    line.append(span(f" {block.title} ({block.facts}{place})"))
    yield line
    yield from _summary(writer, block, "AnnexReply")
    for reply in block.replies:
        yield _annex_reply(writer, reply)


def _annex_reply(writer: _Writer, reply: AnnexReply) -> Element:
    line = paragraph(style="AnnexReply")
    line.append(bookmark(reply.ref))
    line.append(writer.reference(reply))
    place = f", {reply.place}" if reply.place else ""
    cut = f" {writer.document.label('cut')}" if reply.is_cut else ""
    words = f" «\u00a0{reply.quoted}\u00a0»{cut}" if reply.opening else ""
    line.append(span(f" {reply.nature}{place}{words}"))
    return line


_WRITERS: dict[type, Callable[..., Elements]] = {
    ParagraphBlock: _paragraph,
    Bullets: _bullets,
    Introduction: _introduction,
    KeyFigures: _key_figures,
    QuoteBlock: _quote,
    ProposalBlock: _proposal,
    TopicBlock: _topic,
    Table: _table,
    AnnexEntry: _annex_entry,
}


def _writer_of(block: Block) -> Callable[..., Elements]:
    return _WRITERS[type(block)]
