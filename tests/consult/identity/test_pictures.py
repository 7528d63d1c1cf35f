import io

import pytest
from PIL import Image

from consult.identity.pictures import HEAVIEST_BYTES, SERVED_BYTES, draw_again
from consult.kit.errors import Invalid
from tests.factories.pictures import SIGNATURE, announced, noise, picture, with_words

UNSOUND = {
    "words": b"<script>alert(1)</script>",
    "nothing": b"",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "gif": b"GIF89a\x01\x00\x01\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;",
    "half": picture()[:60],
    "signature": SIGNATURE,
    "pdf": b"%PDF-1.7\n",
    "webp": picture("WEBP"),
    "bmp": picture("BMP"),
}


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("kind", "mimetype"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_keeps_its_kind(kind, mimetype):
    assert draw_again(picture(kind)).mimetype == mimetype


@pytest.mark.parametrize(
    ("size", "shown"),
    [((600, 200), (168, 56)), ((4000, 200), (240, 12)), ((100, 40), (50, 20)), ((300, 3000), (6, 56))],
)
def test_a_picture_is_shown_within_the_masthead(size, shown):
    drawn = draw_again(picture(size=size))
    assert (drawn.width, drawn.height) == shown


def test_a_picture_has_two_pixels_for_one_shown():
    drawn = draw_again(picture(size=(1200, 400)))
    assert opened(drawn.content).size == (drawn.width * 2, drawn.height * 2)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "RGB", "1"])
def test_a_picture_of_any_mode_is_drawn(mode):
    assert opened(draw_again(picture(mode=mode)).content).format == "PNG"


def test_what_is_transparent_stays_so():
    content = draw_again(picture(mode="RGBA")).content
    assert opened(content).convert("RGBA").getpixel((5, 5))[3] == 128


def test_a_photograph_lying_on_its_side_is_set_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    drawn = draw_again(picture("JPEG", size=(400, 100), exif=turned))
    assert drawn.width < drawn.height


def test_the_words_hidden_in_a_picture_are_not_kept():
    content = draw_again(with_words("secret de fabrication")).content
    assert b"secret" not in content


def test_where_a_photograph_was_taken_is_not_kept():
    place = Image.Exif()
    place[0x010E] = "Chez Mme Martin"
    assert b"Martin" not in draw_again(picture("JPEG", exif=place)).content


def test_a_photograph_is_light():
    assert len(draw_again(noise(size=(480, 60), kind="JPEG")).content) <= SERVED_BYTES


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_no_picture_is_refused(name):
    with pytest.raises(Invalid, match="PNG ou JPEG") as refusal:
        draw_again(UNSOUND[name])
    assert refusal.value.field == "logo"


@pytest.mark.parametrize("sides", [(30_000, 30_000), (100_000, 200), (2_000_000_000, 1)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read(sides):
    with pytest.raises(Invalid):
        draw_again(announced(*sides))


def test_a_file_too_heavy_is_refused_before_it_is_opened():
    with pytest.raises(Invalid, match="2 Mo"):
        draw_again(picture() + b"\0" * HEAVIEST_BYTES)


@pytest.mark.parametrize(
    ("orientation", "shown"),
    [(1, (168, 56)), (3, (168, 56)), (6, (18, 56)), (8, (18, 56))],
    ids=["upright", "upside down", "turned right", "turned left"],
)
def test_a_photograph_is_turned_as_the_telephone_held_it(orientation, shown):
    held = Image.Exif()
    held[0x0112] = orientation
    drawn = draw_again(picture("JPEG", size=(600, 200), exif=held))
    assert (drawn.width, drawn.height) == shown


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (3, 2)])
def test_the_smallest_logo_is_still_a_pixel_high_and_wide(size):
    drawn = draw_again(picture(size=size))
    assert min(drawn.width, drawn.height) >= 1
    assert min(opened(drawn.content).size) >= 1


def test_a_small_logo_is_never_made_larger_than_it_was():
    assert opened(draw_again(picture(size=(40, 20))).content).size == (40, 20)


def test_the_same_file_gives_the_same_logo():
    assert draw_again(picture()) == draw_again(picture())


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "I;16"), ("PNG", "LA"), ("JPEG", "CMYK"), ("JPEG", "L")])
def test_a_picture_made_for_printing_is_drawn_for_screens(kind, mode):
    buffer = io.BytesIO()
    Image.new(mode, (60, 20)).save(buffer, kind)
    assert opened(draw_again(buffer.getvalue()).content).mode in {"RGB", "RGBA"}
