"""The formats are one document: the same sentences and the same numbers in each."""

import json
from dataclasses import replace
from functools import cache
from html import unescape
from io import BytesIO
from re import sub
from zipfile import ZipFile

import pytest

from synthesis.composer.document import Document, ProposalBlock, Table
from synthesis.formats import csv, docx, html, odt
from synthesis.formats import json as tree
from synthesis.formats.archive import legible
from tests.factories.corpora import lively_corpus
from tests.synthesis.formats.documents import SITE, hostile_corpus, made


@cache
def document(*, hostile: bool) -> Document:
    return made(hostile_corpus() if hostile else None).document


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts_of_page(whole: Document) -> str:
    return squeezed(unescape(sub(r"<[^>]+>", " ", html.render(whole, SITE).decode())))


def texts_of_odt(whole: Document) -> str:
    content = ZipFile(BytesIO(odt.render(whole, SITE))).read("content.xml").decode()
    spaced = content.replace("<text:tab/>", "\t").replace("<text:line-break/>", "\n")
    return squeezed(unescape(sub(r"<[^>]+>", "", spaced)))


def texts_of_docx(whole: Document) -> str:
    content = ZipFile(BytesIO(docx.render(whole, SITE))).read("word/document.xml").decode()
    return squeezed(unescape(sub(r"<[^>]+>", "", content.replace("<w:br/>", "\n"))))


WRITTEN = {"html": texts_of_page, "odt": texts_of_odt, "docx": texts_of_docx}


@pytest.mark.parametrize("hostile", [False, True])
@pytest.mark.parametrize("kind", WRITTEN)
def test_every_sentence_is_in_the_file_as_it_was_composed(kind: str, *, hostile: bool) -> None:
    whole = document(hostile=hostile)
    written = WRITTEN[kind](whole)
    told = [squeezed(claim.text if kind == "html" else legible(claim.text)) for claim in whole.claims()]
    assert [text for text in told if text not in written] == []


@pytest.mark.parametrize("kind", WRITTEN)
def test_marks_inside_a_quote_are_those_of_the_second_rank(kind: str) -> None:
    said = "Les guichets «\u00a0ouverts\u00a0» deux heures par semaine ne rendent plus service à personne."
    whole = lively_corpus()
    arguments = (whole.arguments[0], replace(whole.arguments[1], text=said), whole.arguments[2])
    written = WRITTEN[kind](made(replace(whole, arguments=arguments)).document)
    assert written.count("“ouverts”") >= 2
    assert "«ouverts»" not in written


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_cell_and_every_bar_is_in_the_file(kind: str) -> None:
    whole = document(hostile=False)
    written = WRITTEN[kind](whole)
    blocks = [block for section in whole.walk() for block in section.blocks]
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]
    cells += [bar.share for block in blocks if isinstance(block, ProposalBlock) for bar in block.bars]
    assert [cell for cell in cells if squeezed(cell) not in written] == []


def test_json_holds_the_sentences_and_figures_of_the_document() -> None:
    whole = document(hostile=True)
    found = json.loads(tree.render(whole))["document"]
    assert {row["name"]: row["value"] for row in found["figures"]} == {
        row.name: row.value for row in whole.figures
    }
    raw = json.dumps(found, ensure_ascii=False)
    assert all(json.dumps(claim.text, ensure_ascii=False) in raw for claim in whole.claims())


def test_the_table_of_contributions_has_a_line_for_each() -> None:
    one = made(hostile_corpus())
    lines = csv.render(one.corpus, one.document).decode("utf-8-sig")
    assert all(f"\n{ref};" in lines for ref in one.corpus.by_ref)
