"""Reading the records of any format."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kit.errors import Invalid
from consult.kit.tables import Line
from consult.kit.text.markdown import normalise_typed, plain, render
from contributions.imports.reading import Reading, heading, known, markdown_from_text, moment, number, title
from contributions.imports.rows import BroughtText
from contributions.models import Kind


def line(**values: str):
    return Line(7, values)


@pytest.fixture(autouse=True)
def in_french(app):
    """Read sentences as the command line writes them."""
    with app.app_context():
        yield


# --- one value ------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("4099", 4099)])
def test_a_count_is_read(text, value):
    assert number(line(votes=text), "votes") == value


@pytest.mark.parametrize("text", ["", "-1", "1.5", "1 000", "²", "٣", "9999999999", "beaucoup"])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(Invalid, match="« votes » n’est pas un nombre".replace(" ", ".")):
        number(line(votes=text), "votes")


def test_an_instant_is_read_with_its_offset():
    found = moment(line(cree_le="2015-10-18T22:19:49+0200"), "cree_le")
    assert found == datetime(2015, 10, 18, 20, 19, 49, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "hier", "18/10/2015", "2015-10-18T22:19:49", "2015-13-40T00:00:00+0200"])
def test_a_date_without_its_hour_and_offset_is_refused(text):
    with pytest.raises(Invalid, match="n’est pas une date avec son heure"):
        moment(line(cree_le=text), "cree_le")


def test_a_title_is_put_on_one_line():
    assert title(line(titre=" Ouvrir\n les  données\u200b "), "titre") == "Ouvrir les données"


@pytest.mark.parametrize("text", ["", " \n\u200b", "x" * 301])
def test_a_title_that_is_empty_or_too_long_is_refused(text):
    with pytest.raises(Invalid, match="est vide ou trop longue"):
        title(line(titre=text), "titre")


def test_a_key_must_name_a_record_that_was_kept():
    assert known(line(de="o1"), "de", {"o1"}) == "o1"
    with pytest.raises(Invalid, match="o2"):
        known(line(de="o2"), "de", {"o1"})


# --- plain texts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "- un tiret\n- un autre",
        "1. d’abord\n2. ensuite",
        "# pas un titre",
        "> pas une citation",
        "deux * trois * quatre",
        "snake_case et _souligné_",
        "a < b, <3 et <commune>",
        "&amp; reste écrit ainsi",
        "[ceci](n’est pas un lien)",
        "    quatre espaces",
        "```\npas du code\n```",
        "titre\n====",
        "un paragraphe\n\nun autre\nsur deux lignes",
    ],
)
def test_a_plain_text_shows_as_it_was_typed(text):
    shown = plain(markdown_from_text(text))
    assert [one.strip() for one in shown.split("\n")] == [one.strip() for one in text.split("\n") if one.strip()]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120))
def test_no_word_of_a_plain_text_is_ever_lost(text):
    assert plain(markdown_from_text(text)).split() == normalise_typed(text).split()


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=x>"])
def test_tags_typed_in_a_plain_text_are_shown_never_obeyed(attack):
    html = str(render(markdown_from_text(attack)))
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "&lt;" in html


# --- keeping account ------------------------------------------------------------------


def make(record: Line):
    if record["id"] == "refused":
        raise Invalid("la colonne « id » ne convient pas.")
    return BroughtText(key=record["id"], author="c_1", text="", written_at=datetime(2015, 10, 1, tzinfo=UTC))


def read(*keys: str):
    ticks = []
    reading = Reading(lambda: ticks.append(1))
    lines = [Line(place, {"id": key}) for place, key in enumerate(keys, start=2)]
    kept = [one.key for one in reading.keep(Kind.ARGUMENT, "arguments.csv", lines, make)]
    return reading, kept, len(ticks)


def test_records_are_kept_in_order_and_each_is_ticked():
    reading, kept, ticks = read("a1", "a2")
    assert (kept, ticks, reading.left_out) == (["a1", "a2"], 2, [])


def test_a_record_that_is_refused_is_said_with_its_file_and_its_line():
    reading, kept, _ticks = read("a1", "refused", "a3")
    assert kept == ["a1", "a3"]
    (out,) = reading.left_out
    assert (out.file, out.line, out.reason) == ("arguments.csv", 3, "la colonne « id » ne convient pas.")


def test_the_second_of_two_records_of_one_key_is_left_out():
    reading, kept, _ticks = read("a1", "a1")
    assert kept == ["a1"]
    assert reading.left_out[0].line == 3


def test_all_records_are_counted_as_read():
    reading, _kept, _ticks = read("a1", "a1", "refused")
    assert reading.read == {Kind.ARGUMENT: 3}


def test_a_title_brought_from_elsewhere_has_the_apostrophes_of_print():
    assert heading(line(titre=" L'accès  d'aujourd'hui : l'un 'et' l’autre "), "titre") == (
        "L’accès d’aujourd’hui : l’un 'et' l’autre"
    )
    with pytest.raises(Invalid):
        heading(line(titre=" "), "titre")
