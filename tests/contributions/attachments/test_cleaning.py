"""A file joined to a text says no more than what one sees of it; one made to harm is refused in a word."""

import gzip
import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from contributions.attachments.cleaning import (
    BROKEN,
    ENCRYPTED,
    JPEG,
    LONGEST_SIDE_KEPT,
    PDF,
    PIXELS,
    PNG,
    UNKNOWN,
    RefusedError,
    clean,
)
from tests.factories.files import AUTHOR, make_jpeg, make_pdf, make_png, make_vast_png


def image_in(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def cleaned_pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(clean(make_pdf())[1]))


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 10_000_000)
    return packed.getvalue()


# --- images ---------------------------------------------------------------------------


def test_a_photograph_no_longer_says_where_or_by_whom_it_was_taken():
    taken = make_jpeg()
    assert AUTHOR.encode() in taken
    kind, content = clean(taken)
    assert (kind, AUTHOR.encode() in content) == (JPEG, False)
    assert dict(image_in(content).getexif()) == {}
    assert "comment" not in image_in(content).info


def test_a_photograph_taken_sideways_stands_upright():
    turned = image_in(clean(make_jpeg((60, 40), orientation=6))[1])
    assert turned.size == (40, 60)
    red, green, _blue = turned.getpixel((20, 10))
    assert red > 150 > green


@pytest.mark.parametrize(("mode", "kept"), [("RGB", "RGB"), ("L", "L"), ("CMYK", "RGB")])
def test_a_photograph_keeps_its_colours(mode, kept):
    assert image_in(clean(make_jpeg(mode=mode))[1]).mode == kept


@pytest.mark.parametrize(
    ("mode", "kept"), [("RGBA", "RGBA"), ("L", "L"), ("1", "RGB"), ("P", "RGBA"), ("I;16", "RGB")]
)
def test_a_drawing_keeps_what_one_sees_of_it(mode, kept):
    kind, content = clean(make_png(mode=mode))
    assert (kind, image_in(content).mode) == (PNG, kept)


def test_a_large_image_is_made_smaller_in_its_proportions():
    assert image_in(clean(make_png((4_800, 1_200), "L"))[1]).size == (LONGEST_SIDE_KEPT, 600)


def test_the_same_image_gives_the_same_bytes():
    assert clean(make_jpeg()) == clean(make_jpeg())


@pytest.mark.parametrize("size", [(30_000, 30_000), (30_000, 10), (8_000, 8_000), (12_000, 12_000)])
def test_an_image_of_too_many_pixels_is_refused_before_it_is_read(size):
    bomb = make_vast_png(*size)
    assert len(bomb) < 10_000
    with pytest.raises(RefusedError, match=PIXELS):
        clean(bomb)


@pytest.mark.parametrize("made", [make_jpeg, make_png, make_pdf])
def test_what_follows_a_file_does_not_come_with_it(made):
    assert b"<script>" not in clean(made() + b"<script>alert(1)</script>")[1]


# --- PDF ------------------------------------------------------------------------------


def test_a_document_no_longer_says_who_wrote_it():
    kind, content = clean(make_pdf())
    assert (kind, AUTHOR.encode() in content) == (PDF, False)
    with cleaned_pdf() as pdf:
        assert dict(pdf.docinfo) == {}
        assert "/Metadata" not in pdf.Root


def test_a_document_opens_without_running_anything():
    with cleaned_pdf() as pdf:
        assert "/OpenAction" not in pdf.Root
        assert b"JavaScript" not in pdf.Root.unparse(resolved=True)


def test_a_document_carries_no_other_file():
    with cleaned_pdf() as pdf:
        assert list(pdf.attachments) == []


def test_a_document_keeps_its_pages_and_its_links_to_the_web_alone():
    content = clean(make_pdf(pages=3))[1]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 3
        actions = [str(one.A.URI) if "/A" in one else "" for one in pdf.pages[0].Annots]
    assert actions == ["https://exemple.fr/", "", ""]


def test_what_a_document_does_at_each_page_is_taken_out():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pikepdf.String("<xdp/>"))
    written = io.BytesIO()
    pdf.save(written)
    with pikepdf.open(io.BytesIO(clean(written.getvalue())[1])) as again:
        assert "/AA" not in again.pages[0].obj
        assert list(again.Root.AcroForm.keys()) == ["/Fields"]


def test_the_same_document_gives_the_same_bytes():
    document = make_pdf()
    assert clean(document) == clean(document)


def test_a_document_no_longer_says_which_file_it_was():
    ids = []
    for number in range(2):
        pdf, written = pikepdf.new(), io.BytesIO()
        pdf.add_blank_page()
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(f"original {number}"), pikepdf.String("x")])
        pdf.save(written)
        with pikepdf.open(io.BytesIO(clean(written.getvalue())[1])) as again:
            ids.append([bytes(one) for one in again.trailer.ID])
    assert ids[0] == ids[1]


def test_a_cleaned_document_is_clean():
    once = clean(make_pdf())[1]
    assert clean(once)[1] == once


def test_a_document_with_a_password_is_refused():
    with pytest.raises(RefusedError, match=ENCRYPTED):
        clean(make_pdf(password="secret"))


def test_a_document_locked_against_changes_is_refused():
    pdf, written = pikepdf.open(io.BytesIO(make_pdf())), io.BytesIO()
    pdf.save(written, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(RefusedError, match=ENCRYPTED):
        clean(written.getvalue())


# --- what is none of these ----------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        gzip.compress(b"\0" * 1_000_000),
        zipped(),
    ],
    ids=["empty", "program", "svg", "page", "gif", "webp", "gzip bomb", "zip bomb"],
)
def test_a_file_is_known_by_what_it_holds(content):
    with pytest.raises(RefusedError, match=UNKNOWN):
        clean(content)


@pytest.mark.parametrize("made", [make_jpeg, make_png, make_pdf])
@pytest.mark.parametrize("part", [0.05, 0.3, 0.6])
def test_a_file_cut_short_is_refused_or_mended_never_a_fault(made, part):
    whole = made()
    cut = whole[: max(9, int(len(whole) * part))]
    if made is make_pdf:
        assert verdict(cut) in {BROKEN, PDF}
    else:
        assert verdict(cut) == BROKEN


def verdict(content: bytes) -> str:
    try:
        return clean(content)[0]
    except RefusedError as refusal:
        return str(refusal)


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_only_begins_well_is_refused(start):
    with pytest.raises(RefusedError, match=BROKEN):
        clean(start + b"<script>alert(1)</script>" * 40)
