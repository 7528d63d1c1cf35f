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
