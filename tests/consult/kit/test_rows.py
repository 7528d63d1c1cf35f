"""The rows of a table name each cell after its column."""

from markupsafe import Markup

from consult.kit.rows import labelled


def test_each_cell_is_named_after_its_column():
    rows = labelled("<tr>\n<th scope=row>Léa</th><td class=num>3</td><td>Oui</td></tr>", ["Nom", "Votes", "Vue"])
    assert 'data-label="Votes" class=num>3<' in rows
    assert 'data-label="Vue">Oui<' in rows
    assert rows.count("data-label") == 2


def test_each_row_begins_again_at_the_first_column():
    rows = labelled("<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>", ["Un", "Deux"])
    assert 'data-label="Un">3<' in rows


def test_a_row_stacked_on_a_phone_is_still_read_as_a_row_of_a_table():
    rows = labelled("<tr><th>Léa</th><td>3</td></tr>", ["Nom", "Votes"])
    assert [role in rows for role in ('<tr role="row"', '<th role="rowheader"', '<td role="cell"')] == [True] * 3


def test_a_cell_left_blank_is_empty_and_can_be_passed_over():
    assert 'data-label="À faire"></td>' in labelled("<tr><td>\n  </td></tr>", ["À faire"])


def test_what_a_person_typed_in_a_cell_makes_no_cell():
    typed = Markup("<tr><td>{}</td><td>fin</td></tr>").format("</td><td>piège</td>")
    assert labelled(typed, ["Texte", "Suite"]).count("<td") == 2


def test_the_name_of_a_column_cannot_close_its_attribute():
    assert 'data-label="&#34;&gt;' in labelled("<tr><td>1</td></tr>", ['"><b>'])
