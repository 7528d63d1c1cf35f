"""The archive around the text: its styles, its page, header and footer, and what it says of itself."""

from datetime import UTC
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Archive
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from synthesis.composer.document import Document
from synthesis.formats.archive import legible
from synthesis.formats.look import PLAIN, Look
from synthesis.formats.word.texts import element, run

_STYLES = Path(__file__).with_name("styles.xml")
_BULLET = "•"
_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_USELESS = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML, _EFFECTS)


def empty(document: Document, look: Look) -> Archive:
    """Make an archive without a text yet, in the language of the document and dated as its data."""
    archive = docx.Document()
    _drop_what_the_library_adds(archive)
    _set_styles(archive, document, look)
    _set_page(archive, document)
    _describe(archive, document)
    return archive


def _drop_what_the_library_adds(archive: Archive) -> None:
    for rels in (archive.part.package.rels, archive.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in _USELESS]:
            rels.pop(key)


def _set_styles(archive: Archive, document: Document, look: Look) -> None:
    ours, theirs = (colour[1:].upper().encode() for colour in (PLAIN.accent, look.ink))
    styles, own = archive.styles.element, parse_xml(_STYLES.read_bytes().replace(ours, theirs))
    styles[:] = list(own)
    language = _language(document)
    for made in (*styles.iter(qn("w:lang")), *archive.settings.element.iter(qn("w:themeFontLang"))):
        made.set(qn("w:val"), language)
    numbering = archive.part.numbering_part.element
    numbering[:] = [_bullets(), _list_of_bullets()]


def _bullets() -> BaseOxmlElement:
    made, level = element("abstractNum", abstractNumId="0"), element("lvl", ilvl="0")
    properties = element("pPr")
    properties.append(element("ind", left="397", hanging="284"))
    level.extend(
        [element("start", val="1"), element("numFmt", val="bullet"), element("lvlText", val=_BULLET), properties]
    )
    made.append(level)
    return made


def _list_of_bullets() -> BaseOxmlElement:
    made = element("num", numId="1")
    made.append(element("abstractNumId", val="0"))
    return made


def _set_page(archive: Archive, document: Document) -> None:
    (section,) = archive.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(24)
    (line,) = section.footer.paragraphs
    line.style = archive.styles["footer"]
    label = document.label("page")
    line._p.extend([run(document.title), _tab(), run(f"{label}\u00a0"), _field("PAGE")])  # noqa: SLF001 (its node)
    if document.notice:
        (top,) = section.header.paragraphs
        top.style = archive.styles["header"]
        top.add_run(legible(document.notice))


def picture(archive: Archive, look: Look, organiser: str) -> BaseOxmlElement:
    """Make a stretch that holds the logo, with what it says for those who do not see it."""
    inline = archive.part.new_pic_inline(BytesIO(look.logo), height=Mm(16))
    inline.docPr.set("descr", legible(look.logo_alt or organiser))
    made, drawing = element("r"), element("drawing")
    drawing.append(inline)
    made.append(drawing)
    return made


def _tab() -> BaseOxmlElement:
    made = element("r")
    made.append(element("tab"))
    return made


def _field(instruction: str) -> BaseOxmlElement:
    made = element("fldSimple", instr=instruction)
    made.append(run("1"))
    return made


def _describe(archive: Archive, document: Document) -> None:
    said = archive.core_properties
    taken = document.taken_at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    said.title, said.author = _short(document.title), _short(document.organiser)
    said.subject, said.last_modified_by = _short(document.subtitle), _short(document.organiser)
    said.language, said.comments, said.keywords = _language(document), "", ""
    said.created = said.modified = taken
    said.revision = 1


def _short(text: str) -> str:
    """Keep within what the properties of an archive may hold."""
    return legible(text)[:255]


def _language(document: Document) -> str:
    return {"fr": "fr-FR", "en": "en-GB"}[document.language]
