"""Reading the CSV files people bring."""

import gzip

import pytest

from consult.kit.errors import Invalid
from consult.kit.tables import read_table

COLUMNS = ("id", "texte")


@pytest.fixture
def refused(tmp_path):
    """Return a function that gives the sentence a file is refused with."""

    def read(content, name="arguments.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Invalid) as refusal:
            list(read_table(path, COLUMNS))
        return str(refusal.value.sentence)

    return read


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_table_is_read_compressed_or_not(tmp_path, pack):
    path = tmp_path / "arguments.csv.gz" if pack is gzip.compress else tmp_path / "arguments.csv"
    path.write_bytes(pack("id,texte\na1,« été »\n".encode()))
    assert [line.values for line in read_table(path, COLUMNS)] == [{"id": "a1", "texte": "« été »"}]


def test_a_record_of_several_lines_is_named_by_the_line_where_it_begins(tmp_path):
    path = tmp_path / "arguments.csv"
    path.write_text('id,texte\na1,"deux\nlignes"\na2,une\n', "utf-8")
    assert [(line.number, line["texte"]) for line in read_table(path, COLUMNS)] == [
        (2, "deux\nlignes"),
        (4, "une"),
    ]


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path):
    path = tmp_path / "arguments.csv"
    path.write_text("id,texte\na1,oui\n", "utf-8-sig")
    assert [line["id"] for line in read_table(path, COLUMNS)] == ["a1"]


def test_a_missing_file_is_asked_for_by_its_name(tmp_path, app):
    with app.app_context(), pytest.raises(Invalid, match="Ajoutez le fichier absent"):
        list(read_table(tmp_path / "absent.csv", COLUMNS))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id,texte\na1,été\n".encode("latin-1"), "Enregistrez arguments.csv en UTF-8"),
        (b"id\na1\n", "ajoutez la colonne « texte »"),
        (b"id,texte,avis\na1,oui,non\n", "ôtez la colonne « avis »"),
        (b"id,texte,texte\na1,oui,non\n", "ôtez la colonne qui figure deux fois"),
        (b"id,texte\na1\n", "arguments.csv:2 : écrivez une valeur par colonne"),
        (b'id,texte\na1,"oui\n', "corrigez cette ligne"),
        (b"", "ajoutez la colonne « id »"),
    ],
)
def test_a_table_that_is_not_what_it_says_is_refused_with_what_to_do(app, refused, content, sentence):
    with app.app_context():
        assert sentence in refused(content).replace("\u00a0", " ")


@pytest.mark.parametrize("cut", [20, 30])
def test_a_corrupt_gzip_is_to_be_downloaded_again(app, refused, cut):
    with app.app_context():
        assert "Téléchargez arguments.csv.gz de nouveau" in refused(
            gzip.compress(b"id,texte\na1,oui\n" * 50)[:cut], "arguments.csv.gz"
        )


def test_a_file_that_only_pretends_to_be_compressed_is_to_be_downloaded_again(app, refused):
    with app.app_context():
        assert "fichier compressé est abîmé" in refused(b"id,texte\na1,oui\n", "arguments.csv.gz")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path, app):
    (tmp_path / "arguments.csv").mkdir()
    with app.app_context(), pytest.raises(Invalid, match="Donnez le droit de lire"):
        list(read_table(tmp_path / "arguments.csv", COLUMNS))


@pytest.mark.parametrize(
    ("content", "values"),
    [
        (b"id,texte\r\na1,oui\r\n", ["oui"]),
        (b"id,texte\na1,oui", ["oui"]),
        (b'id,texte\na1,"oui, mais"\n', ["oui, mais"]),
        (b'id,texte\na1,"dit ""oui"""\n', ['dit "oui"']),
        (b"id,texte\na1,\n", [""]),
        (b"texte,id\noui,a1\n", ["oui"]),
        (b"id,texte\n\na1,oui\n\n\na2,non\n", ["oui", "non"]),
        (b"id,texte\n", []),
        (b"id,texte\na1, oui \n", [" oui "]),
        ("id,texte\na1,Œuvre 👍\n".encode(), ["Œuvre 👍"]),
        (b'id,texte\na1,"un\r\ndeux"\n', ["un\r\ndeux"]),
    ],
)
def test_a_table_is_read_as_any_spreadsheet_writes_it(tmp_path, content, values):
    path = tmp_path / "arguments.csv"
    path.write_bytes(content)
    assert [line["texte"] for line in read_table(path, COLUMNS)] == values


def test_a_file_compressed_without_saying_so_is_read(tmp_path):
    path = tmp_path / "arguments.csv"
    path.write_bytes(gzip.compress(b"id,texte\na1,oui\n"))
    assert [line["texte"] for line in read_table(path, COLUMNS)] == ["oui"]


def test_empty_lines_are_counted_so_that_the_line_named_is_the_one_seen(tmp_path):
    path = tmp_path / "arguments.csv"
    path.write_bytes(b"id,texte\n\n\na1,oui\n")
    assert [line.number for line in read_table(path, COLUMNS)] == [4]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"id,texte\na1,oui\na2\n", "arguments.csv:3"),
        (b'id,texte\na1,"un\ndeux"\na2\n', "arguments.csv:4"),
        (b"id,texte\n\na1,oui,non\n", "arguments.csv:3"),
        (b"id;texte\na1;oui\n", "ajoutez la colonne « id »"),
        (b"ID,Texte\na1,oui\n", "ajoutez la colonne « id »"),
        ("id,texte\n".encode("utf-16"), "en UTF-8"),
        (b"id,texte,\na1,oui,\n", "ôtez la colonne «  »"),
    ],
)
def test_the_place_to_correct_is_told(app, refused, content, place):
    with app.app_context():
        assert place in refused(content).replace("\u00a0", " ")


def test_lines_before_the_one_that_is_wrong_are_given_first(tmp_path, app):
    path = tmp_path / "arguments.csv"
    path.write_bytes(b"id,texte\na1,oui\na2\n")
    table = read_table(path, COLUMNS)
    assert next(table)["id"] == "a1"
    with app.app_context(), pytest.raises(Invalid):
        next(table)
