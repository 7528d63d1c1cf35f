from io import BytesIO

import pikepdf
import pytest

from synthesis.formats import pdf
from tests.factories.corpora import corpus, proposal
from tests.synthesis.formats.documents import SITE, hostile_corpus, made


@pytest.fixture(scope="module")
def opened() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf.render(made().document, SITE)))


def test_it_declares_the_two_standards_it_follows(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["pdfuaid:part"] == "1"


def test_it_is_tagged_titled_and_in_french(opened: pikepdf.Pdf) -> None:
    assert str(opened.Root.Lang) == "fr"
    assert opened.Root.MarkInfo.Marked
    assert str(opened.docinfo["/Title"]).startswith("Synthèse de la consultation")


def test_its_date_is_that_of_the_data(opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20260401")


def test_headings_tables_quotes_and_figures_are_in_its_structure(opened: pikepdf.Pdf) -> None:
    kinds = structure(opened.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure", "/Link", "/L"} <= kinds


def test_each_text_is_a_paragraph_of_its_structure(opened: pikepdf.Pdf) -> None:
    inside = {kind: parents(opened.Root.StructTreeRoot, kind) for kind in ("/Quote", "/Strong", "/Link", "/P")}
    assert inside["/Quote"] == {"/P"}
    assert inside["/Strong"] <= {"/P", "/Link"}
    assert inside["/Link"] <= {"/P", "/H3", "/Reference"}
    assert inside["/P"] <= {"/Document", "/LBody", "/Div"}


def test_charts_have_an_alternative_text(opened: pikepdf.Pdf) -> None:
    texts = alternatives(opened.Root.StructTreeRoot)
    assert any("dont 89" in text and "pour" in text for text in texts)


def test_contributions_are_linked_to_the_site(opened: pikepdf.Pdf) -> None:
    notes = [note for page in opened.pages for note in page.get("/Annots", [])]
    links = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
    assert f"{SITE}/propositions/1-proposition" in links


def test_the_brief_holds_in_two_pages(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "En bref"
    assert brief_pages(opened) <= 2


def test_markup_in_texts_stays_text() -> None:
    assert pdf.render(made(hostile_corpus()).document, SITE).startswith(b"%PDF")


def test_signs_the_font_lacks_are_replaced_by_their_code() -> None:
    assert pdf.printable("fibre 😀 中") == ("fibre [U+1F600] [U+4E2D]", True)


@pytest.mark.parametrize("sign", ["→", "•", "α", "²", "★"])
def test_a_sign_the_font_holds_is_printed_as_it_is(sign: str) -> None:
    assert pdf.printable(sign) == (sign, False)


def test_signs_nobody_sees_are_replaced_by_their_code() -> None:
    assert pdf.printable("a\u202eb\u2028c\u200bd") == ("a[U+202E]b[U+2028]c[U+200B]d", True)


def test_french_needs_no_replacement() -> None:
    text = "« Œuvre » : n° 1 – déjà… ça coûte 3 € ; où ? l’été à 90 % !"
    assert pdf.printable(text) == (text, False)


@pytest.mark.parametrize("text", ["a" * 20_000, "TOUT EN CAPITALES " * 50, "\n\n\n", "x"])
def test_any_text_gives_a_file(text: str) -> None:
    assert pdf.render(made(corpus(proposal(1, text, text[:200].strip() or "Titre"))).document)


def structure(node: pikepdf.Object) -> set[str]:
    return {str(one.S) for one in nodes(node) if "/S" in one}


def parents(node: pikepdf.Object, kind: str) -> set[str]:
    """List what the nodes of a kind stand in."""
    return {str(one.P.S) for one in nodes(node) if str(one.get("/S", "")) == kind}


def alternatives(node: pikepdf.Object) -> list[str]:
    return [str(one.Alt) for one in nodes(node) if "/Alt" in one]


def nodes(node: pikepdf.Object) -> list[pikepdf.Dictionary]:
    waiting, found = [node], []
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary):
            found.append(one)
            waiting.extend([one.K] if "/K" in one else [])
    return found


def brief_pages(opened: pikepdf.Pdf) -> int:
    """Count the pages before the one that the second entry of the outline leads to."""
    with opened.open_outline() as outline:
        target = outline.root[1].destination
    numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages)}
    return numbers[target[0].objgen]
