"""The paragraphs, links, bookmarks and tables a text for Word is made of."""

import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from synthesis.formats.word.tables import WIDTH, table_of
from synthesis.formats.word.texts import (
    bookmarked,
    element,
    link_inside,
    link_outside,
    number_bookmarks,
    paragraph,
    run,
)


def kinds(made: BaseOxmlElement) -> list[str]:
    return [str(child.tag).rpartition("}")[2] for child in made]


def styles(made: BaseOxmlElement) -> list[str | None]:
    return [style.get(qn("w:val")) for style in made.iter(qn("w:pStyle"))]


def words(made: BaseOxmlElement) -> list[str | None]:
    return [text.text for text in made.iter(qn("w:t"))]


def widths(made: BaseOxmlElement) -> list[int]:
    return [int(column.get(qn("w:w")) or 0) for column in made.iter(qn("w:gridCol"))]


# --- texts ------------------------------------------------------------------------------


def test_line_ends_stand_between_the_lines_and_not_around_them() -> None:
    assert kinds(run("un\ndeux\ntrois")) == ["t", "br", "t", "br", "t"]


def test_an_empty_text_still_makes_a_run_that_can_be_read() -> None:
    assert words(run("")) == [""]


def test_spaces_at_the_ends_of_a_text_are_kept() -> None:
    text = run(" mot ").find(qn("w:t"))
    assert text is not None
    assert text.get(qn("xml:space")) == "preserve"


def test_a_sign_no_file_can_hold_is_replaced_where_it_stood() -> None:
    assert words(run("a\x07b")) == ["a\ufffdb"]


def test_a_style_is_written_only_when_there_is_one() -> None:
    assert kinds(run("mot")) == ["t"]
    assert kinds(run("mot", "Strong")) == ["rPr", "t"]
    assert kinds(paragraph("")) == []


def test_a_paragraph_says_its_style_before_its_text() -> None:
    made = paragraph("Title", run("un"), run("deux"))
    assert kinds(made) == ["pPr", "r", "r"]
    assert styles(made) == ["Title"]


# --- links and bookmarks ----------------------------------------------------------------


def test_a_link_leads_to_the_bookmark_of_the_same_name() -> None:
    name = "annexe-theme-1"
    start = bookmarked(name, paragraph("", run("Annexe"))).find(qn("w:bookmarkStart"))
    assert start is not None
    assert link_inside(name, "annexe").get(qn("w:anchor")) == start.get(qn("w:name")) == "annexe_theme_1"


def test_a_name_too_long_for_word_is_cut_the_same_on_both_sides() -> None:
    anchor = link_inside("a-" * 40, "loin").get(qn("w:anchor"))
    assert anchor == "a_" * 20


def test_a_link_outside_names_its_relation_and_shows_its_words() -> None:
    made = link_outside("rId7", "le site")
    assert (made.get(qn("r:id")), words(made)) == ("rId7", ["le site"])


def test_a_bookmark_opens_after_the_style_and_closes_last() -> None:
    assert kinds(bookmarked("a", paragraph("Title", run("x")))) == ["pPr", "bookmarkStart", "r", "bookmarkEnd"]
    assert kinds(bookmarked("a", paragraph("", run("x")))) == ["bookmarkStart", "r", "bookmarkEnd"]


def test_bookmarks_are_numbered_in_reading_order_and_close_under_their_number() -> None:
    body = element("body")
    body.extend([bookmarked(name, paragraph("")) for name in ("b", "a", "c")])
    number_bookmarks(body)
    starts = [(one.get(qn("w:name")), one.get(qn("w:id"))) for one in body.iter(qn("w:bookmarkStart"))]
    assert starts == [("b", "1"), ("a", "2"), ("c", "3")]
    assert [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkEnd"))] == ["1", "2", "3"]


# --- tables -----------------------------------------------------------------------------


def test_only_the_first_row_is_repeated_on_each_page() -> None:
    made = table_of("Les votes", ("Nom", "Votes"), [("a", "1"), ("b", "2")], (False, True))
    repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in made.iter(qn("w:tr"))]
    assert repeated == [True, False, False]


def test_a_table_without_rows_keeps_its_headings() -> None:
    assert words(table_of("Vide", ("Nom", "Votes"), [], (False, True))) == ["Nom", "Votes"]


def test_numbers_take_little_and_words_share_the_rest() -> None:
    first, number, last = widths(table_of("T", ("a", "b", "c"), [], (False, True, False)))
    assert number < first == last
    assert first + number + last == pytest.approx(WIDTH, abs=3)


def test_a_table_of_numbers_alone_fills_the_page_in_equal_parts() -> None:
    assert widths(table_of("T", ("a", "b"), [], (True, True))) == [WIDTH // 2] * 2


def test_numbers_are_set_apart_in_headings_and_cells() -> None:
    made = table_of("T", ("Nom", "Votes"), [("a", "1")], (False, True))
    assert styles(made) == ["TableHeading", "TableHeadingNumber", "TableCell", "TableCellNumber"]


def test_rows_kept_together_hold_the_next_one_except_the_last() -> None:
    made = table_of("T", ("Nom",), [("a",), ("b",), ("c",)], (False,), together=True)
    assert styles(made)[1:] == ["TableCellKept", "TableCellKept", "TableCell"]


def test_a_row_that_lacks_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        table_of("T", ("Nom", "Votes"), [("a",)], (False, True))


def test_what_is_read_aloud_holds_no_sign_that_breaks_the_file() -> None:
    described = table_of("Les\x00votes", ("Nom",), [], (False,)).find(f".//{qn('w:tblDescription')}")
    assert described is not None
    assert described.get(qn("w:val")) == "Les\ufffdvotes"
