"""The synthesis as an OpenDocument text that a secretariat can open and carry on with.

Dates are those of the data and the archive is written again file by file, so the bytes are the same each time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO

from odfdo import Document as Archive
from odfdo import Element, Header, Link, List, ListItem, Paragraph, Span, Style

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

_SMALL, _QUOTE, _ANNEX, _TITLE, _NUMBER = "Small", "Verbatim", "Annex", "SynthesisTitle", "Number"

Elements = Iterator[Element]


@dataclass(frozen=True)
class _Writer:
    document: Document
    site: str

    def section(self, section: Section, level: int) -> Elements:
        yield Header(level, legible(section.title))
        for block in section.blocks:
            yield from _writer_of(block)(self, block, level + 1)
        for child in section.sections:
            yield from self.section(child, level + 1)

    def sentence(self, parent: Element, claim: Claim) -> None:
        parent.append(Span(legible(claim.text)))
        if claim.is_handwritten:
            parent.append(Span(f" [{self.document.label('handwritten')}]", style=_SMALL))
        parts = [*claim.shown, *([claim.rest] if claim.rest else [])]
        if parts:
            parent.append(Span(f" ({', '.join(parts)})", style=_SMALL))

    def reference(self, linked: ProposalBlock | QuoteBlock | AnnexEntry | AnnexReply) -> Element:
        if not self.site:
            return Span(linked.ref)
        return Link(url=self.site + linked.path, text=linked.ref)


def render(document: Document, site: str = "") -> bytes:
    """Write the archive; `site` is the address that the paths of contributions are joined to."""
    archive = Archive("text")
    for style in _styles():
        archive.insert_style(style)
    archive.body.clear()
    writer = _Writer(document, site.rstrip("/"))
    for element in _everything(writer):
        archive.body.append(element)
    _describe(archive, document)
    raw = BytesIO()
    archive.save(raw)
    return written_again(raw.getvalue())


def _everything(writer: _Writer) -> Elements:
    document = writer.document
    if document.notice:
        yield Paragraph(legible(document.notice), style=_SMALL)
    yield Paragraph(legible(document.organiser), style=_SMALL)
    yield Paragraph(legible(document.title), style=_TITLE)
    yield Paragraph(legible(document.subtitle))
    yield Paragraph(legible(document.dateline), style=_SMALL)
    for section in document.sections:
        yield from writer.section(section, 1)


def _paragraph(writer: _Writer, block: ParagraphBlock, _level: int) -> Elements:
    written = Paragraph()
    for index, claim in enumerate(block.claims):
        if index:
            written.append(Span(" "))
        writer.sentence(written, claim)
    yield written


def _bullets(writer: _Writer, block: Bullets, _level: int) -> Elements:
    written = List()
    for claim in block.claims:
        line = Paragraph()
        writer.sentence(line, claim)
        item = ListItem()
        item.append(line)
        written.append(item)
    yield written


def _introduction(writer: _Writer, block: Introduction, _level: int) -> Elements:
    written = Paragraph(legible(block.text))
    written.append(Span(f" [{writer.document.label('handwritten')}]", style=_SMALL))
    yield written


def _key_figures(_writer: _Writer, block: KeyFigures, _level: int) -> Elements:
    yield Paragraph(" · ".join(f"{item.value} {item.label}" for item in block.items))


def _quote(writer: _Writer, block: QuoteBlock, _level: int) -> Elements:
    yield Paragraph(f"«\u00a0{legible(block.words)}\u00a0»", style=_QUOTE)
    source = Paragraph(style=_SMALL)
    source.append(writer.reference(block))
    source.append(Span(legible(f", {block.attribution}")))
    yield source


def _proposal(writer: _Writer, block: ProposalBlock, level: int) -> Elements:
    heading = Header(level)
    heading.append(writer.reference(block))
    heading.append(Span(legible(f". {block.title}")))
    yield heading
    labels = [writer.document.label(name) for name in ("position", "votes", "share")]
    rows = [[bar.label, bar.count, bar.share] for bar in block.bars]
    yield _table_of(f"votes-{block.ref}", labels, rows, (False, True, True))
    line = Paragraph()
    writer.sentence(line, block.claim)
    yield line
    for side in block.sides:
        yield Paragraph(side.heading)
        for quote in side.quotes:
            yield from _quote(writer, quote, level)


def _topic(writer: _Writer, block: TopicBlock, level: int) -> Elements:
    yield Header(level, legible(block.title))
    line = Paragraph()
    writer.sentence(line, block.claim)
    yield line
    for quote in block.quotes:
        yield from _quote(writer, quote, level)


def _table(_writer: _Writer, block: Table, _level: int) -> Elements:
    yield Paragraph(legible(block.caption), style="Caption")
    yield _table_of(block.id, block.headings, block.rows, block.numeric)


def _table_of(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> Element:
    table = Element.from_tag("table:table")
    table.set_attribute("table:name", name)
    columns = Element.from_tag("table:table-column")
    columns.set_attribute("table:number-columns-repeated", str(len(headings)))
    table.append(columns)
    top = Element.from_tag("table:table-header-rows")
    top.append(_row(headings, numeric))
    table.append(top)
    for row in rows:
        table.append(_row(row, numeric))
    return table


def _row(cells: Sequence[str], numeric: Sequence[bool]) -> Element:
    row = Element.from_tag("table:table-row")
    for text, is_numeric in zip(cells, numeric, strict=True):
        cell = Element.from_tag("table:table-cell")
        cell.set_attribute("office:value-type", "string")
        cell.append(Paragraph(legible(text), style=_NUMBER) if is_numeric else Paragraph(legible(text)))
        row.append(cell)
    return row


def _annex_entry(writer: _Writer, block: AnnexEntry, _level: int) -> Elements:
    line = Paragraph(style=_ANNEX)
    line.append(writer.reference(block))
    place = f" · {block.place}" if block.place else ""
    line.append(Span(legible(f" {block.title} ({block.facts}{place})")))
    yield line
    for reply in block.replies:
        yield _annex_reply(writer, reply)


def _annex_reply(writer: _Writer, reply: AnnexReply) -> Element:
    line = Paragraph(style=_ANNEX)
    line.append(writer.reference(reply))
    place = f", {reply.place}" if reply.place else ""
    cut = f" {writer.document.label('cut')}" if reply.is_cut else ""
    words = f" «\u00a0{reply.opening}\u00a0»{cut}" if reply.opening else ""
    line.append(Span(legible(f" {reply.nature}{place}{words}")))
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


def _styles() -> list[Style]:
    title = Style("paragraph", name=_TITLE, area="text", size="24pt", bold=True)
    title.set_properties(area="paragraph", margin_top="0.4cm", margin_bottom="0.3cm")
    quote = Style("paragraph", name=_QUOTE, area="paragraph", margin_left="0.8cm", margin_top="0.15cm")
    annex = Style("paragraph", name=_ANNEX, area="text", size="8pt")
    number = Style("paragraph", name=_NUMBER, area="paragraph", align="end")
    small = Style("paragraph", name=_SMALL, area="text", size="8.5pt", color="#54565a")
    small_span = Style("text", name=_SMALL, area="text", size="8.5pt", color="#54565a")
    return [title, quote, annex, number, small, small_span]


def _describe(archive: Archive, document: Document) -> None:
    archive.set_language(f"{document.language}-FR" if document.language == "fr" else document.language)
    archive.meta.title = legible(document.title)
    taken = document.taken_at.astimezone(UTC).replace(microsecond=0)
    archive.meta.set_creation_date(taken)
    archive.meta.set_modification_date(taken)
    archive.meta.set_initial_creator(legible(document.organiser))
    archive.meta.set_creator(legible(document.organiser))
    archive.meta.set_generator("Consult")
