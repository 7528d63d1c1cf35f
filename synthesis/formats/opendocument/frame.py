"""The archive around the text: our styles in place of the library's, its page, and what it says of itself."""

from datetime import UTC
from pathlib import Path

from odfdo import Document as Archive
from odfdo import Element, Paragraph, XmlPart

from synthesis.composer.document import Document
from synthesis.formats.archive import legible
from synthesis.formats.look import PLAIN, Look

_STYLES = Path(__file__).with_name("styles.xml")
_COUNTRIES = {"fr": "FR", "en": "GB"}
_AUTOMATIC = """
<style:style style:name="Grid" style:family="table"><style:table-properties style:width="16cm"
 table:align="margins" table:border-model="collapsing"/></style:style>
<style:style style:name="Words" style:family="table-column"><style:table-column-properties
 style:rel-column-width="5*"/></style:style>
<style:style style:name="Numbers" style:family="table-column"><style:table-column-properties
 style:rel-column-width="2*"/></style:style>
<style:style style:name="Row" style:family="table-row"><style:table-row-properties
 fo:keep-together="always"/></style:style>
<style:style style:name="Plain" style:family="table-cell"><style:table-cell-properties
 fo:padding="0.08cm" fo:border-bottom="0.5pt solid #d8d1c2"/></style:style>
<style:style style:name="Top" style:family="table-cell"><style:table-cell-properties
 fo:padding="0.08cm" fo:border-bottom="1pt solid #000000"/></style:style>
"""


def empty(document: Document, look: Look) -> Archive:
    """Make an archive without a text yet, in the language of the document and dated as its data."""
    archive = Archive("text")
    archive.body.clear()
    styles = _STYLES.read_text("utf-8").replace("LANGUAGE", document.language).replace(PLAIN.accent, look.ink)
    if archive.container is None:
        raise TypeError("odfdo gave no archive")
    archive.container.set_part("styles.xml", styles.replace("COUNTRY", _COUNTRIES[document.language]).encode())
    if look.logo:
        _hold(archive, f"Pictures/{look.logo_name}", look)
    automatic = _element(archive, "content.xml", "//office:automatic-styles")
    for made in _AUTOMATIC.strip().split("</style:style>\n"):
        automatic.append(Element.from_tag(made.removesuffix("</style:style>") + "</style:style>"))
    if document.notice:
        _head(archive, document.notice)
    _describe(archive, document)
    return archive


def _hold(archive: Archive, name: str, look: Look) -> None:
    """Put the logo in the archive, and name it in its manifest."""
    if archive.container is not None:
        archive.container.set_part(name, look.logo)
    archive.manifest.add_full_path(name, look.logo_type)


def _head(archive: Archive, notice: str) -> None:
    """Put the notice at the top of every page."""
    page = _element(archive, "styles.xml", "//style:master-page")
    header = Element.from_tag("style:header")
    header.append(Paragraph(legible(notice), style="Header"))
    page.insert(header, position=0)


def _element(archive: Archive, name: str, path: str) -> Element:
    part = archive.get_part(name)
    found = part.get_element(path) if isinstance(part, XmlPart) else None
    if not isinstance(found, Element):
        raise TypeError(f"no {path} in {name}")
    return found


def _describe(archive: Archive, document: Document) -> None:
    archive.meta.title = legible(document.title)
    archive.meta.subject = legible(document.subtitle)
    archive.meta.language = f"{document.language}-{_COUNTRIES[document.language]}"
    taken = document.taken_at.astimezone(UTC).replace(microsecond=0)
    archive.meta.set_creation_date(taken)
    archive.meta.set_modification_date(taken)
    archive.meta.set_initial_creator(legible(document.organiser))
    archive.meta.set_creator(legible(document.organiser))
    archive.meta.set_generator("Consult")
