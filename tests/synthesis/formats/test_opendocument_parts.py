import pytest
from odfdo import Link, Paragraph, Span

from synthesis.formats.opendocument.texts import LINK, bookmark, element, header, link, paragraph, span


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "   ",
        "La fibre.",
        " (",
        "  deux devant, deux derrière  ",
        "au  milieu,   trois",
        "une ligne\n\nune autre\tloin ",
        "fin de ligne \n  début",
        "«\u00a0mots\u00a0» & <balises>",
    ],
)
def test_a_text_is_written_as_the_library_writes_it(text: str) -> None:
    assert paragraph(text, "Small").serialize() == Paragraph(text, style="Small").serialize()
    assert span(text).serialize() == Span(text).serialize()


def test_a_link_leads_to_its_address_and_reads_as_a_link() -> None:
    assert link("#P1", "P1").serialize() == Link(url="#P1", text="P1", style=LINK).serialize()


def test_a_title_has_its_level_and_a_place_its_name() -> None:
    title = header(2)
    title.append(bookmark("theme-1"))
    assert title.get_attribute("text:outline-level") == "2"
    assert title.get_elements("text:bookmark")[0].get_attribute("text:name") == "theme-1"


def test_a_sign_xml_cannot_hold_is_replaced() -> None:
    assert paragraph("un\x00deux").text == "un\ufffddeux"
    assert link("#A1", "A\x0b1").text == "A\ufffd1"


def test_a_node_declares_nothing_but_what_the_archive_declares() -> None:
    made = element("table:table-cell", {"office:value-type": "string"})
    assert made.serialize() == '<table:table-cell office:value-type="string"/>'
    with pytest.raises(KeyError):
        element("draw:frame")
