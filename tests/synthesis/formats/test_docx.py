from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Archive
from docx.oxml.ns import qn

from synthesis.formats import docx
from tests.synthesis.formats.documents import ATTACKS, SITE, by_hand, hostile_corpus, made


@pytest.fixture(scope="module")
def raw() -> bytes:
    return docx.render(made().document, SITE)


@pytest.fixture(scope="module")
def opened(raw: bytes) -> Archive:
    return Document(BytesIO(raw))


def test_headings_are_real_ones_and_none_skips_a_level(opened: Archive) -> None:
    styles = [line.style.name for line in opened.paragraphs if line.style]
    levels = [int(name.removeprefix("Heading ")) for name in styles if name.startswith("Heading ")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_its_title_date_and_language_are_those_of_the_document(opened: Archive) -> None:
    said = opened.core_properties
    assert said.title.startswith("Synthèse de la consultation")
    assert (said.language, said.created.isoformat()[:19]) == ("fr-FR", "2026-04-01T20:00:00")
    languages = {made.get(qn("w:val")) for made in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}


def test_every_date_is_fixed_and_no_macro_nor_picture_is_inside(raw: bytes) -> None:
    archive = ZipFile(BytesIO(raw))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert [name for name in archive.namelist() if name.endswith((".bin", ".jpeg", ".png"))] == []


def test_every_table_has_a_first_row_of_headings_and_says_what_it_holds(opened: Archive) -> None:
    for table in opened.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        (described,) = table._tbl.xpath("./w:tblPr/w:tblDescription")
        assert described.get(qn("w:val"))


def test_contributions_are_linked_to_the_site(opened: Archive) -> None:
    targets = {rel.target_ref for rel in opened.part.rels.values() if rel.is_external}
    assert f"{SITE}/propositions/1-proposition" in targets


def test_every_link_inside_leads_to_a_place_that_exists_once(opened: Archive) -> None:
    body = opened.element.body
    places = [made.get(qn("w:name")) for made in body.iter(qn("w:bookmarkStart"))]
    anchors = {made.get(qn("w:anchor")) for made in body.iter(qn("w:hyperlink"))} - {None}
    assert len(places) == len(set(places))
    assert anchors
    assert anchors <= set(places)


def test_bookmarks_are_numbered_so_that_no_two_are_alike(opened: Archive) -> None:
    body = opened.element.body
    starts = [made.get(qn("w:id")) for made in body.iter(qn("w:bookmarkStart"))]
    assert starts == [made.get(qn("w:id")) for made in body.iter(qn("w:bookmarkEnd"))]
    assert len(starts) == len(set(starts))


def test_without_a_site_references_lead_to_the_annex() -> None:
    archive = Document(BytesIO(docx.render(made().document)))
    assert not any(rel.is_external for rel in archive.part.rels.values())
    assert any(made.get(qn("w:anchor")) == "P1" for made in archive.element.body.iter(qn("w:hyperlink")))


def test_handwritten_text_is_marked(opened: Archive) -> None:
    text = "".join(line.text for line in opened.paragraphs)
    assert text.count("[rédigé par le secrétariat]") == 2
    inside = Document(BytesIO(docx.render(by_hand())))
    assert "".join(line.text for line in inside.paragraphs).count("[rédigé par le secrétariat]") == 2


def test_markup_in_texts_stays_text() -> None:
    archive = Document(BytesIO(docx.render(made(hostile_corpus()).document, SITE)))
    text = "\n".join(line.text for line in archive.paragraphs)
    assert ATTACKS[2] in text
    assert archive.element.body.xpath("//w:instrText | //w:object") == []


def test_what_is_fictitious_says_so_on_every_page() -> None:
    archive = Document(BytesIO(docx.render(made(hostile_corpus()).document, SITE)))
    assert archive.sections[0].header.paragraphs[0].text == "Données fictives"
