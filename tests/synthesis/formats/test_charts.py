import xml.etree.ElementTree as ET

from synthesis.composer.document import ProposalBlock
from synthesis.formats.charts import vote_bars
from tests.synthesis.formats.documents import hostile_corpus, made

SVG = "{http://www.w3.org/2000/svg}"


def block() -> ProposalBlock:
    blocks = [block for section in made().document.walk() for block in section.blocks]
    return next(block for block in blocks if isinstance(block, ProposalBlock) and block.ref == "P1")


def test_the_numbers_are_written_as_text() -> None:
    drawing = ET.fromstring(vote_bars(block()))
    assert [text.text for text in drawing.iter(f"{SVG}text")] == [
        "Pour",
        "80 · 89\u00a0%",
        "Mitigé",
        "4 · 4\u00a0%",
        "Contre",
        "6 · 7\u00a0%",
    ]


def test_the_bars_are_on_one_scale() -> None:
    widths = [float(bar.attrib["width"]) for bar in ET.fromstring(vote_bars(block())).iter(f"{SVG}rect")][1::2]
    assert widths[0] / widths[2] > 13
    assert widths[0] < 240


def test_a_drawing_has_a_title_and_a_description() -> None:
    drawing = ET.fromstring(vote_bars(block()))
    assert drawing.findtext(f"{SVG}title") == "Fibrer chaque commune"
    assert "80 pour" in (drawing.findtext(f"{SVG}desc") or "")


def test_markup_in_a_title_stays_text() -> None:
    blocks = [block for section in made(hostile_corpus()).document.walk() for block in section.blocks]
    drawings = [ET.fromstring(vote_bars(one)) for one in blocks if isinstance(one, ProposalBlock)]
    assert drawings
    assert not [one for drawing in drawings for one in drawing.iter(f"{SVG}script")]
