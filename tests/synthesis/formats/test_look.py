"""The region's colour and logo in the files, and beside them."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from synthesis import dossier
from synthesis.dossier import LOOK, differences, files, write_folder
from synthesis.formats.look import PLAIN, Look, UnreadableLookError, look_from_json, look_to_json
from tests.factories.corpora import corpus, proposal
from tests.factories.pictures import picture

WORN = Look("#8a1f5b", picture("PNG", (300, 100)), "image/png", "La région")


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return files(dossier.build(corpus(proposal(1)), look=WORN), dossier.FORMATS)


def test_a_look_is_read_as_it_was_written() -> None:
    assert look_from_json(look_to_json(WORN)) == WORN
    assert look_from_json(look_to_json(PLAIN)) == PLAIN


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b'{"accent": "red", "logo": "", "type": "", "alt": ""}', look_to_json(Look(logo=b"x"))],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableLookError):
        look_from_json(content)


def test_the_pdf_shows_the_logo_with_what_it_says(written: dict[str, bytes]) -> None:
    opened = pikepdf.open(BytesIO(written["synthese.pdf"]))
    kinds = [str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert "La région" in kinds
    assert len(opened.pages[0].get_images()) == 1


def test_the_texts_to_carry_on_with_hold_the_colour_and_the_logo(written: dict[str, bytes]) -> None:
    odt, docx = (ZipFile(BytesIO(written[name])) for name in ("synthese.odt", "synthese.docx"))
    assert b"#8a1f5b" in odt.read("styles.xml")
    assert odt.read("Pictures/logo.png") == WORN.logo
    assert b"Pictures/logo.png" in odt.read("META-INF/manifest.xml")
    assert b"8A1F5B" in docx.read("word/styles.xml")
    assert 'descr="La région"' in docx.read("word/document.xml").decode()


def test_the_page_wears_the_colour_and_needs_no_other_file(written: dict[str, bytes]) -> None:
    assert b"--accent-on-light: #8a1f5b" in written["synthese.css"]
    assert 'src="data:image/png;base64,' in written["synthese.html"].decode()


def test_a_colour_too_light_for_paper_is_darkened() -> None:
    assert Look("#ffe08a").ink != "#ffe08a"


def test_the_dossier_is_verified_with_its_look_and_one_changed_since_is_found_out(tmp_path: Path) -> None:
    write_folder(dossier.build(corpus(proposal(1)), look=WORN), tmp_path / "out", ["html", "odt", "docx"])
    assert differences(tmp_path / "out") == []
    (tmp_path / "out" / LOOK).write_bytes(look_to_json(Look("#114488")))
    assert {"synthese.css", "synthese.odt", "synthese.docx"} <= set(differences(tmp_path / "out"))


def test_without_a_look_no_file_speaks_of_one() -> None:
    assert LOOK not in files(dossier.build(corpus(proposal(1))), ["html"])
