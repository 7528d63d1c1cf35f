"""Tables open in a spreadsheet without running anything."""

import csv
import io

import pytest

from consult.kit.exports import csv_lines, neutral


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@cmd", "\t=1", "\r=1", "  =1", "＝1"])
def test_a_cell_that_starts_like_a_formula_is_neutralised(cell):
    assert str(neutral(cell)).startswith("'")


@pytest.mark.parametrize("cell", [-2, 3.5, None, "a = b", "l’été"])
def test_numbers_and_ordinary_texts_stay_as_they_are(cell):
    assert neutral(cell) == cell


def test_a_file_says_its_encoding_and_keeps_line_breaks_inside_cells():
    text = "".join(csv_lines(("titre", "texte"), [("Été", "une ligne\nune autre; «suite»")]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows == [["titre", "texte"], ["Été", "une ligne\nune autre; «suite»"]]


def test_an_empty_table_still_has_its_head():
    assert "".join(csv_lines(("a", "b"), [])) == "\ufeffa;b\r\n"
