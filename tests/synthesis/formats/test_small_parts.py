"""What the files share: archives written again, the tree of plain values, bars, tables of an open document."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pytest
from odfdo import Element

from synthesis.analysis.facts import VoteTotals
from synthesis.composer.document import Bar, Claim, ProposalBlock
from synthesis.formats.archive import EARLIEST, STORED, legible, written_again
from synthesis.formats.charts import vote_bars
from synthesis.formats.look import Look, UnreadableLookError, look_from_json, look_to_json
from synthesis.formats.opendocument.tables import table_of
from synthesis.formats.tree import map_strings

VOTES = VoteTotals(5, 0, 5)
BARS = (Bar("for", "Pour", "5", "50 %", 0.5), Bar("mixed", "Mitigé", "0", "0 %", 0.0))
BLOCK = ProposalBlock("P1", "/p/1", "Les bus", Claim("c", "t", "Dix votes."), VOTES, BARS, "Dix votes.")


def packed(*names: str, year: int = 2026) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(ZipInfo(name, (year, 1, 2, 3, 4, 6)), name)
    return made.getvalue()


def opened(raw: bytes) -> ZipFile:
    return ZipFile(BytesIO(written_again(raw)))


def texts(made: Element, tag: str) -> list[str]:
    return [str(found.text_recursive).strip() for found in made.get_elements(f"descendant::{tag}")]


# --- archives ---------------------------------------------------------------------------


def test_what_says_the_type_of_an_archive_comes_first_and_the_rest_by_name() -> None:
    assert opened(packed("z.xml", "a.xml", "mimetype")).namelist() == ["mimetype", "a.xml", "z.xml"]
    assert opened(packed("_rels/.rels", "[Content_Types].xml", "A.xml")).namelist()[0] == "[Content_Types].xml"


def test_neither_the_order_nor_the_hour_of_an_archive_changes_its_bytes() -> None:
    assert written_again(packed("a", "b")) == written_again(packed("b", "a", year=1999))


def test_an_archive_written_twice_does_not_change_again() -> None:
    once = written_again(packed("b", "a", STORED))
    assert written_again(once) == once


def test_only_the_type_is_stored_as_it_is() -> None:
    infos = opened(packed("content.xml", STORED)).infolist()
    assert [info.compress_type == ZIP_STORED for info in infos] == [True, False]
    assert {info.date_time for info in infos} == {EARLIEST}


def test_folders_are_left_out_and_what_they_hold_stays() -> None:
    again = opened(packed("word/", "word/document.xml"))
    assert again.namelist() == ["word/document.xml"]
    assert again.read("word/document.xml") == b"word/document.xml"


def test_an_empty_archive_stays_an_archive_and_anything_else_is_refused() -> None:
    assert opened(packed()).namelist() == []
    with pytest.raises(BadZipFile):
        written_again(b"not an archive")


def test_tabs_line_ends_and_rare_letters_are_legible_as_they_are() -> None:
    assert legible("a\tb\nc\r中😀é") == "a\tb\nc\r中😀é"


def test_each_sign_that_a_file_cannot_hold_is_replaced_one_for_one() -> None:
    assert legible("\x00a\x0bb\ud800\uffff\x7f") == "\ufffda\ufffdb\ufffd\ufffd\ufffd"


# --- the tree of plain values -----------------------------------------------------------


def test_texts_change_at_every_depth_and_names_never_do() -> None:
    tree = {"text": "a", "parts": [{"text": "b"}, ["c"]]}
    assert map_strings(tree, str.upper) == {"text": "A", "parts": [{"text": "B"}, ["C"]]}


def test_what_is_no_text_stays_what_it_was() -> None:
    tree: dict[str, object] = {"n": 1, "yes": True, "none": None, "share": 0.5, "empty": []}
    assert map_strings(tree, lambda _text: "changed") == tree


def test_changing_the_texts_of_a_tree_leaves_the_first_one_alone() -> None:
    tree = {"parts": ["a"]}
    map_strings(tree, str.upper)
    assert tree == {"parts": ["a"]}


# --- bars -------------------------------------------------------------------------------


def test_a_position_without_votes_draws_no_bar() -> None:
    assert 'width="0" height' in vote_bars(replace(BLOCK, bars=BARS[1:]))


def test_one_vote_in_ten_thousand_is_still_seen() -> None:
    assert 'width="0.75"' in vote_bars(replace(BLOCK, bars=(replace(BARS[0], width=0.0001),)))


def test_a_picture_is_as_high_as_it_has_bars() -> None:
    assert 'height="34"' in vote_bars(BLOCK)
    assert 'height="17"' in vote_bars(replace(BLOCK, bars=BARS[:1]))


def test_a_title_cannot_add_marks_to_the_picture() -> None:
    drawn = vote_bars(replace(BLOCK, title="</title><script>", bars_description="5 < 6 & 7"))
    assert "<script>" not in drawn
    assert "<desc>5 &lt; 6 &amp; 7</desc>" in drawn


def test_a_position_that_has_no_colour_is_refused() -> None:
    with pytest.raises(KeyError):
        vote_bars(replace(BLOCK, bars=(replace(BARS[0], position="abstained"),)))


# --- tables of an open document ---------------------------------------------------------


def test_headings_are_repeated_and_come_before_the_rows() -> None:
    made = table_of("Votes", ("Nom", "Votes"), [("a", "1")], (False, True))
    assert texts(made, "text:p") == ["Nom", "Votes", "a", "1"]
    assert len(made.get_elements("table:table-header-rows/table:table-row")) == 1


def test_each_column_says_whether_it_holds_numbers() -> None:
    made = table_of("Votes", ("Nom", "Votes"), [("a", "1")], (False, True))
    columns = made.get_elements("table:table-column")
    assert [column.get_attribute("table:style-name") for column in columns] == ["Words", "Numbers"]
    cells = made.get_elements("descendant::text:p")
    assert [cell.get_attribute("text:style-name") for cell in cells] == [
        "CellHeading",
        "NumberHeading",
        "Cell",
        "Number",
    ]


def test_a_cell_that_looks_like_a_formula_or_marks_stays_text() -> None:
    made = table_of("T", ("Nom",), [("=1+1",), ("<b>&",)], (False,))
    assert texts(made, "text:p") == ["Nom", "=1+1", "<b>&"]
    kinds = [cell.get_attribute("office:value-type") for cell in made.get_elements("descendant::table:table-cell")]
    assert set(kinds) == {"string"}


def test_a_row_with_one_cell_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        table_of("T", ("Nom",), [("a", "b")], (False,))


# --- looks ------------------------------------------------------------------------------


def test_a_look_without_a_logo_names_no_picture() -> None:
    assert (Look().logo_name, Look().logo_address) == ("", "")


def test_a_photograph_is_named_and_written_by_its_kind() -> None:
    look = Look(logo=b"x", logo_type="image/jpeg")
    assert (look.logo_name, look.logo_address) == ("logo.jpg", "data:image/jpeg;base64,eA==")


@pytest.mark.parametrize("kind", ["image/svg+xml", "image/gif", ""])
def test_a_logo_that_could_carry_a_program_or_says_no_kind_is_refused(kind: str) -> None:
    with pytest.raises(UnreadableLookError, match="PNG or a JPEG"):
        look_from_json(look_to_json(Look(logo=b"x", logo_type=kind)))


@pytest.mark.parametrize("accent", ["#12345", "#1f5f5b;}", "#1f5f5b\n", "url(x)"])
def test_a_colour_that_could_carry_more_than_a_colour_is_refused(accent: str) -> None:
    with pytest.raises(UnreadableLookError):
        look_from_json(look_to_json(Look(accent)))
