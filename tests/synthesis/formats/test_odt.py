import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from odfdo import Document

from synthesis.formats import odt
from tests.synthesis.formats.documents import SITE, by_hand, hostile_corpus, made


def content(raw: bytes) -> str:
    return ZipFile(BytesIO(raw)).read("content.xml").decode()


@pytest.fixture(scope="module")
def raw() -> bytes:
    return odt.render(made().document, SITE)


def test_it_opens_as_a_text(raw: bytes) -> None:
    assert Document(BytesIO(raw)).mimetype == "application/vnd.oasis.opendocument.text"


def test_the_first_file_says_the_type_uncompressed(raw: bytes) -> None:
    first = ZipFile(BytesIO(raw)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_every_date_is_fixed(raw: bytes) -> None:
    archive = ZipFile(BytesIO(raw))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "2026-04-01T20:00:00" in archive.read("meta.xml").decode()


def test_headings_follow_the_document(raw: bytes) -> None:
    headings = [(int(header.level), str(header).strip()) for header in Document(BytesIO(raw)).body.headers]
    assert (1, "En bref") in headings
    assert (2, "Ce qui divise le plus") in headings


def test_a_table_has_its_headings_repeated_on_each_page(raw: bytes) -> None:
    assert "<table:table-header-rows>" in content(raw)


def test_contributions_are_linked_to_the_site(raw: bytes) -> None:
    assert f'xlink:href="{SITE}/propositions/1-proposition"' in content(raw)


def test_without_a_site_references_lead_to_the_annex() -> None:
    written = content(odt.render(made().document))
    assert "https://participer" not in written
    assert 'xlink:href="#P1"' in written


def test_every_link_inside_leads_to_a_place_that_exists_once(raw: bytes) -> None:
    written = content(raw)
    places = re.findall(r'<text:bookmark text:name="([^"]+)"', written)
    assert len(places) == len(set(places))
    assert set(re.findall(r'xlink:href="#([^"]+)"', written)) <= set(places)


def test_every_style_that_is_named_exists(raw: bytes) -> None:
    written, styles = content(raw), ZipFile(BytesIO(raw)).read("styles.xml").decode()
    named = set(re.findall(r'(?:text|table):style-name="([^"]+)"', written))
    assert named <= set(re.findall(r'style:name="([^"]+)"', styles + written))


def test_its_language_is_french_and_chapters_are_numbered_once(raw: bytes) -> None:
    styles = ZipFile(BytesIO(raw)).read("styles.xml").decode()
    assert 'fo:language="fr" fo:country="FR"' in styles
    assert "outline-style" not in styles


def test_what_is_fictitious_says_so_on_every_page() -> None:
    styles = ZipFile(BytesIO(odt.render(made(hostile_corpus()).document))).read("styles.xml").decode()
    assert re.search(r"<style:header>.*Données fictives", styles, re.DOTALL)


def test_handwritten_text_is_marked(raw: bytes) -> None:
    assert content(raw).count("[rédigé par le secrétariat]") == 2
    assert content(odt.render(by_hand())).count("[rédigé par le secrétariat]") == 2


def test_markup_in_texts_stays_text() -> None:
    document = Document(BytesIO(odt.render(made(hostile_corpus()).document, SITE)))
    text = document.get_formatted_text()
    assert "<script>alert(1)</script>" in text
    assert "]]>" in text
